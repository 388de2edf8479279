"""What a verb is given: a store to open, and a place to print results in the form and language that were asked for."""

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs
from cyclopts import Parameter

from civicflow.cli.options import Form, Language
from civicflow.cli.text import visible
from civicflow.errors import CivicflowError, StoreError

if TYPE_CHECKING:
    from civicflow.core.module import Module
    from civicflow.flow import Flow
    from civicflow.messages import Words

DEFAULT_STORE = "civicflow-store"
ZONE = "Asia/Ho_Chi_Minh"


class UnreadableFileError(CivicflowError):
    """A file, or standard input, that was named on the command line cannot be read; ``file`` and ``problem`` say why."""

    code = "unreadable-file"


@Parameter(parse=False)
@attrs.frozen(kw_only=True)
class Terminal:
    """
    What a verb is given besides its own options.

    A verb of another application takes one too: ``def balance(person: str, *, terminal: Terminal) -> int``.

    Args:
        store: Where the store is: a folder or ``postgresql://…``.
        form: How results are printed.
        language: Of results and errors.
        extra: What other applications have plugged in.
    """

    store: str = DEFAULT_STORE
    form: Form = "table"
    language: Language = "en"
    extra: "tuple[Module, ...]" = ()

    @property
    def modules(self) -> "tuple[Module, ...]":
        """Everything that is plugged in, ours first."""
        from civicflow.flow import MODULES

        return (*MODULES, *self.extra)

    @cached_property
    def words(self) -> "Words":
        """Everything that is plugged in, in the language of the reader."""
        return self._words(self.modules)

    @property
    def own_words(self) -> "Words":
        """What the command line itself has to say; no aggregate is loaded for that."""
        return self._words(())

    def _words(self, modules: "tuple[Module, ...]") -> "Words":
        from civicflow.core.module import Module
        from civicflow.messages import Words

        return Words(self.language, (*modules, Module(name="cli")), self.zone)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of local dates and times."""
        return ZoneInfo(os.environ.get("CIVICFLOW_ZONE") or ZONE)

    def open(self, *, reading: bool = False, strict: bool | None = None) -> "Flow":
        """
        Open the store.

        Args:
            reading: Whether nothing will be recorded: then a store that is not there is an error, and one that may not
                be written is opened for reading only.
            strict: Rely only on provisions that are verified or choices of design.

        Raises:
            StoreError: When there is no store to read, or it cannot be read.
        """
        from civicflow import flow

        folder = None if "://" in self.store or self.store == ":memory:" else Path(self.store)
        if reading and folder is not None and not (folder / "log.db").is_file():
            raise StoreError(problem="no store", store=self.store)
        read_only = reading and folder is not None and not os.access(folder, os.W_OK)
        return flow.open(self.store, modules=self.extra, strict=strict or None, read_only=read_only)

    def show(self, value: object) -> None:
        """Print a result: a record, a reply, or a list of records."""
        if self.form == "json":
            from civicflow.exchange.json_text import json_text

            print(json_text(value))
            return
        from civicflow.cli import tables

        if self.form == "csv":
            tables.write_csv(value, sys.stdout)
        else:
            tables.print_sheets(tables.sheets_of(value, self.words), sys.stdout)

    def line(self, text: str) -> None:
        """Print a line of the result; nothing in it can command the terminal."""
        print(visible(text))

    def say(self, text: str) -> None:
        """Tell how the work goes, beside the result."""
        print(visible(text), file=sys.stderr)

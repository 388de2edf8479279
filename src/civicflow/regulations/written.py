"""A table of a regulations file while it is being read: it hands out typed fields, and says where one is wrong."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Never, TypeVar

import attrs

from civicflow.errors import RegulationError

T = TypeVar("T")


@attrs.frozen
class Written:
    """
    A TOML table and where it stands.

    Args:
        file: The file it was read from.
        record: Which record of the file, counted from 1; 0 for the head of the file.
        table: What is written.
    """

    file: str
    record: int
    table: Mapping[str, object]

    def refuse(self, field: str, problem: str) -> Never:
        """
        Say what is wrong.

        Raises:
            RegulationError: Always; names file, record (none for the head of the file), field and problem.
        """
        raise RegulationError(file=self.file, record=self.record or "", field=field, problem=problem)

    def expect(self, name: str, known: Collection[str]) -> None:
        """Refuse a field that is not known: it would be read by nobody."""
        if name not in known:
            self.refuse(name, "unknown")

    def text(self, name: str) -> str:
        """A text that must be there."""
        return self.optional_text(name) or self.refuse(name, "missing")

    def optional_text(self, name: str) -> str | None:
        """A text that may be left out, but not be empty."""
        value = self.table.get(name)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self.refuse(name, "text")
        return value

    def word(self, name: str, known: Collection[str]) -> str | None:
        """One of some known words, or nothing."""
        value = self.optional_text(name)
        if value is not None and value not in known:
            self.refuse(name, "unknown-word")
        return value

    def words(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Several of some known words; none when left out."""
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(word in known for word in value):
            self.refuse(name, "unknown-word")
        return tuple(value)

    def day(self, name: str) -> date:
        """A date that must be there."""
        return self.optional_day(name) or self.refuse(name, "missing")

    def optional_day(self, name: str) -> date | None:
        """A local date without a time, or nothing."""
        value = self.table.get(name)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.refuse(name, "date")
        return value

    def inner(self, name: str) -> Mapping[str, object]:
        """A table within this one, which must be there."""
        value = self.table.get(name)
        return value if isinstance(value, dict) else self.refuse(name, "table")


class Problems:
    """
    All that is wrong with what is being read: the reading goes on where it can.

    Attributes:
        found: The problems, in the order in which they were met.
    """

    def __init__(self) -> None:
        self.found: list[RegulationError] = []

    def without(self, read: Callable[..., T], *given: object) -> T | None:
        """What is read; None, and a problem more, when it cannot be."""
        try:
            return read(*given)
        except RegulationError as problem:
            self.found.append(problem)
            return None

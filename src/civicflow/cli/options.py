"""What every verb takes: where the store is, in which form and language to print, what is plugged in."""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import attrs
from cyclopts import Group, Parameter

Form: TypeAlias = Literal["table", "json", "csv"]
Language: TypeAlias = Literal["vi", "en"]

LANGUAGE_SAID_BY = "CIVICFLOW_LANG"
MODULES_NAMED_BY = "CIVICFLOW_MODULES"


@Parameter(name="*", group=Group("Every verb", sort_key=1))
@attrs.frozen(kw_only=True)
class Everywhere:
    """
    What every verb takes.

    Args:
        store: The store: a folder, or postgresql://… for a server; civicflow-store when left out.
        format: How results are printed.
        lang: The language of results and errors.
        module: A module of another application, as package:ATTRIBUTE; may be repeated.
    """

    store: Annotated[str | None, Parameter(env_var="CIVICFLOW_STORE")] = None
    format: Form = "table"
    lang: Annotated[Language, Parameter(env_var=LANGUAGE_SAID_BY)] = "en"
    module: Annotated[tuple[str, ...], Parameter(env_var=MODULES_NAMED_BY, show_default=False)] = ()


Strict: TypeAlias = Annotated[bool, Parameter(env_var="CIVICFLOW_STRICT", show_default=False)]


@Parameter(name="*", group=Group("Every question", sort_key=0))
@attrs.frozen(kw_only=True)
class Standpoint:
    """
    From where a question is answered.

    Args:
        known: Only what was on record at this instant counts, such as 2023-12-31T17:00+07:00, or a day for its end.
        as_of: Only what had happened by this instant counts.
        position: Just the log up to this position counts, as a frozen answer says it.
        strict: Rely only on provisions that are verified or choices of design.
        regulations: Suppose the files of regulations in this folder in the place of those of the same name; nothing is
            decided anew.
    """

    known: str | None = None
    as_of: str | None = None
    position: int | None = None
    strict: Strict = False
    regulations: Path | None = None


@Parameter(name="*", group=Group("Every question", sort_key=0))
@attrs.frozen(kw_only=True)
class Instant:
    """
    For which instant an answer is frozen.

    Args:
        known: Only what was on record at this instant counts; the present when left out.
        strict: Rely only on provisions that are verified or choices of design.
    """

    known: str | None = None
    strict: Strict = False

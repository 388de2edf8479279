"""How another system's words become ours: which column is what, where dates stand, and what each activity means."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal, TypeAlias

import attrs

from civicflow.errors import InvalidInputError
from civicflow.exchange.foreign_log import Columns

Format: TypeAlias = Literal["xes", "csv of events", "csv of cases"]
Verb: TypeAlias = Literal["report", "submit", "return", "complete", "cancel"]
People: TypeAlias = Literal["as written", "digest"]
Place: TypeAlias = Literal["case", "first event", "last event", "text"]


class MappingError(InvalidInputError):
    """A mapping cannot be used; ``file`` or ``field`` names where and ``problem`` says why."""

    code = "invalid-mapping"


@attrs.frozen
class Said:
    """
    Where a text is to be found.

    Args:
        place: On the case, on its first or last event, or in the mapping itself.
        name: The attribute or column; for ``text`` the text.
    """

    place: Place
    name: str


@attrs.frozen
class Moment:
    """
    Where a time is to be found.

    Args:
        place: On the case, or when its first or last event happened.
        name: The attribute of the case; empty for an event.
        later: How much elapsed time comes on top.
    """

    place: Place
    name: str
    later: timedelta = timedelta()


@attrs.frozen
class CasesFile:
    """
    A second CSV file with one row a case.

    Args:
        file: Its name; it lies beside the file of events.
        case: The column that holds the id of the case.
    """

    file: str
    case: str


@attrs.frozen(kw_only=True)
class LogLayout:
    """
    How the log is written.

    Args:
        format: Its format.
        columns: Where it says which case, what, when.
        encoding: The encoding of CSV.
        delimiter: What separates the columns of CSV.
        cases: The second file, if there is one.
    """

    format: Format
    columns: Columns
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    cases: CasesFile | None = None


@attrs.frozen(kw_only=True)
class TaskMapping:
    """
    What makes a case a task.

    Args:
        work: What is to be done.
        result: What is to come of it.
        acceptance: By what that is accepted.
        assignee: Who is responsible.
        approver: Who decides on the result.
        unit: The unit that is responsible.
        assigned: When it was given out.
        due: When it is due; None when the log knows no deadline.
        closed: When it was completed; ``complete`` when the verb says so; None when the log does not tell.
    """

    work: Said
    result: Said | None
    acceptance: Said | None
    assignee: Said | None
    approver: Said | None
    unit: Said | None
    assigned: Moment
    due: Moment | None
    closed: Moment | Literal["complete"] | None


@attrs.frozen(kw_only=True)
class ActivityMapping:
    """
    What is kept of each event.

    Args:
        person: The attribute that says who did it.
        unit: The attribute that says in which unit, group or role.
        keep: The other attributes that are kept as written.
    """

    person: str | None = None
    unit: str | None = None
    keep: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class LogMapping:
    """
    The whole of a mapping.

    Args:
        source: The name of the other system; it begins every id that comes from there.
        people: Whether the ids of people are what the other system calls them, or a digest where those are names.
        log: How the log is written.
        task: What makes a case a task.
        activity: What is kept of each event.
        verbs: The activities that are more than an activity, and what they are.
    """

    source: str
    people: People
    log: LogLayout
    task: TaskMapping
    activity: ActivityMapping
    verbs: Mapping[str, Verb]

    def columns_needed(self, place: Literal["event", "case"]) -> dict[str, str]:
        """The columns that must be there, by the field of the mapping that needs them."""
        return _needed_of_events(self) if place == "event" else _needed_of_cases(self)


def _needed_of_cases(mapping: LogMapping) -> dict[str, str]:
    fields = attrs.asdict(mapping.task, recurse=False).items()
    found = {
        f"task.{name}": value.name
        for name, value in fields
        if isinstance(value, Said | Moment) and value.place == "case"
    }
    if mapping.log.format == "csv of cases":
        found["log.case"] = mapping.log.columns.case
    elif mapping.log.cases is not None:
        found["log.cases.case"] = mapping.log.cases.case
    return found


def _needed_of_events(mapping: LogMapping) -> dict[str, str]:
    columns, activity = mapping.log.columns, mapping.activity
    found = {f"log.{name}": getattr(columns, name) for name in ("case", "activity", "time", "event")}
    found |= {"activity.person": activity.person, "activity.unit": activity.unit}
    found |= {f"activity.keep.{name}": name for name in activity.keep}
    fields = attrs.asdict(mapping.task, recurse=False).items()
    found |= {
        f"task.{name}": value.name
        for name, value in fields
        if isinstance(value, Said) and "event" in value.place
    }
    return {field: column for field, column in found.items() if column}

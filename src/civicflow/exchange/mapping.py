"""How another system's words become ours: a TOML file that says which column is what, checked before anything is read."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

import attrs

from civicflow.errors import InvalidInputError
from civicflow.exchange.foreign_log import Columns
from civicflow.exchange.toml_table import Table

Format: TypeAlias = Literal["xes", "csv of events", "csv of cases"]
Verb: TypeAlias = Literal["report", "submit", "return", "complete", "cancel"]
People: TypeAlias = Literal["as written", "digest"]
Place: TypeAlias = Literal["case", "first event", "last event", "text"]


class MappingError(InvalidInputError):
    """A mapping cannot be used; ``field`` names where and ``problem`` says why."""

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
        assignee: Who is responsible.
        approver: Who decides on the result.
        unit: The unit that is responsible.
        assigned: When it was given out.
        due: When it is due; None when the log knows no deadline.
        closed: When it was completed; ``complete`` when the verb says so; None when the log does not tell.
    """

    work: Said
    result: Said | None
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


def load_mapping(path: Path) -> LogMapping:
    """
    Read a mapping and check all of it.

    Raises:
        MappingError: When it cannot be read, a field is unknown, missing or of another kind, or two fields disagree.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(field=path.name, problem="not-toml", detail=str(error)) from None
    return mapping_of(content)


def mapping_of(content: Mapping[str, object]) -> LogMapping:
    """
    Take a mapping that was read, and check all of it.

    Raises:
        MappingError: As ``load_mapping``.
    """
    root = Table(content, "", MappingError)
    source, zone = root.text("source", r"[a-z0-9][a-z0-9-]{0,29}"), _zone(root)
    mapping = LogMapping(
        source=source,
        people=root.choice("people", get_args(People)) if root.has("people") else "as written",
        log=_layout(root.table("log"), zone),
        task=_task(root.table("task")),
        activity=_activity(root.table("activity", required=False)),
        verbs=_verbs(root.table("verbs", required=False)),
    )
    root.done()
    _agree(mapping)
    return mapping


def _zone(root: Table) -> ZoneInfo:
    name = root.text("zone")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise root.wrong("zone", "unknown-zone", value=name) from None


def _layout(table: Table, zone: ZoneInfo) -> LogLayout:
    form: Format = table.choice("format", get_args(Format))
    each = form != "csv of cases"
    columns = Columns(
        case=table.text("case"),
        activity=table.text("activity") if each else None,
        time=table.text("time") if each else None,
        event=table.optional_text("event") if each else None,
        zone=zone,
    )
    layout = LogLayout(
        format=form,
        columns=columns,
        encoding=table.optional_text("encoding") or "utf-8-sig",
        delimiter=table.optional_text("delimiter") or ",",
        cases=_cases_file(table.table("cases", required=False)) if form == "csv of events" else None,
    )
    table.done()
    return layout


def _cases_file(table: Table) -> CasesFile | None:
    if table.absent:
        return None
    cases = CasesFile(table.text("file", r"[^/\\]+"), table.text("case"))
    table.done()
    return cases


def _task(table: Table) -> TaskMapping:
    closed = table.table("closed", required=False)
    task = TaskMapping(
        work=_said(table, "work") or Said("text", ""),
        result=_said(table, "result"),
        assignee=_said(table, "assignee"),
        approver=_said(table, "approver"),
        unit=_said(table, "unit"),
        assigned=_moment(table.table("assigned")),
        due=_optional_moment(table.table("due", required=False)),
        closed="complete"
        if closed.has("verb") and closed.choice("verb", ("complete",))
        else _optional_moment(closed),
    )
    closed.done()
    table.done()
    return task


def _said(table: Table, field: str) -> Said | None:
    text = table.text(field) if field == "work" else table.optional_text(field)
    if text is None:
        return None
    place, _, name = text.partition(":")
    if place not in get_args(Place) or not name:
        raise table.wrong(field, "not-a-place", value=text)
    return Said(place, name)  # type: ignore[arg-type]


def _moment(table: Table) -> Moment:
    after = table.has("after")
    text = table.text("after" if after else "at")
    place, _, name = text.partition(":")
    if (place == "case") != bool(name) or place not in ("case", "first event", "last event"):
        raise table.wrong("after" if after else "at", "not-a-time", value=text)
    later = timedelta(days=table.whole("days"), hours=table.whole("hours")) if after else timedelta()
    table.done()
    return Moment(place, name, later)  # type: ignore[arg-type]


def _optional_moment(table: Table) -> Moment | None:
    return None if table.absent else _moment(table)


def _activity(table: Table) -> ActivityMapping:
    activity = ActivityMapping(
        person=table.optional_text("person"), unit=table.optional_text("unit"), keep=table.texts("keep")
    )
    table.done()
    return activity


def _verbs(table: Table) -> dict[str, Verb]:
    return {name: table.choice(name, get_args(Verb)) for name in table.names}


def _agree(mapping: LogMapping) -> None:
    """What each table says must fit the others."""
    by_verb = "complete" in mapping.verbs.values()
    if (mapping.task.closed == "complete") != by_verb:
        raise MappingError(
            field="task.closed", problem="verb-complete-missing" if not by_verb else "closed-twice"
        )
    if mapping.log.format != "csv of cases":
        return
    for field, place in _places(mapping):
        if place in ("first event", "last event"):
            raise MappingError(field=field, problem="no-events", value=place)
    if mapping.verbs or mapping.activity != ActivityMapping():
        raise MappingError(field="verbs" if mapping.verbs else "activity", problem="no-events")


def _places(mapping: LogMapping) -> list[tuple[str, Place]]:
    task = mapping.task
    found = [(f"task.{name}", value) for name, value in attrs.asdict(task, recurse=False).items()]
    return [(field, value.place) for field, value in found if isinstance(value, Said | Moment)]


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

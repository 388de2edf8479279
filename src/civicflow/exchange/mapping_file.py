"""A mapping in TOML, checked whole before any log is read: every mistake names the field it is in."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import attrs

from civicflow.exchange.foreign_log import Columns
from civicflow.exchange.mapping import (
    ActivityMapping,
    CasesFile,
    Format,
    LogLayout,
    LogMapping,
    MappingError,
    Moment,
    People,
    Place,
    Said,
    TaskMapping,
    Verb,
)
from civicflow.exchange.toml_table import Table


def load_mapping(path: Path) -> LogMapping:
    """
    Read a mapping and check all of it.

    Raises:
        MappingError: When it cannot be read, a field is unknown, missing or of another kind, or two fields disagree.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise MappingError(file=str(path), problem="cannot-be-opened") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(file=str(path), problem="not-toml", detail=str(error)) from None
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
        encoding=_encoding(table),
        delimiter=table.text("delimiter", r".") if table.has("delimiter") else ",",
        cases=_cases_file(table.table("cases", required=False)) if form == "csv of events" else None,
    )
    table.done()
    return layout


def _encoding(table: Table) -> str:
    name = table.optional_text("encoding") or "utf-8-sig"
    try:
        "".encode(name)
    except (LookupError, ValueError):
        raise table.wrong("encoding", "unknown-encoding", value=name) from None
    return name


def _cases_file(table: Table) -> CasesFile | None:
    if table.absent:
        return None
    cases = CasesFile(table.text("file", r"[^/\\.][^/\\]*"), table.text("case"))
    table.done()
    return cases


def _task(table: Table) -> TaskMapping:
    closed = table.table("closed", required=False)
    task = TaskMapping(
        work=_said(table, "work") or Said("text", ""),
        result=_said(table, "result"),
        acceptance=_said(table, "acceptance"),
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
    return Said(place, name)  # type: ignore[arg-type]  # checked two lines above


def _moment(table: Table) -> Moment:
    after = table.has("after")
    text = table.text("after" if after else "at")
    place, _, name = text.partition(":")
    if (place == "case") != bool(name) or place not in ("case", "first event", "last event"):
        raise table.wrong("after" if after else "at", "not-a-time", value=text)
    later = timedelta(days=table.whole("days"), hours=table.whole("hours")) if after else timedelta()
    table.done()
    return Moment(place, name, later)  # type: ignore[arg-type]  # checked above


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

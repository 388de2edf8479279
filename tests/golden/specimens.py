"""
One event of every kind as an example, filled and bare, and the files that hold what is stored of it.

    ./run python -m tests.golden.specimens    writes the files of the release that is being made, topics.txt, sql_views.txt
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.event import Event
from civicflow.core.fields import FreeText, Identifier, Line
from civicflow.core.log import Envelope
from civicflow.flow import MODULES
from civicflow.roster import Answer
from civicflow.storage.catalogue import Catalogue, stored_topic
from civicflow.storage.codec import EventCodec
from docs.sql_views import listing

FOLDER = Path(__file__).parent
RELEASE: str = tomllib.loads((FOLDER.parent.parent / "pyproject.toml").read_text())["project"]["version"]
CATALOGUE = Catalogue(MODULES)
CODEC = EventCodec(CATALOGUE)

IDS = {"person": "E-204", "unit": "U-12", "subject": "S-17", "code": "C-3", "digest": "0123456789abcdef" * 4}
PLAIN: Mapping[object, object] = {
    bool: True,
    int: 3,
    str: "1/3",
    date: date(2023, 11, 20),
    time: time(7, 30),
    datetime: datetime(2023, 11, 20, 10, 0, 0, 120_000, tzinfo=UTC),
    FreeText: FreeText(v='Thẩm định hồ sơ 1204, gửi "bản chính"\nvà hai bản sao'),
}
BARE: Mapping[object, Enum] = {Answer: Answer.NOT_ON_RECORD}
"""Of a fixed set, the value beside which a record need say nothing else."""

ENVELOPES = (
    Envelope(
        by="E-101",
        on_behalf_of="E-100",
        authority="head@unit:U-12#31",
        command="assign-task",
        command_id="c-1",
        causation=7,
        reason=FreeText(v="mất điện ba ngày"),
        streams={"task:T-17": 0, "unit:U-12": 9},
        keys={"member:E-204": 12},
        regulations=("late_claim/2023-01-01",),
        calendar="vn-2026.1",
        code="0.1.0",
    ),
    Envelope(command_id="c-2", source="register", code="0.1.0"),
)
"""What may stand beside a filled event, and beside a bare one: a person's act, and another system's claim."""


def specimens(kind: type[Event]) -> Iterator[tuple[Event, Envelope]]:
    """An event of a kind with every field filled, and one in which all that may be empty is."""
    hints = get_type_hints(kind, include_extras=True)
    for filled, envelope in zip((True, False), ENVELOPES, strict=True):
        fields = {field.name: specimen(hints[field.name], filled) for field in attrs.fields(kind)}  # type: ignore[arg-type]
        yield kind(**fields), envelope


def specimen(kind: Any, filled: bool) -> Any:
    """A value of a type; when it need not be filled, nothing or an empty collection where the type allows that."""
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return next((named(mark) for mark in parts[1:] if named(mark)), PLAIN.get(parts[0]))
        case origin if origin in (Union, UnionType):
            return specimen(parts[0], filled) if filled or NoneType not in parts else None
        case origin if origin is tuple:
            return (specimen(parts[0], filled),) if filled else ()
        case origin if origin in (Mapping, dict):
            return {specimen(parts[0], filled): specimen(parts[1], filled)} if filled else {}
    if kind in PLAIN:
        return PLAIN[kind]
    if issubclass(kind, Enum):
        return next(iter(kind)) if filled else BARE.get(kind, next(iter(kind)))
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{field.name: specimen(hints[field.name], filled) for field in attrs.fields(kind)})


def named(mark: object) -> str | None:
    """What a marked text may say."""
    match mark:
        case Identifier(of=of):
            return IDS[of]
        case Line():
            return "QĐ 12/2023/QĐ-UBND"
        case _:
            return None


def path_of(kind: type[Event]) -> Path:
    """The file of an event in the release that is being made."""
    return FOLDER / RELEASE / f"{stored_topic(kind)}.jsonl"


def stored(event: Event, envelope: Envelope) -> str:
    """What is stored of an event, as one line: its topic, and body and envelope as they stand in the log."""
    columns = {
        "topic": stored_topic(type(event)),
        "body": CODEC.encode(event).decode(),
        "envelope": CODEC.encode_envelope(envelope).decode(),
    }
    return json.dumps(columns, ensure_ascii=False)


def contents(kind: type[Event]) -> str:
    """What the golden file of an event says."""
    return "".join(f"{stored(*each)}\n" for each in specimens(kind))


if __name__ == "__main__":
    topics = sorted(CATALOGUE.events)
    (FOLDER / "topics.txt").write_text("".join(f"{topic}\n" for topic in topics))
    (FOLDER / "sql_views.txt").write_text(listing())
    for written in CATALOGUE.events.values():
        path_of(written).parent.mkdir(exist_ok=True)
        path_of(written).write_text(contents(written), "utf-8")

"""A register of letters that the tests of logs write to: three events, and filings of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.event import Event, keys_of, micros, stream_of
from civicflow.core.fields import FreeText
from civicflow.core.log import Draft, Envelope, Filing, Relied
from civicflow.core.module import Module
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import LONGEST_SILENCE
from civicflow.storage.stores import Store, open_store

NOON = datetime(2023, 10, 2, 5, tzinfo=UTC)
NOW = micros(NOON)
KINDS = ("memory", "sqlite", "postgresql")


@frozen(kw_only=True, eq=False, repr=False)
class LetterReceived(Event):
    """A letter has come in."""

    topic: ClassVar[str] = "letter.received"
    stream: ClassVar[tuple[str, ...]] = ("letter", "letter")
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("office", "office"), ("reader", "readers"))

    letter: str
    office: str
    readers: tuple[str, ...]
    subject: FreeText | None
    written_at: datetime | None


@frozen(kw_only=True, eq=False, repr=False)
class LetterAnswered(Event):
    """A letter was answered; in the second version with the time that it took."""

    topic: ClassVar[str] = "letter.answered"
    stream: ClassVar[tuple[str, ...]] = ("letter", "letter")
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("office", "office"),)
    schema: ClassVar[int] = 2

    letter: str
    office: str
    days: int


@frozen(kw_only=True, eq=False, repr=False)
class ParcelReceived(Event):
    """A parcel has come in; what is in it may be anything."""

    topic: ClassVar[str] = "parcel.received"
    stream: ClassVar[tuple[str, ...]] = ("parcel", "parcel")

    parcel: str
    contents: Mapping[str, Any]


@frozen(kw_only=True)
class Visit:
    """Somebody asked for their letter at the counter."""

    at: datetime


@frozen(kw_only=True, eq=False, repr=False)
class VisitsNoted(Event):
    """Visits of a day are noted."""

    topic: ClassVar[str] = "visits.noted"
    stream: ClassVar[tuple[str, ...]] = ("visits", "day")

    day: str
    visits: tuple[Visit, ...]


LETTERS = Module(
    name="letters",
    events=(LetterReceived, LetterAnswered, ParcelReceived, VisitsNoted),
    upcasts={"letter.answered": (lambda content: content | {"days": 0},)},
)


def codec() -> EventCodec:
    """The codec of the register."""
    return EventCodec(Catalogue([LETTERS]))


def received(letter: str = "L-1", **others: Any) -> LetterReceived:
    """A letter that has come in."""
    fields = {"office": "A", "readers": (), "subject": None, "written_at": None} | others
    return LetterReceived(letter=letter, **fields)


def answered(letter: str = "L-1", *, office: str = "A", days: int = 3) -> LetterAnswered:
    """A letter that was answered."""
    return LetterAnswered(letter=letter, office=office, days=days)


def filing(
    *events: Event,
    command_id: str = "c-1",
    versions: Mapping[str, int] | None = None,
    keys: Mapping[str, int] | None = None,
    content: bytes = b"content",
    envelope: Envelope | None = None,
) -> Filing:
    """A filing of events whose streams stand at these versions, and which relied on that and on keys."""
    standing = {stream_of(event): 0 for event in events} | dict(versions or {})
    next_version = dict(standing)
    drafts = []
    for event in events:
        stream = stream_of(event)
        next_version[stream] += 1
        drafts.append(Draft(event, stream, next_version[stream], NOW, keys_of(event)))
    return Filing(
        command_id=command_id,
        fingerprint=content,
        drafts=tuple(drafts),
        relied=Relied(streams=standing, keys=dict(keys or {})),
        envelope=envelope
        or Envelope(by="E-1", command_id=command_id, streams=standing, keys=dict(keys or {})),
    )


@contextmanager
def opened(
    address: str, *, read_only: bool = False, longest_silence: timedelta = LONGEST_SILENCE
) -> Iterator[Store]:
    """The register at an address."""
    store = open_store(address, [LETTERS], read_only=read_only, longest_silence=longest_silence)
    try:
        yield store
    finally:
        store.close()

"""A small register of permits that the tests of views tell stories with: events, two views, a log to write to."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from typing import ClassVar, TypeVar
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from hypothesis import strategies as st

from civicflow.core.correction import Correction
from civicflow.core.event import At, Event, keys_of, micros, stream_of
from civicflow.core.fields import FreeText
from civicflow.core.log import Draft, Envelope, Filing, Log, Relied
from civicflow.core.module import Module
from civicflow.core.question import View
from civicflow.storage.folding import folded
from civicflow.storage.stores import Store, open_store
from civicflow.storage.view_tables import Tables
from civicflow.storage.view_tables_memory import MemoryTables
from civicflow.storage.view_tables_postgresql import PostgreSQLTables
from civicflow.storage.view_tables_sqlite import SQLiteTables
from civicflow.storage.views import Views

PLACES = ("memory", "sqlite", "postgresql")
PATIENCE = 0.5
"""Seconds that a test is ready to wait for a lock that another holds."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
R = TypeVar("R")
BEGINNING = datetime(2023, 10, 2, 1, tzinfo=UTC)


class Stage(Enum):
    """How far a permit has come."""

    FILED = "filed"
    GRANTED = "granted"


@frozen(kw_only=True, eq=False, repr=False)
class PermitFiled(Event):
    """A citizen asks for a permit."""

    topic: ClassVar[str] = "permit.filed"
    stream: ClassVar[tuple[str, ...]] = ("permit", "permit")

    permit: str
    office: str
    fee: int
    due: datetime | None


@frozen(kw_only=True, eq=False, repr=False)
class PermitCorrected(Correction, PermitFiled):
    """What was taken down of a permit was wrong."""

    topic: ClassVar[str] = "permit.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class PermitMoved(Event):
    """Another office takes the permit over."""

    topic: ClassVar[str] = "permit.moved"
    stream: ClassVar[tuple[str, ...]] = ("permit", "permit")

    permit: str
    out_of: str
    into: str


@frozen(kw_only=True, eq=False, repr=False)
class PermitGranted(Event):
    """The permit is granted."""

    topic: ClassVar[str] = "permit.granted"
    stream: ClassVar[tuple[str, ...]] = ("permit", "permit")

    permit: str
    conditions: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class PermitWithdrawn(Event):
    """The citizen wants it no longer: nothing of it remains in the view."""

    topic: ClassVar[str] = "permit.withdrawn"
    stream: ClassVar[tuple[str, ...]] = ("permit", "permit")

    permit: str


@frozen(kw_only=True, eq=False, repr=False)
class VisitorCounted(Event):
    """Somebody came to the counter, which no view is about."""

    topic: ClassVar[str] = "visitor.counted"
    stream: ClassVar[tuple[str, ...]] = ("counter", "counter")

    counter: str


@frozen(kw_only=True)
class Permit:
    """A permit, with a column of every kind."""

    permit: str
    office: str
    fee: int
    urgent: bool
    stage: Stage
    due: datetime | None
    filed_on: date
    conditions: tuple[str, ...]
    history: tuple[tuple[int, datetime], ...]
    times_at: Mapping[str, int]


@frozen(kw_only=True)
class Office:
    """An office and the permits that came to it."""

    name: str
    received: int
    given_away: int
    last: int


def permit_fold(row: Permit | None, event: Event, at: At) -> Permit | None:
    """A permit after an event."""
    if isinstance(event, PermitFiled):
        return Permit(
            permit=event.permit,
            office=event.office,
            fee=event.fee,
            urgent=event.fee > 500,
            stage=Stage.FILED,
            due=event.due,
            filed_on=at.local_date(ZONE),
            conditions=(),
            history=((at.position, at.occurred_at),),
            times_at={event.office: 1},
        )
    if row is None or isinstance(event, PermitWithdrawn):
        return None
    history = (*row.history, (at.position, at.occurred_at))
    if isinstance(event, PermitMoved):
        times_at = {**row.times_at, event.into: row.times_at.get(event.into, 0) + 1}
        return evolve(row, office=event.into, times_at=times_at, history=history)
    assert isinstance(event, PermitGranted)
    return evolve(row, stage=Stage.GRANTED, conditions=event.conditions, history=history)


def office_fold(row: Office | None, event: Event, at: At) -> Office | None:
    """An office after an event that names it; what moves to or from an office that nobody knows is passed over."""
    if isinstance(event, PermitFiled):
        old = row or Office(name=event.office, received=0, given_away=0, last=0)
        return evolve(old, received=old.received + 1, last=at.position)
    if row is None:
        return None
    assert isinstance(event, PermitMoved)
    return evolve(
        row,
        received=row.received + (row.name == event.into),
        given_away=row.given_away + (row.name == event.out_of),
        last=at.position,
    )


PERMITS = View(
    name="permits",
    version=1,
    row=Permit,
    subjects=dict.fromkeys(
        (PermitFiled, PermitMoved, PermitGranted, PermitWithdrawn), lambda event: event.permit
    ),
    fold=permit_fold,
)
OFFICES = View(
    name="offices",
    version=1,
    row=Office,
    subjects={PermitFiled: lambda event: event.office, PermitMoved: lambda event: (event.out_of, event.into)},
    fold=office_fold,
)
MODULE = Module(
    name="permits",
    events=(PermitFiled, PermitCorrected, PermitMoved, PermitGranted, PermitWithdrawn, VisitorCounted),
    views=(PERMITS, OFFICES),
)

SILENCE = timedelta(days=36_500)
_ids = count(1)


def write(log: Log, events: Iterable[Event]) -> None:
    """Put events on record, each a minute after the one before."""
    with log.lock() as desk:
        for event in events:
            number, stream = next(_ids), stream_of(event)
            occurred = micros(BEGINNING + timedelta(minutes=number))
            desk.append(
                Filing(
                    command_id=f"write-{number}-{stream}",
                    fingerprint=b"",
                    drafts=(Draft(event, stream, desk.version(stream) + 1, occurred, keys_of(event)),),
                    relied=Relied(),
                    envelope=Envelope(),
                ),
                micros(BEGINNING),
            )


def open_register(address: str | Path = ":memory:", *, read_only: bool = False) -> Store:
    """An open store of permits."""
    return open_store(str(address), (MODULE,), read_only=read_only, longest_silence=SILENCE)


def filed(permit: str, office: str = "O-1", fee: int = 100) -> PermitFiled:
    """A citizen asks for a permit."""
    return PermitFiled(permit=permit, office=office, fee=fee, due=BEGINNING + timedelta(days=20, seconds=fee))


def corrected(permit: str, corrects: int, office: str = "O-1", fee: int = 100) -> PermitCorrected:
    """What was asked for at a position was something else."""
    return PermitCorrected(
        permit=permit,
        office=office,
        fee=fee,
        due=None,
        corrects=corrects,
        because=FreeText(v="Nhập nhầm"),
        corrected_by="E-1",
    )


def many(permits: int) -> Iterator[Event]:
    """The lives of so many permits, interleaved."""
    for number in range(permits):
        yield filed(f"P-{number}", f"O-{number % 7}", number)
        yield VisitorCounted(counter="C-1")
        if number >= 3:
            yield PermitMoved(permit=f"P-{number - 3}", out_of=f"O-{(number - 3) % 7}", into="O-9")
        if number >= 5:
            yield PermitGranted(permit=f"P-{number - 5}", conditions=("sạch", "đúng hạn"))
        if number % 11 == 10:
            yield PermitWithdrawn(permit=f"P-{number - 7}")


@contextmanager
def view_tables(kind: str, folder: Path, address: str, schema: str = "civicflow_views") -> Iterator[Tables]:
    """Tables of views in each kind of place."""
    match kind:
        case "memory":
            tables: Tables = MemoryTables(patience=PATIENCE)
        case "sqlite":
            tables = SQLiteTables(folder / "views.db", patience=PATIENCE)
        case _:
            tables = PostgreSQLTables(address, schema=schema, patience=PATIENCE)
    try:
        yield tables
    finally:
        tables.close()


def live(views: Views, view: View[R]) -> list[R]:
    """The rows of a view as a question sees them."""
    with views.reading((view,)) as reading:
        return list(reading.rows(view))


def replayed(log: Log, view: View[R], until: int | None = None) -> list[R]:
    """The rows of a view folded from the log in one go, in order of their subjects."""
    rows = folded(log, view, until=log.head() if until is None else until)
    return [row for _, row in sorted(rows.items())]


permit_ids = st.sampled_from(["P-1", "P-2", "P-ơ", "P-Z", "P-a"])
office_ids = st.sampled_from(["O-1", "O-2", "Phòng Một"])
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(PermitFiled, permit=permit_ids, office=office_ids, fee=st.integers(0, 1000), due=st.none()),
    st.builds(
        PermitFiled,
        permit=permit_ids,
        office=office_ids,
        fee=st.integers(-(2**63), 2**63 - 1),
        due=st.datetimes(
            min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
        ),
    ),
    st.builds(PermitMoved, permit=permit_ids, out_of=office_ids, into=office_ids),
    st.builds(
        PermitGranted, permit=permit_ids, conditions=st.lists(st.text(max_size=5), max_size=2).map(tuple)
    ),
    st.builds(PermitWithdrawn, permit=permit_ids),
    st.builds(VisitorCounted, counter=st.just("C-1")),
)
"""Events that may or may not fit together: folds are total."""

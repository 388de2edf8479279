"""Views are brought up to date: in batches of any size, by several processes, each event taken in exactly once."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.core.event import At, Event
from civicflow.core.question import AnyView
from civicflow.errors import UnreadableEventError
from civicflow.storage.view_tables import Tables
from civicflow.storage.view_tables_memory import MemoryTables
from civicflow.storage.views import Views
from tests.processes import PROCESSES
from tests.storage.permits import (
    MODULE,
    OFFICES,
    PERMITS,
    PLACES,
    Permit,
    PermitGranted,
    PermitMoved,
    PermitWithdrawn,
    VisitorCounted,
    events,
    filed,
    live,
    many,
    open_register,
    replayed,
    view_tables,
    write,
)

_schemas = count(1)


@contextmanager
def fresh_tables(kind: str, address: str) -> Iterator[Tables]:
    """Empty tables, for one example of many."""
    with (
        tempfile.TemporaryDirectory() as folder,
        view_tables(kind, Path(folder), address, f"example_{next(_schemas)}") as tables,
    ):
        yield tables


@pytest.mark.parametrize("kind", PLACES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=st.lists(events, max_size=40),
    sizes=st.lists(st.integers(1, 7), min_size=1, max_size=4),
    cut=st.integers(0, 40),
)
def test_a_view_in_any_batch_size_interrupted_and_continued_equals_the_fold(kind, story, sizes, cut, request):
    """However the log is cut into batches, and whoever continues after whom, the rows are those of one fold."""
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    register = open_register()
    with fresh_tables(kind, address) as tables:
        for part in (story[:cut], story[cut:]):
            write(register.log, part)
            for size in sizes:
                views = Views(register.log, MODULE.views, tables, batch=size)
                assert live(views, PERMITS) == replayed(register.log, PERMITS)
        assert live(views, OFFICES) == replayed(register.log, OFFICES)
        assert list(views.compare()) == []
        assert views.rebuild("permits")
        assert live(views, PERMITS) == replayed(register.log, PERMITS)


def test_a_killed_catch_up_is_continued_where_it_was(place):
    """An interruption between two batches leaves rows and position of the same moment, and the next goes on there."""
    register = open_register()
    write(register.log, many(60))
    seen = []

    def interrupted(position: int, until: int) -> None:
        seen.append(position)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(register.log, (PERMITS,), place(), batch=10).catch_up(interrupted)
    views = Views(register.log, (PERMITS,), place(), batch=10)
    views.catch_up(lambda position, until: seen.append(position))

    assert seen == sorted(set(seen))
    assert seen[-1] == register.log.head()
    assert live(views, PERMITS) == replayed(register.log, PERMITS)


def test_only_what_a_view_names_is_read_and_its_position_follows_the_log(place):
    """A view about which nothing happened is not behind: it has looked, and nothing concerned it."""
    register = open_register()
    write(register.log, [filed("P-1"), *(VisitorCounted(counter="C-1") for _ in range(30))])
    views = Views(register.log, (PERMITS,), place(), batch=10)

    assert views.catch_up()
    (status,) = views.status()

    assert (status.position, status.lag, status.rows) == (31, 0, 1)


def test_rows_beyond_what_a_process_remembers_are_read_back(place, monkeypatch):
    """Memory stays bounded, and what was forgotten is found again in the table."""
    monkeypatch.setattr("civicflow.storage.view_batch.REMEMBERED", 5)
    register = open_register()
    views = Views(register.log, (PERMITS,), place(), batch=7)
    write(register.log, many(50))
    views.catch_up()
    write(register.log, [PermitGranted(permit=f"P-{number}", conditions=()) for number in range(50)])

    assert live(views, PERMITS) == replayed(register.log, PERMITS)
    assert all(len(kept.rows) <= 5 for _, kept in views._upkeep._remembered.values())


def test_a_row_that_is_gone_is_gone_from_the_table(place):
    """What a fold ends, other tools see no longer."""
    register = open_register()
    views = Views(register.log, (PERMITS,), place())
    write(register.log, [filed("P-1"), filed("P-2")])
    views.catch_up()
    write(register.log, [PermitWithdrawn(permit="P-1")])

    assert [permit.permit for permit in live(views, PERMITS)] == ["P-2"]


def failing(row: object, event: Event, at: At) -> object:
    """A fold that does not know withdrawals."""
    if isinstance(event, PermitWithdrawn):
        raise TypeError("what is a withdrawal?")
    return PERMITS.fold(row, event, at)  # type: ignore[arg-type]


FAILING = evolve(PERMITS, name="failing", fold=failing)  # type: ignore[arg-type]


def test_a_fold_that_fails_stops_its_view_just_before_and_no_other(place):
    """The event, the error and the position are in the status; all that came before is in the table."""
    register = open_register()
    write(register.log, [filed("P-1"), filed("P-2"), PermitWithdrawn(permit="P-1"), filed("P-3")])
    views = Views(register.log, (FAILING, OFFICES), place())

    assert not views.catch_up()
    failed, other = views.status()

    assert failed.building == 2
    assert failed.last_error == "TypeError: what is a withdrawal?"
    assert (other.position, other.last_error) == (4, None)


def test_a_stopped_view_goes_on_when_its_fold_can(place):
    """Nobody need do anything but install the release that can."""
    register = open_register()
    write(register.log, [filed("P-1"), PermitWithdrawn(permit="P-1"), filed("P-3")])
    Views(register.log, (FAILING,), place()).catch_up()
    mended = evolve(FAILING, fold=PERMITS.fold)
    views = Views(register.log, (mended,), place())

    assert [permit.permit for permit in live(views, mended)] == ["P-3"]
    assert views.status()[0].last_error is None


def test_an_event_is_folded_into_all_its_subjects_or_into_none(place):
    """A view that stops at an event has taken in nothing of it."""

    def half(row: object, event: Event, at: At) -> object:
        if isinstance(event, PermitMoved) and getattr(row, "name", None) == event.into:
            raise ZeroDivisionError
        return OFFICES.fold(row, event, at)  # type: ignore[arg-type]

    halving = evolve(OFFICES, name="halving", fold=half)  # type: ignore[arg-type]
    register = open_register()
    write(register.log, [filed("P-1", "O-1"), filed("P-2", "O-2")])
    views = Views(register.log, (halving,), place())
    before = live(views, halving)
    write(register.log, [PermitMoved(permit="P-1", out_of="O-1", into="O-2")])

    with views.reading((halving,)) as reading:
        assert (reading.position, reading.lag) == (2, 1)
        assert list(reading.rows(halving)) == before


def test_a_subject_that_cannot_be_told_stops_the_view(place):
    """The same as a fold that fails."""

    def untold(event: Event) -> str:
        if event == filed("P-2"):
            raise RuntimeError("whose is it?")
        return PERMITS.subjects[type(event)](event)  # type: ignore[return-value]

    untelling = evolve(PERMITS, name="untelling", subjects=dict.fromkeys(PERMITS.subjects, untold))
    register = open_register()
    write(register.log, [filed("P-1"), filed("P-2"), filed("P-3")])
    views = Views(register.log, (untelling,), place())
    views.catch_up()

    assert (views.status()[0].building, views.status()[0].last_error) == (1, "RuntimeError: whose is it?")


def _priceless(permit: Permit) -> Permit:
    return evolve(permit, fee=2**70)


def _anonymous(permit: Permit) -> Permit:
    return evolve(permit, permit="X")


def test_a_row_that_no_table_can_keep_stops_the_view_before_its_batch(place):
    """A number too large for a column, or a row under another's name, is not written, and says why."""

    def altered(name: str, alter: Callable[[Permit], Permit]) -> AnyView:
        def fold(row: Permit | None, event: Event, at: At) -> Permit:
            permit = PERMITS.fold(row, event, at)
            assert permit is not None
            return alter(permit)

        return evolve(PERMITS, name=name, fold=fold)

    unkept, renamed = altered("unkept", _priceless), altered("renamed", _anonymous)
    register = open_register()
    write(register.log, [filed("P-1")])
    views = Views(register.log, (unkept, renamed, OFFICES), place())
    views.catch_up()
    first, second, other = views.status()

    assert (first.last_error is None) == isinstance(place(), MemoryTables)  # memory keeps any number
    assert first.lag == (0 if first.last_error is None else 1)
    assert second.last_error == "ValueError: the row of P-1 begins with X"
    assert (other.position, other.last_error) == (1, None)


def catch_up_in_a_process(address: str, rounds: int) -> list[int]:
    """What another process does: open the same store, and bring its views up to date again and again."""
    store = open_register(address)
    reached: list[int] = []
    with shared_tables(address) as tables:
        views = Views(store.log, MODULE.views, tables, batch=20)
        for _ in range(rounds):
            views.catch_up(lambda position, until: reached.append(position))
    store.close()
    return reached


def shared_tables(address: str) -> AbstractContextManager[Tables]:
    """The tables of the views of a store."""
    return view_tables("postgresql" if "://" in address else "sqlite", Path(address), address)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_that_catch_up_at_once_take_in_each_event_once(kind, tmp_path, request):
    """Whoever holds the lock goes on where the other stopped; no batch is written twice."""
    address = str(tmp_path) if kind == "sqlite" else request.getfixturevalue("postgres_schema_url")
    register = open_register(address)
    write(register.log, many(150))
    with PROCESSES.Pool(2) as pool:
        found = [pool.apply_async(catch_up_in_a_process, (address, 30)) for _ in range(2)]
        for number in range(10):
            write(register.log, [filed(f"Q-{number}-{each}") for each in range(15)])
        first, second = (each.get(120) for each in found)
    views = register.views
    assert views is not None

    assert live(views, PERMITS) == replayed(register.log, PERMITS)
    assert live(views, OFFICES) == replayed(register.log, OFFICES)
    assert list(views.compare()) == []
    assert first or second
    assert set(first) & set(second) == set()
    register.close()


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[str, str], None]:
    """Puts a row into the file of a log past all doors, as another program might."""

    def put(topic: str, body: str) -> None:
        with closing(sqlite3.connect(tmp_path / "log.db")) as raw, raw:
            raw.execute(
                "INSERT INTO log SELECT max(position) + 1, 'permit:raw-' || max(position), 1, ?, 0, "
                "max(recorded_at), ?, '{}' FROM log",
                (topic, body.encode()),
            )

    return put


def test_a_malformed_event_stops_the_views_that_would_read_it_and_no_other(tmp_path, stored):
    """Every other view goes past it."""
    register = open_register(tmp_path)
    write(register.log, [filed("P-1", "O-1"), filed("P-2", "O-2")])
    stored("permit.granted", '{"permit":"P-2"}')
    write(register.log, [filed("P-3", "O-3")])
    assert register.views is not None
    register.views.catch_up()
    permits, offices = register.views.status()

    assert permits.building == 2
    assert permits.last_error is not None
    assert permits.last_error.startswith("MalformedEventError: malformed-event(position=3")
    assert (offices.position, offices.rows, offices.last_error) == (4, 3, None)
    register.close()


@pytest.mark.parametrize("topic", ["permit.granted@7", "canary.sung"])
def test_an_event_that_nobody_here_knows_stops_every_view(topic, tmp_path, stored):
    """Whom it concerns cannot be told, so nothing after it can be relied on; the fold of the log says the same."""
    register = open_register(tmp_path)
    write(register.log, [filed("P-1")])
    stored(topic, "{}")
    write(register.log, [filed("P-2")])
    views = register.views
    assert views is not None
    views.catch_up()

    assert [status.building for status in views.status()] == [1, 1]
    assert all("position=2" in str(status.last_error) for status in views.status())
    with views.reading((PERMITS,)) as reading:
        assert (reading.position, reading.lag) == (1, 2)
        assert list(reading.rows(PERMITS)) == replayed(register.log, PERMITS, 1)
    with pytest.raises(UnreadableEventError):
        replayed(register.log, PERMITS)
    register.close()

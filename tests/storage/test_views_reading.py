"""A question reads all its views at one position, which it is told, whatever other processes do meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import ClassVar

import pytest
from attrs import evolve, frozen

from civicflow.core.clock import FixedClock
from civicflow.core.question import AnyView, Evidence, Question
from civicflow.flow import open as open_flow
from civicflow.storage.readings import LiveReading
from civicflow.storage.views import Views
from tests.storage.permits import (
    BEGINNING,
    MODULE,
    OFFICES,
    PERMITS,
    PermitWithdrawn,
    filed,
    live,
    many,
    open_register,
    replayed,
    write,
)


def test_rows_come_by_subject_and_the_same_from_table_and_log(place):
    """An answer does not depend on where its rows were read, not even in their order."""
    register = open_register()
    write(register.log, many(40))
    views = Views(register.log, MODULE.views, place())
    folding = register.reading((PERMITS,), known=BEGINNING + timedelta(days=1), as_of=None)

    with views.reading((PERMITS,)) as tables, folding as past:
        assert isinstance(tables, LiveReading)
        assert not isinstance(past, LiveReading)
        assert (tables.position, tables.lag) == (past.position, past.lag) == (register.log.head(), 0)
        assert [*tables.rows(PERMITS)] == [*past.rows(PERMITS)] == replayed(register.log, PERMITS)


def test_a_question_goes_on_reading_the_moment_at_which_it_began(place):
    """Another process may take in more meanwhile: rows and lines of the log stay at the position that is shown."""
    register = open_register()
    write(register.log, many(30))
    views, others = (Views(register.log, MODULE.views, place()) for _ in range(2))

    with views.reading((PERMITS, OFFICES)) as reading:
        position = register.log.head()
        rows = reading.rows(PERMITS)
        first = next(rows)
        write(register.log, [*many(5), PermitWithdrawn(permit="P-29")])
        assert others.catch_up()
        assert [first, *rows] == replayed(register.log, PERMITS, position)
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES, position)
        assert [entry.at.position for entry in reading.entries()] == [*range(1, position + 1)]
        assert reading.position == position
    assert live(views, PERMITS) == replayed(register.log, PERMITS)


def test_a_reader_that_stops_half_way_holds_nobody_up(place):
    """What it did not read is let go with the block, and the next question sees the newest."""
    register = open_register()
    write(register.log, many(30))
    views = Views(register.log, MODULE.views, place())

    with views.reading((PERMITS,)) as reading:
        half = reading.rows(PERMITS)
        next(half)
    write(register.log, [filed("P-99")])

    assert live(views, PERMITS) == replayed(register.log, PERMITS)
    assert views.rebuild("permits")


def test_views_that_were_asked_for_alone_before_are_brought_to_one_position(place):
    """One view may be ahead of another: the question that needs both waits until they stand together."""
    register = open_register()
    views = Views(register.log, MODULE.views, place())
    write(register.log, many(10))
    live(views, OFFICES)
    write(register.log, many(10))
    live(views, PERMITS)

    with views.reading((PERMITS, OFFICES)) as reading:
        assert reading.position == register.log.head()
        assert [*reading.rows(PERMITS)] == replayed(register.log, PERMITS)
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES)


def test_while_another_is_at_it_a_question_answers_for_the_position_it_has_and_says_so(place):
    """It waits a little and no longer; how far it is behind stands in the answer."""
    register = open_register()
    write(register.log, many(10))
    views, other = Views(register.log, MODULE.views, place()), place()
    live(views, PERMITS)
    position = register.log.head()
    write(register.log, [filed("P-98"), filed("P-99")])

    with other.writing(), views.reading((PERMITS,)) as reading:
        assert isinstance(reading, LiveReading)
        assert (reading.position, reading.lag) == (position, 2)
        assert [*reading.rows(PERMITS)] == replayed(register.log, PERMITS, position)


def test_views_that_cannot_be_brought_together_are_folded_from_the_log(place):
    """No answer is ever made of rows of two moments."""
    register = open_register()
    views, other = Views(register.log, MODULE.views, place()), place()
    write(register.log, many(10))
    live(views, OFFICES)
    write(register.log, many(10))
    live(views, PERMITS)

    with other.writing(), views.reading((PERMITS, OFFICES)) as reading:
        assert not isinstance(reading, LiveReading)
        assert (reading.position, reading.lag) == (register.log.head(), 0)
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES)


def test_a_view_that_no_question_named_is_folded_to_the_same_position(place):
    """An answer that looks at one view more than it declared is slow, not wrong."""
    register = open_register()
    views = Views(register.log, MODULE.views, place())
    write(register.log, many(10))
    position = register.log.head()

    with views.reading((PERMITS,)) as reading:
        write(register.log, many(3))
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES, position)


def test_many_threads_ask_at_once_and_each_gets_the_rows_of_its_position(place):
    """One flow serves the threads of an application: no answer is torn, none fails."""
    register = open_register()
    views = Views(register.log, MODULE.views, place(), batch=5)

    def ask(number: int) -> bool:
        write(register.log, [filed(f"P-{number}-{each}", f"O-{each % 3}") for each in range(5)])
        with views.reading((PERMITS, OFFICES)) as reading:
            permits, offices = list(reading.rows(PERMITS)), list(reading.rows(OFFICES))
            return len(permits) == reading.position == sum(office.received for office in offices)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(40)))
    assert live(views, PERMITS) == replayed(register.log, PERMITS)


@frozen(kw_only=True)
class PermitsOf(Question[tuple[str, ...]]):
    """Which permits lie with an office, and how many lines of the log there are."""

    views: ClassVar[tuple[AnyView, ...]] = (PERMITS, OFFICES)

    office: str

    def answer(self, evidence: Evidence) -> tuple[str, ...]:
        """The permits of the office, then the number of lines."""
        found = (permit.permit for permit in evidence.rows(PERMITS) if permit.office == self.office)
        return (*found, str(sum(1 for _ in evidence.entries())))


@pytest.mark.parametrize("kind", ["memory", "sqlite", "postgresql"])
def test_a_question_is_answered_from_tables_and_about_the_past_from_the_log(kind, tmp_path, request):
    """The head says at which position, on every kind of store; past and present agree where nothing came between."""
    addresses = {"memory": ":memory:", "sqlite": str(tmp_path / "register")}
    address = addresses.get(kind) or request.getfixturevalue("postgres_schema_url")
    asking = evolve(MODULE, questions=(PermitsOf,))
    with open_flow(address, modules=(asking,), clock=FixedClock(BEGINNING)) as flow:
        write(flow.store.log, [filed("P-1", "O-1"), filed("P-2", "O-2"), filed("P-3", "O-1")])
        now = flow.ask(PermitsOf(office="O-1"))
        known = flow.ask(PermitsOf(office="O-1"), known=BEGINNING)
        early = flow.ask(PermitsOf(office="O-1"), as_of=BEGINNING - timedelta(days=1))

        assert now.answer == known.answer == ("P-1", "P-3", "3")
        assert (now.head.position, now.head.lag) == (known.head.position, known.head.lag) == (3, 0)
        assert early.answer == ("0",)
        assert flow.store.views is not None
        assert {
            each.generation for each in flow.store.views.status() if each.name in {"permits", "offices"}
        } == {1}


def test_a_store_opened_for_reading_folds_and_writes_nothing(tmp_path):
    """An inspector reads a folder that they may not write."""
    register = open_register(tmp_path)
    write(register.log, many(10))
    register.close()
    before = sorted(each.name for each in tmp_path.iterdir())
    inspected = open_register(tmp_path, read_only=True)

    with inspected.reading((PERMITS,), known=None, as_of=None) as reading:
        assert [*reading.rows(PERMITS)] == replayed(inspected.log, PERMITS)
    assert inspected.views is None
    inspected.close()
    assert "views.db" not in before
    assert not (tmp_path / "views.db").exists()

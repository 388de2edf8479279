"""Whatever is corrected, in whatever order: all is as if it had been recorded rightly from the start, and what was known stays."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.correction import Correction
from civicflow.core.log import Entry
from civicflow.core.recording import Claim, Recorded
from civicflow.core.states import Memory, States
from civicflow.exchange.json_text import json_text
from civicflow.feedback.corrections import InitiativeResultCorrected
from civicflow.flow import MODULES, Flow
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.folding import fold
from civicflow.storage.views import Views
from tests.corrected import as_if_right
from tests.properties.clerks import NOW, Clerk
from tests.properties.corrections import CORRECTABLE, CORRECTIONS, corrected, correction_of
from tests.properties.happenings import QUESTIONS, SEEDS, VIEWS, happened, well_put
from tests.properties.test_the_past import answered, worked_out
from tests.stores import taken

STATES = {state.kind: state for module in Catalogue(MODULES).modules for state in module.states}
STORES = [("memory", 2), ("sqlite", 5), ("postgresql", 12)]
TOUCHED = tuple(view for view in VIEWS if CORRECTABLE.keys() & view.subjects.keys())
"""The views of which a correction changes rows."""

SEEN = tuple(
    each
    for each in CORRECTIONS
    if each is not InitiativeResultCorrected and any(each.original in view.subjects for view in TOUCHED)
)
"""Those that some view tells of; that somebody checked in is scored nowhere (R25), and the words of a result stand in no row."""


def rows_of(flow: Flow) -> dict[str, list[Any]]:
    """What stands in the tables of the views."""
    with flow.store.reading(TOUCHED, known=None, as_of=None) as reading:
        return {view.name: list(reading.rows(view)) for view in TOUCHED}


def rows_if_right(lines: list[Entry]) -> dict[str, list[Any]]:
    """What they would say had everything been recorded rightly."""
    right = [(line.at, line.event) for line in as_if_right(lines)]
    return {view.name: [row for _, row in sorted(fold(view, right).items())] for view in TOUCHED}


def at_work(flow: Flow, clock: FixedClock, chance: Random, number: int) -> None:
    """One thing that may be done: something happens, or is corrected, or the views are brought up to date or rebuilt."""
    assert flow.store.views is not None
    match chance.choice(("happen", "correct", "correct", "catch up", "rebuild", "small steps")):
        case "happen":
            happened(flow, clock, chance, chance.randrange(1, 6), first=number * 10)
        case "correct":
            corrected(flow, clock, chance, number)
        case "catch up":
            assert flow.store.views.catch_up(views=chance.sample(TOUCHED, 3))
        case "rebuild":
            assert flow.store.views.rebuild(chance.choice(TOUCHED).name)
        case _:
            tables = flow.store.views._tables
            Views(flow.store.log, TOUCHED, tables, batch=chance.randrange(1, 5)).catch_up()


@pytest.mark.parametrize("kind, share", STORES)
def test_rows_are_as_if_recorded_rightly_in_every_order_of_work(fresh_store, kind, share):
    """Corrections, catch-up in small and large steps, rebuilds: rows equal a fold of what is right, and compare finds none."""

    @settings(max_examples=settings().max_examples // share)
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            for number in range(12):
                at_work(flow, clock, chance, number)
                if chance.random() < 0.4:
                    assert rows_of(flow) == rows_if_right(list(flow.entries()))
            assert rows_of(flow) == rows_if_right(list(flow.entries()))
            assert flow.store.views is not None
            assert list(flow.store.views.compare()) == []

    holds()


@pytest.mark.parametrize("kind, share", STORES)
def test_answers_are_as_if_recorded_rightly_and_what_was_known_stays(fresh_store, kind, share):
    """Every question, now, as known and as of; and what was known before a correction is the same byte for byte after it."""

    @settings(max_examples=settings().max_examples // (share * 2))
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            happened(flow, clock, chance, 25)
            asked = [well_put(Clerk(chance, clock.now()), each) for each in QUESTIONS]
            before = clock.now()
            clock.advance(minutes=1)
            told = [json_text(answered(flow, each, before, None)) for each in asked]
            for number in range(6):
                corrected(flow, clock, chance, number)
            lines = list(flow.entries())
            past = chance.choice(lines).at.occurred_at
            for question, old in zip(asked, told, strict=True):
                assert json_text(answered(flow, question, before, None)) == old
                for known, as_of in ((None, None), (None, past), (clock.now() - timedelta(minutes=1), past)):
                    expected = worked_out(flow, lines, question, known, as_of)
                    assert answered(flow, question, known, as_of) == expected, (question, known, as_of)

    holds()


@pytest.mark.parametrize("kind, share", STORES)
def test_states_are_as_if_recorded_rightly(fresh_store, kind, share):
    """What a decision reads of a stream is what an evolution over the right contents gives, at the version of the log."""

    @settings(max_examples=settings().max_examples // share)
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            happened(flow, clock, chance, 15)
            for number in range(4):
                corrected(flow, clock, chance, number)
            lines = list(flow.entries())
            states = States(flow.store.log, Memory())
            for stream in {line.stream for line in lines if isinstance(line.event, Correction)}:
                state: Any = None
                of = STATES[stream.partition(":")[0]]
                for line in as_if_right(lines):
                    if line.stream == stream:
                        state = of.evolve(state, line.event, line.at)
                version = sum(line.stream == stream for line in lines)
                assert states.state(of, stream) == (state, version)

    holds()


@pytest.mark.parametrize("kind", SEEN, ids=lambda kind: kind.topic)
def test_a_correction_of_each_kind_changes_rows_of_some_view(kind):
    """What is recorded of that kind is told by a view, and what its corrections say is as well."""
    chance, clock = Random(1), FixedClock(NOW)
    with civicflow.flow.open(":memory:", clock=clock) as flow:
        clerk = Clerk(chance, clock.now())
        beside = [each for view in TOUCHED for each in view.subjects if kind.original in view.subjects]
        for number in range(200):
            event = well_put(clerk, chance.choice((kind.original, *beside)))
            claim = Claim(event=event, occurred_at=clock.now(), id=f"c-{number}")
            assert taken(flow, [claim]) == [Recorded.NEW]
        old = rows_of(flow)
        for entry in [each for each in flow.entries() if type(each.event) is kind.original]:
            right = correction_of(entry, clerk)
            claim = Claim(event=right, occurred_at=clock.now(), id=f"right-{entry.at.position}")
            assert taken(flow, [claim]) == [Recorded.NEW]

        assert rows_of(flow) != old

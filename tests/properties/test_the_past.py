"""What was known then, what had happened by then: every answer against a slow filter and fold over the list of events."""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.correction import Contents, contents_of
from civicflow.core.event import At, keys_of, micros
from civicflow.core.log import Entry
from civicflow.core.provision import NotedRegulations
from civicflow.core.question import AnyView, Evidence, Place, Question
from civicflow.errors import CivicflowError
from civicflow.flow import MODULES, Flow
from civicflow.storage.catalogue import Catalogue
from tests.corrected import as_if_right
from tests.properties.clerks import NOW, Clerk
from tests.properties.happenings import EVENTS, QUESTIONS, SEEDS, VIEWS, happened, well_put
from tests.slow_pages import slowly

STATES = tuple(each for module in Catalogue(MODULES).modules for each in module.states)
BEGINNING = datetime.fromisoformat(NOW)


@frozen
class SlowReading:
    """
    A reading that keeps a list and folds it anew for every question.

    Args:
        lines: What counts.
        known: What is on record, whatever counts of it.
    """

    lines: list[Entry]
    known: list[Entry]

    def rows(self, view: AnyView) -> Iterator[Any]:
        """The rows of a view, by subject."""
        rows: dict[str, Any] = {}
        counting = {line.at.position for line in self.lines}
        for line in as_if_right(self.known):
            if line.at.position not in counting:
                continue
            for subject in view.touched(line.event):
                rows[subject] = view.fold(rows.get(subject), line.event, line.at)
        return (rows[subject] for subject in sorted(rows) if rows[subject] is not None)

    def page(
        self,
        view: AnyView,
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[Any]:
        """A page of a view, from all its rows."""
        return iter(slowly(view, self.rows(view), order, equal=equal, after=after, until=until, limit=limit))

    def contents(self) -> Contents:
        """What the corrections say."""
        return contents_of((line.at, line.event) for line in self.known)

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of a stream or of a key, in the order of the log."""
        return (
            line
            for line in sorted(self.lines, key=lambda line: line.at.position)
            if (stream is None or line.stream == stream) and (key is None or key in keys_of(line.event))
        )


def answered(flow: Flow, question: Question[Any], known: datetime | None, as_of: datetime | None) -> Any:
    """What a store answers, with the position it says it stands at."""
    try:
        reply = flow.ask(question, known=known, as_of=as_of)
    except CivicflowError as error:
        return error.code
    return reply.head.position, reply.answer


def worked_out(
    flow: Flow, lines: list[Entry], question: Question[Any], known: datetime | None, as_of: datetime | None
) -> Any:
    """What the answer must be: a prefix of the log for what was known, a filter for what had happened."""
    prefix = [line for line in lines if known is None or line.at.recorded <= micros(known)]
    counting = [line for line in prefix if as_of is None or line.at.occurred <= micros(as_of)]
    evidence = Evidence(
        reading=SlowReading(counting, prefix),
        regulations=NotedRegulations(flow.setting.regulations),
        calendar=flow.setting.calendar,
        now=as_of or known or flow.setting.clock.now(),
        known=known,
        zone=flow.setting.zone,
    )
    try:
        return len(prefix), question.answer(evidence)
    except CivicflowError as error:
        return error.code


@pytest.mark.parametrize("kind, share", [("memory", 2), ("sqlite", 5), ("postgresql", 12)])
def test_every_answer_equals_a_slow_filter_and_fold(fresh_store, kind, share):
    """The live answer, the answer as known at an instant, of what had happened by another, and of both."""

    @settings(max_examples=settings().max_examples // share)
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            lines = happened(flow, clock, chance, 40)
            moments = [
                None,
                *(moment for line in lines for moment in (line.at.recorded_at, line.at.occurred_at)),
            ]
            for asked in QUESTIONS:
                question = well_put(Clerk(chance, clock.now()), asked)
                for known, as_of in ((None, None), (chance.choice(moments), chance.choice(moments))):
                    expected = worked_out(flow, lines, question, known, as_of)
                    assert answered(flow, question, known, as_of) == expected, (question, known, as_of)

    holds()


@settings(max_examples=200)
@given(seed=SEEDS)
def test_states_and_views_take_any_history(seed):
    """Events in any order, with holes, of any stream: nothing raises, for what was recorded cannot be taken back."""
    chance = Random(seed)
    clerk = Clerk(chance, BEGINNING)
    history = [well_put(clerk, chance.choice(EVENTS)) for _ in range(60)]
    states: dict[Any, Any] = {}
    rows: dict[Any, Any] = {}
    for position, event in enumerate(history, start=1):
        at = At(position, micros(BEGINNING) - position, micros(BEGINNING) + position)
        for state in STATES:
            states[state] = state.evolve(states.get(state), event, at)
        for view in VIEWS:
            for subject in view.touched(event):
                rows[view, subject] = view.fold(rows.get((view, subject)), event, at)
    assert any(rows.values())

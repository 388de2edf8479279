"""An answer is the same to the byte whenever it is asked again, whatever was recorded since, on every store."""

from contextlib import suppress
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import given as arguments_of
from civicflow.core.command import name_of
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.question import Reply
from civicflow.errors import CivicflowError
from civicflow.exchange.freezing import digest_of
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import canonical, json_text
from civicflow.exchange.repeating import answers_in
from civicflow.flow import MODULES, Flow
from tests.properties.clerks import NOW, Clerk
from tests.properties.happenings import QUESTIONS, SEEDS, happened, well_put
from tests.stores import STORES

EDGE = JsonEdge(MODULES)


@pytest.mark.parametrize("asked", QUESTIONS, ids=name_of)
@settings(max_examples=30)
@given(seed=SEEDS)
def test_the_arguments_of_every_question_are_read_back_as_they_were(asked, seed):
    """Whatever somebody asks, the text that is kept of it makes the same question again."""
    question: Any = well_put(Clerk(Random(seed), FixedClock(NOW).now()), asked)
    written = canonical(arguments_of(question))

    assert EDGE.question(name_of(asked), written) == question
    assert canonical(arguments_of(EDGE.question(name_of(asked), written))) == written


def frozen_in(flow: Flow, chance: Random) -> list[FrozenAnswer]:
    """The answer to every question that has one, frozen for now or for an instant gone by."""
    found = []
    moments = [None, *(entry.at.recorded_at for entry in flow.entries())]
    for asked in QUESTIONS:
        question = well_put(Clerk(chance, flow.setting.clock.now()), asked)
        try:
            found.append(flow.freeze(question, known=chance.choice(moments)))
        except CivicflowError:
            continue
    return found


@pytest.mark.parametrize("kind, share", [("memory", 2), ("sqlite", 5), ("postgresql", 12)])
def test_what_is_recorded_since_changes_no_frozen_answer(fresh_store, kind, share):
    """Later, earlier by claim, and in the very same microsecond: the answer is equal to the byte."""

    @settings(max_examples=settings().max_examples // share)
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            happened(flow, clock, chance, 25)
            kept = frozen_in(flow, chance)
            happened(flow, clock, chance, 25, first=25)
            assert [flow.repeat(each) for each in kept] == kept

    holds()


def test_every_store_gives_the_same_digest(fresh_store):
    """The same log gives the same bytes, wherever it lies."""
    digests = []
    for kind in STORES:
        chance, clock = Random(20), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            happened(flow, clock, chance, 40)
            digests.append([each.digest for each in frozen_in(flow, chance)])

    assert digests[0]
    assert digests[0] == digests[1] == digests[2]


def replies_in(flow: Flow, chance: Random) -> list[Reply[Any]]:
    """A reply to every question that has one: live, as known, as of, and both."""
    found = []
    moments = [None, *(entry.at.recorded_at for entry in flow.entries())]
    for asked in QUESTIONS:
        question = well_put(Clerk(chance, flow.setting.clock.now()), asked)
        for known, as_of in ((None, None), (chance.choice(moments), chance.choice(moments))):
            with suppress(CivicflowError):
                found.append(flow.ask(question, known=known, as_of=as_of))
    return found


@pytest.mark.parametrize("kind, share", [("memory", 2), ("sqlite", 5), ("postgresql", 12)])
def test_every_answer_can_be_asked_again_from_what_was_printed_of_it(fresh_store, kind, share):
    """R58: its head says all that is needed; the answer is equal to the byte, days later and with more on record."""

    @settings(max_examples=settings().max_examples // share)
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            happened(flow, clock, chance, 25)
            printed = "\n".join(map(json_text, replies_in(flow, chance)))
            happened(flow, clock, chance, 25, first=25)
            clock.advance(days=40)
            for then in answers_in(printed):
                now = flow.again(then.head)
                assert digest_of(now.answer) == then.digest, then.head.question
                assert evolve(now.head, lag=0) == evolve(then.head, lag=0, arguments=now.head.arguments)

    holds()

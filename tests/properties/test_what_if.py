"""What if: the same regulations differ in nothing, for every question; supposed ones decide nothing anew."""

from random import Random

import pytest
from hypothesis import given, settings

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.errors import CivicflowError
from civicflow.exchange.json_text import canonical
from civicflow.flow import Flow
from civicflow.regulations import Lawbook
from tests.properties.clerks import NOW, Clerk
from tests.properties.happenings import QUESTIONS, SEEDS, happened, well_put
from tests.regulations.shipped import texts


def parsed_again(chance: Random) -> Lawbook:
    """The shipped regulations, read in any order."""
    files = list(texts().items())
    chance.shuffle(files)
    return Lawbook.parse(dict(files))


@pytest.mark.parametrize("kind, share", [("memory", 3), ("sqlite", 8), ("postgresql", 20)])
def test_the_same_regulations_differ_in_nothing(fresh_store, kind, share):
    """Every question, to the byte, whatever the log holds: a lawbook read again, also in another order of its files."""

    @settings(max_examples=max(2, settings().max_examples // share))
    @given(seed=SEEDS)
    def holds(seed: int) -> None:
        chance, clock = Random(seed), FixedClock(NOW)
        with fresh_store(kind) as address, civicflow.flow.open(address, clock=clock) as flow:
            moments = [None, *(line.at.recorded_at for line in happened(flow, clock, chance, 40))]
            supposed = parsed_again(chance)
            for asked in QUESTIONS:
                question, known = well_put(Clerk(chance, clock.now()), asked), chance.choice(moments)
                assert answered(flow, question, known, supposed) == answered(flow, question, known, None)

    holds()


def answered(flow: Flow, question, known, regulations: Lawbook | None) -> bytes | str:
    """The answer to the byte, or what went wrong."""
    try:
        return canonical(flow.ask(question, known=known, regulations=regulations).answer)
    except CivicflowError as error:
        return error.code

"""No dead ends: every stage of every aggregate is reached, and left unless it is final (K17)."""

from datetime import timedelta
from enum import Enum
from typing import Any, get_type_hints

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.filing import Receipt
from civicflow.core.log import Entry
from civicflow.flow import MODULES
from docs.states import charts
from tests.properties.clerks import NOW, first_orders
from tests.properties.walks import FINAL, MOMENTS, REASON, WALKS


@pytest.fixture(scope="module", name="entries")
def _entries() -> list[Entry]:
    """The log of all these walks through one administration, in which nothing was refused."""
    clock = FixedClock(NOW)
    with civicflow.flow.open(":memory:", clock=clock, longest_silence=timedelta(days=1_100)) as flow:
        assert all(isinstance(each, Receipt) for each in flow.execute_many(first_orders()))
        for kind, walk in WALKS.items():
            clock.move_to(MOMENTS[kind])
            for command, by in walk():
                flow.execute(command, by=by, reason=REASON)
        return list(flow.entries())


def test_every_aggregate_that_has_stages_is_looked_at():
    """One that gets stages is named here, with those that are final."""
    states = [state for module in MODULES for state in module.states]

    assert {state for state in states if "stage" in get_type_hints(state)} == set(FINAL) == set(WALKS)


@pytest.mark.parametrize("kind", FINAL, ids=lambda kind: kind.kind)
def test_every_stage_is_reached_and_left_unless_it_is_final(entries, kind):
    """From the commands alone, by people who may; nobody leaves what is final."""
    moves = moved(kind, entries)
    stages = set(get_type_hints(kind)["stage"])

    assert {after for _, after in moves} == stages
    assert {before for before, _ in moves} - {None} == stages - FINAL[kind]


def moved(kind: Any, entries: list[Entry]) -> set[tuple[Enum | None, Enum]]:
    """The changes from one stage, or from nothing, to another that a log tells of."""
    states: dict[str, Any] = {}
    moves = set()
    for entry in entries:
        if entry.stream.startswith(f"{kind.kind}:"):
            before = states.get(entry.stream)
            after = states[entry.stream] = kind.evolve(before, entry.event, entry.at)
            if before is None or before.stage is not after.stage:
                moves.add((before and before.stage, after.stage))
    return moves


@pytest.fixture(scope="module", name="drawn")
def _drawn() -> dict[Any, set[tuple[Enum | None, str, Enum]]]:
    """What the charts of the documentation draw."""
    return charts()


@pytest.mark.parametrize("kind", FINAL, ids=lambda kind: kind.kind)
def test_the_chart_draws_every_move_of_the_walk_and_none_out_of_a_final_stage(entries, drawn, kind):
    """And others besides, since at each point of the walk every command is tried (K17)."""
    arrows = {(before, after) for before, _, after in drawn[kind] if before is not after}

    assert arrows >= moved(kind, entries)
    assert {before for before, _ in arrows} & FINAL[kind] == set()

"""What was recorded in one moment has no order but that within a stream: no answer depends on how streams interleave."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

from hypothesis import given, settings

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.log import Entry
from tests.properties.clerks import NOW, Clerk
from tests.properties.happenings import QUESTIONS, SEEDS, happened, well_put
from tests.properties.test_the_past import worked_out

MOSTLY_AT_ONCE = (*(0,) * 9, 600)
"""The minutes from one event to the next."""


def interleaved(lines: Sequence[Entry], chance: Random) -> Iterator[Entry]:
    """The lines of each moment in another order, those of one stream in the same."""
    for _, together in groupby(lines, key=lambda line: line.at.recorded):
        streams: defaultdict[str, deque[Entry]] = defaultdict(deque)
        for line in together:
            streams[line.stream].append(line)
        while streams:
            stream = chance.choice(sorted(streams))
            yield streams[stream].popleft()
            if not streams[stream]:
                del streams[stream]


@settings(max_examples=settings().max_examples // 2)
@given(seed=SEEDS)
def test_no_answer_depends_on_the_order_of_independent_streams(seed):
    """Two clerks who record in the same moment may come in either order; the figures are the same."""
    chance, clock = Random(seed), FixedClock(NOW)
    with civicflow.flow.open(":memory:", clock=clock) as flow:
        lines = happened(flow, clock, chance, 60, pauses=MOSTLY_AT_ONCE)
        otherwise = list(interleaved(lines, chance))
        for asked in QUESTIONS:
            question = well_put(Clerk(chance, clock.now()), asked)
            found = [worked_out(flow, each, question, None, None) for each in (lines, otherwise)]
            assert found[0] == found[1], question

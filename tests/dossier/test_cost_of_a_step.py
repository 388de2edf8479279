"""A step costs the same however many lie behind it: a dossier is as large as its procedure, not as its past."""

import cProfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from statistics import median

import civicflow as cf
from tests.dossier.filed import ROUNDS
from tests.dossier.running import administration, publish


def calls(act: Callable[[], object]) -> int:
    """How many functions an act calls: what it costs, on any machine."""
    profile = cProfile.Profile()
    profile.runcall(act)
    return sum(each.callcount for each in profile.getstats())


def test_the_thousandth_step_costs_what_the_tenth_does() -> None:
    """To conclude the work, to have the dossier go on, and the next work given: within a fifth."""
    flow, _ = administration()
    with flow:
        publish(flow, ROUNDS)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="rounds", unit="U-1"), by="E-1")
        flow.react()
        done = iter(range(1, 1_001))
        early = _cost_after(flow, done, 10)
        late = _cost_after(flow, done, 980)

    assert late <= 1.2 * early, (early, late)


def _cost_after(flow: cf.Flow, done: Iterator[int], steps: int) -> float:
    """What a step costs once so many more are done: the middle of five."""
    for number in islice(done, steps):
        _go_on(flow, number)
    return median(calls(partial(_go_on, flow, number)) for number in islice(done, 5))


def _go_on(flow: cf.Flow, number: int) -> None:
    conclude = cf.task.ConcludeTask(task=f"D-1/look/{number}", outcome="again", output="Xong")
    flow.execute(conclude, by="E-1")
    flow.react()

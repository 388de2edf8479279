"""Whether a step of a dossier costs more the more steps lie behind it: ten, and a thousand, in memory."""

from collections.abc import Callable, Iterator
from functools import partial

import civicflow as cf
from benchmarks.measure import Figure, in_turn
from tests.dossier.filed import ROUNDS
from tests.dossier.running import administration, publish

PAST = (10, 1_000)
AT_ONCE = 20
"""So many steps are done in one measurement."""


class Dossier:
    """A dossier with so many steps behind it that goes on and on."""

    def __init__(self, flow: cf.Flow, past: int) -> None:
        self._flow, self._name, self._round = flow, f"D-{past}", 0
        opening = cf.dossier.OpenDossier(dossier=self._name, procedure="rounds", unit="U-1")
        flow.execute(opening, by="E-1")
        flow.react()
        self.go_on(past)

    def go_on(self, steps: int) -> None:
        """So many steps: the work is concluded, the dossier goes on, and the next work is given."""
        for _ in range(steps):
            self._round += 1
            task = f"{self._name}/look/{self._round}"
            self._flow.execute(cf.task.ConcludeTask(task=task, outcome="again", output="Xong"), by="E-1")
            self._flow.react()


def figures(rounds: int) -> Iterator[Figure]:
    """Steps a second; with a thousand behind it within a fifth of what one costs with ten."""
    with administration()[0] as flow:
        publish(flow, ROUNDS)
        dossiers = {past: Dossier(flow, past) for past in PAST}
        times = in_turn({str(past): partial(_turn, dossier) for past, dossier in dossiers.items()}, rounds)
    fewest = times[str(min(PAST))]
    for past in PAST:
        taken = times[str(past)]
        yield Figure(
            path=f"step of a dossier with {past:,} behind it, memory",
            unit="steps/s",
            civicflow=AT_ONCE / taken,
            reached=taken / fewest <= 1.2,
            note=f"{taken / fewest:.2f} of what one costs with {min(PAST)} behind it",
        )


def _turn(dossier: Dossier) -> Callable[[], object]:
    return lambda: dossier.go_on(AT_ONCE)

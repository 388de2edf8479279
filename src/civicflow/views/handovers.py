"""How work passes from hand to hand: two steps of a case, one after the other, by different persons or units."""

from collections import defaultdict
from itertools import pairwise
from typing import Any, ClassVar, TypeAlias

from attrs import field, frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Gathered, Part, at_positions
from civicflow.errors import InvalidInputError
from civicflow.views import cases, task_history
from civicflow.views.behind import behind
from civicflow.views.cases import Case, Party


@frozen(kw_only=True)
class Handover:
    """How often one party took over from another."""

    named_by: ClassVar[tuple[str, ...]] = ("giver", "taker")

    giver: str
    taker: str
    times: int


@frozen(kw_only=True)
class Participant:
    """In how many steps, and in how many cases, a party had a hand; without a name where nobody was named."""

    name: str | None
    steps: int
    cases: int


@frozen(kw_only=True)
class HandoversAnswer:
    """
    How work passes from hand to hand.

    Args:
        handovers: Steps taken over from another party, of all steps that follow one where both parties are known.
        pairs: Who took over from whom, most often first.
        participants: Who had a hand, most steps first.
    """

    handovers: Figure
    pairs: tuple[Handover, ...]
    participants: tuple[Participant, ...]


def _party(value: Party | str) -> Party:
    try:
        return Party(value)
    except ValueError:
        allowed = ", ".join(party.value for party in Party)
        raise InvalidInputError(
            field="by", problem="not-allowed", value=str(value)[:100], allowed=allowed
        ) from None


@frozen(kw_only=True)
class Handovers(Question[HandoversAnswer]):
    """
    How work passes from hand to hand.

    Two steps follow each other in order of time, those of one instant in order of the log; where either names nobody,
    nothing is counted.

    Args:
        by: ``person`` or ``unit``.
        source: Only cases recorded from this system.
        with_events: Name the steps that were taken over.
    """

    views: ClassVar[tuple[View[Any], ...]] = (cases.VIEW, task_history.VIEW)

    by: Party = field(default=Party.PERSON, converter=_party)
    source: ShortText | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> HandoversAnswer:
        """The hand-overs of the cases asked for."""
        told = _Told(evidence)
        for case in cases.walks(evidence, self.source):
            told.add(case, self.by)
        return told.answer(with_events=self.with_events)


Taken: TypeAlias = tuple[str, tuple[int, ...]]
"""A case, and the positions of the steps in it that count together."""


class _Told:
    """What was counted so far, from whom to whom and by whom."""

    def __init__(self, evidence: Evidence) -> None:
        self.pairs = self._by(evidence, "handed_over")
        self.steps = self._by(evidence, "step_taken")
        self.cases = self._by(evidence, "took_part")
        self.passed = Gathered(evidence, "handed_over", _part)
        self.kept = Gathered(evidence, "followed", _part)
        self.events: list[int] = []

    def _by(self, evidence: Evidence, because: str) -> defaultdict[Any, Gathered[Taken]]:
        return defaultdict(lambda: Gathered(evidence, because, _part))

    def add(self, case: Case, by: Party) -> None:
        """Count a case."""
        steps = [(step.party(by), step.position) for step in case.in_time_order()]
        own: defaultdict[str | None, list[int]] = defaultdict(list)
        for party, position in steps:
            own[party].append(position)
            self.steps[party].add((case.task, (position,)))
        for party, positions in own.items():
            self.cases[party].add((case.task, tuple(positions)))
        for (giver, before), (taker, position) in pairwise(steps):
            if giver is not None and taker is not None:
                self._pass(giver, taker, (case.task, (before, position)))

    def _pass(self, giver: str, taker: str, step: Taken) -> None:
        if giver == taker:
            self.kept.add(step)
            return
        self.passed.add(step)
        self.pairs[giver, taker].add(step)
        self.events.append(step[1][-1])

    def answer(self, *, with_events: bool) -> HandoversAnswer:
        """All that was counted."""
        pairs = sorted(self.pairs.items(), key=lambda each: (-len(each[1]), each[0]))
        parties = sorted(self.steps, key=lambda party: (-len(self.steps[party]), party or ""))
        return HandoversAnswer(
            handovers=Figure(
                numerator=self.passed.counted(),
                denominator=self.passed.counted(self.kept),
                events=behind(self.events, with_events=with_events),
            ),
            pairs=tuple(
                Handover(giver=giver, taker=taker, times=found.counted()) for (giver, taker), found in pairs
            ),
            participants=tuple(
                Participant(name=party, steps=self.steps[party].counted(), cases=self.cases[party].counted())
                for party in parties
            ),
        )


def _part(taken: Taken, because: str) -> Part:
    task, positions = taken
    return Part(of=f"task:{task}", because=because, events=at_positions(*positions))

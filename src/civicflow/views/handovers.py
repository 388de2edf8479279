"""How work passes from hand to hand: two steps of a case, one after the other, by different persons or units."""

from collections import Counter
from itertools import pairwise
from typing import Any, ClassVar

from attrs import Factory, define, field, frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.errors import InvalidInputError
from civicflow.views import cases, task_history
from civicflow.views.behind import behind
from civicflow.views.cases import Case, Party


@frozen(kw_only=True)
class Handover:
    """How often one party took over from another."""

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
        told = _Told()
        for case in cases.walks(evidence, self.source):
            told.add(case, self.by)
        return told.answer(with_events=self.with_events)


@define
class _Told:
    """What was counted so far."""

    pairs: Counter[tuple[str, str]] = Factory(Counter)
    same: int = 0
    steps: Counter[str | None] = Factory(Counter)
    cases: Counter[str | None] = Factory(Counter)
    events: list[int] = Factory(list)

    def add(self, case: Case, by: Party) -> None:
        """Count a case."""
        steps = [(step.party(by), step.position) for step in case.in_time_order()]
        self.steps.update(party for party, _ in steps)
        self.cases.update({party for party, _ in steps})
        for (giver, _), (taker, position) in pairwise(steps):
            if giver is None or taker is None:
                continue
            if giver == taker:
                self.same += 1
            else:
                self.pairs[giver, taker] += 1
                self.events.append(position)

    def answer(self, *, with_events: bool) -> HandoversAnswer:
        """All that was counted."""
        passed = self.pairs.total()
        pairs = sorted(self.pairs.items(), key=lambda each: (-each[1], each[0]))
        parties = sorted(self.steps, key=lambda party: (-self.steps[party], party or ""))
        return HandoversAnswer(
            handovers=Figure(
                numerator=passed,
                denominator=passed + self.same,
                events=behind(self.events, with_events=with_events),
            ),
            pairs=tuple(Handover(giver=giver, taker=taker, times=times) for (giver, taker), times in pairs),
            participants=tuple(
                Participant(name=party, steps=self.steps[party], cases=self.cases[party]) for party in parties
            ),
        )

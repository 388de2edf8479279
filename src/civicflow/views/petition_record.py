"""How a unit deals with what people turn to it with: what is open, what was answered in time, and how (R56, R59)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar, TypedDict

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import counted
from civicflow.feedback.events import PetitionKind, PetitionOutcome
from civicflow.feedback.model import OPEN, TAKEN_UP, Initiative, Progress, Stage
from civicflow.views import asking, granted, initiatives, petitions_on_record
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.petitions_on_record import PetitionOnRecord


@frozen(kw_only=True)
class OfKind:
    """How many petitions there were of a kind."""

    kind: PetitionKind
    petitions: int


@frozen(kw_only=True)
class PetitionLine:
    """
    How petitions were dealt with, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        petitions: How many came in.
        open: Of them those that wait for an answer.
        overdue: Of those the ones whose term is over.
        withdrawn: Those that were taken back.
        answered_in_time: Answered within the term, of all that were answered and had one, and of those overdue.
        upheld: Found right, wholly or in part, of all that were answered.
        attitude: Complaints about the attitude of somebody, or about being harassed, of all that came in (R59).
        kinds: How many of each kind, most first.
        initiatives: How many initiatives were recorded.
        taken_up: Initiatives that were adopted, of all that were decided.
        with_results: Initiatives of which it is reported what they have brought, of all that were adopted.
    """

    of: str | None
    petitions: int
    open: int
    overdue: int
    withdrawn: int
    answered_in_time: Figure
    upheld: Figure
    attitude: Figure
    kinds: tuple[OfKind, ...]
    initiatives: int
    taken_up: Figure
    with_results: Figure


class OfInitiatives(TypedDict):
    """The fields of a line that are about initiatives."""

    initiatives: int
    taken_up: Figure
    with_results: Figure


@frozen(kw_only=True)
class PetitionRecordAnswer:
    """
    How petitions were dealt with.

    Args:
        lines: All that was asked for, then each part.
    """

    lines: tuple[PetitionLine, ...]


ATTITUDE = frozenset({PetitionKind.ATTITUDE, PetitionKind.ABUSE})
"""The kinds that complain about how somebody behaved (R59)."""


@frozen(kw_only=True)
class PetitionRecord(Question[PetitionRecordAnswer]):
    """
    How petitions were answered, and what became of initiatives, in each unit (R56, R59, K21).

    Args:
        period: Only petitions that came in, and initiatives that were recorded, within it.
        unit: Only what this unit has.
        with_subunits: What the units below it have as well.
        head: Only what came in to units whose accountable head this person was on that day (R79).
        group: Only what is about, or from, people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the events behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (petitions_on_record.VIEW, initiatives.VIEW, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> PetitionRecordAnswer:
        """The petitions and initiatives asked for."""
        among = Among(evidence, self)
        petitions: defaultdict[str | None, list[PetitionOnRecord]] = defaultdict(list, {None: []})
        ideas: defaultdict[str | None, list[Initiative]] = defaultdict(list, {None: []})
        for row in granted.petitions(evidence):
            if self._asks_for(row.received_on):
                for name in among.lines(row.unit, row.about, asking.noon(evidence, row.received_on)):
                    petitions[name].append(row)
        for each in evidence.rows(initiatives.VIEW):
            moment = micros(each.recorded_at)
            if self._asks_for(asking.local_day(evidence, moment)):
                for name in among.lines(each.unit, each.person, moment):
                    ideas[name].append(each)
        names = in_order({*petitions, *ideas})
        return PetitionRecordAnswer(
            lines=tuple(self._line(evidence, name, petitions[name], ideas[name]) for name in names)
        )

    def _asks_for(self, on: date) -> bool:
        return self.period is None or self.period.covers(on)

    def _line(
        self,
        evidence: Evidence,
        name: str | None,
        petitions: list[PetitionOnRecord],
        ideas: list[Initiative],
    ) -> PetitionLine:
        now = micros(evidence.now)
        answered = [row for row in petitions if row.stage is Stage.ANSWERED]
        late = [row for row in petitions if is_overdue(row, now)]
        due = [row for row in answered if row.due is not None] + late

        def number(rows: list[PetitionOnRecord], because: str) -> int:
            return counted(evidence, rows, _petition(because))

        def share(
            rows: list[PetitionOnRecord], counts: Callable[[PetitionOnRecord], bool], *because: str
        ) -> Figure:
            found = [row for row in rows if counts(row)]
            positions = (position for row in found for position in row.positions)
            return Figure(
                numerator=number(found, because[0]),
                denominator=number(rows, because[1]),
                events=behind(positions, with_events=self.with_events),
            )

        return PetitionLine(
            of=name,
            petitions=number(petitions, "came_in"),
            open=number([row for row in petitions if row.stage in OPEN], "open"),
            overdue=number(late, "overdue"),
            withdrawn=number([row for row in petitions if row.stage is Stage.WITHDRAWN], "withdrawn"),
            answered_in_time=share(due, is_in_time, "answered_in_time", "answered_or_overdue"),
            upheld=share(answered, _is_upheld, "upheld", "answered"),
            attitude=share(petitions, lambda row: row.kind in ATTITUDE, "attitude", "came_in"),
            kinds=_kinds(evidence, petitions),
            **_of_initiatives(evidence, ideas),
        )


def _kinds(evidence: Evidence, petitions: Iterable[PetitionOnRecord]) -> tuple[OfKind, ...]:
    """How many there are of each kind, most first."""
    kinds: defaultdict[PetitionKind, list[PetitionOnRecord]] = defaultdict(list)
    for row in petitions:
        kinds[row.kind].append(row)
    most_first = sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0].value))
    return tuple(
        OfKind(kind=kind, petitions=counted(evidence, rows, _petition("came_in")))
        for kind, rows in most_first
    )


def _of_initiatives(evidence: Evidence, ideas: list[Initiative]) -> OfInitiatives:
    adopted = [each for each in ideas if each.progress in TAKEN_UP]
    decided = [each for each in ideas if each.progress in {*TAKEN_UP, Progress.DECLINED}]
    brought = [each for each in ideas if each.progress is Progress.RESULT_REPORTED]

    def number(found: list[Initiative], because: str) -> int:
        return counted(evidence, found, _initiative(evidence, because))

    return OfInitiatives(
        initiatives=number(ideas, "recorded"),
        taken_up=Figure(numerator=number(adopted, "adopted"), denominator=number(decided, "decided")),
        with_results=Figure(
            numerator=number(brought, "result_reported"), denominator=number(adopted, "adopted")
        ),
    )


def _is_upheld(row: PetitionOnRecord) -> bool:
    return row.outcome is not PetitionOutcome.REJECTED


def _petition(because: str) -> Callable[[PetitionOnRecord], working.Part]:
    return lambda row: working.Part(of=f"petition:{row.petition}", because=because, events=row.positions)


def _initiative(evidence: Evidence, because: str) -> Callable[[Initiative], working.Part]:
    def part(each: Initiative) -> working.Part:
        stream = f"initiative:{each.id}"
        return working.Part(of=stream, because=because, events=asking.told_in(evidence, stream))

    return part


def is_in_time(row: PetitionOnRecord) -> bool:
    """Whether a petition was answered within its term; the answer counts when it is recorded (K3)."""
    return row.stage is Stage.ANSWERED and row.due is not None and row.reached <= row.due


def is_overdue(row: PetitionOnRecord, now: int) -> bool:
    """Whether a petition waits for an answer and its term is over at an instant; at the due itself it is not (K25)."""
    return row.stage in OPEN and row.due is not None and now > row.due

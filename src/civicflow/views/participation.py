"""Who takes part in working from home: found eligible, asked, granted, refused and why, at home, ended and by whom (V20)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Gathered, at_positions, counted
from civicflow.employee.events import Place
from civicflow.views import asking, days, participants
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.participants import AT_WORK, Participant, Step
from civicflow.views.suppression import may_be_told, smallest_group


@frozen(kw_only=True)
class Times:
    """
    How often something happened for a reason.

    Args:
        reason: On what grounds of the service, or by whom.
        times: How often.
    """

    reason: str
    times: int


@frozen(kw_only=True)
class ParticipationLine:
    """
    Who takes part, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        eligible: How many people were found eligible last; None when nobody was assessed.
        requested: How many requests were made.
        withdrawn: How many were taken back.
        approved: How many were granted.
        refused_by_reason: How many were refused, by reason.
        activated: How many arrangements began.
        active: How many people work at home at the end.
        ended_by_reason: How many arrangements ended, by the employee or by an office.
        reviews_due: Of those who work at home, how many commitments wait to be looked at again.
        participants: Those who work at home, of those eligible; without a share when nobody was assessed.
        at_home_a_day: People at home, of the people of the body, over all days on record.
    """

    of: str | None
    eligible: int | None
    requested: int
    withdrawn: int
    approved: int
    refused_by_reason: tuple[Times, ...]
    activated: int
    active: int
    ended_by_reason: tuple[Times, ...]
    reviews_due: int
    participants: Figure
    at_home_a_day: Figure


@frozen(kw_only=True)
class Participation(Question[tuple[ParticipationLine, ...]]):
    """
    Who takes part in working from home, with two ratios that are no substitute for each other (V20, K14).

    How many of those eligible take part says who profits; how many are at home a day says how empty the office is.

    Args:
        period: What happened in it, and how things stood at its end; all time and now when left out.
        unit: Only people of this unit.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        published: Leave out lines about too few people, and as many others as hide them in the total (K25); for whoever does
            not lead these people.
    """

    views: ClassVar[tuple[View[Any], ...]] = (participants.VIEW, days.VIEW, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    published: bool = False

    def answer(self, evidence: Evidence) -> tuple[ParticipationLine, ...]:
        """The people asked for, and those of each part."""
        among = Among(evidence, self)
        counts: defaultdict[str | None, _Count] = defaultdict(
            lambda: _Count(evidence), {None: _Count(evidence)}
        )
        for row in evidence.rows(participants.VIEW):
            self._count(row, evidence, among, counts)
        for day in evidence.rows(days.VIEW):
            if self.period is None or self.period.covers(day.on):
                _count_day(day, evidence, among, counts)
        told = _may_be_told(evidence, among, counts) if self.published else counts.keys()
        return tuple(counts[name].line(name) for name in in_order(told))

    def _count(
        self, row: Participant, evidence: Evidence, among: Among, counts: "defaultdict[str | None, _Count]"
    ) -> None:
        moments = asking.moments(evidence, self.period)
        end = min(moments.stop - 1, micros(evidence.now))
        until = [step for step in row.steps if step.occurred <= end]
        for step in until:
            if step.occurred in moments:
                for name in among.lines(step.unit, row.person, step.occurred):
                    counts[name].happens(row.person, step)
        if until:
            for name in among.lines(until[-1].unit, row.person, end):
                counts[name].stands(row.person, until, from_micros(end).astimezone(evidence.zone))


def _count_day(
    day: days.DayOnRecord, evidence: Evidence, among: Among, counts: "defaultdict[str | None, _Count]"
) -> None:
    """Whoever belongs to the body that day, and who of them is at home for a session or more."""
    noon = asking.noon(evidence, day.on)
    if day.count is None:
        return
    at_home = {person for (person, _), each in day.bookings() if each.place is Place.HOME}
    for person in (*day.count.counted, *day.count.besides):
        listed = (f"day:{day.id}", (day.count.position,))
        for name in among.lines(among.primary_unit(person, day.on), person, noon):
            count = counts[name]
            count.people.add(person)
            count.members.add(listed)
            if person in at_home:
                acts = tuple(act.position for act in day.acts if act.person == person)
                count.at_home.add((f"person:{person}", acts))


def _may_be_told(
    evidence: Evidence, among: Among, counts: "defaultdict[str | None, _Count]"
) -> Iterable[str | None]:
    """The lines about enough people; none where no regulation says how many that are."""
    smallest = smallest_group(evidence, among.locality)
    if smallest is None:
        return ()
    parts = {name: (count.people,) for name, count in counts.items() if name is not None}
    total, told = may_be_told(parts or {"": (counts[None].people,)}, smallest)
    return [name for name in counts if (total if name is None else name in told)]


Told: TypeAlias = tuple[str, tuple[int, ...]]
"""Somebody, or a day, and the positions of the events that say it."""


def _part(told: Told, because: str) -> working.Part:
    of, positions = told
    return working.Part(of=of, because=because, events=at_positions(*positions))


class _Count:
    """The people of one line while they are counted."""

    def __init__(self, evidence: Evidence) -> None:
        self.people: set[str] = set()
        self.happened: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
        self.assessed = False
        self.eligible: list[Told] = []
        self.active: list[Told] = []
        self.due: list[Told] = []
        self.members = Gathered(evidence, "in_the_body", _part)
        self.at_home = Gathered(evidence, "at_home", _part)
        self._evidence = evidence

    def happens(self, person: str, step: Step) -> None:
        """Count one thing that happened to a person."""
        self.people.add(person)
        self.happened[step.deed, step.reason or ""].append((f"person:{person}", (step.position,)))

    def stands(self, person: str, steps: list[Step], now: datetime) -> None:
        """Count how things stand with a person after some steps."""
        self.people.add(person)
        told = (f"person:{person}", tuple(step.position for step in steps))
        found = [step.deed == "found_eligible" for step in steps if step.deed.startswith("found_")]
        works = [AT_WORK[step.deed] for step in steps if step.deed in AT_WORK]
        reviews = [step.day for step in steps if step.day is not None]
        active = bool(works) and works[-1]
        self.assessed |= bool(found)
        self.eligible += [told] if found and found[-1] else []
        self.active += [told] if active else []
        self.due += [told] if active and reviews and reviews[-1] <= now.date() else []

    def line(self, name: str | None) -> ParticipationLine:
        """What was counted."""
        eligible = self._counted(self.eligible, "found_eligible")
        active = self._counted(self.active, "works_at_home")
        return ParticipationLine(
            of=name,
            eligible=eligible if self.assessed else None,
            requested=self._times("requested"),
            withdrawn=self._times("withdrawn"),
            approved=self._times("approved"),
            refused_by_reason=self._by_reason("refused"),
            activated=self._times("activated"),
            active=active,
            ended_by_reason=self._by_reason("ended"),
            reviews_due=self._counted(self.due, "review_due"),
            participants=Figure(numerator=active, denominator=eligible),
            at_home_a_day=Figure(numerator=self.at_home.counted(), denominator=self.members.counted()),
        )

    def _counted(self, found: Sequence[Told], because: str) -> int:
        return counted(self._evidence, found, lambda told: _part(told, because))

    def _times(self, deed: str) -> int:
        found = [told for (done, _), each in self.happened.items() if done == deed for told in each]
        return self._counted(found, deed)

    def _by_reason(self, deed: str) -> tuple[Times, ...]:
        found = sorted((reason, told) for (done, reason), told in self.happened.items() if done == deed)
        return tuple(Times(reason=reason, times=self._counted(told, deed)) for reason, told in found)

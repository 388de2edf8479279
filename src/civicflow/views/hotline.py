"""Whether somebody is on hotline duty in every session of every working day, and where nobody is (R42, K21)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.fields import UnitId
from civicflow.core.provision import Provision
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part, at_positions, counted, regulated
from civicflow.employee.events import Session
from civicflow.regulations import NotOnRecord
from civicflow.regulations.parameter import answering
from civicflow.regulations.parameters import HOTLINE_PEOPLE
from civicflow.views import asking, days, units
from civicflow.views.body_days import days_of
from civicflow.views.days import DayOnRecord

HOTLINE = "hotline"
"""The purpose of a place that is booked for duty on the hotline."""


@frozen(kw_only=True)
class HotlineGap:
    """
    A session with too few people on duty.

    Args:
        body: The body.
        day: The date.
        session: The session.
        booked: How many are on duty.
        least: How many there are to be.
    """

    named_by: ClassVar[tuple[str, ...]] = ("body", "day", "session")

    body: str
    day: date
    session: Session
    booked: int
    least: int


@frozen(kw_only=True)
class HotlineAnswer:
    """
    Whether the hotline is covered.

    Args:
        covered: Sessions with enough people on duty, of all sessions of working days.
        not_on_record: Sessions for which no regulation says how many there are to be; they are in no figure.
        gaps: The sessions with too few.
    """

    covered: Figure
    not_on_record: int
    gaps: tuple[HotlineGap, ...]


@frozen(kw_only=True)
class HotlineCoverage(Question[HotlineAnswer]):
    """
    Whether as many people as the regulation says are on hotline duty in each session, and where too few are (R42, K21).

    Bookings count as the head set them right. A working day that was not opened has nobody on duty.

    Args:
        body: Only this body.
        period: Which days; today when left out.
    """

    views: ClassVar[tuple[View[Any], ...]] = (days.VIEW, units.VIEW)

    body: UnitId | None = None
    period: Period | None = field(default=None, converter=optional_period)

    def answer(self, evidence: Evidence) -> HotlineAnswer:
        """The sessions of the days asked for."""
        chart = units.chart(evidence)
        found: list[_OnDuty] = []
        unknown: list[_OnDuty] = []
        for row in days_of(evidence, chart, self.body, self.period):
            body = chart.get(row.body)
            least = _least(evidence, row, row.locality or ("" if body is None else body.locality))
            (unknown if least is None else found).extend(_on_duty(row, least))
        covered = [each for each in found if each.is_covered]
        return HotlineAnswer(
            covered=Figure(
                numerator=counted(evidence, covered, _session("covered")),
                denominator=counted(evidence, found, _session("session_of_a_working_day")),
            ),
            not_on_record=counted(evidence, unknown, _session("not_on_record")),
            gaps=tuple(each.gap(evidence) for each in found if not each.is_covered),
        )


@frozen
class _OnDuty:
    """Who is on duty in a session, and the record that says how many there are to be; None where none does."""

    row: DayOnRecord
    session: Session
    people: tuple[str, ...]
    least: Provision | None

    @property
    def is_covered(self) -> bool:
        return self.least is not None and len(self.people) >= HOTLINE_PEOPLE.of(self.least)

    def gap(self, evidence: Evidence) -> HotlineGap:
        """The session as one with too few people on duty."""
        assert self.least is not None
        return HotlineGap(
            body=self.row.body,
            day=self.row.on,
            session=self.session,
            booked=counted(evidence, self.people, self._person),
            least=regulated(evidence, HOTLINE_PEOPLE.of(self.least), self.least),
        )

    def _person(self, person: str) -> Part:
        acts = (act.position for act in self.row.acts if act.person == person)
        return Part(of=f"person:{person}", because="on_duty", events=at_positions(*acts))


def _session(because: str) -> Callable[[_OnDuty], Part]:
    def part(each: _OnDuty) -> Part:
        acts = (act.position for act in each.row.acts if act.person in each.people)
        return Part(of=f"day:{each.row.id}", because=because, events=at_positions(*acts))

    return part


def _least(evidence: Evidence, row: DayOnRecord, locality: str) -> Provision | None:
    found = answering(
        evidence.regulations,
        HOTLINE_PEOPLE.subject,
        on=row.on,
        locality=locality,
        known=asking.known_on(evidence),
    )
    return None if isinstance(found, NotOnRecord) else found


def _on_duty(row: DayOnRecord, least: Provision | None) -> Iterator[_OnDuty]:
    booked = [
        (person, session)
        for (person, session), booking in row.bookings()
        if booking.purpose == HOTLINE and booking.place is not None
    ]
    for half in Session.BOTH.halves:
        yield _OnDuty(row, half, tuple(person for person, session in booked if session is half), least)

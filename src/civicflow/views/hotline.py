"""Whether somebody is on hotline duty in every session of every working day, and where nobody is (R42, K21)."""

from collections import Counter
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.fields import UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.employee.events import Session
from civicflow.regulations import NotOnRecord
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
        gaps: list[HotlineGap] = []
        counted, unknown = 0, 0
        for row in days_of(evidence, chart, self.body, self.period):
            body = chart.get(row.body)
            least = _least(evidence, row, row.locality or ("" if body is None else body.locality))
            if least is None:
                unknown += len(Session.BOTH.halves)
            else:
                counted += len(Session.BOTH.halves)
                gaps += _gaps(row, least)
        covered = Figure(numerator=counted - len(gaps), denominator=counted)
        return HotlineAnswer(covered=covered, not_on_record=unknown, gaps=tuple(gaps))


def _least(evidence: Evidence, row: DayOnRecord, locality: str) -> int | None:
    found = HOTLINE_PEOPLE.at(
        evidence.regulations, on=row.on, locality=locality, known=asking.known_on(evidence)
    )
    return None if isinstance(found, NotOnRecord) else found


def _gaps(row: DayOnRecord, least: int) -> list[HotlineGap]:
    on_duty = Counter(
        session
        for (_, session), booking in row.bookings()
        if booking.purpose == HOTLINE and booking.place is not None
    )
    return [
        HotlineGap(body=row.body, day=row.on, session=session, booked=on_duty[session], least=least)
        for session in Session.BOTH.halves
        if on_duty[session] < least
    ]

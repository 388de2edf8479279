"""Who of a unit is away: one row a granted leave."""

from datetime import date
from operator import attrgetter

from attrs import field, frozen

from civicflow.core import At, Event, Evidence, Question, UnitId, View, day
from leave_requests.events import LeaveGranted, LeaveRequestWithdrawn


@frozen(kw_only=True)
class Absence:
    """
    A leave that was granted and not given back.

    Args:
        request: The request.
        person: Who is away.
        unit: The unit that does without them.
        since: The first day.
        until: The last day.
        granted: The position of the event that granted it.
    """

    request: str
    person: str
    unit: str
    since: date
    until: date
    granted: int


def fold(row: Absence | None, event: Event, at: At) -> Absence | None:
    """The row after an event; total: what does not fit leaves it as it was."""
    match event:
        case LeaveGranted(request=request, person=person, unit=unit, since=since, until=until):
            return Absence(
                request=request, person=person, unit=unit, since=since, until=until, granted=at.position
            )
        case LeaveRequestWithdrawn():
            return None
        case _:
            return row


VIEW = View(
    name="absences",
    version=1,
    row=Absence,
    subjects=dict.fromkeys((LeaveGranted, LeaveRequestWithdrawn), attrgetter("request")),
    fold=fold,
)


@frozen(kw_only=True, eq=False)
class Absences(Question[tuple[Absence, ...]]):
    """
    Who of a unit is away between two days, both included.

    Args:
        unit: The unit.
        since: The first day.
        until: The last day.
    """

    unit: UnitId
    since: date = field(converter=day)
    until: date = field(converter=day)

    views = (VIEW,)

    def answer(self, evidence: Evidence) -> tuple[Absence, ...]:
        """The absences that touch these days, the earliest first."""
        touching = (
            row
            for row in evidence.rows(VIEW)
            if row.unit == self.unit and row.since <= self.until and self.since <= row.until
        )
        return tuple(sorted(touching, key=attrgetter("since", "request")))

"""How much of the work of a graded period was done at home (R45, V13)."""

from collections import defaultdict
from collections.abc import Sequence

from civicflow.calendars.period import Period
from civicflow.core.question import AnyView, Evidence, Figure
from civicflow.core.working import Part, totalled
from civicflow.employee.events import Place
from civicflow.views import asking, home_days
from civicflow.views.home_days import Roster, WorkedDay

VIEWS: tuple[AnyView, ...] = home_days.VIEWS
"""What must be up to date before it is asked how much was done at home."""


class HomeWork:
    """
    The sessions that people worked at home, of all that they worked.

    Args:
        evidence: Bookings and leaves.
        period: The graded period; of it the days that have come.
    """

    def __init__(self, evidence: Evidence, period: Period) -> None:
        self._evidence = evidence
        self._days: defaultdict[str, list[WorkedDay]] = defaultdict(list)
        today = asking.today(evidence)
        for day in Roster(evidence).worked_days(period):
            if day.on <= today:
                self._days[day.person].append(day)

    def of(self, person: str) -> Figure:
        """Those of one person."""
        days = self._days.get(person, [])
        return Figure(
            numerator=self._sessions(days, (Place.HOME,), "sessions_at_home"),
            denominator=self._sessions(days, tuple(Place), "sessions_worked"),
        )

    def _sessions(self, days: Sequence[WorkedDay], places: tuple[Place, ...], because: str) -> int:
        return totalled(
            self._evidence,
            days,
            lambda day: sum(map(day.at, places)),
            lambda day: Part(of=f"person:{day.person}", because=because, events=day.bookings),
            0,
        )

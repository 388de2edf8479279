"""To which unit a line of the log belongs, and whether it was recorded soon enough (R62, V22)."""

from civicflow.core.event import HOUR
from civicflow.core.log import Entry
from civicflow.core.question import Evidence
from civicflow.core.refusal import ActRefused
from civicflow.regulations.parameters import RECORDED_WITHIN_HOURS
from civicflow.views import asking
from civicflow.views.among import Among


class LinesOfTheLog:
    """
    What is asked of each line of the log.

    Args:
        evidence: The regulations of today.
        among: Who belonged where.
    """

    def __init__(self, evidence: Evidence, among: Among) -> None:
        self._evidence = evidence
        self._among = among
        self._hours: dict[str, int | None] = {}

    def unit(self, entry: Entry) -> str | None:
        """The unit that an event names; else that of whoever acted, or tried to, on the day it was recorded."""
        named = getattr(entry.event, "unit", None)
        if isinstance(named, str):
            return named
        acting = entry.event.person if isinstance(entry.event, ActRefused) else entry.envelope.by
        return self._unit_of(acting, entry.at.recorded)

    def _unit_of(self, person: str, moment: int) -> str | None:
        """Where a person belonged first; else the unit that they headed."""
        on = self._among.day(moment)
        chart = self._among.chart.values()
        headed = (unit.id for unit in chart if unit.is_headed_by(person, on))
        return self._among.primary_unit(person, on) or next(headed, None)

    def is_live(self, entry: Entry, unit: str | None) -> bool | None:
        """Whether an event was recorded within the hours that the place of a unit allows; None where nothing says so."""
        locality = self._among.locality_of(unit)
        if locality not in self._hours:
            self._hours[locality] = asking.on_record(self._evidence, RECORDED_WITHIN_HOURS, locality=locality)
        hours = self._hours[locality]
        return None if hours is None else entry.at.recorded - entry.at.occurred <= hours * HOUR

"""What no longer fits the position it was made for: it stays as it is, and waits for somebody's decision (K12)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from civicflow.core.event import micros
from civicflow.core.question import AnyView, Evidence
from civicflow.employee.model import Employee
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.model import Description, Position
from civicflow.pilot_record.model import PilotRecord
from civicflow.views import asking, employees, pilots, positions

VIEWS: tuple[AnyView, ...] = (employees.VIEW, positions.VIEW, pilots.VIEW)
"""What must be up to date before it is asked what no longer fits."""


class Misfits:
    """
    Who holds a position that is abolished, and which home arrangements no longer fit their position.

    Args:
        evidence: Employees, positions and pilots.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._on = asking.today(evidence)
        self._positions: Mapping[str, Position] = {each.id: each for each in evidence.rows(positions.VIEW)}
        self._pilots: Mapping[str, PilotRecord] = {each.id: each for each in evidence.rows(pilots.VIEW)}

    def holders(self) -> Iterator[tuple[Employee, Position, int]]:
        """Who holds an abolished position today, and since when, in microseconds since 1970 UTC."""
        for employee in self._evidence.rows(employees.VIEW):
            position = self._positions.get(employee.position_on(self._on) or "")
            if position is not None and position.until is not None and position.until < self._on:
                yield employee, position, self._midnight(position.until + timedelta(days=1))

    def outgrown(self, arrangement: HomeWork) -> int | None:
        """Since when an arrangement no longer fits its position, likewise; None while it does, or takes no place."""
        position = self._positions.get(arrangement.position)
        if arrangement.stage not in WITH_A_PLACE or arrangement.is_over(self._on) or position is None:
            return None
        pilot = self._pilots.get(arrangement.pilot or "")
        described = position.on(self._on)
        if described is not None and fits(position, described, pilot, self._on):
            return None
        changed = _abolished_from(position) if described is None else described.since
        return max(self._midnight(changed), micros(arrangement.reached_at))

    def _midnight(self, on: date) -> int:
        return micros(datetime.combine(on, time.min, self._evidence.zone))


def fits(position: Position, described: Description, pilot: PilotRecord | None, on: date) -> bool:
    """Whether somebody may work at home on a position as it is on a day (R2-R4)."""
    serves = described.citizen_contact or described.handles_procedures
    return not serves and (pilot is None or pilot.scope.is_open_to(position, on))


def _abolished_from(position: Position) -> date:
    first = position.descriptions[0].since
    return first if position.until is None else position.until + timedelta(days=1)

"""Who may work at home, and when: by an active arrangement in a pilot, or by order in an emergency (K2)."""

from datetime import date

from civicflow.core.facts import Facts
from civicflow.employee.model import Employee
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.authority import today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Position
from civicflow.organization.modes import modes_in_force
from civicflow.pilot_record.model import PilotRecord


def position_held(facts: Facts, person: str) -> Position | None:
    """The position that an employee holds today; None when none was assigned."""
    position = facts.of(Employee, person).position_on(today(facts))
    return None if position is None else facts.of(Position, position)


def remote_places_taken(facts: Facts, body: str) -> int:
    """
    How many arrangements take a remote place of a body now; relied upon, so that the last place is given once (K14).

    One whose last day has passed takes none, whether or not somebody has ended it on record.
    """
    taken = (each for each in facts.all(HomeWork, remote_places=body) if each.stage in WITH_A_PLACE)
    return sum(each.body == body and not each.is_over(today(facts)) for each in taken)


def works_at_home_by_order(facts: Facts, person: str, on: date) -> bool:
    """Whether an emergency mode holds at the place of the person's unit on a day (K2)."""
    unit = primary_unit(facts, person, on)
    return unit is not None and bool(modes_in_force(facts, unit.locality, on))


def arrangement_in_force(facts: Facts, person: str, on: date) -> HomeWork | None:
    """
    The arrangement that lets a person work at home on a day, relied upon against a suspension at the same moment.

    It holds for the position and the unit it was made for: a transfer ends what it gives (K18). And it holds while the
    pilot runs that it was approved under, and the position takes part in it (K2).
    """
    arrangement = facts.find(HomeWork, person)
    if arrangement is None or not arrangement.is_in_force(on):
        return None
    unit = primary_unit(facts, person, on)
    same_unit = unit is not None and unit.id == arrangement.unit
    same_position = facts.of(Employee, person).position_on(on) == arrangement.position
    return arrangement if same_unit and same_position and _pilot_holds(facts, arrangement, on) else None


def _pilot_holds(facts: Facts, arrangement: HomeWork, on: date) -> bool:
    pilot = None if arrangement.pilot is None else facts.find(PilotRecord, arrangement.pilot)
    return pilot is not None and pilot.runs(on) and pilot.covers(facts.of(Position, arrangement.position))

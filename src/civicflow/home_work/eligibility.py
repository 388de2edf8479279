"""Who may work at home, and when: by an active arrangement in a pilot, or by order in an emergency (K2)."""

from datetime import date

from civicflow.core.facts import Facts
from civicflow.employee.model import Employee
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.authority import today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Description, Position
from civicflow.organization.modes import modes_in_force
from civicflow.pilot_record.model import PilotRecord


def position_held(facts: Facts, person: str) -> Position | None:
    """The position that an employee holds today; None when none was assigned."""
    position = facts.of(Employee, person).position_on(today(facts))
    return None if position is None else facts.of(Position, position)


def description_held(facts: Facts, person: str) -> Description | None:
    """What the position that an employee holds is today; None when they hold none, or it is abolished (K12)."""
    position = position_held(facts, person)
    return None if position is None else position.on(today(facts))


def belongs_first_to(facts: Facts, person: str, unit: str, on: date) -> bool:
    """Whether a unit is the primary unit of a person on a day (K18)."""
    primary = primary_unit(facts, person, on)
    return primary is not None and primary.id == unit


def remote_places_taken(facts: Facts, body: str) -> int:
    """
    How many arrangements take a remote place of a body now; relied upon, so that the last place is given once (K14).

    One whose last day has passed takes none, whether or not somebody has ended it on record.
    """
    taken = (each for each in facts.all(HomeWork, remote_places=body) if each.stage in WITH_A_PLACE)
    return sum(each.body == body and not each.is_over(today(facts)) for each in taken)


def works_at_home_by_order(facts: Facts, person: str, on: date) -> bool:
    """Whether an emergency mode holds at the place of the person's unit on a day: they stay at home, and answer for it (K2, R69)."""
    unit = primary_unit(facts, person, on)
    return unit is not None and bool(modes_in_force(facts, unit.locality, on))


def arrangement_in_force(facts: Facts, person: str, on: date) -> HomeWork | None:
    """
    The arrangement that lets a person work at home on a day, relied upon against a suspension at the same moment.

    It holds for the position and the unit it was made for: a transfer ends what it gives (K18). It holds while the
    person is found eligible, and while the pilot runs that it was approved under and the position takes part in it
    (K2). And it does not hold on a day on which the person is recalled to the office (R38). A position that was revised
    or abolished since does not end it of itself: it is listed, and somebody decides (K12).
    """
    arrangement = facts.find(HomeWork, person)
    if arrangement is None or not arrangement.is_in_force(on):
        return None
    same_unit = belongs_first_to(facts, person, arrangement.unit, on)
    same_position = facts.of(Employee, person).position_on(on) == arrangement.position
    return arrangement if same_unit and same_position and _pilot_holds(facts, arrangement, on) else None


def _pilot_holds(facts: Facts, arrangement: HomeWork, on: date) -> bool:
    pilot = None if arrangement.pilot is None else facts.find(PilotRecord, arrangement.pilot)
    if pilot is None or not pilot.runs(on):
        return False
    began = facts.day_of(arrangement.reached_at)
    return pilot.covers(facts.of(Position, arrangement.position), began)

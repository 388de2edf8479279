"""What no longer fits the position it was made for: it stays as it is, and waits for somebody's decision (K12)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from civicflow.core.event import micros
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.model import Position
from civicflow.pilot_record.model import PilotRecord
from civicflow.views import arrangements, asking, employees, pilots, positions
from civicflow.views.matter import Matter, Need, about_person
from civicflow.views.surroundings import Surroundings


def of_positions(around: Surroundings) -> Iterator[Matter]:
    """Who holds a position that is abolished, and which home arrangements their position no longer fits."""
    known = {each.id: each for each in around.evidence.rows(positions.VIEW)}
    tried = {each.id: each for each in around.evidence.rows(pilots.VIEW)}
    yield from _of_holders(around, known)
    for arrangement in around.evidence.rows(arrangements.VIEW):
        position, pilot = known.get(arrangement.position), tried.get(arrangement.pilot or "")
        if position is not None and _stands(arrangement, around.today):
            yield from _of_arrangement(around, arrangement, position, pilot)


def _of_holders(around: Surroundings, known: Mapping[str, Position]) -> Iterator[Matter]:
    for employee in around.evidence.rows(employees.VIEW):
        position = known.get(employee.position_on(around.today) or "")
        if position is not None and position.until is not None and position.until < around.today:
            since = asking.beginning(around.evidence, position.until + timedelta(days=1))
            yield about_person(Need.PLACE_ANEW, "employee", employee.id, position.unit, since)


def _stands(arrangement: HomeWork, on: date) -> bool:
    return arrangement.stage in WITH_A_PLACE and not arrangement.is_over(on)


def _of_arrangement(
    around: Surroundings, arrangement: HomeWork, position: Position, pilot: PilotRecord | None
) -> Iterator[Matter]:
    if not fits(position, pilot, around.today):
        changed = asking.beginning(around.evidence, _last_change(position, around.today))
        since = max(changed, micros(arrangement.reached_at))
        yield about_person(Need.REVIEW_HOME_WORK, "home_work", arrangement.id, arrangement.unit, since)


def fits(position: Position, pilot: PilotRecord | None, on: date) -> bool:
    """Whether somebody may work at home on a position as it is on a day (R2-R4)."""
    described = position.on(on)
    if described is None or described.citizen_contact or described.handles_procedures:
        return False
    return pilot is None or pilot.scope.is_open_to(position, on)


def _last_change(position: Position, on: date) -> date:
    described = position.on(on)
    if described is not None:
        return described.since
    return position.descriptions[0].since if position.until is None else position.until + timedelta(days=1)

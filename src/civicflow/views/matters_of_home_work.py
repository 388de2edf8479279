"""What is open about home work: requests, commitments, equipment, and what kept people from working (K14, K17, R23)."""

from collections.abc import Iterator, Mapping

from civicflow.core.event import DAY, micros
from civicflow.home_work.model import WITH_A_PLACE, Equipment, HomeWork, Stage
from civicflow.regulations import parameters
from civicflow.views import arrangements, asking, incidents
from civicflow.views.matter import Matter, Need, about_person
from civicflow.views.surroundings import Surroundings

NEXT: Mapping[Stage, Need] = {
    Stage.APPROVED: Need.SIGN_COMMITMENT,
    Stage.COUNTERSIGNED: Need.ACTIVATE_HOME_WORK,
}
"""What brings an arrangement that is granted nearer to its beginning."""


def of_home_work(around: Surroundings) -> Iterator[Matter]:
    """Every open matter of every arrangement, and of the equipment that goes with it."""
    known = {each.id: each for each in around.evidence.rows(arrangements.VIEW)}
    for arrangement in known.values():
        yield from _of_arrangement(around, arrangement)
    for equipment in around.evidence.rows(arrangements.EQUIPMENT):
        yield from _of_equipment(around, equipment, known.get(equipment.id))


def of_incidents(around: Surroundings) -> Iterator[Matter]:
    """What kept somebody from working, as long as nobody has confirmed or rejected it."""
    for incident in around.evidence.rows(incidents.VIEW):
        if incident.waits:
            person, unit = incident.person, incident.unit
            yield about_person(
                Need.CONFIRM_INCIDENT, "incident", person, unit, incident.recorded, id=incident.incident
            )


def _of_arrangement(around: Surroundings, arrangement: HomeWork) -> Iterator[Matter]:
    if arrangement.stage is Stage.REQUESTED:
        since = micros(arrangement.reached_at)
        due = around.term(parameters.HOME_WORK_DECIDED_WITHIN, since, arrangement.unit)
        yield _matter(Need.DECIDE_HOME_WORK, arrangement, since, due)
    elif arrangement.stage in WITH_A_PLACE and not arrangement.is_over(around.today):
        yield from _of_commitment(around, arrangement)


def _of_commitment(around: Surroundings, arrangement: HomeWork) -> Iterator[Matter]:
    signed, commitment = arrangement.signed, arrangement.commitment
    if arrangement.stage in NEXT:
        yield _matter(NEXT[arrangement.stage], arrangement, micros(arrangement.reached_at))
    if signed is not None:
        yield _matter(Need.COUNTERSIGN_COMMITMENT, arrangement, micros(signed.signed_at))
    if commitment is not None and commitment.review_on <= around.today:
        falls_due = asking.beginning(around.evidence, commitment.review_on)
        yield _matter(Need.REVIEW_COMMITMENT, arrangement, falls_due, falls_due + DAY)


def _of_equipment(
    around: Surroundings, equipment: Equipment, arrangement: HomeWork | None
) -> Iterator[Matter]:
    """What nobody has looked at, and for whoever has a place what was looked at too long ago: one matter a person."""
    has_a_place = arrangement is not None and arrangement.stage in WITH_A_PLACE
    waiting = (
        each.declared_at
        for each in equipment.pieces
        if each.usable is None or (has_a_place and each.usable and not each.is_ready(around.today))
    )
    first = min(waiting, default=None)
    if first is not None:
        unit = around.primary_units.get(equipment.id)
        yield about_person(Need.VERIFY_EQUIPMENT, "equipment", equipment.id, unit, micros(first))


def _matter(need: Need, of: HomeWork, since: int, due: int | None = None) -> Matter:
    return about_person(need, "home_work", of.id, of.unit, since, due)

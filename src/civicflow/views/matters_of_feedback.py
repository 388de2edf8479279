"""What is open about petitions and initiatives: to hand out, to answer, to decide (R56)."""

from collections.abc import Iterator

from attrs import evolve

from civicflow.core.event import micros
from civicflow.feedback.model import Progress, Stage
from civicflow.organization.levels import upwards
from civicflow.views import initiatives
from civicflow.views.granted import petitions
from civicflow.views.matter import Matter, Need
from civicflow.views.petitions_on_record import PetitionOnRecord
from civicflow.views.surroundings import Surroundings


def of_petitions(around: Surroundings) -> Iterator[Matter]:
    """Petitions to be handed out by an office, and to be answered by whoever they were given to."""
    for petition in petitions(around.evidence):
        if petition.stage is Stage.RECEIVED and (root := _root_that_forwards(around, petition)) is not None:
            yield evolve(_matter(Need.FORWARD_PETITION, petition, None), unit=root)
        elif petition.stage is Stage.RECEIVED:
            yield _matter(Need.ASSIGN_PETITION, petition, _concerned(around, petition))
        elif petition.stage is Stage.ASSIGNED:
            yield _matter(Need.ANSWER_PETITION, petition, petition.about)


def _root_that_forwards(around: Surroundings, petition: PetitionOnRecord) -> str | None:
    """The root of the units, where the petition concerns the person it answers to: nobody here decides on that (K11)."""
    line = tuple(upwards(around.units, petition.unit))
    return line[-1].id if line and line[-1].answers_to in petition.concerned else None


def _concerned(around: Surroundings, petition: PetitionOnRecord) -> str | None:
    """Of the persons concerned the one above whom it is decided: the head of the unit, if the head is one of them (K11)."""
    unit, persons = around.units.get(petition.unit), petition.concerned
    heads = (each for each in persons if unit is not None and unit.is_headed_by(each, around.today))
    return next(heads, next(iter(persons), None))


def _matter(need: Need, petition: PetitionOnRecord, concerns: str | None) -> Matter:
    return Matter(
        need=need,
        subject=f"petition:{petition.petition}",
        unit=petition.unit,
        concerns=concerns,
        person=petition.assignee,
        since=petition.reached,
        due=petition.due,
    )


def of_initiatives(around: Surroundings) -> Iterator[Matter]:
    """Initiatives on which nobody has decided yet."""
    for initiative in around.evidence.rows(initiatives.VIEW):
        if initiative.progress is Progress.RECORDED:
            yield Matter(
                need=Need.DECIDE_INITIATIVE,
                subject=f"initiative:{initiative.id}",
                unit=initiative.unit,
                concerns=initiative.person,
                person=initiative.person,
                since=micros(initiative.recorded_at),
                due=None,
            )

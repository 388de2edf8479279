"""By which way each task was given, and how and where it was worked on; one row a task (R29, R30, R37, R40, R71)."""

from operator import attrgetter
from typing import NamedTuple

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.employee.events import Place
from civicflow.task.events import Channel, Confidentiality, ResultSubmitted, TaskAssigned, TaskReported
from civicflow.task.offering_events import (
    TaskClaimed,
    TaskClaimReleased,
    TaskOffered,
    TaskReturnedToPrevious,
    TaskTransferred,
)


class Deed(NamedTuple):
    """
    A report of progress, or a result that was handed in.

    Args:
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        person: Whose hand it was; None where another system does not say.
        place: Where they worked; None likewise.
        hands_in: Whether a result was handed in.
        signed: Whether it was signed digitally.
        on_paper: Whether its file was still dealt with on paper.
    """

    position: int
    occurred: Instant
    person: str | None
    place: Place | None
    hands_in: bool = False
    signed: bool = False
    on_paper: bool = False


@frozen
class WayOfWork:
    """
    How a task was given and worked on.

    Args:
        task: The task.
        unit: The unit it belongs to.
        assignee: Whose work it is.
        position: Where the assignment stands in the log; None while none is on record.
        assigned: When it is said to have happened, in microseconds since 1970 UTC.
        channel: By which way it was given; None where another system does not say.
        reasoned: Whether it was said why not through the electronic office.
        needs_signature: Whether its result is signed digitally.
        confidentiality: How confidential it is; None where another system does not say.
        at_home: Whether it was given to be done at home.
        deeds: What was reported and handed in, in order of the log.
    """

    task: str
    unit: str | None
    assignee: str | None
    position: int | None = None
    assigned: Instant | None = None
    channel: Channel | None = None
    reasoned: bool = False
    needs_signature: bool = False
    confidentiality: Confidentiality | None = None
    at_home: bool = False
    deeds: tuple[Deed, ...] = ()


def fold(row: WayOfWork | None, event: Event, at: At) -> WayOfWork | None:
    """The row after an event; the first assignment or offer says by which way the task was given."""
    match event:
        case TaskAssigned() | TaskOffered() if row is None or row.position is None:
            return _given(event, at, () if row is None else row.deeds)
        case TaskClaimed() | TaskClaimReleased() | TaskTransferred() | TaskReturnedToPrevious():
            return None if row is None else _moved(row, event)
        case TaskReported(assignee=person, place=place):
            deed = Deed(at.position, at.occurred, event.delegate or person, place)
        case ResultSubmitted(assignee=person, place=place):
            signed, on_paper = event.signature is not None, event.paper_file is not None
            deed = Deed(at.position, at.occurred, event.delegate or person, place, True, signed, on_paper)
        case _:
            return row
    known = WayOfWork(event.task, event.unit, person) if row is None else row
    return evolve(known, deeds=(*known.deeds, deed))


def _moved(
    row: WayOfWork, event: TaskClaimed | TaskClaimReleased | TaskTransferred | TaskReturnedToPrevious
) -> WayOfWork:
    match event:
        case TaskClaimed(assignee=person, at_home=at_home):
            return evolve(row, assignee=person, at_home=at_home)
        case TaskClaimReleased():
            return evolve(row, assignee=None)
        case TaskTransferred(to_unit=unit):
            return evolve(row, assignee=None, unit=unit)
        case TaskReturnedToPrevious(to=person, to_unit=unit):
            return evolve(row, assignee=person, unit=unit)


def _given(event: TaskAssigned | TaskOffered, at: At, deeds: tuple[Deed, ...]) -> WayOfWork:
    return WayOfWork(
        event.task,
        event.unit,
        event.assignee if isinstance(event, TaskAssigned) else None,
        at.position,
        at.occurred,
        event.channel,
        event.channel_reason is not None,
        event.needs_signature,
        event.confidentiality,
        isinstance(event, TaskAssigned) and event.at_home,
        deeds,
    )


GATHERED = (
    TaskAssigned,
    TaskOffered,
    TaskClaimed,
    TaskClaimReleased,
    TaskTransferred,
    TaskReturnedToPrevious,
    TaskReported,
    ResultSubmitted,
)
"""What is gathered."""

VIEW: View[WayOfWork] = View(
    name="ways_of_work",
    version=2,
    row=WayOfWork,
    subjects=dict.fromkeys(GATHERED, attrgetter("task")),
    fold=fold,
)

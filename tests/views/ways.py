"""Tasks as they are given by one way or another, and worked on at one place or another, as events."""

from typing import Any

from civicflow.employee.events import Place
from civicflow.task.events import Channel, Confidentiality, ResultSubmitted, TaskReported
from tests.task.tasks import CLEAR, task_given
from tests.views.past import Past, at


def given_out(
    past: Past,
    task: str,
    recorded: str = "2023-10-02T08:00",
    *,
    unit: str | None = "U-12",
    person: str | None = "E-1",
    **said: Any,
) -> int:
    """A task of a person in a unit, through the electronic office and without secret unless said; its position."""
    usual: dict[str, Any] = {
        "due": at("2023-10-20T17:00"),
        "channel": Channel.E_OFFICE,
        "confidentiality": Confidentiality.ORDINARY,
        "assigned_by": "E-101",
    }
    return past.add(recorded, task_given(task, unit=unit, assignee=person, **CLEAR | usual | said))


def progressed(
    past: Past,
    task: str,
    recorded: str,
    place: Place | None,
    *,
    person: str | None = "E-1",
    unit: str = "U-12",
) -> int:
    """A word on the progress of a task; its position."""
    event = TaskReported(
        task=task, assignee=person, unit=unit, delegate=None, percent=50, note=None, place=place
    )
    return past.add(recorded, event)


def handed_in(
    past: Past,
    task: str,
    recorded: str = "2023-10-10T10:00",
    *,
    person: str | None = "E-1",
    unit: str = "U-12",
    signature: str | None = None,
    paper_file: str | None = None,
    place: Place | None = Place.OFFICE,
) -> int:
    """A result of a task; its position."""
    event = ResultSubmitted(
        task=task,
        assignee=person,
        unit=unit,
        delegate=None,
        round=1,
        output=None,
        outcome=None,
        signature=signature,
        paper_file=paper_file,
        place=place,
        receipt=None,
    )
    return past.add(recorded, event)

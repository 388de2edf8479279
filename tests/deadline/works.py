"""Tasks of the department whose dues run, and what is asked to be told about them, for tests."""

from datetime import datetime
from typing import Any

from civicflow import deadline
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.fields import instant
from civicflow.deadline.events import Alert
from civicflow.testing import Given, Outcome
from tests.employee.staff import STAFF
from tests.task.tasks import CLEAR, task_given

SYSTEM = "system:deadlines"
GIVEN_ON = "2023-11-01T08:00+07:00"
DUE = instant("2023-11-15T17:00+07:00")
"""A Wednesday at the end of office hours."""


def moment(written: str) -> datetime:
    """A moment of Vietnamese local time."""
    return instant(f"{written}+07:00")


def given_work(**said: Any) -> Event:
    """A task of E-1 in U-1, due on that Wednesday."""
    fields = {"assignee": "E-1", "unit": "U-1", "assigned_by": "HEAD-1", "due": DUE} | CLEAR | said
    return task_given("T-1", **fields)


def work(*after: tuple[Event, str], **said: Any) -> Given:
    """The department with that task, and what happened to it since, each with its local time."""
    past = Given(*STAFF, given_work(**said), at=GIVEN_ON)
    for event, at in after:
        past.and_then(event, at=moment(at))
    return past


def remind(before: str = "3 working_days", due: datetime = DUE, subject: str = "task:T-1") -> Command:
    """A reminder is asked for."""
    return deadline.RemindOfDeadline(subject=subject, due=due, before=before)


def alert(colour: Alert | str, due: datetime = DUE, subject: str = "task:T-1") -> Command:
    """An alert is asked for."""
    return deadline.AlertOfDeadline(subject=subject, due=due, colour=Alert(colour))


def escalate(level: int, due: datetime = DUE, subject: str = "task:T-1") -> Command:
    """An escalation is asked for."""
    return deadline.EscalateDeadline(subject=subject, due=due, level=level)


def at(past: Given, command: Command, written: str) -> Outcome:
    """What becomes of a command at a local time."""
    return past.when(command, by=SYSTEM, at=moment(written))

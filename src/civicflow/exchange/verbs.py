"""What the verbs of a mapping become: one small builder for each."""

from collections.abc import Callable, Mapping
from datetime import datetime

import attrs

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.exchange.mapping import Verb
from civicflow.task.events import ResultReturned, ResultSubmitted, TaskCancelled, TaskCompleted, TaskReported

NOT_STATED = "not-stated"
"""The defect of a result that another system returned: it has no such word."""


@attrs.define
class TaskInHand:
    """
    The task that a case has become, as far as its rows were told.

    Args:
        task: Its id.
        assignee: Who is responsible.
        unit: The unit that is responsible.
        round: How often a result was handed in.
        submitted_at: When it was handed in last.
    """

    task: str
    assignee: str | None
    unit: str | None
    round: int = 0
    submitted_at: datetime | None = None


@attrs.frozen
class Step:
    """
    What happened now.

    Args:
        activity: What it was called there.
        at: When.
        person: Who did it.
        receipt: The record of the other system that proves it (K3).
    """

    activity: str
    at: datetime
    person: str | None
    receipt: str


def reported(hand: TaskInHand, step: Step) -> Event:
    """Work goes on; the other system does not say how far."""
    note = FreeText(v=step.activity)
    return TaskReported(
        task=hand.task,
        assignee=hand.assignee,
        unit=hand.unit,
        delegate=None,
        percent=0,
        note=note,
        place=None,
    )


def submitted(hand: TaskInHand, step: Step) -> Event:
    """A result is handed in, in the next round."""
    hand.round += 1
    hand.submitted_at = step.at
    return ResultSubmitted(
        task=hand.task,
        assignee=hand.assignee,
        unit=hand.unit,
        delegate=None,
        round=hand.round,
        output=None,
        outcome=None,
        signature=None,
        paper_file=None,
        place=None,
        receipt=step.receipt,
    )


def returned(hand: TaskInHand, step: Step) -> Event:
    """The result is sent back; the activity is all the other system says about why."""
    return ResultReturned(
        task=hand.task,
        assignee=hand.assignee,
        unit=hand.unit,
        approver=step.person,
        round=hand.round,
        defect=NOT_STATED,
        reason=FreeText(v=step.activity),
    )


def completed(hand: TaskInHand, step: Step) -> Event:
    """The task is done; where no result was handed in, being done is handing in."""
    return TaskCompleted(
        task=hand.task,
        assignee=hand.assignee,
        unit=hand.unit,
        approver=step.person,
        round=hand.round,
        submitted_at=hand.submitted_at or step.at,
        receipt=step.receipt,
    )


def cancelled(hand: TaskInHand, step: Step) -> Event:
    """The task is called off; by whom above whom, the other system does not say."""
    return TaskCancelled(
        task=hand.task,
        assignee=hand.assignee,
        unit=hand.unit,
        cancelled_by=step.person,
        from_above=False,
        reason=FreeText(v=step.activity),
        receipt=step.receipt,
    )


VERBS: Mapping[Verb, Callable[[TaskInHand, Step], Event]] = {
    "report": reported,
    "submit": submitted,
    "return": returned,
    "complete": completed,
    "cancel": cancelled,
}
"""What each verb becomes."""

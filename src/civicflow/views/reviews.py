"""How long each result lay with whoever decides on it: from its submission to its acceptance or return (R34)."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from attrs import frozen

from civicflow.task.course import on_record
from civicflow.task.steps import Step, is_concluded
from civicflow.views.task_history import TaskHistory

Ending: TypeAlias = Literal["decided", "waiting", "taken_away"]
"""How a review ended, or that it has not."""

ENDINGS: Mapping[str, Ending] = {
    "returned": "decided",
    "completed": "decided",
    "reassigned": "taken_away",
    "cancelled": "taken_away",
    "cancelled_from_above": "taken_away",
}
"""What ends a review, and how."""


@frozen
class Review:
    """
    The time a result lay with whoever decides on it.

    Args:
        task: The task.
        position: The submission.
        since: When it was handed in, in microseconds since 1970 UTC like all moments here.
        ending: How it ended.
        by: Who ended it; None while it waits, and where another system does not say.
        ended: When that is on record; None while it waits.
        claimed: When it is claimed to have ended; likewise.
        decision: What ended it.
    """

    task: TaskHistory
    position: int
    since: int
    ending: Ending
    by: str | None = None
    ended: int | None = None
    claimed: int | None = None
    decision: int | None = None


def reviews(task: TaskHistory, *, until: int) -> Iterator[Review]:
    """
    The reviews of a task as they stood at some moment.

    What is handed in again before a decision waits anew; what is concluded for the next step of a procedure waits for no office. Of a task that was completed without a submission, its completion
    says when the result was handed in.
    """
    waiting: Step | None = None
    submitted = False
    for step in task.history:
        if step.deed == "submitted":
            submitted, waiting = True, step if on_record(step) <= until else None
        elif is_concluded(step):
            waiting = None
        elif step.deed in ENDINGS and waiting is not None:
            moment = step.occurred if waiting.proven else step.recorded
            if moment > until:
                break
            yield _ended(task, waiting, step, on_record(waiting), moment)
            waiting = None
        elif step.deed == "completed" and not submitted and step.moment is not None:
            if step.occurred <= until:
                yield _ended(task, step, step, step.moment, step.occurred)
            submitted = True
    if waiting is not None:
        yield Review(task, waiting.position, on_record(waiting), "waiting")


def _ended(task: TaskHistory, submission: Step, step: Step, since: int, moment: int) -> Review:
    return Review(
        task,
        submission.position,
        since,
        ENDINGS[step.deed],
        step.by,
        max(since, moment),
        max(since, step.occurred),
        step.position,
    )

"""Before whom the review of a result was laid last, in place of its approver (K11, K13)."""

from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.task.assignment_events import TaskReviewHandedOver


@frozen
class HandedReview:
    """
    A review that was laid before another.

    Args:
        task: The task.
        position: Where that stands in the log; a result that was handed in later is not meant.
        approver: Who would decide.
        to: Before whom it was laid.
        until: Until when, in microseconds since 1970 UTC; None for good.
    """

    task: str
    position: int
    approver: str
    to: str
    until: Instant | None

    def is_meant(self, submitted: int, now: int) -> bool:
        """Whether it holds at a moment for the result that was handed in at a position."""
        return self.position > submitted and (self.until is None or now <= self.until)


def fold(row: HandedReview | None, event: Event, at: At) -> HandedReview | None:
    """The row after an event."""
    if not isinstance(event, TaskReviewHandedOver):
        return row
    until = None if event.until is None else micros(event.until)
    return HandedReview(event.task, at.position, event.approver, event.to, until)


VIEW: View[HandedReview] = View(
    name="handed_reviews",
    version=1,
    row=HandedReview,
    subjects={TaskReviewHandedOver: attrgetter("task")},
    fold=fold,
)

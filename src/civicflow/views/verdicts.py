"""The three readings of on time, each as one verdict a task: by its first due, by its excused due, and of what is closed."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Literal, TypeAlias

from attrs import frozen

from civicflow.task.course import Course, Standing, on_record


class Verdict(Enum):
    """What a task is to a figure: on time or late, or one of the remainders that stand beside it."""

    ON_TIME = "on_time"
    LATE = "late"
    DISPUTED = "disputed"
    ON_HOLD = "on_hold"
    AWAITING_DECISION = "awaiting_decision"
    MOVED = "moved"
    REASSIGNED = "reassigned"
    IN_PLACE = "in_place"
    CANCELLED = "cancelled"
    OPEN = "open"
    WITHOUT_DUE = "without_due"


REMAINDERS = tuple(verdict for verdict in Verdict if verdict not in {Verdict.ON_TIME, Verdict.LATE})
"""What is neither on time nor late."""

Reading: TypeAlias = Literal["raw", "on_time", "closed"]


@frozen
class Scope:
    """
    Which moments count.

    Args:
        period: Those of the period, in microseconds since 1970 UTC; None for all.
        now: The moment the question is asked for.
    """

    period: range | None
    now: int

    def covers(self, moment: int) -> bool:
        """Whether a moment lies in the period."""
        return self.period is None or self.period.start <= moment < self.period.stop


@frozen
class Told:
    """
    A task to be judged.

    Args:
        course: How it went.
        work: How the work went on: the course of the task that took its place last, else its own.
        in_place: Whether it took the place of a task that is judged as well.
    """

    course: Course
    work: Course
    in_place: bool = False


def raw(task: Told, handed_in: int | None, scope: Scope) -> Verdict | None:
    """
    By the first due, whatever happened later (K4).

    A task that was replaced stays in: the work is judged by the due that was promised first, once, and what took its place
    stands beside as ``in_place``. One that was called off from above, or in time before anybody had taken notice of it, stays
    out.

    Args:
        task: The task.
        handed_in: When the submission that counts was handed in.
        scope: Which moments count.
    """
    due = task.course.first
    if due is None or not scope.covers(due):
        return _without(due, scope)
    if task.in_place:
        return Verdict.IN_PLACE
    match task.work.standing:
        case Standing.COMPLETED:
            return _by(handed_in, due, Verdict.ON_TIME)
        case Standing.CANCELLED if task.work is task.course and _is_harmless(task.course, due):
            return Verdict.CANCELLED
        case Standing.CANCELLED:
            return Verdict.LATE
        case Standing.AWAITING_DECISION:
            return _by(handed_in, due, Verdict.AWAITING_DECISION)
        case Standing.OFFERED | Standing.AT_WORK | Standing.ON_HOLD | Standing.DISPUTED | Standing.REASSIGNED:
            return _by(scope.now, due, Verdict.OPEN)


def on_time(task: Told, handed_in: int | None, scope: Scope) -> Verdict | None:
    """By the excused due; what was moved out of the period by it is shown as moved (K4)."""
    told = task.course
    due, latest = told.excused, told.latest
    if due is None or latest is None or not scope.covers(due):
        moved = due is not None and told.first is not None and scope.covers(told.first)
        return Verdict.MOVED if moved else _without(due, scope)
    match told.standing:
        case Standing.COMPLETED:
            return _by(handed_in, latest, Verdict.ON_TIME)
        case Standing.CANCELLED | Standing.REASSIGNED:
            return _taken_away(told, latest)
        case Standing.AWAITING_DECISION:
            return _by(handed_in, latest, Verdict.AWAITING_DECISION)
        case Standing.ON_HOLD if told.hold is not None and told.hold.in_time:
            return _by(scope.now, told.first, Verdict.OPEN, late=Verdict.ON_HOLD)
        case Standing.DISPUTED if told.dispute is not None and told.dispute.in_time:
            return _by(scope.now, told.first, Verdict.OPEN, late=Verdict.DISPUTED)
        case Standing.OFFERED | Standing.AT_WORK | Standing.ON_HOLD | Standing.DISPUTED:
            return _by(scope.now, latest, Verdict.OPEN)


def closed(task: Told, handed_in: int | None, scope: Scope) -> Verdict | None:
    """
    Of what was completed in the period, by the excused due: the figure that is usually published (V1).

    What was due in the period and is not completed stands beside it.
    """
    told = task.course
    if told.completed is not None:
        if not scope.covers(on_record(told.completed)):
            return None
        return Verdict.WITHOUT_DUE if told.latest is None else _by(handed_in, told.latest, Verdict.ON_TIME)
    if not (scope.period is None if told.excused is None else scope.covers(told.excused)):
        return None
    return ENDS.get(told.standing, Verdict.OPEN)


READINGS: Mapping[Reading, Callable[[Told, int | None, Scope], Verdict | None]] = {
    "raw": raw,
    "on_time": on_time,
    "closed": closed,
}
"""The readings, by name."""


def _by(moment: int | None, due: int | None, in_time: Verdict, *, late: Verdict = Verdict.LATE) -> Verdict:
    return in_time if moment is not None and due is not None and moment <= due else late


def _without(due: int | None, scope: Scope) -> Verdict | None:
    return Verdict.WITHOUT_DUE if due is None and scope.period is None else None


def _is_harmless(told: Course, due: int) -> bool:
    """Whether it was called off from above, or in time before anybody had taken notice of it; what was late stays late."""
    called_off = told.cancelled
    if called_off is None or called_off.deed == "cancelled_from_above":
        return called_off is not None
    return not told.acknowledged and on_record(called_off) < due


ENDS: Mapping[Standing, Verdict] = {
    Standing.CANCELLED: Verdict.CANCELLED,
    Standing.REASSIGNED: Verdict.REASSIGNED,
}
"""What a task is that was taken away before it was late."""


def _taken_away(told: Course, latest: int) -> Verdict:
    """What was late before it was taken away stays late (K18)."""
    step = told.taken_away
    assert step is not None
    return ENDS[told.standing] if on_record(step) < latest else Verdict.LATE

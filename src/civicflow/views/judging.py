"""Judging the tasks asked for, one after another: each with its course, its verdicts, and the work that took its place."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from civicflow.core.event import MINUTE
from civicflow.core.question import Evidence
from civicflow.regulations import parameters
from civicflow.task.course import Course, course, on_record
from civicflow.views import asking, incidents, task_history
from civicflow.views.task_history import TaskHistory
from civicflow.views.timeliness import Judged
from civicflow.views.verdicts import ENDS, READINGS, Reading, Scope, Told


@frozen(eq=False)
class Asked:
    """
    A task that was asked for.

    Args:
        task: Its history.
        told: How it went, and how the work went on.
        work: The task that took its place last, else itself.
    """

    task: TaskHistory
    told: Told
    work: TaskHistory


def asked(
    evidence: Evidence, wanted: Callable[[TaskHistory], bool], *, review_stops_the_clock: bool
) -> Iterator[Asked]:
    """The tasks that are wanted, with their courses; last those taken away and those that took the place of others."""
    replacing: dict[str, TaskHistory] = {}
    changed_hands: list[tuple[TaskHistory, Course]] = []
    for task in evidence.rows(task_history.VIEW):
        if task.replaces is not None:
            replacing[task.replaces] = task
        if wanted(task):
            told = course(task, review_stops_the_clock=review_stops_the_clock)
            if told.is_a_draft:
                continue
            if told.standing in ENDS or task.replaces is not None:
                changed_hands.append((task, told))
            else:
                yield Asked(task, Told(told, told), task)
    taken_away = {
        task.task: task for task, told in changed_hands if told.standing in ENDS and told.first is not None
    }
    for task, told in changed_hands:
        work = _work(task, replacing) if told.standing in ENDS else task
        went_on = told if work is task else course(work, review_stops_the_clock=review_stops_the_clock)
        in_place = _is_in_place(task, taken_away)
        yield Asked(task, Told(told, went_on, in_place=in_place), work)


def _work(task: TaskHistory, replacing: Mapping[str, TaskHistory]) -> TaskHistory:
    """The task that took the place of this one last."""
    seen = {task.task}
    while (following := replacing.get(task.task)) is not None and following.task not in seen:
        seen.add(following.task)
        task = following
    return task


def _is_in_place(task: TaskHistory, taken_away: Mapping[str, TaskHistory]) -> bool:
    """Whether the work is that of a task which is judged already; of those in a circle each is judged by itself."""
    before = first = taken_away.get(task.replaces or "")
    seen = set[str]()
    while before is not None and before.task not in seen:
        seen.add(before.task)
        before = taken_away.get(before.replaces or "")
    return first is not None and task.task not in seen


class Judge:
    """
    Gives each task its verdict in each reading.

    Args:
        evidence: Confirmed incidents, parameters and the calendar.
        scope: Which moments count.
        locality: The place whose parameters apply.
    """

    def __init__(self, evidence: Evidence, scope: Scope, locality: str) -> None:
        grace = asking.on_record(evidence, parameters.INCIDENT_GRACE_MINUTES, locality=locality) or 0
        self._evidence = evidence
        self._scope = scope
        self._excused = incidents.excuses(evidence.rows(incidents.VIEW), grace * MINUTE)
        self._window = (
            asking.on_record(evidence, parameters.REASSIGNMENT_WORKING_DAYS, locality=locality) or 0
        )

    def judged(self, asked: Asked, reading: Reading) -> Judged | None:
        """A task with its verdicts; None when it is none of this reading."""
        told, judge = asked.told, READINGS[reading]
        handed_in = (told.work if reading == "raw" else told.course).handed_in
        claimed = None if handed_in is None else handed_in.occurred
        recorded = None if handed_in is None else on_record(handed_in)
        by_record = judge(told, recorded, self._scope)
        if by_record is None:
            return None
        by_claim = by_record if claimed == recorded else judge(told, claimed, self._scope) or by_record
        excused = None
        if by_claim is not by_record and reading != "raw" and claimed is not None and recorded is not None:
            excused = self._excused(asked.task.assignee, claimed, recorded)
        return Judged(
            asked.task,
            told.course,
            asked.work,
            handed_in,
            by_record if excused is None else by_claim,
            by_record,
            by_claim,
            self._reassigned(asked),
            excused,
        )

    def _reassigned(self, asked: Asked) -> bool:
        """Whether it was taken from its assignee shortly before the due, or after it; where no calendar reaches, in any case."""
        due, taken_away = asked.told.course.excused, asked.told.course.taken_away
        if asked.work is asked.task or due is None or taken_away is None:
            return False
        days = asking.working_days_between(self._evidence, on_record(taken_away), due)
        return days is None or days <= self._window

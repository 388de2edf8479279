"""What is open about tasks: work for the assignee, decisions for the office (V17, K4, K19)."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from civicflow.deadline.events import Alert
from civicflow.regulations import parameters
from civicflow.task.course import Course, Standing, course
from civicflow.task.steps import Step
from civicflow.views import asking, employees, handed_reviews, task_history
from civicflow.views.handed_reviews import HandedReview
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings
from civicflow.views.task_history import TaskHistory

CLOSING = frozenset({"draft_discarded", "evaluated", "reassigned", "cancelled", "cancelled_from_above"})
"""After these nothing is open about a task."""

UNDONE = frozenset({Standing.AT_WORK, Standing.ON_HOLD, Standing.DISPUTED})
"""At these the work is still to be done."""


def of_tasks(around: Surroundings) -> Iterator[Matter]:
    """Every open matter of every task."""
    handed_over = {each.task: each for each in around.evidence.rows(handed_reviews.VIEW)}
    gone = {each.id: each.separated_on for each in around.evidence.rows(employees.VIEW)}
    for task in around.evidence.rows(task_history.VIEW):
        ended = task.history[-1].deed in CLOSING
        if ended and all(step.deed != "held" for step in task.history):
            continue
        told = course(task)
        yield from _undecided(around, task, told)
        if not ended:
            for matter in _of_task(around, task, told):
                yield _laid_before(matter, handed_over.get(task.task), task, around.now)
            yield from _left_behind(around, task, told, gone.get(task.assignee or ""))


def _left_behind(
    around: Surroundings, task: TaskHistory, told: Course, last_day: date | None
) -> Iterator[Matter]:
    """Work of somebody whose service is over waits for the office to give it to another (K13, K17)."""
    if last_day is not None and last_day < around.today and told.standing in UNDONE:
        since = asking.beginning(around.evidence, last_day + timedelta(days=1))
        yield _matter(Need.REASSIGN, task, since, told.excused)


def _laid_before(matter: Matter, review: HandedReview | None, task: TaskHistory, now: int) -> Matter:
    """A decision on a result that was laid before another since it was handed in."""
    if review is None or matter.need is not Need.DECIDE_RESULT:
        return matter
    submitted = max(step.position for step in task.history if step.deed == "submitted")
    if not review.is_meant(submitted, now):
        return matter
    return evolve(matter, laid_before=review.to, instead_of=review.approver)


def _of_task(around: Surroundings, task: TaskHistory, told: Course) -> Iterator[Matter]:
    last = task.history[-1]
    if told.is_a_draft:
        yield _matter(Need.ASSIGN_DRAFT, task, last.recorded, None)
        return
    match told.standing:
        case Standing.OFFERED:
            yield from _offered(around, task, told, last)
        case Standing.AT_WORK:
            yield from _at_work(around, task, told, last)
        case Standing.DISPUTED if told.dispute is not None and told.assigned is not None:
            raised = told.dispute.step
            by = told.assigned.by
            due = around.granted.moment(raised, task.unit)
            yield _matter(Need.RESOLVE_DISPUTE, task, raised.recorded, due, concerns=by)
        case Standing.AWAITING_DECISION:
            due = around.term(parameters.RESULT_DECIDED_WITHIN, last.recorded, task.unit)
            yield _matter(Need.DECIDE_RESULT, task, last.recorded, due)
        case Standing.COMPLETED if not told.evaluated:
            due = around.term(parameters.TASK_EVALUATED_WITHIN, last.recorded, task.unit)
            yield _matter(Need.EVALUATE, task, last.recorded, due)
        case Standing.ON_HOLD if told.hold is not None:
            review_on = around.granted.moment(told.hold.review, task.unit)
            yield _matter(Need.REVIEW_HOLD, task, told.hold.step.recorded, review_on)


def _undecided(around: Surroundings, task: TaskHistory, told: Course) -> Iterator[Matter]:
    """The cause that is decided on next; a hold that ended by itself waits on, whatever became of the task (K4)."""
    for step in told.undecided[:1]:
        review = told.hold.review if told.hold is not None and told.hold.step == step else step
        due = around.granted.moment(review, task.unit)
        yield _matter(Need.CONFIRM_HOLD, task, step.recorded, due, concerns=step.by)


def _offered(around: Surroundings, task: TaskHistory, told: Course, last: Step) -> Iterator[Matter]:
    """It waits for one of those before whom it is laid; where nobody is left, for the office to give it to somebody."""
    due, among = told.excused, around.circle(task.task)
    how = around.alert(due, task.unit)
    need = Need.TAKE_ON if among else Need.REASSIGN
    yield evolve(_matter(need, task, last.recorded, due, alert=how), among=among)
    yield from _pressing(task, due, how)


def _at_work(around: Surroundings, task: TaskHistory, told: Course, last: Step) -> Iterator[Matter]:
    due = told.excused
    how = around.alert(due, task.unit)
    if task.assignee is not None:
        need = Need.WORK if told.acknowledged else Need.ACKNOWLEDGE
        need = Need.REWORK if last.deed in {"returned", "reopened"} else need
        yield _matter(need, task, last.recorded, due, alert=how)
    yield from _pressing(task, due, how)


def _pressing(task: TaskHistory, due: int | None, how: Alert | None) -> Iterator[Matter]:
    """Work that presses is followed up by the office."""
    if due is not None and how in {Alert.YELLOW, Alert.RED}:
        yield _matter(Need.FOLLOW_UP, task, due, due, alert=how)


def _matter(
    need: Need,
    task: TaskHistory,
    since: int,
    due: int | None,
    *,
    concerns: str | None = None,
    alert: Alert | None = None,
) -> Matter:
    return Matter(
        need=need,
        subject=f"task:{task.task}",
        unit=task.unit,
        concerns=concerns or task.assignee,
        person=task.assignee,
        since=since,
        due=due,
        alert=alert,
    )

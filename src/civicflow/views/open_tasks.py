"""The tasks that are open: one row each, in the orders in which a person, a group, a unit or a dossier is shown them."""

from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.organization.events import Office
from civicflow.task.course import course
from civicflow.task.desk_events import (
    TaskAllowedHome,
    TaskBroughtToOffice,
    TaskDelegated,
    TaskDelegationEnded,
    TaskResumed,
    TaskSuspended,
)
from civicflow.task.model import OPEN, Stage, Task
from civicflow.task.stages import Desk
from civicflow.task.steps import TELLING, Step
from civicflow.views.circles import name_of_circle

ENDED = frozenset({Stage.EVALUATED, Stage.REASSIGNED, Stage.CANCELLED, Stage.DISCARDED})
"""Where a task has ended for good, so that its row goes; of a completed one the acceptance may still be taken back."""

DOSSIER = "dossier:"
"""How that begins from which a task of a dossier follows; after it come the dossier and a position."""


@frozen(kw_only=True)
class OpenTask:
    """
    A task that has not ended.

    Args:
        task: Its id.
        is_open: Whether something is still to be done; not while it is a draft, nor once its result is accepted.
        stage: How far it has come.
        assignee: Whose work it is.
        delegate: Who acts for the assignee.
        unit: The unit it belongs to.
        group: The group that it was offered to.
        office: The office whose holders it was offered to.
        offered_to: Before which circle it lies while nobody has taken it on; see ``circles.name_of_circle``.
        dossier: The dossier it is a step of.
        because_of: What it follows from.
        work_type: Which kind of work it is, by the catalogue.
        at_home: Whether it is to be done at home.
        may_be_done_at_home: Whether whoever takes it on may do it at home.
        on_hold: Whether it rests.
        put_aside: Whether whoever works on it has put it aside; the clock runs on (K4).
        offered: Whether it was laid before several people, whoever has taken it on since.
        earlier: Where it lay before it was transferred.
        due: The excused due, by which lateness is told (K4).
        since: Since when it is at this stage.
        position: The last event that says how it stands.
        history: What happened to it, in order of the log.
    """

    task: str
    is_open: bool
    stage: Stage
    assignee: str | None
    delegate: str | None
    unit: str | None
    group: str | None
    office: Office | None
    offered_to: str | None
    dossier: str | None
    because_of: str | None
    work_type: str | None
    at_home: bool
    may_be_done_at_home: bool
    on_hold: bool
    put_aside: bool
    offered: bool
    earlier: Desk | None
    due: Instant | None
    since: Instant
    position: int
    history: tuple[Step, ...]

    def as_state(self) -> Task:
        """The task as far as a further event bears on what is kept of it here."""
        return Task(
            id=self.task,
            stage=self.stage,
            assignee=self.assignee,
            delegate=self.delegate,
            unit=self.unit,
            group=self.group,
            office=self.office,
            because_of=self.because_of,
            work_type=self.work_type,
            at_home=self.at_home,
            may_be_done_at_home=self.may_be_done_at_home,
            put_aside=self.put_aside,
            offered=self.offered,
            earlier=self.earlier,
            history=self.history,
        )


def fold(row: OpenTask | None, event: Event, at: At) -> OpenTask | None:
    """The row after an event; none once the task has ended. What is told of it later opens nothing."""
    task = Task.evolve(None if row is None else row.as_state(), event, at)
    if task is None or task.stage in ENDED:
        return None
    told = course(task)
    return OpenTask(
        task=task.id,
        is_open=task.stage in OPEN,
        stage=task.stage,
        assignee=task.assignee,
        delegate=task.delegate,
        unit=task.unit,
        group=task.group,
        office=task.office,
        offered_to=name_of_circle(task.unit, task.group, task.office)
        if task.stage is Stage.OFFERED
        else None,
        dossier=dossier_of(task.because_of),
        because_of=task.because_of,
        work_type=task.work_type,
        at_home=task.at_home,
        may_be_done_at_home=task.may_be_done_at_home,
        on_hold=told.hold is not None,
        put_aside=task.put_aside,
        offered=task.offered,
        earlier=task.earlier,
        due=told.excused,
        since=row.since if row is not None and row.stage is task.stage else at.recorded,
        position=at.position,
        history=task.history,
    )


def dossier_of(because_of: str | None) -> str | None:
    """The dossier that a task follows from; None when it follows from something else."""
    if because_of is None or not because_of.startswith(DOSSIER):
        return None
    return because_of.removeprefix(DOSSIER).partition("#")[0] or None


OF_THE_DESK = (
    TaskDelegated,
    TaskDelegationEnded,
    TaskSuspended,
    TaskResumed,
    TaskBroughtToOffice,
    TaskAllowedHome,
)
"""What changes who acts, and where, and bears on no date."""

BY_DUE = ("due", "since")
"""What is due first comes first; what has no due comes last, the oldest of it first."""

VIEW: View[OpenTask] = View(
    name="open_tasks",
    version=3,
    row=OpenTask,
    subjects=dict.fromkeys((*TELLING, *OF_THE_DESK), attrgetter("task")),
    fold=fold,
    orders={
        "of_a_person": ("is_open", "assignee", *BY_DUE),
        "of_a_delegate": ("is_open", "delegate", *BY_DUE),
        "of_a_group": ("is_open", "group", *BY_DUE),
        "of_a_circle": ("offered_to", *BY_DUE),
        "of_a_unit": ("is_open", "unit", *BY_DUE),
        "of_a_dossier": ("is_open", "dossier", *BY_DUE),
    },
)

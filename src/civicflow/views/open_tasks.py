"""The tasks that are open: one row each, in the orders in which a person, a group, a unit or a dossier is shown them."""

from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.organization.events import Office
from civicflow.task.course import course
from civicflow.task.desk_events import TaskAllowedHome, TaskBroughtToOffice
from civicflow.task.model import OPEN, Stage, Task
from civicflow.task.steps import TELLING, Step
from civicflow.views.circles import circle

PLACING = (TaskBroughtToOffice, TaskAllowedHome)
"""What says where it is done from then on, and bears on no date."""

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
        unit: The unit it belongs to.
        group: The group that it was offered to.
        office: The office whose holders it was offered to.
        offered_to: Before which circle it lies while nobody has taken it on; see ``circles.circle``.
        dossier: The dossier it is a step of.
        because_of: What it follows from.
        work_type: Which kind of work it is, by the catalogue.
        at_home: Whether it is to be done at home.
        on_hold: Whether it rests.
        due: The excused due, by which lateness is told (K4).
        since: Since when it is at this stage.
        position: The last event about it that bears on its dates.
        history: What happened to it, in order of the log.
    """

    task: str
    is_open: bool
    stage: Stage
    assignee: str | None
    unit: str | None
    group: str | None
    office: Office | None
    offered_to: str | None
    dossier: str | None
    because_of: str | None
    work_type: str | None
    at_home: bool
    on_hold: bool
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
            unit=self.unit,
            group=self.group,
            office=self.office,
            because_of=self.because_of,
            work_type=self.work_type,
            at_home=self.at_home,
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
        unit=task.unit,
        group=task.group,
        office=task.office,
        offered_to=circle(task.unit, task.group, task.office) if task.stage is Stage.OFFERED else None,
        dossier=dossier_of(task.because_of),
        because_of=task.because_of,
        work_type=task.work_type,
        at_home=task.at_home,
        on_hold=told.hold is not None,
        due=told.excused,
        since=row.since if row is not None and row.stage is task.stage else at.recorded,
        position=row.position if row is not None and isinstance(event, PLACING) else at.position,
        history=task.history,
    )


def dossier_of(because_of: str | None) -> str | None:
    """The dossier that a task follows from; None when it follows from something else."""
    if because_of is None or not because_of.startswith(DOSSIER):
        return None
    return because_of.removeprefix(DOSSIER).partition("#")[0] or None


BY_DUE = ("due", "since")
"""What is due first comes first; what has no due comes last, the oldest of it first."""

VIEW: View[OpenTask] = View(
    name="open_tasks",
    version=3,
    row=OpenTask,
    subjects=dict.fromkeys((*TELLING, *PLACING), attrgetter("task")),
    fold=fold,
    orders={
        "of_a_person": ("is_open", "assignee", *BY_DUE),
        "of_a_group": ("is_open", "group", *BY_DUE),
        "of_a_circle": ("offered_to", *BY_DUE),
        "of_a_unit": ("is_open", "unit", *BY_DUE),
        "of_a_dossier": ("is_open", "dossier", *BY_DUE),
    },
)

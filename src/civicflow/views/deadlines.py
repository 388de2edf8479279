"""The dues of work that has not ended: which due runs, since when, and what was told about it already (V17, R53)."""

from operator import attrgetter

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.deadline.dues import DueWork, due_that_runs
from civicflow.deadline.events import EVENTS, DeadlineEscalated
from civicflow.deadline.model import given
from civicflow.task.model import Stage, Task
from civicflow.task.steps import TELLING, Step
from civicflow.views.open_tasks import ENDED


@frozen(kw_only=True)
class NoticeOnRecord:
    """
    A notice that was given.

    Args:
        notice: Which, by its name.
        due: Of which due.
        at: When the record took it.
        position: Where it stands in the log.
        office_of: The unit whose office an escalation went to; None for other notices.
    """

    notice: str
    due: Instant
    at: Instant
    position: int
    office_of: str | None


@frozen(kw_only=True)
class OpenDue:
    """
    Work that has not ended, and its due.

    Args:
        subject: The stream of the work.
        due: The excused due that runs; None while none does.
        since: Since when it runs so.
        changed: Where that stands in the log.
        unit: The unit that the work belongs to.
        assignee: Whose work it is.
        because_of: What it follows from.
        given: What was told about its dues, in order of the log.
        history: What happened to it, likewise.
    """

    subject: str
    due: Instant | None
    since: Instant | None
    changed: int | None
    unit: str | None
    assignee: str | None
    because_of: str | None
    given: tuple[NoticeOnRecord, ...]
    history: tuple[Step, ...]

    @property
    def work(self) -> DueWork | None:
        """The work, as far as its due runs."""
        if self.due is None or self.since is None:
            return None
        return DueWork(
            subject=self.subject, due=self.due, since=self.since, unit=self.unit, assignee=self.assignee
        )

    def was_given(self, notice: str) -> bool:
        """Whether a notice about the due that runs was given already."""
        return any((each.notice, each.due) == (notice, self.due) for each in self.given)

    @property
    def escalated(self) -> NoticeOnRecord | None:
        """The last escalation for the due that runs."""
        found = (each for each in self.given if each.office_of is not None and each.due == self.due)
        return max(found, key=attrgetter("position"), default=None)

    def as_state(self) -> Task:
        """The task as far as a further event bears on what is kept of it here."""
        return Task(
            id=self.subject.partition(":")[2],
            stage=Stage.ASSIGNED,
            assignee=self.assignee,
            unit=self.unit,
            because_of=self.because_of,
            history=self.history,
        )


def fold(row: OpenDue | None, event: Event, at: At) -> OpenDue | None:
    """The row after an event; none once the work has ended. What is told of it later opens nothing."""
    told = _on_record(event, at)
    if told is not None:
        return row and evolve(row, given=(*row.given, told))
    task = Task.evolve(None if row is None else row.as_state(), event, at)
    if task is None or task.stage in ENDED:
        return None
    due = due_that_runs(task)
    runs = OpenDue(
        subject=f"{Task.kind}:{task.id}",
        due=due,
        since=None if due is None else at.recorded,
        changed=None if due is None else at.position,
        unit=task.unit,
        assignee=task.assignee,
        because_of=task.because_of,
        given=() if row is None else row.given,
        history=task.history,
    )
    same = row is not None and row.due == due
    return evolve(runs, since=row.since, changed=row.changed) if row is not None and same else runs


def _on_record(event: Event, at: At) -> NoticeOnRecord | None:
    found = given(event)
    if found is None:
        return None
    _, notice = found
    return NoticeOnRecord(
        notice=notice.notice,
        due=micros(notice.due),
        at=at.recorded,
        position=at.position,
        office_of=event.office_of if isinstance(event, DeadlineEscalated) else None,
    )


def _subject(event: Event) -> str:
    return f"{Task.kind}:{event.task}"  # type: ignore[attr-defined]  # each of these events is of a task


BY_DUE, BY_CHANGE = "by_due", "by_change"

VIEW: View[OpenDue] = View(
    name="deadlines",
    version=1,
    row=OpenDue,
    subjects=dict.fromkeys(TELLING, _subject) | dict.fromkeys(EVENTS, attrgetter("subject")),
    fold=fold,
    orders={BY_DUE: ("due",), BY_CHANGE: ("changed",)},
)

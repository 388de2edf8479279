"""The due of some work that runs at present: the excused one, and since when it runs so (K4)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from attrs import frozen

from civicflow.core.event import from_micros
from civicflow.core.facts import Facts
from civicflow.deadline.declared import declared_for
from civicflow.deadline.notices import Declared
from civicflow.task.course import HasHistory, Standing, course
from civicflow.task.model import Task
from civicflow.task.steps import Step


@frozen(kw_only=True)
class DueWork:
    """
    Work whose due runs.

    Args:
        subject: Its stream, such as ``task:T-17``.
        due: The excused due, in microseconds since 1970 UTC.
        since: Since when it runs so, likewise: when it was set, or the work went on after it had rested.
        unit: The unit that the work belongs to.
        assignee: Whose work it is.
        declared: What its step declares about notices, in place of the regulations.
    """

    subject: str
    due: int
    since: int
    unit: str | None
    assignee: str | None
    declared: Declared | None = None

    @property
    def due_at(self) -> datetime:
        """The due as a moment."""
        return from_micros(self.due)

    @property
    def runs_since(self) -> datetime:
        """Since when it runs so, as a moment."""
        return from_micros(self.since)


RUNNING = frozenset({Standing.AT_WORK, Standing.OFFERED})
"""Where a task stands while its due presses somebody."""


@frozen
class _Told:
    history: tuple[Step, ...]


def due_that_runs(task: HasHistory) -> int | None:
    """
    The excused due of a task that somebody is at work on, or that is offered to several; None while it rests, is disputed or
    waits for a decision, and once it is over.
    """
    told = course(task)
    return told.excused if told.standing in RUNNING else None


def runs_since(task: HasHistory) -> int | None:
    """Since when the due of a task runs as it does; None where none runs."""
    due, since = due_that_runs(task), None
    if due is not None:
        for last in range(len(task.history), 0, -1):
            if due_that_runs(_Told(task.history[:last])) != due:
                break
            since = task.history[last - 1].recorded
    return since


def _of_task(facts: Facts, id: str) -> DueWork | None:
    task = facts.of(Task, id)
    due, since = due_that_runs(task), runs_since(task)
    if due is None or since is None:
        return None
    return DueWork(
        subject=f"{Task.kind}:{id}",
        due=due,
        since=since,
        unit=task.unit,
        assignee=task.assignee,
        declared=declared_for(facts, task),
    )


WORK: Mapping[str, Callable[[Facts, str], DueWork | None]] = {Task.kind: _of_task}
"""How it is found what is due, by the kind of its stream."""


def work_of(facts: Facts, subject: str) -> DueWork | None:
    """
    The work in a stream whose due runs; None where none runs, and in streams of another kind.

    Args:
        facts: The window on the world.
        subject: The stream, such as ``task:T-17``.

    Raises:
        NotOnRecordError: When it does not exist.
    """
    kind, _, named = subject.partition(":")
    find = WORK.get(kind)
    return None if find is None else find(facts, named)

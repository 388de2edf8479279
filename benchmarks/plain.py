"""The same tasks as the documentation of eventsourcing shows them: an aggregate with decorated methods."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.office import AT_ONCE, DUE, HEADS, RESULT, STEPS, WORK, members

DUE_AT = datetime.fromisoformat(DUE)


def named(name: str) -> UUID:
    """The id under which eventsourcing knows a person, a unit or a task: a UUID, as its documentation has it."""
    return uuid5(NAMESPACE_URL, name)


class Task(Aggregate):
    """A task with the fields of ours and the checks that plain code would have."""

    @event("Assigned")
    def __init__(
        self,
        assignee: UUID,
        unit: UUID,
        assigned_by: UUID,
        work: str,
        due: datetime,
        result: str,
        *,
        at_home: bool,
        work_units: int,
    ) -> None:
        self.assignee = assignee
        self.unit = unit
        self.head = assigned_by
        self.due = due
        self.at_home = at_home
        self.work_units = work_units
        self.stage = "assigned"
        self.round = 0
        self.submitted_at: datetime | None = None

    @event("Acknowledged")
    def acknowledge(self, assignee: UUID, unit: UUID) -> None:
        """The assignee takes notice."""
        self.stage = "acknowledged"

    @event("Reported")
    def report(self, assignee: UUID, unit: UUID, percent: int, note: str) -> None:
        """The assignee reports."""

    @event("Submitted")
    def submit(
        self, assignee: UUID, unit: UUID, round: int, output: str, signature: str, submitted_at: datetime
    ) -> None:
        """The assignee hands in a result."""
        self.stage = "submitted"
        self.round = round
        self.submitted_at = submitted_at

    @event("Completed")
    def complete(
        self, assignee: UUID, unit: UUID, approver: UUID, round: int, submitted_at: datetime
    ) -> None:
        """The head accepts it."""
        self.stage = "completed"


class Tasks(Application[UUID]):
    """The application of the documentation: get, call a method, save."""

    def __init__(self, env: dict[str, str]) -> None:
        super().__init__(env)
        self.ids: dict[str, UUID] = {}

    def step(self, number: int, step: int, name: str) -> None:
        """Do one step of a task's life, as one command."""
        self.save(self.stepped(number, step, name))

    def stepped(self, number: int, step: int, name: str) -> Task:
        """A task after a step of its life, not saved yet."""
        unit = number % HEADS
        person, head = named(members(unit)[number % 4]), named(f"H-{unit}")
        if step == 0:
            of = named(f"U-{unit}")
            task = Task(person, of, head, WORK, DUE_AT, RESULT, at_home=False, work_units=1)
            self.ids[name] = task.id
        else:
            task = self.repository.get(self.ids[name])
            self._go_on(task, step, person, head)
        return task

    @staticmethod
    def _go_on(task: Task, step: int, person: UUID, head: UUID) -> None:
        assert person == task.assignee
        of = (task.assignee, task.unit)
        match step:
            case 1:
                assert task.stage == "assigned"
                task.acknowledge(*of)
            case 2 | 3:
                assert task.stage == "acknowledged"
                task.report(*of, percent=30 * step, note="đúng tiến độ")
            case 4:
                assert task.stage == "acknowledged"
                now = Task.Event.create_timestamp()
                task.submit(*of, task.round + 1, "Tờ trình 1204", "SIG-1", now)
            case _:
                assert task.stage == "submitted"
                assert head == task.head
                assert task.submitted_at is not None
                task.complete(*of, head, task.round, task.submitted_at)


def lives(tasks: int, prefix: str = "T") -> Iterator[tuple[int, int, str]]:
    """The steps of tasks, interleaved as ``office.lives`` does."""
    for start in range(0, tasks, AT_ONCE):
        block = range(start, min(start + AT_ONCE, tasks))
        for step in range(STEPS):
            for number in block:
                yield number, step, f"{prefix}-{number}"


def fold(
    row: tuple[datetime, datetime | None, bool] | None, event: Any
) -> tuple[datetime, datetime | None, bool]:
    """When a task is due, when its result came, and whether it was accepted."""
    match type(event).__name__:
        case "Assigned":
            return event.due, None, False
        case "Submitted":
            assert row is not None
            return row[0], event.timestamp, row[2]
        case "Completed":
            assert row is not None
            return row[0], row[1], True
        case _:
            assert row is not None
            return row


def on_time(rows: dict[UUID, tuple[datetime, datetime | None, bool]]) -> tuple[int, int]:
    """How many of the completed were submitted by their due, and how many were completed."""
    done = [row for row in rows.values() if row[2]]
    return sum(1 for due, submitted, _ in done if submitted is not None and submitted <= due), len(done)

"""The same tasks as the documentation of eventsourcing shows them: an aggregate with decorated methods."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks.office import AT_ONCE, DUE, HEADS, RESULT, STEPS, WORK, members

DUE_AT = datetime.fromisoformat(DUE)


class Task(Aggregate):
    """A task with the checks that plain code would have."""

    @event("Assigned")
    def __init__(
        self, task: str, assignee: str, unit: str, assigned_by: str, work: str, due: datetime, result: str
    ):
        self.task = task
        self.assignee = assignee
        self.unit = unit
        self.head = assigned_by
        self.due = due
        self.stage = "assigned"
        self.round = 0

    @staticmethod
    def create_id(task: str) -> UUID:
        """A task's id in the store."""
        return uuid5(NAMESPACE_URL, f"/tasks/{task}")

    @event("Acknowledged")
    def acknowledge(self, task: str, assignee: str, unit: str) -> None:
        """The assignee takes notice."""
        self.stage = "acknowledged"

    @event("Reported")
    def report(self, task: str, assignee: str, unit: str, percent: int, note: str) -> None:
        """The assignee reports."""

    @event("Submitted")
    def submit(self, task: str, assignee: str, unit: str, round: int, output: str, signature: str) -> None:
        """The assignee hands in a result."""
        self.stage = "submitted"
        self.round = round

    @event("Completed")
    def complete(self, task: str, assignee: str, unit: str, approver: str, round: int) -> None:
        """The head accepts it."""
        self.stage = "completed"


class Tasks(Application[UUID]):
    """The application of the documentation: get, call a method, save."""

    def step(self, number: int, step: int, id: str) -> None:
        """Do one step of a task's life, as one command."""
        unit = f"U-{number % HEADS}"
        person, head = members(number % HEADS)[number % 4], f"H-{number % HEADS}"
        if step == 0:
            task = Task(id, person, unit, head, WORK, DUE_AT, RESULT)
        else:
            task = self.repository.get(Task.create_id(id))
            self._go_on(task, step, (id, person, unit), head)
        self.save(task)

    @staticmethod
    def _go_on(task: Task, step: int, of: tuple[str, str, str], head: str) -> None:
        assert of[1] == task.assignee
        match step:
            case 1:
                assert task.stage == "assigned"
                task.acknowledge(*of)
            case 2 | 3:
                assert task.stage == "acknowledged"
                task.report(*of, percent=30 * step, note="đúng tiến độ")
            case 4:
                assert task.stage == "acknowledged"
                task.submit(*of, round=task.round + 1, output="Tờ trình 1204", signature="SIG-1")
            case _:
                assert task.stage == "submitted"
                assert head == task.head
                task.complete(*of, approver=head, round=task.round)


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

"""How quickly commands are taken: one by one, and in chunks."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks import plain, raw_sqlite
from benchmarks.measure import Figure, Goal, in_turn
from benchmarks.office import STEPS, lives, office
from civicflow.core.filing import Receipt
from civicflow.flow import Flow
from civicflow.task.events import TaskCompleted

FULL = "fsync a command"


def on_sqlite(folder: Path, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """One command a transaction, and 256 commands a transaction, on SQLite with synchronous=FULL."""
    flow = office(folder / "civicflow")
    tasks_of_plain = plain.Tasks(
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "plain.db")}
    )
    rows: raw_sqlite.Rows = []
    numbers = count()

    def ours_singly() -> Callable[[], object]:
        orders = list(lives(tasks, f"S{next(numbers)}"))
        start = flow.store.log.head()

        def take() -> None:
            for order in orders:
                flow.execute(order.command, by=order.by)

        rows[:] = []
        starts.append(start)
        return take

    starts: list[int] = []

    def bare() -> Callable[[], object]:
        written = raw_sqlite.rows_written(folder / "civicflow", starts[-1])
        assert len(written) == tasks * STEPS
        return raw_sqlite.writer(folder / "civicflow", folder / f"raw-{next(numbers)}.db", written)

    def plainly() -> Callable[[], object]:
        steps = list(plain.lives(tasks, f"S{next(numbers)}"))

        def take() -> None:
            for number, step, name in steps:
                tasks_of_plain.step(number, step, name)

        return take

    def ours_in_chunks() -> Callable[[], object]:
        return _in_bulk(flow, list(lives(tasks * 10, f"B{next(numbers)}")))

    times = in_turn({"civicflow": ours_singly, "raw": bare, "plain": plainly, "bulk": ours_in_chunks}, rounds)
    _same_work(flow, tasks_of_plain, rounds * tasks * 11, rounds * tasks)
    commands = tasks * STEPS
    size = (folder / "civicflow" / "log.db").stat().st_size // flow.store.log.head()
    yield Figure(
        path="one command, one event, SQLite",
        unit="commands/s",
        civicflow=commands / times["civicflow"],
        plain=commands / times["plain"],
        raw=commands / times["raw"],
        goal=Goal(times_plain=1.5, share_of_raw=65),
        durability=FULL,
        bytes_an_event=size,
    )
    yield Figure(
        path="commands in chunks of 256, SQLite",
        unit="commands/s",
        civicflow=10 * commands / times["bulk"],
        plain=commands / times["plain"],
        goal=Goal(times_plain=10),
        durability="fsync a chunk",
    )
    flow.close()
    tasks_of_plain.close()


def _in_bulk(flow: Flow, orders: list) -> Callable[[], object]:  # type: ignore[type-arg]
    def take() -> None:
        for result in flow.execute_many(orders):
            assert isinstance(result, Receipt), result

    return take


def _same_work(flow: Flow, tasks_of_plain: plain.Tasks, ours: int, plains: int) -> None:
    """Nobody did less: every task of every variant was completed."""
    completed = sum(1 for _ in flow.store.log.read(0, flow.store.log.head(), [TaskCompleted.topic]))
    assert completed == ours, (completed, ours)
    notified = tasks_of_plain.recorder.select_notifications(start=None, limit=10_000_000)
    assert sum(each.topic.endswith("Completed") for each in notified) == plains

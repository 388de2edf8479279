"""How quickly commands are taken: one by one, and in chunks."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks import plain, raw_postgresql, raw_sqlite
from benchmarks.measure import Figure, Goal, in_turn
from benchmarks.office import STEPS, lives, office
from civicflow.core.command import Order
from civicflow.core.filing import Receipt
from civicflow.flow import Flow
from civicflow.task.events import TaskCompleted

BULK = 10
"""So many times as many tasks are taken in bulk."""


def on_sqlite(folder: Path, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """One command a transaction, and 256 commands a transaction, on SQLite with synchronous=FULL."""
    store = folder / "civicflow"
    flow = office(store)
    writer = raw_sqlite.Writer(store, folder / "raw.db")
    app = plain.Tasks(
        {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "plain.db")}
    )

    def bare(after: int) -> Callable[[], object]:
        rows = raw_sqlite.rows_written(store, after)
        assert len(rows) == tasks * STEPS
        return partial(writer.write, rows)

    times = _measured(flow, app, bare, tasks=tasks, rounds=rounds)
    commands = tasks * STEPS
    yield Figure(
        path="one command, one event, SQLite",
        unit="commands/s",
        civicflow=commands / times["civicflow"],
        plain=commands / times["plain"],
        raw=commands / times["raw"],
        goal=Goal(times_plain=1.5, share_of_raw=65),
        durability="fsync a command",
        bytes_an_event=raw_sqlite.size(store) // flow.store.log.head(),
    )
    yield Figure(
        path="commands in chunks of 256, SQLite",
        unit="commands/s",
        civicflow=BULK * commands / times["bulk"],
        plain=commands / times["plain"],
        goal=Goal(times_plain=10),
        durability="fsync a chunk",
    )
    writer.close()
    flow.close()
    app.close()


def on_postgresql(address: str, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """One command a transaction in one round trip, on a server with fsync and synchronous_commit on."""
    flow = office(address)
    app = plain.Tasks(raw_postgresql.environment(address))

    def bare(after: int) -> Callable[[], object]:
        rows = raw_postgresql.rows_written(address, after)
        assert len(rows) == tasks * STEPS
        return raw_postgresql.writer(address, rows)

    times = _measured(flow, app, bare, tasks=tasks, rounds=rounds)
    commands = tasks * STEPS
    yield Figure(
        path="one command, one round trip, PostgreSQL",
        unit="commands/s",
        civicflow=commands / times["civicflow"],
        plain=commands / times["plain"],
        raw=commands / times["raw"],
        goal=Goal(times_plain=3, share_of_raw=55),
        durability="fsync a command",
        note=f"in chunks of 256: {BULK * commands / times['bulk']:,.0f} commands/s",
    )
    flow.close()
    app.close()


def _measured(
    flow: Flow, app: plain.Tasks, bare: Callable[[int], Callable[[], object]], *, tasks: int, rounds: int
) -> dict[str, float]:
    numbers, starts = count(), [0]

    def singly() -> Callable[[], object]:
        starts.append(flow.store.log.head())
        orders = list(lives(tasks, f"S{next(numbers)}"))
        return lambda: [flow.execute(order.command, by=order.by) for order in orders]

    def plainly() -> Callable[[], object]:
        steps = list(plain.lives(tasks, f"S{next(numbers)}"))
        return lambda: [app.step(*step) for step in steps]  # type: ignore[func-returns-value]  # steps return nothing, and are counted

    def in_bulk() -> Callable[[], object]:
        orders = list(lives(tasks * BULK, f"B{next(numbers)}"))
        return lambda: take_all(flow, orders)

    times = in_turn(
        {"civicflow": singly, "raw": lambda: bare(starts[-1]), "plain": plainly, "bulk": in_bulk}, rounds
    )
    _same_work(flow, app, (rounds + 1) * tasks * (1 + BULK), (rounds + 1) * tasks)
    return times


def take_all(flow: Flow, orders: Iterable[Order]) -> None:
    """Take orders in bulk; none may be refused."""
    for result in flow.execute_many(orders):
        assert isinstance(result, Receipt), result


def _same_work(flow: Flow, app: plain.Tasks, ours: int, plains: int) -> None:
    """Nobody did less: every task of every variant was completed."""
    log = flow.store.log
    completed = sum(isinstance(event, TaskCompleted) for _, event in log.read(0, log.head()))
    assert completed == ours, (completed, ours)
    notified = app.recorder.select_notifications(start=None, limit=10_000_000)
    assert sum(each.topic.endswith("Completed") for each in notified) == plains

"""How quickly the past is told again: typed replay of one view, and bringing its table up to date exactly once."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore
from eventsourcing.sqlite import SQLiteDatastore

from benchmarks import on_time, plain, raw_postgresql, raw_sqlite
from benchmarks.commands import take_all
from benchmarks.measure import Figure, Goal, in_turn
from benchmarks.office import AT_ONCE, STEPS, lives, office
from benchmarks.plain_views import OnTimeServerTable, OnTimeTable
from civicflow.core.module import Module
from civicflow.core.question import AnyView
from civicflow.flow import Flow
from civicflow.storage.folding import folded
from civicflow.views import task_history

PAGE = 1_000

PLAIN_TOPICS = tuple(
    f"{plain.Task.__module__}:Task.{name}" for name in ("Assigned", "Submitted", "Completed")
)
"""What plain's own view needs."""

PLAIN_EVENTS = 1_200
"""So many events plain follows in a round; one transaction each is slow enough."""


def filled(store: str | Path, app: plain.Tasks, tasks: int) -> Flow:
    """The same tasks from assignment to completion in both stores."""
    flow = office(store, Module(name="benchmark", views=(on_time.VIEW,)))
    take_all(flow, lives(tasks))
    steps = plain.lives(tasks)
    while block := list(islice(steps, AT_ONCE)):
        app.save(*(app.stepped(*step) for step in block))
    return flow


def selected(view: AnyView) -> str:
    """What our reader selects for a view."""
    topics = ",".join(repr(topic) for topic in view.topics)
    return f"SELECT topic, body, position, occurred_at, recorded_at FROM log WHERE topic IN ({topics}) ORDER BY position"


def counted_from_steps(rows: Any) -> tuple[int, int]:
    """How many of the completed were submitted by their due, and how many were completed, from all of their steps."""
    good = done = 0
    for row in rows:
        due = submitted = completed = None
        for step in row.history:
            if step.deed == "assigned":
                due = step.moment
            elif step.deed == "submitted":
                submitted = step.occurred
            elif step.deed == "completed":
                completed = step
        done += completed is not None
        good += completed is not None and submitted is not None and due is not None and submitted <= due
    return good, done


VIEWS: tuple[tuple[str, AnyView, Callable[[Any], tuple[int, int]]], ...] = (
    ("one view", on_time.VIEW, on_time.counted),
    ("every step of a task", task_history.VIEW, counted_from_steps),
)
"""The view that plain folds, which has the goals; and what the library itself keeps of a task, which is more."""


def plains(app: plain.Tasks, topics: Sequence[str] = ()) -> tuple[int, int]:
    """Fold the same view as plain eventsourcing does: page by page, mapper, fold."""
    rows: dict[UUID, Any] = {}
    start: int | None = 1
    while start is not None:
        page = app.recorder.select_notifications(start=start, limit=PAGE, topics=topics)
        for notification in page:
            event = app.mapper.to_domain_event(notification)
            rows[event.originator_id] = plain.fold(rows.get(event.originator_id), event)
        start = page[-1].id + 1 if page else None
    return plain.on_time(rows)


def on_sqlite(folder: Path, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """Bytes, attrs, fold, answer."""
    app = plain.Tasks(
        {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "plain.db")}
    )
    flow = filled(folder / "civicflow", app, tasks)
    read = partial(raw_sqlite.reader, folder / "civicflow")
    yield from _replayed(
        "SQLite", flow, app, read, tasks=tasks, rounds=rounds, goal=Goal(times_plain=6, share_of_raw=30)
    )
    place = folder / "plain-view.db"

    def empty() -> OnTimeTable:
        for old in folder.glob("plain-view.db*"):
            old.unlink()
        return OnTimeTable(SQLiteDatastore(str(place)))

    yield from _caught_up("SQLite", flow, app, empty, tasks=tasks, rounds=rounds)
    flow.close()
    app.close()


def on_postgresql(address: str, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """The same on a server."""
    server = raw_postgresql.environment(address)
    app = plain.Tasks(server)
    flow = filled(address, app, tasks)
    read = partial(raw_postgresql.reader, address)
    yield from _replayed("PostgreSQL", flow, app, read, tasks=tasks, rounds=rounds, goal=Goal(times_plain=5))

    def empty() -> OnTimeServerTable:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP TABLE IF EXISTS on_time, tracking")
        datastore = PostgresDatastore(
            server["POSTGRES_DBNAME"],
            server["POSTGRES_HOST"],
            server["POSTGRES_PORT"],
            server["POSTGRES_USER"],
            server["POSTGRES_PASSWORD"],
        )
        return OnTimeServerTable(datastore, tracking_table_name="tracking")

    yield from _caught_up("PostgreSQL", flow, app, empty, tasks=tasks, rounds=rounds)
    flow.close()
    app.close()


def _replayed(
    where: str,
    flow: Flow,
    app: plain.Tasks,
    reader: Callable[[str], Callable[[], int]],
    *,
    tasks: int,
    rounds: int,
    goal: Goal,
) -> Iterator[Figure]:
    log = flow.store.log
    for told, view, answer in VIEWS:

        def ours(view: AnyView = view, answer: Callable[[Any], tuple[int, int]] = answer) -> tuple[int, int]:
            return answer(folded(log, view, until=log.head()).values())

        read = reader(selected(view))
        wanted, events = read(), tasks * STEPS
        assert ours() == plains(app) == plains(app, PLAIN_TOPICS) == (tasks, tasks)
        variants: dict[str, Callable[[], object]] = {
            "civicflow": ours,
            "plain": lambda: plains(app),
            "raw": read,
            "filtered": lambda: plains(app, PLAIN_TOPICS),
        }
        times = in_turn({name: partial(_ready, work) for name, work in variants.items()}, rounds)
        yield Figure(
            path=f"typed replay of {told}, {where}",
            unit="events/s",
            civicflow=events / times["civicflow"],
            plain=events / times["plain"],
            raw=events / times["raw"],
            goal=goal if view is on_time.VIEW else Goal(),
            note=f"{wanted} of {events} events concern the view, all are counted; "
            f"plain, when it leaves out what its own view does not need: {events / times['filtered']:,.0f}",
        )


def _ready(work: Callable[[], object]) -> Callable[[], object]:
    return work


def _caught_up(
    where: str,
    flow: Flow,
    app: plain.Tasks,
    empty: Callable[[], "OnTimeTable | OnTimeServerTable"],
    *,
    tasks: int,
    rounds: int,
) -> Iterator[Figure]:
    views = flow.store.views
    assert views is not None
    notifications = app.recorder.select_notifications(start=1, limit=PLAIN_EVENTS)
    followed: list[int] = []

    def prepared() -> Callable[[], object]:
        table = empty()
        table.create_table()

        def follow() -> None:
            for notification in notifications:
                table.follow(app.mapper.to_domain_event(notification), Tracking(app.name, notification.id))
            followed.append(table.count())
            table.datastore.close()

        return follow

    built = {told: partial(views.rebuild, view.name) for told, view, _ in VIEWS}
    times = in_turn(
        {told: partial(_ready, build) for told, build in built.items()} | {"plain": prepared}, rounds
    )
    assert set(followed) == {PLAIN_EVENTS // STEPS}
    for told, view, answer in VIEWS:
        with views.reading([view]) as reading:
            assert answer(reading.rows(view)) == (tasks, tasks)
        yield Figure(
            path=f"exactly-once catch-up of {told}, {where}",
            unit="events/s",
            civicflow=tasks * STEPS / times[told],
            plain=PLAIN_EVENTS / times["plain"],
            goal=Goal(times_plain=100) if view is on_time.VIEW else Goal(),
            durability="rows and position in one transaction: ours a batch, plain an event",
        )

"""How quickly the past is told again: typed replay of one view, and bringing its table up to date exactly once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore
from eventsourcing.sqlite import SQLiteDatastore

from benchmarks import plain, raw_postgresql, raw_sqlite
from benchmarks.commands import take_all
from benchmarks.measure import Figure, Goal, in_turn
from benchmarks.office import STEPS, lives, office
from benchmarks.plain_views import OnTimeServerTable, OnTimeTable
from civicflow.flow import Flow
from civicflow.storage.folding import folded
from civicflow.views import task_history

SELECTED = (
    "SELECT topic, body, position, occurred_at, recorded_at FROM log WHERE topic IN "
    f"({','.join(repr(topic) for topic in task_history.VIEW.topics)}) ORDER BY position"
)
"""What our reader selects for this view."""

PAGE = 1_000

PLAIN_EVENTS = 1_200
"""So many events plain follows in a round; one transaction each is slow enough."""


def filled(store: str | Path, app: plain.Tasks, tasks: int) -> Flow:
    """The same tasks from assignment to completion in both stores."""
    flow = office(store)
    take_all(flow, lives(tasks))
    for step in plain.lives(tasks):
        app.step(*step)
    return flow


def ours(flow: Flow) -> tuple[int, int]:
    """Fold our view from the log and count what was on time."""
    rows = folded(flow.store.log, task_history.VIEW, until=flow.store.log.head())
    return on_time(rows.values())


def on_time(rows: Any) -> tuple[int, int]:
    """How many of the completed were submitted by their due, and how many were completed."""
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


def plains(app: plain.Tasks) -> tuple[int, int]:
    """Fold the same view as plain eventsourcing does: page by page, mapper, fold."""
    rows: dict[UUID, Any] = {}
    start: int | None = 1
    while start is not None:
        page = app.recorder.select_notifications(start=start, limit=PAGE)
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
    assert ours(flow) == plains(app) == (tasks, tasks)
    read = raw_sqlite.reader(folder / "civicflow", SELECTED)
    wanted = read()
    variants: dict[str, Callable[[], Callable[[], object]]] = {
        "civicflow": lambda: lambda: ours(flow),
        "plain": lambda: lambda: plains(app),
        "raw": lambda: read,
    }
    times = in_turn(variants, rounds)
    events = tasks * STEPS
    yield Figure(
        path="typed replay of one view, SQLite",
        unit="events/s",
        civicflow=events / times["civicflow"],
        plain=events / times["plain"],
        raw=events / times["raw"],
        goal=Goal(times_plain=6, share_of_raw=30),
        note=f"{wanted} of {events} events concern the view; all are counted",
    )
    place = folder / "plain-view.db"

    def empty() -> OnTimeTable:
        for old in folder.glob("plain-view.db*"):
            old.unlink()
        return OnTimeTable(SQLiteDatastore(str(place)))

    yield _catch_up("SQLite", flow, app, empty, tasks=tasks, rounds=rounds)
    flow.close()
    app.close()


def on_postgresql(address: str, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """The same on a server."""
    app = plain.Tasks(raw_postgresql.environment(address))
    flow = filled(address, app, tasks)
    assert ours(flow) == plains(app) == (tasks, tasks)
    read = raw_postgresql.reader(address, SELECTED)
    times = in_turn(
        {"civicflow": lambda: lambda: ours(flow), "plain": lambda: lambda: plains(app), "raw": lambda: read},
        rounds,
    )
    events = tasks * STEPS
    yield Figure(
        path="typed replay of one view, PostgreSQL",
        unit="events/s",
        civicflow=events / times["civicflow"],
        plain=events / times["plain"],
        raw=events / times["raw"],
        goal=Goal(times_plain=5),
    )
    server = raw_postgresql.environment(address)

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

    yield _catch_up("PostgreSQL", flow, app, empty, tasks=tasks, rounds=rounds)
    flow.close()
    app.close()


def _catch_up(
    where: str,
    flow: Flow,
    app: plain.Tasks,
    empty: Callable[[], "OnTimeTable | OnTimeServerTable"],
    *,
    tasks: int,
    rounds: int,
) -> Figure:
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

    times = in_turn(
        {"civicflow": lambda: lambda: views.rebuild(task_history.VIEW.name), "plain": prepared}, rounds
    )
    with views.reading([task_history.VIEW]) as reading:
        assert on_time(reading.rows(task_history.VIEW)) == (tasks, tasks)
    assert set(followed) == {PLAIN_EVENTS // STEPS}
    return Figure(
        path=f"exactly-once catch-up of one view, {where}",
        unit="events/s",
        civicflow=tasks * STEPS / times["civicflow"],
        plain=PLAIN_EVENTS / times["plain"],
        goal=Goal(times_plain=100),
        durability="rows and position in one transaction: ours a batch, plain an event",
    )

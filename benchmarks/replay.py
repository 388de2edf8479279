"""How quickly the past is told again: typed replay of one view, and bringing its table up to date exactly once."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

from benchmarks import plain, raw_sqlite
from benchmarks.measure import Figure, Goal, in_turn
from benchmarks.office import STEPS, lives, office
from civicflow.core.filing import Receipt
from civicflow.flow import Flow
from civicflow.storage.folding import folded
from civicflow.views import task_history

SELECTED = (
    "SELECT topic, body, position, occurred_at, recorded_at FROM log WHERE topic IN "
    f"({','.join(repr(topic) for topic in task_history.VIEW.topics)}) ORDER BY position"
)
"""What our reader selects for this view."""

PAGE = 1_000


def filled(folder: Path, tasks: int) -> tuple[Flow, plain.Tasks]:
    """The same tasks from assignment to completion in both stores."""
    flow = office(folder / "civicflow")
    for result in flow.execute_many(lives(tasks)):
        assert isinstance(result, Receipt), result
    tasks_of_plain = plain.Tasks(
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "plain.db")}
    )
    for number, step, name in plain.lives(tasks):
        tasks_of_plain.step(number, step, name)
    return flow, tasks_of_plain


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
            match step.deed:
                case "assigned":
                    due = step.moment
                case "submitted":
                    submitted = step.at.occurred
                case "completed":
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
            id = event.originator_id
            rows[id] = plain.fold(rows.get(id), event)
        start = page[-1].id + 1 if page else None
    return plain.on_time(rows)


def replay_on_sqlite(folder: Path, *, tasks: int, rounds: int) -> Iterator[Figure]:
    """Bytes, attrs, fold, answer."""
    flow, app = filled(folder, tasks)
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
    yield from _catch_up_on_sqlite(folder, flow, app, tasks=tasks, rounds=rounds)
    flow.close()
    app.close()


class OnTimeTable(SQLiteTrackingRecorder):
    """A view as the documentation of eventsourcing shows it: rows and tracking in one transaction an event."""

    def construct_create_table_statements(self) -> list[str]:
        """The table of the view."""
        statements = super().construct_create_table_statements()
        statements.append(
            "CREATE TABLE IF NOT EXISTS on_time (id TEXT PRIMARY KEY, due TEXT, submitted TEXT, done INTEGER)"
        )
        return statements

    def follow(self, event: Any, tracking: Tracking) -> None:
        """Take one event."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            self._fold(cursor, event)

    @staticmethod
    def _fold(cursor: Any, event: Any) -> None:
        id = str(event.originator_id)
        match type(event).__name__:
            case "Assigned":
                cursor.execute("INSERT INTO on_time VALUES (?,?,NULL,0)", (id, event.due.isoformat()))
            case "Submitted":
                cursor.execute("UPDATE on_time SET submitted=? WHERE id=?", (event.timestamp.isoformat(), id))
            case "Completed":
                cursor.execute("UPDATE on_time SET done=1 WHERE id=?", (id,))


PLAIN_EVENTS = 1_200
"""So many events plain follows in a round; one transaction each is slow enough."""


def _catch_up_on_sqlite(
    folder: Path, flow: Flow, app: plain.Tasks, *, tasks: int, rounds: int
) -> Iterator[Figure]:
    views = flow.store.views
    assert views is not None

    def rebuilt() -> Callable[[], object]:
        return lambda: views.rebuild(task_history.VIEW.name)

    def followed() -> Callable[[], object]:
        place = folder / "plain-view.db"
        for old in folder.glob("plain-view.db*"):
            old.unlink()
        table = OnTimeTable(SQLiteDatastore(str(place)))
        table.create_table()
        notifications = app.recorder.select_notifications(start=1, limit=PLAIN_EVENTS)

        def follow() -> None:
            for notification in notifications:
                event = app.mapper.to_domain_event(notification)
                table.follow(event, Tracking(app.name, notification.id))
            table.datastore.close()

        return follow

    times = in_turn({"civicflow": rebuilt, "plain": followed}, rounds)
    with views.reading([task_history.VIEW]) as reading:
        assert on_time(reading.rows(task_history.VIEW)) == (tasks, tasks)
    with sqlite3.connect(folder / "plain-view.db") as view:
        ((done,),) = view.execute("SELECT count(*) FROM on_time WHERE due IS NOT NULL").fetchall()
    view.close()
    assert done == PLAIN_EVENTS // STEPS
    yield Figure(
        path="exactly-once catch-up of one view, SQLite",
        unit="events/s",
        civicflow=tasks * STEPS / times["civicflow"],
        plain=PLAIN_EVENTS / times["plain"],
        goal=Goal(times_plain=100),
        durability="rows and position in one transaction; ours a batch, plain an event",
    )

"""A view that changes is built anew beside the old one, and takes its place in one transaction or not at all."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.errors import LockTimeoutError, UnknownNameError
from civicflow.storage.readings import LiveReading
from civicflow.storage.view_tables_postgresql import PostgreSQLTables
from civicflow.storage.view_tables_sqlite import SQLiteTables
from civicflow.storage.views import Views
from tests.storage.permits import (
    MODULE,
    OFFICES,
    PERMITS,
    Permit,
    PermitFiled,
    PermitMoved,
    filed,
    live,
    many,
    open_register,
    replayed,
    write,
)


@frozen(kw_only=True)
class Busy:
    """An office in a later release: another row, another fold."""

    name: str
    received: int
    busiest: bool


def busy_fold(row: Busy | None, event: Event, at: At) -> Busy | None:
    """The later fold."""
    if not isinstance(event, PermitFiled):
        return row
    received = 1 if row is None else row.received + 1
    return Busy(name=event.office, received=received, busiest=received > 3)


LATER: View[Busy] = View(
    name="offices",
    version=2,
    row=Busy,
    subjects={PermitFiled: lambda event: event.office},
    fold=busy_fold,
)


def generations(views: Views) -> list[tuple[str, int, bool]]:
    """The generations that there are: of which view, which, and whether it answers."""
    with views._tables.reading() as page:
        return [(each.view, each.number, each.live) for each in page.generations()]


def test_a_new_version_is_built_beside_the_old_one_which_answers_until_the_switch(place):
    """In between both are there; afterwards only the new one is."""
    register = open_register()
    write(register.log, many(30))
    old = Views(register.log, (OFFICES,), place())
    before = live(old, OFFICES)
    new = Views(register.log, (LATER,), place(), batch=10)
    seen = []

    def watch(position: int, until: int) -> None:
        with old.reading((OFFICES,)) as reading:
            seen.append((isinstance(reading, LiveReading), [*reading.rows(OFFICES)] == before))

    assert new._upkeep.catch_up((LATER,), watch)
    assert len(seen) > 2
    assert set(seen) == {(True, True)}
    assert live(new, LATER) == replayed(register.log, LATER)
    assert generations(new) == [("offices", 2, True)]


def test_an_older_release_folds_the_log_and_leaves_the_newer_table_alone(place):
    """Two releases at work at once do not take each other's tables away."""
    register = open_register()
    write(register.log, many(10))
    new = Views(register.log, (LATER,), place())
    live(new, LATER)
    old = Views(register.log, (OFFICES,), place())

    with old.reading((OFFICES,)) as reading:
        assert not isinstance(reading, LiveReading)
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES)
    assert generations(new) == [("offices", 1, True)]
    assert live(new, LATER) == replayed(register.log, LATER)


def test_other_columns_under_the_same_version_are_built_anew_too(place):
    """Whoever forgot to raise the version is not answered from a table that does not fit."""
    register = open_register()
    write(register.log, many(10))
    live(Views(register.log, (OFFICES,), place()), OFFICES)
    forgotten = evolve(LATER, version=1)
    views = Views(register.log, (forgotten,), place())

    assert live(views, forgotten) == replayed(register.log, forgotten)
    assert generations(views) == [("offices", 2, True)]


def test_an_abandoned_building_is_cleaned_up_at_the_next(place):
    """What a release began and a still later one no longer needs does not lie about."""
    register = open_register()
    write(register.log, many(10))
    live(Views(register.log, (OFFICES,), place()), OFFICES)

    def die(position: int, until: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(register.log, (LATER,), place(), batch=5).catch_up(die)
    latest = evolve(LATER, version=3)
    views = Views(register.log, (latest,), place())

    assert generations(views) == [("offices", 1, True), ("offices", 2, False)]
    assert live(views, latest) == replayed(register.log, latest)
    assert [live for *_, live in generations(views)] == [True]


def test_a_rebuild_makes_a_table_anew_while_the_old_one_answers(place):
    """What was wrong in it is right again, and whoever reads meanwhile is not disturbed."""
    register = open_register()
    write(register.log, many(30))
    views = Views(register.log, (PERMITS,), place(), batch=10)
    live(views, PERMITS)
    other = Views(register.log, (PERMITS,), place())
    seen: list[bool] = []

    def watch(position: int, until: int) -> None:
        if len(seen) < 20:  # the log goes on while it is built
            write(register.log, [filed(f"Q-{len(seen)}")])
        seen.append(live(other, PERMITS) == replayed(register.log, PERMITS))

    assert views.rebuild("permits", watch)
    assert len(seen) > 20
    assert all(seen)
    assert generations(views) == [("permits", 2, True)]
    assert live(views, PERMITS) == replayed(register.log, PERMITS)


def test_a_rebuild_that_meets_what_it_cannot_fold_leaves_the_old_generation(place):
    """The status says why; the table that there was goes on answering."""
    register = open_register()
    write(register.log, [filed("P-1"), PermitMoved(permit="P-1", out_of="O-1", into="O-2")])
    views = Views(register.log, (PERMITS,), place())
    before = live(views, PERMITS)

    def worse(row: Permit | None, event: Event, at: At) -> Permit | None:
        raise OSError("not today")

    worsened = Views(register.log, (evolve(PERMITS, fold=worse),), place())

    assert not worsened.rebuild("permits")
    assert worsened.status()[0].last_error == "OSError: not today"
    assert worsened.status()[0].generation == 1
    assert live(views, PERMITS) == before


def test_a_rebuild_waits_for_the_lock_no_longer_than_it_may(place):
    """It says so, since nobody has asked for a slow answer instead."""
    register = open_register()
    views, other = Views(register.log, (PERMITS,), place()), place()

    with other.writing(), pytest.raises(LockTimeoutError):
        views.rebuild("permits")


def test_only_a_view_that_there_is_can_be_rebuilt(place):
    """A mistyped name is not a success."""
    with pytest.raises(UnknownNameError):
        Views(open_register().log, (PERMITS,), place()).rebuild("permit")


def test_a_view_that_is_ahead_of_the_log_is_built_anew(place):
    """The log was restored from a backup: rows of events that never happened are gone."""
    register, restored = open_register(), open_register()
    write(register.log, many(20))
    write(restored.log, many(8))
    live(Views(register.log, (PERMITS,), place()), PERMITS)
    views = Views(restored.log, (PERMITS,), place())

    assert live(views, PERMITS) == replayed(restored.log, PERMITS)
    assert generations(views) == [("permits", 2, True)]


REBUILDING = """
import sys
from time import sleep
from tests.storage.permits import MODULE, open_register, view_tables
from civicflow.storage.views import Views
from pathlib import Path

def tell(position, until):
    print(position, flush=True)
    sleep(0.05)

kind, address = sys.argv[1:]
register = open_register(address)
with view_tables(kind, Path(address), address) as tables:
    Views(register.log, MODULE.views, tables, batch=20).rebuild("permits", tell)
"""


def killed_rebuild(kind: str, address: str, batches: int) -> None:
    """Rebuild a view in a process of its own, and kill that when it has written a few batches."""
    process = subprocess.Popen(
        [sys.executable, "-c", REBUILDING, kind, address],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        for _ in range(batches):
            assert process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_rebuild_that_is_killed_changes_nothing_that_readers_see(kind, tmp_path, request):
    """They read the old generation as before; the next rebuild clears away what was left and comes to its end."""
    address = str(tmp_path) if kind == "sqlite" else request.getfixturevalue("postgres_schema_url")
    register = open_register(address)
    write(register.log, many(80))
    views = register.views
    assert views is not None
    before = live(views, PERMITS)
    killed_rebuild(kind, address, batches=3)

    assert generations(views) == [("permits", 1, True), ("permits", 2, False)]
    assert views.status()[0].generation == 1
    assert 0 < (views.status()[0].building or 0) < register.log.head()
    assert live(views, PERMITS) == before
    assert list(views.compare()) == []
    assert views.rebuild("permits")
    assert generations(views) == [("permits", 2, True)]
    assert live(views, PERMITS) == before
    register.close()


def test_other_tools_read_a_view_under_its_own_name_on_sqlite(tmp_path):
    """The SQL view stands for whichever generation is live, with its columns."""
    register = open_register()
    write(register.log, many(10))
    tables = SQLiteTables(tmp_path / "views.db")
    live(Views(register.log, (OFFICES,), tables), OFFICES)
    with closing(sqlite3.connect(tmp_path / "views.db")) as tool:
        tool.row_factory = sqlite3.Row
        old = tool.execute("SELECT * FROM offices ORDER BY name").fetchall()
        live(Views(register.log, (LATER,), tables), LATER)
        new = tool.execute("SELECT * FROM offices ORDER BY name").fetchall()

    assert old[0].keys() == ["name", "received", "given_away", "last"]
    assert new[0].keys() == ["name", "received", "busiest"]
    assert [row["received"] for row in new] == [row.received for row in replayed(register.log, LATER)]
    tables.close()


def test_what_was_granted_on_a_view_outlives_a_rebuild_on_postgresql(view_address):
    """A reporting tool's right to read is given once."""
    register = open_register()
    write(register.log, many(10))
    tables = PostgreSQLTables(view_address, schema="granted")
    views = Views(register.log, (OFFICES,), tables)
    live(views, OFFICES)
    with psycopg.connect(view_address, autocommit=True) as tool:
        tool.execute("GRANT SELECT ON granted.offices TO PUBLIC")
        views.rebuild("offices")
        granted = "SELECT has_table_privilege('pg_monitor', 'granted.offices', 'SELECT'), count(*) FROM granted.offices"
        found = tool.execute(granted).fetchone()

    assert found == (True, len(replayed(register.log, OFFICES)))
    tables.close()


def test_a_reader_that_takes_its_time_does_not_hold_up_the_switch_on_postgresql(view_address):
    """The old table is left until nobody reads it, and goes with the next switch."""
    register = open_register()
    write(register.log, many(10))
    tables = PostgreSQLTables(view_address, schema="slow", patience=0.3)
    views = Views(register.log, (OFFICES,), tables)
    live(views, OFFICES)

    with views.reading((OFFICES,)) as reading:
        assert views.rebuild("offices")
        assert [*reading.rows(OFFICES)] == replayed(register.log, OFFICES)
    assert generations(views) == [("offices", 1, False), ("offices", 2, True)]
    assert views.rebuild("offices")
    assert generations(views) == [("offices", 3, True)]
    tables.close()


def test_a_table_that_is_gone_before_it_was_read_is_noticed_on_postgresql(view_address):
    """Between looking which generation answers and reading it, another process may have switched."""
    register = open_register()
    write(register.log, many(3))
    tables = PostgreSQLTables(view_address, schema="gone")
    views = Views(register.log, (OFFICES,), tables)
    live(views, OFFICES)

    with tables.reading() as page:
        (standing,) = page.generations()
        assert views.rebuild("offices")
        assert not page.hold(standing)
    assert [status.rows for status in views.status()] == [len(replayed(register.log, OFFICES))]
    tables.close()


def test_a_server_that_was_away_is_found_again(view_address):
    """A connection that the server has closed is replaced; nobody need open the store again."""
    register = open_register()
    write(register.log, many(3))
    tables = PostgreSQLTables(view_address, schema="away")
    views = Views(register.log, MODULE.views, tables)
    before = live(views, PERMITS)
    with psycopg.connect(view_address, autocommit=True) as tool:
        tool.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'civicflow views' AND pid <> pg_backend_pid()"
        )

    assert live(views, PERMITS) == before
    tables.close()

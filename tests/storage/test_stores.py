"""A store is laid out once, refuses what another release laid out, and can be read where nothing may be written."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from civicflow.errors import (
    ConnectionLostError,
    InvalidInputError,
    LockTimeoutError,
    ReadOnlyError,
    StoreVersionError,
    UnsafeServerError,
)
from civicflow.storage.layout import LAYOUT
from civicflow.storage.stores import migrate
from tests.postgres_server import installed_binaries, packaged_binaries, started_server
from tests.storage.letters import NOON, NOW, answered, filing, opened, received

ROOT = Path(__file__).parents[2]
OPENING = """
import sys
from tests.storage.letters import filing, opened, received, NOW
number, address = sys.argv[1:]
sys.stdin.readline()
with opened(address) as store:
    print(store.log.append(filing(received(f"L-{number}"), command_id=f"c-{number}"), NOW).first)
"""


def given_layout(address: str, version: int) -> None:
    """Let a store say that it was laid out by another release."""
    if address.startswith("postgresql:"):
        with psycopg.connect(address) as server:
            server.execute("UPDATE civicflow.layout SET version = %s", (version,))
    else:
        with closing(sqlite3.connect(Path(address) / "log.db")) as file:
            file.execute(f"PRAGMA user_version={version}")


def test_eight_processes_open_a_new_store_at_once(lasting_address):
    """One lays it out, the others wait, and each files its letter."""
    command = [sys.executable, "-c", OPENING]
    processes = [
        subprocess.Popen(
            [*command, str(number), lasting_address], stdin=-1, stdout=-1, stderr=-1, text=True, cwd=ROOT
        )
        for number in range(8)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=60) for process in processes]

    assert [errors for _, errors in outputs if errors] == []
    assert sorted(int(position) for position, _ in outputs) == list(range(1, 9))


def test_a_store_that_is_opened_again_is_as_it_was_left(lasting_address):
    """What was filed is there, and filing goes on after it."""
    with opened(lasting_address) as store:
        store.log.append(filing(received()), NOW)
    with opened(lasting_address) as store:
        store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
        assert [event for _, event in store.log.read(0, 9)] == [received(), answered()]


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_store_asks_for_migrate(lasting_address, read_only):
    """Nobody's tables are changed by opening them; after `civicflow migrate` the store opens as before."""
    with opened(lasting_address) as store:
        store.log.append(filing(received()), NOW)
    given_layout(lasting_address, 0)

    with pytest.raises(StoreVersionError) as raised, opened(lasting_address, read_only=read_only):
        pass
    migrate(lasting_address)

    assert raised.value.parameters == {"found": 0, "wanted": LAYOUT, "needed": "civicflow migrate"}
    with opened(lasting_address, read_only=read_only) as store:
        assert store.log.head() == 1


def test_a_newer_store_asks_for_a_newer_civicflow(lasting_address):
    """Neither opening nor migrating touches what a newer release laid out."""
    migrate(lasting_address)
    given_layout(lasting_address, LAYOUT + 1)

    with pytest.raises(StoreVersionError) as raised, opened(lasting_address):
        pass
    with pytest.raises(StoreVersionError):
        migrate(lasting_address)

    assert raised.value.parameters == {"found": LAYOUT + 1, "wanted": LAYOUT, "needed": "a newer civicflow"}


def test_migrating_memory_is_nothing_to_do():
    """Memory has no past."""
    migrate(":memory:")


def test_a_store_says_how_it_stands(address):
    """Its last position, when that was recorded, and the version of its tables."""
    with opened(address) as store:
        empty = store.status()
        store.log.append(filing(received(), answered()), NOW)
        status = store.status()

    assert (empty.position, empty.recorded_at, empty.layout) == (0, None, LAYOUT)
    assert (status.position, status.recorded_at, status.layout) == (2, NOON, LAYOUT)


def test_a_store_opened_for_reading_takes_no_commands(lasting_address):
    """It answers, and refuses whatever would write."""
    with opened(lasting_address) as store:
        store.log.append(filing(received()), NOW)

    with opened(lasting_address, read_only=True) as store:
        assert [event for _, event in store.log.read(0, 9)] == [received()]
        with pytest.raises(ReadOnlyError):
            store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
        with pytest.raises(ReadOnlyError), store.log.lock():
            pass
        with pytest.raises(ReadOnlyError):
            store.people.erase("E-1")
        assert store.status().position == 1


def test_memory_opened_for_reading_takes_no_commands():
    """As any store."""
    with opened(":memory:", read_only=True) as store, pytest.raises(ReadOnlyError):
        store.log.append(filing(received()), NOW)


def test_where_there_is_no_store_there_is_nothing_to_read(lasting_address):
    """Reading makes no store."""
    with pytest.raises(ReadOnlyError), opened(lasting_address, read_only=True):
        pass

    assert lasting_address.startswith("postgresql:") or not Path(lasting_address).exists()


def test_rows_of_the_log_cannot_be_changed_or_cut(lasting_address):
    """Not even by hand."""
    with opened(lasting_address) as store:
        store.log.append(filing(received()), NOW)
    server = lasting_address.startswith("postgresql:")
    changes = ["UPDATE log SET body = ''", "DELETE FROM log", *(["TRUNCATE log"] if server else [])]

    for change in changes:
        with (
            pytest.raises((psycopg.errors.RaiseException, sqlite3.IntegrityError), match="never"),
            psycopg.connect(lasting_address, options="-c search_path=civicflow")
            if server
            else closing(sqlite3.connect(Path(lasting_address) / "log.db")) as tables,
        ):
            tables.execute(change)


READING = """
import os, sys
from tests.storage.letters import opened
from civicflow.errors import ReadOnlyError
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with opened(sys.argv[1], read_only=True) as store:
        print(store.log.head(), len(list(store.log.entries())), store.people.find("E-1"))
except ReadOnlyError as error:
    print(error.parameters["problem"])
"""


def read_by_somebody_else(folder: Path) -> str:
    """What a process without the right to write finds in a folder."""
    command = [sys.executable, "-c", READING, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


@pytest.fixture(name="shelf")
def _shelf(tmp_path):
    """A folder that others may read, on a path that they may walk."""
    place = Path("/tmp") / f"civicflow-shelf-{os.getpid()}-{tmp_path.name}"
    place.mkdir()
    yield place / "store"
    (place / "store").chmod(0o755)
    subprocess.run(["rm", "-rf", place], check=True)


def test_a_folder_that_one_may_not_write_can_be_read(shelf):
    """An inspector reads a store that was put away."""
    with opened(str(shelf)) as store:
        store.log.append(filing(received(), answered()), NOW)
    shelf.chmod(0o555)

    assert read_by_somebody_else(shelf) == "2 2 None"
    assert not (shelf / "log.db-wal").exists()


def test_a_folder_that_one_may_not_write_can_be_read_while_others_work_there(shelf):
    """An inspector sees what was committed a moment ago."""
    with opened(str(shelf)) as store:
        store.log.append(filing(received(), answered()), NOW)
        shelf.chmod(0o555)
        assert read_by_somebody_else(shelf) == "2 2 None"


def test_a_store_whose_journal_cannot_be_read_is_not_read_without_it(shelf):
    """Rather no answer than one from which the last events are missing."""
    with opened(str(shelf)) as store:
        store.log.append(filing(received(), answered()), NOW)
        journal = (shelf / "log.db-wal").read_bytes()
    (shelf / "log.db-wal").write_bytes(journal)
    shelf.chmod(0o555)

    assert read_by_somebody_else(shelf) == "its journal cannot be read"


def test_who_waits_for_the_lock_gives_up_in_time(lasting_address, monkeypatch):
    """The wait is `CIVICFLOW_LOCK_TIMEOUT` seconds, between threads and between processes alike."""
    monkeypatch.setenv("CIVICFLOW_LOCK_TIMEOUT", "0.2")
    with opened(lasting_address) as store, opened(lasting_address) as another, store.log.lock() as desk:
        desk.append(filing(received()), NOW)
        with pytest.raises(LockTimeoutError):
            another.log.append(filing(received("L-2"), command_id="c-2"), NOW)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_thread_gives_up_in_time_where_another_holds_the_lock(kind, tmp_path, monkeypatch):
    """Within one process too."""
    monkeypatch.setenv("CIVICFLOW_LOCK_TIMEOUT", "0.2")
    address = ":memory:" if kind == "memory" else str(tmp_path)
    with opened(address) as store, store.log.lock(), pytest.raises(LockTimeoutError):
        store.log.append(filing(received()), NOW)


def test_a_wait_that_is_no_number_of_seconds_is_refused(monkeypatch, address):
    """A typing error in the environment is not taken for no wait at all."""
    monkeypatch.setenv("CIVICFLOW_LOCK_TIMEOUT", "half a minute")

    with pytest.raises(InvalidInputError) as raised, opened(address):
        pass

    assert raised.value.parameters["field"] == "CIVICFLOW_LOCK_TIMEOUT"


def test_a_server_that_cannot_be_reached_is_named_as_such(tmp_path):
    """Nothing waits for ever."""
    with pytest.raises(ConnectionLostError), opened(f"postgresql://nobody@/nothing?host={tmp_path}"):
        pass


def test_a_server_that_may_lose_what_it_acknowledges_is_refused():
    """A receipt is a promise; the settings that break it are named."""
    careless = "-c fsync=off -c full_page_writes=off"
    with (
        started_server(installed_binaries() or packaged_binaries(), careless) as server,
        pytest.raises(UnsafeServerError) as raised,
        opened(server),
    ):
        pass

    assert raised.value.parameters == {"fsync": "off", "full_page_writes": "off"}


def test_a_database_that_does_not_wait_for_its_disk_is_refused(postgres_schema_url):
    """Also where only one database is set up that way."""
    with psycopg.connect(postgres_schema_url, autocommit=True) as server:
        name = server.info.dbname
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())

    with pytest.raises(UnsafeServerError) as raised, opened(postgres_schema_url):
        pass

    assert raised.value.parameters == {"synchronous_commit": "off"}

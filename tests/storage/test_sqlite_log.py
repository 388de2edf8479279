"""What the log in a file does when the file, the disk, or another program is in its way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from civicflow.errors import LockTimeoutError, ReadOnlyError, StoreError
from civicflow.storage.sqlite_log import SQLiteLog
from tests.storage.letters import NOW, answered, filing, opened, received


@pytest.fixture(name="folder")
def _folder(tmp_path):
    """A folder with a log of one letter."""
    with opened(str(tmp_path)) as store:
        store.log.append(filing(received()), NOW)
    return tmp_path


def test_another_program_that_writes_the_file_is_waited_for_in_vain(folder, monkeypatch):
    """It knows nothing of our queue, but SQLite's own lock holds for it and for us."""
    monkeypatch.setenv("CIVICFLOW_LOCK_TIMEOUT", "0.1")
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(str(folder)) as store, pytest.raises(LockTimeoutError):
            store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)


def test_on_a_full_disk_nothing_is_stored_and_nobody_is_held_up(folder):
    """The command fails as a whole; when there is room again it can be sent again."""
    many = filing(*(received(f"L-{number}") for number in range(2, 400)), command_id="c-2")
    with opened(str(folder)) as store:
        assert isinstance(store.log, SQLiteLog)
        ((pages,),) = store.log.datastore.rows("PRAGMA page_count")
        store.log.datastore.rows(f"PRAGMA max_page_count={pages + 1}")
        with pytest.raises(StoreError, match="full"):
            store.log.append(many, NOW)
        assert store.log.head() == 1
        store.log.datastore.rows("PRAGMA max_page_count=1000000")
        assert store.log.append(many, NOW).last == 399


def test_a_damaged_file_is_an_error_of_the_store(folder):
    """Neither an answer nor a traceback of the database."""
    damaged = bytearray((folder / "log.db").read_bytes())
    damaged[5_000:] = b"\xff" * (len(damaged) - 5_000)
    (folder / "log.db").write_bytes(damaged)

    def read() -> None:
        with opened(str(folder)) as store:
            list(store.log.entries())

    with pytest.raises(StoreError):
        read()


@pytest.mark.parametrize("name", ["log.db", "people.db"])
def test_a_file_that_is_no_database_is_an_error_of_the_store(tmp_path, name):
    """Somebody put a letter where a log belongs."""
    (tmp_path / name).write_text("Kính gửi Ủy ban nhân dân" * 100)

    with pytest.raises(StoreError), opened(str(tmp_path)):
        pass


def test_where_a_file_stands_no_folder_is_made(tmp_path):
    """The address of a store is a folder."""
    (tmp_path / "store").write_text("")

    with pytest.raises(StoreError), opened(str(tmp_path / "store")):
        pass


def test_a_closed_store_says_so(folder):
    """It does not open files behind anybody's back."""
    with opened(str(folder)) as store:
        store.log.close()
        with pytest.raises(StoreError, match="closed"):
            store.log.head()
        with pytest.raises(StoreError, match="closed"), store.log.lock():
            pass


def without_shared_memory(folder: Path) -> None:
    """Nobody can make the file through which the journal is read."""
    (folder / "log.db-shm").unlink(missing_ok=True)
    (folder / "log.db-shm").symlink_to("/nowhere/at/all")


def test_a_log_without_a_journal_is_read_where_none_can_be_made(folder):
    """As in a folder that one may not write."""
    without_shared_memory(folder)

    with opened(str(folder), read_only=True) as store:
        assert [event for _, event in store.log.read(0, 9)] == [received()]


def test_a_log_with_a_journal_that_cannot_be_read_is_refused(folder):
    """Rather no answer than one from which the last events are missing."""
    with opened(str(folder)) as store:
        store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
        journal = (folder / "log.db-wal").read_bytes()
    (folder / "log.db-wal").write_bytes(journal)
    without_shared_memory(folder)

    with pytest.raises(ReadOnlyError, match="journal"), opened(str(folder), read_only=True):
        pass

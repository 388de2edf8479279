"""A store is copied into one file while it is in use, and an empty one of any kind is filled from it."""

import json
import os
import sqlite3
import tracemalloc
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from civicflow.errors import (
    BackupError,
    CommandIdReusedError,
    InvalidInputError,
    LockTimeoutError,
    MalformedEventError,
    StoreNotEmptyError,
    StoreVersionError,
)
from civicflow.storage import sqlite_copies
from civicflow.storage.backup_file import VERSION
from civicflow.storage.backup_readme import README
from civicflow.storage.parts import EVENTS, KEYS
from tests.storage.backups import (
    AN,
    BINH,
    GOLDEN,
    NOTHING,
    backed_up,
    contents,
    contents_at,
    parts_of,
    restored,
    write_letters,
)
from tests.storage.letters import NOW, answered, filing, opened, received


@pytest.fixture(name="target", params=["sqlite", "postgresql"])
def _target(request, tmp_path, fresh_store):
    """The address of an empty store to be filled, of each kind that lasts."""
    with fresh_store(request.param) as address:
        yield str(tmp_path / "new") if request.param == "sqlite" else address


def test_what_is_restored_is_what_was_copied(address, target, tmp_path):
    """Positions, streams, versions, topics, times, bodies, envelopes, keys, commands and people; from each kind to each."""
    with opened(address) as store:
        write_letters(store)
        receipt = backed_up(store, tmp_path / "backup.zip")
        before = contents(store)

    again = restored(tmp_path / "backup.zip", target)

    assert again == receipt
    assert contents_at(target) == before
    assert (receipt.position, receipt.events, receipt.people) == (7, 7, 2)
    assert receipt.sha256 == sha256((tmp_path / "backup.zip").read_bytes()).hexdigest()
    with opened(target) as store:
        backed_up(store, tmp_path / "second.zip")
    assert (tmp_path / "second.zip").read_bytes() == (tmp_path / "backup.zip").read_bytes()


def test_a_store_that_is_open_for_reading_alone_is_copied(lasting_address, tmp_path):
    """Whoever may not write there may take a backup."""
    with opened(lasting_address) as store:
        write_letters(store)
        before = backed_up(store, tmp_path / "backup.zip")
    with opened(lasting_address, read_only=True) as store:
        after = backed_up(store, tmp_path / "again.zip")

    assert after.sha256 == before.sha256


def test_a_store_in_which_nothing_has_happened_is_copied_too(address, target, tmp_path):
    """The last position is 0, and what comes first after the restore gets the first."""
    with opened(address) as store:
        receipt = backed_up(store, tmp_path / "backup.zip")
    restored(tmp_path / "backup.zip", target)

    assert (receipt.position, receipt.recorded_at, receipt.people) == (0, None, 0)
    assert contents_at(target) == NOTHING
    with opened(target) as store:
        assert store.log.append(filing(received()), NOW).first == 1


def test_a_restored_store_goes_on_where_the_original_stood(target, tmp_path):
    """The next positions follow, a command that is sent again gets its first receipt, its id is not given twice."""
    with opened(":memory:") as store:
        write_letters(store)
        first = store.log.filed("c-2")
        backed_up(store, tmp_path / "backup.zip")
    restored(tmp_path / "backup.zip", target)

    with opened(target) as store:
        again = filing(received('L-2 "Đ"\\'), command_id="c-2")
        repeated = store.log.append(again, NOW)
        with pytest.raises(CommandIdReusedError):
            store.log.append(filing(received("L-9"), command_id="c-2", content=b"another"), NOW)
        new = store.log.append(filing(received("L-9"), command_id="c-9", keys={"office:A": 6}), NOW + 99)
        assert first is not None
        assert (repeated[:3], repeated.repeated) == (first[1][:3], True)
        assert new.first == 8
        assert [entry.at.position for entry in store.log.entries(key="office:A")] == [1, 2, 3, 4, 5, 6, 8]


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("backup-*.zip")), ids=lambda path: path.stem)
def test_whatever_any_release_has_backed_up_is_restored_today(golden, target):
    """A few letters, as each format that there ever was says them."""
    restored(golden, target)

    with opened(":memory:") as store:
        write_letters(store)
        assert contents_at(target) == contents(store)


def test_what_is_written_today_is_the_newest_of_those_formats(tmp_path):
    """Line by line; how it is packed, and what the manifest says of the release, may differ."""
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "backup.zip")

    found, golden = parts_of(tmp_path / "backup.zip"), parts_of(GOLDEN / f"backup-{VERSION}.zip")
    manifests = [json.loads(files.pop("manifest.json")) for files in (found, golden)]
    assert found.keys() == golden.keys()
    assert {name: found[name] for name in found if name.endswith("l")} == {
        name: golden[name] for name in golden if name.endswith("l")
    }
    assert manifests[0].keys() == manifests[1].keys()
    assert manifests[0]["parts"] == manifests[1]["parts"]


def test_a_log_that_is_opened_anew_just_then_is_not_filled(tmp_path, monkeypatch):
    """Another process has given it back its journal between two steps: it waits its turn."""
    monkeypatch.setattr(sqlite_copies, "PRAGMAS", ("PRAGMA main.journal_mode=WAL",))
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "backup.zip")

    with pytest.raises(LockTimeoutError):
        restored(tmp_path / "backup.zip", str(tmp_path / "new"))
    assert contents_at(str(tmp_path / "new")) == NOTHING


def test_people_are_left_out_on_request(target, tmp_path):
    """No name is in the file then, and who is behind an id is not known where it is restored."""
    with opened(":memory:") as store:
        write_letters(store)
        receipt = backed_up(store, tmp_path / "backup.zip", people=False)
    again = restored(tmp_path / "backup.zip", target)

    assert receipt.people is None
    assert again.people is None
    assert not any(AN.name.encode() in content for content in parts_of(tmp_path / "backup.zip").values())
    log, people = contents_at(target)
    assert (len(log[0]), people) == (7, [])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_written_meanwhile_is_not_in_the_copy(fresh_store, kind):
    """Everything is read as it stood when the copying began."""
    with fresh_store(kind) as address, opened(address) as store:
        write_letters(store, 5_000)
        with store.log.original() as original:
            events = original.rows(EVENTS)
            begun = [next(events) for _ in range(10)]
            write_letters(store, 3, first=6_000)
            rest, keys = list(events), list(original.rows(KEYS))

        assert len(begun) + len(rest) == 10_001
        assert max(position for _, position in keys) == 10_000
        assert store.log.head() == 10_008


def test_a_store_that_holds_something_is_left_as_it_is(target, tmp_path):
    """Whether it is an event or only a person."""
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "backup.zip")
    with opened(target) as store:
        store.people.set(BINH)
    with pytest.raises(StoreNotEmptyError) as people:
        restored(tmp_path / "backup.zip", target)
    with opened(target) as store:
        store.people.erase(BINH.id)
        store.log.append(filing(answered()), NOW)
    with pytest.raises(StoreNotEmptyError) as events:
        restored(tmp_path / "backup.zip", target)

    assert (people.value.parameters, events.value.parameters) == ({"part": "people"}, {"part": "events"})
    log, directory = contents_at(target)
    assert (len(log[0]), directory) == (1, [])


def test_an_empty_store_that_somebody_uses_is_not_filled_behind_their_back(tmp_path, monkeypatch):
    """On SQLite all others must have closed it; afterwards it is filled like any other."""
    monkeypatch.setenv("CIVICFLOW_LOCK_TIMEOUT", "0.1")
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "backup.zip")
    with opened(str(tmp_path / "new")) as store:
        assert store.log.head() == 0
        with pytest.raises(LockTimeoutError):
            restored(tmp_path / "backup.zip", str(tmp_path / "new"))

    assert restored(tmp_path / "backup.zip", str(tmp_path / "new")).events == 7


def test_of_memory_nothing_would_be_left(tmp_path):
    """So nothing is restored into it."""
    with opened(":memory:") as store:
        backed_up(store, tmp_path / "backup.zip")

    with pytest.raises(InvalidInputError):
        restored(tmp_path / "backup.zip", ":memory:")


def test_a_store_that_a_newer_release_laid_out_is_not_filled(tmp_path):
    """As it is not opened either."""
    with opened(":memory:") as store:
        backed_up(store, tmp_path / "backup.zip")
    with opened(str(tmp_path / "new")):
        pass
    with closing(sqlite3.connect(tmp_path / "new" / "log.db")) as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreVersionError):
        restored(tmp_path / "backup.zip", str(tmp_path / "new"))


def test_a_file_that_is_there_is_replaced_only_on_request(tmp_path):
    """What stood there is kept until the new one is whole, and nothing else lies about."""
    path = tmp_path / "backup.zip"
    path.write_text("hồ sơ khác")
    with opened(":memory:") as store:
        with pytest.raises(BackupError) as raised:
            backed_up(store, path)
        assert path.read_text() == "hồ sơ khác"
        backed_up(store, path, overwrite=True)

    assert raised.value.parameters == {"file": str(path), "problem": "exists"}
    assert [*tmp_path.iterdir()] == [path]
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    """A folder that is not there, and a disk that is full at the last moment."""
    with opened(":memory:") as store:
        with pytest.raises(BackupError, match="cannot-be-written"):
            backed_up(store, tmp_path / "none" / "backup.zip")
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", _full)
            with pytest.raises(BackupError, match="No space left"):
                backed_up(store, tmp_path / "backup.zip")

    assert [*tmp_path.iterdir()] == []


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def changed(folder, *statements):
    """Change a log behind the back of civicflow."""
    with closing(sqlite3.connect(folder / "log.db")) as database, database:
        database.execute("DROP TRIGGER log_is_not_changed")
        database.execute("DROP TRIGGER log_is_not_cut")
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statement,error,where",
    [
        ("DELETE FROM log WHERE position = 3", BackupError, {"part": "events", "row": 3}),
        ("UPDATE log SET recorded_at = 1 WHERE position = 4", BackupError, {"part": "events", "row": 4}),
        (
            "UPDATE log SET body = CAST(body || ' ' AS BLOB) WHERE position = 2",
            BackupError,
            {"part": "events", "row": 2},
        ),
        ("UPDATE log SET body = CAST('{}' AS BLOB) WHERE position = 2", MalformedEventError, {"position": 2}),
        (
            "UPDATE log SET envelope = CAST('7' AS BLOB) WHERE position = 2",
            MalformedEventError,
            {"position": 2},
        ),
        ("UPDATE event_key SET position = 99 WHERE position = 1", BackupError, {"part": "keys", "row": 6}),
        ("UPDATE command SET last = 99 WHERE id = 'c-2'", BackupError, {"part": "commands", "row": 2}),
    ],
)
@pytest.mark.unguarded
def test_what_could_not_be_restored_is_not_copied(tmp_path, statement, error, where):
    """The office learns of it today and not on the day of need; the error names the place."""
    with opened(str(tmp_path / "store")) as store:
        write_letters(store)
    changed(tmp_path / "store", statement)

    with opened(str(tmp_path / "store")) as store, pytest.raises(error) as raised:
        backed_up(store, tmp_path / "backup.zip")

    assert raised.value.parameters.items() >= where.items()
    assert [*tmp_path.iterdir()] == [tmp_path / "store"]


def test_a_stranger_reads_a_backup_without_civicflow(tmp_path):
    """With a zip program and JSON alone; the README names every file, every field, and where digests stand."""
    with opened(":memory:") as store:
        write_letters(store, 1)
        backed_up(store, tmp_path / "backup.zip")
    files = parts_of(tmp_path / "backup.zip")
    manifest = json.loads(files["manifest.json"])
    lines = {
        name: [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()] for name in manifest["parts"]
    }

    assert files["README.txt"].decode() == README
    assert all(name in README for name in files if name != "README.txt")
    assert all(name in README for rows in lines.values() for name in rows[0])
    assert manifest | {"parts": {}} == {
        "format": "civicflow-backup",
        "format_version": 1,
        "civicflow": "0.1.0",
        "layout": 1,
        "position": 3,
        "recorded_at": "2023-10-02T05:00:00.000002Z",
        "parts": {},
    }
    for name, note in manifest["parts"].items():
        content = files[note["file"]]
        assert note["sha256"] == sha256(content).hexdigest()
        assert (note["bytes"], note["rows"]) == (len(content), len(lines[name]))
    assert lines["events"][0]["body"]["subject"]["v"] == "Xin gia hạn\n\u2028\x01 🙂"
    assert lines["events"][0]["envelope"]["by"] == "E-1"
    assert lines["commands"][0] == {
        "id": "c-1",
        "fingerprint": b"content".hex(),
        "first": 1,
        "last": 2,
        "recorded_at": NOW + 1,
    }
    assert lines["people"] == [
        {"id": "E-101", "name": "Lê Văn Bình", "contacts": {}},
        {"id": "E-204", "name": AN.name, "contacts": AN.contacts},
    ]
    assert {"key": "reader:E-1", "position": 1} in lines["keys"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_memory_does_not_grow_with_the_log(fresh_store, tmp_path, kind):
    """Three times as many letters are copied and restored in the same space."""
    peaks = [
        most_memory(fresh_store, kind, letters, tmp_path / f"{letters}.zip") for letters in (1_500, 4_500)
    ]

    assert peaks[1] < peaks[0] * 1.5


def most_memory(fresh_store, kind: str, letters: int, path: Path) -> int:
    """The most bytes that are held while so many letters are copied and restored."""
    with fresh_store(kind) as address, fresh_store(kind) as new, opened(address) as store:
        write_letters(store, letters)
        tracemalloc.start()
        backed_up(store, path)
        restored(path, new)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


def test_on_a_server_whoever_follows_an_empty_log_is_woken(fresh_store, tmp_path):
    """The last position is told, as after any other filing."""
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "backup.zip")
    with (
        fresh_store("postgresql") as address,
        opened(address),
        psycopg.connect(address, autocommit=True) as listener,
    ):
        listener.execute("LISTEN civicflow")
        restored(tmp_path / "backup.zip", address)
        told = [each.payload for each in listener.notifies(timeout=10, stop_after=1)]

    assert told == ["7"]

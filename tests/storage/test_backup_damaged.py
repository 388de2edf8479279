"""A backup that is not what was once written is told, and nothing of it is stored."""

import json
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.errors import (
    BackupError,
    CivicflowError,
    MalformedEventError,
    NewerBackupError,
    NewerSchemaError,
    StoreError,
    UnknownTopicError,
)
from civicflow.storage.backup_checks import Checks
from civicflow.storage.backup_file import opened_backup
from civicflow.storage.backup_lines import FORMS
from civicflow.storage.parts import Row
from tests.storage.backups import NOTHING, backed_up, contents_at, forged, restored, write_letters
from tests.storage.letters import codec, opened


@pytest.fixture(name="backup")
def _backup(tmp_path: Path) -> Path:
    """A backup of a few letters."""
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, tmp_path / "letters.zip")
    return tmp_path / "letters.zip"


@pytest.fixture(name="target", params=["sqlite", "postgresql"])
def _target(request, tmp_path, fresh_store):
    """The address of an empty store to be filled, of each kind that lasts."""
    with fresh_store(request.param) as address:
        yield str(tmp_path / "new") if request.param == "sqlite" else address


def read(path: Path) -> list[list[Row]]:
    """All rows of a backup as restoring reads them, looked at as restoring does."""
    with opened_backup(path) as backup:
        checks = Checks(codec(), backup.wrong)
        return [list(checks.passed(form.part, backup.rows(form))) for form in FORMS]


def test_whichever_byte_is_changed_it_is_noticed_or_changes_nothing(backup):
    """Every byte in turn, by one bit and altogether; only where a zip file says nothing does nobody notice."""
    sound, rows, silent = backup.read_bytes(), read(backup), silent_places(backup)
    unnoticed = {
        place
        for place in range(len(sound))
        for flip in (1 << place % 8, 0xFF)
        if unchanged(backup, sound[:place] + bytes([sound[place] ^ flip]) + sound[place + 1 :], rows)
    }

    assert unnoticed - silent == set()


def silent_places(path: Path) -> set[int]:
    """The headers of the parts, and the bits that tell an unpacker where a part ends: the first byte, the last three."""
    with ZipFile(path) as archive:
        headers = [(each.header_offset, each.compress_size) for each in archive.infolist()]
        places = set(range(archive.start_dir, path.stat().st_size))
    content = path.read_bytes()
    for start, size in headers:
        names = sum(int.from_bytes(content[at : at + 2], "little") for at in (start + 26, start + 28))
        begin = start + 30 + names
        places |= {*range(start, begin + 1), *range(begin + size - 3, begin + size)}
    return places


def unchanged(path: Path, content: bytes, rows: list[list[Row]]) -> bool:
    """Whether a changed file is read as if it were sound; if so it must say the same."""
    path.write_bytes(content)
    try:
        found = read(path)
    except CivicflowError:
        return False
    assert found == rows
    return True


def test_wherever_it_is_cut_off_it_is_noticed(backup):
    """After every byte."""
    sound = backup.read_bytes()
    for length in range(len(sound)):
        backup.write_bytes(sound[:length])
        with pytest.raises(BackupError):
            read(backup)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_taken_out_put_in_or_written_over_is_noticed_or_changes_nothing(backup, data):
    """At any place, before the beginning and behind the end as well."""
    damaged, sound, rows = backup.with_name("damaged.zip"), backup.read_bytes(), read(backup)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(sound))] * 2)))
    other = sound[:first] + data.draw(st.binary(max_size=20)) + sound[last:]

    assert not unchanged(damaged, other, rows) or len(other) == len(sound)


@pytest.mark.parametrize("part", ["events", "keys", "commands", "people"])
def test_nothing_of_a_damaged_backup_is_stored(backup, target, part):
    """However much of it had been taken before it was noticed; a sound one is taken afterwards."""
    sound, damaged = backup.read_bytes(), backup.with_name("damaged.zip")
    with ZipFile(backup) as archive:
        entry = archive.getinfo(f"{part}.jsonl")
    middle = entry.header_offset + entry.compress_size
    damaged.write_bytes(sound[:middle] + bytes([sound[middle] ^ 1]) + sound[middle + 1 :])

    with pytest.raises((BackupError, StoreError)):
        restored(damaged, target)
    assert contents_at(target) == NOTHING
    assert restored(backup, target).events == 7


def without(lines: list[bytes], place: int) -> list[bytes]:
    """The lines without one of them."""
    return lines[:place] + lines[place + 1 :]


def twice(lines: list[bytes]) -> list[bytes]:
    """The second line stands twice."""
    return [*lines[:2], lines[1], *lines[2:]]


def saying(lines: list[bytes], place: int, **changes: object) -> list[bytes]:
    """One line says something else."""
    found = json.loads(lines[place]) | changes
    other = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return [*lines[:place], other, *lines[place + 1 :]]


def noting(manifest: dict[str, Any], **changes: object) -> dict[str, Any]:
    """The manifest says something else."""
    return manifest | changes


def renumbered(manifest: dict[str, Any], part: str) -> dict[str, Any]:
    """The manifest counts one row more of a part."""
    note = manifest["parts"][part]
    return manifest | {"parts": manifest["parts"] | {part: note | {"rows": note["rows"] + 1}}}


def misread(manifest: dict[str, Any], part: str, **changes: object) -> dict[str, Any]:
    """The manifest says something else of a part."""
    return manifest | {"parts": manifest["parts"] | {part: manifest["parts"][part] | changes}}


def missing(manifest: dict[str, Any], part: str) -> dict[str, Any]:
    """The manifest does not name a part."""
    return manifest | {"parts": {name: note for name, note in manifest["parts"].items() if name != part}}


FORGERIES = [
    ({"events": partial(without, place=2)}, BackupError, "out-of-order"),
    ({"events": partial(without, place=6)}, BackupError, "not-a-row"),
    ({"events": partial(saying, place=3, position=9)}, BackupError, "out-of-order"),
    ({"events": partial(saying, place=3, recorded_at=1)}, BackupError, "out-of-order"),
    ({"events": partial(saying, place=3, version=2**63)}, BackupError, "not-a-row"),
    ({"events": partial(saying, place=3, colour="red")}, BackupError, "not-a-row"),
    ({"events": partial(saying, place=3, body={})}, MalformedEventError, None),
    ({"events": partial(saying, place=3, envelope={"by": 7})}, MalformedEventError, None),
    ({"events": partial(saying, place=3, topic="letter.burnt")}, UnknownTopicError, None),
    ({"events": partial(saying, place=3, topic="letter.answered@9")}, NewerSchemaError, None),
    ({"events": partial(saying, place=3, stream='letter:L-1 "Đ"\\', version=1)}, StoreError, None),
    ({"events": lambda lines: [lines[0].replace(b",", b", ", 1), *lines[1:]]}, BackupError, "not-a-row"),
    ({"events": lambda lines: [*lines[:-1], lines[-1].rstrip()]}, BackupError, "not-a-row"),
    ({"events": lambda lines: [b"[" * 2**21, *lines]}, BackupError, "not-a-row"),
    ({"keys": twice}, BackupError, "out-of-order"),
    ({"keys": lambda lines: lines[::-1]}, BackupError, "out-of-order"),
    ({"keys": partial(saying, place=0, position=0)}, BackupError, "not-a-row"),
    ({"keys": lambda lines: [*lines, b'{"key":"z","position":8}\n']}, BackupError, "not-a-row"),
    ({"commands": twice}, BackupError, "out-of-order"),
    ({"commands": partial(saying, place=0, last=8)}, BackupError, "not-a-row"),
    ({"commands": partial(saying, place=0, fingerprint="xyz")}, BackupError, "not-a-row"),
    ({"people": twice}, BackupError, "out-of-order"),
    ({"people": partial(saying, place=0, name=" ")}, BackupError, "not-a-row"),
    ({"manifest": partial(noting, position=6)}, BackupError, "other-than-its-manifest"),
    ({"manifest": partial(noting, recorded_at="2023-10-02T05:00:00Z")}, BackupError, "other-than-its-manifest"),
    ({"manifest": partial(renumbered, part="keys")}, BackupError, "other-number-of-rows"),
    ({"manifest": partial(misread, part="keys", bytes=1)}, BackupError, "other-digest"),
    ({"manifest": partial(misread, part="people", sha256="0")}, BackupError, "other-digest"),
    ({"manifest": partial(misread, part="people", file="names.jsonl")}, BackupError, "damaged"),
    ({"manifest": partial(missing, part="commands")}, BackupError, "not-a-backup"),
    ({"manifest": partial(noting, colour="red")}, BackupError, "not-a-backup"),
    ({"manifest": partial(noting, format="another")}, BackupError, "not-a-backup"),
    ({"manifest": lambda manifest: [manifest]}, BackupError, "not-a-backup"),
    ({"manifest": partial(noting, format_version=2, colour="red")}, NewerBackupError, None),
]  # fmt: skip


@pytest.mark.parametrize("changes,error,problem", FORGERIES)
def test_what_a_forger_changes_with_care_does_not_fit_together(backup, tmp_path, changes, error, problem):
    """Digests are right, and yet positions, names or bodies are not what they must be."""
    target = str(tmp_path / "new")
    forged(backup, **changes)
    with pytest.raises(error) as raised:
        restored(backup, target)

    assert raised.value.parameters.get("problem") == problem or problem is None
    assert contents_at(target) == NOTHING

"""Stores of letters that tests copy and fill again, and what they hold."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from civicflow.core.fields import FreeText
from civicflow.storage.backup import BackupReceipt, back_up, restore
from civicflow.storage.backup_file import VERSION
from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, Row
from civicflow.storage.people import Person
from civicflow.storage.stores import Store
from tests.storage.letters import LETTERS, NOON, NOW, ParcelReceived, answered, filing, opened, received

RELEASE = "0.1.0"
AN = Person(id="E-204", name="Trần Thị An", contacts={"email": "an@xa.example", "phone": "0900 000 204"})
BINH = Person(id="E-101", name="Lê Văn Bình")


def write_letters(store: Store, letters: int = 3, *, first: int = 1) -> None:
    """Letters that come in and are answered, a parcel, and two people; odd names and words among them."""
    with store.log.lock() as desk:
        for number in range(first, first + letters):
            letter = f'L-{number} "Đ"\\'
            readers, subject = ("E-1", f"E-{number}"), FreeText(v="Xin gia hạn\n\u2028\x01 🙂")
            come_in = received(letter, readers=readers, subject=subject, written_at=NOON)
            desk.append(filing(come_in, answered(letter), command_id=f"c-{number}"), NOW + number)
    parcel = ParcelReceived(parcel=f"P-{first}", contents={"{": ["}", None, 2**60]})
    store.log.append(filing(parcel, command_id=f"p-{first}"), NOW + first + letters)
    store.people.set(AN)
    store.people.set(BINH)


def contents(store: Store) -> tuple[list[list[Row]], list[Person]]:
    """Everything that a backup would copy of a store."""
    with store.log.original() as original:
        return [list(original.rows(part)) for part in (EVENTS, KEYS, COMMANDS)], list(store.people)


def contents_at(address: str) -> tuple[list[list[Row]], list[Person]]:
    """Everything that a backup would copy of the store at an address."""
    with opened(address) as store:
        return contents(store)


GOLDEN = Path(__file__).parents[1] / "golden"
"""Where a backup of each format stays."""

NOTHING: tuple[list[list[Row]], list[Person]] = ([[], [], []], [])


def backed_up(store: Store, path: Path, **options: Any) -> BackupReceipt:
    """A store, copied into a file."""
    return back_up(store, path, release=RELEASE, **options)


def restored(path: Path, address: str) -> BackupReceipt:
    """The store at an address, filled from a file."""
    return restore(path, address, [LETTERS])


@contextmanager
def backup_of_letters(folder: Path, **options: Any) -> Iterator[Path]:
    """A backup of a few letters."""
    with opened(":memory:") as store:
        write_letters(store)
        backed_up(store, folder / "letters.zip", **options)
    yield folder / "letters.zip"


def parts_of(path: Path) -> dict[str, bytes]:
    """The files in a backup."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(path: Path, **changes: Callable[[Any], Any]) -> Path:
    """
    A backup that was changed by somebody who knew how: digests, lengths and numbers of rows are right again.

    Args:
        path: The backup, which is written anew.
        changes: For a part what becomes of its lines, for ``manifest`` what becomes of it.
    """
    files = parts_of(path)
    manifest = json.loads(files.pop("manifest.json"))
    for name, change in changes.items():
        if name != "manifest":
            lines = change(files[f"{name}.jsonl"].splitlines(keepends=True))
            content = b"".join(lines)
            files[f"{name}.jsonl"] = content
            digest = sha256(content).hexdigest()
            manifest["parts"][name] |= {"rows": len(lines), "bytes": len(content), "sha256": digest}
    manifest = changes.get("manifest", lambda same: same)(manifest)
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path


if __name__ == "__main__":
    with opened(":memory:") as letters:
        write_letters(letters)
        backed_up(letters, GOLDEN / f"backup-{VERSION}.zip", overwrite=True)

"""The file of a backup: a zip archive with a manifest and a part each for events, keys, commands and people."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from civicflow.errors import BackupError, NewerBackupError
from civicflow.storage.backup_lines import FORMS, LONGEST_LINE, UNREADABLE, LineForm
from civicflow.storage.backup_readme import README
from civicflow.storage.layout import LAYOUT
from civicflow.storage.parts import PEOPLE, Row

FORMAT = "civicflow-backup"
VERSION = 1
"""The version of the format that this release writes; it reads this one and those before it."""

README_FILE = "README.txt"
MANIFEST = "manifest.json"
LONGEST_TEXT = 1024 * 1024
"""More than either of the two will ever say."""

DAMAGED = (
    *(BadZipFile, zlib.error, struct.error),
    *(EOFError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What the library says of an archive that was cut off or changed."""

END = b"PK\5\6" + bytes(18)
"""As long as the last record of an archive, and beginning like it."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""What stands as the time of every part, so that the same store gives the same file."""


class PartNote(Struct, forbid_unknown_fields=True):
    """
    What a manifest says of a part.

    Args:
        file: Its name in the archive.
        rows: How many lines it has.
        bytes: How long it is, uncompressed.
        sha256: The digest of those bytes.
    """

    file: str
    rows: int
    bytes: int
    sha256: str


class Manifest(Struct, forbid_unknown_fields=True):
    """
    What a backup says of itself.

    Args:
        format: What kind of file it is.
        format_version: The version of that format.
        civicflow: The release that wrote it.
        layout: The version of the tables that it was copied from.
        position: The last position of the log.
        recorded_at: When that was recorded; None when nothing had happened yet.
        parts: What is in it, by name; without ``people`` when they were left out.
    """

    format: str
    format_version: int
    civicflow: str
    layout: int
    position: int
    recorded_at: datetime | None
    parts: dict[str, PartNote]


class _Kind(Struct):
    format: str
    format_version: int


class _Backup:
    def __init__(self, archive: ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path

    def wrong(self, problem: str, **where: str | int) -> BackupError:
        """The error that says what is wrong with it, and where."""
        return BackupError(file=str(self._path), problem=problem, **where)


class BackupWriter(_Backup):
    """
    Writes one backup, part by part, the manifest at the end.

    Args:
        archive: Open for writing.
        path: What it will be called.

    Attributes:
        parts: What the manifest will say of each.
    """

    def __init__(self, archive: ZipFile, path: Path) -> None:
        super().__init__(archive, path)
        self.parts: dict[str, PartNote] = {}
        self._write(README_FILE, README.encode())

    def write(self, form: LineForm, rows: Iterable[Row]) -> None:
        """
        Write a part.

        Args:
            form: How its rows stand there.
            rows: What is in it.

        Raises:
            BackupError: When a row could not be read back.
        """
        name, number, length, found = f"{form.part.name}.jsonl", 0, 0, sha256()
        with self._archive.open(_entry(name), "w", force_zip64=True) as file:
            for number, row in enumerate(rows, start=1):
                line = self._line(form, row, number)
                found.update(line)
                length += len(line)
                file.write(line)
        self.parts[form.part.name] = PartNote(name, number, length, found.hexdigest())

    def close(self, release: str, position: int, recorded_at: datetime | None) -> Manifest:
        """
        Say at the end what is in it.

        Args:
            release: The release of civicflow.
            position: The last position of the log.
            recorded_at: When that was recorded.
        """
        manifest = Manifest(FORMAT, VERSION, release, LAYOUT, position, recorded_at, self.parts)
        self._write(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
        return manifest

    def _line(self, form: LineForm, row: Row, number: int) -> bytes:
        try:
            return form.line(row)
        except UNREADABLE as error:
            raise self.wrong("not-a-row", part=form.part.name, row=number) from error

    def _write(self, name: str, content: bytes) -> None:
        self._archive.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class BackupReader(_Backup):
    """
    Reads one backup, part by part.

    Args:
        archive: Open for reading.
        path: What it is called.

    Raises:
        BackupError: When it is no backup, or its manifest cannot be read.
        NewerBackupError: When a newer release wrote it in a form that this one does not know.

    Attributes:
        manifest: What it says of itself.
    """

    def __init__(self, archive: ZipFile, path: Path) -> None:
        super().__init__(archive, path)
        self.manifest = self._manifest()
        self._text(README_FILE)

    def rows(self, form: LineForm) -> Iterator[Row]:
        """
        The rows of a part; when they have come to their end, they are those that were written.

        Raises:
            BackupError: When they are not.
        """
        note, number, length, found = self.manifest.parts[form.part.name], 0, 0, sha256()
        for number, line in enumerate(self._lines(note, form.part.name), start=1):
            found.update(line)
            length += len(line)
            try:
                row = form.row(line)
            except UNREADABLE as error:
                raise self.wrong("not-a-row", part=form.part.name, row=number) from error
            yield row
        if number != note.rows:
            raise self.wrong("other-number-of-rows", part=form.part.name, row=number)
        if (length, found.hexdigest()) != (note.bytes, note.sha256):
            raise self.wrong("other-digest", part=form.part.name)

    def _lines(self, note: PartNote, name: str) -> Iterator[bytes]:
        try:
            with self._opened(note.file) as file:
                while line := file.readline(LONGEST_LINE + 1):
                    yield line
        except DAMAGED as error:
            raise self.wrong("damaged", part=name) from error

    def _text(self, name: str) -> bytes:
        try:
            with self._opened(name) as file:
                return file.read(LONGEST_TEXT)
        except DAMAGED as error:
            raise self.wrong("not-a-backup") from error

    def _opened(self, name: str) -> IO[bytes]:
        entry = self._archive.getinfo(name)
        if entry.compress_type not in {ZIP_DEFLATED, ZIP_STORED}:
            raise BadZipFile(name)
        return self._archive.open(entry)

    def _manifest(self) -> Manifest:
        content = self._text(MANIFEST)
        try:
            kind = msgspec.json.decode(content, type=_Kind)
            if kind.format != FORMAT:
                raise self.wrong("not-a-backup")
            if kind.format_version > VERSION:
                raise NewerBackupError(file=str(self._path), found=kind.format_version, wanted=VERSION)
            manifest = msgspec.json.decode(content, type=Manifest)
        except UNREADABLE as error:
            raise self.wrong("not-a-backup") from error
        if set(manifest.parts) | {PEOPLE.name} != {form.part.name for form in FORMS}:
            raise self.wrong("not-a-backup")
        return manifest


@contextmanager
def opened_backup(path: Path) -> Iterator[BackupReader]:
    """
    A backup for the length of a block.

    Raises:
        BackupError: When it cannot be opened, or is no backup.
        NewerBackupError: When a newer release wrote it in a form that this one does not know.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(file=str(path), problem="cannot-be-opened", detail=str(error.strerror)) from error
    with file:
        try:
            archive = ZipFile(file)
            alone = _stands_alone(archive, file)
        except DAMAGED as error:
            raise BackupError(file=str(path), problem="not-a-backup") from error
        if not alone:
            raise BackupError(file=str(path), problem="damaged")
        with archive:
            yield BackupReader(archive, path)


def _stands_alone(archive: ZipFile, file: IO[bytes]) -> bool:
    """Whether nothing stands before the archive or after it, which other programs would pass over."""
    file.seek(-len(END), SEEK_END)
    return min(entry.header_offset for entry in archive.infolist()) == 0 and file.read(4) == END[:4]

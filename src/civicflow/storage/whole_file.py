"""A file that is there as a whole or not at all, whatever happens while it is written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from civicflow.errors import BackupError


@contextmanager
def whole_file(path: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """
    A file that stands under its name only once all of it is on the disk; it may hold names, so only its owner reads it.

    Args:
        path: Where it shall stand.
        overwrite: Take the place of what stands there.

    Raises:
        BackupError: When something stands there already, or it cannot be written.
    """
    _check_free(path, overwrite)
    try:
        descriptor, name = mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise BackupError(file=str(path), problem="cannot-be-written", detail=str(error.strerror)) from error
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _check_free(path, overwrite)
        beside.replace(path)
        settle(path.absolute().parent)
    except OSError as error:
        raise BackupError(file=str(path), problem="cannot-be-written", detail=str(error.strerror)) from error
    finally:
        beside.unlink(missing_ok=True)


def _check_free(path: Path, overwrite: bool) -> None:
    if not overwrite and path.exists():
        raise BackupError(file=str(path), problem="exists")


def settle(folder: Path) -> None:
    """
    See to it that the names in a folder are on the disk; not every system lets a folder be opened.

    Args:
        folder: Where a file was made.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def digest(path: Path) -> str:
    """The SHA-256 of a whole file, as ``sha256sum`` gives it."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

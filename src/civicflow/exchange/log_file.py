"""A file from outside, plain or gzip, read in pieces of bounded size so that neither length nor malice fills memory."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from civicflow.exchange.foreign_log import UnreadableLogError

PIECE = 1 << 16
LONGEST_LINE = 1 << 20
_GZIP = b"\x1f\x8b"


class LogFile:
    """
    A file of another system.

    Args:
        path: Where it lies; gzip is recognised by its first bytes, whatever the file is called.

    Raises:
        UnreadableLogError: When it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = 0
        try:
            self.size = path.stat().st_size
        except OSError:
            raise self.unreadable("cannot-be-opened") from None

    def unreadable(self, problem: str, **found: str | int) -> UnreadableLogError:
        """The error that names this file and what is wrong with it."""
        return UnreadableLogError(file=self.path.name, problem=problem, **found)

    def pieces(self) -> Iterator[bytes]:
        """
        The content in order, in pieces of at most 64 KiB.

        Raises:
            UnreadableLogError: When the file cannot be opened, or its gzip is cut off or broken.
        """
        with self._opened() as (content, on_disk):
            while piece := content.read(PIECE):
                self.read = on_disk.tell()
                yield piece

    def lines(self, encoding: str) -> Iterator[str]:
        """
        The content in order, line by line, ends of line kept.

        Raises:
            UnreadableLogError: As ``pieces``; also when it is in another encoding or has a line of over a million characters.
        """
        with self._opened() as (content, on_disk):
            text = TextIOWrapper(content, encoding=encoding, newline="")
            number = 0
            while line := text.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE:
                    raise self.unreadable("line-too-long", row=number)
                self.read = on_disk.tell()
                yield line

    @contextmanager
    def _opened(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        self.read = 0
        try:
            with self.path.open("rb") as on_disk:
                zipped = on_disk.read(len(_GZIP)) == _GZIP
                on_disk.seek(0)
                if not zipped:
                    yield on_disk, on_disk
                    return
                with gzip.open(on_disk) as content:
                    yield content, on_disk  # type: ignore[misc]  # a file of gzip reads as bytes
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise self.unreadable("broken-gzip") from None
        except UnicodeDecodeError as error:
            raise self.unreadable("wrong-encoding", encoding=error.encoding) from None
        except OSError:
            raise self.unreadable("cannot-be-opened") from None

"""What an error means for the exit code: found, not understood, or not readable."""

from civicflow.cli.terminal import UnreadableFileError
from civicflow.errors import (
    BackupError,
    CalendarError,
    CivicflowError,
    InvalidInputError,
    RegulationError,
    StoreError,
)
from civicflow.exchange.foreign_log import UnreadableLogError
from civicflow.exchange.history import HistoryError
from civicflow.exchange.mapping import MappingError
from civicflow.exchange.outbox import OutboxError

CODES: tuple[tuple[type[CivicflowError], int], ...] = (
    (MappingError, 3),
    (UnreadableLogError, 3),
    (UnreadableFileError, 3),
    (StoreError, 3),
    (BackupError, 3),
    (OutboxError, 3),
    (HistoryError, 3),
    (RegulationError, 3),
    (CalendarError, 3),
    (InvalidInputError, 2),
    (CivicflowError, 1),
)
"""The first kind that an error belongs to gives its exit code."""


def exit_code(error: CivicflowError) -> int:
    """The exit code that an error ends with: 1 refused or not on record, 2 not understood, 3 not readable."""
    return next(code for kind, code in CODES if isinstance(error, kind))

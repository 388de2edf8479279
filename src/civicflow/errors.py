"""
Every error that civicflow raises on purpose, each with a code that never changes.

    CivicflowError
    ├── InvalidInputError         what was given cannot be understood; names the field
    │   ├── UnknownNameError      no command, question, view or key of that name
    │   ├── MappingError          a mapping of a foreign log that cannot be used (exchange)
    │   └── TooLargeError         a body or envelope over the limit
    ├── UnreadableLogError        a file from outside that is not the log it should be (exchange)
    ├── HistoryError              a recorded history cannot be read or executed again (exchange)
    ├── OutboxError               an outbox cannot be read or written (exchange)
    ├── RefusedError              understood, and not allowed: carries every refusal
    ├── NotOnRecordError          the subject that the act names does not exist
    ├── CommandIdReusedError      the same command id came with another content
    ├── ClockError                the clock stands before or far beyond the last record
    ├── RegulationError           a file of regulations cannot be relied on; names file and records
    │   ├── UnreadableRegulationError
    │   ├── UnsourcedRegulationError
    │   └── OverlappingRegulationsError
    ├── NotRegulatedError         nothing is on record for a parameter that the act cannot do without
    ├── ProcedureError            a mistake in a procedure; names file and line, step and field
    ├── UnsoundProcedureError     a procedure that cannot be carried out: carries every mistake
    ├── CalendarError             a working calendar cannot be read
    ├── OutsideCalendarError      a date or a term reaches outside the working calendar
    ├── BackupError               a backup cannot be written, or is not what was written; names file and place
    │   └── NewerBackupError
    └── StoreError
        ├── StoreNotEmptyError    a backup is restored into an empty store and no other
        ├── ConflictError         what the decision relied on has changed (retried, never seen by callers)
        ├── LockTimeoutError      the store stayed locked longer than the caller would wait
        ├── ReadOnlyError         the store was opened for reading
        ├── ConnectionLostError   the server cannot be reached, or was lost before it answered
        ├── UnsafeServerError     the server may lose what it acknowledges
        ├── StoreVersionError     the store needs `civicflow migrate`, or a newer civicflow
        ├── UnreadableRowError    a row of a view that somebody else has written; a rebuild makes it anew
        └── UnreadableEventError  a stored row that cannot be read
            ├── UnknownTopicError
            ├── NewerSchemaError
            └── MalformedEventError
"""

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

Parameter: TypeAlias = str | int
"""What an error or a refusal may carry: text and whole numbers; dates travel as ISO text."""


class CivicflowError(Exception):
    """
    The root of all errors of this library: a code and the parameters that a message needs.

    The text that a person reads is made from both at the edge, in Vietnamese or English.

    Args:
        parameters: What the message names, such as ``field`` or ``stream``.
    """

    code: ClassVar[str] = "civicflow"

    def __init__(self, **parameters: Parameter) -> None:
        super().__init__(parameters)
        self.parameters: Mapping[str, Parameter] = parameters

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.code}({named})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), dict(self.parameters))


def _rebuilt(kind: type[CivicflowError], parameters: dict[str, Parameter]) -> CivicflowError:
    return kind(**parameters)


class InvalidInputError(CivicflowError):
    """What was given cannot be understood; ``field`` names where."""

    code = "invalid-input"


class UnknownNameError(InvalidInputError):
    """There is no command, question, view or key of that name."""

    code = "unknown-name"


class TooLargeError(InvalidInputError):
    """A body or an envelope is longer than 64 KiB or nested deeper than 20."""

    code = "too-large"


class NotOnRecordError(CivicflowError):
    """The subject that the act names does not exist in the log."""

    code = "not-on-record"


class CommandIdReusedError(CivicflowError):
    """A command id that was used before came again with another content."""

    code = "command-id-reused"


class ClockError(CivicflowError):
    """The clock, or the time that an act claims, cannot be accepted."""

    code = "clock"


class BackupError(CivicflowError):
    """A backup cannot be written, or is not what was once written; ``file``, ``part`` and ``row`` say where."""

    code = "backup"


class NewerBackupError(BackupError):
    """A backup was written by a newer release in a form that this one does not know."""

    code = "newer-backup"


class StoreError(CivicflowError):
    """The store could not do what was asked."""

    code = "store"


class StoreNotEmptyError(StoreError):
    """The store into which a backup should be restored holds something already."""

    code = "store-not-empty"


class ConflictError(StoreError):
    """What a decision relied on changed before it could be stored."""

    code = "conflict"


class LockTimeoutError(StoreError):
    """Another writer held the store for longer than this one would wait."""

    code = "lock-timeout"


class ReadOnlyError(StoreError):
    """The store was opened for reading and takes no commands."""

    code = "read-only"


class ConnectionLostError(StoreError):
    """The server cannot be reached, or was lost before it answered; nothing was stored unless its id is found."""

    code = "connection-lost"


class UnsafeServerError(StoreError):
    """The server is set up so that it may lose what it has acknowledged; the settings are named."""

    code = "unsafe-server"


class StoreVersionError(StoreError):
    """The store was laid out by another release; ``civicflow migrate`` brings it up to date."""

    code = "store-version"


class UnreadableRowError(StoreError):
    """A row of a view cannot be read; ``view`` and ``subject`` say which, and a rebuild makes it anew."""

    code = "unreadable-row"


class UnreadableEventError(StoreError):
    """A stored event cannot be read; ``position`` and ``stream`` say which."""

    code = "unreadable-event"


class UnknownTopicError(UnreadableEventError):
    """A stored event has a topic that is not in the catalogue; nothing was imported to find out."""

    code = "unknown-topic"


class NewerSchemaError(UnreadableEventError):
    """A stored event was written by a newer release of its schema than this one knows."""

    code = "newer-schema"


class MalformedEventError(UnreadableEventError):
    """A stored event has an unknown, missing or repeated field, or a value of another type."""

    code = "malformed-event"


class RegulationError(CivicflowError):
    """A file of regulations cannot be read; ``file``, ``record`` and ``field`` say where."""

    code = "regulation"


class UnreadableRegulationError(RegulationError):
    """A folder or a file of regulations cannot be opened, or is no text; ``file`` and ``problem`` say which and why."""

    code = "unreadable-regulation"


class UnsourcedRegulationError(RegulationError):
    """A record says it is attested and names no source."""

    code = "unsourced-regulation"


class OverlappingRegulationsError(RegulationError):
    """Two records of one parameter apply to the same day, mode and people; ``first`` and ``second`` name them."""

    code = "overlapping-regulations"


class NotRegulatedError(CivicflowError):
    """Nothing that may be relied on is on record for a parameter that the act cannot do without."""

    code = "not-regulated"


class ProcedureError(CivicflowError):
    """A mistake in a procedure; ``file`` and ``line``, ``role``, ``step``, ``outcome`` and ``field`` say where."""

    code = "procedure"


class UnsoundProcedureError(CivicflowError):
    """
    A procedure cannot be carried out, or not as it is meant.

    Args:
        mistakes: All that is wrong with it, in the order of the file.
    """

    code = "unsound-procedure"

    def __init__(self, mistakes: tuple[ProcedureError, ...] = ()) -> None:
        super().__init__(mistakes=len(mistakes))
        self.mistakes = mistakes

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.mistakes,)


class CalendarError(CivicflowError):
    """A working calendar cannot be read; ``problem`` says why."""

    code = "calendar"


class OutsideCalendarError(CivicflowError):
    """A date or the end of a term lies outside the years that the working calendar covers."""

    code = "outside-calendar"

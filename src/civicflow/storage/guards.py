"""The checks that every store makes alike before it takes a filing: command id, guards, and the time of recording."""

from collections.abc import Iterable
from datetime import timedelta

from civicflow.core.event import from_micros
from civicflow.core.log import Filed, Filing, Relied
from civicflow.errors import ClockError, CommandIdReusedError

LONGEST_SILENCE = timedelta(days=15)
"""The longest closure of the offices with a margin; a clock further past the last record must be confirmed (ADR 0005)."""

_MICROSECOND = timedelta(microseconds=1)


def repeated(filing: Filing, fingerprint: bytes, filed: Filed) -> Filed:
    """
    The first receipt of a command that comes again.

    Raises:
        CommandIdReusedError: When the id was used for another content.
    """
    if fingerprint != filing.fingerprint:
        raise CommandIdReusedError(command_id=filing.command_id)
    return filed._replace(repeated=True)


def moved(relied: Relied, streams: Iterable[tuple[str, int]], keys: Iterable[tuple[str, int]]) -> Relied:
    """Of what was relied on, that which stands otherwise now; what is not named now stands at 0."""
    versions, positions = dict(streams), dict(keys)
    return Relied(
        streams={
            name: versions.get(name, 0)
            for name, was in relied.streams.items()
            if versions.get(name, 0) != was
        },
        keys={
            name: positions.get(name, 0) for name, was in relied.keys.items() if positions.get(name, 0) != was
        },
    )


def recording_time(now: int, last: int, longest_silence: timedelta) -> int:
    """
    The time to record, which never decreases.

    Args:
        now: What the clock says, in microseconds since 1970.
        last: The time of the last record; 0 when there is none.
        longest_silence: How far the clock may stand past the last record.

    Raises:
        ClockError: When the clock stands further past it.
    """
    if last and now - last > longest_silence // _MICROSECOND:
        raise ClockError(
            field="clock",
            problem="silence",
            now=from_micros(now).isoformat(),
            last=from_micros(last).isoformat(),
        )
    return max(now, last)

"""What the office sees of outboxes: which numbers of a device it has, and which are missing."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import attrs

from civicflow.exchange.outbox_lines import command_id

_FIRST = "outbox:"


@attrs.frozen(kw_only=True)
class DeviceNumbers:
    """
    What the office has of a device.

    Args:
        device: The device.
        on_record: How many of its commands were accepted.
        last: The highest number among them.
        missing_numbers: The numbers below that are not on record, such as ``17`` or ``19-21``: not sent yet, refused, withdrawn, or
            with nothing to add. What stands in the file of the device says which.
    """

    device: str
    on_record: int
    last: int
    missing_numbers: tuple[str, ...]


def bounds(device: str | None = None) -> tuple[str, str]:
    """Between which ids the commands of a device lie, or those of all devices."""
    first = _FIRST if device is None else f"{_FIRST}{device}:"
    return first, f"{first[:-1]};"


def numbers_on_record(command_ids: Iterable[str]) -> Iterator[DeviceNumbers]:
    """
    Which numbers of each device are on record, and which are missing.

    Args:
        command_ids: Ids of commands, in order; what is no id of an outbox is left out.
    """
    read = (each for each in map(_read, command_ids) if each is not None)
    for device, several in groupby(read, key=lambda each: each[0]):
        numbers = sorted(number for _, number in several)
        yield DeviceNumbers(
            device=device,
            on_record=len(numbers),
            last=numbers[-1],
            missing_numbers=tuple(
                _between(before, after) for before, after in pairwise((0, *numbers)) if after > before + 1
            ),
        )


def _read(written: str) -> tuple[str, int] | None:
    _, _, rest = written.partition(_FIRST)
    device, _, number = rest.partition(":")
    if not (number.isascii() and number.isdigit()) or command_id(device, int(number)) != written:
        return None
    return device, int(number)


def _between(before: int, after: int) -> str:
    return str(before + 1) if after == before + 2 else f"{before + 1}-{after - 1}"

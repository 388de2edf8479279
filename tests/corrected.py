"""What a log would say had everything been recorded rightly from the start: worked out slowly, line by line."""

from collections.abc import Sequence

from attrs import fields_dict

from civicflow.core.correction import Correction
from civicflow.core.event import Event, stream_of
from civicflow.core.log import Entry


def as_if_right(lines: Sequence[Entry]) -> list[Entry]:
    """The lines without corrections, each with what the last of them says that corrects it."""
    return [
        line._replace(event=_right(line, lines)) for line in lines if not isinstance(line.event, Correction)
    ]


def with_corrections(lines: Sequence[Entry]) -> list[Entry]:
    """The lines with what the last correction of each says, the corrections among them as they are."""
    found = iter(as_if_right(lines))
    return [line if isinstance(line.event, Correction) else next(found) for line in lines]


def _right(line: Entry, lines: Sequence[Entry]) -> Event:
    said = line.event
    for later in lines:
        event = later.event
        if (
            isinstance(event, Correction)
            and event.corrects == line.at.position < later.at.position
            and event.original is type(line.event)
            and stream_of(event) == line.stream
        ):
            names = fields_dict(type(line.event))  # type: ignore[arg-type]
            said = type(line.event)(**{name: getattr(event, name) for name in names})
    return said

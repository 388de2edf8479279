"""A log that another system kept: cases with what happened in them, as written there and not yet understood."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

import attrs

from civicflow.core.fields import instant
from civicflow.errors import CivicflowError, InvalidInputError, Parameter


class UnreadableLogError(CivicflowError):
    """A file is not the log it should be, is cut off or in another encoding; ``file`` and ``problem`` say what."""

    code = "unreadable-log"


@attrs.frozen(kw_only=True)
class Columns:
    """
    Where a log says which case, what, when.

    Args:
        case: The attribute or column that holds the id of the case.
        activity: The one that holds what was done; None where one row is one case.
        time: The one that holds when; None where one row is one case.
        event: The one that holds the id of the event, when the system gives one.
        zone: The zone of times that are written without one.
    """

    case: str
    activity: str | None = None
    time: str | None = None
    event: str | None = None
    zone: tzinfo


@attrs.frozen
class ForeignEvent:
    """
    One thing that happened in a case, in the words of the system that wrote it down.

    Args:
        ordinal: Its place among the rows of its case in the file, from 0; broken rows count.
        row: The line of the file on which it begins.
        id: The id that the system gave it, when it gives one.
        activity: What was done.
        at: When, in UTC; written with an offset or else in the zone of the mapping.
        attributes: Everything that was written, by name; nested ones as ``outer/inner``.
    """

    ordinal: int
    row: int
    id: str | None
    activity: str
    at: datetime
    attributes: Mapping[str, str]


@attrs.frozen
class ForeignCase:
    """
    One case of another system with all that it wrote about it.

    Args:
        id: The id of the case in that system.
        row: The line of the file on which it begins.
        attributes: What was written about the case as a whole.
        events: What happened in it, in the order of the file.
    """

    id: str
    row: int
    attributes: Mapping[str, str]
    events: tuple[ForeignEvent, ...] = ()


@attrs.frozen(kw_only=True)
class Reject:
    """
    A row that could not be taken over, and why; the rest goes on without it.

    Args:
        row: The line of the file on which it begins.
        reason: A stable code, such as ``unreadable-time``.
        case: The case it belongs to, as far as that is known.
        events: How many events of the log fall with it.
        cases: How many cases of the log fall with it.
        parameters: What a person needs to find and mend it.
    """

    row: int
    reason: str
    case: str | None = None
    events: int = 0
    cases: int = 0
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict)


def moment(text: str, zone: tzinfo) -> datetime:
    """
    Read a time as another system wrote it.

    A local time that a change of clocks makes ambiguous is the earlier one.

    Args:
        text: ISO 8601, with ``T`` or a space, with or without an offset.
        zone: What holds where no offset is written.

    Raises:
        ValueError: When it is not a time.
        InvalidInputError: When it lies in a year of which no record speaks.
    """
    at = datetime.fromisoformat(text)
    return instant(at if at.tzinfo is not None else at.replace(tzinfo=zone))


def foreign_event(
    attributes: Mapping[str, str], columns: Columns, ordinal: int, row: int, case: str | None
) -> ForeignEvent | Reject:
    """
    Understand one written event, or say why not.

    Args:
        attributes: Everything that was written.
        columns: Where the log says what and when.
        ordinal: Its place among the rows of its case.
        row: The line on which it begins.
        case: The case it belongs to.
    """
    activity, time = attributes.get(columns.activity or ""), attributes.get(columns.time or "")
    if not activity or not time:
        missing = columns.time if activity else columns.activity
        return Reject(row=row, case=case, reason="missing", events=1, parameters={"field": missing or ""})
    try:
        at = moment(time, columns.zone)
    except (ValueError, InvalidInputError):
        wrong: dict[str, Parameter] = {"field": columns.time or "", "value": time[:100]}
        return Reject(row=row, case=case, reason="unreadable-time", events=1, parameters=wrong)
    return ForeignEvent(ordinal, row, attributes.get(columns.event or "") or None, activity, at, attributes)

"""What is told about a due, by the regulations of the day on which it is due: reminders, alerts, escalations (V17, R53)."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.provision import Circumstances, Provision, Regulations
from civicflow.deadline.events import Alert
from civicflow.deadline.moments import CountedIn, Offset
from civicflow.regulations import NotOnRecord, Parameter, answering
from civicflow.regulations.parameters import (
    ALERT_CLOCK,
    ALERT_HOURS_AHEAD,
    ALERT_HOURS_LATE,
    ESCALATED_AFTER,
    REMINDED_BEFORE,
)

CLOCKS = {"wall": CountedIn.HOURS, "working": CountedIn.WORKING_HOURS}
"""What the hours of alerts are counted in, by the clock that the regulation names (K25)."""


@frozen(kw_only=True)
class Reminder:
    """
    Whoever has the work is reminded.

    Args:
        before: How long before the due.
        source: What sets that.
    """

    before: Length
    source: str

    @property
    def name(self) -> str:
        """What tells it from other notices of the same due."""
        return name_of_reminder(str(self.before))

    @property
    def offset(self) -> Offset:
        """How far from the due it falls due."""
        return Offset.of(self.before, before=True)


@frozen(kw_only=True)
class ColourAlert:
    """
    A due presses.

    Args:
        colour: How much.
        offset: How far from the due it falls due.
        source: What sets that.
    """

    colour: Alert
    offset: Offset
    source: str

    @property
    def name(self) -> str:
        """What tells it from other notices of the same due."""
        return name_of_alert(self.colour)


@frozen(kw_only=True)
class Escalation:
    """
    Work that is not done is taken to an office above.

    Args:
        level: How many levels above the office that decides on it.
        after: How long after the due.
        source: What sets that.
    """

    level: int
    after: Length
    source: str

    @property
    def name(self) -> str:
        """What tells it from other notices of the same due."""
        return name_of_escalation(self.level)

    @property
    def offset(self) -> Offset:
        """How far from the due it falls due."""
        return Offset.of(self.after, before=False)


Notice: TypeAlias = Reminder | ColourAlert | Escalation
"""Something that is told about a due, once."""


@frozen
class Lengths:
    """
    How long before a due, or after it, something is told.

    Args:
        source: What sets them: a record of the regulations, or the version of a procedure.
        lengths: Each of them.
    """

    source: str
    lengths: tuple[Length, ...]


@frozen(kw_only=True)
class Declared:
    """
    What a step of a procedure declares for itself, in place of the regulations.

    Args:
        reminders: How long before its due; as the regulations say where it declares none.
        escalations: How long after it, level by level; likewise.
    """

    reminders: Lengths | None = None
    escalations: Lengths | None = None


def name_of_reminder(before: str) -> str:
    """What a reminder is called that is given so long before."""
    return f"reminder {before}"


def name_of_alert(colour: Alert) -> str:
    """What an alert of a colour is called."""
    return f"alert {colour.value}"


def name_of_escalation(level: int) -> str:
    """What an escalation is called that goes so many levels up."""
    return f"escalation {level}"


def notices(
    regulations: Regulations, on: date, locality: str, declared: Declared | None = None
) -> Iterator[Notice]:
    """
    All that is told about a due.

    Args:
        regulations: Where it is looked up.
        on: The local day on which it is due, whose law sets it.
        locality: The place of the unit that the work belongs to; empty for one that is not on record.
        declared: What its step declares for itself.
    """
    asked, own = Circumstances(on=on, locality=locality), declared or Declared()
    reminders = own.reminders or _laid_down(regulations, REMINDED_BEFORE, asked)
    escalations = own.escalations or _laid_down(regulations, ESCALATED_AFTER, asked)
    yield from (Reminder(before=each, source=reminders.source) for each in reminders.lengths)
    yield from alerts(regulations, asked)
    for level, after in enumerate(escalations.lengths, start=1):
        yield Escalation(level=level, after=after, source=escalations.source)


def _laid_down(
    regulations: Regulations, parameter: Parameter[tuple[Length, ...]], asked: Circumstances
) -> Lengths:
    found = answering(regulations, parameter.subject, **asked)
    return Lengths("", ()) if isinstance(found, NotOnRecord) else Lengths(found.id, parameter.of(found))


def alerts(regulations: Regulations, asked: Circumstances) -> Iterator[ColourAlert]:
    """The three colours, as a day's law has them; none where nothing is on record."""
    found = answering(regulations, ALERT_CLOCK.subject, **asked)
    return iter(()) if isinstance(found, NotOnRecord) else alerts_of(found)


def alerts_of(provision: Provision) -> Iterator[ColourAlert]:
    """The three colours, as a record has them; none where it names a clock that nothing says how to read (K25)."""
    unit = CLOCKS.get(ALERT_CLOCK.of(provision))
    if unit is None:
        return
    ahead = Offset(number=ALERT_HOURS_AHEAD.of(provision), unit=unit, before=True)
    passed = Offset(number=0, unit=unit, before=False)
    late = Offset(number=ALERT_HOURS_LATE.of(provision), unit=unit, before=False)
    for colour, offset in zip(Alert, (ahead, passed, late), strict=True):
        yield ColourAlert(colour=colour, offset=offset, source=provision.id)

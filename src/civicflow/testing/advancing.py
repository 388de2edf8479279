"""Letting time pass in a test: everything that falls due on the way happens at its own moment, one thing after another."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from civicflow.automation.deadlines import VIEWS, Look
from civicflow.calendars import WorkingCalendar
from civicflow.core.clock import FixedClock
from civicflow.core.event import from_micros
from civicflow.core.fields import instant
from civicflow.errors import InvalidInputError
from civicflow.flow import Flow
from civicflow.views import passing_terms
from civicflow.views.deadline_notices import DeadlineNotice


def advance(
    flow: Flow,
    *,
    hours: int = 0,
    days: int = 0,
    working_days: int = 0,
    to: datetime | str | None = None,
) -> tuple[DeadlineNotice, ...]:
    """
    Let time pass: at each moment at which something falls due, the clock stops, reactions take place, notices are given and
    terms of dossiers pass.

    So nothing is late that a running engine would have done in time, and what follows from one thing has happened before the
    next falls due. What is due already happens first, at the present moment.

    Args:
        flow: An open log whose clock is a ``FixedClock``.
        hours: So many hours on the wall.
        days: So many calendar days, to the same time of the clock.
        working_days: So many working days of its calendar, likewise; counted after the calendar days.
        to: Or until this moment, aware.

    Returns:
        The reminders, alerts and escalations that were given on the way, in order.

    Raises:
        TypeError: When its clock cannot be moved.
        InvalidInputError: When time would not go forward.
        OutsideCalendarError: When the working days reach beyond the calendar.
    """
    clock = flow.setting.clock
    if not isinstance(clock, FixedClock):
        raise TypeError(clock)
    end = _end(flow, hours, days, working_days) if to is None else instant(to)
    if end < clock.now():
        raise InvalidInputError(field="to", problem="earlier-than-now", value=end.isoformat())
    given = list(_settled(flow))
    while (moment := _next_moment(flow, end)) is not None:
        clock.move_to(moment)
        given += _settled(flow)
    if clock.now() < end:
        clock.move_to(end)
        given += _settled(flow)
    return tuple(given)


def _end(flow: Flow, hours: int, days: int, working_days: int) -> datetime:
    """The end of the time that passes; days keep the time of the clock on the wall."""
    start = flow.setting.clock.now().astimezone(flow.setting.zone)
    on = start.date() + timedelta(days=days)
    if working_days:
        calendar = flow.setting.calendar
        assert isinstance(calendar, WorkingCalendar)
        on = calendar.nth_working_day(on, working_days)
    return start.combine(on, start.timetz()).astimezone(UTC) + timedelta(hours=hours)


def _settled(flow: Flow) -> Iterator[DeadlineNotice]:
    """Everything that follows at the present moment, until nothing more does."""
    while True:
        flow.react()
        ticked = flow.tick()
        if not ticked.given and not ticked.passed:
            return
        yield from ticked.given


def _next_moment(flow: Flow, end: datetime) -> datetime | None:
    """The first moment after the present, and no later than the end, at which something falls due or is tried again."""
    now = flow.setting.clock.now()
    moments = (*_notices_due(flow, end), *_terms_passed(flow), *_tried_again(flow))
    return min((each for each in moments if now < each <= end), default=None)


def _notices_due(flow: Flow, end: datetime) -> Iterator[datetime]:
    with flow.store.reading(VIEWS, known=None, as_of=None) as reading:
        look = Look(store=flow.store, setting=flow.setting, reading=reading, until=end, last=None)
        for row in look.rows():
            yield from (ripe.falling.at for ripe in look.ripe(row))


def _terms_passed(flow: Flow) -> Iterator[datetime]:
    """When the terms of steps have passed that end with them: the first moment after."""
    with flow.store.reading((passing_terms.VIEW,), known=None, as_of=None) as reading:
        yield from (from_micros(row.due + 1) for row in reading.rows(passing_terms.VIEW))


def _tried_again(flow: Flow) -> Iterator[datetime]:
    """When a reaction that was in vain is tried again."""
    progress = flow.store.progress
    for standing in () if progress is None else progress.standings():
        yield from (from_micros(hold.again) for hold in standing.holds.values() if hold.again)

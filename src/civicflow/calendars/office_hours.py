"""When an office works on a working day: a morning and an afternoon."""

from datetime import time
from typing import TypeAlias

import attrs

from civicflow.core.event import MINUTE
from civicflow.errors import InvalidInputError

Sessions: TypeAlias = tuple[tuple[time, time], tuple[time, time]]
"""The morning and the afternoon, each from when to when."""


@attrs.frozen(kw_only=True)
class OfficeHours:
    """
    The two sessions of a working day, in local times of whole minutes.

    Args:
        morning_from: When the morning session begins.
        morning_to: When it ends.
        afternoon_from: When the afternoon session begins.
        afternoon_to: When it, and with it the working day, ends.
        provision: The record that sets them; None when they rest on none.

    Attributes:
        sessions: The morning and the afternoon, each from when to when.
        minutes: How many minutes a whole working day has.

    Raises:
        InvalidInputError: When they do not follow one another, or are not whole minutes.
    """

    morning_from: time
    morning_to: time
    afternoon_from: time
    afternoon_to: time
    provision: str | None = None
    sessions: Sessions = attrs.field(init=False, repr=False, eq=False)
    minutes: int = attrs.field(init=False, repr=False, eq=False)
    _bounds: tuple[tuple[int, int], ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        times = self.morning_from, self.morning_to, self.afternoon_from, self.afternoon_to
        whole = all(each == time(each.hour, each.minute) for each in times)
        if not (whole and times[0] < times[1] <= times[2] < times[3]):
            written = " ".join(each.isoformat() for each in times)
            raise InvalidInputError(field="office_hours", problem="order", value=written)

    @sessions.default
    def _morning_and_afternoon(self) -> Sessions:
        return (self.morning_from, self.morning_to), (self.afternoon_from, self.afternoon_to)

    @_bounds.default
    def _since_midnight(self) -> tuple[tuple[int, int], ...]:
        return tuple((since_midnight(begin), since_midnight(end)) for begin, end in self.sessions)

    @minutes.default
    def _of_a_day(self) -> int:
        return sum(since_midnight(end) - since_midnight(begin) for begin, end in self.sessions) // MINUTE

    def passed(self, at: time) -> int:
        """How much of a working day has passed at a local time, in microseconds of office hours."""
        now = since_midnight(at)
        return sum(min(now, end) - begin for begin, end in self._bounds if now > begin)

    def begun(self, at: time) -> int:
        """How many sessions of a working day have begun before a local time."""
        return sum(begin < at for begin, _ in self.sessions)

    def after(self, minutes: int) -> time:
        """
        The local time by which so many minutes of a working day have passed.

        Args:
            minutes: At least 1, at most those of a whole day.
        """
        (begin, end), (afternoon, _) = self._bounds
        morning = (end - begin) // MINUTE
        reached = begin // MINUTE + minutes
        if minutes > morning:
            reached = afternoon // MINUTE + minutes - morning
        return time(*divmod(reached, 60))


def since_midnight(at: time) -> int:
    """A time of day in microseconds."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond

"""How long a term is, when it ends, and what the end was derived from."""

import re
from datetime import datetime
from enum import Enum
from typing import Self

import attrs

from civicflow.errors import InvalidInputError


class TermUnit(Enum):
    """What a term is counted in."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    SESSIONS = "sessions"
    CALENDAR_DAYS = "calendar_days"


LONGEST = 999_999_999
"""The largest number of a length that can be written."""


@attrs.frozen
class Length:
    """
    How long a term is, such as ``5 working_days``.

    Args:
        number: How many, at least 1 and at most ``LONGEST``.
        unit: Of what.

    Raises:
        InvalidInputError: When the number is less than 1, or longer than a length is ever written.
    """

    number: int
    unit: TermUnit

    def __attrs_post_init__(self) -> None:
        if self.number < 1:
            raise InvalidInputError(field="length", problem="positive", value=self.number)
        if self.number > LONGEST:
            raise InvalidInputError(field="length", problem="length", value=str(self)[:100])

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        A length as people and files write it.

        Args:
            text: A whole number, a space and the unit: ``5 working_days``, ``4 working_hours``, ``1 sessions``,
                ``15 calendar_days``.

        Raises:
            InvalidInputError: When it is not written so.
        """
        written = _LENGTH.fullmatch(text)
        if written is None:
            raise InvalidInputError(field="length", problem="length", value=text[:100])
        return cls(int(written[1]), TermUnit(written[2]))

    def __str__(self) -> str:
        return f"{self.number} {self.unit.value}"


_LENGTH = re.compile(rf"(0|[1-9][0-9]{{0,8}}) ({'|'.join(unit.value for unit in TermUnit)})")


@attrs.frozen(kw_only=True)
class Derivation:
    """
    What a computed date rests on; an event keeps it beside the date, so that it can be derived again for ever.

    Args:
        start: The moment that sets the term running (UTC).
        length: How many units were counted.
        unit: Of what.
        calendar: The version of the working calendar it was counted in.
        regulation: The provision that sets the length; None when somebody chose it.
        office_hours: The provision that sets the office hours; None when they rest on none.
        projected: Whether it reaches a year whose order has not been issued yet, so that the end may still move.
    """

    start: datetime
    length: int
    unit: TermUnit
    calendar: str
    regulation: str | None
    office_hours: str | None
    projected: bool


@attrs.frozen(kw_only=True)
class Term:
    """
    The end of a term, with all that it was derived from.

    Args:
        end: The last moment of the term (UTC).
        derivation: What it was derived from.
    """

    end: datetime
    derivation: Derivation

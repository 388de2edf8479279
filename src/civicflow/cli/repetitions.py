"""Answers that were given once beside those that are given now, and what differs between them."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Self

import attrs

if TYPE_CHECKING:
    from civicflow.core.filing import Setting
    from civicflow.exchange.repeating import Given


class Difference(Enum):
    """What is not as it was when an answer was given."""

    ANSWER = "answer"
    CODE = "code"
    REGULATIONS = "regulations"
    CALENDAR = "calendar"


SIDES = ("digest", "code", "regulations", "calendar", "strict")
"""The fields that stand twice in a repetition: as it was then, and as it is now."""


@attrs.frozen(kw_only=True)
class Repetition:
    """
    An answer that was given once, and what is answered to the same question now.

    Args:
        question: The question.
        arguments: Its arguments.
        position: Up to which position of the log.
        known: For which instant of knowledge; None for what was known when it was asked.
        as_of: Up to which instant what happened counts.
        equal: Whether the answer is the same to the byte.
        differs: What is not as it was then: the answer, or what may be the cause of that.
        digest: The digest then.
        digest_now: The digest now; None when this release cannot answer the question.
        code: The release that answered then.
        code_now: The release that answers now.
        regulations: The regulations then.
        regulations_now: The regulations now.
        calendar: The calendar then.
        calendar_now: The calendar now.
        supposed: The regulations that were supposed then in the place of those that hold; None when none were.
        strict: Whether only verified provisions counted then.
        strict_now: Whether they do now.
    """

    question: str
    arguments: str
    position: int
    known: datetime | None
    as_of: datetime | None
    equal: bool
    differs: tuple[Difference, ...]
    digest: str
    digest_now: str | None
    code: str
    code_now: str
    regulations: str
    regulations_now: str
    calendar: str
    calendar_now: str
    supposed: str | None
    strict: bool
    strict_now: bool

    @classmethod
    def of(
        cls, then: "Given", digest_now: str | None, setting: "Setting", *, strict: bool, **besides: object
    ) -> Self:
        """
        Put what was answered then beside what is answered now.

        Args:
            then: What was answered then.
            digest_now: The digest of the answer now; None when there is none.
            setting: The release, the regulations and the calendar of today.
            strict: Whether only verified provisions count now.
            besides: What a record of another kind says besides.
        """
        from civicflow.exchange.json_text import canonical

        head = then.head
        found = tuple(_differences(then, digest_now, setting))
        return cls(
            question=head.question,
            arguments=canonical(head.arguments).decode(),
            position=head.position,
            known=head.known,
            as_of=head.as_of,
            equal=Difference.ANSWER not in found,
            differs=found,
            digest=then.digest,
            digest_now=digest_now,
            code=head.code,
            code_now=setting.code,
            regulations=head.regulations,
            regulations_now=setting.regulations.version,
            calendar=head.calendar,
            calendar_now=setting.calendar.version,
            supposed=head.supposed,
            strict=head.strict,
            strict_now=strict,
            **besides,
        )


def _differences(then: "Given", digest_now: str | None, setting: "Setting") -> Iterator[Difference]:
    head = then.head
    pairs = {
        Difference.ANSWER: (then.digest, digest_now),
        Difference.CODE: (head.code, setting.code),
        Difference.REGULATIONS: (head.regulations, setting.regulations.version),
        Difference.CALENDAR: (head.calendar, setting.calendar.version),
    }
    return (difference for difference, (before, now) in pairs.items() if before != now)

"""Asking again what the reviews of a pilot rested on, and naming what is answered otherwise now."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.options import Strict
from civicflow.cli.terminal import Terminal
from civicflow.errors import CivicflowError, NotOnRecordError, StoreError

if TYPE_CHECKING:
    from civicflow.core.frozen_answer import FrozenAnswer
    from civicflow.flow import Flow

DIFFERENT = 1


@attrs.frozen(kw_only=True)
class Repetition:
    """
    A frozen answer of a review, and what is answered to the same question now.

    Args:
        review: The position of the review.
        question: The question.
        arguments: Its arguments.
        position: Up to which position of the log.
        known: For which instant.
        equal: Whether the answer is the same to the byte.
        digest: The digest then.
        digest_now: The digest now; None when this release cannot answer the question.
        code: The release that answered then.
        code_now: The release that answers now.
        regulations: The regulations then.
        regulations_now: The regulations now.
        calendar: The calendar then.
        calendar_now: The calendar now.
        strict: Whether only verified provisions counted then.
        strict_now: Whether they do now.
    """

    review: int
    question: str
    arguments: str
    position: int
    known: datetime
    equal: bool
    digest: str
    digest_now: str | None
    code: str
    code_now: str
    regulations: str
    regulations_now: str
    calendar: str
    calendar_now: str
    strict: bool
    strict_now: bool


def review(pilot: str, /, *, strict: Strict = False, terminal: Terminal) -> int:
    """
    Ask each frozen answer of a pilot's reviews again, and print whether it is still the same to the byte.

    Args:
        pilot: The pilot.
        strict: Rely only on provisions that are verified or choices of design, as when the answers were frozen.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True, strict=strict) as flow:
        again = [_repeated(flow, *each) for each in _reviewed(flow, pilot)]
        terminal.show(again)
    return 0 if all(each.equal for each in again) else DIFFERENT


def _reviewed(flow: "Flow", pilot: str) -> "Iterator[tuple[int, FrozenAnswer]]":
    """
    The answers that the reviews of a pilot rest on, each with the position of its review.

    Raises:
        NotOnRecordError: When there is no such pilot.
    """
    from civicflow.pilot_record.events import PilotEvaluated

    entries = list(flow.entries(stream=f"pilot_record:{pilot}"))
    if not entries:
        raise NotOnRecordError(kind="pilot_record", id=pilot)
    for entry in entries:
        if isinstance(entry.event, PilotEvaluated):
            yield from ((entry.at.position, answer) for answer in entry.event.answers)


def _repeated(flow: "Flow", review: int, then: "FrozenAnswer") -> Repetition:
    setting = flow.setting
    try:
        digest: str | None = flow.repeat(then).digest
    except StoreError:
        raise
    except CivicflowError:
        digest = None
    return Repetition(
        review=review,
        question=then.question,
        arguments=then.arguments,
        position=then.position,
        known=then.known,
        equal=digest == then.digest,
        digest=then.digest,
        digest_now=digest,
        code=then.code,
        code_now=setting.code,
        regulations=then.regulations,
        regulations_now=setting.regulations.version,
        calendar=then.calendar,
        calendar_now=setting.calendar.version,
        strict=then.strict,
        strict_now=setting.regulations.strict,
    )

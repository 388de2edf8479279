"""An answer that was frozen: how to ask it again, and the digest by which it is known to be the same."""

import re
from collections.abc import Iterable
from datetime import datetime

import attrs

from civicflow.core.fields import Line, ShortText, instant
from civicflow.errors import InvalidInputError

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("question", "arguments", "code", "regulations", "calendar")


@attrs.frozen(kw_only=True)
class FrozenAnswer:
    """
    What a review, or a finding, rests on: an answer that can be asked again to the byte (R8, S0).

    The answer itself is not kept. It follows from the log up to a position, which never changes; a release or
    regulations that answer otherwise are seen by the digest, and named by their versions.

    Args:
        question: The name of the question, such as ``on-time``.
        arguments: Its arguments as JSON text, by name.
        position: The last position of the log that was taken into account.
        known: The instant it was asked for (UTC).
        digest: SHA-256 of the answer as canonical JSON, in hexadecimal.
        code: The release of civicflow that answered.
        regulations: The digest of its regulations.
        calendar: The version of its working calendar.
        strict: Whether only verified provisions and choices of design were allowed.
    """

    question: ShortText
    arguments: ShortText
    position: int
    known: datetime
    digest: ShortText
    code: ShortText
    regulations: ShortText
    calendar: ShortText
    strict: bool


def frozen_answers(values: Iterable[FrozenAnswer]) -> tuple[FrozenAnswer, ...]:
    """
    Take several frozen answers.

    Raises:
        InvalidInputError: When one of them names no question, no position, no instant or no digest.
    """
    return tuple(map(_checked, values))


def _checked(answer: FrozenAnswer) -> FrozenAnswer:
    for name in _TEXTS:
        Line().check(getattr(answer, name), name)
    if answer.position < 1:
        raise InvalidInputError(field="position", problem="positive", value=answer.position)
    if _DIGEST.fullmatch(answer.digest) is None:
        raise InvalidInputError(field="digest", problem="digest", value=answer.digest[:100])
    return attrs.evolve(answer, known=instant(answer.known))

"""Freezing an answer: its question as text that makes it again, and the digest of what it says."""

from collections.abc import Iterable
from hashlib import sha256

from civicflow.core.command import given
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.module import Module
from civicflow.core.question import Head, Question, Reply
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import canonical


def frozen(question: Question[object], reply: Reply[object]) -> FrozenAnswer:
    """
    What is kept of an answer.

    Args:
        question: What was asked.
        reply: The reply, asked for an instant and of the log up to a position.
    """
    head = reply.head
    return FrozenAnswer(
        question=head.question,
        arguments=canonical(given(question)).decode(),
        position=head.position,
        known=head.now,
        digest=digest_of(reply.answer),
        code=head.code,
        regulations=head.regulations,
        calendar=head.calendar,
        strict=head.strict,
    )


def digest_of(answer: object) -> str:
    """SHA-256 of an answer as canonical JSON, in hexadecimal: the same for one that was read and one that was just given."""
    return sha256(canonical(answer)).hexdigest()


def question_of(answer: FrozenAnswer | Head, modules: Iterable[Module]) -> Question[object]:
    """
    The question of an answer that was given once.

    Args:
        answer: What was kept: of a frozen answer, or the head of a reply.
        modules: What is plugged in.

    Raises:
        UnknownNameError: When there is no such question any more.
        InvalidInputError: When it does not take those arguments any more.
    """
    written = answer.arguments if isinstance(answer, FrozenAnswer) else canonical(answer.arguments)
    return JsonEdge(modules).question(answer.question, written)

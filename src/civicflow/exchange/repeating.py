"""Answers that were given once, read from what was printed then, so that they can be asked again."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from attrs import frozen

from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.question import Head
from civicflow.errors import InvalidInputError
from civicflow.exchange.freezing import digest_of
from civicflow.exchange.json_body import read_json
from civicflow.exchange.structuring import structured


@frozen(kw_only=True)
class Given:
    """
    An answer that was given once.

    Args:
        head: Where it came from, and what was asked.
        digest: SHA-256 of the answer as canonical JSON, in hexadecimal.
    """

    head: Head
    digest: str


def answers_in(text: str) -> Iterator[Given]:
    """
    The answers in a text: replies as ``ask`` prints them, lines as ``freeze`` does, as many as there are.

    Args:
        text: JSON values one after another, with any space between them.

    Raises:
        InvalidInputError: When there is none, or one of them is neither; ``field`` is its number, as ``$[2]``, and the place within.
    """
    decoder = json.JSONDecoder(parse_float=Decimal)
    rest, number = text.strip(), 0
    if not rest:
        raise InvalidInputError(field="$", problem="no-answer")
    while rest:
        try:
            value, end = decoder.raw_decode(rest)
        except (ValueError, RecursionError) as error:
            raise InvalidInputError(
                field=f"$[{number}]", problem="not-json", detail=str(error)[:200]
            ) from None
        yield _given(value, f"$[{number}]")
        rest, number = rest[end:].lstrip(), number + 1


def _given(value: Any, path: str) -> Given:
    match value:
        case {"head": head, "answer": answer}:
            return Given(head=structured(head, Head, path=f"{path}.head"), digest=digest_of(answer))
        case {"digest": _}:
            return given_once(structured(value, FrozenAnswer, path=path))
        case _:
            raise InvalidInputError(field=path, problem="no-answer")


def given_once(answer: FrozenAnswer) -> Given:
    """A frozen answer, as a reply that was asked for its instant."""
    arguments = read_json(answer.arguments)
    if not isinstance(arguments, dict):
        raise InvalidInputError(field="arguments", problem="not-an-object", value=answer.arguments[:100])
    head = Head(
        question=answer.question,
        arguments=arguments,
        position=answer.position,
        known=answer.known,
        as_of=None,
        now=answer.known,
        code=answer.code,
        regulations=answer.regulations,
        provisions=(),
        unconfirmed=(),
        calendar=answer.calendar,
        strict=answer.strict,
        lag=0,
    )
    return Given(head=head, digest=answer.digest)

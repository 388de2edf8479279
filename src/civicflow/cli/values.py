"""Values as they are written on a command line; a mistake names the option it is in."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from civicflow.errors import InvalidInputError

if TYPE_CHECKING:
    from civicflow.core.fields import FreeText
    from civicflow.core.frozen_answer import FrozenAnswer
    from civicflow.core.question import Question, Reply
    from civicflow.flow import Flow
    from civicflow.regulations import Lawbook

A = TypeVar("A")
S = TypeVar("S")
T = TypeVar("T")


def moment(option: str, written: str | None) -> datetime | None:
    """
    A time with its zone; nothing stays nothing.

    Args:
        option: The option it is said by.
        written: Such as ``2023-11-20T16:50+07:00``.

    Raises:
        InvalidInputError: When it is no time, or has no zone.
    """
    from civicflow.core.fields import optional_instant

    return read(optional_instant, option, written)


def asked(
    flow: "Flow",
    question: "Question[A]",
    known: str | None,
    as_of: str | None = None,
    position: int | None = None,
    regulations: "Lawbook | None" = None,
) -> "Reply[A]":
    """
    The reply to a question, as known and as of the times that were written.

    Args:
        flow: Where it is asked.
        question: What is asked.
        known: As ``--known`` says it: a time with its zone, or a day.
        as_of: As ``--as-of`` says it.
        position: As ``--position`` says it.
        regulations: What is supposed in the place of the rules that hold.

    Raises:
        InvalidInputError: When a time is neither, or the log has no such position.
    """
    try:
        return flow.ask(question, known=known, as_of=as_of, position=position, regulations=regulations)
    except InvalidInputError as error:
        raise of_standpoint(error) from None


def frozen(flow: "Flow", question: "Question[A]", known: str | None) -> "FrozenAnswer":
    """
    A question answered so that it can be asked again to the byte.

    Args:
        flow: Where it is asked.
        question: What is asked.
        known: As ``--known`` says it.

    Raises:
        InvalidInputError: When it is neither a time with its zone nor a day.
    """
    try:
        return flow.freeze(question, known=known)
    except InvalidInputError as error:
        raise of_standpoint(error) from None


def text(option: str, written: str | None) -> "FreeText | None":
    """
    What a person says in their own words; nothing stays nothing.

    Args:
        option: The option it is said by.
        written: The words.

    Raises:
        InvalidInputError: When it is empty or too long.
    """
    from civicflow.core.fields import optional_free_text

    return read(optional_free_text, option, written)


def read(take: Callable[[S], T], option: str, written: S) -> T:
    """
    Whatever is written on the command line.

    Args:
        take: What makes a value of it.
        option: The option it is said by, or the name of its place.
        written: What is written.

    Raises:
        InvalidInputError: When it is no such value.
    """
    try:
        return take(written)
    except InvalidInputError as error:
        raise of_option(error, option) from None


def of_standpoint(error: InvalidInputError) -> InvalidInputError:
    """The same mistake, named by the option that says from where a question is answered."""
    field = str(error.parameters["field"])
    said = {"known", "as_of", "position", "since", "as_of_since"}
    return of_option(error, f"--{field.replace('_', '-')}" if field in said else field)


def of_option(error: InvalidInputError, option: str) -> InvalidInputError:
    """The same mistake, named by the option that people wrote."""
    return type(error)(**{**error.parameters, "field": option})

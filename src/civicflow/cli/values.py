"""Values as they are written on a command line; a mistake names the option it is in."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from civicflow.errors import InvalidInputError

if TYPE_CHECKING:
    from civicflow.core.fields import FreeText

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

    return _read(optional_instant, option, written)


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

    return _read(optional_free_text, option, written)


def _read(take: Callable[[str | None], T], option: str, written: str | None) -> T:
    try:
        return take(written)
    except InvalidInputError as error:
        raise of_option(error, option) from None


def of_option(error: InvalidInputError, option: str) -> InvalidInputError:
    """The same mistake, named by the option that people wrote."""
    return type(error)(**{**error.parameters, "field": option})

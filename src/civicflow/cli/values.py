"""Values as they are written on a command line; a mistake names the option it is in."""

from datetime import datetime

from civicflow.errors import InvalidInputError


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

    try:
        return optional_instant(written)
    except InvalidInputError as error:
        raise of_option(error, option) from None


def of_option(error: InvalidInputError, option: str) -> InvalidInputError:
    """The same mistake, named by the option that people wrote."""
    return type(error)(**{**error.parameters, "field": option})

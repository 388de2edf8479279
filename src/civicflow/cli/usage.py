"""What is wrong with a command line, as errors that can be told in the language of the reader."""

from collections.abc import Iterable
from difflib import get_close_matches

import cyclopts
from cyclopts.argument import Argument

from civicflow.errors import CivicflowError


class UsageError(CivicflowError):
    """The command line cannot be understood; ``value`` says what of it."""

    code = "usage"


class UnknownVerbError(UsageError):
    """There is no such verb, or no such question."""

    code = "unknown-verb"


class UnknownOptionError(UsageError):
    """The verb has no such option."""

    code = "unknown-option"


class MissingOptionError(UsageError):
    """An option that the verb cannot do without is missing, or stands without its value."""

    code = "missing-option"


class WrongValueError(UsageError):
    """An option has a value that it does not take; ``option`` and ``value`` say which."""

    code = "wrong-value"


class RepeatedOptionError(UsageError):
    """An option that may stand once stands twice."""

    code = "repeated-option"


class SurplusError(UsageError):
    """There is more on the command line than the verb takes."""

    code = "surplus"


def usage_error(error: cyclopts.CycloptsError) -> UsageError:
    """
    The mistake in a command line.

    Args:
        error: What the parser says.
    """
    match error:
        case cyclopts.UnknownCommandError(unused_tokens=[verb, *_], app=app):
            return UnknownVerbError(value=verb, near=_near(verb, app or ()))
        case cyclopts.UnknownOptionError(token=token, argument_collection=known):
            option = token.keyword or token.value
            return UnknownOptionError(
                value=option, near=_near(option, (name for each in known for name in each.names))
            )
        case cyclopts.MissingArgumentError(argument=Argument() as argument):
            return MissingOptionError(value=_name(argument))
        case cyclopts.CoercionError(argument=Argument() as argument, token=token):
            return WrongValueError(option=_name(argument), value=token.value if token else "")
        case cyclopts.ValidationError(argument=Argument() as argument):
            return WrongValueError(option=_name(argument), value=str(argument.value))
        case cyclopts.RepeatArgumentError(token=token):
            return RepeatedOptionError(value=token.keyword or token.value)
        case cyclopts.UnusedCliTokensError(unused_tokens=[surplus, *_]):
            return SurplusError(value=surplus)
        case _:
            return UsageError(value=str(error))


def _near(word: str, known: Iterable[str]) -> str:
    return ", ".join(
        get_close_matches(word, [each for each in known if not each.startswith("-") or word[:1] == "-"])
    )


def _name(argument: Argument) -> str:
    """An option as it is written; what has no option by its place."""
    keyword = argument.field_info.is_keyword
    return argument.name if keyword else str(argument.parameter.metavar or argument.name.lstrip("-").upper())

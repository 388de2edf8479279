"""What other applications plug in: named on the command line, in the environment, or by an entry point."""

import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise
from typing import TYPE_CHECKING

from civicflow.cli.options import MODULES_NAMED_BY
from civicflow.errors import UnknownNameError

if TYPE_CHECKING:
    from civicflow.core.module import Module

MODULES = "civicflow.modules"
"""The group of entry points that name a ``Module``, or a tuple of them."""

VERBS = "civicflow.verbs"
"""The group of entry points that name a verb; the name of the entry point is the verb."""


def plugged_modules(tokens: Sequence[str]) -> "tuple[Module, ...]":
    """
    The modules of other applications that are installed or named.

    Args:
        tokens: The command line, for ``--module package:ATTRIBUTE``.

    Raises:
        UnknownNameError: When there is no such module, or it is none of civicflow.
    """
    installed = [point.value for point in entry_points(group=MODULES)]
    named = values_of("--module", tokens) or os.environ.get(MODULES_NAMED_BY, "").split()
    return tuple(module for name in (*installed, *named) for module in _loaded(name))


def plugged_verbs() -> tuple[EntryPoint, ...]:
    """The verbs of other applications that are installed."""
    return tuple(entry_points(group=VERBS))


def values_of(option: str, tokens: Sequence[str]) -> list[str]:
    """
    What is said by an option that must be known before the rest is understood.

    Args:
        option: Such as ``--lang``.
        tokens: The command line.
    """
    apart = [after for token, after in pairwise(tokens) if token == option]
    return apart + [token.partition("=")[2] for token in tokens if token.startswith(f"{option}=")]


def _loaded(name: str) -> "Iterator[Module]":
    from civicflow.core.module import Module

    package, _, attribute = name.partition(":")
    try:
        found: object = getattr(import_module(package), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownNameError(
            field="module", problem="unknown", value=name[:100], detail=str(error)
        ) from None
    for module in found if isinstance(found, tuple) else (found,):
        if not isinstance(module, Module):
            raise UnknownNameError(field="module", problem="unknown", value=name[:100])
        yield module

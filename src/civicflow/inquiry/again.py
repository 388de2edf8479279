"""Asking once more what was answered: for the same instants and as strictly as then, under what holds today."""

import attrs

from civicflow.core.clock import FixedClock
from civicflow.core.filing import Setting
from civicflow.core.question import Head
from civicflow.errors import InvalidInputError
from civicflow.regulations import Lawbook


def as_then(setting: Setting, head: Head) -> Setting:
    """
    The release, the regulations and the calendar of today, at the moment at which a reply was given.

    Args:
        setting: Those of today.
        head: Where the reply came from.
    """
    law = setting.regulations
    if isinstance(law, Lawbook) and law.strict is not head.strict:
        law = attrs.evolve(law, strict=head.strict)
    return attrs.evolve(setting, clock=FixedClock(head.now), regulations=law)


def supposed_then(head: Head, supposed: Lawbook | None) -> Lawbook | None:
    """
    What was supposed in the place of the rules that hold; nothing where nothing was, whatever is supposed now.

    Args:
        head: Where the reply came from.
        supposed: What is supposed now.

    Raises:
        InvalidInputError: When other rules were supposed, or some were and none are now.
    """
    if head.supposed is None:
        return None
    found = None if supposed is None else attrs.evolve(supposed, strict=head.strict)
    if found is None or found.version != head.supposed:
        raise InvalidInputError(field="regulations", problem="supposed-otherwise", value=head.supposed)
    return found

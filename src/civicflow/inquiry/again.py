"""Asking once more what was answered: for the same instants and as strictly as then, under what holds today."""

import attrs

from civicflow.core.clock import FixedClock
from civicflow.core.filing import Setting
from civicflow.core.question import Head
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

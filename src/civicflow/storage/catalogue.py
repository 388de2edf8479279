"""The closed list of what may stand in the log: a stored row can never name anything else."""

from collections.abc import Iterable

from civicflow.core.event import Event
from civicflow.core.module import Module
from civicflow.core.refusal import ActRefused, RefusalsOfDay

MECHANISM = Module(name="core", events=(ActRefused,), states=(RefusalsOfDay,))
"""What the mechanism itself records."""


def stored_topic(kind: type[Event]) -> str:
    """The topic as it is stored: with the version of the schema from the second one on, ``task.assigned@2``."""
    return kind.topic if kind.schema == 1 else f"{kind.topic}@{kind.schema}"


class Catalogue:
    """
    All events, states, commands, views and questions of the modules that are plugged in.

    Args:
        modules: Ours and those of other applications.

    Raises:
        ValueError: When two of them claim the same topic.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = (MECHANISM, *modules)
        self.events: dict[str, type[Event]] = {}
        for module in self.modules:
            for kind in module.events:
                if self.events.setdefault(kind.topic, kind) is not kind:
                    message = f"two events claim the topic {kind.topic}"
                    raise ValueError(message)
        self.views = tuple(view for module in self.modules for view in module.views)
        self.keys = frozenset(name for kind in self.events.values() for name, _ in kind.keys)

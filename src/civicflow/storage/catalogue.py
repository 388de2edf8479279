"""The closed list of what may stand in the log: a stored row can never name anything else."""

from collections.abc import Iterable
from typing import TypeVar

from civicflow.core.event import Event
from civicflow.core.module import Module
from civicflow.core.recording import Claimable
from civicflow.core.refusal import ActRefused, RefusalsOfDay
from civicflow.errors import InvalidInputError
from civicflow.storage.public_views import public_names
from civicflow.storage.upcasts import UPCASTS

T = TypeVar("T")

MECHANISM = Module(name="core", events=(ActRefused,), states=(RefusalsOfDay,))
"""What the mechanism itself records."""


def stored_topic(kind: type[Event]) -> str:
    """The topic as it is stored: with the version of the schema from the second one on, ``task.assigned@2``."""
    return kind.topic if kind.schema == 1 else f"{kind.topic}@{kind.schema}"


class Catalogue:
    """
    All events, states, commands, views, questions and reactions of the modules that are plugged in.

    Args:
        modules: Ours and those of other applications.

    Raises:
        InvalidInputError: When two of them claim the same name, topic, kind of stream or view.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = tuple(dict.fromkeys((MECHANISM, *modules)))
        _once("module", ((module.name, module) for module in self.modules))
        _once("kind", ((state.kind, state) for module in self.modules for state in module.states))
        self.events = _once(
            "topic", ((kind.topic, kind) for module in self.modules for kind in module.events)
        )
        self.claimable = Claimable(
            claims=frozenset(kind for module in self.modules for kind in module.claims),
            proofs=frozenset(kind for module in self.modules for kind in module.proofs),
        )
        views = _once("view", ((view.name, view) for module in self.modules for view in module.views))
        _once("view", ((name, view) for view in views.values() for name in public_names(view)))
        self.upcasts = dict(UPCASTS)
        for module in self.modules:
            self.upcasts |= module.upcasts
        self.views = tuple(views.values())
        found = _once("reaction", ((each.name, each) for module in self.modules for each in module.reactions))
        self.reactions = tuple(found.values())
        self.keys = frozenset(name for kind in self.events.values() for name, _ in kind.keys)


def _once(sort: str, claims: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What each name stands for, claimed by one alone."""
    found: dict[str, T] = {}
    for name, claimed in claims:
        if found.setdefault(name, claimed) is not claimed:
            raise InvalidInputError(field="modules", problem="repeated", detail=sort, value=name)
    return found

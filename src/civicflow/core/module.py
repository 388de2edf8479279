"""How an aggregate or a set of views is plugged in: ours, or another application's."""

from typing import TYPE_CHECKING

import attrs

from civicflow.core.command import Command
from civicflow.core.event import Event, State
from civicflow.core.question import AnyView, Question

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@attrs.frozen(kw_only=True)
class Module:
    """
    What one aggregate or report brings: its commands, events, states, views, questions, dated rules and words.

    Args:
        name: A short noun; its message catalogues carry it.
        commands: What can be asked for.
        events: What can have happened.
        states: The states of its streams.
        views: What is gathered from events.
        questions: What can be asked.
        regulations: The folder of its own dated rules, one TOML file a parameter; none when left out.
        locale: The folder with ``vi`` and ``en`` message catalogues; civicflow's own when left out.
    """

    name: str
    commands: tuple[type[Command], ...] = ()
    events: tuple[type[Event], ...] = ()
    states: tuple[type[State], ...] = ()
    views: tuple[AnyView, ...] = ()
    questions: tuple[type[Question[object]], ...] = ()
    regulations: "Traversable | None" = None
    locale: "Traversable | None" = None

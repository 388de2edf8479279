"""How an aggregate or a set of views is plugged in: ours, or another application's."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from civicflow.core.command import Command
from civicflow.core.event import Event, State
from civicflow.core.question import AnyView, Question
from civicflow.core.reaction import Reaction
from civicflow.core.rule import Rule

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
        claims: Those of the events that another system may claim of what it has recorded itself; never what gives anybody a
            right to act.
        proofs: Those that it may claim of what this office has opened as well, since they prove what somebody did; one that
            can name a ``receipt`` names it.
        rules: Further rules of commands that modules below bring: they can forbid an act, never allow one.
        states: The states of its streams.
        views: What is gathered from events.
        questions: What can be asked.
        reactions: What the engine does by itself when something has happened.
        regulations: The folder of its own dated rules, one TOML file a parameter; none when left out.
        procedures: The folder of the procedures it brings, one TOML file a version; none when left out. They hold once
            somebody has published them.
        upcasts: By topic, the step from schema 1 of an event to 2, from 2 to 3, and so on, on plain dicts.
        locale: The folder with ``vi`` and ``en`` message catalogues; civicflow's own when left out.
    """

    name: str
    commands: tuple[type[Command], ...] = ()
    events: tuple[type[Event], ...] = ()
    claims: tuple[type[Event], ...] = ()
    proofs: tuple[type[Event], ...] = ()
    rules: Mapping[type[Command], tuple[Rule, ...]] = attrs.field(factory=dict, hash=False)
    states: tuple[type[State], ...] = ()
    views: tuple[AnyView, ...] = ()
    questions: tuple[type[Question[object]], ...] = ()
    reactions: tuple[Reaction, ...] = ()
    upcasts: Mapping[str, tuple[Callable[[dict[str, object]], dict[str, object]], ...]] = attrs.field(
        factory=dict, hash=False
    )
    regulations: "Traversable | None" = None
    procedures: "Traversable | None" = None
    locale: "Traversable | None" = None


def further_rules(modules: Iterable[Module]) -> Mapping[type[Command], tuple[Rule, ...]]:
    """For each command the rules that modules above its own add to it."""
    found: dict[type[Command], tuple[Rule, ...]] = {}
    for module in modules:
        for command, rules in module.rules.items():
            found[command] = (*found.get(command, ()), *rules)
    return found

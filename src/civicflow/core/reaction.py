"""What the engine does by itself when something has happened: it asks for commands, and the record decides on them."""

from collections.abc import Callable, Iterable

import attrs

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, Identifier
from civicflow.core.log import Entry


@attrs.frozen(kw_only=True)
class Reaction:
    """
    What follows from events without anybody asking for it, as commands given by ``system:NAME``.

    A reaction is asked at least once for each event, and again whenever a worker was lost on the way or its progress was
    thrown away. That is harmless where it looks at what is on record now: it asks for what is still missing, and for
    nothing once it is there. The same command is carried out once for an event; by what right it is given, the command
    itself finds on record, never in the name of who gives it.

    Args:
        name: A short noun in kebab case, such as ``follow-up``.
        events: The kinds of events that it is asked about, in the order of each stream.
        orders: A pure function: the event with its place and envelope, and what is on record now; gives the commands.
    """

    name: Code
    events: tuple[type[Event], ...]
    orders: Callable[[Entry, Facts], Iterable[Command]]

    def __attrs_post_init__(self) -> None:
        Identifier("code").check(self.name, "reaction")

    @property
    def actor(self) -> str:
        """As whom it gives its commands."""
        return f"system:{self.name}"

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its events."""
        return tuple(kind.topic for kind in self.events)

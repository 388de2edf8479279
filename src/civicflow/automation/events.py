"""What can have happened to an event that a reaction could not deal with: parked, to be tried again, or dismissed."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText

_REACTION = ("reaction", "reaction")


@frozen(kw_only=True, eq=False, repr=False)
class ReactionParked(Event):
    """
    A reaction was tried in vain several times and waits for a person; so do later events of the same stream for it, nothing else.

    ``position`` is the event, ``about`` its stream; ``error`` is what went wrong, ``command`` what was refused, ``rules`` by which
    rules.
    """

    topic: ClassVar[str] = "reaction.parked"
    stream: ClassVar[tuple[str, ...]] = _REACTION

    reaction: Code
    position: int
    about: ShortText
    error: Code
    command: Code | None
    rules: tuple[Code, ...]
    tries: int


@frozen(kw_only=True, eq=False, repr=False)
class ReactionResumed(Event):
    """A person lets a parked event be tried again, since what stood against it is put right."""

    topic: ClassVar[str] = "reaction.resumed"
    stream: ClassVar[tuple[str, ...]] = _REACTION
    keys: ClassVar[Keys] = (("person", "resumed_by"),)

    reaction: Code
    position: int
    resumed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ParkedDismissed(Event):
    """A person decides with reasons that a parked event needs no reaction; later events of its stream wait no longer."""

    topic: ClassVar[str] = "reaction.dismissed"
    stream: ClassVar[tuple[str, ...]] = _REACTION
    keys: ClassVar[Keys] = (("person", "dismissed_by"),)

    reaction: Code
    position: int
    reason: FreeText
    dismissed_by: PersonId


EVENTS = (ReactionParked, ReactionResumed, ParkedDismissed)

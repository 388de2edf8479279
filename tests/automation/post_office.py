"""A small post office to test reactions with: letters are put into boxes, and the engine stamps each of them."""

from collections.abc import Iterator
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.automation import Reaction
from civicflow.core.command import Command
from civicflow.core.event import At, Event
from civicflow.core.facts import Facts
from civicflow.core.fields import SubjectId
from civicflow.core.log import Entry
from civicflow.core.module import Module
from civicflow.core.rule import ALLOWED, Rule, Verdict, allowed_if

_BOX = ("box", "box")


@frozen(kw_only=True, eq=False, repr=False)
class LetterPutIn(Event):
    """A letter lies in a box."""

    topic: ClassVar[str] = "box.put_in"
    stream: ClassVar[tuple[str, ...]] = _BOX
    box: SubjectId
    letter: SubjectId


@frozen(kw_only=True, eq=False, repr=False)
class LetterStamped(Event):
    """A letter bears a stamp."""

    topic: ClassVar[str] = "box.stamped"
    stream: ClassVar[tuple[str, ...]] = _BOX
    box: SubjectId
    letter: SubjectId


@frozen(kw_only=True, eq=False, repr=False)
class BoxTurned(Event):
    """A box was locked or unlocked."""

    topic: ClassVar[str] = "box.turned"
    stream: ClassVar[tuple[str, ...]] = _BOX
    box: SubjectId
    locked: bool


@frozen(kw_only=True, eq=False, repr=False)
class LetterCounted(Event):
    """A letter was counted; the record does not say so of its box."""

    topic: ClassVar[str] = "box.counted"
    stream: ClassVar[tuple[str, ...]] = _BOX
    box: SubjectId
    letter: SubjectId


@frozen(kw_only=True)
class Box:
    """What lies in a box."""

    kind: ClassVar[str] = "box"
    letters: tuple[str, ...] = ()
    stamped: tuple[str, ...] = ()
    locked: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The box after an event."""
        box = state or cls()
        match event:
            case LetterPutIn(letter=letter):
                return evolve(box, letters=(*box.letters, letter))
            case LetterStamped(letter=letter):
                return evolve(box, stamped=(*box.stamped, letter))
            case BoxTurned(locked=locked):
                return evolve(box, locked=locked)
            case _:
                return state


def anybody(_command: object, _facts: Facts) -> Verdict:
    """Whoever comes."""
    return ALLOWED


def letter_lies_there_without_a_stamp(command: "Stamp", facts: Facts) -> Verdict:
    """The record says what is to be stamped, whoever gives the command."""
    box = facts.of(Box, command.box)
    waits = command.letter in box.letters and command.letter not in box.stamped
    return allowed_if(waits, letter=command.letter, basis="house rules")


def box_is_not_locked(command: "Stamp", facts: Facts) -> Verdict:
    """Nothing is stamped in a locked box."""
    return allowed_if(not facts.of(Box, command.box).locked, box=command.box)


@frozen(kw_only=True, eq=False, repr=False)
class PutIn(Command):
    """Put a letter into a box."""

    box: SubjectId
    letter: SubjectId
    authority: ClassVar[Rule] = anybody

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It lies there."""
        facts.find(Box, self.box)
        yield LetterPutIn(box=self.box, letter=self.letter)


@frozen(kw_only=True, eq=False, repr=False)
class Turn(Command):
    """Lock a box, or unlock it."""

    box: SubjectId
    locked: bool = True
    authority: ClassVar[Rule] = anybody

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is locked, or not."""
        yield BoxTurned(box=self.box, locked=self.locked)


@frozen(kw_only=True, eq=False, repr=False)
class Stamp(Command):
    """Stamp a letter."""

    box: SubjectId
    letter: SubjectId
    authority: ClassVar[Rule] = letter_lies_there_without_a_stamp
    rules: ClassVar[tuple[Rule, ...]] = (box_is_not_locked,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It bears a stamp."""
        yield LetterStamped(box=self.box, letter=self.letter)


@frozen(kw_only=True, eq=False, repr=False)
class Count(Command):
    """Count a letter; no rule forbids to do so twice."""

    box: SubjectId
    letter: SubjectId
    authority: ClassVar[Rule] = anybody

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is counted."""
        facts.of(Box, self.box)
        yield LetterCounted(box=self.box, letter=self.letter)


def stamps(entry: Entry, facts: Facts) -> Iterator[Command]:
    """A letter that was put in and bears no stamp yet is stamped; a torn one cannot be read."""
    event = entry.event
    assert isinstance(event, LetterPutIn)
    if event.letter.startswith("TORN"):
        raise ValueError(event.letter)
    if event.letter.startswith("LOST"):
        yield Stamp(box="NOWHERE", letter=event.letter)
    elif event.letter not in facts.of(Box, event.box).stamped:
        yield Stamp(box=event.box, letter=event.letter)


def counts(entry: Entry, _facts: Facts) -> Iterator[Command]:
    """Every letter is counted, whatever the record says."""
    event = entry.event
    assert isinstance(event, LetterPutIn)
    yield Count(box=event.box, letter=event.letter)


COUNTING = Reaction(name="counting", events=(LetterPutIn,), orders=counts)
"""A careless reaction: nothing but the ids of its commands keeps it from counting twice."""

STAMPING = Reaction(name="stamping", events=(LetterPutIn,), orders=stamps)

MODULE = Module(
    name="post_office",
    commands=(PutIn, Turn, Stamp, Count),
    events=(LetterPutIn, LetterStamped, LetterCounted, BoxTurned),
    states=(Box,),
    reactions=(STAMPING,),
)

CARELESS = evolve(MODULE, reactions=(COUNTING, STAMPING))
"""The same office, which counts its letters as well."""

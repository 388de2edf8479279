"""A correction: the right content of an event that was recorded wrongly, and how a reading takes its place from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, TypeAlias

from attrs import fields_dict, frozen

from civicflow.core.event import At, Event, stream_of
from civicflow.core.fields import FreeText, PersonId

CORRECTIONS = "correction:log"
"""The key that every correction carries, so that those up to a position are found in one range of an index."""

_OWN = ("corrects", "because", "corrected_by")


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Correction(Event):
    """
    What was recorded wrongly is put right by a new event; the old one stays as it stands, for whoever asks what was known.

    A correction stands before the event that it corrects among the bases of its class: ``class LeaveCorrected(Correction,
    LeaveRecorded)``. It has all fields of that event, with the right content of each, and its stream and keys. Whoever
    reads the log for states and views sees that content at the place and time of the event corrected, and the correction
    itself not at all; trail and entries show both. Of several corrections of one event the last one holds; each names the
    position of the event itself.

    Attributes:
        original: The kind of event that it corrects.
        says: The fields of that event.
        corrects: The position of the event corrected.
        because: Why; in the words of whoever corrects.
        corrected_by: Who answers for the correction.
    """

    marks: ClassVar[tuple[str, ...]] = (CORRECTIONS,)
    original: ClassVar[type[Event]]
    says: ClassVar[tuple[str, ...]]

    corrects: int
    because: FreeText
    corrected_by: PersonId

    def __init_subclass__(cls) -> None:
        """Take stream and keys from the event corrected."""
        cls.original = next(
            kind for kind in cls.__mro__ if issubclass(kind, Event) and not issubclass(kind, Correction)
        )
        cls.keys = (*cls.original.keys, ("person", "corrected_by"))
        cls.says = tuple(fields_dict(cls.original))  # type: ignore[arg-type]  # every event is an attrs class
        if clash := set(_OWN) & set(cls.says):
            raise TypeError(f"{cls.__name__}: {', '.join(sorted(clash))}")

    @property
    def content(self) -> Event:
        """What is right, as an event of the kind corrected."""
        return self.original(**{name: getattr(self, name) for name in self.says})


Contents: TypeAlias = Mapping[int, Sequence[Correction]]
"""By the position of an event corrected its corrections, the last one at the end."""


def contents_of(events: Iterable[tuple[At, Event]]) -> Contents:
    """The corrections among some events; one that comes before what it is to correct says nothing."""
    found: dict[int, list[Correction]] = {}
    for at, event in events:
        if isinstance(event, Correction) and event.corrects < at.position:
            found.setdefault(event.corrects, []).append(event)
    return found


def put_right(events: Iterable[tuple[At, Event]], contents: Contents) -> Iterable[tuple[At, Event]]:
    """Events with the right content in place of what was recorded wrongly, each where it stands."""
    return _put_right(events, contents) if contents else events


def _put_right(events: Iterable[tuple[At, Event]], contents: Contents) -> Iterator[tuple[At, Event]]:
    find = contents.get
    for at, event in events:
        found = find(at[0])
        yield at, event if found is None else right(event, found)


def right(event: Event, corrections: Sequence[Correction]) -> Event:
    """What is right of an event, by its corrections; one of another kind or of another stream changes nothing."""
    for each in reversed(corrections):
        if each.original is type(event) and stream_of(each) == stream_of(event):
            return each.content
    return event


def as_known(history: Sequence[tuple[At, Event]]) -> Iterable[tuple[At, Event]]:
    """The events of one stream as they are known now, without the corrections themselves."""
    stated = [each for each in history if not isinstance(each[1], Correction)]
    if len(stated) == len(history):
        return history
    return put_right(stated, contents_of(history))

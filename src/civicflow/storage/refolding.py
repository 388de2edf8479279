"""Rows that a correction touches, folded anew: those of the old content and those of the new one, and no others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from civicflow.core.correction import Contents, Correction, put_right
from civicflow.core.event import At, Event
from civicflow.core.log import Log
from civicflow.core.question import View
from civicflow.errors import MalformedEventError, UnreadableEventError
from civicflow.storage.folding import corrections, fold

Corrected = tuple[At, Correction]


@attrs.frozen
class Passing:
    """
    How one pass of generations over the log takes corrections into account.

    A generation that answers must not show a correction before it has come to it: each is met in its turn, and the rows
    that it touches are folded anew. One that is being built answers nobody before it has come to the end; it takes what is
    right at once, and folds anew only what it had taken in before this pass.

    Args:
        log: What happened.
        start: The position from which the pass begins.
        horizon: The position up to which corrections are taken into account at once; None while they are met in turn.
        contents: What they say of the events of this pass.
        topics: What the views of the pass want.
    """

    log: Log
    start: int
    horizon: int | None
    contents: Contents
    topics: Sequence[str]

    def read(self, until: int) -> Iterator[tuple[At, Event]]:
        """The events of the pass, and all corrections."""
        return iter(put_right(self.log.read(self.start, until, self.topics), self.contents))

    def stops(self, error: UnreadableEventError, view: View[Any]) -> bool:
        """Whether a view must stop: at a row that concerns it, and at one of which nobody can tell whom it concerns."""
        topic, _, _ = str(error.parameters["topic"]).partition("@")
        is_correction = topic not in self.topics
        return topic in view.topics or is_correction or not isinstance(error, MalformedEventError)

    def overtaking(self, events: Iterable[tuple[At, Event]]) -> Iterator[Corrected]:
        """The corrections among events that come after what they correct was taken in."""
        for at, event in events:
            if isinstance(event, Correction) and (self.horizon is None or event.corrects <= self.start):
                yield at, event

    def refolded(self, view: View[Any], met: Sequence[Corrected], until: int) -> dict[str, Any]:
        """
        The rows that corrections touch, as they are at a position; None where there is no row any more.

        Args:
            view: The view.
            met: The corrections that were met.
            until: The position up to which the view has taken events in.
        """
        contents = corrections(self.log, until if self.horizon is None else self.horizon)
        subjects = {
            subject
            for position in {event.corrects for at, event in met if at.position <= until}
            for event in (*self._original(position), *(each.content for each in contents.get(position, ())))
            for subject in view.touched(event)
        }
        if not subjects:
            return {}
        events = put_right(self.log.read(0, until, view.topics), contents)
        return dict.fromkeys(subjects) | fold(view, events, among=subjects)

    def _original(self, position: int) -> Iterator[Event]:
        return (event for _, event in self.log.read(position - 1, position))


def in_turn(log: Log, start: int, topics: Sequence[str]) -> Passing:
    """A pass of generations that answer."""
    return Passing(log, start, None, {}, topics)


def at_once(log: Log, start: int, until: int, topics: Sequence[str]) -> Passing:
    """A pass of generations that are being built; before a correction that cannot be read it will stop."""
    try:
        contents = corrections(log, until, after=start)
    except UnreadableEventError as error:
        until = int(error.parameters["position"]) - 1
        contents = corrections(log, until, after=start)
    return Passing(log, start, until, contents, topics)

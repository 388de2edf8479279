"""How a store stands, and with it every reaction: how far it has come, what is tried again, what waits for a person."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from civicflow.automation.model import Parking
from civicflow.core.event import from_micros
from civicflow.core.execution import Execution
from civicflow.core.reaction import Reaction
from civicflow.storage.progress import Standing
from civicflow.storage.stores import Status, Store


@frozen(kw_only=True)
class ReactionStatus:
    """
    How a reaction stands.

    Args:
        name: Its name.
        position: The last position up to which its events are dealt with, but for those that wait.
        lag: How many events it is behind the log.
        held_by: The worker that is at it; None while none is.
        held_until: Until when that worker has it to itself, unless it gives a sign of life (UTC).
    """

    name: str
    position: int
    lag: int
    held_by: str | None
    held_until: datetime | None


@frozen(kw_only=True)
class TriedAgain:
    """
    An event that was tried in vain, and is tried again by itself; what comes later in its stream waits behind it.

    Args:
        reaction: The reaction.
        stream: The stream that waits.
        position: From where on in the log.
        tries: How often it was tried.
        again_at: When it is tried again (UTC).
    """

    reaction: str
    stream: str
    position: int
    tries: int
    again_at: datetime


@frozen(kw_only=True)
class WaitsForPerson:
    """
    An event that is parked until a person decides: ``resume-reaction`` or ``dismiss-parked``.

    Args:
        reaction: The reaction.
        stream: The stream that waits.
        position: Where the event stands in the log.
        error: What went wrong, as the code of the error.
        command: What was refused; None when it came to no command.
        refused_by: The rules that refused it.
        parked_at: Since when it waits (UTC).
    """

    reaction: str
    stream: str
    position: int
    error: str
    command: str | None
    refused_by: tuple[str, ...]
    parked_at: datetime


@frozen(kw_only=True)
class FullStatus(Status):
    """
    How a store stands, with all that is done by itself.

    Args:
        position: The last position of the log.
        recorded_at: When it was recorded (UTC); None when nothing has happened yet.
        layout: The version of its tables.
        views: How each view stands.
        reactions: How each reaction stands; none when the store was opened for reading.
        tried_again: What is tried again by itself.
        parked: What waits for a person.
    """

    reactions: tuple[ReactionStatus, ...]
    tried_again: tuple[TriedAgain, ...]
    parked: tuple[WaitsForPerson, ...]


def full_status(store: Store, execution: Execution) -> FullStatus:
    """How a store stands now; what is parked is asked of the log, how far each reaction has come of its progress."""
    status = store.status()
    standings = {} if store.progress is None else {each.reaction: each for each in store.progress.standings()}
    parking = {each.name: _parking(each, execution) for each in store.catalogue.reactions}
    return FullStatus(
        position=status.position,
        recorded_at=status.recorded_at,
        layout=status.layout,
        views=status.views,
        reactions=tuple(
            _reaction(name, standings, status.position) for name in parking if store.progress is not None
        ),
        tried_again=tuple(
            each for name, parked in parking.items() for each in _tried_again(standings.get(name), parked)
        ),
        parked=tuple(each for name, parked in parking.items() for each in _parked(name, parked)),
    )


def _parking(reaction: Reaction, execution: Execution) -> Parking:
    return execution.look(lambda facts: facts.find(Parking, reaction.name) or Parking(), by=reaction.actor)


def _reaction(name: str, standings: Mapping[str, Standing], head: int) -> ReactionStatus:
    standing = standings.get(name, Standing(reaction=name))
    return ReactionStatus(
        name=name,
        position=standing.position,
        lag=max(0, head - standing.position),
        held_by=standing.owner or None,
        held_until=from_micros(standing.until) if standing.owner else None,
    )


def _tried_again(standing: Standing | None, parking: Parking) -> Iterator[TriedAgain]:
    if standing is None:
        return
    for stream, hold in sorted(standing.holds.items()):
        if hold.position not in parking.parked:
            yield TriedAgain(
                reaction=standing.reaction,
                stream=stream,
                position=hold.position,
                tries=hold.tries,
                again_at=from_micros(hold.again),
            )


def _parked(name: str, parking: Parking) -> Iterator[WaitsForPerson]:
    for _, event in sorted(parking.parked.items()):
        yield WaitsForPerson(
            reaction=name,
            stream=event.about,
            position=event.position,
            error=event.error,
            command=event.command,
            refused_by=event.rules,
            parked_at=event.parked_at,
        )

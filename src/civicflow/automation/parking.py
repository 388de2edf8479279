"""Putting on record that a reaction waits for a person: the engine's own note, which nobody can give as a command."""

import attrs

from civicflow.automation.events import ReactionParked
from civicflow.automation.model import Parking
from civicflow.core.command import name_of
from civicflow.core.event import keys_of, micros, stream_of
from civicflow.core.filing import Setting
from civicflow.core.log import Desk, Draft, Envelope, Filing, Log, Relied
from civicflow.core.reaction import Reaction
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError

UNEXPECTED = "unexpected"
"""What went wrong where something else than an error of ours was raised; its words may quote anything, so they are not kept."""


@attrs.frozen(kw_only=True)
class Failure:
    """
    Why a reaction could not deal with an event.

    Args:
        error: The code of the error.
        command: What was refused; None when it came to no command.
        rules: By which rules.
    """

    error: str
    command: str | None = None
    rules: tuple[str, ...] = ()


def failure_of(error: Exception, command: object = None) -> Failure:
    """What is kept of an error: its code, and of a refusal the rules; no words, and nothing about a person."""
    return Failure(
        error=error.code if isinstance(error, CivicflowError) else UNEXPECTED,
        command=None if command is None else name_of(type(command)),
        rules=tuple(each.rule for each in error.refusals) if isinstance(error, RefusedError) else (),
    )


def park(log: Log, setting: Setting, reaction: Reaction, parked: ReactionParked) -> bool:
    """
    Put on record that an event waits for a person, unless it does already, or a person has decided on it.

    Returns:
        Whether it was put on record.

    Raises:
        LockTimeoutError: When another writer does not let go.
    """
    with log.lock() as desk:
        if not _standing(desk, stream_of(parked)).wants(parked.position):
            return False
        now = micros(setting.clock.now())
        desk.append(_filing(desk, setting, reaction, parked, now), now)
    return True


def _standing(desk: Desk, stream: str) -> Parking:
    state: Parking | None = None
    for at, event in desk.history(stream):
        state = Parking.evolve(state, event, at)
    return state or Parking()


def _filing(desk: Desk, setting: Setting, reaction: Reaction, parked: ReactionParked, now: int) -> Filing:
    stream = stream_of(parked)
    relied = Relied(streams={stream: desk.version(stream)})
    command_id = setting.new_id()
    return Filing(
        command_id=command_id,
        fingerprint=b"",
        drafts=(Draft(parked, stream, relied.streams[stream] + 1, now, keys_of(parked)),),
        relied=relied,
        envelope=Envelope(
            by=reaction.actor,
            command_id=command_id,
            causation=parked.position,
            streams=relied.streams,
            code=setting.code,
        ),
    )

"""The narrow door for what another system claims: provenance and schema are checked, authority and rules are not."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from itertools import islice

import attrs

from civicflow.core.event import Event, keys_of, micros, stream_of
from civicflow.core.fields import instant
from civicflow.core.filing import Setting
from civicflow.core.log import Desk, Draft, Envelope, Filing, Log, Relied
from civicflow.errors import CivicflowError

LONGEST_CHUNK = 1_000
"""So many claims are recorded under one lock."""


@attrs.frozen(kw_only=True)
class Claim:
    """
    A fact that another system claims.

    Args:
        event: What happened.
        occurred_at: When it says it happened, aware.
        id: An id that is the same whenever the same fact is claimed again.
    """

    event: Event
    occurred_at: datetime = attrs.field(converter=instant)
    id: str


class Recorded(Enum):
    """What became of a claim."""

    NEW = "new"
    KNOWN = "known"


def record(
    log: Log, claims: Iterable[Claim], source: str, setting: Setting
) -> Iterator[Recorded | CivicflowError]:
    """
    Record claims in order, in chunks under one lock; a result for each.

    Args:
        log: Where they are recorded.
        claims: What the other system says.
        source: The name of the other system, kept in every envelope.
        setting: Clock and codec.

    Returns:
        For each claim whether it was new, already known, or the error that kept it out.
    """
    pending = iter(claims)
    while chunk := list(islice(pending, LONGEST_CHUNK)):
        with log.lock() as desk:
            results = [_recorded(claim, source, desk, setting) for claim in chunk]
        yield from results


def _recorded(claim: Claim, source: str, desk: Desk, setting: Setting) -> Recorded | CivicflowError:
    event = claim.event
    content = {"event": event, "occurred_at": claim.occurred_at, "source": source}
    stream = stream_of(event)
    version = desk.version(stream)
    filing = Filing(
        command_id=claim.id,
        fingerprint=setting.codec.fingerprint(event.topic, content),
        drafts=(Draft(event, stream, version + 1, micros(claim.occurred_at), keys_of(event)),),
        relied=Relied(streams={stream: version}),
        envelope=Envelope(source=source, command_id=claim.id, streams={stream: version}, code=setting.code),
    )
    try:
        filed = desk.append(filing, micros(setting.clock.now()))
    except CivicflowError as error:
        return error
    return Recorded.KNOWN if filed.repeated else Recorded.NEW

"""The narrow door for what another system claims: provenance and schema are checked, authority and rules are not."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from itertools import islice

import attrs

from civicflow.core.checks import check_fields
from civicflow.core.correction import Correction
from civicflow.core.event import Event, keys_of, micros, stream_of
from civicflow.core.fields import instant
from civicflow.core.filing import Setting
from civicflow.core.log import Desk, Draft, Envelope, Filing, Log, Relied, check_names
from civicflow.errors import CivicflowError, ClockError, CommandIdReusedError, InvalidInputError

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


@attrs.frozen(kw_only=True)
class Claimable:
    """
    What another system may claim.

    Args:
        claims: The kinds of events that it may claim of what it has recorded itself.
        proofs: Those that it may claim of what this office has opened as well; see ``Module.proofs``.
    """

    claims: Container[type[Event]]
    proofs: Container[type[Event]]

    def of_its_own(self, event: Event) -> bool:
        """Whether an event may be claimed of what a system has recorded itself."""
        return type(event) in self.claims or type(event) in self.proofs

    def of_anything(self, event: Event) -> bool:
        """Whether an event may be claimed of whatever it is about: it proves what somebody did."""
        proves = type(event) in self.proofs and not isinstance(event, Correction)
        return proves and getattr(event, "receipt", "") is not None


def record(
    log: Log, claims: Iterable[Claim], source: str, setting: Setting, claimable: Claimable
) -> Iterator[Recorded | CivicflowError]:
    """
    Record claims in order, in chunks under one lock; a result for each.

    Args:
        log: Where they are recorded.
        claims: What the other system says.
        source: The name of the other system, kept in every envelope.
        setting: Clock and codec.
        claimable: What another system may claim.

    Returns:
        For each claim whether it was new, already known, or the error that kept it out.
    """
    pending = iter(claims)
    while chunk := list(islice(pending, LONGEST_CHUNK)):
        with log.lock() as desk:
            results = _recorded(chunk, source, desk, setting, claimable)
        yield from results


def _recorded(
    claims: Sequence[Claim], source: str, desk: Desk, setting: Setting, claimable: Claimable
) -> list[Recorded | CivicflowError]:
    """What becomes of each claim; what the log knows is asked at once, and what is new is filed at once."""
    contents = [_content(claim, source, setting, claimable) for claim in claims]
    fit = [claim for claim, content in zip(claims, contents, strict=True) if isinstance(content, bytes)]
    known = {of: content for of, (content, _) in desk.filed_among(claim.id for claim in fit).items()}
    versions = desk.versions({stream_of(claim.event) for claim in fit})
    begun = desk.sources(stream for stream, version in versions.items() if version)
    results: list[Recorded | CivicflowError] = []
    filings: list[Filing] = []
    for claim, content in zip(claims, contents, strict=True):
        if isinstance(content, CivicflowError):
            results.append(content)
        elif claim.id in known:
            same = known[claim.id] == content
            results.append(Recorded.KNOWN if same else CommandIdReusedError(command_id=claim.id))
        elif not (claimable.of_anything(claim.event) or begun.get(stream_of(claim.event), source) == source):
            results.append(_not_its_own(claim))
        else:
            known[claim.id] = content
            filings.append(_filing(claim, content, source, versions, setting.code))
            results.append(Recorded.NEW)
    try:
        desk.append_all(filings, micros(setting.clock.now()))
    except ClockError as error:
        return [error if result is Recorded.NEW else result for result in results]
    return results


def _not_its_own(claim: Claim) -> CivicflowError:
    """What this office or a third system has opened, nobody else can make say something but by a proof."""
    return InvalidInputError(field="event", problem="not-its-own", value=claim.event.topic)


def _content(claim: Claim, source: str, setting: Setting, claimable: Claimable) -> bytes | CivicflowError:
    """The digest of a claim that may be made, that fits every store and could be read back; else why not."""
    event = claim.event
    try:
        if not claimable.of_its_own(event):
            raise InvalidInputError(field="event", problem="not-claimable", value=event.topic)
        check_fields(event)
        check_names(claim.id, stream_of(event), *keys_of(event))
        setting.codec.encode(event)
        content = {"event": event, "occurred_at": claim.occurred_at, "source": source}
        return setting.codec.fingerprint(event.topic, content)
    except CivicflowError as error:
        return error


def _filing(claim: Claim, content: bytes, source: str, versions: dict[str, int], code: str) -> Filing:
    """A claim as it is filed; the version of its stream is carried on."""
    event = claim.event
    stream = stream_of(event)
    version = versions[stream]
    versions[stream] = version + 1
    return Filing(
        command_id=claim.id,
        fingerprint=content,
        drafts=(Draft(event, stream, version + 1, micros(claim.occurred_at), keys_of(event)),),
        relied=Relied(streams={stream: version}),
        envelope=Envelope(source=source, command_id=claim.id, streams={stream: version}, code=code),
    )

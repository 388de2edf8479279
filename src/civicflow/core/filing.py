"""What a decided command adds to the log, and the receipt for it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo

import attrs

from civicflow.core.clock import Clock
from civicflow.core.command import Command, Decision, Order, given, name_of
from civicflow.core.event import from_micros, keys_of, micros, stream_of
from civicflow.core.facts import Calendar, Facts
from civicflow.core.log import Codec, Desk, Draft, Envelope, Filed, Filing, Relied
from civicflow.core.provision import Regulations
from civicflow.core.refusal import LONGEST_DAY, ActRefused
from civicflow.core.rule import Refused, Rule


@attrs.frozen(kw_only=True)
class Receipt:
    """
    Proof that a command was taken: where its events stand in the log.

    Args:
        command_id: The id under which it is remembered.
        first: The position of its first event; 0 when there was nothing to do.
        last: The position of its last event.
        recorded_at: When it was recorded (UTC).
        repeated: Whether the same command had been taken before.
    """

    command_id: str
    first: int
    last: int
    recorded_at: datetime
    repeated: bool = False


@attrs.frozen(kw_only=True)
class Setting:
    """
    What executing needs besides the log, the same for every command of a store.

    Args:
        codec: Digests of commands.
        clock: The only source of time.
        new_id: The only source of ids.
        regulations: The dated rules.
        calendar: The working calendar.
        zone: The zone of local dates.
        longest_claim: How far back an act may be claimed without a reason, by the rules of a day (K3).
        code: The release of civicflow.
        rules: The further rules that modules add to commands of others.
    """

    codec: Codec
    clock: Clock
    new_id: Callable[[], str]
    regulations: Regulations
    calendar: Calendar
    zone: tzinfo
    longest_claim: Callable[[Regulations, date], timedelta]
    code: str
    rules: Mapping[type[Command], tuple[Rule, ...]] = attrs.field(factory=dict)


def filing_of(order: Order, decision: Decision, facts: Facts, setting: Setting) -> Filing:
    """The events of a decision with all it relied on; a stream that is written counts as read."""
    command_id = order.command_id or setting.new_id()
    drafts: list[Draft] = []
    versions: dict[str, int] = {}
    occurred = micros(facts.act.occurred_at)
    for event in decision.events:
        stream = stream_of(event)
        versions[stream] = 1 + (versions[stream] if stream in versions else facts.version(stream))
        drafts.append(Draft(event, stream, versions[stream], occurred, keys_of(event)))
    relied = facts.relied
    return Filing(
        command_id=command_id,
        fingerprint=fingerprint_of(order, setting),
        drafts=tuple(drafts),
        relied=relied,
        envelope=_envelope(order, command_id, decision.authority, facts, relied, setting),
    )


def _envelope(
    order: Order, command_id: str, authority: str, facts: Facts, relied: Relied, setting: Setting
) -> Envelope:
    law = facts.regulations
    return Envelope(
        by=order.by,
        on_behalf_of=order.on_behalf_of,
        authority=authority,
        command=name_of(type(order.command)),
        command_id=command_id,
        causation=order.causation,
        reason=order.reason,
        streams=relied.streams,
        keys=relied.keys,
        regulations=tuple(law.used),
        wordings=tuple(law.wording(each) for each in law.used),
        calendar=facts.calendar_used,
        code=setting.code,
    )


def fingerprint_of(order: Order, setting: Setting) -> bytes:
    """The digest that tells a repeated command from another one under the same id."""
    content = given(order.command) | {"by": order.by, "on_behalf_of": order.on_behalf_of}
    return setting.codec.fingerprint(name_of(type(order.command)), content)


def refusal_filing(
    order: Order, refusals: tuple[Refused, ...], desk: Desk, setting: Setting
) -> Filing | None:
    """The record of a refusal; None when the person has as many on record today as are kept."""
    now = setting.clock.now()
    event = ActRefused(
        person=order.by,
        day=now.astimezone(setting.zone).date(),
        command=name_of(type(order.command)),
        refusals=refusals,
    )
    stream = stream_of(event)
    version = desk.version(stream)
    if version >= LONGEST_DAY:
        return None
    relied = Relied(streams={stream: version})
    command_id = setting.new_id()
    return Filing(
        command_id=command_id,
        fingerprint=b"",
        drafts=(Draft(event, stream, version + 1, micros(now), keys_of(event)),),
        relied=relied,
        envelope=Envelope(
            by=order.by,
            on_behalf_of=order.on_behalf_of,
            command=event.command,
            command_id=command_id,
            streams=relied.streams,
            code=setting.code,
        ),
    )


def receipt_of(command_id: str, filed: Filed) -> Receipt:
    """The receipt for a command that stands in the log."""
    return Receipt(
        command_id=command_id,
        first=filed.first,
        last=filed.last,
        recorded_at=from_micros(filed.recorded),
        repeated=filed.repeated,
    )

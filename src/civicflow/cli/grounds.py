"""Why something stands on record, as it is printed: in the words of the reader, with the place of every event in the log."""

from collections.abc import Mapping
from datetime import date, datetime

import attrs

from civicflow.core.provision import Attestation, Stipulation
from civicflow.inquiry.why import Origin, Validity


@attrs.frozen(kw_only=True)
class Told:
    """
    An event that something rests on.

    Args:
        position: Where it stands in the log.
        sentence: What happened.
        instrument: The decision on paper that it names.
    """

    position: int
    sentence: str
    instrument: str | None


@attrs.frozen(kw_only=True)
class Source:
    """
    A stream or a key that was read.

    Args:
        name: The stream or the key.
        version: The version of the stream; None for a key.
        position: Where what was read last stands in the log; None where there was nothing.
        sentence: What happened there.
    """

    name: str
    version: int | None
    position: int | None
    sentence: str | None


@attrs.frozen(kw_only=True)
class RulePassed:
    """
    A rule that was passed.

    Args:
        name: Its name, a sentence that was true.
        module: The module that lays it down.
        basis: The numbers of its sources.
        when_refusing: What it says when it refuses.
    """

    name: str
    module: str
    basis: tuple[str, ...]
    when_refusing: str


@attrs.frozen(kw_only=True)
class RefusedBy:
    """
    A rule that refused.

    Args:
        name: Its name, a sentence that would have been true.
        reason: What it said.
        basis: The source that it rests on.
    """

    name: str
    reason: str
    basis: str | None


@attrs.frozen(kw_only=True)
class CitedRecord:
    """
    A regulation that was looked up, as it stands today.

    Args:
        id: The record.
        validity: What has become of it since.
        value: What it says.
        effective_from: The first local day it applies to.
        effective_to: The last one.
        issued_on: The day it was issued.
        repealed_on: The day from which it is known to be repealed.
        instrument: The law or order.
        article: The article within it.
        source: Where the text was read.
        status: How well it is attested.
        note: What a reader should know besides.
    """

    id: str
    validity: Validity
    value: Mapping[str, Stipulation] | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    issued_on: date | None = None
    repealed_on: date | None = None
    instrument: str | None = None
    article: str | None = None
    source: str | None = None
    status: Attestation | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class Grounds:
    """
    All that a line of the log rests on, in the words of a reader.

    Args:
        position: Where it stands in the log.
        stream: The subject.
        version: Which event of the subject it is.
        topic: What happened.
        sentence: The same, as a sentence.
        origin: Whether it was decided here, claimed by another system, or is the record of a refusal.
        by: Who acted.
        on_behalf_of: For whom.
        occurred_at: When it is said to have happened (UTC).
        recorded_at: When it was recorded (UTC).
        reason: Why a time further back than usual was claimed.
        source: The other system that claims it.
        command: What was ordered.
        first: The first line that was decided together with it.
        last: The last such line.
        authority: What gave the right, as it is kept beside the event.
        appointment: The event that gave it.
        delegations: What lent it to whoever acted.
        cause: The event that made a machine act.
        corrected_event: For a correction: what it puts right.
        corrections_since: What has put this line right since, the one that holds at the end.
        decided_before: For a correction: what was decided on the old content, and stands until it is decided anew.
        rules_passed: The rules that it passed, authority first.
        command_unknown: Whether the present release does not know the command any more, and so names no rules.
        refused_by: The rules that refused.
        regulation_records: What was looked up.
        streams_read: The subjects that were read, as they stood.
        keys_searched: The sets that were looked through.
        calendar: The working calendar that days were counted by.
        calendar_now: That of today, where it is another.
        code: The release that decided.
        code_now: The release that tells, where it is another.
        says: The event itself, field by field.
    """

    position: int
    stream: str
    version: int
    topic: str
    sentence: str
    origin: Origin
    by: str | None
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    reason: str | None
    source: str | None
    command: str | None
    first: int
    last: int
    authority: str | None
    appointment: Told | None
    delegations: tuple[Told, ...]
    cause: Told | None
    corrected_event: Told | None
    corrections_since: tuple[Told, ...]
    decided_before: tuple[Told, ...]
    rules_passed: tuple[RulePassed, ...]
    command_unknown: bool
    refused_by: tuple[RefusedBy, ...]
    regulation_records: tuple[CitedRecord, ...]
    streams_read: tuple[Source, ...]
    keys_searched: tuple[Source, ...]
    calendar: str | None
    calendar_now: str | None
    code: str
    code_now: str | None
    says: Mapping[str, object]

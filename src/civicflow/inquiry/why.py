"""Why something stands on record: what the decision relied on, by what right it was taken, and which rules it passed."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import zip_longest

from attrs import frozen

from civicflow.core.command import Command, name_of
from civicflow.core.correction import Correction
from civicflow.core.filing import Setting
from civicflow.core.log import Entry, Envelope, Log
from civicflow.core.module import Module
from civicflow.core.provision import Provision
from civicflow.core.refusal import ActRefused
from civicflow.core.rule import Refused, Rule
from civicflow.errors import InvalidInputError
from civicflow.inquiry.right import Right, line_at, right_of


class Origin(Enum):
    """How a line came to stand in the log."""

    DECIDED = "decided"
    CLAIMED = "claimed"
    REFUSED = "refused"


class Validity(Enum):
    """What has become of a regulation since a decision looked it up; of one that stands, how it was worded may be unknown."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    STANDS = "stands"
    REPEALED = "repealed"
    GONE = "gone"


@frozen(kw_only=True)
class StreamRead:
    """
    A subject that a decision read, and as it stood then.

    Args:
        stream: The subject, such as ``task:T-17``.
        version: How many events it had; 0 where it did not exist yet.
        made: The event that made it so; None where it did not exist yet.
    """

    stream: str
    version: int
    made: Entry | None


@frozen(kw_only=True)
class KeySearched:
    """
    A set that a decision looked through, and where it stood then.

    Args:
        key: What was searched by, such as ``person:E-204``.
        position: The last event that carried it; 0 where none did.
        last: That event.
    """

    key: str
    position: int
    last: Entry | None


@frozen(kw_only=True)
class Cited:
    """
    A regulation that a decision looked up.

    Args:
        id: The record.
        provision: What it says today; None when it is not at hand any more.
        validity: What has become of it.
    """

    id: str
    provision: Provision | None
    validity: Validity


@frozen(kw_only=True)
class Passed:
    """
    A rule that a command had to pass.

    Args:
        rule: Its name, a sentence that was true.
        module: The module that lays it down; that of the command, or one above.
        basis: What its description names as its source, such as ``R34`` or ``K11``.
    """

    rule: str
    module: str
    basis: tuple[str, ...]


@frozen(kw_only=True)
class Why:
    """
    All that a line of the log rests on (R17, R58).

    Args:
        entry: The line itself: what happened, who acted and for whom, when it was claimed and recorded.
        origin: Whether it was decided here, claimed by another system, or is the record of a refusal.
        first: The first line that was decided together with it.
        last: The last such line.
        cause: The event that made a machine act.
        corrects: For a correction: what it puts right.
        corrections: What has put this line right since, the one that holds at the end.
        decided_before: For a correction: what was decided on the old content, and stands until it is decided anew.
        right: By what right somebody acted; None where nobody here decided.
        rules: The rules that were passed, authority first; those of the present release.
        knows_command: Whether the present release knows the command, so that its rules can be named.
        refusals: For the record of a refusal: which rules refused, what they saw, and their source.
        streams: What the decision read.
        keys: What it looked through.
        regulations: What it looked up.
        calendar: The working calendar that it counted by; None when it counted no days.
        calendar_now: The calendar of today.
        code: The release that decided.
        code_now: The release that tells.
    """

    entry: Entry
    origin: Origin
    first: int
    last: int
    cause: Entry | None = None
    corrects: Entry | None = None
    corrections: tuple[Entry, ...] = ()
    decided_before: tuple[Entry, ...] = ()
    right: Right | None = None
    rules: tuple[Passed, ...] = ()
    knows_command: bool = True
    refusals: tuple[Refused, ...] = ()
    streams: tuple[StreamRead, ...] = ()
    keys: tuple[KeySearched, ...] = ()
    regulations: tuple[Cited, ...] = ()
    calendar: str | None
    calendar_now: str
    code: str
    code_now: str


@frozen(kw_only=True)
class Archive:
    """
    Where it is looked up.

    Args:
        log: All that happened.
        setting: The regulations, the calendar and the release of today.
        modules: What is plugged in.
    """

    log: Log
    setting: Setting
    modules: tuple[Module, ...]

    def line(self, position: int) -> Entry | None:
        """The line at a position; None where there is none."""
        return line_at(self.log, position)


def why(archive: Archive, position: int) -> Why:
    """
    What a line of the log rests on.

    Args:
        archive: Where it is looked up.
        position: The line.

    Raises:
        InvalidInputError: When the log has no such position.
    """
    entry = archive.line(position)
    if entry is None:
        raise InvalidInputError(field="position", problem="position", value=position)
    envelope, setting = entry.envelope, archive.setting
    origin = _origin(entry)
    decided = origin is Origin.DECIDED
    rules = tuple(_passed(archive, envelope.command)) if decided else ()
    first, last = _together(archive, entry)
    return Why(
        entry=entry,
        origin=origin,
        first=first,
        last=last,
        cause=None if envelope.causation is None else archive.line(envelope.causation),
        corrects=archive.line(entry.event.corrects) if isinstance(entry.event, Correction) else None,
        corrections=tuple(_corrections(archive, entry)),
        decided_before=tuple(_decided_before(archive, entry)),
        right=right_of(entry, archive.log, setting.zone) if decided else None,
        rules=rules,
        knows_command=bool(rules) or not decided,
        refusals=entry.event.refusals if isinstance(entry.event, ActRefused) else (),
        streams=tuple(_read(archive, *each, before=first) for each in envelope.streams.items()),
        keys=tuple(_searched(archive, *each) for each in envelope.keys.items()),
        regulations=tuple(_cited(archive, *each) for each in _looked_up(envelope)),
        calendar=envelope.calendar,
        calendar_now=setting.calendar.version,
        code=envelope.code,
        code_now=setting.code,
    )


def _origin(entry: Entry) -> Origin:
    if isinstance(entry.event, ActRefused):
        return Origin.REFUSED
    return Origin.DECIDED if entry.envelope.by else Origin.CLAIMED


def _decided_before(archive: Archive, entry: Entry) -> Iterator[Entry]:
    """What was decided between something wrong and its correction, by whoever had read it."""
    event = entry.event
    wrong = archive.line(event.corrects) if isinstance(event, Correction) else None
    for each in () if wrong is None else archive.log.entries(after=wrong.at.position):
        if each.at.position >= entry.at.position:
            return
        if wrong is not None and each.envelope.streams.get(wrong.stream, 0) >= wrong.version:
            yield each


def _corrections(archive: Archive, entry: Entry) -> Iterator[Entry]:
    """The later lines of the stream that put this one right."""
    for each in archive.log.entries(stream=entry.stream, after=entry.at.position):
        if isinstance(each.event, Correction) and each.event.corrects == entry.at.position:
            yield each


def _together(archive: Archive, entry: Entry) -> tuple[int, int]:
    """The lines that one command became; they stand side by side."""
    filed = archive.log.filed(entry.envelope.command_id)
    return (entry.at.position, entry.at.position) if filed is None else (filed[1].first, filed[1].last)


def _read(archive: Archive, stream: str, version: int, *, before: int) -> StreamRead:
    lines = archive.log.entries(stream=stream, until=before) if version else ()
    made = next((each for each in lines if each.version == version), None)
    return StreamRead(stream=stream, version=version, made=made)


def _searched(archive: Archive, key: str, position: int) -> KeySearched:
    return KeySearched(key=key, position=position, last=archive.line(position))


def _looked_up(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Each record with the digest of its wording; empty where none was kept."""
    return zip_longest(envelope.regulations, envelope.wordings, fillvalue="")


def _cited(archive: Archive, id: str, wording: str) -> Cited:
    law = archive.setting.regulations
    provision = law.record(id)
    return Cited(id=id, provision=provision, validity=_validity(provision, wording, law.wording(id)))


def _validity(provision: Provision | None, then: str, now: str) -> Validity:
    if provision is None:
        return Validity.GONE
    if then not in {"", now}:
        return Validity.REWORDED
    if provision.repealed_on is not None:
        return Validity.REPEALED
    return Validity.UNCHANGED if then else Validity.STANDS


def _passed(archive: Archive, command: str) -> Iterator[Passed]:
    """The rules of a command as it is declared today, authority first, then its own, then those of modules above."""
    for kind, home in _commands(archive.modules):
        if name_of(kind) == command:
            yield from (_rule(each, home) for each in (kind.authority, *kind.rules))
            for module in archive.modules:
                yield from (_rule(each, module.name) for each in module.rules.get(kind, ()))


def _commands(modules: Iterable[Module]) -> Iterator[tuple[type[Command], str]]:
    return ((kind, module.name) for module in modules for kind in module.commands)


_SOURCES = re.compile(r"\b[RK]\d+[a-z]?\b")


def _rule(rule: Rule, module: str) -> Passed:
    named = _SOURCES.findall(rule.__doc__ or "")
    return Passed(rule=rule.__name__, module=module, basis=tuple(dict.fromkeys(named)))

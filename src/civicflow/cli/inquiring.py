"""Why something stands on record, from the command line."""

from typing import TYPE_CHECKING, Annotated

import attrs
from cyclopts import Parameter

from civicflow.cli.directory import names
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import of_option
from civicflow.errors import InvalidInputError

if TYPE_CHECKING:
    from civicflow.cli.grounds import CitedRecord, Grounds, RulePassed, Source, Told
    from civicflow.core.log import Entry
    from civicflow.core.provision import Regulations
    from civicflow.inquiry.why import Cited, KeySearched, Passed, StreamRead, Why
    from civicflow.messages.words import People

Position = Annotated[int, Parameter(metavar="POSITION")]


def why(position: Position, /, *, terminal: Terminal) -> int:
    """
    Say what a line of the log rests on: who acted and by what right, what was read and looked up, which rules it passed.

    What another system claims was judged by no rule of ours; the record of a refusal names the rules that refused.

    Args:
        position: Where it stands in the log, as trails, answers and explanations name it.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        try:
            found = flow.why(position)
        except InvalidInputError as error:
            raise of_option(error, "POSITION") from None
        grounds = _Teller(terminal, names(flow)).grounds(found)
        if terminal.form == "table":
            _print(grounds, found, flow.setting.regulations, terminal)
        else:
            terminal.show(grounds)
    return 0


def _print(grounds: "Grounds", why: "Why", law: "Regulations", terminal: Terminal) -> None:
    """For people: what there is to say, and each regulation in words by itself."""
    from civicflow.cli.on_record import said, told
    from civicflow.core.command import name_of
    from civicflow.regulations import Lawbook

    shown = {name: value for name, value in said(grounds).items() if value is not False and name != "says"}
    shown["topic"] = terminal.words.title(type(why.entry.event))
    ordered = (kind for module in terminal.modules for kind in module.commands)
    named = {name_of(kind): terminal.words.title(kind) for kind in ordered}
    shown["command"] = named.get(why.entry.envelope.command, why.entry.envelope.command)
    sheets = {each.key: each for each in law.sheets} if isinstance(law, Lawbook) else {}
    known = {each.id: each.provision for each in why.regulations if each.provision is not None}
    shown["regulation_records"] = tuple(each for each in grounds.regulation_records if each.id not in known)
    terminal.show(shown)
    for each in why.regulations:
        if each.provision is not None:
            record = told(each.provision, sheets[each.provision.key], terminal.words)
            terminal.show({"validity": each.validity, **record})


@attrs.frozen
class _Teller:
    """
    Puts grounds into words.

    Args:
        terminal: The form and language of the reader.
        people: Where names are found.
    """

    terminal: Terminal
    people: "People"

    def grounds(self, why: "Why") -> "Grounds":
        """All of it."""
        from civicflow.cli.grounds import Grounds, RefusedBy
        from civicflow.views.trail import fields_of, line

        entry, words = why.entry, self.terminal.words
        shown, right = line(entry), why.right
        return Grounds(
            position=entry.at.position,
            stream=entry.stream,
            version=entry.version,
            topic=entry.topic,
            sentence=words.deed(entry, self.people),
            origin=why.origin,
            by=shown.by,
            on_behalf_of=shown.on_behalf_of,
            occurred_at=shown.occurred_at,
            recorded_at=shown.recorded_at,
            reason=shown.reason,
            source=shown.source,
            command=entry.envelope.command or None,
            first=why.first,
            last=why.last,
            authority=None if right is None else right.said or None,
            appointment=None if right is None else self._told(right.given),
            delegations=() if right is None else tuple(map(self._of, right.lent)),
            cause=self._told(why.cause),
            corrected_event=self._told(why.corrects),
            corrections_since=tuple(map(self._of, why.corrections)),
            decided_before=tuple(map(self._of, why.decided_before)),
            rules_passed=tuple(map(self._passed, why.rules)),
            command_unknown=not why.knows_command,
            refused_by=tuple(
                RefusedBy(name=each.rule, reason=words.refusal(each, self.people), basis=each.basis)
                for each in why.refusals
            ),
            regulation_records=tuple(map(self._record, why.regulations)),
            streams_read=tuple(map(self._stream, why.streams)),
            keys_searched=tuple(map(self._key, why.keys)),
            calendar=why.calendar,
            calendar_now=_if_other(why.calendar_now, why.calendar),
            code=why.code,
            code_now=_if_other(why.code_now, why.code),
            says=fields_of(entry.event),
        )

    def _told(self, entry: "Entry | None") -> "Told | None":
        return None if entry is None else self._of(entry)

    def _of(self, entry: "Entry") -> "Told":
        from civicflow.cli.grounds import Told

        return Told(
            position=entry.at.position,
            sentence=self.terminal.words.sentence(entry, self.people),
            instrument=getattr(entry.event, "instrument", None),
        )

    def _stream(self, read: "StreamRead") -> "Source":
        return self._source(read.stream, read.version, read.made)

    def _key(self, searched: "KeySearched") -> "Source":
        return self._source(searched.key, None, searched.last)

    def _source(self, name: str, version: int | None, entry: "Entry | None") -> "Source":
        from civicflow.cli.grounds import Source

        told = self._told(entry)
        return Source(
            name=name,
            version=version,
            position=None if told is None else told.position,
            sentence=None if told is None else told.sentence,
        )

    def _passed(self, passed: "Passed") -> "RulePassed":
        from civicflow.cli.grounds import RulePassed
        from civicflow.core.rule import Refused

        said = self.terminal.words.refusal(Refused(rule=passed.rule))
        return RulePassed(name=passed.rule, module=passed.module, basis=passed.basis, when_refusing=said)

    def _record(self, cited: "Cited") -> "CitedRecord":
        from civicflow.cli.grounds import CitedRecord

        provision = cited.provision
        if provision is None:
            return CitedRecord(id=cited.id, validity=cited.validity)
        own = [field.name for field in attrs.fields(CitedRecord) if field.name != "validity"]
        return CitedRecord(validity=cited.validity, **{name: getattr(provision, name) for name in own})


def _if_other(now: str, then: str | None) -> str | None:
    return None if then in {None, now} else now

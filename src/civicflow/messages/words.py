"""Events, refusals, errors and headings in the language of the reader."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from functools import partial
from typing import TypeAlias

import attrs

from civicflow.core.command import Command, name_of
from civicflow.core.correction import Correction
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.core.log import Entry, Envelope
from civicflow.core.module import Module
from civicflow.core.question import Question
from civicflow.core.rule import Refused, RefusedError
from civicflow.errors import CivicflowError, InvalidInputError, UnsoundProcedureError
from civicflow.messages.catalogues import LANGUAGES, Catalogues
from civicflow.messages.template import fill
from civicflow.organization.correcting import CorrectRecord

People: TypeAlias = Callable[[str], str | None]
"""The name of a person by their id; None when the directory does not know them."""

PERSON = "person"
"""The key under which an event is found by a person, and the kind of a value that names one."""

UNSAID = "…"
"""What stands in place of a value that is missing."""

LATE = timedelta(minutes=1)
"""From this long after the claimed time on, a sentence says when it was recorded: lateness is never hidden (K3)."""


def nobody(_person: str) -> None:
    """A directory that knows no one: ids stand in place of names."""


class Words:
    """
    What happened, what is refused and what went wrong, in the language of a reader.

    Args:
        language: ``vi`` or ``en``.
        modules: All that an application uses; each brings its own catalogue.
        zone: The zone of local times.
    """

    def __init__(self, language: str, modules: Iterable[Module], zone: tzinfo) -> None:
        modules = tuple(modules)
        self.language = language
        self._catalogues = Catalogues.of(language, modules)
        self._zone = zone
        self._homes = {event: module.name for module in modules for event in module.events}

    def sentence(self, entry: Entry, people: People = nobody) -> str:
        """
        One line of the log as one sentence: when, who and for whom, what.

        Args:
            entry: The line.
            people: Where names are found.
        """
        at = entry.at
        late = at.recorded - at.occurred >= LATE // timedelta(microseconds=1)
        what = self.deed(entry, people)
        values = {"when": at.occurred_at, "recorded": at.recorded_at if late else None, "what": what}
        return self._said("line", values, people, otherwise=what)

    def deed(self, entry: Entry, people: People = nobody) -> str:
        """One line of the log as a sentence without its time, for a list that shows the time beside it."""
        event, envelope = entry.event, entry.envelope
        actor = self._actor(envelope, people)
        if isinstance(event, Correction):
            whoever = self._said("correction.actor", {}, nobody, otherwise=UNSAID)
            what = self._happened(event.content, whoever, set(), people)
            values = {"by": actor, "corrects": event.corrects, "because": event.because, "what": what}
            return self._said("correction", values, people, otherwise=what)
        return self._happened(event, actor, {envelope.by, envelope.on_behalf_of} - {"", None}, people)

    def _happened(self, event: Event, actor: str, acting: set[str | None], people: People) -> str:
        """What an event says; those who acted are not named once more."""
        values = _fields(event) | {"by": actor}
        persons = _person_fields(type(event))
        named = {name: _named(value, people) if name in persons else value for name, value in values.items()}
        silent = {name for name in persons if acting.issuperset(_several(values.get(name)))}
        return self._said(
            f"event.{event.topic}",
            named,
            people,
            module=self._homes.get(type(event), ""),
            otherwise=f"{actor}: {event.topic}",
            silent=silent,
        )

    def refusal(self, refused: Refused, people: People = nobody) -> str:
        """Why an act is not allowed, with the source it rests on."""
        reason = self._said(
            f"rule.{refused.rule}", refused.parameters, people, otherwise=refused.rule.replace("_", " ")
        )
        values = {"reason": reason, "basis": refused.basis, "item": refused.parameters.get("item")}
        return self._said("refusal", values, people, otherwise=reason)

    def error(self, error: CivicflowError, people: People = nobody) -> str:
        """What went wrong; for a refused act every refusal, for a procedure every mistake."""
        if isinstance(error, RefusedError):
            return "\n".join(self.refusal(refused, people) for refused in error.refusals)
        if isinstance(error, UnsoundProcedureError) and error.mistakes:
            return "\n".join(self.error(mistake, people) for mistake in error.mistakes)
        codes = [kind.code for kind in type(error).__mro__ if issubclass(kind, CivicflowError)]
        known = next((code for code in codes if self._catalogues.find(f"error.{code}")), error.code)
        values = {"parameters": error.parameters, **error.parameters}
        return self._said(f"error.{known}", values, people, otherwise=str(error))

    def heading(self, name: str) -> str:
        """What stands above a column or beside a figure."""
        return self._said(f"heading.{name}", {}, nobody, otherwise=name.replace("_", " "))

    def state(self, value: Enum | str, *, module: str = "", kind: str = "") -> str:
        """
        A stage, an office or another value of a fixed set.

        Args:
            value: The value.
            module: The module whose word it is, where several have the same.
            kind: The first word of its key, such as ``office``; that of its set, else ``state``, when left out.
        """
        return self._show(value, kind if isinstance(value, Enum) else kind or "state", nobody, module)

    def because(self, word: str) -> str:
        """Why something counts in a figure; what is said of it elsewhere, as a verdict or a heading, needs no second text."""
        kinds = ("because", "verdict", "state", "flaw", "irregularity", "heading")
        known = (kind for kind in kinds if self._catalogues.find(f"{kind}.{word}"))
        return self.state(word, kind=next(known, "because"))

    def title(self, kind: type[Command | Question[object] | Event]) -> str:
        """What a command, a question or an event is called in the administration."""
        if issubclass(kind, Correction):
            of = {"of": self.title(kind.original)}
            return self._said("correction.title", of, nobody, otherwise=kind.topic)
        if issubclass(kind, CorrectRecord):
            of = {"of": self.title(kind.correction.original)}
            return self._said("correction.command", of, nobody, otherwise=name_of(kind))
        if issubclass(kind, Event):
            return self._said(f"title.{kind.topic}", {}, nobody, otherwise=kind.topic)
        return self._said(f"title.{name_of(kind)}", {}, nobody, otherwise=name_of(kind))

    def value(self, value: object, people: People = nobody) -> str:
        """Any value as people write it: days and times of the zone, yes and no, quoted words."""
        return self._show(value, "", people, "")

    def number(self, written: str) -> str:
        """A number such as ``42,077,880.5`` with the marks of the language, as ``42.077.880,5`` in Vietnamese."""
        found = self._catalogues.find("form.marks")
        return written if found is None else written.translate(str.maketrans(",.", found.text))

    def _actor(self, envelope: Envelope, people: People) -> str:
        values = {
            "by": _named(envelope.by, people),
            "on_behalf_of": _named(envelope.on_behalf_of, people),
            "source": envelope.source,
        }
        key = "by.source" if not envelope.by else "by.on_behalf_of" if envelope.on_behalf_of else "by"
        return self._said(key, values, people, otherwise=envelope.by or str(envelope.source))

    def _said(
        self,
        key: str,
        values: Mapping[str, object],
        people: People,
        *,
        module: str = "",
        otherwise: str,
        silent: Iterable[str] = (),
    ) -> str:
        found = self._catalogues.find(key, module)
        if found is None:
            return otherwise
        show = partial(self._show, people=people, module=found.module)
        return fill(found.text, values, show, silent=frozenset(silent))

    def _show(self, value: object, kind: str, people: People, module: str) -> str:
        match value:
            case None:
                return UNSAID
            case bool():
                return self._show("yes" if value else "no", "state", people, module)
            case Enum():
                own = name_of(type(value)).replace("-", "_")
                kinds = (
                    each for each in (kind, own) if self._catalogues.find(f"{each}.{value.value}", module)
                )
                return self._show(value.value, next(kinds, "state"), people, module)
            case FreeText(v=text):
                words = " ".join(text.split())
                return self._said("quote", {"text": words}, people, otherwise=words)
            case datetime():
                return value.astimezone(self._zone).strftime(self._form("time"))
            case date():
                return value.strftime(self._form("day"))
            case time():
                return value.isoformat("minutes")
            case tuple() if kind == "count":
                return str(len(value))
            case tuple():
                return ", ".join(self._show(each, kind, people, module) for each in value)
            case Mapping():
                pairs = (
                    (self._show(str(name), kind, people, module), self._show(each, kind, people, module))
                    for name, each in value.items()
                )
                return ", ".join(f"{name}: {each}" for name, each in pairs)
            case Refused():
                return self.refusal(value, people)
            case str() if kind:
                return self._read(value, kind, people, module)
            case _ if attrs.has(type(value)):
                return self._said(
                    f"record.{type(value).__name__}", _fields(value), people, otherwise=str(value)
                )
            case _:
                return str(value)

    def _read(self, value: str, kind: str, people: People, module: str) -> str:
        match kind:
            case "person":
                return people(value) or value
            case "day" | "time":
                return self._show(_moment(value, kind), "", people, module)
            case _:
                return ", ".join(self._word(each, kind, module) for each in value.split(", "))

    def _word(self, code: str, kind: str, module: str) -> str:
        found = self._catalogues.find(f"{kind}.{code}", module)
        return code if found is None else found.text

    def _form(self, name: str) -> str:
        found = self._catalogues.find(f"form.{name}")
        return "%Y-%m-%d %H:%M" if found is None else found.text


def titles(modules: Iterable[Module]) -> Callable[[type], str]:
    """
    What commands, questions and events are called, in every language in one line, such as ``Assign a task · Giao nhiệm vụ``.

    Args:
        modules: All that an application uses.
    """
    modules = tuple(modules)
    words = [Words(language, modules, UTC) for language in reversed(LANGUAGES)]
    return lambda kind: " · ".join(dict.fromkeys(each.title(kind) for each in words))


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in attrs.fields_dict(type(record))}  # type: ignore[arg-type]  # every record is an attrs class


def _person_fields(kind: type[Event]) -> frozenset[str]:
    return frozenset(field for key, field in kind.keys if key == PERSON)


def _moment(written: str, kind: str) -> object:
    try:
        return date.fromisoformat(written) if kind == "day" else instant(written)
    except (ValueError, InvalidInputError):
        return written


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _named(value: object, people: People) -> object:
    match value:
        case str():
            return people(value) or value
        case tuple():
            return tuple(people(each) or each for each in value)
        case _:
            return value

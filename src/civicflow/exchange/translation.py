"""From the words of another system to events of ours: a case becomes a task, a row an activity and what its verb says."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import attrs

from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.core.recording import Claim
from civicflow.errors import InvalidInputError, Parameter
from civicflow.exchange.foreign_log import ForeignCase, ForeignEvent, Reject, moment
from civicflow.exchange.identifiers import claim_id, identifier, nameless_identifier
from civicflow.exchange.mapping import LogMapping, Moment, Said
from civicflow.exchange.verbs import VERBS, Step, TaskInHand, completed
from civicflow.task.events import ActivityRecorded, TaskAssigned


class Translated(NamedTuple):
    """A claim, and the row of the log it comes from."""

    claim: Claim
    row: int
    case: str


class Translation:
    """
    Turns cases into claims and keeps count of what it was given.

    A case becomes a task: assigned, then its rows in order of time, equal times in order of the file. Every row is
    kept as an activity in the words of the other system; one that the mapping gives a verb is followed by its event.

    Args:
        mapping: What the words mean.
    """

    def __init__(self, mapping: LogMapping) -> None:
        self.cases = 0
        self.events = 0
        self._mapping = mapping
        self._seen: set[str] = set()
        self._names_of_cases: set[str] = set()
        self._names_of_events: set[str] = set()

    def of(self, case: ForeignCase) -> Iterator[Translated | Reject]:
        """
        The claims of one case in order, and what of it could not be understood.

        Args:
            case: As it was read; a second one of the same id is rejected.
        """
        self._names_of_cases |= case.attributes.keys()
        if case.id in self._seen:
            yield _rejected(case, "repeated-case")
            return
        self._seen.add(case.id)
        for event in case.events:
            self._names_of_events |= event.attributes.keys()
        events, repeated = _each_once(case)
        told = _Told(attrs.evolve(case, events=events), self._mapping)
        yield from repeated
        if told.fault is not None:
            yield told.fault
            return
        self.cases += 1
        self.events += len(events)
        yield from told.claims()

    def left_out(self) -> tuple[str, ...]:
        """The attributes of events that were there and are not kept."""
        return tuple(sorted(self._names_of_events.difference(self._mapping.columns_needed("event").values())))

    def never_found(self) -> tuple[str, ...]:
        """The fields of the mapping that name an attribute which no case or event had."""
        needed = [
            *((*pair, self._names_of_cases) for pair in self._mapping.columns_needed("case").items()),
            *((*pair, self._names_of_events) for pair in self._mapping.columns_needed("event").items()),
        ]
        return tuple(
            field
            for field, name, found in needed
            if found and name not in found and not field.startswith("log.")
        )


class _Told:
    """What one case tells: its task, its times, and then its rows one after another."""

    def __init__(self, case: ForeignCase, mapping: LogMapping) -> None:
        self.case = case
        self.mapping = mapping
        self.events = sorted(case.events, key=lambda each: each.at)
        self.fault: Reject | None = None
        self.assigned_at = self._moment("assigned", mapping.task.assigned)
        self.due = self._moment("due", mapping.task.due)
        closed = mapping.task.closed
        self.closed_at = self._moment("closed", closed) if isinstance(closed, Moment) else None
        if self.assigned_at is None and self.fault is None:
            self.fault = _rejected(case, "missing", field="task.assigned")
        self.hand = TaskInHand(
            task=identifier(mapping.source, case.id),
            assignee=self._person(self._said(mapping.task.assignee)),
            unit=self._unit(self._said(mapping.task.unit)),
        )

    def claims(self) -> Iterator[Translated]:
        """The assignment, then everything in order of time; a completion stands after the rows of its instant."""
        if self.assigned_at is not None:
            yield self._claim(self._assigned(), self.assigned_at, self.case.row, "assigned")
        closing = self.closed_at
        for event in self.events:
            if closing is not None and closing < event.at:
                yield self._closed(closing)
                closing = None
            yield from self._happened(event)
        if closing is not None:
            yield self._closed(closing)

    def _assigned(self) -> Event:
        task = self.mapping.task
        return TaskAssigned(
            task=self.hand.task,
            assignee=self.hand.assignee,
            unit=self.hand.unit,
            assigned_by=None,
            work=_free_text(self._said(task.work)),
            due=self.due,
            result=_free_text(self._said(task.result)),
            acceptance=_free_text(self._said(task.acceptance)),
            at_home=False,
            work_type=None,
            work_units=1,
            confidentiality=None,
            departure=None,
            channel=None,
            channel_reason=None,
            needs_signature=False,
            because_of=None,
            replaces=None,
            outcomes=(),
            reviewed=True,
        )

    def _happened(self, event: ForeignEvent) -> Iterator[Translated]:
        kept, written = self.mapping.activity, event.attributes
        key = _key(event)
        person = self._person(written.get(kept.person or ""))
        activity = ActivityRecorded(
            task=self.hand.task,
            name=event.activity,
            person=person,
            unit=self._unit(written.get(kept.unit or "")),
            attributes={name: written[name] for name in kept.keep if written.get(name)},
        )
        yield self._claim(activity, event.at, event.row, "activity", key)
        verb = self.mapping.verbs.get(event.activity)
        if verb is not None:
            step = Step(event.activity, event.at, person, self._receipt(str(key)))
            yield self._claim(VERBS[verb](self.hand, step), event.at, event.row, "verb", key)

    def _closed(self, at: datetime) -> Translated:
        closed = self.mapping.task.closed
        of_case = isinstance(closed, Moment) and closed.place == "case"
        last = self._edge("last event")
        key = () if of_case or last is None else (_key(last),)
        named = closed.name if isinstance(closed, Moment) and of_case else str(*key)
        approver = self._person(self._said(self.mapping.task.approver))
        event = completed(self.hand, Step("", at, approver, self._receipt(named)))
        return self._claim(event, at, self.case.row, "closed", *key)

    def _claim(self, event: Event, at: datetime, row: int, *key: str | int) -> Translated:
        claimed = claim_id(self.mapping.source, self.case.id, *key)
        return Translated(Claim(event=event, occurred_at=at, id=claimed), row, self.case.id)

    def _receipt(self, record: str) -> str:
        return f"{self.mapping.source}/{self.case.id}/{record}"

    def _said(self, said: Said | None) -> str | None:
        if said is None or said.place == "text":
            return None if said is None else said.name
        if said.place == "case":
            return self.case.attributes.get(said.name)
        found = self._edge(said.place)
        return None if found is None else found.attributes.get(said.name)

    def _moment(self, field: str, wanted: Moment | None) -> datetime | None:
        if wanted is None:
            return None
        try:
            found = self._written_moment(wanted)
            return None if found is None else instant(found + wanted.later)
        except (ValueError, OverflowError, InvalidInputError):
            written = self.case.attributes.get(wanted.name, "")
            self.fault = _rejected(self.case, "unreadable-time", field=f"task.{field}", value=written[:100])
            return None

    def _written_moment(self, wanted: Moment) -> datetime | None:
        if wanted.place != "case":
            edge = self._edge(wanted.place)
            return None if edge is None else edge.at
        written = self.case.attributes.get(wanted.name)
        return moment(written, self.mapping.log.columns.zone) if written else None

    def _edge(self, place: str) -> ForeignEvent | None:
        """The first event in time, or the last; of several at one instant the first or last in the file."""
        return self.events[0 if place == "first event" else -1] if self.events else None

    def _person(self, words: str | None) -> str | None:
        if not words:
            return None
        named = identifier if self.mapping.people == "as written" else nameless_identifier
        return named(self.mapping.source, words)

    def _unit(self, words: str | None) -> str | None:
        return identifier(self.mapping.source, words) if words else None


def _each_once(case: ForeignCase) -> tuple[tuple[ForeignEvent, ...], list[Reject]]:
    """The events of a case without those whose id came before: two facts cannot have one id."""
    taken: dict[str | int, ForeignEvent] = {}
    repeated = []
    for event in case.events:
        if taken.setdefault(_key(event), event) is not event:
            wrong: dict[str, Parameter] = {"value": str(_key(event))}
            repeated.append(
                Reject(row=event.row, case=case.id, reason="repeated-event", events=1, parameters=wrong)
            )
    return tuple(taken.values()), repeated


def _key(event: ForeignEvent) -> str | int:
    return event.ordinal if event.id is None else event.id


def _free_text(words: str | None) -> FreeText | None:
    return FreeText(v=words) if words else None


def _rejected(case: ForeignCase, reason: str, **found: Parameter) -> Reject:
    """A whole case that cannot be taken: half of it would give wrong figures."""
    return Reject(
        row=case.row, case=case.id, reason=reason, cases=1, events=len(case.events), parameters=found
    )

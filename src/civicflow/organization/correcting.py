"""To correct what was recorded wrongly: what all such commands have in common, who may, and what must be true before they do."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Protocol

import attrs
from attrs import evolve, field, fields_dict, frozen

from civicflow.core.command import Command
from civicflow.core.correction import Correction
from civicflow.core.event import At, Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, free_text
from civicflow.core.rule import Rule, Verdict, allowed_if
from civicflow.errors import InvalidInputError, NotOnRecordError
from civicflow.organization.authority import (
    OFFICES_OF_RECORD,
    administers,
    has_a_hand_in_it,
    leads_over,
    today,
)
from civicflow.organization.membership import primary_unit


class Corrects(Protocol):
    """A command that corrects what was recorded wrongly."""

    @property
    def corrects(self) -> int:
        """The position of what was recorded."""

    def recorded(self, facts: Facts) -> tuple[At, Event]:
        """What is recorded there, as it is known now."""

    def content(self, facts: Facts) -> Event:
        """What is right."""

    def passing_to_another(self, facts: Facts) -> tuple[str, ...]:
        """The fields by which it would be about something else."""

    def concerned(self, facts: Facts) -> tuple[str, ...]:
        """The persons whom it is about, as it was recorded and as it is right."""


def office_of_record_above(command: Corrects, facts: Facts) -> Verdict:
    """An office acts that keeps the record above the unit and above everybody whom it is about (K10, K11)."""
    persons = command.concerned(facts)
    unit = getattr(command.recorded(facts)[1], "unit", None)
    if unit is None and persons:
        found = primary_unit(facts, persons[0], today(facts))
        unit = None if found is None else found.id
    return administers(facts) if unit is None else leads_over(facts, unit, persons, offices=OFFICES_OF_RECORD)


def correction_says_something_else(command: Corrects, facts: Facts) -> Verdict:
    """The correction says something else than what is recorded there now."""
    differs = command.content(facts) != command.recorded(facts)[1]
    return allowed_if(differs, corrects=command.corrects)


def subject_stays_the_same(command: Corrects, facts: Facts) -> Verdict:
    """What is recorded there goes on being about the same; what never happened is ended, not corrected into something else."""
    other = command.passing_to_another(facts)
    return allowed_if(not other, corrects=command.corrects, fields=", ".join(other))


def actor_is_not_concerned_by_the_correction(command: Corrects, facts: Facts) -> Verdict:
    """Nobody corrects what is about themselves, in person or through anyone acting for them (K10)."""
    own = [each for each in command.concerned(facts) if has_a_hand_in_it(facts, each)]
    return allowed_if(not own, corrects=command.corrects, person=", ".join(own), basis="K10")


CORRECTING: tuple[Rule, ...] = (
    correction_says_something_else,
    subject_stays_the_same,
    actor_is_not_concerned_by_the_correction,
)
"""What must be true of every correction."""


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class CorrectRecord(Command):
    """
    Correct what was recorded wrongly: what it said stays on record, and the figures follow what is right from now on.

    A command that corrects stands for one kind of event. It has the fields of the command that recorded it, by inheritance
    or of its own, and names the whole right content; what the command does not name stays as it was recorded. What was
    derived is derived anew, by the law of the day on which the event is said to have happened.

    What a decision has relied on already is corrected all the same: the grade, the payment, the review stands as it was
    decided, and why of the correction lists it; whoever decided it proposes, calculates or answers anew.
    A correction that would leave such a decision without its ground in law is refused by the rules of the command.

    Attributes:
        correction: The event that it becomes.
        concerning: The fields of the event that say whom it is about: none of them corrects it (K10).
        fixed: The fields that say what it is about; they stay the same.
        derived: The fields that the recording command derives from the others.

    Args:
        corrects: The position of what was recorded wrongly, as the trail shows it.
        because: Why it is corrected.
    """

    correction: ClassVar[type[Correction]]
    concerning: ClassVar[tuple[str, ...]] = ("person",)
    fixed: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[tuple[str, ...]] = ()
    authority: ClassVar[Rule] = office_of_record_above
    rules: ClassVar[tuple[Rule, ...]] = CORRECTING

    corrects: int
    because: FreeText = field(converter=free_text)

    def recorded(self, facts: Facts) -> tuple[At, Event]:
        """
        What is recorded at the position, as it is known now.

        Raises:
            NotOnRecordError: When no such event of this subject stands there.
        """
        kind = self.correction.original
        prefix, *names = kind.stream
        stream = ":".join((prefix, *(self.written(name) for name in names)))
        found = facts.recorded(kind, stream, self.corrects)
        if found is None:
            raise NotOnRecordError(kind="event", id=f"{stream}#{self.corrects}")
        return found

    def written(self, name: str) -> str:
        """A field that the stream is named by, as it is written there."""
        return str(getattr(self, name))

    def content(self, facts: Facts) -> Event:
        """
        What is right, whole: what the command says, what is derived from that, and else what was recorded.

        Raises:
            InvalidInputError: When an event cannot hold what the command says, such as a word where a number stands.
        """
        at, now = self.recorded(facts)
        mine = fields_dict(type(self)).keys() & _fields(now)
        right: dict[str, Any] = {name: getattr(self, name) for name in mine}
        _check(now, right)
        if self.derived:
            anew = next(super().decide(facts.as_on(at.occurred_at)))
            right |= {name: getattr(anew, name) for name in self.derived}
        return evolve(now, **right)  # type: ignore[misc]  # every event is an attrs class

    def concerned(self, facts: Facts) -> tuple[str, ...]:
        """The persons whom it is about, as it was recorded and as it is right."""
        both = (self.recorded(facts)[1], self.content(facts))
        named = (getattr(each, name) for each in both for name in self.concerning)
        persons = (person for each in named for person in (each if isinstance(each, tuple) else (each,)))
        return tuple(dict.fromkeys(each for each in persons if each is not None))

    def passing_to_another(self, facts: Facts) -> tuple[str, ...]:
        """The fields by which it would be about something else."""
        now, right = self.recorded(facts)[1], self.content(facts)
        return tuple(name for name in self.fixed if getattr(now, name) != getattr(right, name))

    def decide(self, facts: Facts) -> Iterator[Event]:
        """What was recorded is corrected."""
        right = self.content(facts)
        content: dict[str, Any] = {name: getattr(right, name) for name in _fields(right)}
        yield self.correction(
            **content, corrects=self.corrects, because=self.because, corrected_by=facts.act.person
        )


def _check(event: Event, right: Mapping[str, Any]) -> None:
    """Refuse, by the name of the field, what an event cannot hold."""
    for each in attrs.fields(type(event)):  # type: ignore[arg-type]  # every event is an attrs class
        if each.validator is not None and each.name in right:
            try:
                each.validator(event, each, right[each.name])
            except (TypeError, ValueError):
                value = str(right[each.name])[:100]
                raise InvalidInputError(field=each.name, problem="not-understood", value=value) from None


def _fields(event: Event) -> set[str]:
    return set(fields_dict(type(event)))  # type: ignore[arg-type]  # every event is an attrs class

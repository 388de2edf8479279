"""What can be asked for about how a person stands: a salary coefficient, discipline, and its withdrawal."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, day, free_text, optional_day
from civicflow.core.rule import Rule
from civicflow.employee import rules, standing_rules
from civicflow.employee.standing_events import (
    DisciplineKind,
    DisciplineWithdrawn,
    EmployeeDisciplined,
    SalaryCoefficientRecorded,
)


@frozen(kw_only=True, eq=False, repr=False)
class RecordSalaryCoefficient(Command):
    """
    Record by what the base salary is multiplied for a person from a day on; the office of record takes it down (R46).

    Args:
        person: Whose salary it is.
        coefficient: The coefficient, as exact text such as ``3.33``.
        since: The first day.
        instrument: The decision that sets it.
    """

    person: PersonId
    coefficient: ShortText
    since: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.employee_is_registered,
        rules.actor_is_not_the_employee,
        standing_rules.coefficient_is_an_exact_number,
        standing_rules.coefficient_begins_in_service,
        standing_rules.no_other_coefficient_begins_that_day,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The coefficient is recorded."""
        yield SalaryCoefficientRecorded(
            person=self.person,
            coefficient=self.coefficient,
            since=self.since,
            instrument=self.instrument,
            recorded_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RecordDiscipline(Command):
    """
    Record that a person was disciplined, by the decision that says so (K24).

    Args:
        person: Who was disciplined.
        discipline: The id of the measure.
        kind: Which measure it is.
        on: The day of the decision.
        public_duty: Whether it was for a breach of public duty.
        instrument: The decision.
        until: The last day on which it has effect; left out where the decision names none.
    """

    person: PersonId
    discipline: SubjectId
    kind: DisciplineKind = field(converter=DisciplineKind)
    on: date = field(converter=day)
    public_duty: bool
    instrument: ShortText
    until: date | None = field(default=None, converter=optional_day)

    authority: ClassVar[Rule] = standing_rules.administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.employee_is_registered,
        rules.actor_is_not_the_employee,
        standing_rules.discipline_is_new,
        standing_rules.discipline_is_decided,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The measure is recorded."""
        yield EmployeeDisciplined(
            person=self.person,
            unit=standing_rules.unit_of(self, facts),
            discipline=self.discipline,
            kind=self.kind,
            on=self.on,
            until=self.until,
            public_duty=self.public_duty,
            instrument=self.instrument,
            recorded_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawDiscipline(Command):
    """
    Record that a disciplinary decision was set aside; it counts as if it had never been taken (K17).

    Args:
        person: Who was disciplined.
        discipline: The measure.
        instrument: The decision that sets it aside.
        reason: Why.
    """

    person: PersonId
    discipline: SubjectId
    instrument: ShortText
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = standing_rules.administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.actor_is_not_the_employee,
        standing_rules.discipline_stands,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The measure is set aside."""
        yield DisciplineWithdrawn(
            person=self.person,
            unit=standing_rules.unit_of(self, facts),
            discipline=self.discipline,
            instrument=self.instrument,
            reason=self.reason,
            withdrawn_by=facts.act.person,
        )


STANDING = (RecordSalaryCoefficient, RecordDiscipline, WithdrawDiscipline)

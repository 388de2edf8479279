"""What can be asked for about a person who works: register, assign a position, record training, record a leave and end it."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import PersonId, SubjectId, UnitId, day
from civicflow.core.rule import Rule
from civicflow.employee import rules
from civicflow.employee.events import (
    Category,
    EmployeeRegistered,
    LeaveEnded,
    LeaveKind,
    LeaveRecorded,
    PositionAssigned,
    Session,
    TrainingCompleted,
)
from civicflow.organization.model import Position
from civicflow.organization.rules import administrator_or_leader_of_the_unit, term_begins_before_it_ends


@frozen(kw_only=True, eq=False, repr=False)
class RegisterEmployee(Command):
    """
    Register a person who works for the administration, with the category of the law (R7).

    Args:
        person: Who is registered.
        unit: The unit that takes them on; what unit they belong to on a day is said by joining and leaving (K18).
        category: The personnel category.
        hired_on: The first day.
    """

    person: PersonId
    unit: UnitId
    category: Category = field(converter=Category)
    hired_on: date = field(converter=day)

    authority: ClassVar[Rule] = administrator_or_leader_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (rules.employee_is_new,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person is registered."""
        yield EmployeeRegistered(
            person=self.person, unit=self.unit, category=self.category, hired_on=self.hired_on
        )


@frozen(kw_only=True, eq=False, repr=False)
class AssignPosition(Command):
    """
    Give an employee a position of their unit, in place of the one they held (R75, K1).

    Args:
        person: Who is assigned.
        position: The position.
        since: The first day.
    """

    person: PersonId
    position: SubjectId
    since: date = field(converter=day)

    authority: ClassVar[Rule] = rules.office_that_leads_the_position
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.employee_is_registered,
        rules.person_belongs_to_the_unit_of_the_position,
        rules.position_stands,
        rules.actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The position is assigned."""
        yield PositionAssigned(
            person=self.person,
            unit=facts.of(Position, self.position).unit,
            position=self.position,
            since=self.since,
            assigned_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CompleteTraining(Command):
    """
    Record that a person has completed a course, as who works at home and who leads them must (R76).

    Whoever leads need not be registered as an employee; the person whom a root unit answers to is trained as well.

    Args:
        person: Who was trained.
        course: The code of the course.
        hours: How long it was.
        on: Its last day.
    """

    person: PersonId
    course: SubjectId
    hours: int
    on: date = field(converter=day)

    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.actor_is_not_the_employee,
        rules.course_is_over,
        rules.course_takes_hours,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The course is completed."""
        yield TrainingCompleted(
            person=self.person,
            course=self.course,
            hours=self.hours,
            on=self.on,
            recorded_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RecordLeave(Command):
    """
    Record that an employee is on leave; open tasks are then reassigned, held or kept by decision (K13).

    Args:
        person: Who is on leave.
        leave: Its id.
        kind: Why.
        since: The first day.
        until: The last day.
        session: The sessions of each day; a half day of leave is one day.
    """

    person: PersonId
    leave: SubjectId
    kind: LeaveKind = field(converter=LeaveKind)
    since: date = field(converter=day)
    until: date = field(converter=day)
    session: Session = field(default=Session.BOTH, converter=Session)

    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.employee_is_registered,
        rules.actor_is_not_the_employee,
        rules.leave_is_new,
        rules.half_day_of_leave_is_one_day,
        term_begins_before_it_ends,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The leave is recorded."""
        yield LeaveRecorded(
            person=self.person,
            leave=self.leave,
            kind=self.kind,
            since=self.since,
            until=self.until,
            session=self.session,
        )


@frozen(kw_only=True, eq=False, repr=False)
class EndLeave(Command):
    """
    End a leave before its day, or call it off (K13).

    Args:
        person: Who was on leave.
        leave: Its id.
        until: Its last day; the day before the first when it is called off.
    """

    person: PersonId
    leave: SubjectId
    until: date = field(converter=day)

    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.employee_is_registered,
        rules.actor_is_not_the_employee,
        rules.leave_ends_before_its_day,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The leave ends."""
        yield LeaveEnded(person=self.person, leave=self.leave, until=self.until)


COMMANDS = (RegisterEmployee, AssignPosition, CompleteTraining, RecordLeave, EndLeave)

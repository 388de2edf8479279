"""What can be asked for when a person moves to another unit for good: one decision for all that follows from it (K18)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, UnitId, day
from civicflow.core.rule import Rule
from civicflow.employee.events import EmployeeTransferred
from civicflow.employee.rules import actor_is_not_the_employee, employee_is_registered
from civicflow.home_work import transfer_rules
from civicflow.home_work.events import HomeWorkEnded
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.events import MemberJoined, MemberLeft


@frozen(kw_only=True, eq=False, repr=False)
class TransferEmployee(Command):
    """
    Move a person's primary membership to another unit; their home arrangement ends, and its place is free (K18).

    Open tasks and booked days stay as they are until somebody decides on them. A secondary membership elsewhere stays.

    Args:
        person: Who is transferred.
        from_unit: The unit that they leave on the day before.
        to_unit: The unit that they belong to first from then on.
        on: The day; it has come, since what ends with it ends at once.
        instrument: The decision.
    """

    person: PersonId
    from_unit: UnitId
    to_unit: UnitId
    on: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = transfer_rules.administrator_or_office_that_leads_both_units
    rules: ClassVar[tuple[Rule, ...]] = (
        employee_is_registered,
        actor_is_not_the_employee,
        transfer_rules.transfer_has_come,
        transfer_rules.person_belongs_first_to_the_unit_they_leave,
        transfer_rules.person_does_not_belong_to_the_other_unit_yet,
        transfer_rules.no_third_unit_comes_first,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person leaves, joins and is transferred; an arrangement that takes a place is over."""
        eve = self.on - timedelta(days=1)
        reason = FreeText(v=self.instrument)
        yield EmployeeTransferred(
            person=self.person,
            from_unit=self.from_unit,
            to_unit=self.to_unit,
            on=self.on,
            instrument=self.instrument,
            transferred_by=facts.act.person,
        )
        yield MemberLeft(unit=self.from_unit, person=self.person, until=eve, reason=reason)
        yield MemberJoined(unit=self.to_unit, person=self.person, primary=True, since=self.on)
        arrangement = facts.find(HomeWork, self.person)
        if arrangement is not None and arrangement.stage in WITH_A_PLACE:
            assert arrangement.body is not None
            yield HomeWorkEnded(
                person=self.person,
                unit=arrangement.unit,
                body=arrangement.body,
                ended_by=facts.act.person,
                reason=reason,
            )


TRANSFERS = (TransferEmployee,)

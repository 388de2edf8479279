"""What can be asked for when a person's service ends: one decision for all that follows from it at once (K17, K18)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, day
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee, employee_is_registered
from civicflow.employee.standing_events import EmployeeSeparated, SeparationKind
from civicflow.employee.standing_rules import administrator_or_head_above_the_person, unit_of
from civicflow.home_work import separation_rules
from civicflow.home_work.events import HomeWorkEnded
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.events import MemberLeft


@frozen(kw_only=True, eq=False, repr=False)
class SeparateEmployee(Command):
    """
    Record that a person's service has ended: they leave every unit, and their home arrangement with its place is over.

    Their open tasks stay as they are and are listed for whoever leads the unit, until somebody decides on them (K13, K17).

    Args:
        person: Who leaves.
        kind: On what ground.
        until: The last day of service; it has come, since what ends with it ends at once.
        instrument: The decision.
    """

    person: PersonId
    kind: SeparationKind = field(converter=SeparationKind)
    until: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        employee_is_registered,
        actor_is_not_the_employee,
        separation_rules.person_is_in_service,
        separation_rules.last_day_has_come,
        separation_rules.authority_of_the_person_is_over,
        separation_rules.person_joins_no_unit_later,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person leaves every unit that they belong to; an arrangement that takes a place is over."""
        reason = FreeText(v=self.instrument)
        yield EmployeeSeparated(
            person=self.person,
            unit=unit_of(self, facts),
            kind=self.kind,
            until=self.until,
            instrument=self.instrument,
            separated_by=facts.act.person,
        )
        for unit in separation_rules.units_left(self, facts):
            yield MemberLeft(unit=unit.id, person=self.person, until=self.until, reason=reason)
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


SEPARATIONS = (SeparateEmployee,)

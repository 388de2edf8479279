"""What can be asked for about the things people work at home with: require, declare, verify (R19-R22)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, PersonId, SubjectId, UnitId, free_text, optional_day, texts
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_belongs_to_a_unit, actor_is_not_the_employee, in_person
from civicflow.home_work import readiness_rules
from civicflow.home_work.events import EquipmentDeclared, EquipmentRequired, EquipmentVerified
from civicflow.organization.authority import today
from civicflow.organization.membership import primary_unit


def items(named: Iterable[str]) -> tuple[Code, ...]:
    """Take items by their codes, each once."""
    return tuple(dict.fromkeys(texts(named)))


@frozen(kw_only=True, eq=False, repr=False)
class RequireEquipment(Command):
    """
    Say what the people of a unit need at home besides what all must have (R22); it holds for the units below as well.

    Args:
        unit: The unit.
        items: The codes of all items, in place of an earlier list; none takes the list back.
    """

    unit: UnitId
    items: tuple[Code, ...] = field(converter=items)

    authority: ClassVar[Rule] = readiness_rules.office_that_leads_the_unit

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The equipment is required."""
        yield EquipmentRequired(unit=self.unit, items=self.items, required_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class DeclareEquipment(Command):
    """
    Say, as an employee, with what one works at home; another thing of the same kind is declared anew (R19-R22).

    Args:
        item: Which of the items that are asked for.
        specification: What it is.
    """

    item: SubjectId
    specification: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = in_person
    rules: ClassVar[tuple[Rule, ...]] = (actor_belongs_to_a_unit, readiness_rules.item_is_asked_for)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The equipment is declared."""
        unit = primary_unit(facts, facts.act.by, today(facts))
        assert unit is not None
        yield EquipmentDeclared(
            person=facts.act.by, unit=unit.id, item=self.item, specification=self.specification
        )


@frozen(kw_only=True, eq=False, repr=False)
class VerifyEquipment(Command):
    """
    Say, as an office that leads the person, whether what they declared can be worked with (R19-R22, K10).

    Args:
        person: Who works with it.
        item: Which item.
        usable: Whether it can be worked with.
        expires_on: The last day on which that counts; needed when it can.
    """

    person: PersonId
    item: SubjectId
    usable: bool
    expires_on: date | None = field(default=None, converter=optional_day)

    authority: ClassVar[Rule] = readiness_rules.office_that_leads_the_user
    rules: ClassVar[tuple[Rule, ...]] = (
        readiness_rules.item_is_declared,
        readiness_rules.usable_item_is_looked_at_again,
        actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The equipment is verified."""
        unit = primary_unit(facts, self.person, today(facts))
        assert unit is not None
        yield EquipmentVerified(
            person=self.person,
            unit=unit.id,
            item=self.item,
            usable=self.usable,
            expires_on=self.expires_on,
            verified_by=facts.act.person,
        )


EQUIPMENT = (RequireEquipment, DeclareEquipment, VerifyEquipment)

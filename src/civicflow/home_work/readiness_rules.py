"""With what, and how prepared, people work at home: equipment declared and verified, and both sides trained (R19-R22, R76)."""

from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Refused, Verdict, allowed_if
from civicflow.employee.model import Training
from civicflow.employee.rules import ConcernsEmployee
from civicflow.home_work.model import Equipment, EquipmentList, HomeWork
from civicflow.home_work.regulated import regulated
from civicflow.organization.authority import leads, today, upwards
from civicflow.organization.membership import primary_unit
from civicflow.organization.rules import ConcernsUnit
from civicflow.regulations import Parameter
from civicflow.regulations.parameters import (
    EMPLOYEE_COURSES,
    MANAGER_COURSES,
    REQUIRED_EQUIPMENT,
)


class DeclaresEquipment(Protocol):
    """A command that says with what the acting person works at home."""

    @property
    def item(self) -> str:
        """The item."""


class VerifiesEquipment(ConcernsEmployee, Protocol):
    """A command that says what was found of an item."""

    @property
    def item(self) -> str:
        """The item."""

    @property
    def usable(self) -> bool:
        """Whether it can be worked with."""

    @property
    def expires_on(self) -> date | None:
        """The last day on which that counts."""


def office_that_leads_the_unit(command: ConcernsUnit, facts: Facts) -> Verdict:
    """An office acts that leads the unit (R22, K11)."""
    return leads(facts, command.unit)


def office_that_leads_the_user(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """An office acts that leads the person who works with the equipment; for a head, the one above (K10, K11)."""
    unit = primary_unit(facts, command.person, today(facts))
    if unit is None:
        return Refused(parameters={"by": facts.act.by, "unit": ""}, basis="K18")
    return leads(facts, unit.id, about=command.person)


def required_items(facts: Facts, unit: str) -> tuple[str, ...]:
    """What the people of a unit need at home: what all must have, and what the unit and those above it ask for (R19-R22)."""
    lists = (facts.find(EquipmentList, above.id) for above in upwards(facts, unit))
    asked = (item for each in lists if each is not None for item in each.items)
    return tuple(dict.fromkeys((*regulated(facts, REQUIRED_EQUIPMENT, unit), *asked)))


def item_is_asked_for(command: DeclaresEquipment, facts: Facts) -> Verdict:
    """The item is one that the person's unit needs at home (R22)."""
    unit = primary_unit(facts, facts.act.by, today(facts))
    known = () if unit is None else required_items(facts, unit.id)
    return allowed_if(command.item in known, item=command.item, known=", ".join(known))


def item_is_declared(command: VerifiesEquipment, facts: Facts) -> Verdict:
    """The person has said that they work with the item."""
    equipment = facts.find(Equipment, command.person)
    declared = equipment is not None and equipment.is_declared(command.item)
    return allowed_if(declared, person=command.person, item=command.item)


def usable_item_is_looked_at_again(command: VerifiesEquipment, facts: Facts) -> Verdict:
    """What is usable counts until a day to come, and is then looked at again (R22)."""
    expires = command.expires_on
    ahead = expires is not None and expires > today(facts)
    return allowed_if(ahead or not command.usable, item=command.item)


def every_required_item_is_ready(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """All that the person needs at home is declared, found usable, and that still counts today (R19-R22)."""
    items = required_items(facts, facts.of(HomeWork, command.person).unit)
    equipment = facts.find(Equipment, command.person)
    lacking = items if equipment is None else equipment.lacks(items, today(facts))
    return allowed_if(not lacking, person=command.person, missing=", ".join(lacking), basis="R22")


def employee_is_trained(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person has completed every course that is laid down for who works at home (R76)."""
    return _is_trained(facts, command.person, EMPLOYEE_COURSES, command)


def deciding_person_is_trained(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Whoever decides has completed every course that is laid down for who leads people at home (R76)."""
    return _is_trained(facts, facts.act.person, MANAGER_COURSES, command)


def _is_trained(
    facts: Facts, person: str, courses: Parameter[tuple[str, ...]], command: ConcernsEmployee
) -> Verdict:
    training = facts.find(Training, person)
    completed = frozenset[str]() if training is None else training.courses
    required = regulated(facts, courses, facts.of(HomeWork, command.person).unit)
    missing = [course for course in required if course not in completed]
    return allowed_if(not missing, person=person, missing=", ".join(missing), basis="R76")


READINESS = (every_required_item_is_ready, employee_is_trained, deciding_person_is_trained)
"""What must be in place before somebody begins to work at home, one rule a thing, so that all that is missing is seen."""

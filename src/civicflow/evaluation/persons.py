"""Who is evaluated: where a person belonged when a period ended, as what, beside whom, and whom they led (K8, K18)."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.employee.model import Employee
from civicflow.organization.authority import upwards
from civicflow.organization.events import Office
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Position, Unit

RANKS: Mapping[Office, int] = {Office.HEAD: 2, Office.MANAGER: 1, Office.DEPUTY: 1}
"""The offices that lead a unit, and which of two in the same unit stands above the other."""


@frozen(kw_only=True)
class Evaluated:
    """
    A person as they stood on the last day of a period.

    Args:
        employee: The person, with category, leaves and positions.
        unit: The unit they belonged to first.
        agency: The agency of that unit: the body within which grades are compared (K5).
        group: The positions with similar tasks that theirs belonged to; None where they held none.
        leads: Whether they held an office that leads.
    """

    employee: Employee
    unit: Unit
    agency: Unit
    group: str | None
    leads: bool


def evaluated(facts: Facts, person: str, period: Period) -> Evaluated | None:
    """The person as they stood on the last day of a period; None when no record or no unit has taken them in by then."""
    employee, unit = facts.find(Employee, person), primary_unit(facts, person, period.last)
    if employee is None or unit is None:
        return None
    return Evaluated(
        employee=employee,
        unit=unit,
        agency=facts.of(Unit, unit.body),
        group=group_of(facts, employee, period.last),
        leads=any(offices_led(facts, person, period.last)),
    )


def group_of(facts: Facts, employee: Employee, on: date) -> str | None:
    """The positions with similar tasks that a person's belonged to on a day; None where they held none (V12)."""
    held = employee.position_on(on)
    described = None if held is None else facts.of(Position, held).on(on)
    return None if described is None else described.group


def offices_led(facts: Facts, person: str, on: date) -> Iterator[tuple[Unit, int]]:
    """The units that a person leads on a day, each with the rank of the highest office by which they do."""
    for unit in facts.all(Unit, person=person):
        ranks = [
            rank
            for office, rank in RANKS.items()
            for each in unit.holders(office, on)
            if each.person == person
        ]
        if ranks:
            yield unit, max(ranks)


def people_led(facts: Facts, person: str, on: date) -> tuple[str, ...]:
    """Everybody whom a leader leads on a day: in their units and those below, but for their equals and those above them."""
    found: dict[str, None] = {}
    for led, rank in offices_led(facts, person, on):
        for unit in facts.all(Unit, body=led.body):
            if any(each.id == led.id for each in upwards(facts, unit.id)):
                equals = _equals(unit, rank, on) if unit.id == led.id else frozenset[str]()
                found |= dict.fromkeys(
                    each for each in unit.members(on, primary_only=True) if each not in equals
                )
    return tuple(each for each in found if each != person)


def _equals(unit: Unit, rank: int, on: date) -> frozenset[str]:
    return frozenset(
        each.person for office, other in RANKS.items() if other >= rank for each in unit.holders(office, on)
    )

"""Whose decision something is on a day, level by level: the nearest office that leads and is not concerned itself (K10, K11)."""

from collections.abc import Iterator, Mapping
from datetime import date

from civicflow.organization.authority import LEADING
from civicflow.organization.model import Unit


def line(units: Mapping[str, Unit], unit: str | None) -> tuple[str, ...]:
    """A unit, the unit above it, and so on, by their ids; the last may be one that is not on record."""
    found: list[str] = []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = units[unit].superior if unit in units else None
    return tuple(found)


def upwards(units: Mapping[str, Unit], unit: str | None) -> Iterator[Unit]:
    """A unit that is on record, the unit above it, and so on to the root."""
    return (units[each] for each in line(units, unit) if each in units)


def leaders(unit: Unit, about: str | None, on: date) -> frozenset[str]:
    """
    Who decides for a unit on a day about what concerns a person.

    What concerns its head is not decided there; at the root, it is by the person to whom the root answers.
    """
    if about is not None and unit.is_headed_by(about, on):
        above = unit.answers_to if unit.superior is None else None
        return frozenset() if above is None else frozenset({above})
    held = {each.person for office in LEADING for each in unit.holders(office, on)}
    return frozenset(held - {about})


def deciders(units: Mapping[str, Unit], unit: str | None, about: str | None, on: date) -> frozenset[str]:
    """Who decides in the nearest unit upwards in which somebody can; an office that is vacant passes it on."""
    return next((persons for _, persons in levels(units, unit, about, on)), frozenset())


def levels(
    units: Mapping[str, Unit], unit: str | None, about: str | None, on: date
) -> Iterator[tuple[str, frozenset[str]]]:
    """The units upwards in which somebody can decide, the nearest first, each with who that is."""
    found = ((above.id, leaders(above, about, on)) for above in upwards(units, unit))
    return (each for each in found if each[1])


def heads_of_the_body(
    units: Mapping[str, Unit], unit: str | None, about: str | None, on: date
) -> frozenset[str]:
    """Who leads the body to which a unit belongs: they must know what is very late (V17)."""
    found = units.get(unit or "")
    body = None if found is None else units.get(found.body)
    return frozenset() if body is None else leaders(body, about, on)

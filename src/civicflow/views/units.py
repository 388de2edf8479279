"""The units of the administration: where each stands, who leads it, who belongs to it."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from civicflow.core.question import Evidence, View
from civicflow.organization.events import Appointed, MemberJoined, MemberLeft, Relieved, UnitEstablished
from civicflow.organization.model import Unit

VIEW: View[Unit] = View(
    name="units",
    version=1,
    row=Unit,
    subjects=dict.fromkeys(
        (UnitEstablished, Appointed, Relieved, MemberJoined, MemberLeft), attrgetter("unit")
    ),
    fold=Unit.evolve,
)


def chart(evidence: Evidence) -> Mapping[str, Unit]:
    """All units by id."""
    return {unit.id: unit for unit in evidence.rows(VIEW)}


def subtree(units: Mapping[str, Unit], top: str) -> frozenset[str]:
    """A unit with all that stand below it."""
    return frozenset({top, *(unit for unit in units if top in _line(units, unit))})


def upwards(units: Mapping[str, Unit], unit: str | None) -> Iterator[Unit]:
    """A unit that is on record, the unit above it, and so on to the root."""
    return (units[each] for each in _line(units, unit) if each in units)


def _line(units: Mapping[str, Unit], unit: str | None) -> tuple[str, ...]:
    line: list[str] = []
    while unit is not None and unit not in line:
        line.append(unit)
        unit = units[unit].superior if unit in units else None
    return tuple(line)

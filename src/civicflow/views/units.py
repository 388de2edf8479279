"""The units of the administration: where each stands, who leads it, who belongs to it."""

from collections.abc import Mapping
from operator import attrgetter

from civicflow.core.question import Evidence, Reading, View
from civicflow.organization.events import Appointed, MemberJoined, MemberLeft, Relieved, UnitEstablished
from civicflow.organization.levels import line
from civicflow.organization.model import Unit

BY_UNIT = "by_unit"

VIEW: View[Unit] = View(
    name="units",
    version=1,
    row=Unit,
    subjects=dict.fromkeys(
        (UnitEstablished, Appointed, Relieved, MemberJoined, MemberLeft), attrgetter("unit")
    ),
    fold=Unit.evolve,
    orders={BY_UNIT: ()},
)


def chart(evidence: Evidence) -> Mapping[str, Unit]:
    """All units by id."""
    return {unit.id: unit for unit in evidence.rows(VIEW)}


def one(evidence: Evidence | Reading, unit: str | None) -> Unit | None:
    """One unit, at the cost of one; None when it is not on record."""
    return None if unit is None else next(evidence.page(VIEW, BY_UNIT, equal=(unit,), limit=1), None)


def subtree(units: Mapping[str, Unit], top: str) -> frozenset[str]:
    """A unit with all that stand below it."""
    return frozenset({top, *(unit for unit in units if top in line(units, unit))})

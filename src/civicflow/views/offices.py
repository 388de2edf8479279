"""Whose decision a matter is today: that of the nearest office that leads the unit and is not concerned itself (K10, K11)."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.organization.authority import LEADING
from civicflow.organization.events import AuthorityDelegated, DelegationWithdrawn, Office
from civicflow.organization.levels import leaders, upwards
from civicflow.organization.model import Delegation, Delegations, Unit


@frozen
class Lent:
    """
    The delegations that a person gave.

    Args:
        person: Who gave them.
        given: Each of them, in the order of the log.
    """

    person: str
    given: tuple[Delegation, ...]

    @property
    def delegations(self) -> Delegations:
        """They, as a state that says who may act."""
        return Delegations(given=self.given)


def fold(row: Lent | None, event: Event, at: At) -> Lent | None:
    """The delegations after an event."""
    if not isinstance(event, AuthorityDelegated | DelegationWithdrawn):
        return row
    lent = Delegations.evolve(None if row is None else row.delegations, event, at)
    return None if lent is None else Lent(event.person, lent.given)


DELEGATIONS: View[Lent] = View(
    name="delegations",
    version=1,
    row=Lent,
    subjects=dict.fromkeys((AuthorityDelegated, DelegationWithdrawn), attrgetter("person")),
    fold=fold,
)


def superiors(units: Mapping[str, Unit], unit: str | None, about: str | None, on: date) -> frozenset[str]:
    """Everybody who may decide, however far above."""
    return frozenset().union(*(leaders(above, about, on) for above in upwards(units, unit)))


def inspectors(units: Mapping[str, Unit], unit: str | None, about: str | None, on: date) -> frozenset[str]:
    """Every inspector of a unit or of one above it who neither belongs to the unit nor leads it, nor is concerned (K10)."""
    own = units.get(unit or "")
    inside = frozenset() if own is None else own.people(on, offices=LEADING)
    found = {each.person for above in upwards(units, unit) for each in above.holders(Office.INSPECTOR, on)}
    return frozenset(found - inside - {about})

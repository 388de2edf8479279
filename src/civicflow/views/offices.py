"""Whose decision a matter is today: that of the nearest office that leads the unit and is not concerned itself (K10, K11)."""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.organization.authority import LEADING
from civicflow.organization.events import AuthorityDelegated, DelegationWithdrawn, Office
from civicflow.organization.model import Delegation, Delegations, Unit
from civicflow.views.units import upwards


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
    found = (leaders(above, about, on) for above in upwards(units, unit))
    return next(filter(None, found), frozenset())


def superiors(units: Mapping[str, Unit], unit: str | None, about: str | None, on: date) -> frozenset[str]:
    """Everybody who may decide, however far above."""
    return frozenset().union(*(leaders(above, about, on) for above in upwards(units, unit)))


def inspectors(units: Mapping[str, Unit], unit: str | None, about: str | None, on: date) -> frozenset[str]:
    """Every inspector of a unit or of one above it who neither belongs to the unit nor leads it, nor is concerned (K10)."""
    own = units.get(unit or "")
    inside = frozenset() if own is None else own.people(on, offices=LEADING)
    found = {each.person for above in upwards(units, unit) for each in above.holders(Office.INSPECTOR, on)}
    return frozenset(found - inside - {about})


def heads_of_the_body(
    units: Mapping[str, Unit], unit: str | None, about: str | None, on: date
) -> frozenset[str]:
    """Who leads the body to which a unit belongs: they must know what is very late (V17)."""
    found = units.get(unit or "")
    body = None if found is None else units.get(found.body)
    return frozenset() if body is None else leaders(body, about, on)

"""Who declares and lifts an emergency mode, and what its order must say (K2, K5, K6)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Verdict, allowed_if
from civicflow.organization.authority import HEAD, administers, may_act_for, office_held, today
from civicflow.organization.events import ESSENTIAL_ONLY, is_cap_of_an_order
from civicflow.organization.model import EmergencyMode, Unit
from civicflow.regulations.kinds import fits
from civicflow.regulations.lawbook import levels


class ConcernsMode(Protocol):
    """A command about an emergency mode."""

    @property
    def mode(self) -> str:
        """The mode."""


class ConcernsPlace(Protocol):
    """A command about a place."""

    @property
    def locality(self) -> str:
        """The place, such as ``vn/hcmc``."""


class SetsCap(Protocol):
    """A command about an order that may set a cap of its own."""

    @property
    def cap(self) -> str | None:
        """The share, or ``essential-only``."""

    @property
    def minimum_on_site(self) -> int:
        """How many a share lets in at least."""

    @property
    def counted_categories(self) -> tuple[str, ...]:
        """The personnel categories that a share is taken of."""

    @property
    def leave_counts(self) -> bool | None:
        """Whether people on leave belong to that number."""


class SuspendsServices(Protocol):
    """A command about an order that says what rests and what goes on."""

    @property
    def suspended_services(self) -> tuple[str, ...]:
        """What rests."""

    @property
    def urgent_procedures(self) -> tuple[str, ...]:
        """What is served all the same."""


def city_leadership(command: ConcernsPlace, facts: Facts) -> Verdict:
    """The head of a root unit of the place or a wider one acts, or the person it answers to, or the administrator."""
    return _leadership_of(command.locality, facts)


def leadership_of_the_place_in_emergency(command: ConcernsMode, facts: Facts) -> Verdict:
    """The head of a root unit of the place, or a wider one, acts, or the person it answers to, or the administrator."""
    return _leadership_of(facts.of(EmergencyMode, command.mode).locality, facts)


def _leadership_of(place: str, facts: Facts) -> Verdict:
    person, around = facts.act.person, tuple(levels(place))
    for unit in facts.all(Unit, person=person):
        if unit.superior is None and unit.locality in around and may_act_for(facts, unit.id):
            if unit.answers_to == person:
                return Allowed(f"superior@unit:{unit.id}")
            if (held := office_held(facts, unit, HEAD, person)) is not None:
                return Allowed(held)
    return administers(facts)


def mode_is_new(command: ConcernsMode, facts: Facts) -> Verdict:
    """The emergency mode does not exist yet."""
    return allowed_if(facts.find(EmergencyMode, command.mode) is None, mode=command.mode)


def cap_is_a_share_or_essential_only(command: SetsCap, _facts: Facts) -> Verdict:
    """The cap of an order is an exact share of at most one, or lets essential duties in alone (K6)."""
    return allowed_if(is_cap_of_an_order(command.cap), cap=command.cap or "")


def share_says_whom_it_counts(command: SetsCap, _facts: Facts) -> Verdict:
    """An order that sets a share says which categories it is taken of, and whether people on leave count (K5)."""
    if command.cap in (None, ESSENTIAL_ONLY):
        return ALLOWED
    counted = command.counted_categories
    said = bool(counted) and fits(counted, "categories") and command.leave_counts is not None
    return allowed_if(said and command.minimum_on_site >= 0, cap=command.cap or "")


def nothing_urgent_is_suspended(command: SuspendsServices, _facts: Facts) -> Verdict:
    """No procedure that is urgent stands among what the order suspends (R66, R67)."""
    both = sorted({*command.suspended_services} & {*command.urgent_procedures})
    return allowed_if(not both, services=", ".join(both), basis="R67")


def mode_is_in_force(command: ConcernsMode, facts: Facts) -> Verdict:
    """The emergency mode has no last day yet, or it lies ahead."""
    term = facts.of(EmergencyMode, command.mode).term
    return allowed_if(term.until is None or term.until >= today(facts), mode=command.mode)

"""Who may act for a unit: authority belongs to offices, is given by appointment, and is lent by delegation."""

from collections.abc import Callable, Iterator
from datetime import date

from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Refused, Verdict
from civicflow.organization.events import Office
from civicflow.organization.model import THE_ADMINISTRATION, Administration, Delegations, Unit

LEADING = (Office.HEAD, Office.MANAGER)
"""The offices that assign, review and evaluate within their unit; a deputy acts under a delegation of the head."""


def today(facts: Facts) -> date:
    """The local date of the act."""
    return facts.act.occurred_at.astimezone(facts.zone).date()


def upwards(facts: Facts, unit: str) -> Iterator[Unit]:
    """A unit, the unit above it, and so on to the root."""
    above: str | None = unit
    while above is not None:
        found = facts.of(Unit, above)
        yield found
        above = found.superior


def office_held(facts: Facts, unit: Unit, offices: tuple[Office, ...], person: str) -> str | None:
    """What gives a person an office of a unit today, such as ``head@unit:U-12#31``; None when nothing does."""
    on = today(facts)
    for office in offices:
        for appointment in unit.holders(office, on):
            if appointment.person == person:
                return f"{office.value}@unit:{unit.id}#{appointment.position}"
    return None


def may_act_for(facts: Facts, unit: str) -> bool:
    """Whether the person who acts does so for themselves, or under a delegation for this unit."""
    act = facts.act
    if act.on_behalf_of is None:
        return True
    given = facts.find(Delegations, act.on_behalf_of)
    if given is None:
        return False
    scopes = {each.unit for each in given.to(act.by, today(facts))}
    return any(above.id in scopes for above in upwards(facts, unit))


def leading_office(
    facts: Facts, unit: str, *, about: str | None = None, offices: tuple[Office, ...] = LEADING
) -> tuple[str, str] | None:
    """
    The unit whose office gives the acting person authority over a unit, and the appointment it rests on.

    Args:
        facts: The window on the world.
        unit: The unit that the act concerns.
        about: The person whom it concerns: what is about the head of a unit falls to the unit above (K11).
        offices: The offices that carry this authority.
    """
    if not may_act_for(facts, unit):
        return None
    on, person = today(facts), facts.act.person
    for above in upwards(facts, unit):
        if about is not None and above.is_headed_by(about, on):
            if above.superior is None and above.answers_to == person:
                return above.id, f"superior@unit:{above.id}"
            continue
        held = office_held(facts, above, offices, person)
        if held is not None:
            return above.id, held
    return None


def leads(
    facts: Facts, unit: str, *, about: str | None = None, offices: tuple[Office, ...] = LEADING
) -> Verdict:
    """Whether the act comes from an office that leads a unit: its own, or one above it; see ``leading_office``."""
    found = leading_office(facts, unit, about=about, offices=offices)
    if found is None:
        return Refused(parameters={"by": facts.act.by, "unit": unit}, basis="K11")
    return Allowed(found[1])


def administers(facts: Facts) -> Verdict:
    """Whether the act comes from the person who sets up the record."""
    administration = facts.of(Administration, THE_ADMINISTRATION)
    if facts.act.on_behalf_of is None and facts.act.by == administration.administrator:
        return Allowed("administrator")
    return Refused(parameters={"by": facts.act.by}, basis="K11")


def either(first: Verdict, second: Callable[[], Verdict]) -> Verdict:
    """The first verdict if it allows; else the second, which is asked only then and so relied upon only then."""
    return first if isinstance(first, Allowed) else second()

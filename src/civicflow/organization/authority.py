"""Who may act for a unit: authority belongs to offices, is given by appointment, and is lent by delegation."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Refused, Verdict
from civicflow.organization.events import Office
from civicflow.organization.model import THE_ADMINISTRATION, Administration, Delegations, Unit

LEADING = (Office.HEAD, Office.MANAGER)
"""The offices that assign, review and evaluate within their unit; a deputy acts under a delegation of the head."""

OFFICES_OF_RECORD = (*LEADING, Office.CLERK_OF_RECORD)
"""The offices that keep the record of a unit: they take down what somebody says, and decide nothing by it."""

HEAD = (Office.HEAD,)
"""The head alone."""


def today(facts: Facts) -> date:
    """The local date of the present: a late act is judged with the facts of now, whatever day it claims."""
    return facts.day_of(facts.act.now)


def claimed_day(facts: Facts) -> date:
    """The local date on which the act is said to have happened; the regulations of that day judge it."""
    return facts.day_of(facts.act.occurred_at)


def days_of_the_act(facts: Facts) -> tuple[date, ...]:
    """The day that the act claims, and today: nobody uses an office that they did not hold then, or no longer hold."""
    then, now = claimed_day(facts), today(facts)
    return (now,) if then == now else (then, now)


def upwards(facts: Facts, unit: str) -> Iterator[Unit]:
    """A unit, the unit above it, and so on to the root."""
    above: str | None = unit
    while above is not None:
        found = facts.of(Unit, above)
        yield found
        above = found.superior


def office_held(facts: Facts, unit: Unit, offices: tuple[Office, ...], person: str) -> str | None:
    """
    What gives a person an office of a unit, such as ``head@unit:U-12#31``.

    None when nothing does today, or nothing did on the day that the act claims.
    """
    held = [next(_held(unit, offices, person, on), None) for on in days_of_the_act(facts)]
    return held[-1] if None not in held else None


def _held(unit: Unit, offices: tuple[Office, ...], person: str, on: date) -> Iterator[str]:
    for office in offices:
        for appointment in unit.holders(office, on):
            if appointment.person == person:
                yield f"{office.value}@unit:{unit.id}#{appointment.position}"


def may_act_for(facts: Facts, unit: str) -> bool:
    """Whether the person who acts does so for themselves, or under a delegation for this unit."""
    act = facts.act
    if act.on_behalf_of is None:
        return True
    given = facts.find(Delegations, act.on_behalf_of)
    if given is None:
        return False
    above = {each.id for each in upwards(facts, unit)}
    return all(any(each.unit in above for each in given.to(act.by, on)) for on in days_of_the_act(facts))


def deciding(facts: Facts, unit: str, about: str | None) -> Iterator[Unit]:
    """
    The units whose offices may decide on what concerns a unit, the lowest first.

    What is about a person is never decided from below: for whoever leads a unit it begins there, for its head one
    unit higher (K11); nobody here is above the person whom the root unit answers to.
    """
    chain = tuple(upwards(facts, unit))
    if about is None:
        yield from chain
    elif chain[-1].answers_to != about:
        led = [number for number, each in enumerate(chain) if _leads(facts, each, about, LEADING)]
        yield from (each for each in chain[max(led, default=0) :] if not _leads(facts, each, about, HEAD))


def deciding_on_all(facts: Facts, unit: str, persons: Iterable[str]) -> Iterator[Unit]:
    """The units whose offices may decide on what concerns each of several persons, the lowest first (K11)."""
    lines = [{each.id for each in deciding(facts, unit, about)} for about in persons]
    return (each for each in upwards(facts, unit) if all(each.id in line for line in lines))


def _leads(facts: Facts, unit: Unit, person: str, offices: tuple[Office, ...]) -> bool:
    return any(next(_held(unit, offices, person, on), None) for on in days_of_the_act(facts))


def leading_office(
    facts: Facts, unit: str, *, about: str | None = None, offices: tuple[Office, ...] = LEADING
) -> tuple[str, str] | None:
    """
    The unit whose office gives the acting person authority over a unit, and the appointment it rests on.

    Args:
        facts: The window on the world.
        unit: The unit that the act concerns.
        about: The person whom it concerns: what is about somebody who leads falls to whoever stands above (K11).
        offices: The offices that carry this authority.
    """
    return _office_over(facts, unit, () if about is None else (about,), offices)


def _office_over(
    facts: Facts, unit: str, persons: tuple[str, ...], offices: tuple[Office, ...]
) -> tuple[str, str] | None:
    if not may_act_for(facts, unit):
        return None
    for above in deciding_on_all(facts, unit, persons):
        held = office_held(facts, above, offices, facts.act.person)
        if held is not None:
            return above.id, held
    return _superior_of_a_head(facts, unit, persons)


def _superior_of_a_head(facts: Facts, unit: str, persons: tuple[str, ...]) -> tuple[str, str] | None:
    *_, root = upwards(facts, unit)
    person = facts.act.person
    if person in persons or root.answers_to != person:
        return None
    heads = any(_leads(facts, root, each, HEAD) for each in persons)
    return (root.id, f"superior@unit:{root.id}") if heads else None


def acts_from_above(facts: Facts, unit: str, *, about: str | None) -> bool:
    """
    Whether an act about somebody's work comes from above the office that decides on it, the lowest that is filled (K4).

    Who holds that office, or acts for whoever does, does not act from above it, whatever other office they use.
    """
    found = leading_office(facts, unit, about=about)
    filled = (each for each in deciding(facts, unit, about) if any(_leaders(each, today(facts))))
    approving = next(filled, None)
    if found is None or approving is None or found[0] == approving.id:
        return False
    return not any(has_a_hand_in_it(facts, each) for each in _leaders(approving, today(facts)))


def _leaders(unit: Unit, on: date) -> Iterator[str]:
    return (each.person for office in LEADING for each in unit.holders(office, on))


def leads(
    facts: Facts, unit: str, *, about: str | None = None, offices: tuple[Office, ...] = LEADING
) -> Verdict:
    """Whether the act comes from an office that leads a unit: its own, or one above it; see ``leading_office``."""
    return leads_over(facts, unit, () if about is None else (about,), offices=offices)


def leads_over(
    facts: Facts, unit: str, persons: tuple[str, ...], *, offices: tuple[Office, ...] = LEADING
) -> Verdict:
    """
    Whether the act comes from an office that may decide on what concerns each of several persons (K11).

    Args:
        facts: The window on the world.
        unit: The unit that the act concerns.
        persons: Those whom it concerns: for each who leads it falls to whoever stands above.
        offices: The offices that carry this authority.
    """
    found = _office_over(facts, unit, persons, offices)
    if found is None:
        return Refused(parameters={"by": facts.act.by, "unit": unit}, basis="K11")
    return Allowed(found[1])


def has_a_hand_in_it(facts: Facts, person: str | None, then: datetime | None = None) -> bool:
    """
    Whether somebody acts who is this person, or whom this person has lent their authority to (K10).

    Who acts under two delegations does not use one of them to judge what they did under the other.

    Args:
        facts: The window on the world.
        person: Whose act it was that is judged now.
        then: When the record took that act; nothing where it is not known.
    """
    return any(may_be_the_hand_of(facts, each, person, then) for each in sorted(facts.act.persons))


def has_a_hand_in_any(facts: Facts, persons: Iterable[str]) -> bool:
    """Whether somebody acts who is one of several persons, or whom one of them has lent their authority to (K10)."""
    return any(has_a_hand_in_it(facts, each) for each in sorted(persons))


def may_be_the_hand_of(facts: Facts, person: str, giver: str | None, then: datetime | None = None) -> bool:
    """
    Whether a person is somebody, or may act for them today, or could when they acted (K10).

    An act keeps whose authority was used, not whose hand it was: whoever could have been it then counts as if they were,
    though the delegation was withdrawn since.

    Args:
        facts: The window on the world.
        person: Who might have acted.
        giver: Whose authority was used.
        then: When the record took the act; nothing where it is not known.
    """
    if giver is None or person == giver:
        return giver is not None
    given = facts.find(Delegations, giver)
    days = (*days_of_the_act(facts), *_days_around(facts, then))
    return given is not None and any(given.to(person, on) for on in days)


def _days_around(facts: Facts, then: datetime | None) -> tuple[date, ...]:
    """The day of an act and the one before it: a delegation may be withdrawn as of yesterday."""
    if then is None:
        return ()
    day = facts.day_of(then)
    return (day - timedelta(days=1), day)


def leads_from_above(facts: Facts, id: str, *, offices: tuple[Office, ...] = LEADING) -> Verdict:
    """
    Whether the act comes from an office that leads the unit above one; above a root unit, from the person it answers to.

    Args:
        facts: The window on the world.
        id: The unit.
        offices: The offices that carry this authority.
    """
    unit = facts.of(Unit, id)
    if unit.superior is not None:
        return leads(facts, unit.superior, offices=offices)
    if unit.answers_to == facts.act.person and may_act_for(facts, unit.id):
        return Allowed(f"superior@unit:{unit.id}")
    return Refused(parameters={"by": facts.act.by, "unit": unit.id}, basis="K11")


def administers(facts: Facts) -> Verdict:
    """Whether the act comes from the person who sets up the record."""
    administration = facts.of(Administration, THE_ADMINISTRATION)
    if facts.act.on_behalf_of is None and facts.act.by == administration.administrator:
        return Allowed("administrator")
    return Refused(parameters={"by": facts.act.by}, basis="K11")


def either(first: Verdict, second: Callable[[], Verdict]) -> Verdict:
    """The first verdict if it allows; else the second, which is asked only then and so relied upon only then."""
    return first if isinstance(first, Allowed) else second()

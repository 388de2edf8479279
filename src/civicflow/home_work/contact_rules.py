"""When somebody who works at home must be reachable, who records that they were not, and who may reply (R24)."""

from datetime import date, datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Refused, Verdict, allowed_if
from civicflow.employee.events import Session
from civicflow.employee.model import Employee
from civicflow.employee.rules import ConcernsEmployee
from civicflow.home_work.eligibility import arrangement_in_force, works_at_home_by_order
from civicflow.home_work.model import Contact
from civicflow.home_work.regulated import EMERGENCY, PILOT, regulated, session_at
from civicflow.organization.authority import leads
from civicflow.organization.late_acts import is_soon_enough_or_says_why
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.organization.modes import modes_in_force
from civicflow.regulations.parameters import REACHABILITY_WINDOW

ALL_DAY = "all_day"


class ConcernsContact(Protocol):
    """A command about an attempt to reach somebody."""

    @property
    def contact(self) -> str:
        """The attempt."""


class RecordsContact(ConcernsContact, ConcernsEmployee, Protocol):
    """A command that says that somebody could not be reached."""

    @property
    def at(self) -> datetime:
        """When they could not be reached."""


def office_that_leads_whom_it_called(command: RecordsContact, facts: Facts) -> Verdict:
    """An office acts that leads the unit of that day of whoever could not be reached; for a head, the one above (K11)."""
    unit = primary_unit(facts, command.person, facts.day_of(command.at))
    if unit is None:
        return Refused(parameters={"by": facts.act.by, "unit": ""}, basis="K18")
    return leads(facts, unit.id, about=command.person)


def person_who_was_called(command: ConcernsContact, facts: Facts) -> Verdict:
    """Whoever could not be reached replies in person (R24, R17)."""
    person = facts.of(Contact, command.contact).person
    own = facts.act.by == person and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, contact=command.contact, basis="R24")


def contact_is_new(command: ConcernsContact, facts: Facts) -> Verdict:
    """The attempt is not on record yet."""
    return allowed_if(facts.find(Contact, command.contact) is None, contact=command.contact)


def contact_lies_in_the_past(command: RecordsContact, facts: Facts) -> Verdict:
    """The attempt was made already."""
    return allowed_if(command.at <= facts.act.now, at=command.at.isoformat())


def contact_is_recorded_soon_or_says_why(command: RecordsContact, facts: Facts) -> Verdict:
    """The attempt is taken down as soon as acts are claimed without a reason, or with one: later nobody can reply to it (K3, R24)."""
    soon = is_soon_enough_or_says_why(facts, command.at)
    return allowed_if(soon, at=command.at.isoformat(), basis="K3")


def contact_is_not_answered_yet(command: ConcernsContact, facts: Facts) -> Verdict:
    """The person has not replied yet; what they said stays as they said it."""
    replied = facts.of(Contact, command.contact).replied
    return allowed_if(not replied, contact=command.contact)


def person_had_to_be_reachable(command: RecordsContact, facts: Facts) -> Verdict:
    """At that time the person worked at home and had to be reachable; nobody else is asked why they were not (R24)."""
    due = had_to_be_reachable(facts, command.person, command.at)
    return allowed_if(due, person=command.person, at=command.at.isoformat(), basis="R24")


def had_to_be_reachable(facts: Facts, person: str, at: datetime) -> bool:
    """
    Whether somebody who worked at home had to be reachable at a moment.

    In a pilot: within the window of the commitment, on a day at home. By order: where a mode is in force. Either way within
    office hours, unless the order in force asks for the whole day or, where it does not say, the dated rules of the
    mode do; and never on leave.
    """
    on = facts.day_of(at)
    unit, employee = primary_unit(facts, person, on), facts.find(Employee, person)
    if unit is None or employee is None:
        return False
    by_order = works_at_home_by_order(facts, person, on)
    if not by_order and not _committed_to(facts, person, at):
        return False
    session = session_at(facts, unit.id, at)
    due = session is not None or _all_day(facts, unit, on, by_order=by_order)
    return due and not employee.is_on_leave(on, session or Session.BOTH)


def _all_day(facts: Facts, unit: Unit, on: date, *, by_order: bool) -> bool:
    """Whether telephones are on day and night: as the orders in force say, else as the dated rules of the mode do (R24)."""
    orders = modes_in_force(facts, unit.locality, on) if by_order else ()
    said = [each.phones_on_all_day for each in orders if each.phones_on_all_day is not None]
    if said:
        return any(said)
    mode = EMERGENCY if by_order else PILOT
    return regulated(facts, REACHABILITY_WINDOW, unit.id, mode=mode, on=on) == ALL_DAY


def _committed_to(facts: Facts, person: str, at: datetime) -> bool:
    """Whether a moment lies in the window of the commitment, on a day at home of an arrangement that had begun by then."""
    on, local = facts.day_of(at), at.astimezone(facts.zone).time()
    arrangement = arrangement_in_force(facts, person, on)
    if arrangement is None or arrangement.commitment is None:
        return False
    commitment = arrangement.commitment
    began = arrangement.reached_at <= at
    return began and arrangement.names_day(on) and commitment.reach_from <= local <= commitment.reach_until

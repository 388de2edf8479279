"""Who decides on work at home, and what must be true of position, pilot, place and person (R1-R6, K14)."""

from calendar import monthrange
from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import ALLOWED, Allowed, Refused, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.employee.rules import ConcernsEmployee, in_person
from civicflow.home_work.eligibility import position_held, remote_places_taken
from civicflow.home_work.events import Weekday
from civicflow.home_work.model import OVER, WITH_A_PLACE, HomeWork, Stage
from civicflow.organization.authority import claimed_day, leads, today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.pilot_record.coverage import pilot_covering
from civicflow.regulations import Parameter
from civicflow.regulations.parameters import (
    HOME_WORK_REQUEST_MONTHS,
    HOME_WORK_REQUESTS,
    OFFICE_DAYS_A_WEEK,
)

MODE = "pilot"


class RequestsHomeWork(ConcernsEmployee, Protocol):
    """A command that asks for work at home."""

    @property
    def weekdays(self) -> tuple[Weekday, ...]:
        """The weekdays at home."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date:
        """The last day."""


class EndsHomeWork(ConcernsEmployee, Protocol):
    """A command that ends an arrangement."""

    @property
    def reason(self) -> FreeText | None:
        """Why."""


def office_that_decides_on_home_work(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the arrangement; what is about its head is decided above (R26, K11)."""
    return leads(facts, facts.of(HomeWork, command.person).unit, about=command.person)


def employee_who_asks(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The employee whose arrangement it is acts in person: nobody is sent home at another's wish (R5)."""
    if facts.act.by != command.person:
        return Refused(parameters={"by": facts.act.by, "person": command.person}, basis="R5")
    return in_person(command, facts)


def employee_or_office_that_decides(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The employee acts in person, who may always return, or an office that leads the unit (R1)."""
    if facts.act.by == command.person and facts.act.on_behalf_of is None:
        return Allowed("in person")
    return office_that_decides_on_home_work(command, facts)


def position_meets_no_citizens(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Citizens do not come to the position (R4)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    return allowed_if(not position.citizen_contact, position=position.id, basis="R4")


def position_handles_no_procedures(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The position handles no administrative procedures (R3)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    return allowed_if(not position.handles_procedures, position=position.id, basis="R3")


def position_takes_part_in_a_running_pilot(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person holds a position, and a pilot that runs today covers it (R2)."""
    position = position_held(facts, command.person)
    if position is None:
        return Refused(parameters={"position": ""}, basis="R2")
    return allowed_if(pilot_covering(facts, position) is not None, position=position.id, basis="R2")


def person_belongs_to_the_unit(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The unit of the position is the person's primary unit (K18)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    unit = primary_unit(facts, command.person, today(facts))
    same = unit is not None and unit.id == position.unit
    return allowed_if(same, person=command.person, unit=position.unit, basis="K18")


ELIGIBILITY = (
    position_meets_no_citizens,
    position_handles_no_procedures,
    position_takes_part_in_a_running_pilot,
    person_belongs_to_the_unit,
)
"""What must be true whenever a home arrangement is asked for, granted, begun or taken up again."""


def no_arrangement_is_open(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Nothing that the person asked for is undecided or agreed."""
    arrangement = facts.find(HomeWork, command.person)
    if arrangement is None:
        return ALLOWED
    return allowed_if(arrangement.stage in OVER, person=command.person, stage=arrangement.stage.value)


def requests_stay_within_their_number(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person has not asked as often already as is allowed within the months that count (R5)."""
    arrangement, on = facts.find(HomeWork, command.person), today(facts)
    if arrangement is None:
        return ALLOWED
    most = _figure(facts, HOME_WORK_REQUESTS, arrangement.unit)
    months = _figure(facts, HOME_WORK_REQUEST_MONTHS, arrangement.unit)
    asked = [moment.astimezone(facts.zone).date() for moment in arrangement.requests]
    counted = sum(each > months_before(on, months) for each in asked)
    return allowed_if(counted < most, requests=counted, most=most, months=months, basis="R5")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def office_days_remain(command: RequestsHomeWork, facts: Facts) -> Verdict:
    """Enough weekdays are left at the office: home work complements it, never replaces it (R1, K20)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    least = _figure(facts, OFFICE_DAYS_A_WEEK, position.unit)
    left = len(Weekday) - len(set(command.weekdays))
    return allowed_if(left >= least, office_days=left, least=least, basis="R1")


def _figure(facts: Facts, parameter: Parameter[int], unit: str) -> int:
    locality = facts.of(Unit, unit).locality
    return parameter.required(facts.regulations, on=claimed_day(facts), locality=locality, mode=MODE)


def some_weekday_is_named(command: RequestsHomeWork, _facts: Facts) -> Verdict:
    """The request names at least one weekday, and none twice."""
    named = len(command.weekdays)
    return allowed_if(0 < named == len(set(command.weekdays)), weekdays=named)


def request_waits_for_a_decision(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person has asked, and nothing is decided yet."""
    return _stands_at(facts, command.person, Stage.REQUESTED)


def arrangement_is_approved(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is approved and has not begun."""
    return _stands_at(facts, command.person, Stage.APPROVED)


def arrangement_is_active(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is active."""
    return _stands_at(facts, command.person, Stage.ACTIVE)


def arrangement_is_suspended(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is suspended."""
    return _stands_at(facts, command.person, Stage.SUSPENDED)


def arrangement_takes_a_place(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is approved, active or suspended."""
    return _stands_at(facts, command.person, *WITH_A_PLACE)


def _stands_at(facts: Facts, person: str, *stages: Stage) -> Verdict:
    stage = facts.of(HomeWork, person).stage
    return allowed_if(stage in stages, person=person, stage=stage.value)


def arrangement_is_for_the_position_held(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person still holds the position for which they asked (K18)."""
    arrangement = facts.of(HomeWork, command.person)
    held = facts.of(Employee, command.person).position_on(today(facts))
    return allowed_if(held == arrangement.position, position=arrangement.position, basis="K18")


def today_lies_within_the_arrangement(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement has reached its first day, and not passed its last."""
    term = facts.of(HomeWork, command.person).term
    return allowed_if(term.covers(today(facts)), since=str(term.since), until=str(term.until))


def remote_place_is_free(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The pilot gives the body more remote places than are taken (R6, K14)."""
    position = position_held(facts, command.person)
    pilot = None if position is None else pilot_covering(facts, position)
    if position is None or pilot is None:
        return ALLOWED
    body = facts.of(Unit, position.unit).body
    taken, places = remote_places_taken(facts, body), pilot.places(body)
    return allowed_if(taken < places, body=body, taken=taken, places=places, basis="R6")


def office_gives_a_reason(command: EndsHomeWork, facts: Facts) -> Verdict:
    """An office that ends the arrangement says why; the employee need not (R17)."""
    own = facts.act.by == command.person and facts.act.on_behalf_of is None
    return allowed_if(own or command.reason is not None, person=command.person, basis="R17")

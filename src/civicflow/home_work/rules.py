"""Who decides on work at home, and what must be true of request, place and days before it moves on (R1-R6, K14)."""

from datetime import date, timedelta
from typing import Protocol

from civicflow.calendars.months import months_before
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import ALLOWED, Allowed, Refused, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.employee.rules import ConcernsEmployee, in_person
from civicflow.home_work.eligibility import position_held, remote_places_taken
from civicflow.home_work.events import Weekday
from civicflow.home_work.model import NOTHING_OPEN, WITH_A_PLACE, HomeWork, Stage
from civicflow.home_work.regulated import opening, regulated
from civicflow.organization.authority import leads, today
from civicflow.organization.model import Unit
from civicflow.pilot_record.coverage import pilot_covering
from civicflow.pilot_record.model import Ending, PilotRecord
from civicflow.regulations.parameters import (
    HOME_WORK_REQUEST_MONTHS,
    HOME_WORK_REQUESTS,
    OFFICE_DAYS_A_WEEK,
    RECALL_NOTICE_HOURS,
)


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


class ConcernsDayAtHome(ConcernsEmployee, Protocol):
    """A command about one day of an arrangement."""

    @property
    def day(self) -> date:
        """The day."""


class RecallsToOffice(ConcernsDayAtHome, Protocol):
    """A command that calls a person to the office."""

    @property
    def urgent(self) -> bool:
        """Whether no notice can be given."""


class EndsHomeWork(ConcernsEmployee, Protocol):
    """A command that ends an arrangement."""

    @property
    def reason(self) -> FreeText | None:
        """Why."""


def office_that_decides_on_home_work(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the arrangement; what is about its head is decided above (R26, K11)."""
    return leads(facts, facts.of(HomeWork, command.person).unit, about=command.person)


def employee_acts_in_person(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The employee whose arrangement it is acts in person: nobody is sent or bound at another's wish (R5, R28)."""
    if facts.act.by != command.person:
        return Refused(parameters={"by": facts.act.by, "person": command.person}, basis="R5")
    return in_person(command, facts)


def employee_or_office_that_decides(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The employee acts in person, who may always return, or an office that leads the unit (R1)."""
    if facts.act.by == command.person and facts.act.on_behalf_of is None:
        return Allowed("in person")
    return office_that_decides_on_home_work(command, facts)


def no_arrangement_is_open(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Nothing that the person asked for is undecided or agreed."""
    arrangement = facts.find(HomeWork, command.person)
    if arrangement is None:
        return ALLOWED
    return allowed_if(arrangement.stage in NOTHING_OPEN, person=command.person, stage=arrangement.stage.value)


def requests_stay_within_their_number(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person has not asked as often already as is allowed within the months that count (R5)."""
    arrangement, on = facts.find(HomeWork, command.person), today(facts)
    if arrangement is None:
        return ALLOWED
    most = regulated(facts, HOME_WORK_REQUESTS, arrangement.unit)
    months = regulated(facts, HOME_WORK_REQUEST_MONTHS, arrangement.unit)
    asked = [facts.day_of(moment) for moment in arrangement.requests]
    counted = sum(each > months_before(on, months) for each in asked)
    return allowed_if(counted < most, requests=counted, most=most, months=months, basis="R5")


def office_days_remain(command: RequestsHomeWork, facts: Facts) -> Verdict:
    """Enough weekdays are left at the office: home work complements it, never replaces it (R1, K20)."""
    position = position_held(facts, command.person)
    if position is None:
        return ALLOWED
    least = regulated(facts, OFFICE_DAYS_A_WEEK, position.unit)
    left = len(Weekday) - len(set(command.weekdays))
    return allowed_if(left >= least, office_days=left, least=least, basis="R1")


def some_weekday_is_named(command: RequestsHomeWork, _facts: Facts) -> Verdict:
    """The request names at least one weekday, and none twice."""
    named = len(command.weekdays)
    return allowed_if(0 < named == len(set(command.weekdays)), weekdays=named)


def request_waits_for_a_decision(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person has asked, and nothing is decided yet."""
    return _stands_at(facts, command.person, Stage.REQUESTED)


def arrangement_is_countersigned(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The commitment of the arrangement is countersigned, and it has not begun (R28)."""
    return _stands_at(facts, command.person, Stage.COUNTERSIGNED)


def arrangement_is_active(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is active."""
    return _stands_at(facts, command.person, Stage.ACTIVE)


def arrangement_is_suspended(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is suspended."""
    return _stands_at(facts, command.person, Stage.SUSPENDED)


def pilot_of_the_arrangement_is_over(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The pilot under which the arrangement was approved is stopped or closed: by that decision it ends as well (K2)."""
    arrangement = facts.of(HomeWork, command.person)
    ending = ending_of_the_pilot(facts, arrangement)
    if ending is None:
        return Refused(parameters={"person": command.person, "pilot": arrangement.pilot or ""}, basis="K2")
    return Allowed(f"ending@pilot_record:{arrangement.pilot}#{ending.position}")


def ending_of_the_pilot(facts: Facts, arrangement: HomeWork) -> Ending | None:
    """By whose decision the pilot of an arrangement is over; None while it is not, or where there is none."""
    pilot = None if arrangement.pilot is None else facts.find(PilotRecord, arrangement.pilot)
    return None if pilot is None else pilot.ending


def arrangement_takes_a_place(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The arrangement is approved, and not over."""
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
    if term is None:
        return ALLOWED
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


def remote_places_keep_to_their_number(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """No more places of the body are taken than the pilot gives it now: its quota may have been cut since (R6, K14)."""
    arrangement = facts.of(HomeWork, command.person)
    body, pilot = arrangement.body, arrangement.pilot
    if body is None or pilot is None:
        return ALLOWED
    taken, places = remote_places_taken(facts, body), facts.of(PilotRecord, pilot).places(body)
    return allowed_if(taken <= places, body=body, taken=taken, places=places, basis="R6")


def day_was_agreed_to_be_at_home(command: ConcernsDayAtHome, facts: Facts) -> Verdict:
    """The arrangement names the day, which is today or still to come, as one at home (R38)."""
    arrangement = facts.of(HomeWork, command.person)
    agreed = arrangement.covers(command.day) and arrangement.names_day(command.day)
    return allowed_if(agreed and command.day >= today(facts), day=str(command.day))


def person_is_not_recalled_yet(command: ConcernsDayAtHome, facts: Facts) -> Verdict:
    """The person was not told before that they must come in on that day."""
    recalled = command.day in facts.of(HomeWork, command.person).recalls
    return allowed_if(not recalled, person=command.person, day=str(command.day))


def person_is_recalled(command: ConcernsDayAtHome, facts: Facts) -> Verdict:
    """The person is to come in on that day, which is today or still to come."""
    recalled = command.day in facts.of(HomeWork, command.person).recalls
    return allowed_if(recalled and command.day >= today(facts), person=command.person, day=str(command.day))


def notice_is_given_in_time(command: RecallsToOffice, facts: Facts) -> Verdict:
    """The person is told so many hours before the office opens, unless it is urgent (R38)."""
    unit = facts.of(HomeWork, command.person).unit
    hours = regulated(facts, RECALL_NOTICE_HOURS, unit)
    given = opening(facts, unit, command.day) - facts.act.now
    in_time = command.urgent or given >= timedelta(hours=hours)
    return allowed_if(in_time, day=str(command.day), hours=hours, basis="R38")


def office_gives_a_reason(command: EndsHomeWork, facts: Facts) -> Verdict:
    """An office that ends the arrangement says why; the employee need not (R17)."""
    own = facts.act.by == command.person and facts.act.on_behalf_of is None
    return allowed_if(own or command.reason is not None, person=command.person, basis="R17")

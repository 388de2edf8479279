"""What must be true before leave is asked for, granted, declined or given back."""

from datetime import date, timedelta
from typing import Protocol

from civicflow.calendars import WorkingCalendar
from civicflow.core import ALLOWED, Facts, Refused, Verdict, allowed_if
from civicflow.employee import Session
from civicflow.employee.model import Employee
from civicflow.organization import Unit, today
from civicflow.regulations import NotOnRecord, Parameter, count
from leave_requests.authority import ConcernsRequest, ConcernsUnit
from leave_requests.model import LeaveRequest, Stage

HOUSE_RULES = "Internal rules of the department, article 7"

NOTICE = Parameter("leave_notice", "working_days", count)
"""How many working days before its first day leave is asked for."""


class AsksForLeave(ConcernsRequest, ConcernsUnit, Protocol):
    """A command that asks for days off."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date:
        """The last day."""


def leave_request_is_new(command: ConcernsRequest, facts: Facts) -> Verdict:
    """The request does not exist yet."""
    return allowed_if(facts.find(LeaveRequest, command.request) is None, request=command.request)


def applicant_is_registered(_command: object, facts: Facts) -> Verdict:
    """The person who asks is registered as an employee."""
    return allowed_if(facts.find(Employee, facts.act.by) is not None, by=facts.act.by)


def leave_lasts_a_day_to_a_year(command: AsksForLeave, _facts: Facts) -> Verdict:
    """The last day is not before the first, and less than a year after it."""
    lasts = timedelta(0) <= command.until - command.since < timedelta(days=365)
    return allowed_if(lasts, since=command.since.isoformat(), until=command.until.isoformat())


def leave_is_asked_for_in_time(command: AsksForLeave, facts: Facts) -> Verdict:
    """As many working days lie ahead as the regulations of the place demand, if they demand any."""
    on, locality = today(facts), facts.of(Unit, command.unit).locality
    notice = NOTICE.at(facts.regulations, on=on, locality=locality)
    if isinstance(notice, NotOnRecord):
        return ALLOWED
    ahead = facts.calendar(WorkingCalendar).working_days_between(on, command.since)
    return allowed_if(ahead >= notice, ahead=ahead, notice=notice, basis=HOUSE_RULES)


def leave_is_asked_for_once(command: AsksForLeave, facts: Facts) -> Verdict:
    """No other request of the person, undecided or granted, has a day in common with this one."""
    requests = (each for each in facts.all(LeaveRequest, leave_of=facts.act.by) if each.is_open)
    twice = [each.id for each in requests if each.since <= command.until and command.since <= each.until]
    return allowed_if(not twice, others=", ".join(twice))


def leave_request_is_undecided(command: ConcernsRequest, facts: Facts) -> Verdict:
    """Nobody has decided on the request yet."""
    request = facts.of(LeaveRequest, command.request)
    return allowed_if(request.stage is Stage.SUBMITTED, request=request.id, stage=request.stage.value)


def leave_request_is_open(command: ConcernsRequest, facts: Facts) -> Verdict:
    """The request was neither declined nor withdrawn."""
    request = facts.of(LeaveRequest, command.request)
    return allowed_if(request.is_open, request=request.id, stage=request.stage.value)


def leave_lies_ahead(command: ConcernsRequest, facts: Facts) -> Verdict:
    """The first day has not come yet."""
    since = facts.of(LeaveRequest, command.request).since
    return allowed_if(today(facts) < since, since=since.isoformat())


def somebody_stays_in_the_unit(command: ConcernsRequest, facts: Facts) -> Verdict:
    """On each of the days, another member of the unit is not on leave."""
    request = facts.of(LeaveRequest, command.request)
    unit = facts.of(Unit, request.unit)
    for day in request.days:
        if not any(_works(facts, each, day) for each in unit.members(day) if each != request.person):
            return Refused(parameters={"unit": unit.id, "day": day.isoformat()}, basis=HOUSE_RULES)
    return ALLOWED


def _works(facts: Facts, person: str, day: date) -> bool:
    employee = facts.find(Employee, person)
    return employee is None or not employee.is_on_leave(day, Session.BOTH)

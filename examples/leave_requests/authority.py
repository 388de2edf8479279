"""Whose word counts on a request for leave."""

from typing import Protocol

from civicflow.core import Facts, Verdict, allowed_if
from civicflow.organization import Unit, leads, today
from leave_requests.model import LeaveRequest


class ConcernsUnit(Protocol):
    """A command about a unit."""

    @property
    def unit(self) -> str:
        """The unit."""


class ConcernsRequest(Protocol):
    """A command about a request."""

    @property
    def request(self) -> str:
        """The request."""


def member_of_the_unit_in_person(command: ConcernsUnit, facts: Facts) -> Verdict:
    """A person who belongs to the unit today asks, in person."""
    members = facts.of(Unit, command.unit).members(today(facts))
    in_person = facts.act.on_behalf_of is None
    return allowed_if(in_person and facts.act.by in members, by=facts.act.by, unit=command.unit)


def applicant_in_person(command: ConcernsRequest, facts: Facts) -> Verdict:
    """The person acts whose request it is, in person."""
    request = facts.of(LeaveRequest, command.request)
    return allowed_if(facts.act.persons == {request.person}, by=facts.act.by, request=request.id)


def office_that_leads_the_applicant(command: ConcernsRequest, facts: Facts) -> Verdict:
    """An office acts that leads the unit; the leave of its head is decided above."""
    request = facts.of(LeaveRequest, command.request)
    return leads(facts, request.unit, about=request.person)

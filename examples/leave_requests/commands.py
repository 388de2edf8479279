"""What a person can do about their own leave: ask for it, and give it back."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field, frozen

from civicflow.core import Command, Event, Facts, SubjectId, UnitId, day
from civicflow.employee.events import LeaveEnded
from leave_requests import authority, rules
from leave_requests.events import LeaveRequested, LeaveRequestWithdrawn
from leave_requests.model import LeaveRequest, Stage


@frozen(kw_only=True, eq=False, repr=False)
class RequestLeave(Command):
    """
    Ask for annual leave between two days, both included.

    Args:
        request: Its id, chosen by the caller.
        unit: The unit that would do without the person.
        since: The first day.
        until: The last day.
    """

    request: SubjectId
    unit: UnitId
    since: date = field(converter=day)
    until: date = field(converter=day)

    authority = authority.member_of_the_unit_in_person
    rules = (
        rules.leave_request_is_new,
        rules.applicant_is_registered,
        rules.leave_lasts_a_day_to_a_year,
        rules.leave_is_asked_for_in_time,
        rules.leave_is_asked_for_once,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Leave is requested."""
        yield LeaveRequested(
            request=self.request,
            person=facts.act.by,
            unit=self.unit,
            since=self.since,
            until=self.until,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawLeaveRequest(Command):
    """
    Give back days that one asked for, granted or not, before the first of them.

    Args:
        request: The request.
    """

    request: SubjectId

    authority = authority.applicant_in_person
    rules = (rules.leave_request_is_open, rules.leave_lies_ahead)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The request is withdrawn; leave that was granted is called off with it."""
        asked = facts.of(LeaveRequest, self.request)
        yield LeaveRequestWithdrawn(request=asked.id, person=asked.person, unit=asked.unit)
        if asked.stage is Stage.GRANTED:
            yield LeaveEnded(person=asked.person, leave=asked.id, until=asked.since - timedelta(days=1))


COMMANDS = (RequestLeave, WithdrawLeaveRequest)

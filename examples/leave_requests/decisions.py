"""What the office that leads a unit can do about a request for leave: grant it, or decline it."""

from collections.abc import Iterator

from attrs import field, frozen

from civicflow.core import Command, Event, Facts, FreeText, SubjectId, free_text
from civicflow.employee import LeaveKind, Session
from civicflow.employee.events import LeaveRecorded
from leave_requests import authority, rules
from leave_requests.events import LeaveDeclined, LeaveGranted
from leave_requests.model import LeaveRequest


@frozen(kw_only=True, eq=False, repr=False)
class GrantLeave(Command):
    """
    Let the person go on the days of a request.

    Args:
        request: The request.
    """

    request: SubjectId

    authority = authority.office_that_leads_the_applicant
    rules = (rules.leave_request_is_undecided, rules.leave_lies_ahead, rules.somebody_stays_in_the_unit)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Leave is granted, and stands on the employee's own record, where rosters look for it."""
        asked = facts.of(LeaveRequest, self.request)
        yield LeaveGranted(
            request=asked.id,
            person=asked.person,
            unit=asked.unit,
            since=asked.since,
            until=asked.until,
            granted_by=facts.act.person,
        )
        yield LeaveRecorded(
            person=asked.person,
            leave=asked.id,
            kind=LeaveKind.ANNUAL,
            since=asked.since,
            until=asked.until,
            session=Session.BOTH,
        )


@frozen(kw_only=True, eq=False, repr=False)
class DeclineLeave(Command):
    """
    Say no to a request.

    Args:
        request: The request.
        reason: Why.
    """

    request: SubjectId
    reason: FreeText = field(converter=free_text)

    authority = authority.office_that_leads_the_applicant
    rules = (rules.leave_request_is_undecided,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Leave is declined."""
        asked = facts.of(LeaveRequest, self.request)
        yield LeaveDeclined(
            request=asked.id,
            person=asked.person,
            unit=asked.unit,
            declined_by=facts.act.person,
            reason=self.reason,
        )


DECISIONS = (GrantLeave, DeclineLeave)

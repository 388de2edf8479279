"""What can have happened to a request for leave."""

from datetime import date

from attrs import frozen

from civicflow.core import Event, FreeText, Keys, PersonId, SubjectId, UnitId

STREAM = ("leave_request", "request")
CONCERNS: Keys = (("person", "person"), ("leave_of", "person"))


@frozen(kw_only=True, eq=False, repr=False)
class LeaveRequested(Event):
    """A member of a unit asks for annual leave between two days, both included."""

    topic = "leave_request.submitted"
    stream = STREAM
    keys = CONCERNS

    request: SubjectId
    person: PersonId
    unit: UnitId
    since: date
    until: date


@frozen(kw_only=True, eq=False, repr=False)
class LeaveGranted(Event):
    """The office that leads the unit lets the person go on these days."""

    topic = "leave_request.granted"
    stream = STREAM
    keys = (*CONCERNS, ("person", "granted_by"))

    request: SubjectId
    person: PersonId
    unit: UnitId
    since: date
    until: date
    granted_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class LeaveDeclined(Event):
    """The office that leads the unit says no, and why."""

    topic = "leave_request.declined"
    stream = STREAM
    keys = (*CONCERNS, ("person", "declined_by"))

    request: SubjectId
    person: PersonId
    unit: UnitId
    declined_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class LeaveRequestWithdrawn(Event):
    """The person no longer wants to go, whether it was granted or not."""

    topic = "leave_request.withdrawn"
    stream = STREAM
    keys = CONCERNS

    request: SubjectId
    person: PersonId
    unit: UnitId


EVENTS = (LeaveRequested, LeaveGranted, LeaveDeclined, LeaveRequestWithdrawn)

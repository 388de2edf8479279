"""Another application's leave requests, each rule both ways."""

from datetime import date

import pytest

from civicflow.core import FreeText
from civicflow.employee import Category, LeaveKind, Session
from civicflow.employee.events import EmployeeRegistered, LeaveEnded, LeaveRecorded
from civicflow.testing import Given
from leave_requests import MODULE, DeclineLeave, GrantLeave, RequestLeave, WithdrawLeaveRequest
from leave_requests.events import LeaveDeclined, LeaveGranted, LeaveRequested, LeaveRequestWithdrawn
from tests.organization.offices import DEPARTMENT, SINCE, delegated

FROM, UNTIL = date(2023, 10, 9), date(2023, 10, 11)
REQUEST = RequestLeave(request="L-1", unit="U-1", since=FROM, until=UNTIL)
OF_REQUEST = {"request": "L-1", "person": "E-1", "unit": "U-1"}
REQUESTED = LeaveRequested(**OF_REQUEST, since=FROM, until=UNTIL)
GRANTED = LeaveGranted(**OF_REQUEST, since=FROM, until=UNTIL, granted_by="HEAD-1")
DECLINED = LeaveDeclined(**OF_REQUEST, declined_by="HEAD-1", reason=FreeText(v="đợt cao điểm"))
WITHDRAWN = LeaveRequestWithdrawn(**OF_REQUEST)


def registered(person: str) -> EmployeeRegistered:
    """A civil servant of the first division."""
    return EmployeeRegistered(person=person, unit="U-1", category=Category.CIVIL_SERVANT, hired_on=SINCE)


def on_leave(person: str = "E-1", leave: str = "L-1") -> LeaveRecorded:
    """What the employee's own record says of a leave."""
    return LeaveRecorded(
        person=person, leave=leave, kind=LeaveKind.ANNUAL, since=FROM, until=UNTIL, session=Session.BOTH
    )


def given(*events, at="2023-10-02T08:00+07:00"):
    """The department with E-1 registered, and what else has happened."""
    return Given(*DEPARTMENT, registered("E-1"), *events, at=at, modules=(MODULE,))


def test_a_member_asks_for_leave():
    """What they ask for is on record as they asked it."""
    given().when(REQUEST, by="E-1").then(REQUESTED)


@pytest.mark.parametrize("by, on_behalf_of", [("E-2", None), ("E-2", "E-1")])
def test_nobody_asks_for_leave_from_a_unit_that_is_not_theirs(by, on_behalf_of):
    """Nor does anybody ask for another person."""
    asked = given(delegated("E-1", "E-2", "U-1")).when(REQUEST, by=by, on_behalf_of=on_behalf_of)

    asked.refused_by("member_of_the_unit_in_person")


def test_whoever_is_not_registered_cannot_be_on_leave():
    """Leave stands on the record of an employee."""
    given().when(REQUEST, by="HEAD-1").refused_by("applicant_is_registered")


@pytest.mark.parametrize(
    "since, until, rule",
    [
        ("2023-10-09", "2023-10-08", "leave_lasts_a_day_to_a_year"),
        ("2023-10-09", "2024-10-08", "leave_lasts_a_day_to_a_year"),
        ("2023-10-04", "2023-10-04", "leave_is_asked_for_in_time"),
    ],
)
def test_leave_has_its_length_and_its_notice(since, until, rule):
    """A day to a year, and three working days ahead: on a Monday, Thursday is the first day to be had."""
    asked = RequestLeave(request="L-1", unit="U-1", since=since, until=until)

    given().when(asked, by="E-1").refused_by(rule)


def test_notice_is_what_the_regulations_say():
    """Three working days by the application's own regulation; where none is on record, none are demanded."""
    tomorrow = RequestLeave(request="L-1", unit="U-1", since="2023-10-03", until="2023-10-03")
    thursday = RequestLeave(request="L-1", unit="U-1", since="2023-10-05", until="2023-10-05")
    unregulated = Given(*DEPARTMENT, registered("E-1"))

    given().when(tomorrow, by="E-1").refused_by("leave_is_asked_for_in_time")
    assert given().when(thursday, by="E-1").refusals == ()
    assert unregulated.when(tomorrow, by="E-1").refusals == ()


@pytest.mark.parametrize("since, until", [("2023-10-11", "2023-10-20"), ("2023-10-09", "2023-10-10")])
def test_a_day_is_asked_for_once(since, until):
    """Neither while the first request waits nor when it was granted."""
    again = RequestLeave(request="L-2", unit="U-1", since=since, until=until)

    given(REQUESTED).when(again, by="E-1").refused_by("leave_is_asked_for_once")
    given(REQUESTED, GRANTED).when(again, by="E-1").refused_by("leave_is_asked_for_once")
    given(REQUESTED, WITHDRAWN).when(again, by="E-1").then(
        LeaveRequested(**OF_REQUEST | {"request": "L-2"}, since=again.since, until=again.until)
    )


def test_the_same_request_is_not_made_twice():
    """An id names one request."""
    later = RequestLeave(request="L-1", unit="U-1", since="2023-11-01", until="2023-11-01")

    given(REQUESTED).when(later, by="E-1").refused_by("leave_request_is_new")


def test_the_head_grants_leave():
    """It stands on the employee's own record at once, where rosters look for it."""
    given(REQUESTED).when(GrantLeave(request="L-1"), by="HEAD-1").then(GRANTED, on_leave())


@pytest.mark.parametrize("by", ["E-1", "HEAD-2", "CLERK-1"])
def test_only_an_office_that_leads_the_unit_decides(by):
    """Not the person, not the head of another division, not an office of another kind."""
    for command in (GrantLeave(request="L-1"), DeclineLeave(request="L-1", reason="đợt cao điểm")):
        given(REQUESTED).when(command, by=by).refused_by("office_that_leads_the_applicant")


def test_the_leave_of_a_head_is_granted_above():
    """Nobody grants their own leave."""
    asked = LeaveRequested(request="L-1", person="HEAD-1", unit="U-1", since=FROM, until=UNTIL)
    past = given(asked)

    past.when(GrantLeave(request="L-1"), by="HEAD-1").refused_by("office_that_leads_the_applicant")
    assert past.when(GrantLeave(request="L-1"), by="DIRECTOR").refusals == ()


def test_somebody_stays_in_the_unit():
    """The last of a division cannot go while the other is on leave."""
    past = given(registered("HEAD-1"), REQUESTED, on_leave("HEAD-1", "L-0"))

    past.when(GrantLeave(request="L-1"), by="DIRECTOR").refused_by("somebody_stays_in_the_unit")


def test_the_head_declines_leave_and_says_why():
    """The reason is on record."""
    given(REQUESTED).when(DeclineLeave(request="L-1", reason="đợt cao điểm"), by="HEAD-1").then(DECLINED)


@pytest.mark.parametrize("decided", [GRANTED, DECLINED, WITHDRAWN], ids=lambda event: event.topic)
def test_a_request_is_decided_once(decided):
    """What was granted, declined or withdrawn waits for nobody."""
    past = given(REQUESTED, decided)

    past.when(GrantLeave(request="L-1"), by="HEAD-1").refused_by("leave_request_is_undecided")


def test_leave_that_has_begun_is_neither_granted_nor_given_back():
    """Both look ahead."""
    past = given(REQUESTED, at="2023-10-09T08:00+07:00")

    past.when(GrantLeave(request="L-1"), by="HEAD-1").refused_by("leave_lies_ahead")
    past.when(WithdrawLeaveRequest(request="L-1"), by="E-1").refused_by("leave_lies_ahead")


def test_whoever_asked_may_give_the_days_back():
    """Before a decision, the request is withdrawn; after it, the leave on the employee's record is called off too."""
    called_off = LeaveEnded(person="E-1", leave="L-1", until=date(2023, 10, 8))
    withdraw = WithdrawLeaveRequest(request="L-1")

    given(REQUESTED).when(withdraw, by="E-1").then(WITHDRAWN)
    given(REQUESTED, GRANTED, on_leave()).when(withdraw, by="E-1").then(WITHDRAWN, called_off)


def test_nobody_gives_back_the_days_of_another():
    """Not even the head who granted them, nor a person who acts for the applicant."""
    past, withdraw = (
        given(REQUESTED, GRANTED, delegated("E-1", "E-2", "U-1")),
        WithdrawLeaveRequest(request="L-1"),
    )

    past.when(withdraw, by="HEAD-1").refused_by("applicant_in_person")
    past.when(withdraw, by="E-2", on_behalf_of="E-1").refused_by("applicant_in_person")


def test_what_was_declined_is_not_withdrawn():
    """Nothing is left to give back."""
    past = given(REQUESTED, DECLINED)

    past.when(WithdrawLeaveRequest(request="L-1"), by="E-1").refused_by("leave_request_is_open")


def test_a_request_that_nobody_made_is_not_on_record():
    """It is neither granted nor refused: it does not exist."""
    given().when(GrantLeave(request="L-9"), by="HEAD-1").not_on_record("leave_request:L-9")

"""Somebody could not be reached when they had to be: recorded by the office, answered by the person, never scored (R24, R18)."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText, instant
from civicflow.core.module import Module
from civicflow.employee.events import LeaveKind, LeaveRecorded, Session
from civicflow.home_work.events import ContactChannel, ContactFailed, ContactReplied, HomeWorkResumed
from civicflow.home_work.model import Contact
from civicflow.organization.events import MemberLeft
from civicflow.testing import Given
from tests.employee.staff import PILOT, at_home, emergency, recalled, suspended
from tests.organization.offices import delegated

NINE = "2023-10-03T09:00+07:00"
LATER = "2023-10-03T18:00+07:00"
AT_HOME = (*PILOT, *at_home())
FAILED = ContactFailed(
    contact="C-1",
    person="E-1",
    unit="U-1",
    at=instant(NINE),
    channel=ContactChannel.PHONE,
    recorded_by="HEAD-1",
)
MORNING_OFF = LeaveRecorded(
    person="E-1",
    leave="L-1",
    kind=LeaveKind.SICK,
    since=date(2023, 10, 3),
    until=date(2023, 10, 3),
    session=Session.MORNING,
)
REPLIED = ContactReplied(contact="C-1", person="E-1", unit="U-1", reply=FreeText(v="Mất sóng"))
OFFICE_HOURS = """
about = "Telephones on in office hours."

[fields]
window = ["office_hours", "all_day"]

[[record]]
effective_from = 2023-01-01
mode = "emergency"
instrument = "CV 1749"
status = "design"

[record.value]
window = "office_hours"
"""
REPLY = home_work.ReplyToFailedContact(contact="C-1", reply="Mất sóng")


def called(at: str = NINE, person: str = "E-1") -> home_work.RecordFailedContact:
    """A call that nobody answered."""
    return home_work.RecordFailedContact(contact="C-1", person=person, at=at, channel="phone")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_person_records_it(by: str):
    """Whom, when and by what; with the unit of that day (K18)."""
    Given(*AT_HOME).when(called(), by=by, at=LATER).then(evolve(FAILED, recorded_by=by))


def test_what_is_taken_down_late_says_why():
    """K3: as late as an act may be claimed without a reason; nobody remembers later why they did not answer."""
    given = Given(*AT_HOME)

    assert given.when(called(), by="HEAD-1", at="2023-10-06T09:00+07:00").events
    late = "2023-10-06T09:01+07:00"
    given.when(called(), by="HEAD-1", at=late).refused_by("contact_is_recorded_soon_or_says_why")
    assert given.when(called(), by="HEAD-1", at=late, reason="Đi công tác").events


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_records_it(by: str):
    """Nobody reports a colleague, nor themselves."""
    Given(*AT_HOME).when(called(), by=by, at=LATER).refused_by("office_that_leads_whom_it_called")


def test_nobody_records_it_about_themselves():
    """Not even who acts for the head (K10); the head is called from above (K11)."""
    given = Given(*AT_HOME, delegated("HEAD-1", "E-1", "U-1"))

    given.when(called(), by="E-1", on_behalf_of="HEAD-1", at=LATER).refused_by("actor_is_not_the_employee")
    given.when(called(person="HEAD-1"), by="MANAGER-1", at=LATER).refused_by(
        "office_that_leads_whom_it_called"
    )


@pytest.mark.parametrize(
    "at, due",
    [
        ("2023-10-03T07:59+07:00", False),
        ("2023-10-03T08:00+07:00", True),
        ("2023-10-03T11:30+07:00", True),
        ("2023-10-03T12:00+07:00", False),
        ("2023-10-03T13:00+07:00", True),
        ("2023-10-03T17:00+07:00", True),
        ("2023-10-03T17:01+07:00", False),
        ("2023-10-04T09:00+07:00", False),
    ],
    ids=["early", "from", "noon", "lunch", "after-lunch", "until", "late", "day-at-the-office"],
)
def test_in_a_pilot_somebody_is_reachable_as_they_committed_to(at: str, due: bool):
    """R24: within the window of the commitment and office hours, on a day at home."""
    outcome = Given(*AT_HOME).when(called(at), by="HEAD-1", at="2023-10-04T18:00+07:00")
    assert outcome.refusals == (() if due else ("person_had_to_be_reachable",))


@pytest.mark.parametrize(
    "events",
    [
        (suspended(),),
        (recalled(date(2023, 10, 3)),),
        (MORNING_OFF,),
    ],
    ids=["suspended", "recalled", "on-leave"],
)
def test_nobody_is_reachable_at_home_who_does_not_work_there(events: tuple[Event, ...]):
    """While the arrangement rests, on a day at the office all the same, and on leave (K13)."""
    given = Given(*AT_HOME, *events)
    given.when(called(), by="HEAD-1", at=LATER).refused_by("person_had_to_be_reachable")


def test_leave_in_the_morning_leaves_the_afternoon():
    """K13: the session of the call counts."""
    given = Given(*AT_HOME, MORNING_OFF)
    assert given.when(called("2023-10-03T14:00+07:00"), by="HEAD-1", at=LATER).events


def test_nobody_is_called_to_account_for_before_the_arrangement_began():
    """It began, or went on, after the call."""
    resumed = HomeWorkResumed(person="E-1", unit="U-1", resumed_by="HEAD-1")
    given = Given(*AT_HOME, suspended()).and_then(resumed, at="2023-10-03T10:00+07:00")

    given.when(called(), by="HEAD-1", at=LATER).refused_by("person_had_to_be_reachable")
    assert given.when(called("2023-10-03T10:30+07:00"), by="HEAD-1", at=LATER).events


@pytest.mark.parametrize("at", [NINE, "2023-10-03T21:00+07:00", "2023-10-07T03:00+07:00"])
def test_in_an_emergency_telephones_are_on_day_and_night(at: str):
    """R24, R69, K2: everybody stays at home by order and answers for it, without a commitment; in a pilot only the first of these calls counts."""
    later = "2023-10-08T08:00+07:00"

    assert Given(*PILOT, emergency()).when(called(at), by="HEAD-1", at=later, reason="Nghỉ lễ").events
    piloted = Given(*AT_HOME).when(called(at), by="HEAD-1", at=later, reason="Nghỉ lễ")
    assert bool(piloted.events) is (at == NINE)


@pytest.mark.parametrize(
    "at, due",
    [
        ("2023-09-04T09:00+07:00", False),
        ("2023-09-05T09:00+07:00", True),
        ("2023-09-05T21:00+07:00", False),
    ],
    ids=["a-day-off", "a-working-day", "at-night"],
)
def test_a_city_may_leave_it_at_office_hours(tmp_path: Path, at: str, due: bool):
    """Its own record goes before the wider one: at night, and on the Monday after National Day, nobody need answer."""
    (tmp_path / "vn.hcmc.reachability.toml").write_text(OFFICE_HOURS, "utf-8")
    city = Module(name="city", regulations=tmp_path)
    given = Given(*PILOT, emergency(since=date(2023, 9, 1)), modules=(city,))

    outcome = given.when(called(at), by="HEAD-1", reason="Nghỉ lễ")
    assert outcome.refusals == (() if due else ("person_had_to_be_reachable",))


@pytest.mark.parametrize(
    "said, due",
    [((False,), False), ((True,), True), ((None,), True), ((False, True), True), ((None, False), False)],
)
def test_an_order_says_for_itself_whether_telephones_are_on_at_night(
    said: tuple[bool | None, ...], due: bool
):
    """R24: of several orders the strictest counts; those that do not say leave it to the dated rules, which ask for it."""
    orders = [emergency(mode=f"M-{number}", phones=phones) for number, phones in enumerate(said)]
    given = Given(*PILOT, *orders)

    outcome = given.when(called("2023-10-03T21:00+07:00"), by="HEAD-1", at="2023-10-04T08:00+07:00")
    assert outcome.refusals == (() if due else ("person_had_to_be_reachable",))
    assert given.when(called(), by="HEAD-1", at=LATER).events


def test_a_call_to_come_is_not_on_record_nor_one_twice():
    """It was made already, and its id is its own."""
    given = Given(*AT_HOME)
    given.when(called(), by="HEAD-1", at="2023-10-03T08:59+07:00").refused_by("contact_lies_in_the_past")
    Given(*AT_HOME, FAILED).when(called(), by="HEAD-1", at=LATER).refused_by("contact_is_new")


def test_whoever_could_not_be_reached_replies_once():
    """In person; what they say stands beside what was recorded (R24, R17)."""
    given = Given(*AT_HOME, FAILED, delegated("HEAD-1", "E-1", "U-1"))

    given.when(REPLY, by="E-1").then(REPLIED)
    for by in ("HEAD-1", "E-3", "ADMIN"):
        given.when(REPLY, by=by).refused_by("person_who_was_called")
    given.when(REPLY, by="E-1", on_behalf_of="HEAD-1").refused_by("person_who_was_called")
    Given(*AT_HOME, FAILED, REPLIED).when(REPLY, by="E-1").refused_by("contact_is_not_answered_yet")
    Given(*AT_HOME).when(REPLY, by="E-1").not_on_record("contact:C-1")


def test_a_person_without_a_unit_is_called_by_nobody():
    """There is no office that leads them (K18)."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 2), reason=FreeText(v="Nghỉ việc"))
    Given(*AT_HOME, left).when(called(), by="HEAD-1", at=LATER).refused_by("office_that_leads_whom_it_called")


def test_a_reply_to_nothing_leaves_nothing():
    """The fold is total."""
    assert Contact.evolve(None, REPLIED, At(1, 0, 0)) is None

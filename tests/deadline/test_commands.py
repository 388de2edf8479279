"""What is told about a due, when, to whom and how late; each rule both ways (V17, R53, K4, K11)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.deadline.events import Alert, DeadlineAlerted, DeadlineEscalated, DeadlineReminded
from civicflow.deadline.moments import Counted, CountedIn
from civicflow.organization.events import Office, Relieved
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    ResultReturned,
    TaskReleased,
)
from civicflow.testing import Given
from tests.deadline.works import DUE, GIVEN_ON, alert, at, escalate, moment, remind, work
from tests.employee.staff import STAFF
from tests.task.offered import claimed, offered
from tests.task.test_commands import cancelled, held, of, submitted

MICROSECOND = timedelta(microseconds=1)
SEVEN, THREE, ONE = "7 working_days", "3 working_days", "1 working_days"


def told(command: Command, written: str, *after: tuple[Event, str], **said: Any) -> Any:
    """What is told at a local time about that task, after what happened to it."""
    (event,) = at(work(*after, **said), command, written).events
    return event


@pytest.mark.parametrize(
    "command, falls_due, to",
    [
        (remind(SEVEN), "2023-11-06T07:30", ("E-1",)),
        (remind(THREE), "2023-11-10T07:30", ("E-1",)),
        (remind(ONE), "2023-11-14T07:30", ("E-1",)),
        (alert(Alert.GREEN), "2023-11-14T17:00", ("E-1",)),
        (alert(Alert.YELLOW), "2023-11-15T17:00:00.000001", ("HEAD-1", "MANAGER-1")),
        (alert(Alert.RED), "2023-11-17T17:00", ("DIRECTOR", "HEAD-1", "MANAGER-1")),
        (escalate(1), "2023-11-20T17:00", ("DIRECTOR",)),
        (escalate(2), "2023-11-24T17:00", ("DIRECTOR",)),
    ],
)
def test_each_notice_has_its_moment_and_its_people(command, falls_due, to):
    """Reminders and green to the assignee, yellow to the office, red to the head of the body as well, escalations above."""
    event = told(command, falls_due)

    assert (event.subject, event.due, event.assignee, event.unit) == ("task:T-1", DUE, "E-1", "U-1")
    assert (event.fell_due_at, event.to, event.late) == (moment(falls_due), to, False)
    before = moment(falls_due) - MICROSECOND
    refused = work().when(command, by="system:deadlines", at=before)
    refused.refused_by("moment_of_the_notice_has_come")


def test_a_reminder_keeps_what_its_moment_was_counted_from():
    """Length, unit, calendar, the record that sets it and that of the office hours: it can be counted again for ever."""
    event = told(remind(THREE), "2023-11-10T08:00")

    assert event == DeadlineReminded(
        subject="task:T-1",
        assignee="E-1",
        unit="U-1",
        due=DUE,
        fell_due_at=moment("2023-11-10T07:30"),
        counted=Counted(
            number=3,
            unit=CountedIn.WORKING_DAYS,
            before=True,
            source="deadline_reminders/2000-01-01",
            calendar="vn-2026.1",
            office_hours=event.counted.office_hours,
            projected=False,
        ),
        late=False,
        to=("E-1",),
    )
    assert event.counted.office_hours is not None


def test_an_alert_by_the_clock_on_the_wall_rests_on_no_calendar():
    """24 hours before the due, whatever day that is (V17)."""
    event = told(alert(Alert.GREEN), "2023-11-14T17:00")

    assert isinstance(event, DeadlineAlerted)
    assert (event.colour, event.counted.length, event.counted.before) == (Alert.GREEN, "24 hours", True)
    assert (event.counted.source, event.counted.calendar) == ("deadline_alerts/2000-01-01", None)


def test_what_is_told_rests_on_the_record_that_sets_it():
    """The authority of the automation is the regulation, and it uses no other (K11)."""
    outcome = at(work(), remind(), "2023-11-10T08:00")

    assert outcome.authority == "deadline_reminders/2000-01-01"
    for person in ("E-1", "HEAD-1", "system:elsewhere"):
        same = work().when(remind(), by=person, at=moment("2023-11-10T08:00"))
        assert same.events == outcome.events


@pytest.mark.parametrize(
    "command",
    [remind("2 working_days"), remind("three days"), escalate(3), escalate(0), escalate(-1)],
)
def test_what_no_regulation_sets_is_not_told(command):
    """A length that is not on record, a level that is not."""
    at(work(), command, "2023-12-29T08:00").refused_by("record_calls_for_the_notice")


def test_only_work_whose_due_runs_is_told_of():
    """Other streams have no due; a task that does not exist is named."""
    for subject in ("unit:U-1", "T-1", "deadline:task:T-1"):
        refused = at(work(), remind(subject=subject), "2023-11-10T08:00")
        refused.refused_by("record_calls_for_the_notice")
    at(work(), remind(subject="task:T-9"), "2023-11-10T08:00").not_on_record("task:T-9")
    at(work(due=None), remind(), "2023-11-10T08:00").refused_by("record_calls_for_the_notice")


RETURNED = ResultReturned(**of(), approver="HEAD-1", round=1, defect="minor", reason=FreeText(v="thiếu"))
RELEASED = TaskReleased(**of(), released_by="HEAD-1")


@pytest.mark.parametrize("over", [submitted(), cancelled(), held()], ids=["submitted", "cancelled", "held"])
def test_work_that_waits_or_rests_or_is_over_presses_nobody(over: Event):
    """A result that was handed in, a task that was called off or put on hold (K4)."""
    for command in (remind(ONE), alert(Alert.GREEN), alert(Alert.RED), escalate(1)):
        outcome = at(work((over, "2023-11-13T09:00")), command, "2023-12-01T08:00")
        outcome.refused_by("record_calls_for_the_notice")


def extended(to: str) -> DeadlineExtended:
    """The head grants more time."""
    return DeadlineExtended(
        **of(), extended_by="HEAD-1", old_due=DUE, new_due=moment(to), reason=FreeText(v="chờ ý kiến")
    )


def test_a_due_that_was_moved_is_told_of_no_more_and_the_new_one_is():
    """The old reminders are not given, new ones for the new due are (K4)."""
    moved = (extended("2023-11-29T17:00"), "2023-11-09T09:00")

    at(work(moved), remind(THREE), "2023-11-10T08:00").refused_by(
        "due_is_the_one_that_runs", "moment_of_the_notice_has_come"
    )
    event = told(remind(THREE, due=moment("2023-11-29T17:00")), "2023-11-24T08:00", moved)
    assert event.fell_due_at == moment("2023-11-24T07:30")


def test_an_extension_after_the_due_moves_nothing():
    """What came too late excuses nobody: the due that runs is the old one (K4)."""
    moved = (extended("2023-11-29T17:00"), "2023-11-16T09:00")

    assert told(alert(Alert.RED), "2023-11-17T17:00", moved).due == DUE


def test_the_time_of_a_confirmed_hold_is_added_to_the_due():
    """What is told is told of the excused due, as the alerts are (K4)."""
    rested = (
        (held(), "2023-11-07T08:00"),
        (HoldConfirmed(**of(), confirmed_by="DIRECTOR"), "2023-11-07T10:00"),
        (RELEASED, "2023-11-08T08:00"),
    )
    excused = DUE + timedelta(days=1)

    assert told(remind(THREE, due=excused), "2023-11-13T08:00", *rested).due == excused
    at(work(*rested), alert(Alert.YELLOW), "2023-11-15T18:00").refused_by(
        "due_is_the_one_that_runs", "moment_of_the_notice_has_come"
    )


def test_what_fell_due_while_work_rested_is_told_when_it_goes_on_but_for_reminders():
    """The due has passed meanwhile, so it presses at once; a reminder that came to nothing is not given any more."""
    rested = ((held(), "2023-11-09T08:00"), (RELEASED, "2023-11-16T08:00"))

    event = told(alert(Alert.YELLOW), "2023-11-16T08:00", *rested)
    assert event.fell_due_at == moment("2023-11-16T08:00")
    at(work(*rested), remind(THREE), "2023-11-16T08:00").refused_by("record_calls_for_the_notice")


def test_whoever_was_given_the_work_is_not_reminded_of_what_lies_before():
    """Work that is due in two working days has no reminder seven days before."""
    due = moment("2023-11-03T17:00")
    hasty = work(due=due)

    at(hasty, remind(SEVEN, due=due), "2023-11-02T08:00").refused_by("record_calls_for_the_notice")
    assert at(hasty, remind(ONE, due=due), "2023-11-02T08:00").events


def test_a_due_that_presses_when_it_is_set_is_alerted_of_at_once():
    """Work that is due in six hours is green from the beginning (V17)."""
    due = moment("2023-11-01T14:00")
    (event,) = at(work(due=due), alert(Alert.GREEN, due=due), "2023-11-01T08:00").events

    assert isinstance(event, DeadlineAlerted)
    assert event.fell_due_at == moment("2023-11-01T08:00")


def test_of_one_due_nothing_is_told_twice():
    """The second time it is refused, though its result was returned meanwhile; another notice is not."""
    first = told(alert(Alert.GREEN), "2023-11-14T17:00")
    again = work(
        (first, "2023-11-14T17:00"), (submitted(), "2023-11-15T08:00"), (RETURNED, "2023-11-15T09:00")
    )

    at(again, alert(Alert.GREEN), "2023-11-15T10:00").refused_by("notice_was_not_given_yet")
    assert at(again, alert(Alert.YELLOW), "2023-11-16T08:00").events


@pytest.mark.parametrize(
    "given_at, late",
    [
        ("2023-11-10T07:30", False),
        ("2023-11-10T08:30", False),
        ("2023-11-10T08:30:00.000001", True),
        ("2023-11-13T08:00", True),
    ],
)
def test_more_than_a_working_hour_after_it_fell_due_a_notice_is_late(given_at: str, late: bool):
    """By the regulation of notices, in the office hours of the place."""
    assert told(remind(THREE), given_at).late is late


def test_what_fell_due_at_night_has_the_first_hour_of_the_morning():
    """Red came on Friday at the end of office hours; on Monday at half past eight it is still in time."""
    assert told(alert(Alert.RED), "2023-11-20T08:30").late is False
    assert told(alert(Alert.RED), "2023-11-20T08:31").late is True


def test_an_office_that_is_vacant_passes_the_notice_on():
    """Without head and manager the department decides, and there is no level above it; the record names the office (K11)."""
    gone = tuple(
        (_relieved(person, office), "2023-11-02T08:00")
        for person, office in (("HEAD-1", Office.HEAD), ("MANAGER-1", Office.MANAGER))
    )

    assert told(alert(Alert.YELLOW), "2023-11-16T08:00", *gone).to == ("DIRECTOR",)
    escalated = told(escalate(1), "2023-11-20T17:00", *gone)
    assert (escalated.office_of, escalated.to, escalated.level) == ("A-1", ("DIRECTOR",), 1)


def _relieved(person: str, office: Office) -> Relieved:
    until = datetime(2023, 11, 1).date()
    return Relieved(unit="U-1", person=person, office=office, until=until, instrument="QĐ 30")


@pytest.mark.parametrize(
    "assignee, unit, level, office, to",
    [
        ("HEAD-1", "U-1", 1, "A-1", ("DIRECTOR",)),
        ("HEAD-1", "U-1", 2, "A-1", ("DIRECTOR",)),
        ("MANAGER-1", "U-1", 1, "A-1", ("DIRECTOR",)),
        ("DIRECTOR", "A-1", 1, "A-1", ("CHAIR",)),
        ("E-1", None, 1, None, ()),
        ("E-1", "U-9", 1, None, ()),
    ],
)
def test_an_escalation_never_goes_to_whom_it_concerns(assignee, unit, level, office, to):
    """Of a head the office above decides; above the root stands whom it answers to; without a unit nobody is told (K11)."""
    event = told(escalate(level), "2023-11-24T17:00", assignee=assignee, unit=unit)

    assert isinstance(event, DeadlineEscalated)
    assert (event.office_of, event.to) == (office, to)
    assert assignee not in event.to


def test_work_that_nobody_has_is_reminded_of_at_the_office():
    """What another system recorded without a name waits for whoever decides on it."""
    assert told(remind(THREE), "2023-11-10T08:00", assignee=None).to == ("HEAD-1", "MANAGER-1")


def test_work_that_waits_to_be_taken_on_presses_the_office():
    """Its due runs from the offer; whoever offered it is reminded (R31, K4)."""
    before_all = Given(*STAFF, offered(due=DUE), at=GIVEN_ON)

    (event,) = at(before_all, remind(THREE), "2023-11-10T08:00").events
    assert isinstance(event, DeadlineReminded)
    assert event.to == ("HEAD-1", "MANAGER-1")
    before_all.and_then(claimed(), at=moment("2023-11-09T08:00"))
    (event,) = at(before_all, remind(THREE), "2023-11-10T08:00").events
    assert isinstance(event, DeadlineReminded)
    assert event.to == ("E-1",)

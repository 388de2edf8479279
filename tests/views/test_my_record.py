"""What an employee finds of themselves: the figures that heads see, and what was said, with the way to answer (K19, R17)."""

from typing import Any, cast, get_type_hints

from attrs import AttrsInstance, asdict, evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.command import name_of
from civicflow.core.correction import Correction
from civicflow.core.event import keys_of
from civicflow.core.fields import FreeText
from civicflow.employee.corrections import DayReportCorrected
from civicflow.flow import MODULES
from civicflow.home_work.events import ContactChannel, ContactFailed, HomeWorkEnded
from civicflow.testing import events
from civicflow.views.equipment_readiness import EquipmentReadiness
from civicflow.views.my_record import MyRecord, MyRecordAnswer
from civicflow.views.on_time import OnTime
from civicflow.views.report_cadence import ReportCadence
from civicflow.views.said_of_people import SAYINGS
from civicflow.views.workload import Workload
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import Past, at
from tests.views.reporting import SAID, at_home, office, reported, reviewed
from tests.views.test_participation import steps

LATER = "2023-12-01T08:00"


def mine(past: Past, person: str = "E-204", period: str = "2023-10") -> MyRecordAnswer:
    """The page of a person."""
    return past.ask(MyRecord(person=person, period=period), LATER)


def october() -> Past:
    """A month at home with all that may be said of somebody."""
    past = office()
    for deed in ("requested", "approved", "activated"):
        past.add("2023-10-02T07:30", steps("E-204")[deed])
    at_home(past, "2023-10-03", "2023-10-05")
    reported(past, "2023-10-03", "15:30")
    reviewed(past, "2023-10-03", "2023-10-04T09:00", substantive=False)
    life = Life(past).assigned("2023-10-02T08:00", due="2023-10-13T17:00").submitted("2023-10-09T10:00")
    life.returned("2023-10-10T09:00")
    missed = ContactFailed(
        contact="C-1",
        person="E-204",
        unit="U-12",
        at=at("2023-10-05T09:15"),
        channel=ContactChannel.PHONE,
        recorded_by="E-101",
    )
    past.add("2023-10-05T09:30", missed, by="E-101")
    return past


def test_what_was_said_stands_with_its_words_and_the_way_to_answer():
    """R17: a report found empty, a missed call that may be replied to, a result to be handed in again by its due."""
    found = mine(october()).said

    assert [(each.topic, each.words, each.answer_with) for each in found] == [
        ("presence.report_reviewed", "Theo kế hoạch tuần", ("receive-petition",)),
        ("task.result_returned", "Vì lý do khách quan", ("submit-result",)),
        ("contact.failed", None, ("reply-to-failed-contact", "receive-petition")),
    ]
    assert [each.answer_until for each in found] == [None, at("2023-10-13T17:00"), None]
    assert found[2].by == "E-101"


def test_figures_are_those_that_heads_see():
    """K19: nothing else is told to the employee than to whoever leads them."""
    past = october()
    answer = mine(past)
    said: dict[str, Any] = {"person": "E-204", "with_events": True}

    assert answer.on_time == past.ask(OnTime(**said, period="2023-10"), LATER)
    assert answer.cadence == past.ask(ReportCadence(**said, period="2023-10"), LATER)
    assert [answer.workload] == list(past.ask(Workload(**said, period="2023-10"), LATER).people)
    assert [answer.equipment] == list(past.ask(EquipmentReadiness(**said), LATER).people)
    assert counts(answer.cadence.lines[0].received) == (1, 2)


def test_the_trail_is_that_of_the_period():
    """All that concerns the person, and nothing of other months."""
    answer = mine(october(), period="2023-01")

    assert [line.topic for line in answer.trail] == ["unit.member_joined", "employee.registered"]
    assert (answer.said, answer.workload) == ((), None)


def test_what_was_said_of_others_is_not_mine():
    """A head finds no word of their own about others on their page."""
    assert mine(october(), "E-101").said == ()


def test_who_ends_an_arrangement_themselves_has_nothing_said_of_them():
    """An end by the office is said of the person; their own is theirs (R1)."""
    past = office()
    by_office = HomeWorkEnded(person="E-204", unit="U-12", body="A-1", ended_by="E-101", reason=SAID)
    past.add("2023-10-09T08:00", by_office)
    past.add("2023-10-10T08:00", evolve(by_office, ended_by="E-204"))

    assert [each.answer_with for each in mine(past).said] == [("request-home-work", "receive-petition")]


NOT_OF_THE_PERSON = {
    "petition.received",  # what somebody else says, whom the office has to hear
    "initiative.decided",  # of an idea
    "initiative.result_reported",
    "home_work.recall_withdrawn",  # nothing is left of it
    "task.assigned",  # of work, as all that follows
    "task.deadline_extended",
    "task.held",
    "task.hold_reviewed",
    "task.cancelled",
    "task.kept",
    "task.review_handed_over",
    "task.commented",
    "task.suspended",
    "task.attachment_withdrawn",
    "task.delegated",  # by whose work it is, to whoever acts for them
    "task.delegation_ended",
    "task.reported",  # what whoever does the work says of it, for whose it is
    "task.result_submitted",
}


def test_whatever_an_office_says_of_a_person_in_words_may_be_answered():
    """R17: an event that one person writes about another is said of them, or it is known why it is not."""
    written = {
        event.topic
        for module in MODULES
        for event in module.events
        if not issubclass(event, Correction)
        and len([name for name, _ in event.keys if name == "person"]) > 1
        and {"person", "assignee", "about"} & get_type_hints(event).keys()
        and any("FreeText" in str(kind) for kind in get_type_hints(event).values())
    }

    assert written - {event.topic for event in SAYINGS} == NOT_OF_THE_PERSON


def test_every_way_to_answer_is_a_command():
    """What is named can be done."""
    commands = {name_of(command) for module in MODULES for command in module.commands}

    assert {each for saying in SAYINGS.values() for each in saying.answer_with} <= commands


def test_who_was_recorded_wrongly_reads_the_correction_and_why():
    """Both lines are theirs, with the way to object; whoever corrected is named (R17, K10)."""
    past = office()
    first = reported(past, "2023-10-03", "15:30")
    right = {
        **asdict(cast("AttrsInstance", past.lines[first - 1].event), recurse=False),
        "done": FreeText(v="Xong một hồ sơ"),
    }
    why = FreeText(v="Hồ sơ thứ hai chưa xong")
    corrected = DayReportCorrected(**right, corrects=first, because=why, corrected_by="E-101")
    then = past.add("2023-10-05T09:00", corrected, by="E-101")

    (told,) = mine(past).said

    assert (told.position, told.by, told.words) == (then, "E-101", why.v)
    assert told.answer_with == ("receive-petition",)


@given(st.sampled_from(sorted(SAYINGS, key=lambda kind: kind.topic)).flatmap(events))
def test_every_saying_is_found_by_the_person_of_whom_it_is(event):
    """What is listed lies under the key of the person, or it would never be listed."""
    person = SAYINGS[type(event)].of(event)

    assert person is None or f"person:{person}" in keys_of(event)

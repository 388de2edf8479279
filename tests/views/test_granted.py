"""Terms under supposed regulations: counted anew exactly where these answer otherwise, kept as they were everywhere else."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import Length, WorkingTime
from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, EmployeeRegistered
from civicflow.organization.events import UnitEstablished
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.task.assignment_events import Objection, TaskDisputed
from civicflow.task.events import TaskHeld
from civicflow.views.exit_reviews import ExitReviews
from civicflow.views.findings import Findings
from civicflow.views.on_time import OnTime
from civicflow.views.petition_record import PetitionRecord
from civicflow.views.unit_league import UnitLeague
from civicflow.views.worklist import Worklist
from tests.exit_review.reviewed import opened as review_opened
from tests.regulations.shipped import texts
from tests.supposed import asked_under, supposing, term
from tests.views.administration import FOUNDED, administration
from tests.views.lives import Life
from tests.views.overseen import dealt_with, opened, received, told
from tests.views.past import LAWBOOK, WORKING_DAYS, ZONE, Past, at

NOW = "2023-11-30T12:00"
FIVE = supposing(petition_answer=term("5 working_days"))


@pytest.fixture
def past() -> Past:
    """The agency of two units."""
    return administration(Past())


def granted(
    begins: datetime, length: str = "10 working_days", regulation: str | None = "petition_answer/2000-01-01"
) -> dict[str, Any]:
    """The end of a term, and what it was derived from, as an act keeps them."""
    hours = OFFICE_HOURS.required(LAWBOOK, on=begins.astimezone(ZONE).date(), locality="")
    counted = WorkingTime(WORKING_DAYS, hours, ZONE).term(begins, Length.parse(length), regulation=regulation)
    return {"due": counted.end, "derivation": counted.derivation}


def midnight(on: str) -> datetime:
    """The beginning of a local day."""
    return datetime.combine(date.fromisoformat(on), time.min, ZONE)


def petition(past: Past, on: str, name: str, **term_of: Any) -> None:
    """A petition that comes in on a day, with the term that the regulations of the package grant."""
    said = granted(midnight(on)) | term_of
    received(
        past,
        f"{on}T08:00",
        name,
        due=said["due"].astimezone(ZONE).strftime("%Y-%m-%dT%H:%M"),
        derivation=said["derivation"],
    )


def test_a_shorter_term_makes_late_what_was_answered_in_between(past):
    """Received on 1 November: ten working days end on the 15th, five on the 8th (R56)."""
    for name, answered in (
        ("D-1", "2023-11-08T17:00"),
        ("D-2", "2023-11-08T17:01"),
        ("D-3", "2023-11-15T17:01"),
    ):
        petition(past, "2023-11-01", name)
        dealt_with(past, answered, "answered", name)

    (holds, *_), (supposed, *_) = (
        answer.lines
        for answer in (past.ask(PetitionRecord(), NOW), asked_under(past, PetitionRecord(), FIVE, NOW))
    )

    assert (holds.answered_in_time.numerator, supposed.answered_in_time.numerator) == (2, 1)
    assert holds.answered_in_time.denominator == supposed.answered_in_time.denominator == 3


def test_a_term_that_began_when_both_answer_alike_stays(past):
    """A law from 6 November on does not touch what came in before; nor does one of another city."""
    from_the_sixth = supposing(
        petition_answer=term("5 working_days", since="2023-11-06", before="10 working_days")
    )
    elsewhere = supposing(vn__hanoi__petition_answer=term("1 working_days"))
    petition(past, "2023-11-03", "D-1")
    petition(past, "2023-11-06", "D-2")

    def overdue(regulations: Any, now: str) -> int:
        return asked_under(past, PetitionRecord(), regulations, now).lines[0].overdue

    assert past.ask(PetitionRecord(), "2023-11-14T08:00").lines[0].overdue == 0
    assert (overdue(from_the_sixth, "2023-11-14T08:00"), overdue(FIVE, "2023-11-14T08:00")) == (1, 2)
    assert overdue(elsewhere, "2023-11-14T08:00") == 0


def test_a_date_that_was_kept_is_not_counted_again_under_the_same_law(past):
    """It was set by a law, or in a calendar, that is no longer at hand; what holds today does not move it."""
    odd = granted(midnight("2023-11-01"), "3 working_days", regulation="petition_answer/1999-01-01")
    petition(past, "2023-11-01", "D-1", **odd)
    same_length = supposing(petition_answer=term("10 working_days").replace("An order", "Another order"))

    assert asked_under(past, PetitionRecord(), same_length, "2023-11-07T08:00").lines[0].overdue == 1
    assert asked_under(past, PetitionRecord(), FIVE, "2023-11-07T08:00").lines[0].overdue == 0


def test_what_somebody_chose_or_nothing_granted_stays(past):
    """A due without a derivation, and one whose length rests on no regulation."""
    received(past, "2023-11-01T08:00", "D-1", due="2023-11-20T17:00")
    petition(past, "2023-11-01", "D-2", **granted(midnight("2023-11-01"), "13 working_days", regulation=None))
    received(past, "2023-11-01T08:00", "D-3", due=None)

    assert asked_under(past, PetitionRecord(), FIVE, "2023-11-20T17:00").lines[0].overdue == 0
    assert asked_under(past, PetitionRecord(), FIVE, "2023-11-20T17:01").lines[0].overdue == 2


def test_a_forwarded_petition_has_the_term_of_the_place_that_received_it():
    """Its term goes on (R56), whatever the place of the unit says that it was handed to."""
    past = Past()
    for unit, locality in (("U-12", "vn/hcmc"), ("U-13", "vn/hanoi")):
        past.add(
            FOUNDED,
            UnitEstablished(
                unit=unit,
                title=unit,
                superior=None,
                answers_to="E-000",
                body=unit,
                locality=locality,
                instrument="QĐ 1",
            ),
        )
    petition(past, "2023-11-01", "D-1")
    dealt_with(past, "2023-11-02T08:00", "forwarded", "D-1")

    def overdue(place: str) -> int:
        supposed = supposing(**{f"vn__{place}__petition_answer": term("2 working_days")})
        return asked_under(past, PetitionRecord(), supposed, "2023-11-03T17:01").lines[0].overdue

    assert (overdue("hcmc"), overdue("hanoi")) == (1, 0)


def test_other_office_hours_end_a_term_at_another_hour(past):
    """The day is the same, the hour that of the afternoon (K25)."""
    hours = supposing(office_hours=OFFICE)
    petition(past, "2023-11-01", "D-1")

    assert asked_under(past, PetitionRecord(), hours, "2023-11-15T16:30").lines[0].overdue == 1
    assert past.ask(PetitionRecord(), "2023-11-15T16:30").lines[0].overdue == 0


OFFICE = """about = "Office hours."
[fields]
morning_from = "time"
morning_to = "time"
afternoon_from = "time"
afternoon_to = "time"
[[record]]
effective_from = 2000-01-01
instrument = "An order"
status = "design"
[record.value]
morning_from = "07:00"
morning_to = "11:00"
afternoon_from = "12:00"
afternoon_to = "16:00"
"""


def test_without_a_law_there_is_no_term(past):
    """A folder that takes every record away leaves nothing to be late by; it decides nothing anew."""
    nothing = supposing(petition_answer='about = "A term."\n[fields]\nwithin = "term"\n')
    petition(past, "2023-11-01", "D-1")

    assert past.ask(PetitionRecord(), NOW).lines[0].overdue == 1
    assert asked_under(past, PetitionRecord(), nothing, NOW).lines[0].overdue == 0


def test_the_answer_to_a_finding_is_owed_by_the_supposed_term(past):
    """Opened, answered, rejected: each term by itself (R59)."""
    said = granted(at("2023-11-01T08:00"), regulation="finding_answer/2000-01-01")
    opened(past, "2023-11-01T08:00", "F-1", due="2023-11-15T17:00", derivation=said["derivation"])
    opened(past, "2023-11-01T08:00", "F-2", due="2023-11-15T17:00", derivation=said["derivation"])
    told(past, "2023-11-13T08:00", "answered", "F-1")
    three = supposing(finding_answer=term("3 working_days"))

    now = "2023-11-14T08:00"
    (line, *_), (supposed, *_) = (
        past.ask(Findings(), now).lines,
        asked_under(past, Findings(), three, now).lines,
    )

    assert (line.overdue, line.answered_in_time.numerator) == (0, 1)
    assert (supposed.overdue, supposed.answered_in_time.numerator) == (1, 0)
    item = next(
        each
        for each in asked_under(past, Worklist(person="E-101"), three, now)
        if each.subject == "finding:F-2"
    )
    assert (item.due, item.overdue) == (at("2023-11-06T17:00"), True)


def test_a_hold_is_reviewed_and_a_dispute_decided_by_the_supposed_term(past):
    """In the list of open holds, and where it waits for somebody (K4, K17)."""
    kept = granted(at("2023-11-01T08:00"), "5 working_days", regulation="hold_review/2000-01-01")
    life = Life(past, "T-1").assigned()
    past.add(
        "2023-11-01T08:00",
        TaskHeld(
            **life.of,
            held_by="E-101",
            cause="third_party",
            reason=None,
            review_on=kept["due"],
            derivation=kept["derivation"],
        ),
    )
    chosen = Life(past, "T-2").assigned()
    past.add(
        "2023-11-01T08:00",
        TaskHeld(
            **chosen.of,
            held_by="E-101",
            cause="third_party",
            reason=None,
            review_on=kept["due"],
            derivation=None,
        ),
    )
    disputed = granted(at("2023-11-01T08:00"), "2 working_days", regulation="dispute_decision/2000-01-01")
    dispute = Life(past, "T-3").assigned()
    past.add(
        "2023-11-01T09:00",
        TaskDisputed(
            **dispute.of,
            objection=Objection.UNCLEAR,
            note=FreeText(v="Chưa rõ"),
            decide_by=disputed["due"],
            derivation=disputed["derivation"],
        ),
    )
    supposed = supposing(hold_review=term("1 working_days"), dispute_decision=term("4 working_days"))

    holds = {
        each.task: each.review_on
        for each in asked_under(past, OnTime(), supposed, "2023-11-03T08:00").open_holds
    }

    assert holds == {"T-1": at("2023-11-02T17:00"), "T-2": kept["due"]}
    items = asked_under(past, Worklist(person="E-001", with_subunits=True), supposed, "2023-11-03T08:00")
    assert {each.due for each in items if each.need.value == "resolve_dispute"} == {at("2023-11-07T17:00")}


@pytest.mark.parametrize("category", ["civil_servant", "worker"])
def test_an_exit_review_is_concluded_by_the_term_of_the_category(past, category):
    """Rated on 10 December 2026; the law speaks of civil servants alone, so that for others nothing would differ (R49, K25)."""
    past.add(
        "2026-01-05T08:00",
        EmployeeRegistered(person="E-1", unit="U-12", category=Category(category), hired_on=date(2019, 5, 1)),
    )
    kept = granted(at("2026-12-10T09:00"), "30 calendar_days", regulation="vn.exit_review_term/2026-01-01")
    past.add("2026-12-15T08:00", evolve(review_opened(), **kept, unit="U-12"))
    shorter = texts()["vn.exit_review_term.toml"].replace("30 calendar_days", "5 working_days")
    supposed = supposing(vn__exit_review_term=shorter)

    (holds,), (other,) = (
        asked_under(past, ExitReviews(), each, "2026-12-18T08:00").reviews for each in (LAWBOOK, supposed)
    )

    assert (holds.due, holds.overdue) == (at("2027-01-11T17:00"), False)
    changed = category == "civil_servant"
    assert (other.due, other.overdue) == ((at("2026-12-17T17:00"), True) if changed else (holds.due, False))


DAYS = st.dates(date(2023, 10, 2), date(2023, 11, 10))


@given(
    st.lists(st.tuples(DAYS, st.none() | st.integers(0, 30), st.integers(0, 23)), max_size=12),
    st.integers(1, 25),
)
def test_overdue_and_in_time_are_what_a_count_on_the_fingers_says(petitions, days):
    """Each petition by itself: so many working days after the day it came in, until the office closes at 17:00."""
    past, now = administration(Past()), at(NOW)
    for number, (on, after, hour) in enumerate(petitions):
        petition(past, on.isoformat(), f"D-{number}")
        if after is not None:
            dealt_with(
                past,
                f"{on + timedelta(days=after)}T{hour:02}:30" if after else f"{on}T23:30",
                "answered",
                f"D-{number}",
            )
    supposed = supposing(petition_answer=term(f"{days} working_days"))

    for regulations, length in ((LAWBOOK, 10), (supposed, days)):
        expected: Counter[str] = Counter()
        for on, after, hour in petitions:
            due = datetime.combine(on_the_fingers(on, length), time(17), ZONE)
            answered = (
                now
                if after is None
                else datetime.combine(on + timedelta(days=after), time(hour if after else 23, 30), ZONE)
            )
            if answered > due:
                expected["overdue" if after is None else "late"] += 1
            elif after is not None:
                expected["in_time"] += 1
        line = asked_under(past, PetitionRecord(), regulations, NOW).lines[0]
        assert line.overdue == expected["overdue"]
        assert line.answered_in_time.numerator == expected["in_time"]
        assert line.answered_in_time.denominator == expected.total()
        (league,) = (each for each in asked_under(past, UnitLeague(), regulations, NOW) if each.of is None)
        assert league.petitions_overdue == expected["overdue"]
        assert league.petitions_in_time.numerator == expected["in_time"]


def on_the_fingers(on: date, length: int) -> date:
    """One day after another, counting those on which the office works."""
    while length:
        on += timedelta(days=1)
        length -= WORKING_DAYS.is_working_day(on)
    return on

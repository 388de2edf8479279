"""The year that is made of its months and quarters: none is picked, and none of an agency that somebody left is lost (R48, K18)."""

from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from civicflow import evaluation
from civicflow.core.event import Event
from civicflow.employee.events import Grade
from civicflow.evaluation.events import GradeApproved, GradeProposed
from civicflow.organization.events import MemberJoined, MemberLeft
from civicflow.testing import Given
from tests.evaluation.people import NOW, TEXT, criteria, done, employed, lived, proposal
from tests.organization.offices import appointed, delegated, unit


def rated(
    period: str,
    total: str | None,
    agency: str = "A-1",
    grade: Grade = Grade.GOOD,
    person: str = "E-1",
) -> tuple[Event, ...]:
    """A month or quarter of somebody whose grade was decided."""
    (proposed,) = lived(done("T-1")).when(proposal(), by="HEAD-1").events
    assert isinstance(proposed, GradeProposed)
    said = evolve(proposed, person=person, period=period, agency=agency, total=total)
    approved = GradeApproved(
        person=person,
        unit="U-1",
        agency=agency,
        period=period,
        grade=grade,
        proposed=grade,
        total=total,
        regime=proposed.regime,
        overrides=(),
        reason=None,
        approved_by="DIRECTOR",
        signed_by="DIRECTOR",
    )
    return said, approved


def of_2026(*before: Event) -> GradeProposed:
    """What is proposed for the year 2026 at its end."""
    given = lived(before=(criteria(), *before)).and_then(at="2027-01-05T08:00+07:00")
    outcome = given.when(proposal(general={}, period="2026"), by="HEAD-1")
    assert not outcome.refusals, outcome.refusals
    (event,) = outcome.events
    assert isinstance(event, GradeProposed)
    return event


def test_the_score_of_a_year_is_the_mean_of_its_months():
    """Exactly, and what it is made of is named; no tasks are counted twice (R48, Decree 335/2025, Article 21)."""
    months = [f"2026-{number:02}" for number in range(1, 13)]
    event = of_2026(
        *(each for month in months for each in rated(month, "269/3" if month == "2026-02" else "90"))
    )

    assert (event.total, event.grade) == (str((11 * Fraction(90) + Fraction(269, 3)) / 12), Grade.GOOD)
    assert [each.period for each in event.periods] == months
    assert event.products == ()


def test_a_quarter_counts_as_its_three_months_and_never_beside_them():
    """It gives way to them once all three are scored: a good January makes no poor quarter undone (R48)."""
    later = (*rated("2026-Q2", "60"), *rated("2026-Q3", "60"), *rated("2026-Q4", "60"))
    event = of_2026(*rated("2026-01", "80"), *rated("2026-Q1", "20"), *later)

    assert event.total == "50"
    assert [each.period for each in event.periods] == [f"2026-Q{number}" for number in range(1, 5)]
    in_months = [f"2026-0{number}" for number in (1, 2, 3)]
    event = of_2026(
        *(each for month in in_months for each in rated(month, "80")), *rated("2026-Q1", "20"), *later
    )
    assert event.total == "65"
    assert [each.period for each in event.periods] == [*in_months, "2026-Q2", "2026-Q3", "2026-Q4"]


def test_no_months_are_picked_for_a_year():
    """Those served and not decided are named; who joined in October is asked for three (R48)."""
    given = lived(before=(criteria(), *rated("2026-01", "95"))).and_then(at="2027-01-05T08:00+07:00")
    annual = proposal(general={}, period="2026")

    outcome = given.when(annual, by="HEAD-1")
    outcome.refused_by("every_month_served_is_decided")
    hired = evolve(employed("E-8"), hired_on=date(2026, 6, 1))
    member = MemberJoined(unit="U-1", person="E-8", primary=True, since=date(2026, 6, 1))
    fourth, third, first = (rated(period, "80", person="E-8") for period in ("2026-Q4", "2026-Q3", "2026-06"))
    given.and_then(hired, member, *fourth, *third, at=NOW).and_then(at="2027-01-05T08:00+07:00")
    later = proposal("E-8", general={}, period="2026")
    given.when(later, by="HEAD-1").refused_by("every_month_served_is_decided")
    given.and_then(*first, at=NOW).and_then(at="2027-01-05T08:00+07:00")
    assert given.when(later, by="HEAD-1").events


def test_the_month_that_goes_on_is_asked_for_once_it_is_over():
    """The law has the year rated in the middle of December (R44)."""
    quarters = [each for number in range(1, 4) for each in rated(f"2026-Q{number}", "80")]
    until_november = (*quarters, *rated("2026-10", "80"), *rated("2026-11", "80"))
    given = lived(before=(criteria(), *until_november)).and_then(at="2026-12-14T08:00+07:00")
    annual = proposal(general={}, period="2026")

    assert given.when(annual, by="HEAD-1").events
    given.when(annual, by="HEAD-1", at="2027-01-01T08:00+07:00").refused_by("every_month_served_is_decided")


def test_a_month_that_was_decided_without_points_is_named_and_adds_none():
    """Nobody wonders where it has gone (R48)."""
    event = of_2026(
        *rated("2026-Q1", None), *rated("2026-Q2", "60"), *rated("2026-Q3", "60"), *rated("2026-Q4", "90")
    )

    assert event.total == "70"
    assert [each.total for each in event.periods] == [None, "60", "60", "90"]


def test_of_no_scored_period_no_year_is_made():
    """The head decides, with a reason, and not as excellent (K9)."""
    event = of_2026(*(each for number in range(1, 5) for each in rated(f"2026-Q{number}", None)))

    assert (event.undetermined, event.most) == (("no_period_was_scored",), Grade.GOOD)


MOVED: tuple[Event, ...] = (
    evolve(unit("A-2", None, "CHAIR"), body="A-2"),
    appointed("A-2", "HEAD-9"),
    criteria(unit="A-2", id="C-2"),
    MemberLeft(unit="U-1", person="E-1", until=date(2026, 8, 31), reason=TEXT),
    MemberJoined(unit="A-2", person="E-1", primary=True, since=date(2026, 9, 1)),
)
"""E-1 goes to the department A-2 of HEAD-9 in September 2026."""


def moved(*more: Event) -> Given:
    """E-1 after two quarters rated in A-1, a transfer, and two in A-2, at the end of the year."""
    before = (
        criteria(),
        *rated("2026-Q1", "90"),
        *rated("2026-Q2", "80"),
        *rated("2026-Q3", "85", "A-2"),
        *rated("2026-Q4", "85", "A-2"),
        *MOVED,
        *more,
    )
    return lived(before=before).and_then(at="2027-01-05T08:00+07:00")


def forward(**said: Any) -> evaluation.ForwardScores:
    """A-1 sends what it has of E-1."""
    given: dict[str, Any] = {"person": "E-1", "agency": "A-1", "period": "2026", "opinion": TEXT} | said
    return evaluation.ForwardScores(**given)


def test_the_agency_that_was_left_sends_its_scores():
    """Until it has, nobody rates the year; then the year is made of them (R48, K18)."""
    given = moved()
    annual = proposal(general={}, period="2026")

    outcome = given.when(annual, by="HEAD-9")
    outcome.refused_by("earlier_agencies_were_heard", "every_month_served_is_decided")
    given.and_then(*given.when(forward(), by="DIRECTOR").events, at=NOW).and_then(at="2027-01-06T08:00+07:00")
    (event,) = given.when(annual, by="HEAD-9").events
    assert isinstance(event, GradeProposed)
    assert (event.agency, event.total) == ("A-2", "85")


def test_an_opinion_is_sent_after_six_months_of_service():
    """January to August are eight (R48)."""
    moved().when(forward(opinion=None), by="DIRECTOR").refused_by("opinion_is_given_after_long_service")


def test_scores_are_sent_by_the_agency_that_was_left_about_somebody_who_has_gone():
    """For a year, by its head, and never one's own (K10, K18)."""
    given = moved()

    given.when(forward(), by="HEAD-9").refused_by("head_of_the_agency_left")
    assert "period_is_a_year" in given.when(forward(period="2026-01"), by="DIRECTOR").refusals
    assert "person_has_gone_to_another_agency" in given.when(forward(person="E-3"), by="DIRECTOR").refusals
    assert "person_is_registered" in given.when(forward(person="E-99"), by="DIRECTOR").refusals
    given.when(forward(), by="E-1", on_behalf_of="DIRECTOR").refused_by("head_of_the_agency_left")
    nothing = forward(person="E-3", opinion=None)
    assert "there_is_something_to_forward" in given.when(nothing, by="DIRECTOR").refusals


def test_whoever_has_gone_does_not_send_their_own_scores_through_the_director():
    """Under a delegation that was not taken back (K10)."""
    given = moved(delegated("DIRECTOR", "E-1", "A-1", date(2027, 12, 31)))

    given.when(forward(), by="E-1", on_behalf_of="DIRECTOR").refused_by("actor_is_not_the_one_who_left")

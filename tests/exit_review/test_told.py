"""Exit reviews by commands and questions: who is called for on which day, what waits for whom, and what was known (E10, E10b)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

import civicflow as cf
from civicflow import evaluation, exit_review, home_work, organization, steering
from civicflow.exit_review.law import Trigger
from civicflow.exit_review.model import Stage
from civicflow.regulations.income_clauses import Consequence
from civicflow.testing import FixedClock, numbered_ids
from civicflow.views.exit_reviews import ExitReviewsAnswer
from civicflow.views.matter import Need
from tests.income.told import Quarter, founding

STAFF = Quarter(written="2023-Q1", people={"E-1": ("3.33", "good"), "E-2": ("3.00", "good")})
EXITS = {Need.OPEN_EXIT_REVIEW, Need.CONCLUDE_EXIT_REVIEW}
REASON = "Trên 50% tiêu chí không bảo đảm"


@pytest.fixture(name="clock")
def _clock() -> FixedClock:
    return FixedClock("2022-12-20T08:00+07:00")


@pytest.fixture(name="flow")
def _flow(clock: FixedClock) -> Iterator[cf.Flow]:
    silence = timedelta(days=1_200)
    with cf.open(":memory:", clock=clock, ids=numbered_ids(), longest_silence=silence) as flow:
        for command, by in founding(STAFF):
            if not isinstance(command, steering.PublishCriteria):
                flow.execute(command, by=by)
        yield flow


def rate(flow: cf.Flow, clock: FixedClock, year: int, **grades: str) -> None:
    """Criteria before the year, and the grades on the tenth of December."""
    clock.move_to(f"{year - 1}-12-20T09:00+07:00")
    criteria = steering.PublishCriteria(
        criteria=f"TC-{year}",
        unit="A-1",
        since=f"{year}-01-01",
        until=f"{year}-12-31",
        version="1",
        entries={"results": "Kết quả"},
    )
    flow.execute(criteria, by="DIRECTOR")
    clock.move_to(f"{year}-12-10T09:00+07:00")
    named = {name.replace("_", "-"): grade for name, grade in grades.items()}
    for person in named:
        conduct = "met" if year < 2026 else None
        proposal = evaluation.ProposeGrade(person=person, period=str(year), conduct=conduct)
        proposal = evaluation.ProposeGrade(person=person, period=str(year), conduct="met")
        flow.execute(proposal, by="HEAD-1")
    given = [evaluation.Rating(person=each, grade=grade, reason=REASON) for each, grade in named.items()]
    flow.execute(evaluation.ApproveRatings(agency="A-1", period=str(year), grades=given), by="DIRECTOR")


def asked(flow: cf.Flow, known: str | None = None, **said: object) -> ExitReviewsAnswer:
    """Who is called for, and where the reviews stand."""
    question = cf.ExitReviews(**said)  # type: ignore[arg-type]
    return flow.ask(question, known=known).answer


def called(flow: cf.Flow, known: str | None = None) -> dict[str, tuple[str, ...]]:
    """Whose grades call for a review, and of which years."""
    return {each.person: each.periods for each in asked(flow, known).called_for}


def test_two_years_call_under_the_old_law_and_the_review_waits_above_the_agency(flow, clock):
    """E10: nobody after one year; after two a duty, which whoever opens it does not conclude (R49, K10)."""
    rate(flow, clock, 2023, E_1="not_completed", E_2="completed")
    assert called(flow) == {}
    rate(flow, clock, 2024, E_1="not_completed", E_2="not_completed")
    (found,) = asked(flow, with_events=True).called_for
    topics = {entry.topic for entry in flow.entries() if entry.at.position in found.events}

    assert (found.person, found.trigger, found.consequence) == (
        "E-1",
        Trigger.CONSECUTIVE_YEARS,
        Consequence.DISMISSAL,
    )
    assert (len(found.events), topics) == (2, {"employee.evaluated"})
    assert waiting(flow, "HEAD-1") == [(Need.OPEN_EXIT_REVIEW, "employee:E-1")]
    clock.move_to("2024-12-16T09:00+07:00")
    flow.execute(exit_review.OpenExitReview(review="X-1", person="E-1"), by="DIRECTOR")
    assert waiting(flow, "HEAD-1") == []
    assert called(flow) == {}
    assert called(flow, "2024-12-15") == {"E-1": ("2023", "2024")}
    assert waiting(flow, "MAYOR") == [(Need.CONCLUDE_EXIT_REVIEW, "exit_review:X-1")]
    assert waiting(flow, "DIRECTOR") == []


def test_one_year_calls_since_2026_whatever_the_years_and_a_review_has_an_end(flow, clock):
    """E10b: rated in December 2025, called for from January 2026 on; concluded above, once (K25)."""
    rate(flow, clock, 2025, E_1="not_completed", E_2="good")
    assert called(flow) == {}
    clock.move_to("2026-01-02T09:00+07:00")
    assert called(flow) == {"E-1": ("2025",)}
    flow.execute(exit_review.OpenExitReview(review="X-1", person="E-1"), by="HEAD-1")
    conclusion = exit_review.ConcludeExitReview(
        review="X-1", outcome="dismissal", reason=REASON, instrument="QĐ 7"
    )
    flow.execute(conclusion, by="MAYOR")
    (review,) = asked(flow, unit="A-1", with_subunits=True).reviews

    assert (review.stage, review.outcome) == (Stage.CONCLUDED, exit_review.ExitOutcome.DISMISSAL)
    assert (review.due, review.overdue) == (None, False)
    assert waiting(flow, "MAYOR") == []
    dismissed = home_work.SeparateEmployee(
        person="E-1", kind="exit_review", until="2026-01-02", instrument="QĐ 8"
    )
    flow.execute(dismissed, by="DIRECTOR")
    clock.move_to("2026-01-05T09:00+07:00")
    assert called(flow) == {}


def test_only_some_can_be_asked_for(flow, clock):
    """One person, one unit, or the units below one."""
    rate(flow, clock, 2025, E_1="not_completed", E_2="not_completed")
    clock.move_to("2026-01-02T09:00+07:00")
    flow.execute(exit_review.OpenExitReview(review="X-1", person="E-2"), by="HEAD-1")

    assert [each.person for each in asked(flow, person="E-1").called_for] == ["E-1"]
    assert asked(flow, person="E-1").reviews == ()
    assert asked(flow, unit="A-1").called_for == ()
    assert [each.person for each in asked(flow, unit="U-1").called_for] == ["E-1"]
    assert [each.review for each in asked(flow, unit="C-1", with_subunits=True).reviews] == ["X-1"]


def test_where_no_law_is_on_record_it_is_said(flow, clock):
    """A cadre in 2026: nobody is told that nothing is to be done."""
    rate(flow, clock, 2025, E_1="not_completed")
    cadre = cf.employee.RegisterEmployee(person="E-9", unit="U-1", category="cadre", hired_on="2018-01-01")
    clock.move_to("2025-12-20T09:00+07:00")
    flow.execute(cadre, by="HEAD-1")
    join = organization.JoinUnit(unit="U-1", person="E-9", since="2018-01-01")
    flow.execute(join, by="HEAD-1")
    flow.execute(evaluation.ProposeGrade(person="E-9", period="2025", conduct="met"), by="HEAD-1")
    failed = evaluation.Rating(person="E-9", grade="not_completed", reason=REASON)
    flow.execute(evaluation.ApproveRatings(agency="A-1", period="2025", grades=[failed]), by="DIRECTOR")
    clock.move_to("2026-01-02T09:00+07:00")

    assert asked(flow).not_on_record == ("E-9",)
    assert called(flow) == {"E-1": ("2025",)}


def waiting(flow: cf.Flow, person: str) -> list[tuple[Need, str]]:
    """What waits for somebody about exit reviews."""
    items = flow.ask(cf.Worklist(person=person)).answer
    return [(each.need, each.subject) for each in items if each.need in EXITS]


def test_no_day_that_an_act_claims_chooses_the_law_of_a_review(flow, clock):
    """Decided in February 2026 with a claim of December: a consideration by the law of 2026, no duty to dismiss (E10b, K25)."""
    rate(flow, clock, 2024, E_1="not_completed")
    rate(flow, clock, 2025, E_1="not_completed")
    clock.move_to("2026-02-10T08:00+07:00")
    flow.execute(
        exit_review.OpenExitReview(review="X-1", person="E-1"),
        by="DIRECTOR",
        occurred_at="2025-12-20T08:00+07:00",
        reason="Hồ sơ đến muộn",
    )
    (found,) = asked(flow).reviews

    assert found.trigger is Trigger.ONE_YEAR
    assert found.consequence is Consequence.CONSIDERATION

"""By which grades and which law a review is opened, and who concludes it; each rule both ways (R49)."""

from datetime import date, datetime

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, Grade
from civicflow.employee.standing_events import EmployeeSeparated, SeparationKind
from civicflow.errors import NotRegulatedError
from civicflow.evaluation.events import GradePetitionAnswered, PetitionResult
from civicflow.exit_review.events import ExitOutcome, ExitReviewOpened
from civicflow.exit_review.law import Trigger
from civicflow.exit_review.model import ExitReview, Stage
from civicflow.organization.events import DelegationWithdrawn
from civicflow.regulations.income_clauses import Consequence
from civicflow.testing import Given
from tests.evaluation.rated_agency import proposed
from tests.exit_review.reviewed import (
    JANUARY_2025,
    JANUARY_2027,
    REASON,
    conclude,
    concluded,
    open_review,
    opened,
    rated,
)
from tests.income.paid import STAFF, employed
from tests.income.test_funds import lent

FAILED, DONE = Grade.NOT_COMPLETED, Grade.COMPLETED
TWO_YEARS: tuple[Event, ...] = (*STAFF, rated(2023), rated(2024))
AT = (len(STAFF) + 1, len(STAFF) + 2)
REVIEWED: tuple[Event, ...] = (*TWO_YEARS, opened(*AT))
LEFT = EmployeeSeparated(
    person="E-1",
    unit="U-1",
    kind=SeparationKind.RETIREMENT,
    until=date(2025, 1, 10),
    instrument="QĐ 88",
    separated_by="ADMIN",
)


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "DIRECTOR", "MAYOR"])
def test_two_years_of_non_completion_open_a_review_under_the_old_law(by: str):
    """E10: 2023 and 2024 call for it in January 2025; no term was on record then, and nothing follows by itself (R49)."""
    Given(*TWO_YEARS, at=JANUARY_2025).when(open_review(), by=by).then(opened(*AT, by=by))


@pytest.mark.parametrize("by", ["E-1", "MANAGER-1", "CLERK-1", "DIRECTOR-2"])
def test_nobody_else_opens_a_review(by: str):
    """The head, an office above, or the administrator."""
    outcome = Given(*TWO_YEARS, at=JANUARY_2025).when(open_review(), by=by)
    outcome.refused_by("administrator_or_head_above_the_person")


@pytest.mark.parametrize(
    "grades",
    [
        (rated(2022), rated(2024)),
        (rated(2022), rated(2023, DONE), rated(2024)),
        (rated(2023), rated(2024, DONE)),
        (rated(2022), rated(2023), rated(2024, Grade.GOOD)),
        (rated(2024),),
        (),
    ],
    ids=["a-year-between", "completed-between", "completed-last", "good-last", "one-year", "none"],
)
def test_years_that_do_not_follow_each_other_open_none_under_the_old_law(grades: tuple[Event, ...]):
    """E10: 2022 and 2024 do not; nor does one year, nor two that were followed by a better one."""
    outcome = Given(*STAFF, *grades, at=JANUARY_2025).when(open_review(), by="DIRECTOR")
    outcome.refused_by("law_of_the_day_asks_for_a_review")


def test_one_year_opens_a_review_since_2026_with_a_term_of_thirty_days():
    """E10: a lower position or dismissal may be considered, until the thirtieth day after the rating (K25)."""
    given = Given(*STAFF, at="2026-12-01T08:00+07:00")
    given.and_then(rated(2026), at="2026-12-10T09:00+07:00")
    (found,) = given.when(open_review(), by="DIRECTOR", at="2026-12-15T08:00+07:00").events

    assert isinstance(found, ExitReviewOpened)
    assert (found.trigger, found.consequence) == (Trigger.ONE_YEAR, Consequence.CONSIDERATION)
    assert (found.periods, found.provision) == (("2026",), "vn.exit_review/2026-01-01")
    assert found.due is not None
    assert found.due == datetime.fromisoformat("2027-01-11T17:00+07:00")
    assert found.derivation is not None
    assert found.derivation.regulation == "vn.exit_review_term/2026-01-01"


def test_the_law_of_the_day_of_the_decision_counts_whatever_the_years():
    """E10b: non-completion in 2025 and 2026 is reviewed by the law of 2026, which asks for no second year (K25)."""
    given = Given(*STAFF, rated(2025), rated(2026), at=JANUARY_2027)
    (found,) = given.when(open_review(), by="DIRECTOR").events

    assert isinstance(found, ExitReviewOpened)
    assert (found.trigger, found.consequence) == (Trigger.ONE_YEAR, Consequence.CONSIDERATION)
    assert found.periods == ("2025", "2026")
    one = Given(*STAFF, rated(2025), at="2025-12-20T08:00+07:00")
    one.when(open_review(), by="DIRECTOR").refused_by("law_of_the_day_asks_for_a_review")
    assert one.when(open_review(), by="DIRECTOR", at="2026-01-02T08:00+07:00").events


def test_a_category_of_which_no_law_was_read_is_named():
    """What the law says of workers is not on record: nothing is opened, and nobody is told that nothing is wrong."""
    events = (*STAFF, *employed("W-1", category=Category.WORKER), rated(2023, person="W-1"))
    with pytest.raises(NotRegulatedError) as missing:
        Given(*events, at=JANUARY_2025).when(open_review("W-1"), by="DIRECTOR")

    assert missing.value.parameters["subject"] == "exit_review"


@pytest.mark.parametrize(
    "events, person, rule",
    [
        ((), "E-9", "employee_is_registered"),
        ((LEFT,), "E-1", "person_is_still_in_service"),
        ((opened(*AT),), "E-1", "person_has_no_open_review"),
        ((opened(*AT), concluded()), "E-1", "these_grades_were_not_reviewed_yet"),
    ],
    ids=["unregistered", "gone", "open", "reviewed"],
)
def test_a_review_is_opened_of_somebody_in_service_and_once_by_the_same_grades(
    events: tuple[Event, ...], person: str, rule: str
):
    """Whoever was kept is not reviewed again for the same years (R17)."""
    given = Given(*TWO_YEARS, *events, at=JANUARY_2025)
    by = "ADMIN" if person == "E-9" else "DIRECTOR"
    assert rule in given.when(open_review(person, "XX-2"), by=by).refusals


def test_an_id_is_used_once_and_nobody_opens_their_own_review():
    """Not even through another (K10)."""
    given = Given(*REVIEWED, lent("DIRECTOR", "E-1", "A-1"), at=JANUARY_2025)

    assert "review_is_new" in given.when(open_review(), by="DIRECTOR").refusals
    own = given.when(open_review(review="XX-2"), by="E-1", on_behalf_of="DIRECTOR").refusals
    assert "actor_is_not_the_employee" in own


def test_another_year_of_non_completion_calls_for_another_review():
    """Kept in 2025, and rated so again: what is new is reviewed."""
    given = Given(*REVIEWED, concluded(ExitOutcome.KEPT), at=JANUARY_2025)
    given.and_then(rated(2025), at="2025-12-20T08:00+07:00")
    (found,) = given.when(open_review(review="XX-2"), by="DIRECTOR").events

    assert isinstance(found, ExitReviewOpened)
    assert found.periods == ("2023", "2024", "2025")


@pytest.mark.parametrize("by", ["MAYOR", "CHAIR"])
@pytest.mark.parametrize("outcome", ["kept", "lower_position", "dismissal"])
def test_whoever_stands_above_the_agency_concludes_with_reasons(by: str, outcome: str):
    """The agency gave the grades; the city, or whom it answers to, says what follows from them (K10)."""
    found = Given(*REVIEWED, at=JANUARY_2025).when(conclude(outcome), by=by)
    found.then(concluded(ExitOutcome(outcome), by=by))


@pytest.mark.parametrize("by", ["DIRECTOR", "HEAD-1", "ADMIN", "E-1", "DIRECTOR-2"])
def test_nobody_within_the_agency_concludes(by: str):
    """Nor the administrator, who decides on nobody (K11)."""
    outcome = Given(*REVIEWED, at=JANUARY_2025).when(conclude(), by=by)
    outcome.refused_by("office_above_whoever_gave_the_grades")


def test_who_gave_a_grade_does_not_say_what_follows_from_it():
    """A mayor who decided on one of them leaves it to whoever stands above; so does who acts for such a one (K10)."""
    by_mayor = (*STAFF, rated(2023), rated(2024, by="MAYOR"), opened(*AT))
    given = Given(*by_mayor, at=JANUARY_2025)

    given.when(conclude(), by="MAYOR").refused_by("actor_did_not_give_the_grades")
    assert given.when(conclude(), by="CHAIR").events
    lent_by_grader = Given(*REVIEWED, lent("DIRECTOR", "MAYOR", "A-1"), at=JANUARY_2025)
    lent_by_grader.when(conclude(), by="MAYOR").refused_by("actor_did_not_give_the_grades")


def test_nobody_concludes_their_own_review_through_another():
    """Whoever acts for the mayor does not keep themselves (K10)."""
    given = Given(*REVIEWED, lent("MAYOR", "E-1", "C-1"), at=JANUARY_2025)
    outcome = given.when(conclude("kept"), by="E-1", on_behalf_of="MAYOR")
    outcome.refused_by("actor_is_not_the_person_reviewed")


def test_a_review_is_concluded_once():
    """What was concluded stands."""
    given = Given(*REVIEWED, concluded(), at=JANUARY_2025)
    given.when(conclude("kept"), by="MAYOR").refused_by("review_is_open")
    Given(*STAFF, at=JANUARY_2025).when(conclude(), by="MAYOR").not_on_record("exit_review:XX-1")


def test_a_grade_that_a_petition_has_changed_carries_no_outcome():
    """The review is then no longer required, and comes to nothing else; while the grades stand it is (R49)."""
    changed = Given(*REVIEWED, rated(2024, DONE, by="MAYOR"), at=JANUARY_2025)

    for outcome in ("kept", "lower_position", "dismissal"):
        assert (
            "outcome_follows_from_grades_that_stand" in changed.when(conclude(outcome), by="CHAIR").refusals
        )
    assert changed.when(conclude("no_longer_required"), by="CHAIR").events
    standing = Given(*REVIEWED, at=JANUARY_2025)
    standing.when(conclude("no_longer_required"), by="MAYOR").refused_by(
        "outcome_follows_from_grades_that_stand"
    )


@pytest.mark.parametrize(
    "events, allowed",
    [
        ((), False),
        ((concluded(ExitOutcome.KEPT),), False),
        ((concluded(ExitOutcome.DISMISSAL),), True),
        ((concluded(ExitOutcome.DISMISSAL), rated(2024, DONE, by="MAYOR")), False),
    ],
    ids=["open", "kept", "dismissal", "grade-changed-since"],
)
def test_nobody_is_dismissed_for_grades_without_a_review_that_came_to_it(
    events: tuple[Event, ...], allowed: bool
):
    """The dismissal is an act of its own, which rests on the conclusion (R49)."""
    separate = home_work.SeparateEmployee(
        person="E-1", kind="exit_review", until="2025-01-20", instrument="QĐ 41"
    )
    outcome = Given(*REVIEWED, *events, at=JANUARY_2025).when(separate, by="DIRECTOR")

    assert outcome.refusals == (() if allowed else ("dismissal_after_a_review_was_concluded",))
    resigned = evolve(separate, kind="resignation")
    assert Given(*REVIEWED, *events, at=JANUARY_2025).when(resigned, by="DIRECTOR").events


def test_a_conclusion_without_a_review_leaves_nothing():
    """A state stays as it was by what does not fit."""
    assert ExitReview.evolve(None, concluded(), At(1, 0, 0)) is None
    known = ExitReview.evolve(None, opened(*AT), At(1, 0, 0))
    assert known is not None
    assert ExitReview.evolve(known, rated(2024), At(2, 0, 0)) == known
    ended = ExitReview.evolve(known, concluded(), At(3, 0, 0))
    assert ended is not None
    assert (ended.stage, ended.outcome, ended.events) == (Stage.CONCLUDED, ExitOutcome.LOWER_POSITION, (1, 3))


def test_a_delegate_of_the_person_reviewed_does_not_conclude_for_whoever_stands_above():
    """Who may act for the person and for the mayor does not use the one delegation to judge the giver of the other (K10)."""
    own = evolve(lent("E-1", "E-9", "A-1"), delegation="D-2")
    given = Given(*REVIEWED, lent("MAYOR", "E-9", "C-1"), own, at=JANUARY_2025)
    outcome = given.when(conclude("kept"), by="E-9", on_behalf_of="MAYOR")
    outcome.refused_by("actor_is_not_the_person_reviewed")

    free = Given(*REVIEWED, lent("MAYOR", "E-9", "C-1"), at=JANUARY_2025)
    assert free.when(conclude("kept"), by="E-9", on_behalf_of="MAYOR").events


def test_a_delegation_withdrawn_since_the_grade_still_counts():
    """Who could have been the hand of whoever decided the grade does not say what follows from it (K10)."""
    gone = DelegationWithdrawn(person="DIRECTOR", delegation="D-1", to="MAYOR", until=date(2025, 1, 15))
    given = Given(*TWO_YEARS, lent("DIRECTOR", "MAYOR", "A-1"), at="2024-12-10T08:00+07:00")
    given.and_then(opened(*AT), gone, at=JANUARY_2025)
    given.when(conclude(), by="MAYOR").refused_by("actor_did_not_give_the_grades")


def test_who_answered_a_petition_does_not_conclude():
    """A mayor who rejected the petition against a grade leaves the review to whoever stands above (K10)."""
    rejected = GradePetitionAnswered(
        person="E-1",
        unit="U-1",
        agency="A-1",
        period="2024",
        result=PetitionResult.REJECTED,
        grade=None,
        set_aside=(),
        total=None,
        answer=FreeText(v=REASON),
        answered_by="MAYOR",
        signed_by="MAYOR",
    )
    history = (evolve(proposed("E-11", "good"), person="E-1", period="2024"), rejected)
    given = Given(*REVIEWED, *history, at=JANUARY_2025)

    given.when(conclude(), by="MAYOR").refused_by("actor_did_not_give_the_grades")
    assert given.when(conclude(), by="CHAIR").events


def test_the_last_conclusion_decides_on_a_dismissal():
    """Kept by the last review, nobody is dismissed by an earlier one (R49)."""
    later = evolve(opened(*AT), review="XX-2")
    kept = evolve(concluded(ExitOutcome.KEPT), review="XX-2")
    dismissed = evolve(concluded(ExitOutcome.DISMISSAL), review="XX-2")
    separate = home_work.SeparateEmployee(
        person="E-1", kind="exit_review", until="2025-01-20", instrument="QĐ 41"
    )

    stale = Given(*REVIEWED, concluded(ExitOutcome.DISMISSAL), later, kept, at=JANUARY_2025)
    stale.when(separate, by="DIRECTOR").refused_by("dismissal_after_a_review_was_concluded")
    anew = Given(*REVIEWED, concluded(ExitOutcome.KEPT), later, dismissed, at=JANUARY_2025)
    assert anew.when(separate, by="DIRECTOR").events

"""Self-assessment, publication and petition: in person, within the term, answered by somebody who had no hand in the grade."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow import evaluation
from civicflow.core.fields import instant
from civicflow.employee.events import EmployeeEvaluated, Grade
from civicflow.evaluation.events import GradePetitionAnswered, GradePublished, Publicity
from civicflow.evaluation.rating_events import RatingRevised, RatingsPublished
from civicflow.organization.events import DelegationWithdrawn, Office
from civicflow.testing import Given
from tests.evaluation.people import GENERAL, NOW, TEXT, criteria, done, lived, proposal
from tests.evaluation.test_rating import SIX, all_but, approval, rating
from tests.organization.offices import appointed, delegated, unit

LAST = date(2026, 12, 31)
OWN: dict[str, Any] = {"person": "E-3", "period": "2026-01"}
ASSESS = evaluation.AssessOneself(**OWN, text=TEXT, grade="good", general=GENERAL)
PUBLISH = evaluation.PublishRatings(agency="A-1", period="2026-01")
PETITION = evaluation.PetitionGrade(**OWN, text=TEXT)
UPHELD = evaluation.AnswerGradePetition(**OWN, result="upheld", grade="excellent", answer=TEXT)
REJECTED = evaluation.AnswerGradePetition(**OWN, result="rejected", answer=TEXT)
BETTER = evaluation.AnswerGradePetition(**OWN, result="upheld", grade="good", total="75", answer=TEXT)


def rated(*excellent: str, low: bool = False) -> Given:
    """Six people rated, E-3 among them; excellent, good, or E-3 with a poor score."""
    tasks = [done(f"T-{each}", to=each) for each in SIX if each != "E-3" or not low]
    poor = [done("T-E-3", to="E-3"), done("T-X", to="E-3", submitted=None)] if low else []
    given = lived(*tasks, *poor, before=(criteria(),))
    for each in SIX:
        given.and_then(*given.when(proposal(each), by="HEAD-1").events, at=NOW)
    ratings = all_but(*excellent, of=[each for each in SIX if each != "E-3" or not low])
    ratings += (rating("E-3", "completed"),) if low else ()
    outcome = given.when(approval(*ratings), by="DIRECTOR")
    assert not outcome.refusals, outcome.refusals
    return given.and_then(*outcome.events, at=NOW)


def published(given: Given) -> Given:
    """The grades made known."""
    return given.and_then(*given.when(PUBLISH, by="DIRECTOR").events, at=NOW)


def petitioned(given: Given) -> Given:
    """E-3 has turned against the grade."""
    outcome = published(given).when(PETITION, by="E-3")
    assert not outcome.refusals, outcome.refusals
    return given.and_then(*outcome.events, at=NOW)


def test_a_person_assesses_themselves_in_person():
    """Until the grade is decided, also after it was proposed; by published criteria (R43, R44)."""
    given = lived(done("T-E-3", to="E-3"))

    assert given.when(ASSESS, by="E-3").events
    given.when(ASSESS, by="HEAD-1").refused_by("evaluated_person")
    given.when(ASSESS, by="E-1", on_behalf_of="E-3").refused_by("evaluated_person")
    given.when(evolve(ASSESS, general={"mood": "9"}), by="E-3").refused_by(
        "general_points_are_for_published_criteria"
    )
    given.and_then(*given.when(proposal("E-3"), by="HEAD-1").events, at=NOW)
    assert given.when(ASSESS, by="E-3").events
    assert "grade_is_not_decided_yet" in rated().when(ASSESS, by="E-3").refusals


def test_nobody_assesses_a_period_that_goes_on():
    """Nor one in which they belonged to nobody (K18)."""
    given = lived()

    given.when(evolve(ASSESS, period="2026-02", general=None), by="E-3").refused_by("period_is_over")
    before_they_came = evolve(ASSESS, period="2022-12", general=None)
    given.when(before_they_came, by="E-3").refused_by("person_belonged_to_a_unit")
    stranger = evolve(ASSESS, person="E-99", general=None)
    given.when(stranger, by="E-99").refused_by("person_is_registered")


def test_grades_are_published_within_the_agency_unless_said_otherwise():
    """Each starts the term of a petition: five days by the calendar (R44, K25)."""
    outcome = rated().when(PUBLISH, by="DIRECTOR")

    together, first, *_ = outcome.events
    assert isinstance(together, RatingsPublished)
    assert (together.scope, set(together.persons)) == (Publicity.AGENCY, set(SIX))
    assert isinstance(first, GradePublished)
    assert first.petition_until == instant("2026-02-09T17:00+07:00")
    assert first.derivation is not None
    public = evaluation.PublishRatings(agency="A-1", period="2026-01", scope="public")
    assert rated().when(public, by="CHAIR").refusals == ("head_of_the_agency",)
    assert rated().when(public, by="DIRECTOR").events


def test_what_is_published_once_is_not_published_again():
    """And nothing is, before anything was decided."""
    published(rated()).when(PUBLISH, by="DIRECTOR").refused_by("grades_wait_to_be_published")
    lived().when(PUBLISH, by="DIRECTOR").refused_by("grades_wait_to_be_published")


def test_a_petition_comes_from_the_person_within_the_term():
    """Up to its last moment; a petition before the publication or a second one is none (R44)."""
    given = published(rated())

    given.when(PETITION, by="HEAD-1").refused_by("evaluated_person")
    assert given.when(PETITION, by="E-3", at="2026-02-09T17:00+07:00").events
    given.when(PETITION, by="E-3", at="2026-02-09T17:01+07:00").refused_by("term_to_petition_still_runs")
    rated().when(PETITION, by="E-3").refused_by("grade_is_published")
    petitioned(rated()).when(PETITION, by="E-3").refused_by("grade_is_published")


def test_a_petition_is_answered_from_above_whoever_had_a_hand_in_the_grade():
    """HEAD-1 proposed and DIRECTOR decided: CHAIR answers, and nobody below (K10, K11)."""
    given = petitioned(rated())

    for by in ("HEAD-1", "DIRECTOR", "HEAD-2", "E-3", "MANAGER-1"):
        given.when(REJECTED, by=by).refused_by("head_above_whoever_rated")
    (event,) = given.when(REJECTED, by="CHAIR").events
    assert isinstance(event, GradePetitionAnswered)
    assert event.grade is None


def test_neither_a_delegate_of_then_nor_one_of_now_answers():
    """Who signed under a delegation had a hand in the grade; so has whoever acts for one who decided (K10)."""
    above = evolve(unit("B-1", None, "CHAIR"), body="B-1")
    below = evolve(unit("A-1", "B-1"), answers_to=None)
    lent = (
        appointed("B-1", "MINISTER"),
        appointed("A-1", "E-1", Office.DEPUTY),
        delegated("DIRECTOR", "E-1", "A-1", LAST),
    )
    withdrawn = DelegationWithdrawn(person="DIRECTOR", delegation="D-1", to="E-1", until=date(2026, 2, 3))
    people = tuple(each for each in SIX if each != "E-1")
    tasks = [done(f"T-{each}", to=each) for each in people]
    given = lived(*tasks, before=(criteria(), above, below, *lent, appointed("A-1", "DIRECTOR")))
    for each in people:
        given.and_then(*given.when(proposal(each), by="HEAD-1").events, at=NOW)
    outcome = given.when(approval(*all_but(of=people)), by="E-1", on_behalf_of="DIRECTOR")
    given.and_then(*outcome.events, at=NOW)
    petitioned(given).and_then(withdrawn, appointed("B-1", "E-1", Office.DEPUTY), at=NOW)
    given.and_then(delegated("MINISTER", "E-1", "B-1", LAST), at="2026-02-04T08:00+07:00")

    given.when(REJECTED, by="E-1", on_behalf_of="MINISTER").refused_by("actor_had_no_hand_in_the_grade")
    assert given.when(REJECTED, by="MINISTER").events


def test_upheld_it_gives_a_better_grade_everywhere_it_stands():
    """On the petition, in the collective rating, and on the person's own record (K1, K10)."""
    outcome = petitioned(rated()).when(UPHELD, by="CHAIR")

    answered, revised, evaluated = outcome.events
    assert isinstance(answered, GradePetitionAnswered)
    assert isinstance(revised, RatingRevised)
    assert isinstance(evaluated, EmployeeEvaluated)
    assert {answered.grade, revised.grade, evaluated.grade} == {Grade.EXCELLENT}
    assert evaluated.approved_by == "CHAIR"


def test_the_ceiling_binds_whoever_answers():
    """One of six is excellent already; a second is no room for (K24)."""
    petitioned(rated("E-1")).when(UPHELD, by="CHAIR").refused_by("ceiling_is_kept_by_the_answer")


def test_a_better_grade_needs_the_score_that_reaches_it():
    """As it stands, or as the answer corrects it (R44)."""
    given = petitioned(rated(low=True))

    without = evolve(BETTER, total=None)
    given.when(without, by="CHAIR").refused_by("better_grade_is_not_above_its_score")
    assert given.when(BETTER, by="CHAIR").events
    for total in ("69.99", "101", "many"):
        outcome = given.when(evolve(BETTER, total=total), by="CHAIR")
        assert set(outcome.refusals) & {"better_grade_is_not_above_its_score", "corrected_score_is_exact"}


@pytest.mark.parametrize(
    "said",
    [
        {"result": "upheld", "grade": None},
        {"result": "upheld", "grade": "good"},
        {"result": "upheld", "grade": "completed"},
        {"result": "rejected", "grade": "excellent"},
        {"result": "rejected", "total": "75"},
    ],
)
def test_upheld_it_is_better_and_rejected_it_changes_nothing(said):
    """Nobody is worse off for having petitioned (K10)."""
    answer = evaluation.AnswerGradePetition(**OWN | {"answer": TEXT} | said)

    assert "better_grade_is_given_when_upheld" in petitioned(rated()).when(answer, by="CHAIR").refusals


def test_only_what_was_petitioned_is_answered():
    """And once (R44)."""
    published(rated()).when(REJECTED, by="CHAIR").refused_by("petition_waits_for_an_answer")
    given = petitioned(rated())
    given.and_then(*given.when(REJECTED, by="CHAIR").events, at=NOW)
    given.when(REJECTED, by="CHAIR").refused_by("petition_waits_for_an_answer")
    lived().when(PETITION, by="E-3").not_on_record("evaluation:E-3:2026-01")


def test_a_ground_that_was_wrong_is_set_aside_and_the_score_decides():
    """With its points a month was good; what is not on record as a ground is not set aside (K10)."""
    given = lived(*(done(f"T-{each}", to=each) for each in SIX), before=(criteria(),))
    ground = proposal("E-3", grounds=["degradation"], reason=TEXT)
    given.and_then(*given.when(ground, by="HEAD-1").events, at=NOW)
    given.and_then(*given.when(approval(rating("E-3", "not_completed")), by="DIRECTOR").events, at=NOW)
    petitioned(given)
    plain = evaluation.AnswerGradePetition(**OWN, result="upheld", grade="good", answer=TEXT)

    given.when(plain, by="CHAIR").refused_by("better_grade_is_not_above_its_score")
    given.when(evolve(plain, set_aside=("led_unit",)), by="CHAIR").refused_by(
        "only_what_stood_in_the_way_is_set_aside", "better_grade_is_not_above_its_score"
    )
    assert given.when(evolve(plain, set_aside=("degradation",)), by="CHAIR").events
    low = evolve(plain, set_aside=("degradation",), total="69.99")
    given.when(low, by="CHAIR").refused_by("better_grade_is_not_above_its_score")

"""The grade of a year: by the tests of Decree 90, by months and quarters under Decree 335, by the time that somebody served."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from civicflow import evaluation
from civicflow.core.event import Event
from civicflow.employee.events import Grade, LeaveKind, LeaveRecorded, Session
from civicflow.employee.standing_events import DisciplineKind, DisciplineWithdrawn, EmployeeDisciplined
from civicflow.evaluation.events import GradePetitionAnswered, GradeProposed, LeadersYear, Omission
from civicflow.organization.events import MemberJoined
from civicflow.testing import Given
from tests.evaluation.people import NOW, STAFF, TEXT, criteria, done, employed, lived, proposal

OF_2025 = criteria(date(2025, 1, 1), date(2025, 12, 31), id="C-0")


def year_of(*, late: int = 0, above: int = 0, tasks: int = 20, before: tuple[Event, ...] = ()) -> Given:
    """A year 2025 of so many tasks, some of them late or above the level set."""
    return lived(
        *(
            done(
                f"T-{number}",
                due="2025-06-20T17:00+07:00",
                submitted="2025-06-27T10:00+07:00" if number < late else "2025-06-19T10:00+07:00",
                given_at="2025-06-02T08:00+07:00",
                above_level=tasks - number <= above,
            )
            for number in range(tasks)
        ),
        before=(OF_2025, criteria(), *before),
    )


def by_tests(given: Given, conduct: str = "well_met", **said: Any) -> GradeProposed:
    """What is proposed for the year 2025."""
    command = proposal(general={}, period="2025", conduct=conduct, **said)
    outcome = given.when(command, by="HEAD-1")
    assert not outcome.refusals, outcome.refusals
    (event,) = outcome.events
    assert isinstance(event, GradeProposed)
    return event


@pytest.mark.parametrize(
    "late, above, grade",
    [
        (0, 10, Grade.EXCELLENT),
        (0, 9, Grade.GOOD),
        (4, 10, Grade.COMPLETED),
        (11, 0, Grade.NOT_COMPLETED),
        (8, 0, None),
        (10, 0, None),
    ],
)
def test_a_year_is_graded_by_the_tests_of_decree_90(late, above, grade):
    """Worked examples E8 and E8b: between the tests there is no grade (K9)."""
    event = by_tests(year_of(late=late, above=above))

    assert (event.grade, event.total) == (grade, None)
    assert bool(event.undetermined) is (grade is None)
    assert event.most is (Grade.COMPLETED if grade is None else None)


def test_what_no_test_decides_the_head_decides_with_a_reason_and_no_better_than_completed():
    """Eight of twenty late: neither good, nor without a reason (K9, E8b)."""
    given = year_of(late=8)
    given.and_then(by_tests(given), at=NOW)

    def act(grade: str, reason: Any = TEXT) -> evaluation.ApproveRatings:
        rating = evaluation.Rating(person="E-1", grade=grade, reason=reason)
        return evaluation.ApproveRatings(agency="A-1", period="2025", grades=[rating])

    given.when(act("good"), by="DIRECTOR").refused_by("no_grade_is_above_what_is_proposed")
    given.when(act("completed", None), by="DIRECTOR").refused_by("other_grades_say_why")
    assert given.when(act("completed"), by="DIRECTOR").events
    assert given.when(act("not_completed"), by="DIRECTOR").events


def test_conduct_is_stated_where_grades_go_by_tests_and_nowhere_else():
    """And it bounds the grade: who only meets what is asked of everybody is not excellent (Decree 90/2020, Article 3)."""
    given = year_of(above=20)

    assert by_tests(given, "met").grade is Grade.GOOD
    given.when(proposal(general={}, period="2025"), by="HEAD-1").refused_by("points_are_those_of_the_regime")
    other = lived(done("T-1")).when(proposal(conduct="met"), by="HEAD-1")
    other.refused_by("points_are_those_of_the_regime")


def test_a_leader_is_tested_by_the_targets_of_the_unit_as_well():
    """Figures that cannot be counts are refused (Decree 90/2020)."""
    given = lived(before=(OF_2025, criteria()))
    good = LeadersYear(targets=10, done=10, targets_assured=9, exceeded=1, led=0)
    wrong = LeadersYear(targets=10, done=11, targets_assured=9, exceeded=1)

    def of_head(figures: LeadersYear | None) -> Any:
        said: dict[str, Any] = {"period": "2025", "conduct": "well_met", "leading": figures}
        return given.when(proposal("HEAD-1", general={}, **said), by="DIRECTOR")

    assert of_head(good).events
    of_head(wrong).refused_by("figures_of_a_leader_are_counts")
    of_head(None).refused_by("points_are_those_of_the_regime")


def test_what_falls_due_after_an_early_proposal_is_named_and_belongs_to_the_next_year():
    """Rated on 3 December; what is due on the 10th is none of 2025 and all of the first month by points (K16, R44)."""
    given = Given(*STAFF, OF_2025, criteria(), at="2024-12-02T08:00+07:00")
    for number in (1, 2):
        (_, task), *_ = done(f"T-{number}", submitted=None, due="2025-12-10T17:00+07:00")
        given.and_then(task, at=f"2025-11-0{number}T08:00+07:00")
    at = "2025-12-03T09:00+07:00"
    annual = proposal(general={}, period="2025", conduct="well_met")
    (early,) = given.when(annual, by="HEAD-1", at=at).events
    assert isinstance(early, GradeProposed)
    assert early.products == ()
    assert [(each.task, each.why) for each in early.left_out] == [
        ("T-1", Omission.DUE_LATER),
        ("T-2", Omission.DUE_LATER),
    ]
    (late,) = given.when(annual, by="HEAD-1", at=NOW).events
    assert isinstance(late, GradeProposed)
    assert [each.task for each in late.products] == ["T-1", "T-2"]

    given.and_then(early, at=at).and_then(at=NOW)
    (january,) = given.when(proposal(), by="HEAD-1").events
    assert isinstance(january, GradeProposed)
    assert [each.task for each in january.products] == ["T-1", "T-2"]


def on_leave(since: date, until: date, kind: LeaveKind = LeaveKind.SICK) -> LeaveRecorded:
    """A leave of E-1."""
    return LeaveRecorded(person="E-1", leave="L-1", kind=kind, since=since, until=until, session=Session.BOTH)


@pytest.mark.parametrize(
    "until, kind, grade",
    [
        (date(2025, 3, 30), LeaveKind.SICK, Grade.EXCELLENT),
        (date(2025, 3, 31), LeaveKind.SICK, Grade.COMPLETED),
        (date(2025, 6, 29), LeaveKind.SICK, Grade.COMPLETED),
        (date(2025, 6, 30), LeaveKind.SICK, None),
        (date(2025, 6, 30), LeaveKind.MATERNITY, Grade.EXCELLENT),
    ],
)
def test_long_leave_bounds_the_grade_of_a_year(until, kind, grade):
    """From three months on no better than completed; from six on the head decides; maternity counts for nothing (K9)."""
    event = by_tests(year_of(above=20, before=(on_leave(date(2025, 1, 1), until, kind),)))

    assert event.grade is grade


def test_who_served_less_than_six_months_is_not_rated():
    """Hired on 2 July one is not rated for the year, on 1 July one is (Decree 90/2020)."""
    for hired, refused in ((date(2025, 7, 1), ()), (date(2025, 7, 2), ("service_was_long_enough",))):
        hired_late = evolve(employed("E-8"), hired_on=hired)
        member = MemberJoined(unit="U-1", person="E-8", primary=True, since=hired)
        given = lived(before=(OF_2025, criteria(), hired_late, member))
        command = proposal("E-8", general={}, period="2025", conduct="met")

        assert given.when(command, by="HEAD-1").refusals == refused


def disciplined(on: date, *, public_duty: bool = True) -> EmployeeDisciplined:
    """A reprimand of E-1."""
    return EmployeeDisciplined(
        person="E-1",
        unit="U-1",
        discipline="D-1",
        kind=DisciplineKind.REPRIMAND,
        on=on,
        until=None,
        public_duty=public_duty,
        instrument="QĐ 60",
        recorded_by="DIRECTOR",
    )


def test_discipline_of_the_year_touches_the_grade_of_the_year_alone():
    """A reprimand for a breach of public duty; not one for something else, nor of another year, nor one set aside (K24, E6)."""
    set_aside = DisciplineWithdrawn(
        person="E-1", unit="U-1", discipline="D-1", instrument="QĐ 61", reason=TEXT, withdrawn_by="DIRECTOR"
    )
    in_time = disciplined(date(2025, 5, 5))

    assert by_tests(year_of(above=20, before=(in_time,))).grade is Grade.NOT_COMPLETED
    for before in (
        (disciplined(date(2025, 5, 5), public_duty=False),),
        (disciplined(date(2024, 12, 31)),),
        (in_time, set_aside),
    ):
        assert by_tests(year_of(above=20, before=before)).grade is Grade.EXCELLENT
    month = lived(done("T-1"), before=(criteria(), disciplined(date(2026, 1, 5))))
    (event,) = month.when(proposal(), by="HEAD-1").events
    assert isinstance(event, GradeProposed)
    assert event.grade is Grade.EXCELLENT


def test_discipline_after_the_proposal_counts_at_the_decision():
    """Whatever was proposed before (K24)."""
    given = year_of(above=20)
    given.and_then(by_tests(given), disciplined(date(2025, 12, 30)), at=NOW)
    rating = evaluation.Rating(person="E-1", grade="good", reason=TEXT)

    given.when(
        evaluation.ApproveRatings(agency="A-1", period="2025", grades=[rating]), by="DIRECTOR"
    ).refused_by("discipline_of_the_year_is_counted")


def test_discipline_after_the_decision_counts_when_a_petition_is_answered():
    """A better grade of the year is given to nobody whom a measure of that year still touches (K24)."""
    given = petitioned(year_of(above=9), "completed")
    better = evaluation.AnswerGradePetition(
        person="E-1", period="2025", result="upheld", grade="good", answer=TEXT
    )

    assert given.when(better, by="CHAIR").events
    given.and_then(disciplined(date(2025, 12, 30)), at=NOW)
    given.when(better, by="CHAIR").refused_by("discipline_of_the_year_is_counted_by_the_answer")


def petitioned(given: Given, grade: str, **said: Any) -> Given:
    """E-1 has turned against the grade of 2025."""
    given.and_then(by_tests(given, **said), at=NOW)
    given.and_then(*given.when(decision(grade), by="DIRECTOR").events, at=NOW)
    publish = evaluation.PublishRatings(agency="A-1", period="2025")
    given.and_then(*given.when(publish, by="DIRECTOR").events, at=NOW)
    petition = evaluation.PetitionGrade(person="E-1", period="2025", text=TEXT)
    return given.and_then(*given.when(petition, by="E-1").events, at=NOW)


def upheld(grade: str, *set_aside: str, **said: Any) -> evaluation.AnswerGradePetition:
    """The petition is right."""
    of: dict[str, Any] = {"person": "E-1", "period": "2025", "result": "upheld", "answer": TEXT}
    return evaluation.AnswerGradePetition(**of, grade=grade, set_aside=set_aside, **said)


def test_a_ground_that_was_wrong_is_set_aside_and_the_tests_decide():
    """An answer that does not name it, or goes above the tests, is refused (K10)."""
    given = petitioned(year_of(above=9), "not_completed", grounds=["degradation"], reason=TEXT)

    for total in (None, "95"):
        above = given.when(upheld("good", total=total), by="CHAIR")
        above.refused_by("better_grade_is_not_above_its_score")
    refused = given.when(upheld("excellent", "degradation"), by="CHAIR").refusals
    assert "better_grade_is_not_above_its_score" in refused
    assert given.when(upheld("good", "degradation"), by="CHAIR").events


def test_a_test_that_was_wrong_is_set_aside_and_the_others_decide():
    """Whose lateness was none of theirs is tested by the rest: half are above the level, or not (K9, K10)."""
    given = petitioned(year_of(late=4, above=9), "completed")

    given.when(upheld("good"), by="CHAIR").refused_by("better_grade_is_not_above_its_score")
    unknown = given.when(upheld("good", "mood"), by="CHAIR").refusals
    assert "only_what_stood_in_the_way_is_set_aside" in unknown
    refused = given.when(upheld("excellent", "assured"), by="CHAIR").refusals
    assert "better_grade_is_not_above_its_score" in refused
    (answered, *_) = given.when(upheld("good", "assured"), by="CHAIR").events
    assert isinstance(answered, GradePetitionAnswered)
    assert answered.set_aside == ("assured",)
    refused = given.when(upheld("excellent", "assured", "above_level"), by="CHAIR").refusals
    assert "better_grade_is_not_above_its_score" in refused


def decision(grade: str) -> evaluation.ApproveRatings:
    """What is decided for E-1 and the year 2025."""
    rating = evaluation.Rating(person="E-1", grade=grade, reason=TEXT)
    return evaluation.ApproveRatings(agency="A-1", period="2025", grades=[rating])


def test_leaders_are_scored_by_those_they_lead_who_are_rated_first():
    """Worked example E4: one of those led has not completed their tasks, so that d is 50 (R79)."""
    people = ("E-1", "E-3", "E-4", "E-5", "E-6", "E-7")
    given = lived(
        done("T-1", to="HEAD-1", units=2),
        done("T-2", to="HEAD-1", major_errors=1),
        done("T-3", to="HEAD-1", delays=1),
    )
    own = proposal("HEAD-1", dd="100", e="100")

    given.when(own, by="DIRECTOR").refused_by("those_led_are_rated_first")
    for each in people:
        given.and_then(*given.when(proposal(each), by="HEAD-1").events, at=NOW)
    ratings = [
        evaluation.Rating(person=each, grade="not_completed" if each == "E-7" else "completed", reason=TEXT)
        for each in people
    ]
    act = evaluation.ApproveRatings(agency="A-1", period="2026-01", grades=ratings)
    given.and_then(*given.when(act, by="DIRECTOR").events, at=NOW)

    (event,) = given.when(own, by="DIRECTOR").events
    assert isinstance(event, GradeProposed)
    assert (event.d, event.dd, event.e) == ("50", "100", "100")
    tasks = (100 + Fraction(375, 4) * 2 + 50 + 200) / 6 * Fraction(70, 100)
    assert (Fraction(event.total or ""), event.grade) == (26 + tasks, Grade.GOOD)
    assert len(event.led) == 6
    given.when(proposal("HEAD-1"), by="DIRECTOR").refused_by("points_are_those_of_the_regime")

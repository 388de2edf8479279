"""The grades of a month with their arithmetic: the worked examples by commands, followed down to tasks (V11, R44, R58, E1-E5)."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow as cf
from civicflow.core.fields import instant
from civicflow.core.working import working_of
from civicflow.employee.events import Grade, IncidentConfirmed, IncidentKind, IncidentReported
from civicflow.errors import InvalidInputError
from civicflow.evaluation.events import GradeApproved, GradePublished, Publicity
from civicflow.inquiry.answering import Standpoint, answered
from civicflow.views.grades import GradeOfPerson, Grades, GradesAnswer
from civicflow.views.own_grades import OwnGrade
from tests.evaluation.people import E1, TEXT, done, proposal
from tests.evaluation.told import Department
from tests.inquiry.test_explanations import wrong
from tests.views.administration import administration
from tests.views.past import Past
from tests.views.reporting import at_home

JANUARY = "2026-01"


def general(points: int) -> dict[str, str]:
    """So many points for the three criteria together."""
    return {
        "discipline": str(points - 2 * (points // 3)),
        "competence": str(points // 3),
        "innovation": str(points // 3),
    }


def asked(department: Department, **said: Any) -> GradesAnswer:
    """The grades of January."""
    return department.flow.ask(cf.Grades(period=JANUARY, **said)).answer


def person(department: Department, name: str = "E-1") -> GradeOfPerson:
    """What is told of one person."""
    (found,) = asked(department, person=name).people
    return found


E2 = (done("T-1", units=2), done("T-2", major_errors=1), done("T-3", submitted=None))
E3 = (
    done("T-1", units=2, major_errors=1, delays=2),
    done("T-2", major_errors=2, delays=3),
    done("T-3", submitted=None),
)
EXAMPLES = [
    (E1, 26, (100, Fraction(375, 4), Fraction(375, 4)), Fraction(1117, 12), Grade.EXCELLENT),
    (E1, 22, (100, Fraction(375, 4), Fraction(375, 4)), Fraction(1069, 12), Grade.GOOD),
    (E2, 24, (75, Fraction(275, 4), 75), Fraction(1801, 24), Grade.GOOD),
    (E3, 20, (75, 50, Fraction(125, 4)), Fraction(1355, 24), Grade.COMPLETED),
    (E3, 10, (75, 50, Fraction(125, 4)), Fraction(1115, 24), Grade.NOT_COMPLETED),
]
"""E1 to E3: products, general points, the parts, and 93.0833…, 89.0833…, 75.0417…, 56.4583…, 46.4583… exactly."""


@pytest.mark.parametrize("tasks, points, parts, total, grade", EXAMPLES)
def test_the_worked_examples_come_out_exactly(tasks, points, parts, total, grade):
    """E1, E2, E3: told as proposed, every part of it, and never rounded."""
    department = Department(*tasks)
    department.propose(general=general(points))
    found = person(department)

    assert found.points is not None
    assert (found.points.a, found.points.b, found.points.c) == parts
    assert (found.points.general, found.points.all_points) == (points, total)
    assert (found.grade, found.grade_proposed, found.all_points) == (None, grade, None)
    assert "335/2025" in (found.instrument or "")


def test_the_arithmetic_is_worked_out_from_the_tasks_and_not_only_repeated():
    """R58: the points are followed to the mean, the parts, each task, and the events of that task."""
    department = Department(*E1)
    department.propose(general=general(26))
    reply = answered(
        department.flow.store,
        department.flow.setting,
        cf.Grades(period=JANUARY, with_events=True),
        Standpoint(),
        explaining=True,
    ).reply
    lines = {line.at.position: line for line in department.flow.entries()}
    (found,) = reply.answer.people

    assert list(wrong(reply.answer, lines)) == []
    assert found.points is not None
    quality = working_of(found.points.b)
    assert quality is not None
    share = working_of(next(part.adds for part in quality.parts if part.because == "share"))
    assert share is not None
    earned = working_of(next(part.adds for part in share.parts if part.because == "earned"))
    assert earned is not None
    assert {part.of: part.adds for part in earned.parts} == {
        "task:T-1": 2,
        "task:T-2": Fraction(3, 4),
        "task:T-3": 1,
    }
    topics = {lines[at].topic for part in earned.parts for at in part.events}
    assert {"task.assigned", "task.evaluated", "evaluation.grade_proposed"} <= topics


def test_what_was_decided_is_told_beside_what_was_proposed():
    """A lower grade with a reason leaves the points as they are; the publication starts the term of a petition."""
    department = Department(*E1)
    department.propose(general=general(26))
    department.approve(E_1="good")
    department.publish()
    found = person(department)

    assert (found.grade_proposed, found.grade) == (Grade.EXCELLENT, Grade.GOOD)
    assert found.all_points == Fraction(1117, 12)
    assert found.published is cf.evaluation.Publicity.AGENCY
    assert found.petition_until is not None
    assert found.petition is None


def test_a_petition_is_told_with_its_due_and_its_outcome():
    """Upheld with a corrected score, the grade and the points that stand are those of the answer (R44)."""
    department = Department(*E2)
    department.propose(general=general(24))
    department.approve(E_1="completed")
    department.publish()
    department.tell(cf.evaluation.PetitionGrade(person="E-1", period=JANUARY, text=TEXT), by="E-1")

    waiting = person(department).petition
    assert waiting is not None
    assert (waiting.result, waiting.overdue, waiting.due is None) == (None, False, False)
    answer = cf.evaluation.AnswerGradePetition(
        person="E-1", period=JANUARY, result="upheld", grade="good", total="80", answer=TEXT
    )
    department.tell(answer, by="CHAIR", at="2026-02-04T09:00+07:00")
    found = person(department)

    assert found.petition is not None
    assert found.petition.result is cf.evaluation.PetitionResult.UPHELD
    assert (found.grade, found.all_points) == (Grade.GOOD, Fraction(80))
    assert found.points is not None
    assert found.points.all_points == Fraction(1801, 24)


def test_who_has_no_evaluation_on_record_is_named():
    """Nobody is passed over in silence."""
    department = Department(*E1)
    department.propose(general=general(26))

    assert "E-1" not in asked(department, unit="U-1").not_on_record
    assert {"E-3", "E-4"} <= set(asked(department, unit="U-1").not_on_record)


def test_an_earlier_knowledge_knows_no_grade():
    """Known before the proposal nothing is on record."""
    department = Department(*E1)
    department.tell(proposal(general=general(26)), by="HEAD-1", at="2026-02-04T09:00+07:00")
    question = cf.Grades(period=JANUARY)

    assert department.flow.ask(question, known="2026-02-04T08:00+07:00").answer.people == ()
    assert department.flow.ask(question, as_of="2026-02-04T08:00+07:00").answer.people == ()
    assert len(department.flow.ask(question, known="2026-02-04T10:00+07:00").answer.people) == 1


def test_a_period_is_a_month_a_quarter_or_a_year():
    """Grades are of nothing else (K8)."""
    department = Department()
    with pytest.raises(InvalidInputError):
        department.flow.ask(cf.Grades(period="2026-01-05"))


def published_to_some() -> Past:
    """Twelve good and six completed; four of each have their grade made known to the agency, the others to the unit."""
    past = administration(Past())
    for number in range(18):
        grade = Grade.GOOD if number < 12 else Grade.COMPLETED
        of: dict[str, Any] = {"person": f"E-{number}", "unit": "U-12", "agency": "A-1", "period": JANUARY}
        approved = evolve(APPROVED, **of, grade=grade)
        scope = Publicity.AGENCY if number % 12 < 4 else Publicity.UNIT
        made_known = GradePublished(
            **of, grade=grade, scope=scope, petition_until=None, derivation=None, published_by="D"
        )
        past.add("2026-02-03T08:00", approved)
        past.add("2026-02-03T09:00", made_known)
    return past


def told_to(past: Past, **said: Any) -> GradesAnswer:
    """What readers are told."""
    return past.ask(Grades(period=JANUARY, **said), "2026-02-10T08:00")


def test_readers_are_told_what_was_made_known_to_them():
    """K25: the unit reads all, the agency its part, the public nobody's grade; none of them the arithmetic."""
    past = published_to_some()

    assert len(told_to(past).people) == len(told_to(past, readers="unit").people) == 18
    for_the_agency = told_to(past, readers="agency")
    assert {each.person for each in for_the_agency.people} == {
        f"E-{number}" for number in (0, 1, 2, 3, 12, 13, 14, 15)
    }
    assert {each.points for each in for_the_agency.people} == {None}
    assert told_to(past, readers="public").people == ()


def test_k25_no_count_tells_of_too_few_whose_grade_is_not_known():
    """Of those completed the agency knows four of six: what is left would be two, so nothing is counted for it."""
    past = published_to_some()

    assert [(each.of, each.rated_good, each.rated_completed) for each in told_to(past).distribution] == [
        (None, 12, 6)
    ]
    assert [each.rated_completed for each in told_to(past, readers="public").distribution] == [6]
    assert told_to(past, readers="agency").distribution == ()
    assert [each.rated_completed for each in told_to(past, readers="unit").distribution] == [6]


def test_k25_a_part_is_hidden_with_another_that_would_tell_of_it():
    """A second unit with three people: neither is told apart, and the first could be had from the total, so it is not told."""
    past = published_to_some()
    for number in range(18, 21):
        past.add("2026-02-03T08:00", evolve(APPROVED, person=f"E-{number}", unit="U-13"))

    answer = told_to(past, readers="public", by="unit")
    assert (answer.distribution, answer.suppressed) == ((), ("U-12", "U-13"))
    told = told_to(past, by="unit")
    assert [(each.of, each.rated) for each in told.distribution] == [(None, 21), ("U-12", 18), ("U-13", 3)]


APPROVED = GradeApproved(
    person="E-1",
    unit="U-12",
    agency="A-1",
    period=JANUARY,
    grade=Grade.EXCELLENT,
    proposed=None,
    total=None,
    regime="R",
    overrides=(),
    reason=None,
    approved_by="D",
    signed_by="D",
)


def mine(department: Department) -> OwnGrade:
    """The grade of January on the page of the person."""
    (found,) = department.flow.ask(cf.MyRecord(person="E-1", period="2026")).answer.grades
    return found


def test_a_person_finds_their_grade_with_the_arithmetic_and_the_way_to_object():
    """K19: what those see who decide; first they assess themselves, then they petition, until the last moment of the term."""
    department = Department(*E1)
    department.propose(general=general(26))
    assert (mine(department).period, mine(department).answer_with) == (JANUARY, ("assess-oneself",))
    department.approve(E_1="good")
    assert mine(department).answer_with == ()
    department.publish()

    found = mine(department)
    assert found.grade == asked(department, person="E-1", with_events=True).people[0]
    assert (found.answer_with, found.answer_until) == (("petition-grade",), found.grade.petition_until)
    department.clock.move_to("2026-02-09T17:01+07:00")
    assert (mine(department).answer_with, mine(department).answer_until) == ((), None)


def test_nobody_finds_the_grade_of_somebody_else():
    """The page of another is empty."""
    department = Department(*E1)
    department.propose(general=general(26))

    assert department.flow.ask(cf.MyRecord(person="E-3", period="2026")).answer.grades == ()


def test_how_much_of_a_graded_period_was_worked_at_home():
    """R45: two days of three at home, one of them half a day at the office; what lies outside the period does not count."""
    past = administration(Past())
    past.add("2026-02-03T08:00", evolve(APPROVED, person="E-204", unit="U-12", period="2023-10"))
    at_home(past, "2023-10-02", "2023-10-03", "2023-11-01", person="E-204")

    (found,) = past.ask(Grades(period="2023-10"), "2026-02-10T08:00").people
    assert found.at_home is not None
    assert (found.at_home.numerator, found.at_home.denominator) == (4, 4)


def slow(products: list[tuple[int, bool, int, int]], points: int) -> Fraction:
    """The score by the words of the decree, one product after another."""
    weight = sum(units for units, *_ in products)
    parts = [Fraction(0)] * 3
    for units, finished, errors, delays in products:
        for place, times in enumerate((0, errors, delays)):
            if finished:
                parts[place] += units * max(Fraction(0), 1 - Fraction(times, 4))
    return sum(parts, Fraction(0)) * 100 / weight / 3 * 70 / 100 + points


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 5), st.integers(0, 5)),
        min_size=1,
        max_size=5,
    ),
    st.integers(3, 30),
)
def test_points_are_those_of_a_slow_reading(products, points):
    """V11: whatever was finished, late or wrong, by commands and by hand; and every number re-adds."""
    tasks = [
        done(
            f"T-{number}",
            units=units,
            submitted="2026-01-19T10:00+07:00" if finished else None,
            **({"major_errors": errors, "delays": delays} if finished else {}),
        )
        for number, (units, finished, errors, delays) in enumerate(products)
    ]
    department = Department(*tasks)
    department.propose(general=general(points))
    found = person(department)

    assert found.points is not None
    assert found.points.all_points == slow(products, points)
    flow = department.flow
    question = cf.Grades(period=JANUARY)
    reply = answered(flow.store, flow.setting, question, Standpoint(), explaining=True).reply
    assert list(wrong(reply.answer, {line.at.position: line for line in flow.entries()})) == []
    flow.close()


def test_a_leaders_six_parts_make_the_mean():
    """E4: 100, 93.75, 93.75, 50, 100, 100 make 62.7083… of 70, and with 26 points 88.7083…; one of those led has failed (R44)."""
    led = ("E-1", "E-3", "E-4", "E-5", "E-6", "E-7")
    own = (
        done("T-1", to="HEAD-1", units=2),
        done("T-2", to="HEAD-1", major_errors=1),
        done("T-3", to="HEAD-1", delays=1),
    )
    theirs = (
        done(f"T-{each}", to=each, submitted=None if each == "E-3" else "2026-01-19T10:00+07:00")
        for each in led
    )
    department = Department(*own, *theirs)
    for each in led:
        department.propose(each)
    department.approve(
        **{each.replace("-", "_"): "not_completed" if each == "E-3" else "good" for each in led}
    )
    department.propose("HEAD-1", general(26), dd="100", e="100")
    found = person(department, "HEAD-1").points

    assert found is not None
    assert [found.d, found.dd, found.e] == [50, 100, 100]
    assert found.tasks == Fraction(1505, 24)
    assert found.all_points == Fraction(2129, 24)
    assert person(department, "HEAD-1").grade_proposed is Grade.GOOD


def test_a_confirmed_cause_gives_back_what_a_delay_took():
    """E5: 90.5417… and excellent; the delay stands beside the points as excused (K3)."""
    gap: dict[str, Any] = {
        "since": instant("2026-01-19T16:30+07:00"),
        "until": instant("2026-01-19T18:25+07:00"),
    }
    of: dict[str, Any] = {"incident": "I-1", "person": "E-1", "unit": "U-1"} | gap
    reported = IncidentReported(**of, kind=IncidentKind.CONNECTION, note=None)
    confirmed = IncidentConfirmed(**of, confirmed_by="HEAD-1")
    late = done("T-3", due="2026-01-19T17:00+07:00", submitted="2026-01-19T18:20+07:00")
    told = [("2026-01-20T08:00+07:00", reported), ("2026-01-20T09:00+07:00", confirmed)]
    recorded_late = {"2026-01-19T18:20+07:00": "2026-01-19T16:50+07:00"}
    department = Department(*E1[:2], late, told, claimed=recorded_late)
    department.propose(general=general(22))
    found = person(department)

    assert found.points is not None
    assert [found.points.c, found.points.all_points] == [100, Fraction(2173, 24)]
    assert found.grade_proposed is Grade.EXCELLENT
    assert [(each.delays, each.excused) for each in found.products] == [(0, 0), (0, 0), (0, 1)]

"""Grades wait for whoever proposes, decides, publishes and answers, each in turn, told by commands (R43, R44, K10, K17)."""

from attrs import evolve

from civicflow import evaluation
from civicflow.core.fields import instant
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist, WorklistItem
from tests.employee.staff import registered
from tests.evaluation.people import TEXT, done
from tests.evaluation.rated_agency import proposed as proposed_for
from tests.evaluation.told import Department
from tests.views.administration import administration
from tests.views.past import Past, at
from tests.views.roster import joined

GRADES = {
    Need.PROPOSE_GRADE,
    Need.APPROVE_RATINGS,
    Need.PUBLISH_RATINGS,
    Need.ANSWER_GRADE_PETITION,
}
SIX = ("E-1", "E-3", "E-4", "E-5", "E-6", "E-7")


def items(department: Department, person: str) -> list[WorklistItem]:
    """What a person finds about grades."""
    answer = department.flow.ask(Worklist(person=person)).answer
    return [each for each in answer if each.need in GRADES]


def waiting(department: Department, person: str) -> list[tuple[Need, str]]:
    """The same by need and subject."""
    return [(each.need, each.subject) for each in items(department, person)]


def proposed(*people: str) -> Department:
    """Some of six people proposed."""
    department = Department(*(done(f"T-{each}", to=each) for each in SIX))
    for each in people:
        department.propose(each)
    return department


def test_nothing_is_asked_for_until_an_agency_has_begun():
    """Which periods a place evaluates is its own decision."""
    assert waiting(proposed(), "HEAD-1") == []


def test_everybody_else_is_to_be_proposed_once_the_first_is():
    """Five of the six wait for the head of the unit; since the first moment after the period (K11)."""
    department = proposed("E-1")

    found = [each for each in items(department, "HEAD-1") if each.need is Need.PROPOSE_GRADE]
    assert {each.subject for each in found} == {f"evaluation:{each}:2026-01" for each in SIX[1:]}
    assert {each.since for each in found} == {instant("2026-02-01T00:00+07:00")}
    assert (Need.PROPOSE_GRADE, "evaluation:HEAD-1:2026-01") in waiting(department, "DIRECTOR")
    assert waiting(department, "E-1") == []


def test_proposals_wait_together_for_the_head_of_the_agency():
    """One matter, for they are decided in one act (K24)."""
    department = proposed(*SIX)

    assert (Need.APPROVE_RATINGS, "ratings:A-1:2026-01") in waiting(department, "DIRECTOR")
    assert (Need.APPROVE_RATINGS, "ratings:A-1:2026-01") not in waiting(department, "HEAD-1")
    department.approve(**{each.replace("-", "_"): "good" for each in SIX})
    found = waiting(department, "DIRECTOR")
    assert (Need.APPROVE_RATINGS, "ratings:A-1:2026-01") not in found
    assert (Need.PUBLISH_RATINGS, "ratings:A-1:2026-01") in found
    department.publish()
    assert (Need.PUBLISH_RATINGS, "ratings:A-1:2026-01") not in waiting(department, "DIRECTOR")


def test_a_petition_waits_above_the_agency_with_its_due():
    """For whoever stands above the head that decided; not once it is answered (K10)."""
    department = proposed("E-1")
    department.approve(E_1="good")
    department.publish()
    department.tell(evaluation.PetitionGrade(person="E-1", period="2026-01", text=TEXT), by="E-1")

    (item,) = items(department, "CHAIR")
    assert (item.need, item.subject) == (Need.ANSWER_GRADE_PETITION, "evaluation:E-1:2026-01")
    assert item.due is not None
    assert Need.ANSWER_GRADE_PETITION not in {each.need for each in items(department, "DIRECTOR")}
    rejected = evaluation.AnswerGradePetition(person="E-1", period="2026-01", result="rejected", answer=TEXT)
    department.tell(rejected, by="CHAIR", at="2026-02-04T09:00+07:00")
    assert items(department, "CHAIR") == []


def needs(past: Past, person: str) -> list[tuple[Need, str]]:
    """What a person of the administration of the tests finds about grades."""
    found = past.ask(Worklist(person=person), "2026-03-02T08:00")
    return [(each.need, each.subject) for each in found if each.need in GRADES]


def test_the_grade_of_the_head_of_an_agency_waits_above_it():
    """Decided apart from the others, by the person to whom the agency answers; so is a petition (K11)."""
    own = evolve(proposed_for("E-11"), person="E-001", unit="A-1", group=None)
    past = administration(Past())
    past.add("2026-02-03T08:00", own)

    assert needs(past, "E-000") == [(Need.APPROVE_RATINGS, "evaluation:E-001:2026-01")]
    assert needs(past, "E-001") == []


def test_a_year_is_to_be_proposed_before_its_day():
    """Of 2025, by Decree 90: before 15 December; whoever is late finds it overdue (R44)."""
    past = administration(Past())
    joined(past, "U-12", "E-11", "E-12")
    for person in ("E-11", "E-12"):
        past.add("2023-01-03T08:00", registered(person, unit="U-12"))
    past.add("2026-02-03T08:00", evolve(proposed_for("E-11"), unit="U-12", period="2025"))

    (item,) = (
        each
        for each in past.ask(Worklist(person="E-101"), "2026-03-02T08:00")
        if each.subject == "evaluation:E-12:2025"
    )
    assert (item.due, item.overdue) == (at("2025-12-15T00:00"), True)

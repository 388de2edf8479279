"""Grades wait for whoever proposes, decides, publishes and answers, each in turn, told by commands (R43, R44, K10, K17)."""

from civicflow import evaluation
from civicflow.core.fields import instant
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist, WorklistItem
from tests.evaluation.people import TEXT, done
from tests.evaluation.told import Department

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

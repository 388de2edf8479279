"""Work that comes out in one of several ways: chosen by whoever does it, and judged by an office or by the next step."""

import pytest
from attrs import evolve

from civicflow import task
from civicflow.task.events import ResultSubmitted, TaskCompleted
from tests.task.offered import claimed, offered
from tests.task.test_commands import after, assigned, completed, submitted

WAYS = ("complete", "incomplete")
STEP = evolve(assigned(), outcomes=WAYS, reviewed=False)
REVIEWED = evolve(assigned(), outcomes=WAYS)
CONCLUDE = task.ConcludeTask(task="T-1", outcome="complete", output="Tờ trình")
SUBMIT = task.SubmitResult(task="T-1", output="Tờ trình", outcome="complete")


def concluded(outcome: str = "complete") -> tuple[ResultSubmitted, TaskCompleted]:
    """A result that chose an outcome, and that it completes the work without an approver."""
    return evolve(submitted(), outcome=outcome), evolve(completed(), approver=None)


def test_a_step_is_concluded_by_whoever_does_it():
    """The result is handed in and completes the work: the next step judges it, nobody is named as approver (K1, K10)."""
    after(STEP).when(CONCLUDE, by="E-1").then(*concluded())
    offer = offered(outcomes=WAYS, reviewed=False)
    after(offer, claimed()).when(evolve(CONCLUDE, outcome="incomplete"), by="E-1").then(
        *concluded("incomplete")
    )


@pytest.mark.parametrize("by", ["HEAD-1", "E-2", "STRANGER"])
def test_nobody_concludes_the_work_of_another(by):
    """Not even whoever gave it (R33)."""
    after(STEP).when(CONCLUDE, by=by).refused_by("assignee")


def test_work_that_an_office_reviews_is_not_concluded_by_its_author():
    """Ordinary work and reviewed steps are accepted by an office; what nobody reviews is not handed in for review (K1)."""
    after(REVIEWED).when(CONCLUDE, by="E-1").refused_by("the_next_step_judges_the_result")
    after(assigned()).when(CONCLUDE, by="E-1").refused_by(
        "outcome_is_one_of_the_task", "the_next_step_judges_the_result"
    )
    after(STEP).when(SUBMIT, by="E-1").refused_by("an_office_reviews_the_result")


@pytest.mark.parametrize("outcome", [None, "approved"])
def test_a_result_chooses_one_of_the_outcomes(outcome):
    """None is left open, no other is made up."""
    after(REVIEWED).when(SUBMIT, by="E-1").then(evolve(submitted(), outcome="complete"))
    after(REVIEWED).when(evolve(SUBMIT, outcome=outcome), by="E-1").refused_by("outcome_is_one_of_the_task")


def test_ordinary_work_has_no_outcome():
    """Only what a procedure asks for is chosen between."""
    after(assigned()).when(SUBMIT, by="E-1").refused_by("outcome_is_one_of_the_task")
    after(assigned()).when(evolve(SUBMIT, outcome=None), by="E-1").then(submitted())


def test_a_step_is_concluded_under_the_rules_of_any_result():
    """At work, not at rest, signed where it must be, secret work at the office (R30, R71, K17)."""
    after(STEP, *concluded()).when(CONCLUDE, by="E-1").refused_by("task_is_at_work")
    signed = evolve(STEP, needs_signature=True)
    after(signed).when(CONCLUDE, by="E-1").refused_by("result_is_signed_where_it_must_be")
    assert after(signed).when(evolve(CONCLUDE, signature="CA-1"), by="E-1").events
    secret = evolve(STEP, confidentiality=task.Confidentiality.SECRET)
    after(secret).when(evolve(CONCLUDE, place="home"), by="E-1").refused_by("secret_work_stays_at_the_office")


def test_a_step_that_is_given_to_another_has_the_same_outcomes():
    """Whoever goes on with it concludes it in the same way (K4)."""
    give_on = task.ReassignTask(task="T-1", to="HEAD-1", replacement="T-2", reason="x")

    _, goes_on = after(STEP).when(give_on, by="DIRECTOR").events
    assert (goes_on.outcomes, goes_on.reviewed) == (WAYS, False)  # type: ignore[attr-defined]


def test_what_was_concluded_is_not_taken_back_by_itself():
    """The dossier goes back by its procedure, or is returned: else a closed one would have an open task (R57)."""
    outcome = after(STEP, *concluded()).when(task.ReopenTask(task="T-1", reason="x"), by="HEAD-1")

    outcome.refused_by("work_of_a_step_goes_its_way_by_the_procedure")

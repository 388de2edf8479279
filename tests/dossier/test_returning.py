"""A dossier is sent back to a step that it has been through, by the office that leads its unit (R57)."""

import pytest

import civicflow as cf
from civicflow.dossier.events import BranchArrived, StepWithdrawn
from civicflow.dossier.interference_events import DossierReturned
from civicflow.dossier.model import Dossier
from civicflow.task.events import TaskCancelled
from tests.dossier.filed import CLERK, HEAD, NEXT, at_step, completed, entered, task_done
from tests.procedures.drawn import outcome, procedure, step

RETURN = cf.dossier.ReturnDossier(dossier="D-1", step="receive", reason="Thiếu giấy tờ gốc")
TO_APPRAISE = completed("receive", "complete", "E-1"), entered("appraise")
TO_SIGN = *TO_APPRAISE, completed("appraise", "fit", "E-3"), entered("sign")

BESIDE = procedure(
    step("receive", outcome("complete", "law", "land")),
    step("law", outcome("fit", "together")),
    step("land", outcome("fit", "together")),
    step("together", outcome("on", "sign"), kind="join", joins=("law", "land")),
    step("sign", outcome("signed", closes="granted"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""Appraised by two beside each other, then signed."""

BRANCHES = (
    completed("receive", "complete", "E-1"),
    entered("law"),
    entered("land"),
    completed("law", "fit", "E-3"),
    BranchArrived(dossier="D-1", join="together", origin="law", come=1, needed=2, of=2),
)


def test_a_dossier_goes_back_and_the_step_begins_another_round():
    """What is open is called off with its task, for the reason that is given; it is no act from above (K4)."""
    task = task_done("D-1/sign/1", NEXT + 4, "signed", "E-3")[:1]
    back, off, left, again = at_step("receive", *TO_SIGN, *task).when(RETURN, by="HEAD-1").events

    assert back == DossierReturned(dossier="D-1", step="receive", returned_by="HEAD-1", reason=RETURN.reason)
    assert isinstance(off, TaskCancelled)
    assert (off.task, off.cancelled_by, off.from_above) == ("D-1/sign/1", "HEAD-1", False)
    assert off.reason == RETURN.reason
    assert left == StepWithdrawn(dossier="D-1", step="sign")
    assert again == entered("receive", round=2)


@pytest.mark.parametrize(
    "past, by, to, rule",
    [
        (TO_SIGN, "E-1", "receive", "office_that_leads_the_unit_of_the_dossier"),
        (TO_SIGN, "HEAD-2", "receive", "office_that_leads_the_unit_of_the_dossier"),
        (TO_APPRAISE, "HEAD-1", "sign", "step_was_completed_before"),
        (TO_APPRAISE, "HEAD-1", "nowhere", "step_was_completed_before"),
    ],
)
def test_a_dossier_is_not_sent_back_by_anybody_to_anywhere(past, by, to, rule):
    """By an office of its unit or above, to a step that it has been through."""
    command = cf.dossier.ReturnDossier(dossier="D-1", step=to, reason="Sai")

    assert rule in at_step("receive", *past).when(command, by=by).refusals


def test_a_dossier_that_is_called_off_is_not_sent_back():
    """Nothing is open any more that could go back."""
    past = at_step("receive", *TO_SIGN)
    off = past.when(cf.dossier.CancelDossier(dossier="D-1", reason="Rút"), by="HEAD-1").events

    past.and_then(*off, at="2023-10-03T08:00+07:00").when(RETURN, by="HEAD-1").refused_by("dossier_is_open")


def test_a_dossier_does_not_go_back_to_one_of_several_branches():
    """The branches would never meet again: it goes back to where they part, and what had come to the join is forgotten."""
    past = at_step("receive", *BRANCHES, definition=BESIDE)
    to_law = cf.dossier.ReturnDossier(dossier="D-1", step="law", reason="Sai")

    past.when(to_law, by="HEAD-1").refused_by("dossier_may_rest_there_alone")
    events = past.when(RETURN, by="HEAD-1").events
    after = past.and_then(*events, at="2023-10-03T08:00+07:00").state(Dossier, "D-1")
    assert (set(after.open), after.arrivals, after.rounds["receive"]) == ({"receive"}, frozenset(), 2)
    assert after.done["law"].hands == {"E-3"}


def test_a_dossier_goes_on_after_it_was_sent_back():
    """Both branches are gone through once more, and meet."""
    past = at_step("receive", *BRANCHES, definition=BESIDE)
    events = past.when(RETURN, by="HEAD-1").events
    past = past.and_then(*events, at="2023-10-03T08:00+07:00")
    done = task_done("D-1/receive/2", past.position, "complete")
    take = cf.dossier.CompleteStep(dossier="D-1", step="receive", round=2)

    on = past.and_then(*done, at="2023-10-04T08:00+07:00").when(take, by="system:routing").events
    assert on[1:] == (entered("law", round=2), entered("land", round=2))

"""A step of a dossier is called off, or the whole of it (R57)."""

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.events import StepCompleted, StepWithdrawn
from civicflow.dossier.interference_events import DossierCancelled, StepCancelled
from civicflow.dossier.model import Dossier, Stage
from civicflow.task.events import TaskCancelled
from tests.dossier.filed import CLERK, HEAD, NEXT, at_step, completed, entered, task_done
from tests.procedures.drawn import outcome, procedure, step

VISIT = procedure(
    step("receive", outcome("complete", "visit", "look")),
    step("visit", outcome("seen", "ready"), outcome("dropped", "ready"), if_cancelled="dropped"),
    step("look", outcome("fit", "ready")),
    step("ready", outcome("on", "sign"), kind="join", joins=("visit", "look")),
    step("sign", outcome("signed", closes="granted"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""The site is visited beside the appraisal; the visit may be dropped."""

OFF = cf.dossier.CancelStep(dossier="D-1", step="visit", reason="Đã có ảnh chụp")
WHOLE = cf.dossier.CancelDossier(dossier="D-1", reason="Công dân rút hồ sơ")


def visited(*before):
    """A dossier at the visit and at the appraisal."""
    return at_step("visit", entered("look"), *before, definition=VISIT)


def test_a_step_is_called_off_and_the_dossier_goes_on_as_the_procedure_says():
    """The task of whoever had it is cancelled by name, nobody had a hand in the outcome, and the branch has come to the join."""
    task = task_done("D-1/visit/1", NEXT, "seen")[:1]
    cancelled, off, done, arrived = visited(*task).when(OFF, by="HEAD-1").events

    assert cancelled == StepCancelled(
        dossier="D-1", step="visit", round=1, cancelled_by="HEAD-1", reason=OFF.reason
    )
    assert isinstance(off, TaskCancelled)
    assert (off.task, off.cancelled_by, off.from_above) == ("D-1/visit/1", "HEAD-1", False)
    assert done == StepCompleted(dossier="D-1", step="visit", round=1, outcome="dropped", task=None, hands=())
    assert (arrived.join, arrived.origin, arrived.come) == ("ready", "visit", 1)


def test_whoever_did_a_step_before_it_was_called_off_still_did_it():
    """The second round is called off: the hands of the first still count where others are asked for (K10)."""
    before = completed("visit", "seen", "E-1"), entered("visit", round=2)
    past = visited(*before)
    after = past.and_then(*past.when(OFF, by="HEAD-1").events, at="2023-10-03T08:00+07:00")

    assert after.state(Dossier, "D-1").done["visit"].hands == {"E-1"}


@pytest.mark.parametrize(
    "command, by, rule",
    [
        (OFF, "E-1", "office_that_leads_the_unit_of_the_dossier"),
        (attrs.evolve(OFF, step="sign"), "HEAD-1", "step_is_open"),
        (attrs.evolve(OFF, step="look"), "HEAD-1", "procedure_says_what_follows_a_cancellation"),
        (WHOLE, "E-1", "office_that_leads_the_unit_of_the_dossier"),
        (WHOLE, "HEAD-2", "office_that_leads_the_unit_of_the_dossier"),
    ],
)
def test_what_may_not_be_called_off_is_refused(command, by, rule):
    """By no office of the unit, where the dossier does not rest, where the procedure does not say what follows."""
    assert rule in visited().when(command, by=by).refusals


def test_a_dossier_is_called_off_with_all_that_is_open():
    """Its tasks end; a director who does it acts from above, so that nobody is blamed for it (K4)."""
    tasks = task_done("D-1/visit/1", NEXT, "seen")[0], task_done("D-1/look/1", NEXT + 1, "fit", "E-3")[0]
    past = visited(*tasks)
    events = past.when(WHOLE, by="DIRECTOR").events

    assert [type(event) for event in events] == [
        *(TaskCancelled, StepWithdrawn),
        *(TaskCancelled, StepWithdrawn),
        DossierCancelled,
    ]
    assert [event.from_above for event in events if isinstance(event, TaskCancelled)] == [True, True]
    after = past.and_then(*events, at="2023-10-03T08:00+07:00")
    dossier = after.state(Dossier, "D-1")
    assert (dossier.stage, dict(dossier.open), dossier.result) == (Stage.CANCELLED, {}, None)
    after.when(WHOLE, by="HEAD-1").refused_by("dossier_is_open")
    after.when(cf.dossier.RouteStep(dossier="D-1", step="visit", round=1), by="system:routing").refused_by(
        "the_procedure_demands_it"
    )


def test_a_dossier_that_is_called_off_leaves_its_joins_empty():
    """A branch that had come counts for nothing any more."""
    past = visited()
    past = past.and_then(*past.when(OFF, by="HEAD-1").events, at="2023-10-03T08:00+07:00")
    assert past.state(Dossier, "D-1").arrivals == {("ready", "visit")}

    after = past.and_then(*past.when(WHOLE, by="HEAD-1").events, at="2023-10-03T09:00+07:00")
    assert after.state(Dossier, "D-1").arrivals == frozenset()

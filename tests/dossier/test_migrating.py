"""An open dossier goes on by a newer version of its procedure, and nothing of it is lost (R57)."""

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.changing_events import DossierMigrated, StepCarriedOver
from civicflow.dossier.events import BranchArrived, MilestoneReached, StepEntered, StepWithdrawn
from civicflow.dossier.holding_events import TermResumed, TermStopped
from civicflow.dossier.model import Dossier
from civicflow.task.events import TaskAssigned, TaskCancelled
from tests.dossier.filed import (
    CLERK,
    DUE,
    HEAD,
    NEXT,
    ONE_STOP,
    at_step,
    completed,
    entered,
    published,
    task_done,
)
from tests.dossier.running import administration, do, publish
from tests.organization.offices import delegated
from tests.procedures.drawn import outcome, procedure, step

NEWER = procedure(
    step("intake", outcome("complete", "check"), outcome("incomplete", "supplement")),
    step(
        "supplement",
        outcome("brought", "intake"),
        outcome("given-up", closes="withdrawn"),
        kind="wait",
        awaits="supplement",
    ),
    step("check", outcome("fit", "sign"), outcome("unfit", "sign"), different_person_from=("intake",)),
    step("sign", outcome("signed", closes="granted"), outcome("back", "check"), role="head", reviewed=True),
    version=2,
    roles=(CLERK, HEAD),
    term="5 working_days",
)
"""Steps are called otherwise, and what is signed is looked at by the office above."""

MOVE = cf.dossier.MigrateDossier(
    dossier="D-1", version=2, mapping={"appraise": "check", "receive": "intake"}, reason="Quy trình mới"
)
TO_APPRAISE = completed("receive", "complete", "E-1"), entered("appraise")


def at_appraisal(*before):
    """A dossier that is appraised by E-3, with the newer version published by now."""
    task = task_done("D-1/appraise/1", NEXT + 2, "fit", "E-3")[0]
    return at_step("receive", *TO_APPRAISE, task, *before, published(NEWER))


def test_a_dossier_goes_on_by_the_newer_version_with_the_task_that_somebody_has():
    """Due, hands and rounds stay; the task of the old name leads the step of the new one on."""
    past = at_appraisal()
    moved, carried = past.when(MOVE, by="HEAD-1").events
    assert carried == StepCarriedOver(
        dossier="D-1", old_step="appraise", step="check", round=1, due=DUE, passes_to=None
    )
    assert moved == DossierMigrated(
        dossier="D-1", old_version=1, version=2, mapping=MOVE.mapping, milestones=(), migrated_by="HEAD-1"
    )

    past.and_then(moved, carried, at="2023-10-03T08:00+07:00")
    after = past.state(Dossier, "D-1")
    assert (after.version, after.due, set(after.open), after.open["check"].due) == (2, DUE, {"check"}, DUE)
    assert (after.done["intake"].hands, after.rounds["intake"], after.rounds["check"]) == ({"E-1"}, 1, 1)
    done = task_done("D-1/appraise/1", NEXT + 2, "fit", "E-3")[1:]
    past.and_then(*done, at="2023-10-04T08:00+07:00")
    take = cf.dossier.CompleteStep(dossier="D-1", step="check", round=1)
    events = past.when(take, by="system:routing").events
    assert events == (completed("check", "fit", "E-3", task="D-1/appraise/1"), entered("sign"))
    route = cf.dossier.RouteStep(dossier="D-1", step="check", round=1)
    past.when(route, by="system:routing").refused_by("step_was_given_to_nobody_yet")


def test_whoever_did_a_step_under_its_old_name_is_kept_apart_under_the_new_one():
    """E-1 received the file; the step that is called check now is not theirs, nor whoever acts for them (K10)."""
    offer = at_step("receive", *TO_APPRAISE, published(NEWER), delegated("E-1", "E-3", "U-1"))
    route = cf.dossier.RouteStep(dossier="D-1", step="appraise", round=1)
    offer.and_then(*offer.when(route, by="system:routing").events, at="2023-10-02T09:00+07:00")
    offer.and_then(*offer.when(MOVE, by="HEAD-1").events, at="2023-10-02T10:00+07:00")
    claim = cf.task.ClaimTask(task="D-1/appraise/1")

    offer.when(claim, by="E-1").refused_by("person_is_different_where_the_procedure_demands")
    offer.when(claim, by="E-3").refused_by("person_is_different_where_the_procedure_demands")


def test_work_that_is_asked_otherwise_is_given_anew():
    """The signature is looked at from now on: the task that nobody would look at is called off, within the same term."""
    task = task_done("D-1/sign/1", NEXT, "signed", "HEAD-1")[0]
    past = at_step("sign", task, published(NEWER))
    command = attrs.evolve(MOVE, mapping={"sign": "sign"})
    events = past.when(command, by="DIRECTOR").events

    assert [type(each) for each in events[2:]] == [TaskCancelled, StepWithdrawn, StepEntered]
    assert events[4] == entered("sign", round=2)
    past.and_then(*events, at="2023-10-03T08:00+07:00")
    route = cf.dossier.RouteStep(dossier="D-1", step="sign", round=2)
    (given,) = past.when(route, by="system:routing").events
    assert isinstance(given, TaskAssigned)
    assert (given.task, given.reviewed, given.due) == ("D-1/sign/2", True, DUE)


@pytest.mark.parametrize(
    "change, by, rule",
    [
        ({}, "E-1", "head_of_the_unit_of_the_dossier"),
        ({"version": 1}, "HEAD-1", "version_is_newer_and_holds"),
        ({"version": 3}, "HEAD-1", "version_is_newer_and_holds"),
        ({"mapping": {"receive": "intake"}}, "HEAD-1", "every_branch_has_a_place"),
        ({"mapping": {"appraise": "nowhere", "receive": "intake"}}, "HEAD-1", "every_branch_has_a_place"),
        ({"mapping": {"appraise": "supplement", "receive": "intake"}}, "HEAD-1", "steps_stay_what_they_are"),
        ({"mapping": {"appraise": "check", "nothing": "intake"}}, "HEAD-1", "steps_stay_what_they_are"),
        ({"mapping": {"appraise": "check"}}, "HEAD-1", "whose_hands_were_in_it_stays_known"),
    ],
)
def test_a_dossier_of_which_something_would_be_lost_stays_with_its_version(change, by, rule):
    """An older version, one that does not exist, a branch without a place, another kind of step, hands that nobody would know."""
    assert rule in at_appraisal().when(attrs.evolve(MOVE, **change), by=by).refusals


def test_a_version_of_another_day_and_a_dossier_that_has_ended_are_refused():
    """The version must hold, and the dossier be open."""
    later = attrs.evolve(NEWER, since="2024-01-01")
    future = attrs.evolve(published(later), since=later.since)
    at_step("receive", *TO_APPRAISE, future).when(MOVE, by="HEAD-1").refused_by("version_is_newer_and_holds")
    past = at_appraisal()
    off = past.when(cf.dossier.CancelDossier(dossier="D-1", reason="Rút"), by="HEAD-1").events
    past.and_then(*off, at="2023-10-03T08:00+07:00")
    assert "dossier_is_open" in past.when(MOVE, by="HEAD-1").refusals


def test_what_a_task_came_to_is_taken_over_before_the_dossier_moves():
    """Its outcome is one of the version that asked for it."""
    done = task_done("D-1/appraise/1", NEXT + 2, "fit", "E-3")
    past = at_step("receive", *TO_APPRAISE, *done, published(NEWER))

    past.when(MOVE, by="HEAD-1").refused_by("no_outcome_waits_to_be_taken_over")


BESIDE = procedure(
    step("receive", outcome("complete", "law", "land")),
    step("law", outcome("fit", "known")),
    step("land", outcome("fit", "together")),
    step("known", outcome("on", "together"), kind="milestone"),
    step("together", outcome("on", "sign"), kind="join", joins=("known", "land")),
    step("sign", outcome("signed", closes="granted"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""Two branches, of which one passes a milestone."""

ALIKE = procedure(
    step("receive", outcome("complete", "rules", "plot")),
    step("rules", outcome("fit", "clear")),
    step("plot", outcome("fit", "meet")),
    step("clear", outcome("on", "meet"), kind="milestone"),
    step("meet", outcome("on", "sign"), kind="join", joins=("clear", "plot")),
    step("sign", outcome("signed", closes="granted"), role="head"),
    version=2,
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""The same with other names."""

BRANCHES = (
    completed("receive", "complete", "E-1"),
    entered("law"),
    entered("land"),
    completed("law", "fit", "E-3"),
    MilestoneReached(dossier="D-1", milestone="known"),
    BranchArrived(dossier="D-1", join="together", origin="known", come=1, needed=2, of=2),
    published(ALIKE),
)


def test_branches_that_have_come_to_a_join_and_milestones_move_along():
    """The second branch comes to the join under its new name, and the dossier is signed."""
    past = at_step("receive", *BRANCHES, definition=BESIDE)
    mapping = {"land": "plot", "known": "clear", "together": "meet", "law": "rules"}
    command = attrs.evolve(MOVE, mapping=mapping)
    past.and_then(*past.when(command, by="HEAD-1").events, at="2023-10-03T08:00+07:00")
    after = past.state(Dossier, "D-1")
    assert (after.arrivals, after.milestones) == ({("meet", "clear")}, {"clear"})

    done = task_done("D-1/land/1", NEXT + 3, "fit")
    past.and_then(*done, at="2023-10-04T08:00+07:00")
    take = cf.dossier.CompleteStep(dossier="D-1", step="plot", round=1)
    events = past.when(take, by="system:routing").events
    assert events[-1] == entered("sign")


@pytest.mark.parametrize(
    "mapping, rule",
    [
        ({"land": "plot", "together": "meet", "law": "rules"}, "every_branch_has_a_place"),
        ({"land": "plot", "known": "clear", "law": "rules"}, "every_branch_has_a_place"),
        ({"land": "plot", "known": "plot", "together": "meet"}, "every_branch_has_a_place"),
        ({"land": "rules", "known": "clear", "together": "meet"}, "dossier_can_come_there"),
    ],
)
def test_a_branch_that_would_never_meet_the_other_is_not_moved(mapping, rule):
    """One that has come is not mapped, nor its join; two onto one; one to where the other has come from."""
    past = at_step("receive", *BRANCHES, definition=BESIDE)

    assert rule in past.when(attrs.evolve(MOVE, mapping=mapping), by="HEAD-1").refusals


@pytest.mark.parametrize("before, after, told", [(False, True, TermStopped), (True, False, TermResumed)])
def test_the_term_stands_still_as_the_newer_version_says(before, after, told):
    """From then on it rests while a reply is awaited, or runs."""

    def waiting(version, stops):
        wait = step("ask", outcome("told", closes="granted"), kind="wait", stops_the_clock=stops)
        return procedure(wait, version=version, term="10 working_days")

    stopped = (TermStopped(dossier="D-1"),) if before else ()
    past = at_step("ask", *stopped, published(waiting(2, after)), definition=waiting(1, before))
    events = past.when(attrs.evolve(MOVE, mapping={"ask": "ask"}), by="HEAD-1").events

    assert [type(each) for each in events] == [DossierMigrated, StepCarriedOver, told]


def test_a_dossier_that_was_moved_goes_its_way_by_itself():
    """Through the engine: the offered task is done under its old name, the next ones are of the new version, each once."""
    with administration()[0] as flow:
        publish(flow, ONE_STOP)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
        flow.react()
        do(flow, "D-1/receive/1", "complete", "E-1")
        publish(flow, NEWER)
        flow.execute(MOVE, by="HEAD-1")
        flow.react()
        do(flow, "D-1/appraise/1", "fit", "E-3")
        submit = cf.task.SubmitResult(task="D-1/sign/1", outcome="back", output="Sửa lại")
        flow.execute(cf.task.AcknowledgeTask(task="D-1/sign/1"), by="HEAD-1")
        flow.execute(submit, by="HEAD-1")
        flow.execute(cf.task.CompleteTask(task="D-1/sign/1"), by="DIRECTOR")
        flow.react()
        do(flow, "D-1/check/2", "fit", "E-3")
        steps = [each.event for each in flow.entries(stream="dossier:D-1")]

    found = [(each.step, each.round) for each in steps if isinstance(each, StepEntered)]
    assert found == [("receive", 1), ("appraise", 1), ("sign", 1), ("check", 2), ("sign", 2)]

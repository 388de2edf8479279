"""Another acts for the assignee: the work stays theirs, and neither of the two judges it (R33, K10)."""

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.organization.events import Office
from civicflow.task.desk_events import TaskDelegated, TaskDelegationEnded
from civicflow.task.events import Confidentiality, TaskAcknowledged, TaskReported, TaskStarted
from civicflow.testing import Given
from tests.employee.staff import OFFICE
from tests.organization.offices import appointed, delegated, withdrawn
from tests.task.offered import claimed, offered
from tests.task.test_commands import NOW, assigned, completed, of, submitted

WHY = FreeText(v="Đi công tác")
DELEGATE = task.DelegateTask(task="T-1", to="E-3", reason="Đi công tác")
LENT = TaskDelegated(task="T-1", assignee="E-1", unit="U-1", delegate="E-3", reason=WHY)
ENDED = TaskDelegationEnded(
    task="T-1", assignee="E-1", unit="U-1", delegate="E-3", ended_by="E-1", reason=None
)
TAKE_BACK = task.TakeBackTask(task="T-1")
HAND_BACK = task.HandBackTask(task="T-1", reason="Đi công tác")
NOTICED = TaskAcknowledged(**of())
MINE = (assigned(), NOTICED)
SUBMIT = task.SubmitResult(task="T-1", output="Tờ trình")
HANDED_IN = evolve(submitted(), delegate="E-3")


def office(*events: Event) -> Given:
    """U-1 with HEAD-1, MANAGER-1, E-1 and E-3, after events of a task."""
    return Given(*OFFICE, *events, at=NOW)


def test_the_assignee_lets_another_of_the_unit_act():
    """In person; who passes work on has taken notice of it (R33)."""
    office(*MINE).when(DELEGATE, by="E-1").then(LENT)
    office(assigned()).when(DELEGATE, by="E-1").then(NOTICED, LENT)
    for person in ("HEAD-1", "E-3", "E-2"):
        office(*MINE).when(DELEGATE, by=person).refused_by("assignee_alone")


@pytest.mark.parametrize(
    "to, rules",
    [
        ("E-1", ("delegate_is_another",)),
        ("E-2", ("delegate_belongs_to_the_unit",)),
        ("STRANGER", ("delegate_is_registered", "delegate_belongs_to_the_unit")),
        ("HEAD-1", ("delegate_did_not_give_the_work",)),
    ],
)
def test_not_everybody_acts_for_the_assignee(to, rules):
    """Another, on record, of the unit, and not whoever gave the work (R7, K10, K18)."""
    office(*MINE).when(evolve(DELEGATE, to=to), by="E-1").refused_by(*rules)


def test_whoever_could_have_given_the_work_for_the_head_does_not_act():
    """By the delegations of that day, though withdrawn since (K10)."""
    lent = delegated("HEAD-1", "E-3", "U-1")

    office(lent, *MINE, withdrawn("HEAD-1", "E-3")).when(DELEGATE, by="E-1").refused_by(
        "delegate_did_not_give_the_work"
    )


def test_whoever_acts_for_the_assignee_works_in_their_own_name():
    """Started, reported and handed in: the work is the assignee's, the hand is named (K10)."""
    given = office(*MINE, LENT)

    given.when(task.StartTask(task="T-1"), by="E-3").then(TaskStarted(**of(), delegate="E-3"))
    (reported,) = given.when(task.ReportTask(task="T-1", percent=40), by="E-3").events
    assert isinstance(reported, TaskReported)
    assert (reported.assignee, reported.delegate) == ("E-1", "E-3")
    given.when(SUBMIT, by="E-3").then(HANDED_IN)
    given.when(SUBMIT, by="E-1").then(submitted())
    step = evolve(assigned(), outcomes=("complete",), reviewed=False)
    conclude = task.ConcludeTask(task="T-1", outcome="complete", output="x")
    handed_in, done = office(step, NOTICED, LENT).when(conclude, by="E-3").events
    assert handed_in.delegate == "E-3"  # type: ignore[attr-defined]
    assert done.approver is None  # type: ignore[attr-defined]


def test_whoever_acts_for_the_assignee_decides_nothing_in_their_place():
    """They neither pass it on, take it back, nor let it go."""
    given = office(offered(), claimed(), LENT)

    given.when(evolve(DELEGATE, to="HEAD-1"), by="E-3").refused_by("assignee_alone")
    given.when(TAKE_BACK, by="E-3").refused_by("assignee_alone")
    given.when(task.ReleaseClaim(task="T-1", reason="x"), by="E-3").refused_by("assignee_or_office_over_them")
    given.when(evolve(DELEGATE, to="HEAD-1"), by="E-1").refused_by(
        "nobody_acts_for_the_assignee", "delegate_did_not_give_the_work"
    )


def test_it_ends_by_either_of_them():
    """Each in person; then the other has no part in it any more."""
    office(*MINE, LENT).when(TAKE_BACK, by="E-1").then(ENDED)
    office(*MINE, LENT).when(HAND_BACK, by="E-3").then(evolve(ENDED, ended_by="E-3", reason=WHY))
    office(*MINE).when(TAKE_BACK, by="E-1").refused_by("somebody_acts_for_the_assignee")
    office(*MINE).when(HAND_BACK, by="E-3").refused_by("delegate")
    office(*MINE, LENT, ENDED).when(SUBMIT, by="E-3").refused_by("assignee")
    office(*MINE, LENT, HANDED_IN, completed()).when(TAKE_BACK, by="E-1").refused_by("task_is_open")


MANAGING = appointed("U-1", "E-3", Office.MANAGER)
COMPLETE = task.CompleteTask(task="T-1")


@pytest.mark.parametrize("since", [(LENT, HANDED_IN), (LENT, ENDED, HANDED_IN), (LENT, submitted())])
def test_nobody_judges_what_their_hand_has_done(since):
    """A manager who acts or has worked for the assignee accepts nothing of it, whoever handed it in (K10)."""
    given = office(MANAGING, *MINE, *since)

    for command in (
        COMPLETE,
        task.ReturnResult(task="T-1", defect="minor", reason="x"),
        task.CancelTask(task="T-1", reason="x"),
    ):
        assert given.when(command, by="E-3").refusals
        assert given.when(command, by="DIRECTOR").events


def test_whoever_only_could_have_worked_and_did_not_may_judge():
    """Once the delegation is over and nothing was done under it, it is as if it had not been."""
    assert office(MANAGING, *MINE, LENT, ENDED, submitted()).when(COMPLETE, by="E-3").events


def test_what_a_head_did_for_another_is_judged_above():
    """Not by their own manager (K11)."""
    by_head = evolve(assigned(), assigned_by="DIRECTOR")
    given = office(by_head, NOTICED, evolve(LENT, delegate="HEAD-1"), evolve(submitted(), delegate="HEAD-1"))

    given.when(COMPLETE, by="MANAGER-1").refused_by("office_that_approves_the_task")
    given.when(COMPLETE, by="HEAD-1").refused_by("office_that_approves_the_task")
    assert given.when(COMPLETE, by="DIRECTOR").events


def test_nobody_judges_through_whom_they_may_act_for_a_hand():
    """Who may act for the delegate is as the delegate (K10)."""
    lent = delegated("E-3", "MANAGER-1", "U-1")

    office(lent, *MINE, LENT, HANDED_IN).when(COMPLETE, by="MANAGER-1").refused_by("actor_is_not_the_author")


def test_a_waiting_result_is_not_laid_before_a_hand_of_it():
    """Nor does the hand lay it before another (K10, K11)."""
    given = office(MANAGING, *MINE, LENT, HANDED_IN)
    hand_over = task.HandOverReviews(
        unit="U-1", tasks=["T-1"], approver="HEAD-1", to="E-3", reason="nghỉ phép"
    )

    assert "receiver_may_decide" in given.when(hand_over, by="DIRECTOR").refusals
    assert given.when(evolve(hand_over, to="MANAGER-1"), by="DIRECTOR").events
    assert given.when(evolve(hand_over, to="MANAGER-1"), by="E-3").refusals


def test_secret_work_stays_at_the_office_with_whoever_acts():
    """What an assignee may not do at home, nobody does there for them; where nothing is said they were at the office (R71)."""
    secret = evolve(assigned(), confidentiality=Confidentiality.SECRET)
    given = office(secret, NOTICED, LENT)

    given.when(evolve(SUBMIT, place="home"), by="E-3").refused_by("secret_work_stays_at_the_office")
    assert given.when(SUBMIT, by="E-3").events
    at_home = office(evolve(assigned(), at_home=True), NOTICED, LENT)
    (by_delegate,) = at_home.when(SUBMIT, by="E-3").events
    (by_assignee,) = at_home.when(SUBMIT, by="E-1").events
    places = [each.place.value for each in (by_delegate, by_assignee)]  # type: ignore[attr-defined]
    assert places == ["office", "home"]

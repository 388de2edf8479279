"""A dossier is opened, its steps become tasks, and what those come to leads it on (R57)."""

from datetime import UTC, datetime

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.completing import agreed
from civicflow.dossier.events import (
    DossierClosed,
    DossierOpened,
    InstanceCompleted,
    StepEntered,
    StepWithdrawn,
)
from civicflow.procedures import Instances, Role
from civicflow.task.events import TaskAssigned, TaskCancelled
from civicflow.task.offering_events import TaskOffered
from civicflow.testing import Given
from tests.dossier.filed import (
    DUE,
    HEAD,
    NEXT,
    ONE_STOP,
    OPINION,
    STAFF,
    TACIT,
    at_step,
    completed,
    entered,
    named,
    opened,
    published,
    task_done,
)
from tests.organization.groups import COUNTER, let_go, taken_in
from tests.organization.offices import delegated
from tests.procedures.drawn import TITLE, outcome, procedure, step

OPEN = cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1")


def test_a_dossier_is_opened_under_the_version_of_its_day_with_its_term():
    """Ten working days from the second of October, by the office hours of the place; the first step is entered."""
    outcome = Given(*STAFF, published()).when(OPEN, by="E-1", at="2023-10-02T09:00+07:00")
    begun, first = outcome.events

    assert isinstance(begun, DossierOpened)
    assert begun.derivation is not None
    assert (begun.version, begun.opened_by, begun.due) == (1, "E-1", datetime(2023, 10, 16, 10, tzinfo=UTC))
    assert begun.derivation.length == 10
    assert first == StepEntered(
        dossier="D-1", step="receive", round=1, due=begun.due, derivation=None, passes_to=None
    )
    assert outcome.authority == "member@unit:U-1"


@pytest.mark.parametrize(
    "past, by, rule",
    [
        ((published(), opened()), "E-1", "dossier_is_new"),
        ((published(attrs.evolve(ONE_STOP, since="2024-01-01")),), "E-1", "procedure_is_in_force"),
        ((published(unit="U-2"),), "E-1", "procedure_holds_in_the_unit"),
        ((published(),), "E-2", "one_who_works_in_the_unit_or_leads_it"),
    ],
)
def test_a_dossier_that_cannot_be_opened_is_refused(past, by, rule):
    """A number that is taken, a version of another day, a procedure of another unit, somebody from elsewhere."""
    assert Given(*STAFF, *past).when(OPEN, by=by).refusals == (rule,)


def test_a_dossier_has_a_short_id():
    """Its tasks are named after it."""
    long = attrs.evolve(OPEN, dossier="D/1")

    Given(*STAFF, published()).when(long, by="E-1").refused_by("dossier_id_leaves_room_for_its_tasks")


def test_work_that_several_may_do_is_offered_to_them():
    """The members of the unit; the task says what it follows from and between what it chooses."""
    route = cf.dossier.RouteStep(dossier="D-1", step="receive", round=1)
    (offer,) = at_step("receive").when(route, by="system:routing").events

    assert isinstance(offer, TaskOffered)
    assert (offer.task, offer.unit, offer.group, offer.office) == ("D-1/receive/1", "U-1", None, None)
    assert (offer.because_of, offer.outcomes) == (f"dossier:D-1#{NEXT}", ("complete", "incomplete"))
    assert (offer.due, offer.reviewed) == (DUE, False)


def test_work_of_an_office_that_one_person_holds_is_given_to_them():
    """The head of the unit signs."""
    route = cf.dossier.RouteStep(dossier="D-1", step="sign", round=1)
    (given,) = at_step("sign").when(route, by="system:routing").events

    assert isinstance(given, TaskAssigned)
    assert (given.task, given.assignee, given.assigned_by) == ("D-1/sign/1", "HEAD-1", None)


@pytest.mark.parametrize(
    "route, rule",
    [
        ({"step": "sign"}, "step_is_open"),
        ({"round": 2}, "step_is_open"),
        ({"unit": "U-2"}, "unit_is_one_of_those_named"),
    ],
)
def test_nobody_gives_out_what_the_procedure_does_not_demand(route, rule):
    """A step that is not open, a round that is over, a unit that was not asked."""
    command = cf.dossier.RouteStep(**{"dossier": "D-1", "step": "receive", "round": 1} | route)

    assert rule in at_step("receive").when(command, by="E-1").refusals


def test_a_step_is_given_out_once():
    """What is a task already becomes no second one."""
    done = task_done("D-1/receive/1", NEXT, "complete")
    route = cf.dossier.RouteStep(dossier="D-1", step="receive", round=1)

    at_step("receive", *done).when(route, by="system:routing").refused_by("step_was_given_to_nobody_yet")


def test_what_a_task_came_to_leads_the_dossier_on():
    """The outcome, whose hands it was, and the next step with its round and due."""
    done = task_done("D-1/receive/1", NEXT, "complete")
    take = cf.dossier.CompleteStep(dossier="D-1", step="receive", round=1)

    at_step("receive", *done).when(take, by="system:routing").then(
        completed("receive", "complete", "E-1", task="D-1/receive/1"), entered("appraise")
    )


def test_a_step_is_not_completed_before_its_task():
    """Whoever says so."""
    take = cf.dossier.CompleteStep(dossier="D-1", step="receive", round=1)

    at_step("receive").when(take, by="E-1").refused_by("task_of_the_step_is_completed")


def test_an_outcome_that_closes_ends_the_dossier():
    """And nothing is demanded of it any more."""
    done = task_done("D-1/sign/1", NEXT, "signed", "HEAD-1")
    take = cf.dossier.CompleteStep(dossier="D-1", step="sign", round=1)
    past = at_step("sign", *done)
    outcome = past.when(take, by="system:routing")

    assert outcome.events[-1] == DossierClosed(dossier="D-1", result="granted")
    closed = past.and_then(*outcome.events, at="2023-10-03T08:00+07:00")
    closed.when(take, by="system:routing").refused_by("the_procedure_demands_it")


def test_going_back_counts_another_round():
    """The head sends it back: the step is entered a second time."""
    before = completed("appraise", "fit", "E-3"), entered("sign")
    past = at_step("appraise", *before)
    done = task_done("D-1/sign/1", NEXT + 2, "back", "HEAD-1")
    take = cf.dossier.CompleteStep(dossier="D-1", step="sign", round=1)

    events = past.and_then(*done, at="2023-10-03T08:00+07:00").when(take, by="system:routing").events

    assert events[-1] == entered("appraise", round=2)


def test_who_received_a_file_does_not_appraise_it():
    """Neither in person, nor by concluding what was assigned to them, nor under a delegation of whoever received it."""
    before = completed("receive", "complete", "E-1"), entered("appraise")
    past = at_step("receive", *before, delegated("E-1", "E-3", "U-1"))
    offer = past.when(cf.dossier.RouteStep(dossier="D-1", step="appraise", round=1), by="system:routing")
    offered = past.and_then(*offer.events, at="2023-10-03T08:00+07:00")
    claim = cf.task.ClaimTask(task="D-1/appraise/1")

    offered.when(claim, by="E-1").refused_by("person_is_different_where_the_procedure_demands")
    offered.when(claim, by="E-3").refused_by("person_is_different_where_the_procedure_demands")


def test_no_other_task_takes_the_name_of_a_step():
    """The id that the step of a dossier will need is kept for it."""
    assign = cf.task.AssignTask(
        task="D-1/appraise/1",
        to="E-1",
        work="Việc khác",
        due="2023-10-20T17:00+07:00",
        result="Tờ trình",
        acceptance="Đủ",
    )

    at_step("receive").when(assign, by="HEAD-1").refused_by("task_is_not_named_like_the_step_of_a_dossier")


def test_a_reply_from_outside_leads_on_what_waits_for_it():
    """The clerk takes down that the citizen has brought what was missing."""
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought", reference="BN 7")
    outcome = at_step("supplement").when(reply, by="E-3")

    received, done, again = outcome.events
    assert (received.taken_down_by, received.reference) == ("E-3", "BN 7")
    assert done == completed("supplement", "brought", "E-3")
    assert again == entered("receive")


def test_a_reply_is_taken_down_by_one_of_the_group_that_plays_the_role():
    """E-1 is of the counter; E-3 left it yesterday, and E-2 is of another unit."""
    counter = Role(role="clerk", title=TITLE, held_by="group", group="G-1")
    members = (taken_in("E-1"), taken_in("E-3"), let_go("E-3"), taken_in("E-2"))
    definition = attrs.evolve(ONE_STOP, roles=(counter, HEAD))
    past = at_step("supplement", COUNTER, *members, definition=definition)
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought")

    assert past.when(reply, by="E-1").authority == "member@group:G-1"
    past.when(reply, by="E-3").refused_by("one_who_plays_the_role")
    past.when(reply, by="E-2").refused_by("one_who_plays_the_role")


@pytest.mark.parametrize(
    "step, outcome, by, rule",
    [
        ("supplement", "brought", "E-2", "one_who_plays_the_role"),
        ("supplement", "lost", "E-1", "outcome_is_one_of_the_step"),
        ("receive", "complete", "E-1", "step_waits_for_a_reply"),
    ],
)
def test_a_reply_that_nobody_waits_for_is_refused(step, outcome, by, rule):
    """From somebody without the role, with an outcome that is none, at a step that is work."""
    reply = cf.dossier.ReceiveReply(dossier="D-1", step=step, outcome=outcome)

    at_step(step).when(reply, by=by).refused_by(rule)


def asked(*units):
    """A dossier in which units are asked for their opinion."""
    return at_step("opine", named(*units), definition=OPINION)


def test_units_are_named_by_the_office_that_keeps_the_record():
    """Each once, on record, and as many as must agree."""
    name = cf.dossier.NameInstances(dossier="D-1", step="opine", units=("U-1", "U-2", "A-1"))
    past = at_step("opine", definition=OPINION)

    past.when(name, by="HEAD-1").then(named("U-1", "U-2", "A-1"))
    past.when(name, by="E-1").refused_by("office_of_record_of_the_dossier")
    for units in (("U-1",), ("U-1", "U-1"), ("U-1", "U-9")):
        past.when(attrs.evolve(name, units=units), by="HEAD-1").refused_by("units_are_enough_and_on_record")
    asked("U-1", "U-2").when(name, by="HEAD-1").refused_by("units_are_not_named_yet")
    at_step("receive").when(attrs.evolve(name, step="receive"), by="HEAD-1").refused_by(
        "step_is_done_by_several_units"
    )


def test_enough_units_that_agree_decide_and_the_others_are_let_go():
    """The second of three agrees: the third, who has the task on the desk, is asked no longer."""
    first = task_done("D-1/opine/1/U-1", NEXT, "agree")
    second = task_done("D-1/opine/1/U-2", NEXT, "agree", "E-2", "U-2")
    third = task_done("D-1/opine/1/A-1", NEXT, "agree", "DIRECTOR", "A-1")[:1]
    take = cf.dossier.CompleteStep(dossier="D-1", step="opine", round=1, unit="U-1")
    past = asked("U-1", "U-2", "A-1").and_then(*first, *second, *third, at="2023-10-03T08:00+07:00")
    one = past.when(take, by="system:routing")

    one.then(
        InstanceCompleted(
            dossier="D-1",
            step="opine",
            round=1,
            unit="U-1",
            outcome="agree",
            task="D-1/opine/1/U-1",
            hands=("E-1",),
        )
    )
    past = past.and_then(*one.events, at="2023-10-03T09:00+07:00")
    two = past.when(attrs.evolve(take, unit="U-2"), by="system:routing").events
    assert [type(event) for event in two] == [
        InstanceCompleted,
        TaskCancelled,
        type(completed("a", "b")),
        StepEntered,
    ]
    assert (two[1].task, two[1].from_above, two[2].hands) == ("D-1/opine/1/A-1", True, ("E-1", "E-2"))
    past.when(take, by="system:routing").refused_by("instance_is_not_done_yet")


@pytest.mark.parametrize(
    "needed, asked, outcomes, found",
    [
        (3, 5, ("yes", "no", "yes"), None),
        (3, 5, ("yes", "no", "yes", "yes"), "yes"),
        (3, 5, ("no", "no", "yes", "yes"), None),
        (3, 4, ("no", "no", "yes", "yes"), "no"),
        (None, 2, ("yes",), None),
        (None, 2, ("yes", "yes"), "yes"),
        (None, 2, ("no", "yes"), "no"),
    ],
)
def test_how_several_units_agree(needed, asked, outcomes, found):
    """As soon as enough agree, or too few can any longer; all must where nothing else is said."""
    assert agreed(Instances(needed=needed, otherwise="no"), asked, outcomes) == found


def test_a_term_that_passes_leads_on_where_the_procedure_says_so():
    """Not a moment before its end; the open task is called off without blame."""
    task = task_done("D-1/look/1", NEXT, "agree")[:1]
    past = at_step("look", *task, definition=TACIT)
    command = cf.dossier.PassTerm(dossier="D-1", step="look", round=1)

    past.when(command, by="system:deadlines", at=DUE).refused_by("term_of_the_step_has_passed")
    called_off, done, closed = past.when(command, by="system:deadlines", at="2023-10-16T17:01+07:00").events
    assert (called_off.task, done.outcome, closed.result) == ("D-1/look/1", "silent", "tacit")
    at_step("receive").when(
        attrs.evolve(command, step="receive"), by="E-1", at="2023-11-01T08:00+07:00"
    ).refused_by("step_ends_by_itself")


def test_what_the_clock_brings_nobody_chooses():
    """The outcome of silence is none that whoever looks at it can pick."""
    route = cf.dossier.RouteStep(dossier="D-1", step="look", round=1)
    (offer,) = at_step("look", definition=TACIT).when(route, by="system:routing").events

    assert offer.outcomes == ("agree",)


def test_a_closing_calls_off_what_is_open_with_its_tasks():
    """What another branch was still at is withdrawn, its task cancelled."""
    both = procedure(
        step("a", outcome("go", "b", "c")),
        step("b", outcome("end", closes="done")),
        step("c", outcome("on", "b")),
        term="3 working_days",
    )
    past = at_step("b", entered("c"), definition=both)
    tasks = *task_done("D-1/b/1", NEXT, "end"), task_done("D-1/c/1", NEXT + 1, "on", "E-3")[0]
    take = cf.dossier.CompleteStep(dossier="D-1", step="b", round=1)
    events = past.and_then(*tasks, at="2023-10-03T08:00+07:00").when(take, by="system:routing").events

    assert [type(event) for event in events[1:]] == [TaskCancelled, StepWithdrawn, DossierClosed]
    assert events[1].task == "D-1/c/1"

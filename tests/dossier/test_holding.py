"""A dossier rests for a cause outside the office, and goes on; its term also stands still while a reply is awaited (R57, K4)."""

from datetime import UTC, datetime

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.events import StepCompleted
from civicflow.dossier.holding_events import (
    DossierHeld,
    DossierReleased,
    StepDueMoved,
    TermResumed,
    TermStopped,
)
from civicflow.dossier.model import Dossier
from civicflow.task.events import TaskHeld, TaskReleased
from tests.dossier.filed import CLERK, DUE, HEAD, NEXT, TACIT, at_step, completed, entered, task_done
from tests.dossier.running import administration, do, publish
from tests.procedures.drawn import outcome, procedure, step

HOLD = cf.dossier.HoldDossier(dossier="D-1", cause="third_party", reason="Chờ ý kiến của ngân hàng")
RELEASE = cf.dossier.ReleaseDossier(dossier="D-1")
TAKE = cf.dossier.CompleteStep(dossier="D-1", step="receive", round=1)

ASKED = procedure(
    step("receive", outcome("complete", "sign"), outcome("incomplete", "supplement")),
    step(
        "supplement",
        outcome("brought", "receive"),
        outcome("given-up", closes="withdrawn"),
        kind="wait",
        awaits="supplement",
        stops_the_clock=True,
    ),
    step("sign", outcome("signed", closes="granted"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""While a citizen supplements the file, its term does not run."""


def held(past, by="HEAD-1"):
    """What happens when the dossier is held on the third of October before the office opens."""
    return past.when(HOLD, by=by, at="2023-10-03T07:20+07:00").events


def test_a_dossier_rests_with_its_term_and_its_tasks():
    """The hold names the task that rests with it; its cause is still to be confirmed one level up (K4)."""
    task = task_done("D-1/receive/1", NEXT, "complete")[:1]
    past = at_step("receive", *task)
    stopped, term, rests = held(past)

    assert stopped == DossierHeld(
        dossier="D-1", cause="third_party", reason=HOLD.reason, held_by="HEAD-1", tasks=("D-1/receive/1",)
    )
    assert term == TermStopped(dossier="D-1")
    assert isinstance(rests, TaskHeld)
    assert (rests.task, rests.held_by, rests.cause) == ("D-1/receive/1", "HEAD-1", "third_party")
    past.and_then(stopped, term, rests, at="2023-10-03T07:20+07:00")
    confirm = cf.task.ConfirmHold(task="D-1/receive/1")
    past.when(confirm, by="HEAD-1").refused_by("office_above_the_holder")
    assert past.when(confirm, by="DIRECTOR").events


def test_dues_move_on_by_the_working_time_that_passed():
    """Held on Tuesday before the office opens, released on Thursday at ten: two working days and two and a half hours of office time."""
    task = task_done("D-1/receive/1", NEXT, "complete")[:1]
    past = at_step("receive", *task)
    past.and_then(*held(past), at="2023-10-03T07:20+07:00")
    events = past.when(RELEASE, by="HEAD-1", at="2023-10-05T10:00+07:00").events
    released, moved, goes_on, resumed = events

    assert released == DossierReleased(dossier="D-1", released_by="HEAD-1")
    assert isinstance(moved, StepDueMoved)
    assert isinstance(goes_on, TaskReleased)
    assert isinstance(resumed, TermResumed)
    assert goes_on.task == "D-1/receive/1"
    assert resumed.standstill is not None
    assert moved.standstill.working_minutes == resumed.standstill.working_minutes
    assert moved.standstill.working_minutes == 2 * 480 + 150
    assert moved.standstill.office_hours is not None
    assert (moved.old_due, moved.new_due) == (DUE, resumed.new_due)
    assert moved.new_due == datetime(2023, 10, 19, 3, tzinfo=UTC)
    past.and_then(*events, at="2023-10-05T10:00+07:00")
    after = past.state(Dossier, "D-1")
    assert (after.due, after.open["receive"].due, after.hold) == (moved.new_due, moved.new_due, None)
    assert after.stopped_since is None


def test_nobody_rests_by_their_own_word_or_from_below():
    """The head's own task goes on, and so does that of the unit above; the director holds what is the head's (K10, K11)."""
    own = task_done("D-1/receive/1", NEXT, "complete", "HEAD-1")[:1]
    above = task_done("D-1/receive/1", NEXT, "complete", "DIRECTOR", "A-1")[:1]

    assert [type(each) for each in held(at_step("receive", *own))] == [DossierHeld, TermStopped]
    assert [type(each) for each in held(at_step("receive", *above))] == [DossierHeld, TermStopped]
    assert [type(each) for each in held(at_step("receive", *own), by="DIRECTOR")][2:] == [TaskHeld]


def test_a_task_that_rested_before_rests_on_when_the_dossier_goes_on():
    """It was held by itself, and is released by itself."""
    task = task_done("D-1/receive/1", NEXT, "complete")[:1]
    past = at_step("receive", *task)
    alone = cf.task.HoldTask(task="D-1/receive/1", cause="connection", reason="Mất mạng")
    past.and_then(*past.when(alone, by="HEAD-1").events, at="2023-10-02T09:00+07:00")
    events = held(past)
    past.and_then(*events, at="2023-10-03T07:20+07:00")

    assert events[0].tasks == ()
    assert TaskReleased not in map(type, past.when(RELEASE, by="HEAD-1").events)


@pytest.mark.parametrize(
    "command, by, rule",
    [
        (HOLD, "E-1", "office_that_leads_the_unit_of_the_dossier"),
        (RELEASE, "HEAD-1", "dossier_is_on_hold"),
    ],
)
def test_who_may_not_hold_and_what_does_not_rest(command, by, rule):
    """No member of the unit holds a dossier, and none goes on that does not rest."""
    at_step("receive").when(command, by=by).refused_by(rule)


def test_a_dossier_that_rests_is_not_held_again_nor_one_that_is_called_off():
    """Once is enough, and what has ended does not rest."""
    past = at_step("receive")
    past.and_then(*held(past), at="2023-10-03T07:20+07:00")
    past.when(HOLD, by="HEAD-1").refused_by("dossier_is_not_on_hold")
    past.when(RELEASE, by="E-1").refused_by("office_that_leads_the_unit_of_the_dossier")
    off = past.when(cf.dossier.CancelDossier(dossier="D-1", reason="Rút"), by="HEAD-1").events
    past.and_then(*off, at="2023-10-04T07:20+07:00").when(HOLD, by="HEAD-1").refused_by("dossier_is_open")


def test_what_a_task_came_to_is_taken_over_while_the_dossier_rests_but_nothing_new_is_given_out():
    """The next step waits with its due until the dossier goes on; then it moves by the time since it was entered."""
    done = task_done("D-1/receive/1", NEXT, "complete")
    past = at_step("receive", *done)
    past.and_then(*held(past), at="2023-10-03T07:20+07:00")
    on = past.when(TAKE, by="system:routing", at="2023-10-04T07:20+07:00").events
    assert on == (completed("receive", "complete", "E-1", task="D-1/receive/1"), entered("appraise"))

    past.and_then(*on, at="2023-10-04T07:20+07:00")
    route = cf.dossier.RouteStep(dossier="D-1", step="appraise", round=1)
    past.when(route, by="system:routing").refused_by("dossier_is_not_on_hold")
    _, moved, resumed = past.when(RELEASE, by="HEAD-1", at="2023-10-05T07:20+07:00").events
    assert isinstance(moved, StepDueMoved)
    assert isinstance(resumed, TermResumed)
    assert resumed.standstill is not None
    assert (moved.standstill.working_minutes, resumed.standstill.working_minutes) == (480, 960)


def test_no_term_passes_while_a_dossier_rests():
    """Whoever says nothing agrees only once the clock has run to its end."""
    past = at_step("look", definition=TACIT)
    past.and_then(*held(past), at="2023-10-03T07:20+07:00")
    command = cf.dossier.PassTerm(dossier="D-1", step="look", round=1)

    past.when(command, by="system:deadlines", at="2023-11-01T07:20+07:00").refused_by(
        "dossier_is_not_on_hold"
    )


def test_the_term_stands_still_while_a_citizen_supplements_the_file():
    """Nobody orders it: it stops as the step is entered, and runs on as the reply is received, before the next step is due."""
    done = task_done("D-1/receive/1", NEXT, "incomplete")
    past = at_step("receive", *done, definition=ASKED)
    on = past.when(TAKE, by="system:routing", at="2023-10-03T07:20+07:00").events
    assert on[1:] == (entered("supplement"), TermStopped(dossier="D-1"))

    past.and_then(*on, at="2023-10-03T07:20+07:00")
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought")
    events = past.when(reply, by="E-1", at="2023-10-06T07:20+07:00").events
    _, left, resumed, again = events
    assert isinstance(left, StepCompleted)
    assert isinstance(resumed, TermResumed)
    assert resumed.standstill is not None
    assert (resumed.old_due, resumed.standstill.working_minutes) == (DUE, 3 * 480)
    assert resumed.new_due == datetime(2023, 10, 19, 10, tzinfo=UTC)
    assert again == attrs.evolve(entered("receive", round=2), due=resumed.new_due)


def test_a_dossier_held_while_it_waits_stands_still_until_both_are_over():
    """From the first stop to the last, counted once."""
    past = at_step("supplement", TermStopped(dossier="D-1"), definition=ASKED)
    hold = held(past)
    assert TermStopped not in map(type, hold)
    past.and_then(*hold, at="2023-10-03T07:20+07:00")
    released = past.when(RELEASE, by="HEAD-1", at="2023-10-04T07:20+07:00").events
    assert TermResumed not in map(type, released)
    past.and_then(*released, at="2023-10-04T07:20+07:00")
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought")
    resumed = past.when(reply, by="E-1", at="2023-10-05T08:00+07:00").events[2]

    assert isinstance(resumed, TermResumed)
    assert resumed.standstill is not None
    assert resumed.standstill.working_minutes == 3 * 480


def test_a_reply_that_is_taken_down_late_set_the_clock_going_when_it_came():
    """It came on Wednesday and is taken down on Friday: the days between are the office's own (K4)."""
    flow, clock = administration()
    with flow:
        publish(flow, ASKED)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
        flow.react()
        do(flow, "D-1/receive/1", "incomplete", "E-1")
        clock.move_to("2023-10-06T08:00+07:00")
        reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought")
        flow.execute(reply, by="E-1", occurred_at="2023-10-04T08:00+07:00", reason="Ghi sổ muộn")
        told = [each.event for each in flow.entries(stream="dossier:D-1")]

    (resumed,) = (each for each in told if isinstance(each, TermResumed))
    assert resumed.standstill is not None
    assert resumed.standstill.working_minutes == 2 * 480


def test_a_closed_dossier_stands_nowhere_still():
    """The citizen gives up: the dossier is closed, and nothing is counted any more."""
    past = at_step("supplement", TermStopped(dossier="D-1"), definition=ASKED)
    reply = cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="given-up")
    events = past.when(reply, by="E-1", at="2023-10-05T07:20+07:00").events

    assert TermResumed not in map(type, events)
    past.and_then(*events, at="2023-10-05T07:20+07:00")
    assert past.state(Dossier, "D-1").stopped_since is None

"""The life of a task from assignment to evaluation, each rule both ways."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import Place
from civicflow.organization.events import MemberLeft, Office, Relieved
from civicflow.task.events import (
    Channel,
    Confidentiality,
    DeadlineExtended,
    HoldConfirmed,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskAssigned,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
    TaskReleased,
    TaskReported,
)
from civicflow.testing import Given
from tests.employee.staff import STAFF
from tests.organization.offices import appointed, delegated
from tests.task.tasks import CLEAR, task_given

DUE = datetime(2023, 11, 20, 10, 0, tzinfo=UTC)
LATER = datetime(2023, 11, 30, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2023, 10, 6, 10, 0, tzinfo=UTC)
NOW = "2023-10-02T08:00+07:00"
SUBMITTED_AT = datetime(2023, 10, 2, 1, 0, tzinfo=UTC)


def assigned(assignee: str = "E-1", unit: str = "U-1", task: str = "T-1", by: str = "HEAD-1") -> TaskAssigned:
    """A task of E-1 in U-1."""
    return task_given(
        task,
        assignee=assignee,
        unit=unit,
        assigned_by=by,
        due=DUE,
        confidentiality=Confidentiality.ORDINARY,
        channel=Channel.E_OFFICE,
        **CLEAR,
    )


def of(person: str = "E-1") -> dict[str, str]:
    """The fields that every event of the task shares."""
    return {"task": "T-1", "assignee": person, "unit": "U-1"}


def submitted(round: int = 1, person: str = "E-1") -> ResultSubmitted:
    """A result handed in."""
    return ResultSubmitted(
        **of(person),
        delegate=None,
        round=round,
        output=FreeText(v="Tờ trình"),
        outcome=None,
        signature=None,
        paper_file=None,
        place=Place.OFFICE,
        receipt=None,
    )


def completed(person: str = "E-1") -> TaskCompleted:
    """A result accepted by the head."""
    return TaskCompleted(**of(person), approver="HEAD-1", round=1, submitted_at=SUBMITTED_AT, receipt=None)


def held(by: str = "HEAD-1") -> TaskHeld:
    """Work that rests for a third party."""
    return TaskHeld(
        **of(),
        held_by=by,
        cause="third_party",
        reason=FreeText(v="xin dời lịch"),
        review_on=FRIDAY,
        derivation=None,
    )


def cancelled(by: str = "HEAD-1", *, from_above: bool = False) -> TaskCancelled:
    """Work that was called off."""
    return TaskCancelled(
        **of(), cancelled_by=by, from_above=from_above, reason=FreeText(v="trùng việc"), receipt=None
    )


RETURNED = ResultReturned(
    **of(), approver="HEAD-1", round=1, defect="minor", reason=FreeText(v="thiếu căn cứ")
)


def after(*events: Event) -> Given:
    """The department after events of a task."""
    return Given(*STAFF, *events, at=NOW)


def assign(**changes: object) -> task.AssignTask:
    """The four clears."""
    fields = {
        "task": "T-1",
        "to": "E-1",
        "due": "2023-11-20T17:00+07:00",
        **CLEAR,
    }
    return task.AssignTask(**(fields | changes))


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_unit_assigns_its_work(by):
    """Who, what, until when, with what result: the unit is the person's primary one (R16, R26, R31, K18)."""
    after().when(assign(), by=by).then(assigned(by=by))


@pytest.mark.parametrize("by", ["HEAD-2", "E-1", "CLERK-1", "ADMIN", "STRANGER"])
def test_nobody_else_assigns_it(by):
    """Neither a neighbour's head, nor a member, a clerk or the administrator leads the unit."""
    after().when(assign(), by=by).refused_by("office_that_leads_the_assignee")


def test_work_for_a_head_comes_from_above():
    """The head of a unit is given work by the unit above, never by its own managers or by themselves (K10, K11)."""
    for by in ("HEAD-1", "MANAGER-1"):
        after().when(assign(to="HEAD-1"), by=by).refused_by("office_that_leads_the_assignee")

    after().when(assign(to="HEAD-1"), by="DIRECTOR").then(assigned("HEAD-1", by="DIRECTOR"))


def test_nobody_gives_work_to_themselves_through_a_delegation():
    """Who acts for the head is not given work by that act, nor is the head (K10)."""
    lent = after(delegated("HEAD-1", "E-1", "U-1"))

    lent.when(assign(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_assignee")
    lent.when(assign(to="HEAD-1"), by="E-1", on_behalf_of="HEAD-1").refused_by(
        "office_that_leads_the_assignee"
    )


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"due": "2023-10-02T08:00+07:00"}, "due_lies_ahead"),
        ({"work_units": 0}, "work_units_are_counted"),
        ({"work_units": 1_001}, "work_units_are_counted"),
        ({"to": "E-2", "unit": "U-1"}, "assignee_belongs_to_the_unit"),
        ({"replaces": "T-9"}, "replaced_task_is_cancelled"),
    ],
)
def test_an_assignment_is_clear_or_refused(changes, rule):
    """The due lies ahead, the work is counted, the person belongs to the unit, what it replaces was cancelled."""
    after().when(assign(**changes), by="HEAD-1").refused_by(rule)


def test_a_task_id_is_used_once():
    """What exists is not assigned again."""
    after(assigned()).when(assign(), by="HEAD-1").refused_by("task_is_new_or_drafted")


def test_a_person_without_a_unit_is_given_no_work():
    """Work belongs to a unit, so its assignee does (K18)."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 9, 30), reason=FreeText(v="nghỉ"))

    after(left).when(assign(), by="HEAD-1").refused_by("office_that_leads_the_assignee")


def test_a_task_takes_the_place_of_a_cancelled_one():
    """The replaced one stays on record with its first due (K4)."""
    given = after(
        assigned(task="T-0"),
        TaskCancelled(
            task="T-0",
            assignee="E-1",
            unit="U-1",
            cancelled_by="HEAD-1",
            from_above=False,
            reason=None,
            receipt=None,
        ),
    )

    assert given.when(assign(replaces="T-0"), by="HEAD-1").events[0].replaces == "T-0"  # type: ignore[attr-defined]
    after(assigned(task="T-0")).when(assign(replaces="T-0"), by="HEAD-1").refused_by(
        "replaced_task_is_cancelled"
    )


def test_the_assignee_acknowledges_reports_and_submits():
    """Each in person, in this order, with the round counted (R33, R35, R36)."""
    after(assigned()).when(task.AcknowledgeTask(task="T-1"), by="E-1").then(TaskAcknowledged(**of()))
    report = task.ReportTask(task="T-1", percent=40, note="đang chờ ý kiến")
    reported = TaskReported(
        **of(), delegate=None, percent=40, note=FreeText(v="đang chờ ý kiến"), place=Place.OFFICE
    )
    after(assigned(), TaskAcknowledged(**of())).when(report, by="E-1").then(reported)
    submit = task.SubmitResult(task="T-1", output="Tờ trình")
    after(assigned()).when(submit, by="E-1").then(submitted())
    after(assigned(), submitted(), RETURNED).when(submit, by="E-1").then(submitted(2))


@pytest.mark.parametrize(
    "command",
    [
        task.AcknowledgeTask(task="T-1"),
        task.ReportTask(task="T-1", percent=40),
        task.SubmitResult(task="T-1", output="Tờ trình"),
    ],
)
def test_nobody_works_in_the_assignees_name(command):
    """Not the head, not a colleague, not a delegate."""
    for by, behalf in (("HEAD-1", None), ("E-2", None), ("E-2", "E-1")):
        given = after(assigned(), delegated("E-1", "E-2", "U-1"))
        given.when(command, by=by, on_behalf_of=behalf).refused_by("assignee")
    after().when(command, by="E-1").not_on_record("task:T-1")


def test_what_waits_or_rests_or_has_ended_is_not_worked_on():
    """No report or second submission while a result is reviewed, none after the end, no submission on hold."""
    submit, report = task.SubmitResult(task="T-1", output="x"), task.ReportTask(task="T-1", percent=100)
    for past in ((submitted(),), (submitted(), completed()), (cancelled(),)):
        after(assigned(), *past).when(submit, by="E-1").refused_by("task_is_at_work")
        after(assigned(), *past).when(report, by="E-1").refused_by("task_is_at_work")
    after(assigned(), held()).when(submit, by="E-1").refused_by("task_is_not_on_hold")
    for percent in (-1, 101):
        after(assigned()).when(task.ReportTask(task="T-1", percent=percent), by="E-1").refused_by(
            "share_is_between_0_and_100"
        )
    after(assigned(), TaskAcknowledged(**of())).when(task.AcknowledgeTask(task="T-1"), by="E-1").refused_by(
        "task_waits_for_acknowledgement"
    )


def test_a_result_is_returned_or_completed_by_the_office():
    """The acceptance is the completion; it names the approver and when the result was recorded (R32, R34, K1)."""
    waiting = after(assigned(), submitted())

    waiting.when(task.ReturnResult(task="T-1", defect="minor", reason="thiếu căn cứ"), by="HEAD-1").then(
        RETURNED
    )
    waiting.when(task.CompleteTask(task="T-1"), by="HEAD-1").then(completed())
    after(assigned(), submitted(), RETURNED).when(task.CompleteTask(task="T-1"), by="HEAD-1").refused_by(
        "result_is_submitted"
    )
    after(assigned()).when(task.ReturnResult(task="T-1", defect="major", reason="x"), by="HEAD-1").refused_by(
        "result_is_submitted"
    )


JUDGEMENTS = [
    (task.ReturnResult(task="T-1", defect="major", reason="x"), (submitted(),)),
    (task.CompleteTask(task="T-1"), (submitted(),)),
    (task.EvaluateTask(task="T-1", quality_met=True), (submitted(), completed())),
    (task.ExtendDeadline(task="T-1", due=LATER, reason="x"), ()),
    (task.HoldTask(task="T-1", cause="connection", reason="x", review_on=FRIDAY), ()),
    (task.ReleaseTask(task="T-1"), (held(),)),
    (task.CancelTask(task="T-1", reason="x"), ()),
]


@pytest.mark.parametrize("command, past", JUDGEMENTS)
def test_nobody_judges_their_own_work(command, past):
    """Not in person, not as a manager, not under a delegation, not through a delegate (K10)."""
    manager = appointed("U-1", "E-1", Office.MANAGER)
    given = after(manager, delegated("HEAD-1", "E-1", "U-1"), assigned(), *past)

    given.when(command, by="E-1").refused_by("actor_is_not_the_author")
    given.when(command, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_author")
    through = after(manager, delegated("E-1", "E-2", "U-1"), assigned(), *past)
    through.when(command, by="E-2", on_behalf_of="E-1").refused_by("actor_is_not_the_author")
    assert given.when(command, by="HEAD-1").events


@pytest.mark.parametrize("command, past", JUDGEMENTS)
def test_what_a_head_has_done_is_judged_above(command, past):
    """The head of the unit above decides, no manager below does (R32, K11)."""
    own = [evolve(event, assignee="HEAD-1") for event in past]
    given = after(assigned("HEAD-1"), *own)

    for by in ("HEAD-1", "MANAGER-1", "E-1"):
        given.when(command, by=by).refused_by("office_that_approves_the_task")
    assert given.when(command, by="DIRECTOR").authority == "head@unit:A-1#5"


def test_a_successor_inherits_what_is_open():
    """Authority belongs to the office: the new head completes what was submitted to the old one (K11)."""
    relieved = Relieved(
        unit="U-1", person="HEAD-1", office=Office.HEAD, until=date(2023, 9, 30), instrument="QĐ 20"
    )
    given = after(assigned(), submitted(), relieved, appointed("U-1", "NEW"))

    assert given.when(task.CompleteTask(task="T-1"), by="NEW").events
    given.when(task.CompleteTask(task="T-1"), by="HEAD-1").refused_by("office_that_approves_the_task")


def test_a_completed_task_is_evaluated_once():
    """By its result: quality, errors, delays, above what was asked (R43)."""
    evaluate = task.EvaluateTask(task="T-1", quality_met=True, delays=1, note="tốt")
    evaluated = TaskEvaluated(
        **of(),
        evaluator="HEAD-1",
        quality_met=True,
        major_errors=0,
        delays=1,
        above_level=False,
        note=FreeText(v="tốt"),
    )
    done = (assigned(), submitted(), completed())

    after(*done).when(evaluate, by="HEAD-1").then(evaluated)
    after(*done, evaluated).when(evaluate, by="HEAD-1").refused_by("task_is_completed")
    after(assigned(), submitted()).when(evaluate, by="HEAD-1").refused_by("task_is_completed")


def test_a_deadline_only_moves_on():
    """The new due is later and lies ahead; the old one stays in the event (K4)."""
    extend = task.ExtendDeadline(task="T-1", due=LATER, reason="chờ ý kiến")
    extended = DeadlineExtended(
        **of(), extended_by="HEAD-1", old_due=DUE, new_due=LATER, reason=FreeText(v="chờ ý kiến")
    )

    after(assigned()).when(extend, by="HEAD-1").then(extended)
    after(assigned(), extended).when(extend, by="HEAD-1").refused_by("due_moves_on")
    after(assigned(), submitted(), completed()).when(extend, by="HEAD-1").refused_by("task_is_open")


def test_work_rests_and_goes_on():
    """One hold at a time, reviewed on a day, released by the office (R39, K4)."""
    hold = task.HoldTask(task="T-1", cause="third_party", reason="xin dời lịch", review_on=FRIDAY)
    released = TaskReleased(**of(), released_by="HEAD-1")

    after(assigned()).when(hold, by="HEAD-1").then(held())
    after(assigned(), held()).when(hold, by="HEAD-1").refused_by("task_is_not_on_hold")
    after(assigned(), held()).when(task.ReleaseTask(task="T-1"), by="HEAD-1").then(released)
    after(assigned()).when(task.ReleaseTask(task="T-1"), by="HEAD-1").refused_by("task_is_on_hold")
    after(assigned(), held(), released).when(hold, by="HEAD-1").then(held())


def test_who_holds_does_not_confirm_the_cause():
    """The next level does; a head's hold is confirmed above (K4)."""
    confirm = task.ConfirmHold(task="T-1")
    confirmed = HoldConfirmed(**of(), confirmed_by="DIRECTOR")

    after(assigned(), held()).when(confirm, by="HEAD-1").refused_by("office_above_the_holder")
    after(assigned(), held()).when(confirm, by="DIRECTOR").then(confirmed)
    after(assigned(), held(), confirmed).when(confirm, by="DIRECTOR").refused_by("cause_waits_for_a_decision")
    after(assigned()).when(confirm, by="DIRECTOR").refused_by("cause_waits_for_a_decision")


def test_a_cancellation_says_whether_it_came_from_above():
    """The office of the unit, or one above it: the figures tell them apart (K4)."""
    cancel = task.CancelTask(task="T-1", reason="trùng việc")

    after(assigned()).when(cancel, by="HEAD-1").then(cancelled())
    after(assigned()).when(cancel, by="DIRECTOR").then(cancelled("DIRECTOR", from_above=True))
    after(assigned(), cancelled()).when(cancel, by="HEAD-1").refused_by("task_is_open")


def test_whoever_acts_for_the_head_cancels_nothing_from_above():
    """Not by a delegation of the director either: the work would vanish from the raw figure by the same hand (K4, K10)."""
    cancel = task.CancelTask(task="T-1", reason="trùng việc")
    above, below = delegated("DIRECTOR", "E-9", "A-1"), delegated("HEAD-1", "E-9", "U-1")

    after(assigned(), above, below).when(cancel, by="E-9", on_behalf_of="DIRECTOR").then(
        cancelled("DIRECTOR")
    )
    after(assigned(), above).when(cancel, by="E-9", on_behalf_of="DIRECTOR").then(
        cancelled("DIRECTOR", from_above=True)
    )


@pytest.mark.parametrize("review_on, ahead", [(NOW, False), ("2023-10-02T08:01+07:00", True)])
def test_a_hold_is_looked_at_again_at_a_time_to_come(review_on, ahead):
    """K4: a review that lies behind would never fall due."""
    hold = task.HoldTask(task="T-1", cause="connection", reason="mất mạng", review_on=review_on)

    assert after(assigned()).when(hold, by="HEAD-1").refusals == (() if ahead else ("review_lies_ahead",))


def test_one_task_alone_takes_the_place_of_another():
    """K4: of two, the easier one would lift the figure of the first due."""
    second = evolve(assigned(task="T-2"), replaces="T-1")
    given = after(assigned(), cancelled(), second)

    given.when(assign(task="T-3", replaces="T-1"), by="HEAD-1").refused_by("no_other_took_its_place")
    given.when(assign(task="T-3", replaces="T-2"), by="HEAD-1").refused_by("replaced_task_is_cancelled")

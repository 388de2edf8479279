"""An assignee who cannot take work on as it is, and the office above whoever assigned it."""

from datetime import UTC, datetime

import pytest
from attrs import evolve

from civicflow import task
from civicflow.calendars import Derivation
from civicflow.calendars.terms import TermUnit
from civicflow.core.fields import FreeText
from civicflow.organization.events import Office
from civicflow.task.assignment_events import DisputeOutcome, Objection, TaskDisputed, TaskDisputeResolved
from civicflow.task.events import TaskAcknowledged, TaskReleased, TaskReported
from tests.organization.offices import appointed, delegated, withdrawn
from tests.task.test_commands import LATER, after, assigned, cancelled, held, of, submitted

DISPUTE = task.DisputeTask(task="T-1", objection="unclear", note="Không rõ mẫu nào")
WHY = FreeText(v="Đã trao đổi với hai bên")


def disputed(objection: Objection = Objection.UNCLEAR) -> TaskDisputed:
    """A dispute of Monday 2 October at eight, to be decided by Wednesday evening."""
    return TaskDisputed(
        **of(),
        objection=objection,
        note=FreeText(v="Không rõ mẫu nào"),
        decide_by=datetime(2023, 10, 4, 10, 0, tzinfo=UTC),
        derivation=Derivation(
            start=datetime(2023, 10, 2, 1, 0, tzinfo=UTC),
            length=2,
            unit=TermUnit.WORKING_DAYS,
            calendar="vn-2026.1",
            regulation="dispute_decision/2000-01-01",
            office_hours="office_hours/2000-01-01",
            projected=False,
        ),
    )


def resolves(outcome: str = "upheld", **said: object) -> task.ResolveDispute:
    """A decision on the dispute."""
    fields = {"clock_ran": True, "reason": WHY} | said
    return task.ResolveDispute(task="T-1", outcome=outcome, **fields)  # type: ignore[arg-type]


def resolved(outcome: DisputeOutcome = DisputeOutcome.UPHELD, **said: object) -> TaskDisputeResolved:
    """The dispute as it was decided."""
    nothing = {"clock_ran": True, "due": None, "work": None, "result": None, "acceptance": None}
    return TaskDisputeResolved(**of(), resolved_by="DIRECTOR", outcome=outcome, reason=WHY, **nothing | said)  # type: ignore[arg-type]


def test_the_assignee_says_why_it_cannot_be_taken_on():
    """Until when it is decided is derived from the regulation, and kept with what it was derived from (R33, K17)."""
    after(assigned()).when(DISPUTE, by="E-1").then(disputed())


def test_a_task_that_belongs_to_no_unit_is_disputed_without_a_term():
    """As another system may have recorded it: no place says how long a decision may take (R33)."""
    alone = evolve(assigned(), unit=None)

    (event,) = after(alone).when(DISPUTE, by="E-1").events
    assert event == evolve(disputed(), unit=None, decide_by=None, derivation=None)


def test_only_what_was_not_taken_on_is_disputed():
    """After taking notice, or a second time, or by anybody else, it is not (R33)."""
    for past in ((TaskAcknowledged(**of()),), (disputed(),), (submitted(),), (cancelled(),)):
        after(assigned(), *past).when(DISPUTE, by="E-1").refused_by("task_was_not_taken_on")
    after(assigned()).when(DISPUTE, by="HEAD-1").refused_by("assignee")


def test_whoever_reports_has_taken_notice():
    """Else work that is under way could be called off as if nobody had known of it, and leave the raw figure (R33, K4)."""
    given = after(assigned())

    outcome = given.when(task.ReportTask(task="T-1", percent=40), by="E-1")

    assert [type(each) for each in outcome.events] == [TaskAcknowledged, TaskReported]
    taken_on = after(assigned(), *outcome.events)
    taken_on.when(task.DisputeTask(task="T-1", objection="volume"), by="E-1").refused_by(
        "task_was_not_taken_on"
    )


def test_work_that_rests_is_disputed_when_it_goes_on_again():
    """Else the same days would be excused twice: as those of the hold and as those of the dispute (K4)."""
    after(assigned(), held()).when(DISPUTE, by="E-1").refused_by("task_is_not_on_hold")
    released = TaskReleased(**of(), released_by="HEAD-1")
    after(assigned(), held(), released).when(DISPUTE, by="E-1").then(disputed())


def test_disputed_work_waits():
    """Nothing is reported or handed in; whoever takes notice of it after all drops the dispute (R33)."""
    given = after(assigned(), disputed())

    given.when(task.SubmitResult(task="T-1", output="x"), by="E-1").refused_by("task_is_at_work")
    given.when(task.AcknowledgeTask(task="T-1"), by="E-1").then(TaskAcknowledged(**of()))


def test_the_office_above_whoever_assigned_it_decides():
    """Nobody decides whether their own assignment was right, nor the assignee, nor a manager beside (R33, K10, K11)."""
    given = after(assigned(), disputed())

    given.when(resolves(), by="DIRECTOR").then(resolved())
    for by in ("HEAD-1", "MANAGER-1", "E-1", "HEAD-2"):
        given.when(resolves(), by=by).refused_by("office_above_whoever_assigned")
    by_manager = after(assigned(by="MANAGER-1"), disputed())
    assert by_manager.when(resolves(), by="HEAD-1").events
    by_manager.when(resolves(), by="MANAGER-1").refused_by("office_above_whoever_assigned")


def test_whoever_assigned_it_does_not_decide_for_another():
    """Not under a delegation either (K10)."""
    lent = after(assigned(), disputed(), delegated("DIRECTOR", "HEAD-1", "A-1"))

    lent.when(resolves(), by="HEAD-1", on_behalf_of="DIRECTOR").refused_by("actor_did_not_assign_it")
    lent = after(assigned(), disputed(), delegated("DIRECTOR", "E-1", "A-1"))
    lent.when(resolves(), by="E-1", on_behalf_of="DIRECTOR").refused_by("actor_is_not_the_author")


def test_the_dispute_of_a_head_is_never_decided_below_that_head():
    """Though whoever assigned the work stands above nobody any more (K11)."""
    own = (assigned("HEAD-1", by="DIR-0"), evolve(disputed(), assignee="HEAD-1"))
    given = after(*own)

    given.when(resolves(), by="MANAGER-1").refused_by("office_above_whoever_assigned")
    assert given.when(resolves(), by="DIRECTOR").events


def test_who_could_assign_it_for_another_then_does_not_decide_now():
    """Though the delegation was withdrawn since, and they stand above in their own right (K10)."""
    manager = appointed("A-1", "E-9", Office.MANAGER)
    given = after(
        delegated("HEAD-1", "E-9", "U-1"), assigned(), disputed(), withdrawn("HEAD-1", "E-9"), manager
    )

    given.when(resolves(), by="E-9").refused_by("actor_did_not_assign_it")
    assert given.when(resolves(), by="DIRECTOR").events


def test_whoever_acts_for_the_one_who_assigned_it_does_not_decide_for_the_office_above():
    """One person under two delegations (K10)."""
    given = after(
        assigned(), disputed(), delegated("HEAD-1", "E-9", "U-1"), delegated("DIRECTOR", "E-9", "A-1")
    )

    given.when(resolves(), by="E-9", on_behalf_of="DIRECTOR").refused_by("actor_did_not_assign_it")


def test_an_assignment_that_stands_or_is_changed_waits_to_be_taken_on():
    """With the new due in force (K17)."""
    changed = resolved(DisputeOutcome.CHANGED, due=LATER)
    for decision in (resolved(), changed):
        given = after(assigned(), disputed(), decision)
        assert given.when(task.AcknowledgeTask(task="T-1"), by="E-1").events
    after(assigned(), disputed(), changed).when(
        task.ExtendDeadline(task="T-1", due=LATER, reason="x"), by="HEAD-1"
    ).refused_by("due_moves_on")


def test_an_assignment_that_is_withdrawn_is_called_off_from_above():
    """The dispute is resolved and the task cancelled in one act (K4, K17)."""
    outcome = after(assigned(), disputed()).when(resolves("withdrawn", clock_ran=False), by="DIRECTOR")

    outcome.then(
        resolved(DisputeOutcome.WITHDRAWN, clock_ran=False),
        evolve(cancelled("DIRECTOR", from_above=True), reason=WHY),
    )


@pytest.mark.parametrize(
    "decision, rule",
    [
        (resolves("changed"), "what_is_changed_is_said"),
        (resolves("upheld", due=LATER), "what_is_changed_is_said"),
        (resolves("withdrawn", work="x"), "what_is_changed_is_said"),
        (resolves("changed", due="2023-11-20T16:59+07:00"), "due_is_not_brought_forward"),
    ],
)
def test_what_is_changed_is_said_and_nothing_else(decision, rule):
    """A changed assignment names its changes; a changed due lies ahead (K17)."""
    after(assigned(), disputed()).when(decision, by="DIRECTOR").refused_by(rule)
    after(assigned()).when(resolves(), by="DIRECTOR").refused_by("task_is_disputed")


def test_a_due_that_was_changed_lies_ahead():
    """Also where the one in force has passed (R31, K17)."""
    decision = resolves("changed", due="2023-11-21T08:00+07:00")

    after(assigned(), disputed()).when(decision, by="DIRECTOR", at="2023-11-22T08:00+07:00").refused_by(
        "due_that_is_set_lies_ahead"
    )

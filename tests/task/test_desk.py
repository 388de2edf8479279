"""What people do with work besides working: put it aside, say something, add documents; and where it is done."""

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.event import micros
from civicflow.core.fields import FreeText
from civicflow.task.course import course
from civicflow.task.desk_events import (
    AttachmentWithdrawn,
    DocumentAttached,
    TaskAllowedHome,
    TaskBroughtToOffice,
    TaskCommented,
    TaskDelegated,
    TaskResumed,
    TaskSuspended,
)
from civicflow.task.events import Confidentiality
from civicflow.testing import Given
from tests.employee.staff import OFFICE, PILOT, at_home, emergency, suspended
from tests.organization.offices import delegated
from tests.task.offered import claimed, offered
from tests.task.test_commands import DUE, NOW, RETURNED, after, assigned, completed, of, submitted
from tests.task.test_drafts import DRAFTED
from tests.task.test_moving import folded

WHY = FreeText(v="Chờ số liệu")
ASIDE = TaskSuspended(**of(), suspended_by="E-1", reason=WHY)
SUSPEND = task.SuspendTask(task="T-1", reason="Chờ số liệu")
RESUME = task.ResumeTask(task="T-1")
LENT = TaskDelegated(task="T-1", assignee="E-1", unit="U-1", delegate="E-3", reason=WHY)


def test_whoever_works_on_it_puts_it_aside_and_takes_it_up_again():
    """The assignee, or who acts for them; not the office, which holds work instead (K4)."""
    after(assigned()).when(SUSPEND, by="E-1").then(ASIDE)
    after(assigned(), ASIDE).when(RESUME, by="E-1").then(TaskResumed(**of(), resumed_by="E-1"))
    by_hand = Given(*OFFICE, assigned(), LENT, at=NOW)
    by_hand.when(SUSPEND, by="E-3").then(evolve(ASIDE, suspended_by="E-3"))
    after(assigned()).when(SUSPEND, by="HEAD-1").refused_by("assignee")
    after(assigned(), ASIDE).when(SUSPEND, by="E-1").refused_by("task_is_not_put_aside")
    after(assigned()).when(RESUME, by="E-1").refused_by("task_is_put_aside")
    after(assigned(), submitted()).when(SUSPEND, by="E-1").refused_by("task_is_at_work")


@pytest.mark.parametrize(
    "command",
    [
        task.ReportTask(task="T-1", percent=40),
        task.SubmitResult(task="T-1", output="x"),
    ],
)
def test_what_is_put_aside_is_taken_up_before_it_is_worked_on(command):
    """One after the other."""
    after(assigned(), ASIDE).when(command, by="E-1").refused_by("task_is_not_put_aside")
    assert after(assigned(), ASIDE, TaskResumed(**of(), resumed_by="E-1")).when(command, by="E-1").events


def test_the_clock_runs_on_while_work_is_put_aside():
    """It is no hold: it stands in no history of the dates, and excuses nothing (K4)."""
    put_aside = folded(assigned(), ASIDE)

    assert put_aside.put_aside
    assert (put_aside.due, course(put_aside).excused) == (DUE, micros(DUE))
    assert course(put_aside).is_late_at(micros(DUE))
    assert not folded(assigned(), ASIDE, submitted()).on_hold


COMMENT = task.CommentOnTask(task="T-1", text="Chờ số liệu")


@pytest.mark.parametrize("by", ["E-1", "HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_whoever_has_to_do_with_it_comments(by):
    """Also once it has ended; it decides nothing."""
    comment = TaskCommented(**of(), commented_by=by, text=WHY)

    after(assigned()).when(COMMENT, by=by).then(comment)
    after(assigned(), submitted(), completed()).when(COMMENT, by=by).then(comment)
    assert folded(assigned(), comment) == folded(assigned())


def test_nobody_else_comments():
    """Neither a neighbour nor an unconcerned colleague; of a draft there is nothing to say yet."""
    for person in ("E-2", "HEAD-2", "CLERK-1", "STRANGER"):
        after(assigned()).when(COMMENT, by=person).refused_by("somebody_who_has_to_do_with_it")
    after(DRAFTED).when(COMMENT, by="HEAD-1").refused_by("task_was_given")
    assert after(offered()).when(COMMENT, by="E-1").events
    assert Given(*OFFICE, assigned(), LENT, at=NOW).when(COMMENT, by="E-3").events
    for_e_1 = after(assigned(), delegated("E-1", "HEAD-2", "U-1"))
    for_e_1.when(COMMENT, by="HEAD-2", on_behalf_of="E-1").refused_by("somebody_who_has_to_do_with_it")


DIGEST = "0123456789abcdef" * 4
ATTACH = task.AttachDocument(task="T-1", digest=DIGEST, title="Công văn 12")
ATTACHED = DocumentAttached(**of(), digest=DIGEST, title="Công văn 12", attached_by="E-1")
WITHDRAW = task.WithdrawAttachment(task="T-1", digest=DIGEST, reason="Chờ số liệu")
WITHDRAWN = AttachmentWithdrawn(**of(), digest=DIGEST, title="Công văn 12", withdrawn_by="E-1", reason=WHY)


def test_a_document_is_attached_once_and_known_by_its_digest():
    """By whoever has to do with the work, while it is open (R37)."""
    after(assigned()).when(ATTACH, by="E-1").then(ATTACHED)
    after(assigned(), submitted()).when(ATTACH, by="HEAD-1").then(evolve(ATTACHED, attached_by="HEAD-1"))
    after(assigned(), ATTACHED).when(ATTACH, by="HEAD-1").refused_by("document_is_not_attached_yet")
    after(assigned(), submitted(), completed()).when(ATTACH, by="E-1").refused_by("task_is_open")
    after(assigned()).when(ATTACH, by="E-2").refused_by("somebody_who_has_to_do_with_it")
    (attachment,) = folded(assigned(), ATTACHED).attachments
    assert (attachment.digest, attachment.title, attachment.attached_by) == (DIGEST, "Công văn 12", "E-1")


def test_a_document_is_withdrawn_as_long_as_no_result_rests_on_it():
    """By whoever attached it, or by the office; that it was there stays on record (K1)."""
    given = after(assigned(), ATTACHED)

    given.when(WITHDRAW, by="E-1").then(WITHDRAWN)
    given.when(WITHDRAW, by="HEAD-1").then(evolve(WITHDRAWN, withdrawn_by="HEAD-1"))
    given.when(WITHDRAW, by="E-2").refused_by("whoever_attached_it_or_the_office")
    by_office = after(assigned(), evolve(ATTACHED, attached_by="HEAD-1"))
    by_office.when(WITHDRAW, by="E-1").refused_by("whoever_attached_it_or_the_office")
    after(assigned()).when(WITHDRAW, by="HEAD-1").refused_by("document_is_attached")
    for ended in ((submitted(),), (submitted(), completed())):
        after(assigned(), ATTACHED, *ended).when(WITHDRAW, by="E-1").refused_by(
            "nothing_rests_on_the_document"
        )
    assert after(assigned(), ATTACHED, submitted(), RETURNED).when(WITHDRAW, by="E-1").events
    assert folded(assigned(), ATTACHED, WITHDRAWN).attachments == ()


HOME = evolve(assigned(), at_home=True)
BRING = task.BringTaskToOffice(task="T-1", reason="Chờ số liệu")
BROUGHT = TaskBroughtToOffice(**of(), brought_by="HEAD-1", reason=WHY)
ALLOW = task.AllowTaskAtHome(task="T-1", reason="Chờ số liệu")
ALLOWED = TaskAllowedHome(**of(), allowed_by="HEAD-1", reason=WHY)


def test_the_office_brings_work_back_from_home():
    """What is done there, or might be; while home work is lawful nobody else does (R38, K11)."""
    given = Given(*PILOT, *at_home(), HOME, at=NOW)

    given.when(BRING, by="HEAD-1").then(BROUGHT)
    for actor in ("E-1", "HEAD-2", "system:follow_up"):
        given.when(BRING, by=actor).refused_by("office_or_what_has_become_of_home_work")
    after(assigned()).when(BRING, by="HEAD-1").refused_by("task_is_done_at_home")
    assert after(offered(may_be_done_at_home=True)).when(BRING, by="HEAD-1").events
    ended = Given(*PILOT, *at_home(), HOME, submitted(), at=NOW)
    ended.when(BRING, by="HEAD-1").refused_by("work_may_change_its_place")


def test_once_home_work_is_not_lawful_the_record_is_followed():
    """By an automation without a right of its own, which therefore is not named (K2)."""
    given = Given(*PILOT, *at_home(), HOME, suspended(), at=NOW)

    given.when(BRING, by="system:follow_up").then(evolve(BROUGHT, brought_by=None))
    given.when(BRING, by="E-1").then(evolve(BROUGHT, brought_by="E-1"))
    again = Given(*PILOT, *at_home(), HOME, suspended(), BROUGHT, at=NOW)
    again.when(BRING, by="HEAD-1").refused_by("task_is_done_at_home")
    emergent = Given(*PILOT, *at_home(), HOME, suspended(), emergency(), at=NOW)
    emergent.when(BRING, by="system:follow_up").refused_by("office_or_what_has_become_of_home_work")


def test_home_again_is_a_decision_of_its_own():
    """Of the office, where the arrangement lets them, never for secret work, and not of one's own work (R16, R71, K2, K10)."""
    given = Given(*PILOT, *at_home(), HOME, BROUGHT, at=NOW)

    given.when(ALLOW, by="HEAD-1").then(ALLOWED)
    given.when(ALLOW, by="E-1").refused_by("office_that_approves_the_task")
    Given(*PILOT, *at_home(), HOME, at=NOW).when(ALLOW, by="HEAD-1").refused_by("task_is_done_at_the_office")
    after(assigned()).when(ALLOW, by="HEAD-1").refused_by("home_work_is_lawful_for_whoever_has_it")
    secret = evolve(assigned(), confidentiality=Confidentiality.SECRET)
    Given(*PILOT, *at_home(), secret, at=NOW).when(ALLOW, by="HEAD-1").refused_by(
        "secret_work_is_not_allowed_home"
    )
    after(assigned(), submitted()).when(ALLOW, by="HEAD-1").refused_by(
        "work_may_change_its_place", "home_work_is_lawful_for_whoever_has_it"
    )
    own = Given(*PILOT, assigned("HEAD-1", by="DIRECTOR"), delegated("DIRECTOR", "HEAD-1", "U-1"), at=NOW)
    assert "actor_is_not_the_author" in own.when(ALLOW, by="HEAD-1", on_behalf_of="DIRECTOR").refusals


def test_where_work_is_done_follows_the_decisions():
    """Brought back and allowed again; of an offer, whoever takes it on says where."""
    assert not folded(HOME, BROUGHT).at_home
    assert folded(HOME, BROUGHT, ALLOWED).at_home
    waiting = folded(offered(may_be_done_at_home=True), evolve(BROUGHT, assignee=None))
    assert not waiting.may_be_done_at_home
    again = folded(offered(), evolve(ALLOWED, assignee=None))
    assert (again.at_home, again.may_be_done_at_home) == (False, True)
    assert folded(offered(may_be_done_at_home=True), claimed(at_home=True), BROUGHT, ALLOWED).at_home

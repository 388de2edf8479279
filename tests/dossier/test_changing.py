"""Documents are added to a dossier, another unit deals with it, and what has ended goes on (R37, R57)."""

import attrs
import pytest

import civicflow as cf
from civicflow.dossier.changing_events import (
    Document,
    DossierReopened,
    DossierSupplemented,
    DossierTransferred,
)
from civicflow.dossier.events import DossierClosed, StepEntered, StepWithdrawn
from civicflow.dossier.model import Dossier, Stage
from civicflow.errors import CivicflowError
from civicflow.task.events import TaskCancelled
from civicflow.task.offering_events import TaskOffered
from tests.dossier.filed import DUE, NEXT, ONE_STOP, at_step, completed, entered, task_done
from tests.dossier.running import administration, do, publish
from tests.organization.offices import delegated
from tests.procedures.drawn import outcome, procedure, step

PAPERS = (Document(digest="a" * 64, title="Đơn đề nghị"), Document(digest="b" * 64, title="Bản vẽ"))
ADD = cf.dossier.SupplementDossier(dossier="D-1", documents=PAPERS)
TRANSFER = cf.dossier.TransferDossier(dossier="D-1", unit="U-2", reason="Đúng địa bàn")
REOPEN = cf.dossier.ReopenDossier(dossier="D-1", step="appraise", reason="Phát hiện sai sót")
SIGNED = (
    completed("receive", "complete", "E-1"),
    entered("appraise"),
    completed("appraise", "fit", "E-3"),
    entered("sign"),
    completed("sign", "signed", "HEAD-1"),
    DossierClosed(dossier="D-1", result="granted"),
)


@pytest.mark.parametrize("by", ["E-1", "HEAD-1"])
def test_documents_are_added_by_whoever_works_in_the_unit(by):
    """Each by its digest and its title; the same again is no mistake."""
    past = at_step("appraise")
    (added,) = past.when(ADD, by=by).events

    assert added == DossierSupplemented(dossier="D-1", documents=PAPERS, supplemented_by=by)
    assert past.and_then(added, at="2023-10-03T08:00+07:00").when(ADD, by=by).events


def test_documents_that_nobody_could_tell_apart_are_refused():
    """None at all, one named twice, from elsewhere, or to a dossier that has ended; a digest that is none is no command."""
    past = at_step("appraise")

    past.when(attrs.evolve(ADD, documents=()), by="E-1").refused_by("documents_are_named_once")
    past.when(attrs.evolve(ADD, documents=PAPERS[:1] * 2), by="E-1").refused_by("documents_are_named_once")
    past.when(ADD, by="E-2").refused_by("one_who_works_in_its_unit_or_keeps_its_record")
    at_step("receive", *SIGNED).when(ADD, by="E-1").refused_by("dossier_is_open")
    with pytest.raises(CivicflowError):
        cf.dossier.SupplementDossier(dossier="D-1", documents=(Document(digest="nonsense", title="Đơn"),))


def test_a_dossier_keeps_no_list_of_its_documents():
    """What it is decided by stays as large as its procedure, however many documents it has."""
    past = at_step("appraise")
    before = past.state(Dossier, "D-1")

    assert (
        past.and_then(*past.when(ADD, by="E-1").events, at="2023-10-03T08:00+07:00").state(Dossier, "D-1")
        == before
    )


def test_another_unit_deals_with_a_dossier_within_the_same_term():
    """The open task is called off, the step entered once more with its due, and who did what stays known (K4, K10)."""
    task = task_done("D-1/appraise/1", NEXT + 2, "fit", "E-3")[:1]
    past = at_step("receive", completed("receive", "complete", "E-1"), entered("appraise"), *task)
    events = past.when(TRANSFER, by="HEAD-1").events
    moved, off, left, again = events

    assert moved == DossierTransferred(
        dossier="D-1", old_unit="U-1", unit="U-2", transferred_by="HEAD-1", reason=TRANSFER.reason
    )
    assert isinstance(off, TaskCancelled)
    assert (off.task, off.cancelled_by, off.from_above) == ("D-1/appraise/1", "HEAD-1", False)
    assert (left, again) == (StepWithdrawn(dossier="D-1", step="appraise"), entered("appraise", round=2))
    past.and_then(*events, at="2023-10-03T08:00+07:00")
    after = past.state(Dossier, "D-1")
    assert (after.unit, after.due, after.done["receive"].hands) == ("U-2", DUE, {"E-1"})
    route = cf.dossier.RouteStep(dossier="D-1", step="appraise", round=2)
    (offer,) = past.when(route, by="system:routing").events
    assert isinstance(offer, TaskOffered)
    assert (offer.task, offer.unit, offer.due) == ("D-1/appraise/2", "U-2", DUE)


def test_work_that_falls_to_nobody_else_stays_when_a_dossier_is_transferred():
    """What a named unit does, and a result that is done but not taken over yet."""
    clerk, head = ONE_STOP.roles
    fixed = procedure(*ONE_STOP.steps, roles=(attrs.evolve(clerk, unit="U-1"), head), term="3 working_days")
    task = task_done("D-1/receive/1", NEXT, "complete")
    named = at_step("receive", *task[:1], definition=fixed)

    assert [type(each) for each in named.when(TRANSFER, by="HEAD-1").events] == [DossierTransferred]
    done = at_step("receive", *task)
    assert [type(each) for each in done.when(TRANSFER, by="HEAD-1").events] == [DossierTransferred]


@pytest.mark.parametrize(
    "unit, by, rule",
    [
        ("U-1", "HEAD-1", "dossier_is_with_another_unit"),
        ("U-2", "HEAD-2", "office_that_leads_the_unit_of_the_dossier"),
        ("U-2", "E-1", "office_that_leads_the_unit_of_the_dossier"),
    ],
)
def test_a_dossier_is_not_transferred_by_anybody_to_anywhere(unit, by, rule):
    """To another unit, by an office that leads the one that has it."""
    at_step("receive").when(attrs.evolve(TRANSFER, unit=unit), by=by).refused_by(rule)


def test_a_dossier_stays_where_its_procedure_holds():
    """A procedure of one division is none of another; and what has ended is dealt with by nobody."""
    with administration()[0] as flow:
        definition = attrs.evolve(ONE_STOP, since="2023-10-02")
        flow.execute(cf.dossier.PublishProcedure(unit="U-1", definition=definition), by="HEAD-1")
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
        refused = flow.check(TRANSFER, by="HEAD-1")
    assert [each.rule for each in refused] == ["procedure_of_the_dossier_holds_there"]
    at_step("receive", *SIGNED).when(TRANSFER, by="HEAD-1").refused_by("dossier_is_open")


def test_a_transferred_dossier_goes_on_in_the_other_unit():
    """Reactions give the work out there, and another person than before does it."""
    with administration()[0] as flow:
        publish(flow, ONE_STOP)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), by="E-1")
        flow.react()
        do(flow, "D-1/receive/1", "complete", "E-1")
        flow.execute(TRANSFER, by="HEAD-1")
        flow.react()
        do(flow, "D-1/appraise/2", "fit", "E-2")
        do(flow, "D-1/sign/1", "signed", "HEAD-2")
        told = [each.event for each in flow.entries(stream="dossier:D-1")]

    assert told[-1] == DossierClosed(dossier="D-1", result="granted")


def test_a_closed_dossier_goes_on_once_somebody_above_its_signer_says_so():
    """Its term begins once more; rounds go on counting, and it is closed no longer."""
    past = at_step("receive", *SIGNED)
    events = past.when(REOPEN, by="DIRECTOR", at="2023-11-01T09:00+07:00").events
    again, step_again = events

    assert isinstance(again, DossierReopened)
    assert again.derivation is not None
    assert (again.reopened_by, again.due) == ("DIRECTOR", step_again.due)
    assert again.due is not None
    assert again.due > DUE
    assert isinstance(step_again, StepEntered)
    assert (step_again.step, step_again.round) == ("appraise", 2)
    past.and_then(*events, at="2023-11-01T09:00+07:00")
    after = past.state(Dossier, "D-1")
    assert (after.stage, after.result, set(after.open)) == (Stage.OPEN, None, {"appraise"})
    past.when(REOPEN, by="DIRECTOR").refused_by("dossier_has_ended")


@pytest.mark.parametrize(
    "by, to, rule",
    [
        ("HEAD-1", "appraise", "head_above_whoever_ended_it"),
        ("E-1", "appraise", "head_above_whoever_ended_it"),
        ("DIRECTOR", "nowhere", "dossier_may_rest_there_alone"),
    ],
)
def test_a_closed_dossier_is_not_opened_by_whoever_signed_it_nor_anywhere(by, to, rule):
    """The signature is judged one level up; and the dossier must be able to rest there (K11)."""
    assert rule in at_step("receive", *SIGNED).when(attrs.evolve(REOPEN, step=to), by=by).refusals


def test_what_a_member_closed_the_head_of_the_unit_opens_again():
    """Nobody stands between them; a member who closed it and acts for the head does not (K10)."""
    short = procedure(
        step("look", outcome("fit", closes="granted"), outcome("more", "ask")),
        step("ask", outcome("told", "look")),
        term="3 working_days",
    )
    ended = completed("look", "fit", "E-1"), DossierClosed(dossier="D-1", result="granted")
    past = at_step("look", *ended, definition=short)
    command = attrs.evolve(REOPEN, step="look")

    assert past.when(command, by="HEAD-1").events

    lent = at_step("look", *ended, delegated("HEAD-1", "E-1", "U-1"), definition=short)
    lent.when(command, by="E-1", on_behalf_of="HEAD-1").refused_by("whoever_reopens_it_did_not_end_it")


def test_a_dossier_that_was_called_off_goes_on_when_the_next_level_says_so():
    """Not by the head who called it off."""
    past = at_step("receive")
    off = past.when(cf.dossier.CancelDossier(dossier="D-1", reason="Nhầm"), by="HEAD-1").events
    past.and_then(*off, at="2023-10-03T08:00+07:00")
    command = attrs.evolve(REOPEN, step="receive")

    assert "head_above_whoever_ended_it" in past.when(command, by="HEAD-1").refusals
    assert past.when(command, by="DIRECTOR").events

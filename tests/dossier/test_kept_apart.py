"""Nobody does two steps that must be done by different people, by whatever verb; and no step loses its work (K4, K10)."""

from typing import Any

import pytest
from attrs import evolve

import civicflow as cf
from civicflow.core.command import Command
from civicflow.views.on_time import OnTimeAnswer
from tests.dossier.filed import CLERK, ONE_STOP, OPINION, TACIT
from tests.dossier.running import administration, do, publish
from tests.procedures.drawn import outcome, procedure, step
from tests.task.tasks import CLEAR

KEPT_APART = "person_is_different_where_the_procedure_demands"
PUT_TO_IT = "person_put_to_it_is_different_where_the_procedure_demands"

BESIDE = procedure(
    step("measure", outcome("done", "meet")),
    step("judge", outcome("done", "meet"), different_person_from=("measure",)),
    step("meet", outcome("all", closes="granted"), kind="join", joins=("measure", "judge")),
    opens_with=("measure", "judge"),
    procedure="beside",
    roles=(CLERK,),
)
"""Two steps beside each other, of which one is kept apart from the other."""


def refused(flow: cf.Flow, command: Command, by: str) -> set[str]:
    """The rules by which a command would be refused."""
    return {each.rule for each in flow.check(command, by=by)}


@pytest.fixture
def at_work():
    """A department with three procedures and a dossier of the one-stop desk, and its clock."""
    flow, clock = administration()
    with flow:
        for each in (ONE_STOP, TACIT, BESIDE):
            publish(flow, each)
        opened(flow, "D-1", "one-stop")
        yield flow, clock


def opened(flow: cf.Flow, dossier: str, code: str) -> None:
    """E-1 opens a dossier, and its first steps are given out."""
    flow.execute(cf.dossier.OpenDossier(dossier=dossier, procedure=code, unit="U-1"), by="E-1")
    flow.react()


def delegated(flow: cf.Flow, task: str, to: str) -> None:
    """E-3 takes on a task and lets another act in it."""
    flow.execute(cf.task.ClaimTask(task=task), by="E-3")
    flow.execute(cf.task.DelegateTask(task=task, to=to, reason="Bận họp"), by="E-3")


def test_whoever_did_a_step_for_another_had_a_hand_in_it(at_work):
    """E-1 receives the file in E-3's place: both have a hand in that, and neither appraises it."""
    flow, _ = at_work
    delegated(flow, "D-1/receive/1", "E-1")
    flow.execute(cf.task.ConcludeTask(task="D-1/receive/1", outcome="complete", output="Xong"), by="E-1")
    flow.react()

    for person in ("E-1", "E-3"):
        assert refused(flow, cf.task.ClaimTask(task="D-1/appraise/1"), person) == {KEPT_APART}


def test_whoever_worked_on_a_step_before_it_went_to_another_had_a_hand_in_it(at_work):
    """E-1 begins to receive the file, E-3 ends it in their stead: E-1 does not appraise it."""
    flow, _ = at_work
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")
    flow.execute(cf.task.StartTask(task="D-1/receive/1"), by="E-1")
    flow.execute(
        cf.task.ReassignTask(task="D-1/receive/1", to="E-3", replacement="T-1", reason="Nghỉ phép"),
        by="HEAD-1",
    )
    do(flow, "T-1", "complete", "E-3")

    assert refused(flow, cf.task.ClaimTask(task="D-1/appraise/1"), "E-1") == {KEPT_APART}


def test_nobody_lets_one_act_who_did_the_step_it_is_kept_apart_from(at_work):
    """E-1 received the file: E-3 cannot let them appraise it in their place."""
    flow, _ = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    flow.execute(cf.task.ClaimTask(task="D-1/appraise/1"), by="E-3")

    delegate = cf.task.DelegateTask(task="D-1/appraise/1", to="E-1", reason="Bận họp")
    assert refused(flow, delegate, "E-3") == {PUT_TO_IT}


def test_work_of_a_step_is_not_handed_over_to_one_who_did_the_step_it_is_kept_apart_from(at_work):
    """E-1 received the file: when E-3 goes on leave, appraising it does not go to E-1."""
    flow, _ = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    flow.execute(cf.task.ClaimTask(task="D-1/appraise/1"), by="E-3")

    given: dict[str, Any] = {
        "task": "D-1/appraise/1",
        "action": "reassign",
        "to": "E-1",
        "reason": "Nghỉ phép",
    }
    handed = cf.task.HandOverWork(person="E-3", steps=(cf.task.HandOverStep(**given, replacement="T-1"),))
    named = "persons_work_goes_to_are_different_where_the_procedure_demands"
    assert refused(flow, handed, "HEAD-1") == {named}


def test_a_result_counts_before_the_dossier_has_taken_it_over(at_work):
    """Of two steps beside each other E-1 has both: what they concluded a moment ago bars them from the other."""
    flow, _ = at_work
    opened(flow, "D-2", "beside")
    for code in ("measure", "judge"):
        flow.execute(cf.task.ClaimTask(task=f"D-2/{code}/1"), by="E-1")
    flow.execute(cf.task.ConcludeTask(task="D-2/measure/1", outcome="done", output="Xong"), by="E-1")

    conclude = cf.task.ConcludeTask(task="D-2/judge/1", outcome="done", output="Xong")
    assert refused(flow, conclude, "E-1") == {KEPT_APART}


def test_of_two_steps_beside_each_other_neither_is_first(at_work):
    """E-1 judges before anybody has measured: then they do not measure what they have judged."""
    flow, clock = at_work
    opened(flow, "D-2", "beside")
    clock.advance(hours=1)
    do(flow, "D-2/judge/1", "done", "E-1")

    assert refused(flow, cf.task.ClaimTask(task="D-2/measure/1"), "E-1") == {KEPT_APART}
    assert refused(flow, cf.task.ClaimTask(task="D-2/measure/1"), "E-3") == set()


def test_a_reply_is_taken_down_by_another_where_the_procedure_demands(at_work):
    """E-1 asked the bank: another takes down what it answers."""
    flow, _ = at_work
    asked = procedure(
        step("ask", outcome("sent", "answer")),
        step(
            "answer",
            outcome("come", closes="granted"),
            kind="wait",
            awaits="bank-reply",
            different_person_from=("ask",),
        ),
        procedure="bank",
        roles=(CLERK,),
    )
    publish(flow, asked)
    opened(flow, "D-2", "bank")
    do(flow, "D-2/ask/1", "sent", "E-1")

    reply = cf.dossier.ReceiveReply(dossier="D-2", step="answer", outcome="come")
    assert refused(flow, reply, "E-1") == {"reply_is_taken_down_by_another_where_the_procedure_demands"}
    assert refused(flow, reply, "E-3") == set()


def test_whoever_holds_an_office_no_longer_does_not_do_its_step(at_work):
    """The head was relieved after the file had come to them: whoever is head now signs it."""
    flow, clock = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    office: dict[str, Any] = {"unit": "U-1", "office": "head", "instrument": "QĐ 9"}
    flow.execute(cf.organization.Relieve(**office, person="HEAD-1", until="2023-10-02"), by="ADMIN")
    clock.advance(days=1)
    flow.execute(cf.organization.Appoint(**office, person="E-1", since="2023-10-03"), by="ADMIN")

    signed = cf.task.ConcludeTask(task="D-1/sign/1", outcome="signed", output="Xong")
    assert refused(flow, signed, "HEAD-1") == {"office_of_the_step_is_still_held"}
    given: dict[str, Any] = {
        "task": "D-1/sign/1",
        "to": "E-1",
        "replacement": "T-1",
        "unit": "U-1",
        "reason": "Thay trưởng phòng",
    }
    flow.execute(cf.task.ReassignTask(**given), by="DIRECTOR")
    do(flow, "T-1", "signed", "E-1")
    assert list(flow.entries(stream="dossier:D-1"))[-1].topic == "dossier.closed"


def test_no_migration_says_that_a_step_was_another_so_that_its_hands_are_forgotten(at_work):
    """E-1 received the file: that does not become a note, so that E-1 may appraise it in the newer version."""
    flow, _ = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    noted = step("note", outcome("noted", "sign"))
    steps = tuple(
        evolve(each, outcomes=(*each.outcomes, outcome("noted", "note"))) if each.step == "appraise" else each
        for each in ONE_STOP.steps
    )
    publish(flow, evolve(ONE_STOP, version=2, steps=(*steps, noted)))

    said: dict[str, Any] = {"dossier": "D-1", "version": 2, "reason": "Quy trình mới"}
    moved = cf.dossier.MigrateDossier(**said, mapping={"appraise": "appraise", "receive": "note"})
    assert refused(flow, moved, "HEAD-1") == {"whose_hands_were_in_it_stays_known"}
    kept = cf.dossier.MigrateDossier(**said, mapping={"appraise": "appraise", "receive": "receive"})
    assert refused(flow, kept, "HEAD-1") == set()


def test_work_of_a_step_that_was_given_to_another_is_not_called_off_alone_either(at_work):
    """The task that took its place is as much the work of the step, whatever it is called."""
    flow, _ = at_work
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")
    flow.execute(
        cf.task.ReassignTask(task="D-1/receive/1", to="E-3", replacement="T-1", reason="Nghỉ"), by="HEAD-1"
    )
    cancel = cf.task.CancelTask(task="T-1", reason="Nhầm")
    assert refused(flow, cancel, "HEAD-1") == {"work_of_a_step_goes_its_way_by_the_procedure"}


def test_no_task_that_takes_the_place_of_another_is_named_like_a_step_to_come(at_work):
    """Work given to another under the id of a later step would be taken for that step's result."""
    flow, _ = at_work
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")

    given = cf.task.ReassignTask(task="D-1/receive/1", to="E-3", replacement="D-1/sign/1", reason="Nghỉ phép")
    assert refused(flow, given, "HEAD-1") == {"replacement_is_not_named_like_the_step_of_a_dossier"}
    step = cf.task.HandOverStep(
        task="D-1/receive/1", action="reassign", to="E-3", reason="Nghỉ", replacement="D-1/sign/1"
    )
    handed = cf.task.HandOverWork(person="E-1", steps=(step,))
    assert refused(flow, handed, "HEAD-1") == {"replacements_are_not_named_like_the_steps_of_dossiers"}


def test_no_task_is_named_like_the_step_of_a_dossier_that_is_not_opened_yet(at_work):
    """Nor can a later dossier be kept from going on by a task that has its name already."""
    flow, _ = at_work
    named: dict[str, Any] = {"task": "D-9/receive/1", "to": "E-1", "unit": "U-1"}
    given = cf.task.AssignTask(**named, **(CLEAR | {"due": "2023-10-20T10:00+07:00"}))
    assert refused(flow, given, "HEAD-1") == {"task_is_not_named_like_the_step_of_a_dossier"}


def test_the_work_of_a_step_goes_its_way_by_the_procedure(at_work):
    """The dossier could not go on: neither by cancelling its task, nor by withdrawing it in a dispute."""
    flow, _ = at_work
    cancel = cf.task.CancelTask(task="D-1/receive/1", reason="Nhầm")
    assert refused(flow, cancel, "HEAD-1") == {"work_of_a_step_goes_its_way_by_the_procedure"}

    do(flow, "D-1/receive/1", "complete", "E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    flow.execute(cf.task.DisputeTask(task="D-1/sign/1", objection="authority"), by="HEAD-1")
    decided: dict[str, Any] = {"task": "D-1/sign/1", "clock_ran": True, "reason": "Không có căn cứ"}
    withdrawn = cf.task.ResolveDispute(**decided, outcome="withdrawn")
    assert refused(flow, withdrawn, "DIRECTOR") == {"disputed_work_of_a_step_is_not_withdrawn"}
    assert refused(flow, cf.task.ResolveDispute(**decided, outcome="upheld"), "DIRECTOR") == set()


def test_what_a_dossier_has_taken_over_is_not_opened_again_in_its_task(at_work):
    """A closed dossier has no open task: it is opened again itself, or sent back while it is open."""
    flow, _ = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    do(flow, "D-1/sign/1", "signed", "HEAD-1")
    for task, by in (("D-1/appraise/1", "HEAD-1"), ("D-1/sign/1", "DIRECTOR")):
        again = cf.task.ReopenTask(task=task, reason="Sai sót")
        assert refused(flow, again, by) == {"work_of_a_step_goes_its_way_by_the_procedure"}


def test_whoever_has_answered_in_time_is_not_held_to_be_silent(at_work):
    """The answer came within the term, and the engine looks only after it: the answer holds, not the silence."""
    flow, clock = at_work
    opened(flow, "D-2", "tacit")
    flow.execute(cf.task.ClaimTask(task="D-2/look/1"), by="E-3")
    flow.execute(cf.task.ConcludeTask(task="D-2/look/1", outcome="agree", output="Xong"), by="E-3")
    clock.advance(days=7)

    pass_term = cf.dossier.PassTerm(dossier="D-2", step="look", round=1)
    assert refused(flow, pass_term, "E-4") == {"no_result_waits_to_be_taken_over"}
    assert flow.tick().passed == ()
    flow.react()
    closed = list(flow.entries(stream="dossier:D-2"))[-1].event
    assert closed.result == "granted"


def test_a_term_that_ends_a_step_is_not_extended_for_its_task(at_work):
    """Whoever were given longer would be held to be silent before their due; other steps are given longer."""
    flow, _ = at_work
    opened(flow, "D-2", "tacit")
    flow.execute(cf.task.ClaimTask(task="D-2/look/1"), by="E-3")
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")

    longer: dict[str, Any] = {"due": "2023-10-20T10:00+07:00", "reason": "Cần thêm thời gian"}
    look, receive = (cf.task.ExtendDeadline(task=each, **longer) for each in ("D-2/look/1", "D-1/receive/1"))
    assert refused(flow, look, "HEAD-1") == {"term_that_ends_a_step_is_not_extended"}
    assert refused(flow, receive, "HEAD-1") == set()


def test_whoever_was_given_a_step_and_never_worked_on_it_had_no_hand_in_it(at_work):
    """E-1 took the file on and fell ill; E-3 received it: E-1 may appraise it."""
    flow, _ = at_work
    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")
    flow.execute(
        cf.task.ReassignTask(task="D-1/receive/1", to="E-3", replacement="T-1", reason="Nghỉ ốm"), by="HEAD-1"
    )
    do(flow, "T-1", "complete", "E-3")

    assert refused(flow, cf.task.ClaimTask(task="D-1/appraise/1"), "E-1") == set()


def test_lateness_before_a_step_was_given_out_is_not_of_whoever_it_is_given_to(at_work):
    """The term of the dossier has passed when it comes to the head: signing it at once is no lateness of the head."""
    flow, clock = at_work
    do(flow, "D-1/receive/1", "complete", "E-1")
    for _ in range(3):
        clock.advance(days=7)
        flow.execute(cf.task.CommentOnTask(task="D-1/appraise/1", text="Đang xem"), by="E-3")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    do(flow, "D-1/sign/1", "signed", "HEAD-1")
    given = next(iter(flow.entries(stream="task:D-1/sign/1")))
    assert given.event.due < given.at.recorded_at

    assert of(flow, "HEAD-1").raw.late == ()
    assert flow.ask(cf.OnTime(unit="U-1", with_events=True)).answer.raw.late == (
        "D-1/appraise/1",
        "D-1/sign/1",
    )


def of(flow: cf.Flow, person: str) -> OnTimeAnswer:
    """How much of a person's work is done on time."""
    return flow.ask(cf.OnTime(person=person, with_events=True)).answer


def test_a_term_that_ends_a_step_is_not_set_anew_for_whoever_takes_it_over(at_work):
    """Who is given the work of another has until then as well; where no due is said, nothing is refused."""
    flow, _ = at_work
    opened(flow, "D-2", "tacit")
    flow.execute(cf.task.ClaimTask(task="D-2/look/1"), by="E-3")
    to: dict[str, Any] = {"task": "D-2/look/1", "to": "E-1", "replacement": "R-1", "reason": "Nghỉ phép"}

    longer = cf.task.ReassignTask(**to, due="2023-10-20T10:00+07:00")
    assert refused(flow, longer, "HEAD-1") == {"term_that_ends_a_step_is_not_set_anew"}
    assert refused(flow, cf.task.ReassignTask(**to), "HEAD-1") == set()


def test_nobody_gives_the_opinion_of_two_units(at_work):
    """Not even when the office of the second moves the work to where the person is."""
    flow, _ = at_work
    publish(flow, OPINION)
    opened(flow, "D-2", "opinion")
    flow.execute(
        cf.dossier.NameInstances(dossier="D-2", step="opine", units=("U-1", "U-2", "U-3")), by="HEAD-1"
    )
    flow.react()
    do(flow, "D-2/opine/1/U-1", "agree", "E-3")
    move = cf.task.TransferTask(task="D-2/opine/1/U-2", to_unit="U-1", reason="Thiếu người")
    flow.execute(move, by="HEAD-2")

    claim = cf.task.ClaimTask(task="D-2/opine/1/U-2")
    assert refused(flow, claim, "E-3") == {"person_is_different_where_the_procedure_demands"}
    assert refused(flow, claim, "E-1") == set()

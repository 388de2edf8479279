"""Work that passes to another person under a new id, and completed work that is opened again."""

from typing import Any

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.task.assignment_events import TaskDrafted, TaskReassigned, TaskReopened
from civicflow.task.events import Confidentiality, TaskEvaluated
from tests.employee.staff import registered
from tests.organization.offices import joined
from tests.task.tasks import task_given
from tests.task.test_commands import DUE, LATER, after, assign, assigned, cancelled, completed, of, submitted

TO_E_3 = (joined("U-1", "E-3"), registered("E-3"))
WHY = FreeText(v="Nghỉ ốm dài ngày")
REASSIGNED = TaskReassigned(**of(), reassigned_by="HEAD-1", to="E-3", replacement="T-2", reason=WHY)
REOPEN = task.ReopenTask(task="T-1", reason="Sai căn cứ pháp lý")


def passes(**said: Any) -> task.ReassignTask:
    """T-1 of E-1 becomes T-2 of E-3."""
    fields: dict[str, Any] = {"task": "T-1", "to": "E-3", "replacement": "T-2", "reason": WHY}
    return task.ReassignTask(**fields | said)


def test_work_passes_to_another_as_it_is():
    """What, with what result and until when stay as assigned; the new task names the one whose place it takes (K4, K18)."""
    outcome = after(assigned(), *TO_E_3).when(passes(), by="HEAD-1")

    outcome.then(REASSIGNED, evolve(assigned("E-3", task="T-2"), replaces="T-1"))


def test_all_that_was_said_at_the_assignment_passes_on():
    """Kind, units, confidentiality, signature and the reason of a departure (R71, K12)."""
    special = evolve(
        assigned(),
        work_type="inspection",
        work_units=4,
        confidentiality=Confidentiality.SECRET,
        departure=FreeText(v="Hồ sơ nhiều tập"),
        needs_signature=True,
        because_of="task:T-1",
    )
    _, passed = after(special, *TO_E_3).when(passes(due=LATER), by="HEAD-1").events

    assert passed == evolve(special, task="T-2", assignee="E-3", due=LATER, replaces="T-1")


@pytest.mark.parametrize(
    "said, rules",
    [
        ({"to": "E-1"}, {"another_takes_it_on"}),
        ({"to": "HEAD-1"}, {"actor_is_not_the_assignee", "office_that_leads_the_assignee"}),
        ({"to": "E-2"}, {"office_that_leads_the_assignee"}),
        ({"to": "E-2", "unit": "U-1"}, {"assignee_belongs_to_the_unit"}),
        ({"due": "2023-10-02T07:00+07:00"}, {"due_lies_ahead"}),
        ({"replacement": "T-1"}, {"task_does_not_exist"}),
        ({"work_units": 0}, {"work_units_are_counted", "replacement_is_not_smaller"}),
        ({"at_home": True}, {"home_work_is_lawful_for_the_assignee"}),
    ],
)
def test_the_new_assignment_is_judged_like_any_other(said, rules):
    """By the same rules, and by the authority over the unit of whoever takes it on (R26, K10, K11, K18)."""
    after(assigned(), *TO_E_3).when(passes(**said), by="HEAD-1").refused_by(*rules)


def test_the_director_gives_work_across_divisions():
    """Whoever leads both units (K11)."""
    _, passed = after(assigned()).when(passes(to="E-2"), by="DIRECTOR").events

    assert (passed.assignee, passed.unit) == ("E-2", "U-2")  # type: ignore[attr-defined]


def test_what_takes_the_place_of_a_task_is_no_smaller_without_a_reason():
    """Neither given to another nor assigned anew in place of a cancelled one (K4, K12)."""
    large = evolve(assigned(), work_units=3)

    after(large, *TO_E_3).when(passes(work_units=2), by="HEAD-1").refused_by("replacement_is_not_smaller")
    assert after(large, *TO_E_3).when(passes(work_units=2, departure="Đã làm một phần"), by="HEAD-1").events
    anew = assign(task="T-2", replaces="T-1")
    after(large, cancelled()).when(anew, by="HEAD-1").refused_by("replacement_is_not_smaller")
    assert after(large, cancelled()).when(evolve(anew, work_units=3), by="HEAD-1").events


def test_an_earlier_departure_does_not_excuse_another_one():
    """What was once said of other units says nothing of fewer; nor of work that is now done at home (K4, K12)."""
    large = evolve(assigned(), work_units=3, departure=FreeText(v="Hồ sơ nhiều tập"))
    given = after(large, *TO_E_3)

    given.when(passes(work_units=1), by="HEAD-1").refused_by("replacement_is_not_smaller")
    assert given.when(passes(work_units=3), by="HEAD-1").events
    office_only = after(evolve(large, work_type="inspection"), *TO_E_3)
    assert "departure_has_a_reason" in office_only.when(passes(at_home=True), by="HEAD-1").refusals


def test_a_draft_is_not_swallowed_by_work_that_changes_hands():
    """It was prepared for something else: it is assigned, or discarded with a reason (R15, K17)."""
    prepared = TaskDrafted(
        task="T-2",
        unit="U-1",
        drafted_by="HEAD-1",
        work=FreeText(v="Kiểm tra trật tự xây dựng"),
        work_type=None,
        confidentiality=None,
        because_of=None,
    )

    after(assigned(), prepared, *TO_E_3).when(passes(), by="HEAD-1").refused_by("task_does_not_exist")


def test_only_open_work_changes_hands():
    """A result that waits is decided first; what has ended has ended (K4)."""
    for past in ((submitted(),), (submitted(), completed()), (cancelled(),), (REASSIGNED,)):
        given = after(assigned(), *past, *TO_E_3)
        given.when(passes(replacement="T-3"), by="HEAD-1").refused_by("task_can_change_hands")
    after(assigned(), *TO_E_3).when(passes(), by="E-1").refused_by("office_that_approves_the_task")


def test_what_another_system_did_not_say_is_not_passed_on():
    """A recorded task without a result or a due is assigned anew instead (R31)."""
    bare = task_given("T-1", assignee="E-1", unit="U-1", due=DUE)

    after(bare, *TO_E_3).when(passes(), by="HEAD-1").refused_by("assignment_was_clear")


def test_a_reassigned_task_has_one_replacement():
    """It cannot be split into several easier ones (K4)."""
    given = after(assigned(), *TO_E_3, REASSIGNED, evolve(assigned("E-3", task="T-2"), replaces="T-1"))

    given.when(assign(task="T-3", to="E-3", replaces="T-1"), by="HEAD-1").refused_by(
        "replaced_task_is_cancelled", "no_other_took_its_place"
    )


def test_an_acceptance_is_taken_back_until_the_evaluation():
    """The work goes on, in the next round; by the office, not by the author (K4, K10)."""
    done = (assigned(), submitted(), completed())
    reopened = TaskReopened(**of(), reopened_by="HEAD-1", reason=FreeText(v="Sai căn cứ pháp lý"), due=None)
    judged = TaskEvaluated(
        **of(), evaluator="HEAD-1", quality_met=True, major_errors=0, delays=0, above_level=False, note=None
    )

    after(*done).when(REOPEN, by="HEAD-1").then(reopened)
    after(*done, reopened).when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").then(submitted(2))
    after(*done, judged).when(REOPEN, by="HEAD-1").refused_by("task_is_completed")
    after(assigned(), submitted()).when(REOPEN, by="HEAD-1").refused_by("task_is_completed")
    after(*done).when(REOPEN, by="E-1").refused_by("office_that_approves_the_task")


def test_reopened_work_is_not_due_earlier_than_it_was():
    """Nobody is made late by an act of the office: a new due lies ahead, and not before the one in force (K4)."""
    given = after(assigned(), submitted(), completed())

    given.when(evolve(REOPEN, due="2023-10-02T08:01+07:00"), by="HEAD-1").refused_by(
        "due_is_not_brought_forward"
    )
    given.when(evolve(REOPEN, due="2023-10-02T07:00+07:00"), by="HEAD-1").refused_by(
        "due_is_not_brought_forward", "due_that_is_set_lies_ahead"
    )
    assert given.when(evolve(REOPEN, due=LATER), by="HEAD-1").events
    overdue = given.when(
        evolve(REOPEN, due="2023-11-21T08:00+07:00"), by="HEAD-1", at="2023-11-21T08:00+07:00"
    )
    overdue.refused_by("due_that_is_set_lies_ahead")

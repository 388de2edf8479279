"""Work of somebody who is on leave or goes elsewhere, and decisions of an approver, handed over all at once (K11, K13)."""

from typing import Any

import pytest
from attrs import evolve

import civicflow.flow
from civicflow import task
from civicflow.core.clock import FixedClock
from civicflow.core.fields import FreeText
from civicflow.core.filing import Receipt
from civicflow.core.rule import RefusedError
from civicflow.flow import MODULES
from civicflow.messages import Words
from civicflow.organization.events import Office
from civicflow.task.assignment_events import TaskKept, TaskReassigned, TaskReviewHandedOver
from tests.employee.staff import registered
from tests.organization.offices import appointed, delegated, joined
from tests.properties.clerks import first_orders
from tests.stores import STORES
from tests.task.test_commands import LATER, NOW, after, assign, assigned, completed, submitted

TO_E_3 = (joined("U-1", "E-3"), registered("E-3"))
OPEN = (*TO_E_3, assigned(), assigned(task="T-2"), assigned(task="T-3"))
WHY = FreeText(v="Nghỉ thai sản")


def step(task_id: str, action: str, **said: Any) -> task.HandOverStep:
    """What becomes of one task."""
    return task.HandOverStep(task=task_id, action=action, reason=WHY, **said)


GIVEN = step("T-1", "reassign", to="E-3", replacement="T-9")
HELD = step("T-2", "hold")
KEPT = step("T-3", "keep")


def hands(*steps: task.HandOverStep) -> task.HandOverWork:
    """The work of E-1."""
    return task.HandOverWork(person="E-1", steps=steps)


def test_each_task_is_given_on_held_or_kept_in_one_act():
    """A result per task, in the order of the steps (K13)."""
    passed, anew, held, kept = after(*OPEN).when(hands(GIVEN, HELD, KEPT), by="HEAD-1").events

    assert passed == TaskReassigned(
        task="T-1",
        assignee="E-1",
        unit="U-1",
        reassigned_by="HEAD-1",
        to="E-3",
        replacement="T-9",
        reason=WHY,
    )
    assert anew == evolve(assigned("E-3", task="T-9"), replaces="T-1")
    assert (held.task, held.cause) == ("T-2", "absence")  # type: ignore[attr-defined]
    assert kept == TaskKept(task="T-3", assignee="E-1", unit="U-1", kept_by="HEAD-1", reason=WHY)


def test_nothing_is_forgotten():
    """What is open in the unit and not named is refused by its name; what has ended is not asked for (K13)."""
    after(*OPEN).when(hands(GIVEN, HELD), by="HEAD-1").refused_by("no_open_work_is_left_out")
    done = (evolve(submitted(), task="T-3"), evolve(completed(), task="T-3"))
    assert after(*OPEN, *done).when(hands(GIVEN, HELD), by="HEAD-1").events


@pytest.mark.parametrize(
    "steps, rules",
    [
        ((GIVEN, GIVEN, HELD, KEPT), {"each_task_is_named_once"}),
        ((GIVEN, evolve(GIVEN, task="T-2"), KEPT), {"each_task_is_named_once"}),
        ((step("T-1", "reassign"), HELD, KEPT), {"it_is_said_to_whom_work_goes"}),
        ((evolve(GIVEN, to="E-1"), HELD, KEPT), {"another_takes_it_on"}),
        (
            (evolve(GIVEN, replacement="T-3"), HELD, KEPT),
            {"each_task_is_named_once", "task_does_not_exist"},
        ),
        ((GIVEN, evolve(HELD, review_on="2023-10-02T07:00+07:00"), KEPT), {"review_lies_ahead"}),
    ],
)
def test_all_of_it_or_nothing(steps, rules):
    """One step that is not allowed keeps all from being carried out (K13)."""
    after(*OPEN).when(hands(*steps), by="HEAD-1").refused_by(*rules)


def test_only_open_work_of_the_person_is_handed_over():
    """Not that of another, and not without authority over its unit (K11, K13)."""
    after(*OPEN, assigned("E-3", task="T-4")).when(
        hands(GIVEN, HELD, KEPT, step("T-4", "keep")), by="HEAD-1"
    ).refused_by("each_task_is_open_work_of_the_person")
    for by in ("E-1", "HEAD-2"):
        after(*OPEN).when(hands(GIVEN, HELD, KEPT), by=by).refused_by("office_that_approves_each_task")
    after(*OPEN).when(hands(), by="HEAD-1").refused_by("office_that_approves_each_task")


def test_nobody_hands_over_their_own_work():
    """Not through a delegation either (K10)."""
    lent = after(*OPEN, delegated("HEAD-1", "E-1", "U-1"))

    lent.when(hands(GIVEN, HELD, KEPT), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_author")


@pytest.mark.parametrize("kind", STORES)
def test_in_every_store_a_hand_over_is_one_act_and_its_refusal_names_the_task(fresh_store, kind):
    """Of several steps, the one that cannot be carried out; nothing is written then, and everything otherwise (K13)."""
    with fresh_store(kind) as address, civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        assert all(isinstance(each, Receipt) for each in flow.execute_many(first_orders()))
        for each in ("T-1", "T-2", "T-3"):
            flow.execute(assign(task=each), by="HEAD-1")
        before = len(list(flow.entries()))

        wrong = evolve(HELD, review_on="2023-10-02T07:00+07:00")
        with pytest.raises(RefusedError) as error:
            flow.execute(hands(GIVEN, wrong, KEPT), by="HEAD-1")
        (refused,) = error.value.refusals
        assert Words("en", MODULES, flow.setting.zone).refusal(refused).startswith("T-2: ")
        receipt = flow.execute(hands(GIVEN, HELD, KEPT), by="HEAD-1")

        handed = [entry.topic for entry in flow.entries() if entry.at.position >= receipt.first]
        assert handed == ["task.reassigned", "task.assigned", "task.held", "task.kept"]
        assert receipt.last - receipt.first + 1 == len(handed)
        refusals = [entry for entry in flow.entries() if before < entry.at.position < receipt.first]
        assert [entry.topic for entry in refusals] == ["act.refused"]


REVIEWS = task.HandOverReviews(
    unit="U-1", tasks=["T-1"], approver="HEAD-1", to="MANAGER-1", until=LATER, reason=WHY
)
LAID_BEFORE = TaskReviewHandedOver(
    task="T-1",
    assignee="E-1",
    unit="U-1",
    handed_over_by="HEAD-1",
    approver="HEAD-1",
    to="MANAGER-1",
    until=LATER,
    reason=WHY,
)


def test_waiting_decisions_are_laid_before_another_who_may_take_them():
    """By the office or one above; the authority stays where it is (K11, K13)."""
    given = after(assigned(), submitted())

    given.when(REVIEWS, by="HEAD-1").then(LAID_BEFORE)
    given.when(REVIEWS, by="DIRECTOR").then(evolve(LAID_BEFORE, handed_over_by="DIRECTOR"))
    given.when(REVIEWS, by="E-1").refused_by("office_that_leads_the_unit_of_the_reviews")
    lent = after(assigned(), submitted(), *TO_E_3, delegated("HEAD-1", "E-3", "U-1"))
    assert lent.when(evolve(REVIEWS, to="E-3"), by="HEAD-1").events


def test_who_decides_on_the_results_of_a_head_is_not_said_from_below():
    """A manager of the unit does not choose before whom the results of the head are laid; the unit above does (K11)."""
    own = (assigned("HEAD-1", by="DIRECTOR"), submitted(person="HEAD-1"))
    given = after(*own, appointed("A-1", "MANAGER-2", Office.MANAGER))
    moved = evolve(REVIEWS, approver="DIRECTOR", to="MANAGER-2")

    given.when(moved, by="MANAGER-1").refused_by("office_that_leads_the_unit_of_the_reviews")
    assert given.when(moved, by="DIRECTOR").events


@pytest.mark.parametrize(
    "changes, rules",
    [
        ({"to": "HEAD-2"}, {"receiver_may_decide"}),
        ({"to": "E-1"}, {"receiver_may_decide"}),
        ({"to": "HEAD-1"}, {"receiver_may_decide"}),
        ({"approver": "HEAD-2"}, {"approver_may_decide"}),
        ({"tasks": ()}, {"each_result_waits_in_the_unit"}),
        ({"tasks": ("T-1", "T-1")}, {"each_result_waits_in_the_unit"}),
        ({"tasks": ("T-1", "T-2")}, {"each_result_waits_in_the_unit"}),
        ({"until": "2023-10-02T07:00+07:00"}, {"the_end_lies_ahead"}),
    ],
)
def test_reviews_are_laid_before_nobody_else(changes, rules):
    """The receiver and the approver may decide, each result waits, and the end lies ahead (K11)."""
    given = after(assigned(), submitted(), assigned(task="T-2"))

    given.when(evolve(REVIEWS, **changes), by="HEAD-1").refused_by(*rules)


def test_nobody_chooses_who_decides_on_their_own_work():
    """Not while acting for their head (K10)."""
    lent = after(assigned(), submitted(), delegated("HEAD-1", "E-1", "U-1"))

    lent.when(REVIEWS, by="E-1", on_behalf_of="HEAD-1").refused_by("nobody_hands_on_their_own_result")

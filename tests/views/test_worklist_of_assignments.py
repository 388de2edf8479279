"""What waits about assignments: drafts to give out, disputes to decide, holds to look at (K10, K11, K17)."""

import pytest

from civicflow.core.fields import FreeText
from civicflow.organization.events import Office
from civicflow.task.assignment_events import TaskDraftDiscarded, TaskDrafted, TaskReviewHandedOver
from civicflow.views.matter import Need
from tests.views.administration import administration, appointed
from tests.views.lives import Life
from tests.views.past import Past, at
from tests.views.test_worklist import listed, needs


@pytest.fixture
def past() -> Past:
    """An agency of two units."""
    return administration(Past())


def test_a_draft_waits_for_the_office_of_its_unit_until_it_is_given_out_or_discarded(past):
    """It is nobody's work yet, and no task in any figure (K17)."""
    for number in (1, 2, 3):
        draft = TaskDrafted(
            task=f"T-{number}",
            unit="U-12",
            drafted_by="E-101",
            work=FreeText(v="Báo cáo"),
            work_type=None,
            confidentiality=None,
            because_of=None,
        )
        past.add("2023-11-10T09:00", draft)
    discarded = TaskDraftDiscarded(task="T-3", unit="U-12", discarded_by="E-101", reason=FreeText(v="x"))
    past.add("2023-11-10T10:00", discarded)
    Life(past, "T-2").assigned("2023-11-10T11:00")

    assert needs(past, "E-101") == [(Need.ASSIGN_DRAFT, "task:T-1")]
    assert needs(past, "E-204") == [(Need.WORK, "task:T-2")]


def test_a_dispute_waits_for_the_office_above_whoever_assigned(past):
    """Not for the head who assigned it, nor for the assignee (K10, K11)."""
    life = Life(past).assigned("2023-11-14T09:00", acknowledged=False).disputed("2023-11-14T10:00")

    assert (needs(past, "E-101"), needs(past, "E-204")) == ([], [])
    assert needs(past, "E-001") == [(Need.RESOLVE_DISPUTE, "task:T-17")]
    life.resolved("2023-11-15T09:00", clock_ran=True)
    assert needs(past, "E-001") == []
    assert needs(past, "E-204") == [(Need.ACKNOWLEDGE, "task:T-17")]


def test_a_hold_falls_due_when_it_is_to_be_looked_at_next(past):
    """K4: the last review says when."""
    Life(past).assigned().held("2023-11-10T09:00", review_on="2023-11-14T17:00").hold_reviewed(
        "2023-11-14T09:00", "2023-11-21T17:00"
    )

    (item,) = listed(past, "E-101")
    assert (item.need, item.overdue) == (Need.REVIEW_HOLD, False)
    assert item.due is not None
    assert item.due.isoformat() == "2023-11-21T10:00:00+00:00"


def test_what_has_passed_on_is_the_work_of_another(past):
    """The earlier task is nobody's; a reopened one is to be done again (K18)."""
    Life(past, "T-1").assigned().reassigned("2023-11-10T09:00", Life(past, "T-2", assignee="E-205"))
    Life(past, "T-3").assigned().submitted("2023-11-10T09:00").completed("2023-11-10T10:00").reopened(
        "2023-11-13T09:00"
    )

    assert needs(past, "E-204") == [(Need.REWORK, "task:T-3")]
    assert needs(past, "E-205") == [(Need.WORK, "task:T-2")]


def test_a_review_that_is_laid_before_another_stands_in_their_worklist(past):
    """Until it ends or another result is handed in; the approver finds it no more (K11, K13)."""
    appointed(past, "U-12", "E-105", office=Office.MANAGER)
    life = Life(past).assigned().submitted("2023-11-13T09:00")
    handed = TaskReviewHandedOver(
        task="T-17",
        assignee="E-204",
        unit="U-12",
        handed_over_by="E-101",
        approver="E-101",
        to="E-105",
        until=at("2023-11-16T17:00"),
        reason=FreeText(v="Đi công tác"),
    )
    review = [(Need.DECIDE_RESULT, "task:T-17")]

    assert needs(past, "E-101") == needs(past, "E-105") == review
    past.add("2023-11-14T09:00", handed)
    assert (needs(past, "E-101"), needs(past, "E-105")) == ([], review)
    assert needs(past, "E-101", "2023-11-17T08:00") == review
    life.returned("2023-11-14T10:00").submitted("2023-11-15T08:00")
    assert needs(past, "E-101") == review

"""Work that is laid before several people: who finds it before somebody takes it on, and who afterwards (R31, K18)."""

from datetime import date
from typing import Any

import pytest

from civicflow.errors import InvalidInputError
from civicflow.organization.events import MemberLeft, Office
from civicflow.organization.group_events import GroupDissolved, GroupEstablished, GroupMemberJoined
from civicflow.task.desk_events import (
    TaskBroughtToOffice,
    TaskDelegated,
    TaskDelegationEnded,
    TaskSuspended,
)
from civicflow.task.model import Stage
from civicflow.task.offering_events import TaskClaimed, TaskReturnedToPrevious, TaskTransferred
from civicflow.views.open_work import OpenWork, OpenWorkItem
from tests.organization.groups import REASON
from tests.task.offered import offered
from tests.views.administration import FOUNDED, administration
from tests.views.lives import Life
from tests.views.past import Past, at

NOON = "2023-11-15T12:00"
MONDAY = "2023-11-13T08:00"
SINCE = date(2023, 1, 2)


@pytest.fixture
def past() -> Past:
    """An agency of two units; the counter of U-12, to which E-204 belongs."""
    past = administration(Past())
    past.add(FOUNDED, GroupEstablished(group="G-1", unit="U-12", title="Tổ một cửa"))
    past.add(FOUNDED, GroupMemberJoined(group="G-1", unit="U-12", person="E-204", since=SINCE))
    return past


def items(past: Past, **asked: Any) -> tuple[OpenWorkItem, ...]:
    """What is open."""
    return past.ask(OpenWork(**asked), NOON).tasks


def tasks(past: Past, **asked: Any) -> list[str]:
    """Which tasks."""
    return [item.task for item in items(past, **asked)]


def lay(past: Past, task: str, **said: Any) -> None:
    """The head of U-12 offers work."""
    due = at(said.pop("due", "2023-11-20T17:00"))
    past.add(MONDAY, offered(**{"task": task, "unit": "U-12", "offered_by": "E-101", "due": due, **said}))


def test_a_person_finds_what_is_offered_to_whatever_they_belong_to(past):
    """To their group, to their unit and to those who hold their office; beside their own work, in one order."""
    Life(past, "T-1").assigned(due="2023-11-22T17:00")
    lay(past, "T-2", group="G-1", due="2023-11-24T17:00")
    lay(past, "T-3", due="2023-11-21T17:00")
    lay(past, "T-4", office=Office.HEAD)
    lay(past, "T-5", unit="U-13")

    assert tasks(past, person="E-204") == ["T-1"]
    assert tasks(past, person="E-204", with_offered=True) == ["T-3", "T-1", "T-2"]
    assert tasks(past, person="E-101", with_offered=True) == ["T-4"]
    assert [item.offered_to for item in items(past, unit="U-12")] == [
        "head:U-12",
        "unit:U-12",
        None,
        "group:G-1",
    ]


def test_what_somebody_has_taken_on_is_theirs_and_of_the_group_still(past):
    """Nobody else finds it among what is offered; the group shows who has it."""
    past.add(FOUNDED, GroupMemberJoined(group="G-1", unit="U-12", person="E-205", since=SINCE))
    lay(past, "T-1", group="G-1")
    lay(past, "T-2", group="G-1", due="2023-11-22T17:00")
    past.add("2023-11-14T08:00", TaskClaimed(task="T-1", assignee="E-204", unit="U-12", at_home=True))

    (own,) = items(past, person="E-204")
    assert (own.task, own.stage, own.at_home, own.offered_to) == ("T-1", Stage.ACKNOWLEDGED, True, None)
    assert tasks(past, person="E-204", with_offered=True) == ["T-1", "T-2"]
    assert tasks(past, person="E-205", with_offered=True) == []
    assert [(each.task, each.assignee) for each in items(past, group="G-1")] == [
        ("T-1", "E-204"),
        ("T-2", None),
    ]
    assert tasks(past, group="G-1", stage="offered") == ["T-2"]


def test_who_belongs_to_a_circle_no_longer_finds_nothing_there(past):
    """K18: a member of the group who has left its unit is none today, and a group that is dissolved has none."""
    lay(past, "T-1", group="G-1")
    lay(past, "T-2")
    asked = {"person": "E-204", "with_offered": True}
    assert tasks(past, **asked) == ["T-1", "T-2"]

    left = MemberLeft(unit="U-12", person="E-204", until=date(2023, 11, 13), reason=REASON)
    past.add("2023-11-13T09:00", left)
    assert tasks(past, **asked) == []


def test_a_dissolved_group_shows_what_is_left_and_offers_it_to_nobody(past):
    """The office of its unit finds it there, to dispose of it."""
    lay(past, "T-1", group="G-1")
    past.add(MONDAY, GroupDissolved(group="G-1", unit="U-12", until=date(2023, 11, 14), reason=REASON))

    assert tasks(past, person="E-204", with_offered=True) == []
    assert tasks(past, group="G-1") == tasks(past, unit="U-12") == ["T-1"]


def test_filters_hold_for_what_is_offered_too(past):
    """Of a dossier only what the person may find; pages go through all circles."""
    lay(past, "T-1", group="G-1", because_of="dossier:D-1#3")
    lay(past, "T-2", office=Office.HEAD, because_of="dossier:D-1#4")
    lay(past, "T-3", work_type="appraisal")
    asked: dict[str, Any] = {"person": "E-204", "with_offered": True}

    assert tasks(past, **asked, dossier="D-1") == ["T-1"]
    assert tasks(past, **asked, work_type="appraisal") == ["T-3"]
    first = past.ask(OpenWork(**asked, limit=1, with_total=True), NOON)
    assert (first.tasks[0].task, first.total) == ("T-1", 2)
    second = past.ask(OpenWork(**asked, limit=1, after=first.next), NOON)
    assert ([each.task for each in second.tasks], second.next) == (["T-3"], None)


def test_what_is_offered_is_asked_for_by_a_person():
    """A unit or a group shows what is offered as it stands."""
    with pytest.raises(InvalidInputError) as refused:
        OpenWork(unit="U-12", with_offered=True)

    assert refused.value.parameters["field"] == "person"


def test_who_acts_for_another_finds_the_work_beside_their_own_and_its_owner_keeps_it(past):
    """R33: one task, two people who find it, until the owner takes it back."""
    Life(past, "T-1").assigned(due="2023-11-22T17:00")
    Life(past, "T-2", assignee="E-205").assigned(due="2023-11-20T17:00")
    lent: dict[str, Any] = {
        "task": "T-1",
        "assignee": "E-204",
        "unit": "U-12",
        "delegate": "E-205",
        "reason": REASON,
    }
    past.add("2023-11-08T08:00", TaskDelegated(**lent))

    assert tasks(past, person="E-205") == ["T-2", "T-1"]
    assert [(item.assignee, item.delegate) for item in items(past, person="E-204")] == [("E-204", "E-205")]
    past.add("2023-11-09T08:00", TaskDelegationEnded(**lent, ended_by="E-204"))
    assert tasks(past, person="E-205") == ["T-2"]


def test_work_that_is_put_aside_or_brought_to_the_office_shows_it_and_keeps_its_due(past):
    """K4, R38: neither moves a date."""
    Life(past, "T-1").assigned(due="2023-11-14T17:00", at_home=True)
    of_task: dict[str, Any] = {"task": "T-1", "assignee": "E-204", "unit": "U-12", "reason": REASON}
    past.add("2023-11-08T08:00", TaskSuspended(**of_task, suspended_by="E-204"))
    past.add("2023-11-09T08:00", TaskBroughtToOffice(**of_task, brought_by="E-101"))

    (item,) = items(past, person="E-204")
    assert (item.put_aside, item.at_home, item.overdue) == (True, False, True)
    assert item.due == at("2023-11-14T17:00")


def test_work_that_goes_to_another_circle_is_found_there_and_comes_back_to_whom_it_came_from(past):
    """K4: the same task with the same due."""
    Life(past, "T-1").assigned(due="2023-11-22T17:00")
    moved: dict[str, Any] = {
        "task": "T-1",
        "unit": "U-12",
        "to_unit": "U-13",
        "group": None,
        "reason": REASON,
    }
    past.add("2023-11-08T08:00", TaskTransferred(**moved, assignee="E-204", transferred_by="E-101"))
    assert (tasks(past, person="E-204"), tasks(past, unit="U-13", stage="offered")) == ([], ["T-1"])

    back: dict[str, Any] = {
        "task": "T-1",
        "unit": "U-13",
        "to_unit": "U-12",
        "group": None,
        "office": None,
        "reason": REASON,
    }
    past.add(
        "2023-11-09T08:00",
        TaskReturnedToPrevious(**back, assignee=None, returned_by="E-102", to="E-204"),
    )
    (item,) = items(past, person="E-204")
    assert (item.task, item.stage, item.due) == ("T-1", Stage.ASSIGNED, at("2023-11-22T17:00"))
    assert tasks(past, unit="U-13") == []

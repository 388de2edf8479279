"""What an office may do to lift a figure, by its commands; and the honest twins, which are late and do nothing about it (K4)."""

from typing import Any

import civicflow as cf
from tests.views.at_work import DUE, Office

BEFORE_DUE, AFTER_DUE = "2023-11-20T15:30", "2023-11-22T09:00"
NEW_DUE = "2023-11-29T17:00+07:00"
WHY = "thêm hồ sơ"


def late(office: Office) -> None:
    """Handed in two days after the due."""
    office.assign("T-1")
    office.at(AFTER_DUE).hand_in("T-1")


def extend(office: Office) -> None:
    """The head moves the due into the next month."""
    office.assign("T-1")
    office.at(BEFORE_DUE).act(
        "E-101", cf.task.ExtendDeadline(task="T-1", due="2023-12-15T17:00+07:00", reason=WHY)
    )
    office.at(AFTER_DUE).hand_in("T-1")


def extend_too_late(office: Office) -> None:
    """The head moves the due when it has passed."""
    office.assign("T-1")
    office.at("2023-11-21T08:00").act("E-101", cf.task.ExtendDeadline(task="T-1", due=NEW_DUE, reason=WHY))
    office.at(AFTER_DUE).hand_in("T-1")


def cancel(office: Office) -> None:
    """The head calls it off an hour and a half before the due."""
    office.assign("T-1")
    office.at(BEFORE_DUE).act("E-101", cf.task.CancelTask(task="T-1", reason="không còn cần"))


def cancel_unnoticed(office: Office) -> None:
    """Nobody takes notice of it; when it is late, it is called off."""
    office.act("E-101", cf.task.AssignTask(task="T-1", **given_to("E-204")))
    office.at(AFTER_DUE).act("E-101", cf.task.CancelTask(task="T-1", reason="không còn cần"))


def cancel_and_give_anew(office: Office) -> None:
    """Called off, and given out anew with a later due that is kept."""
    cancel(office)
    office.assign("T-2", due=NEW_DUE, replaces="T-1")
    office.at(AFTER_DUE).hand_in("T-2")


def hold(office: Office) -> None:
    """Put on hold before the due and never released."""
    office.assign("T-1")
    held = cf.task.HoldTask(task="T-1", cause="third_party", reason=WHY, review_on="2023-11-27T17:00+07:00")
    office.at(BEFORE_DUE).act("E-101", held)


def reassign(office: Office) -> None:
    """Given to another just before the due, with a later one that is kept."""
    office.assign("T-1")
    given = cf.task.ReassignTask(task="T-1", to="E-205", replacement="T-2", reason=WHY, due=NEW_DUE)
    office.at(BEFORE_DUE).act("E-101", given)
    office.act("E-205", cf.task.AcknowledgeTask(task="T-2"))
    office.at(AFTER_DUE).hand_in("T-2", "E-205")


def reopen(office: Office) -> None:
    """A sketch is accepted in time, and taken back at once to be done afterwards."""
    office.assign("T-1")
    office.at("2023-11-17T09:00").hand_in("T-1")
    office.act("E-101", cf.task.ReopenTask(task="T-1", reason="thiếu phụ lục"))
    office.at(AFTER_DUE).hand_in("T-1")


def dispute(office: Office) -> None:
    """The assignee disputes it, and the office above moves the due."""
    office.act("E-101", cf.task.AssignTask(task="T-1", **given_to("E-204")))
    office.act("E-204", cf.task.DisputeTask(task="T-1", objection="volume", note=WHY))
    resolve = cf.task.ResolveDispute(
        task="T-1", outcome="changed", clock_ran=False, reason=WHY, due="2023-12-15T17:00+07:00"
    )
    office.act("E-001", resolve)
    office.at(AFTER_DUE).hand_in("T-1")


def claim(office: Office) -> None:
    """Handed in an hour after the due, claimed for ten minutes before it."""
    office.assign("T-1")
    office.at("2023-11-20T18:20")
    submit = cf.task.SubmitResult(task="T-1", output="Tờ trình số 5")
    office.flow.execute(submit, by="E-204", occurred_at="2023-11-20T16:50+07:00")
    office.act("E-101", cf.task.CompleteTask(task="T-1"))


def given_to(person: str) -> dict[str, Any]:
    """What is said of a task."""
    return {"to": person, "work": "Thẩm định", "due": DUE, "result": "Tờ trình", "acceptance": "Có đề xuất"}


def large_and_small(office: Office) -> None:
    """A large task that is late, a small one in time."""
    office.assign("T-1", work_units=8)
    office.assign("T-2", work_units=2)
    office.hand_in("T-2")
    office.at(AFTER_DUE).hand_in("T-1")


def split(office: Office) -> None:
    """The same, with the small one cut into two."""
    office.assign("T-1", work_units=8)
    for task in ("T-2", "T-3"):
        office.assign(task, work_units=1)
        office.hand_in(task)
    office.at(AFTER_DUE).hand_in("T-1")


def decided_at_once(office: Office) -> None:
    """Handed in in time, decided the minute after."""
    office.assign("T-1")
    office.hand_in("T-1")


def decided_slowly(office: Office) -> None:
    """Handed in in time, decided ten working days later."""
    office.assign("T-1")
    office.submit("T-1")
    office.at("2023-11-20T08:05").act("E-101", cf.task.CompleteTask(task="T-1"))


def never_decided(office: Office) -> None:
    """Handed in late, and left lying so that it is not closed as late."""
    office.assign("T-1")
    office.at(AFTER_DUE).submit("T-1")

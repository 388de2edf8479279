"""What people order in the life of a task, in the words of an office."""

from datetime import datetime

from civicflow import task
from civicflow.core.command import Command

WORKS = (
    "Thẩm định hồ sơ đề nghị",
    "Dự thảo tờ trình",
    "Tổng hợp báo cáo tuần",
    "Rà soát văn bản quy phạm",
    "Xây dựng kế hoạch",
)


def assigned(
    id: str, to: str, number: int, due: datetime, *, at_home: bool = False, replaces: str | None = None
) -> Command:
    """Work is given: which, and how much of it, follows from a number."""
    return task.AssignTask(
        task=id,
        to=to,
        work=f"{WORKS[number % len(WORKS)]} {1000 + number}",
        due=due,
        result="văn bản có chữ ký số",
        at_home=at_home,
        work_units=1 + number % 3,
        replaces=replaces,
    )


def reported(id: str) -> Command:
    """Half of the work is done."""
    return task.ReportTask(task=id, percent=50, note="đúng tiến độ")


def submitted(id: str) -> Command:
    """A result is handed in."""
    return task.SubmitResult(task=id, output="văn bản trên hệ thống", signature="CKS-1")


def returned(id: str) -> Command:
    """A result goes back for a small defect."""
    return task.ReturnResult(task=id, defect="minor", reason="thiếu căn cứ pháp lý")


def held(id: str, review_on: datetime) -> Command:
    """Work rests until others can do their part."""
    reason = "đơn vị phối hợp xin dời lịch"
    return task.HoldTask(task=id, cause="third_party", reason=reason, review_on=review_on)


def extended(id: str, due: datetime) -> Command:
    """More time is granted."""
    return task.ExtendDeadline(task=id, due=due, reason="bổ sung hồ sơ")


def cancelled(id: str) -> Command:
    """Work is called off."""
    return task.CancelTask(task=id, reason="trùng nhiệm vụ")


def evaluated(id: str, delays: int) -> Command:
    """A completed task is judged."""
    return task.EvaluateTask(task=id, quality_met=True, delays=delays)

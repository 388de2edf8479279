"""What people order in the life of a task, in the words of an office."""

from datetime import datetime

from civicflow import task
from civicflow.core.command import Command

WORKS = (
    ("appraisal", "Thẩm định hồ sơ đề nghị", "có căn cứ, ý kiến và đề xuất"),
    ("drafting", "Dự thảo tờ trình", "đúng thể thức, đủ nội dung"),
    ("report", "Tổng hợp báo cáo tuần", "số liệu có nguồn"),
    ("review", "Rà soát văn bản quy phạm", "nêu rõ từng điểm cần sửa"),
    ("plan", "Xây dựng kế hoạch", "rõ người, rõ việc, rõ thời gian, rõ kết quả"),
)
"""What is given: the kind of work by the catalogue, what it is called, and by what its result is accepted."""


def assigned(
    id: str, to: str, number: int, due: datetime, *, at_home: bool = False, replaces: str | None = None
) -> Command:
    """Work is given: which, and so how much of it, follows from a number."""
    kind, work, acceptance = WORKS[number % len(WORKS)]
    return task.AssignTask(
        task=id,
        to=to,
        work=f"{work} {1000 + number}",
        due=due,
        result="văn bản có chữ ký số",
        acceptance=acceptance,
        at_home=at_home,
        work_type=kind,
        needs_signature=True,
        replaces=replaces,
    )


def drafted(id: str, unit: str, number: int) -> Command:
    """Work is prepared for a unit."""
    return task.DraftTask(task=id, unit=unit, work=f"{WORKS[number % len(WORKS)]} {1000 + number}")


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

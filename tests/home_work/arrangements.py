"""What is asked for about E-1's arrangement, and how each of its stages is reached."""

from civicflow import home_work
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.home_work.events import (
    HomeWorkRefused,
    HomeWorkResumed,
    RefusalReason,
    RequestWithdrawn,
)
from civicflow.home_work.model import Stage
from civicflow.pilot_record.events import PilotPaused
from tests.employee.staff import (
    REASON,
    REVIEW_ON,
    TEXT,
    approved,
    assessed,
    at_home,
    committed,
    ended,
    requested,
    signed,
    suspended,
)


def signs(person: str = "E-1") -> home_work.SignCommitment:
    """Somebody commits to being reached from eight to five."""
    return home_work.SignCommitment(
        person=person,
        text_version=TEXT,
        progress="Đúng hạn",
        volume="Như tại công sở",
        quality="Không trả lại",
        reach_from="08:00",
        reach_until="17:00",
        place="Nhà riêng",
        review_on=REVIEW_ON,
    )


APPROVE = home_work.ApproveHomeWork(person="E-1")
REFUSE = home_work.RefuseHomeWork(
    person="E-1", reason_code="quota", reason=REASON, alternatives="Thứ Hai hằng tuần"
)
ACTIVATE = home_work.ActivateHomeWork(person="E-1")
SUSPEND = home_work.SuspendHomeWork(person="E-1", reason=REASON)
RESUME = home_work.ResumeHomeWork(person="E-1")
END = home_work.EndHomeWork(person="E-1", reason=REASON)
WITHDRAW = home_work.WithdrawRequest(person="E-1")
SIGN = signs()
COUNTERSIGN = home_work.CountersignCommitment(person="E-1")
REVIEW = home_work.ReviewCommitment(person="E-1", review_on=REVIEW_ON, remark="Thực hiện tốt")
RECALL = home_work.RecallToOffice(person="E-1", day="2023-10-05", reason=REASON)
WITHDRAW_RECALL = home_work.WithdrawRecall(person="E-1", day="2023-10-05", reason=REASON)
IN_FORCE = {Stage.COUNTERSIGNED, Stage.ACTIVE, Stage.SUSPENDED}

WITHDRAWN = RequestWithdrawn(person="E-1", unit="U-1")
REFUSED = HomeWorkRefused(
    person="E-1",
    unit="U-1",
    decided_by="HEAD-1",
    reason_code=RefusalReason.QUOTA,
    reason=REASON,
    alternatives=FreeText(v="Thứ Hai hằng tuần"),
)
RESUMED = HomeWorkResumed(person="E-1", unit="U-1", resumed_by="HEAD-1")
PAUSED = PilotPaused(pilot="PR-1", paused_by="CHAIR", instrument="QĐ 30", reason=REASON)


def request(**changes: object) -> home_work.RequestHomeWork:
    """Tuesdays and Thursdays until the end of the year."""
    fields = {
        "person": "E-1",
        "weekdays": ["tuesday", "thursday"],
        "since": "2023-10-02",
        "until": "2023-12-29",
        "reason": REASON,
    }
    return home_work.RequestHomeWork(**(fields | changes))  # type: ignore[arg-type]


STAGES: dict[Stage, tuple[Event, ...]] = {
    Stage.INELIGIBLE: (assessed(eligible=False),),
    Stage.ELIGIBLE: (assessed(eligible=False), assessed()),
    Stage.REQUESTED: (requested(),),
    Stage.WITHDRAWN: (requested(), WITHDRAWN),
    Stage.REFUSED: (requested(), REFUSED),
    Stage.APPROVED: (requested(), approved()),
    Stage.COMMITTED: (requested(), approved(), signed()),
    Stage.COUNTERSIGNED: committed(),
    Stage.ACTIVE: at_home(),
    Stage.SUSPENDED: (*at_home(), suspended()),
    Stage.ENDED: (*at_home(), ended()),
}
"""How each stage is reached (K17)."""

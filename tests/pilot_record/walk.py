"""One pilot in a real store: the commands from the founding of the office to a decision after a review."""

from civicflow.core.command import Command
from civicflow.flow import Flow
from civicflow.organization import Appoint, EstablishPosition, EstablishUnit, Found
from civicflow.pilot_record import (
    ApprovePilot,
    AssignUnit,
    DecidePilot,
    DraftPilot,
    EvaluatePilot,
    PausePilot,
    RecordBaseline,
    RecordSurvey,
    ReportPilot,
    ResumePilot,
    ReturnPilot,
    StartPilot,
    SubmitPilot,
    WithdrawUnit,
)
from civicflow.views import OnTime

DRAFT = DraftPilot(
    pilot="P",
    title="Thí điểm làm việc tại nhà",
    unit="A-1",
    quota={"A-1": 4},
    units=("A-1",),
    groups=("analysts",),
    since="2023-10-01",
    until="2024-03-31",
    indicators={"on_time": "19/20"},
)

OFFICE: list[tuple[str, Command]] = [
    ("ADMIN", Found(instrument="QĐ 1", administrator="ADMIN")),
    ("ADMIN", EstablishUnit(unit="CITY", title="UBND", answers_to="SECRETARY", instrument="QĐ 2")),
    (
        "ADMIN",
        EstablishUnit(unit="A-1", title="Sở Nội vụ", superior="CITY", body="A-1", instrument="QĐ 3"),
    ),
    ("ADMIN", EstablishUnit(unit="U-1", title="Phòng 1", superior="A-1", instrument="QĐ 4")),
    ("ADMIN", Appoint(unit="CITY", person="CHAIR", office="head", since="2023-01-01", instrument="QĐ 5")),
    ("ADMIN", Appoint(unit="A-1", person="HEAD-1", office="head", since="2023-01-01", instrument="QĐ 6")),
    ("ADMIN", Appoint(unit="U-1", person="HEAD-U", office="head", since="2023-01-01", instrument="QĐ 7")),
    (
        "HEAD-1",
        EstablishPosition(
            position="P-1",
            unit="U-1",
            title="Chuyên viên",
            group="analysts",
            citizen_contact=False,
            handles_procedures=False,
            work_types=("W-1",),
            since="2023-01-01",
        ),
    ),
]

CHARTER: list[tuple[str, Command]] = [
    ("HEAD-1", DRAFT),
    ("HEAD-1", SubmitPilot(pilot="P")),
    ("CHAIR", ReturnPilot(pilot="P", reason="Chưa rõ chỉ tiêu")),
    ("HEAD-1", DRAFT),
    ("HEAD-1", SubmitPilot(pilot="P")),
    ("CHAIR", ApprovePilot(pilot="P", instrument="QĐ 10")),
    (
        "HEAD-1",
        RecordBaseline(
            pilot="P",
            indicator="health",
            numerator=430,
            denominator=500,
            since="2023-07-01",
            until="2023-09-30",
            instrument="staff_2023",
        ),
    ),
    ("HEAD-1", StartPilot(pilot="P")),
    ("HEAD-U", AssignUnit(pilot="P", unit="U-1", position="P-1")),
    ("HEAD-U", WithdrawUnit(pilot="P", unit="U-1", position="P-1", reason="Cả phòng tham gia")),
    ("HEAD-U", AssignUnit(pilot="P", unit="U-1")),
    ("CHAIR", PausePilot(pilot="P", instrument="QĐ 11", reason="Chờ hướng dẫn")),
    ("CHAIR", ResumePilot(pilot="P", instrument="QĐ 12")),
    ("HEAD-1", ReportPilot(pilot="P", until="2023-10-02", results={"on_time": "9/10"}, note="Bước đầu")),
    (
        "HEAD-1",
        RecordSurvey(
            survey="S-1",
            pilot="P",
            audience="staff",
            indicator="health",
            instrument="staff_2023",
            numerator=438,
            denominator=500,
            since="2023-10-01",
            until="2023-10-01",
        ),
    ),
]


def reviewed(flow: Flow, recommended: str, decided: str) -> list[tuple[str, Command]]:
    """A review that rests on what the log says now, and the decision that follows it."""
    answers = [flow.freeze(OnTime(unit="A-1", with_subunits=True))]
    review = EvaluatePilot(pilot="P", recommended=recommended, answers=answers, assessment="Cần thêm số liệu")
    decision = DecidePilot(pilot="P", decided=decided, instrument="QĐ 13", reason="Theo tình hình mới")
    return [("CHAIR", review), ("CHAIR", decision)]

"""One pilot from its draft to its end in a real store, in the words of the office (K1)."""

from civicflow.core.clock import FixedClock
from civicflow.core.command import Command
from civicflow.flow import Flow
from civicflow.flow import open as open_flow
from civicflow.organization import Appoint, EstablishPosition, EstablishUnit, Found
from civicflow.pilot_record import (
    ApprovePilot,
    AssignUnit,
    CompletePilot,
    DraftPilot,
    EvaluatePilot,
    PausePilot,
    ReportPilot,
    ResumePilot,
    ReturnPilot,
    StartPilot,
    SubmitPilot,
    WithdrawUnit,
)
from civicflow.testing import violations

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
        ),
    ),
]

WALK: list[tuple[str, Command]] = [
    ("HEAD-1", DRAFT),
    ("HEAD-1", SubmitPilot(pilot="P")),
    ("CHAIR", ReturnPilot(pilot="P", reason="Chưa rõ chỉ tiêu")),
    ("HEAD-1", DRAFT),
    ("HEAD-1", SubmitPilot(pilot="P")),
    ("CHAIR", ApprovePilot(pilot="P", instrument="QĐ 10")),
    ("HEAD-1", StartPilot(pilot="P")),
    ("HEAD-U", AssignUnit(pilot="P", unit="U-1", position="P-1")),
    ("HEAD-U", WithdrawUnit(pilot="P", unit="U-1", position="P-1", reason="Cả phòng tham gia")),
    ("HEAD-U", AssignUnit(pilot="P", unit="U-1")),
    ("CHAIR", PausePilot(pilot="P", instrument="QĐ 11", reason="Chờ hướng dẫn")),
    ("CHAIR", ResumePilot(pilot="P", instrument="QĐ 12")),
    ("HEAD-1", ReportPilot(pilot="P", until="2023-10-02", results={"on_time": "9/10"}, note="Bước đầu")),
    ("CHAIR", EvaluatePilot(pilot="P", recommended="adjust", assessment="Cần thêm số liệu")),
    (
        "CHAIR",
        CompletePilot(pilot="P", decided="stop", instrument="QĐ 13", reason="Hết nguồn lực"),
    ),
]


def walked(flow: Flow) -> list[str]:
    """The words of the pilot's stream after its walk."""
    for by, command in (*OFFICE, *WALK):
        flow.execute(command, by=by)
    return [entry.topic.removeprefix("pilot_record.") for entry in flow.entries(stream="pilot_record:P")]


def test_a_pilot_walks_through_the_words_of_the_office(tmp_path):
    """Drafted, returned, decided, held, reported, weighed and closed; every decision on facts that stood."""
    with open_flow(tmp_path, clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        words = walked(flow)
        stale = list(violations(flow.entries()))
        people = [entry.topic for entry in flow.entries(key="person:HEAD-U")]

    assert words == [
        *("drafted", "submitted", "returned", "drafted", "submitted", "approved", "started"),
        *("assigned", "withdrawn", "assigned", "paused", "resumed", "reported", "evaluated", "completed"),
    ]
    assert stale == []
    assert people == [
        *("unit.appointed", "pilot_record.assigned", "pilot_record.withdrawn", "pilot_record.assigned"),
    ]

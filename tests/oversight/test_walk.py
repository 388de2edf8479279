"""An inspection, a finding, a petition and an initiative in a real store, in the words of the office."""

from civicflow.core.clock import FixedClock
from civicflow.core.command import Command
from civicflow.feedback import (
    AnswerPetition,
    AssignPetition,
    DecideInitiative,
    ForwardPetition,
    ReceivePetition,
    RecordInitiative,
    ReportInitiativeResult,
    WithdrawPetition,
)
from civicflow.flow import open as open_flow
from civicflow.organization import Appoint
from civicflow.oversight import (
    AcceptAnswer,
    AnswerFinding,
    CloseFinding,
    CloseInspection,
    OpenFinding,
    OpenInspection,
    RejectAnswer,
    ReopenFinding,
)
from civicflow.testing import violations
from civicflow.views import Findings
from tests.pilot_record.walk import OFFICE

CLOSE = CloseFinding(finding="F-1", resolution="remedied", note="Đã kiểm tra lại")
ANSWER = AnswerFinding(finding="F-1", answer="Do sơ suất", measures="Bổ sung trước ngày 10")


def petition(id: str) -> ReceivePetition:
    """Somebody turns to the first unit."""
    return ReceivePetition(
        petition=id,
        unit="U-1",
        petitioner="business",
        kind="delay",
        channel="post",
        received_on="2023-10-02",
        text="Chưa nhận được kết quả",
    )


INSPECTING: list[tuple[str, Command]] = [
    (
        "ADMIN",
        Appoint(unit="A-1", person="INSPECTOR", office="inspector", since="2023-01-01", instrument="QĐ 8"),
    ),
    (
        "HEAD-1",
        OpenInspection(
            inspection="I-1", unit="U-1", team=["INSPECTOR"], instrument="QĐ 9", since="2023-10-02"
        ),
    ),
    (
        "INSPECTOR",
        OpenFinding(
            finding="F-1",
            inspection="I-1",
            unit="U-1",
            severity="major",
            provision="Quy chế, điều 5",
            refs=[1],
            text="Thiếu biên bản",
        ),
    ),
    ("HEAD-U", ANSWER),
    ("INSPECTOR", RejectAnswer(finding="F-1", reason="Chưa nêu thời hạn")),
    ("HEAD-U", ANSWER),
    ("INSPECTOR", AcceptAnswer(finding="F-1")),
    ("INSPECTOR", CloseInspection(inspection="I-1", report="Một phát hiện")),
    ("INSPECTOR", CLOSE),
    ("INSPECTOR", ReopenFinding(finding="F-1", reason="Lại thiếu biên bản")),
]

LISTENING: list[tuple[str, Command]] = [
    ("HEAD-U", petition("D-1")),
    ("HEAD-U", ForwardPetition(petition="D-1", to_unit="A-1", reason="Thuộc cơ quan")),
    ("HEAD-1", AssignPetition(petition="D-1", to="HEAD-1")),
    ("HEAD-1", AnswerPetition(petition="D-1", outcome="upheld", answer="Trả kết quả ngày mai")),
    ("HEAD-U", petition("D-2")),
    ("HEAD-U", WithdrawPetition(petition="D-2", reason="Đã nhận được kết quả")),
    ("HEAD-U", RecordInitiative(initiative="N-1", unit="U-1", person="HEAD-U", text="Mẫu chung")),
    ("HEAD-1", DecideInitiative(initiative="N-1", decision="adopted", reason="Hay")),
    ("HEAD-1", ReportInitiativeResult(initiative="N-1", result="Bớt một ngày")),
]


def test_every_act_of_oversight_is_decided_on_facts_that_stood(tmp_path):
    """The words of the office in their order, and an oracle that finds nothing decided on old facts."""
    with open_flow(tmp_path, clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        for by, command in (*OFFICE, *INSPECTING, *LISTENING):
            flow.execute(command, by=by, reason="Lập sổ ban đầu")
        words = [entry.topic for entry in flow.entries(stream="finding:F-1")]
        stale = list(violations(flow.entries()))
        (line,) = flow.ask(Findings()).answer.findings

    assert stale == []
    assert [word.removeprefix("finding.") for word in words] == [
        *("opened", "answered", "answer_rejected", "answered", "answer_accepted", "closed", "reopened"),
    ]
    assert (line.standing.value, line.refs) == ("open", (1,))

"""What does not go by the week in the demonstration: two petitions, an inspection that finds something, two corrections."""

from collections.abc import Iterator
from datetime import date, datetime

from civicflow import employee, feedback, oversight
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.employee.events import DayReported, LeaveRecorded
from civicflow.flow import Flow
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.demo.city import ADMINISTRATOR, CHAIR, INSPECTOR
from civicflow.scenario.office_acts import appointed
from civicflow.views import OnTime

UNIT, HEAD = "U-1-1", "E-001"
"""The division that is turned to, and inspected."""

ANSWERERS = ("E-007", "E-008")
"""Who answers: the one in time, the other three days late."""

ON_LEAVE = "E-009"
DISPUTED_OF, DISPUTED = "E-003", date(2023, 11, 16)
"""Whose leave was recorded a day too long, and whose report of a day at home was disputed."""

LATE_TASK = "task:T-02-013"
"""What the finding rests on, beside the figure of the division."""


def lives(flow: Flow) -> Iterator[Life]:
    """
    Each from its first day to its last.

    Args:
        flow: Says what the inspectors see.
    """
    yield _petition("DT-2023-01", ANSWERERS[0], date(2023, 10, 16), date(2023, 10, 24))
    yield _petition("DT-2023-02", ANSWERERS[1], date(2023, 10, 19), date(2023, 11, 21))
    yield _inspection(flow)
    yield _leave(flow)
    yield _disputed_report(flow)


def _at(day: date, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}+07:00")


def _petition(petition: str, answerer: str, received: date, answered: date) -> Life:
    """The head takes it down and hands it out on the same day; its answer comes sooner or later."""
    take_down = feedback.ReceivePetition(
        petition=petition,
        unit=UNIT,
        petitioner="citizen",
        kind="delay",
        channel="online",
        received_on=received,
        text="hồ sơ quá hạn trả kết quả, đề nghị cho biết lý do",
    )
    yield act(_at(received, "09:40"), HEAD, take_down)
    yield act(_at(received, "10:20"), HEAD, feedback.AssignPetition(petition=petition, to=answerer))
    answer = feedback.AnswerPetition(
        petition=petition, outcome="upheld", answer="đã kiểm tra, xin lỗi và trả kết quả"
    )
    yield act(_at(answered, "15:10"), answerer, answer)


def _inspection(flow: Flow) -> Life:
    """The chair sends an inspector, who finds results that came late; the head answers, and it is seen that it is remedied."""
    appointment = appointed("A-1", INSPECTOR, "inspector", date(2023, 11, 1), "QĐ 06/QĐ-UBND")
    yield act(_at(date(2023, 11, 1), "09:10"), ADMINISTRATOR, appointment)
    sent = oversight.OpenInspection(
        inspection="TT-2023-01",
        unit="A-1",
        team=(INSPECTOR,),
        instrument="QĐ 88/QĐ-TTr",
        since=date(2023, 11, 2),
    )
    yield act(_at(date(2023, 11, 2), "08:40"), CHAIR, sent)
    found = _at(date(2023, 11, 7), "14:20")
    yield act(found, INSPECTOR)  # what the finding rests on is looked up as of now
    yield act(found, INSPECTOR, _finding(flow))
    for day, time, by, command in _follow_up():
        yield act(_at(day, time), by, command)


def _finding(flow: Flow) -> Command:
    positions = tuple(entry.at.position for entry in flow.entries(stream=LATE_TASK))
    return oversight.OpenFinding(
        finding="KL-2023-01",
        inspection="TT-2023-01",
        unit=UNIT,
        severity="minor",
        provision="R34",
        refs=positions[-1:],
        figures=(flow.freeze(OnTime(period="2023-10", unit=UNIT)),),
        text="kết quả nộp sau hạn, không có đề nghị gia hạn",
    )


def _follow_up() -> Iterator[tuple[date, str, str, Command]]:
    answer = oversight.AnswerFinding(
        finding="KL-2023-01",
        answer="do phân công dồn cuối tuần",
        measures="giao việc từ thứ Hai, nhắc hằng ngày",
    )
    closed = oversight.CloseFinding(finding="KL-2023-01", resolution="remedied", note="đã kiểm tra lại")
    report = oversight.CloseInspection(inspection="TT-2023-01", report="một phát hiện, đã có biện pháp")
    yield date(2023, 11, 10), "10:10", HEAD, answer
    yield date(2023, 11, 13), "09:20", INSPECTOR, oversight.AcceptAnswer(finding="KL-2023-01")
    yield date(2023, 11, 15), "16:10", INSPECTOR, report
    yield date(2023, 12, 4), "10:10", INSPECTOR, closed


def _leave(flow: Flow) -> Life:
    """Three days of sick leave are recorded; the hospital's paper says two, and the record is corrected."""
    leave = employee.RecordLeave(
        person=ON_LEAVE, leave="NP-2023-01", kind="sick", since=date(2023, 11, 27), until=date(2023, 11, 29)
    )
    yield act(_at(date(2023, 11, 24), "16:40"), HEAD, leave)
    corrected = _at(date(2023, 11, 30), "08:10")
    yield act(corrected, HEAD)  # what is to be corrected is looked up as of now
    yield act(
        corrected,
        HEAD,
        employee.CorrectLeave(
            person=ON_LEAVE,
            leave="NP-2023-01",
            kind="sick",
            since=date(2023, 11, 27),
            until=date(2023, 11, 28),
            corrects=_last(flow, f"employee:{ON_LEAVE}", LeaveRecorded),
            because="giấy ra viện ghi hai ngày",
        ),
    )


def _disputed_report(flow: Flow) -> Life:
    """The report of a day at home is disputed; what was really done takes its place, and the first words stay on record."""
    corrected = _at(DISPUTED, "16:40")
    yield act(corrected, HEAD)
    report = employee.CorrectDayReport(
        person=DISPUTED_OF,
        day=DISPUTED,
        done="hoàn thành một phần kế hoạch, hai hồ sơ chờ bổ sung",
        corrects=_last(flow, f"presence:{DISPUTED_OF}:{DISPUTED}", DayReported),
        because="đối chiếu với hệ thống xử lý văn bản",
    )
    yield act(corrected, HEAD, report)


def _last(flow: Flow, stream: str, kind: type[Event]) -> int:
    return max(entry.at.position for entry in flow.entries(stream=stream) if type(entry.event) is kind)

"""A city with two agencies, and a pilot of the one that keeps it, at each stage it can reach."""

from datetime import date
from typing import Any

from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    Office,
    PositionEstablished,
    UnitEstablished,
)
from civicflow.pilot_record import DraftPilot
from civicflow.pilot_record.events import (
    Audience,
    BaselineRecorded,
    Course,
    PilotApproved,
    PilotCompleted,
    PilotDecided,
    PilotDrafted,
    PilotEvaluated,
    PilotPaused,
    PilotRejected,
    PilotReported,
    PilotReturned,
    PilotStarted,
    PilotSubmitted,
    PilotType,
    SurveyRecorded,
    UnitAssigned,
)
from civicflow.pilot_record.model import Stage

WORDS = FreeText(v="Theo báo cáo của các phòng")


def unit(id: str, superior: str | None, body: str) -> Event:
    """A unit of the city, or the city itself."""
    answers_to = "SECRETARY" if superior is None else None
    return UnitEstablished(
        unit=id,
        title=f"Đơn vị {id}",
        superior=superior,
        answers_to=answers_to,
        body=body,
        locality="vn/hcmc",
        instrument="QĐ 1",
    )


def head(of: str, person: str) -> Event:
    """The head of a unit."""
    since = date(2023, 1, 1)
    return Appointed(unit=of, person=person, office=Office.HEAD, since=since, until=None, instrument="QĐ 2")


def position(id: str, of: str, group: str, *, citizens: bool = False, procedures: bool = False) -> Event:
    """A position of a unit."""
    return PositionEstablished(
        position=id,
        unit=of,
        since=date(2023, 1, 1),
        title="Chuyên viên",
        duties="Soạn thảo văn bản",
        group=group,
        citizen_contact=citizens,
        handles_procedures=procedures,
        work_types=(),
    )


CITY = (
    unit("CITY", None, "CITY"),
    unit("A-1", "CITY", "A-1"),
    unit("A-2", "CITY", "A-2"),
    unit("U-1", "A-1", "A-1"),
    unit("U-2", "A-2", "A-2"),
    head("CITY", "CHAIR"),
    head("A-1", "HEAD-1"),
    head("A-2", "HEAD-2"),
    head("U-1", "HEAD-U"),
    position("P-1", "U-1", "analysts"),
    position("P-2", "U-1", "drivers"),
    position("P-3", "U-1", "analysts", citizens=True),
    position("P-4", "U-1", "analysts", procedures=True),
    position("P-5", "U-2", "analysts"),
)
LENT = AuthorityDelegated(
    person="CHAIR",
    delegation="D-1",
    to="HEAD-1",
    unit="CITY",
    since=date(2023, 1, 1),
    until=date(2023, 12, 31),
    instrument="QĐ 3",
)
"""The chair lets the head of the first agency act for them."""


def drafted(pilot: str = "P", **other: Any) -> PilotDrafted:
    """The draft of the first agency, but for what is said."""
    said: dict[str, Any] = {
        "type": PilotType.REMOTE_WORK,
        "title": "Thí điểm làm việc tại nhà",
        "unit": "A-1",
        "authors": ("HEAD-1",),
        "quota": {"A-1": 4},
        "units": ("A-1",),
        "groups": ("analysts",),
        "positions": (),
        "since": date(2023, 10, 1),
        "until": date(2024, 3, 31),
        "indicators": {"on_time": "19/20"},
    }
    return PilotDrafted(pilot=pilot, **said | other)


def draft(**other: Any) -> DraftPilot:
    """The command that becomes ``drafted()``, but for what is said."""
    event = drafted()
    named = ("pilot", "title", "unit", "quota", "units", "groups", "since", "until", "indicators")
    return DraftPilot(**{name: getattr(event, name) for name in named} | other)


SUBMITTED = PilotSubmitted(pilot="P", submitted_by="HEAD-1")
RETURNED = PilotReturned(pilot="P", returned_by="CHAIR", reason=WORDS)
REJECTED = PilotRejected(pilot="P", rejected_by="CHAIR", reason=WORDS)
APPROVED = PilotApproved(pilot="P", approver="CHAIR", instrument="QĐ 10")
STARTED = PilotStarted(pilot="P", started_by="HEAD-1")
TAKEN_IN = UnitAssigned(pilot="P", unit="U-1", position=None, assigned_by="HEAD-U")
REPORTED = PilotReported(
    pilot="P", reporters=("HEAD-1",), until=date(2023, 10, 1), results={"on_time": "9/10"}, note=None
)
FROZEN = FrozenAnswer(
    question="on-time",
    arguments='{"period":"2023-10-01/2023-10-31"}',
    position=9,
    known=instant("2023-10-01T08:00+07:00"),
    digest="0" * 64,
    code="0.1.0",
    regulations="a" * 16,
    calendar="vn-2026.1",
    strict=False,
)
"""An answer that a review may rest on."""


def baseline(**other: Any) -> BaselineRecorded:
    """How much was on time in the quarter before the pilot, but for what is said."""
    said: dict[str, Any] = {
        "indicator": "on_time",
        "numerator": 430,
        "denominator": 500,
        "since": date(2023, 7, 1),
        "until": date(2023, 9, 30),
        "instrument": "counted",
        "recorders": ("HEAD-1",),
    }
    return BaselineRecorded(pilot="P", **said | other)


def survey(survey: str = "S-1", **other: Any) -> SurveyRecorded:
    """A wave among the staff, but for what is said."""
    said: dict[str, Any] = {
        "audience": Audience.STAFF,
        "indicator": "health",
        "instrument": "staff_2023",
        "numerator": 438,
        "denominator": 500,
        "since": date(2023, 10, 2),
        "until": date(2023, 10, 20),
        "unit": None,
        "recorders": ("HEAD-1",),
    }
    return SurveyRecorded(survey=survey, pilot="P", **said | other)


def evaluated(recommended: Course = Course.CONTINUE, **other: Any) -> PilotEvaluated:
    """A review that rests on one answer, but for what is said."""
    said: dict[str, Any] = {
        "evaluator": "CHAIR",
        "answers": (FROZEN,),
        "assessment": WORDS,
        "obstacles": (),
        "obstacles_note": None,
    }
    return PilotEvaluated(pilot="P", recommended=recommended, **said | other)


def decided(course: Course = Course.CONTINUE, **other: Any) -> PilotDecided:
    """A decision that changes nothing of the pilot, but for what is said."""
    said: dict[str, Any] = {
        "reason": None,
        "quota": None,
        "units": None,
        "groups": None,
        "positions": None,
        "until": None,
    }
    return PilotDecided(pilot="P", decided=course, decided_by="CHAIR", instrument="QĐ 12", **said | other)


PAUSED = PilotPaused(pilot="P", paused_by="CHAIR", instrument="QĐ 11", reason=WORDS)
COMPLETED = PilotCompleted(pilot="P", completed_by="CHAIR", instrument="QĐ 14", note=None)

_TO_RUNNING = (drafted(), SUBMITTED, APPROVED, STARTED)
_TO_REVIEW = (*_TO_RUNNING, REPORTED, evaluated())
PATHS: dict[Stage, tuple[Event, ...]] = {
    Stage.DRAFTED: (drafted(),),
    Stage.SUBMITTED: (drafted(), SUBMITTED),
    Stage.RETURNED: (drafted(), SUBMITTED, RETURNED),
    Stage.REJECTED: (drafted(), SUBMITTED, REJECTED),
    Stage.APPROVED: (drafted(), SUBMITTED, APPROVED),
    Stage.RUNNING: _TO_RUNNING,
    Stage.IN_REVIEW: _TO_REVIEW,
    Stage.PAUSED: (*_TO_RUNNING, PAUSED),
    Stage.STOPPED: (*_TO_REVIEW, decided(Course.STOP)),
    Stage.COMPLETED: (*_TO_REVIEW, decided(Course.STOP), COMPLETED),
}
"""What happened until a pilot stood at each stage."""

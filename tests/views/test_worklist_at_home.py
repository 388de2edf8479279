"""What waits for whom about work at home: signatures, reviews, equipment, incidents (K17, K19, R19-R22)."""

from datetime import date, time
from typing import Any

import pytest
from attrs import evolve

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import IncidentRejected
from civicflow.home_work.events import (
    CommitmentCountersigned,
    CommitmentReviewed,
    CommitmentSigned,
    EquipmentDeclared,
    EquipmentVerified,
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRequested,
    Weekday,
)
from civicflow.organization.events import MemberJoined, MemberLeft
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist
from tests.views.administration import administration
from tests.views.lives import incident
from tests.views.past import Past

OF: dict[str, Any] = {"person": "E-204", "unit": "U-12"}
SAID = FreeText(v="Nhà xa")
NOON = "2023-11-15T12:00"

REQUESTED = HomeWorkRequested(
    **OF,
    position="P-1",
    weekdays=(Weekday.FRIDAY,),
    since=date(2023, 11, 1),
    until=date(2024, 3, 1),
    reason=SAID,
)
APPROVED = HomeWorkApproved(**OF, body="A-1", pilot="PR-1", decided_by="E-101")
SIGNED = CommitmentSigned(
    **OF,
    text_version="1",
    progress=SAID,
    volume=SAID,
    quality=SAID,
    reach_from=time(8),
    reach_until=time(17),
    place=SAID,
    review_on=date(2023, 12, 15),
)
COUNTERSIGNED = CommitmentCountersigned(**OF, text_version="1", countersigned_by="E-101")
ACTIVATED = HomeWorkActivated(**OF, activated_by="E-101")
ENDED = HomeWorkEnded(**OF, body="A-1", ended_by="E-204", reason=None)
RUNNING = (REQUESTED, APPROVED, SIGNED, COUNTERSIGNED, ACTIVATED)
DECLARED = EquipmentDeclared(**OF, item="computer", specification=SAID)
VERIFIED = EquipmentVerified(
    **OF, item="computer", usable=True, expires_on=date(2023, 11, 30), verified_by="E-101"
)


def past(*events: Event) -> Past:
    """An agency of two units in which one thing happened a minute."""
    told = administration(Past())
    for minute, event in enumerate(events):
        told.add(f"2023-11-10T09:{minute:02}", event)
    return told


def needs(told: Past, person: str, now: str = NOON) -> list[tuple[Need, str]]:
    """What a person finds, in order."""
    return [(item.need, item.subject) for item in told.ask(Worklist(person=person), now)]


@pytest.mark.parametrize(
    "events, person, need",
    [
        ((REQUESTED,), "E-101", Need.DECIDE_HOME_WORK),
        ((REQUESTED, APPROVED), "E-204", Need.SIGN_COMMITMENT),
        ((REQUESTED, APPROVED, SIGNED), "E-101", Need.COUNTERSIGN_COMMITMENT),
        (RUNNING[:-1], "E-101", Need.ACTIVATE_HOME_WORK),
        ((*RUNNING, SIGNED), "E-101", Need.COUNTERSIGN_COMMITMENT),
    ],
    ids=["requested", "approved", "signed", "countersigned", "signed-anew"],
)
def test_each_step_towards_work_at_home_waits_for_one_side(
    events: tuple[Event, ...], person: str, need: Need
):
    """The employee signs; all else is the office's (K17, R28)."""
    told = past(*events)

    assert needs(told, person) == [(need, "home_work:E-204")]
    assert needs(told, {"E-101": "E-204", "E-204": "E-101"}[person]) == []


def test_a_commitment_is_looked_at_again_on_the_day_that_was_agreed():
    """K17: from that day on, until the next date is set; nobody looks at what is over."""
    told = past(*RUNNING)
    review = CommitmentReviewed(**OF, reviewed_by="E-101", remark=SAID, review_on=date(2024, 2, 1))
    expected = [(Need.REVIEW_COMMITMENT, "home_work:E-204")]

    assert needs(told, "E-101", "2023-12-14T23:59") == []
    assert needs(told, "E-101", "2023-12-15T00:00") == expected
    (item,) = told.ask(Worklist(person="E-101"), "2023-12-15T12:00")
    assert (item.due and item.due.isoformat(), item.overdue) == ("2023-12-15T17:00:00+00:00", False)
    (item,) = told.ask(Worklist(person="E-101"), "2023-12-16T12:00")
    assert item.overdue

    assert needs(told, "E-101", "2024-03-01T12:00") == expected
    assert needs(told, "E-101", "2024-03-02T12:00") == []
    assert needs(past(*RUNNING, ENDED), "E-101", "2023-12-15T12:00") == []
    assert needs(past(*RUNNING, review), "E-101", "2023-12-15T12:00") == []


def test_equipment_waits_until_somebody_looks_at_it():
    """One matter a person, since the first of what was declared (R19-R22)."""
    told = past(DECLARED, evolve(DECLARED, item="printer"))

    (item,) = told.ask(Worklist(person="E-101"), NOON)
    assert (item.need, item.subject, item.days) == (Need.VERIFY_EQUIPMENT, "equipment:E-204", 5)
    assert needs(told, "E-204") == []
    assert needs(past(DECLARED, VERIFIED), "E-101") == []
    assert needs(past(DECLARED, evolve(VERIFIED, usable=False, expires_on=None)), "E-101") == []


def test_equipment_that_counts_no_longer_is_looked_at_again_for_whoever_works_with_it():
    """What expired concerns those who have a place, and nobody else."""
    later = "2023-12-01T12:00"

    assert needs(past(*RUNNING, DECLARED, VERIFIED), "E-101", later) == [
        (Need.VERIFY_EQUIPMENT, "equipment:E-204")
    ]
    assert needs(past(*RUNNING, DECLARED, VERIFIED), "E-101", "2023-11-30T12:00") == []
    assert needs(past(DECLARED, VERIFIED), "E-101", later) == []


def test_equipment_is_looked_at_where_the_person_belongs_now():
    """K18: after a transfer the other head finds it."""
    left = MemberLeft(unit="U-12", person="E-204", until=date(2023, 11, 9), reason=SAID)
    came = MemberJoined(unit="U-13", person="E-204", primary=True, since=date(2023, 11, 10))
    told = past(DECLARED, left, came)

    assert needs(told, "E-101") == []
    assert needs(told, "E-102") == [(Need.VERIFY_EQUIPMENT, "equipment:E-204")]


def test_a_rejected_incident_waits_for_nobody():
    """It was decided on (K17)."""
    told = administration(Past())
    incident(told, "2023-11-10T13:00", "2023-11-10T14:00", confirmed=None)
    assert needs(told, "E-101") == [(Need.CONFIRM_INCIDENT, "incident:I-1")]

    told.add("2023-11-10T15:00", IncidentRejected(incident="I-1", **OF, rejected_by="E-101", reason=SAID))
    assert needs(told, "E-101") == []

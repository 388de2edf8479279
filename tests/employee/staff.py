"""The department of the tests with its people registered, positions of U-1, and a pilot that covers one group of them."""

from collections.abc import Iterator
from datetime import date, time
from typing import TypeVar

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, EmployeeRegistered, PositionAssigned, TrainingCompleted
from civicflow.flow import lawbook
from civicflow.home_work.events import (
    CommitmentCountersigned,
    CommitmentSigned,
    Criterion,
    EligibilityAssessed,
    EquipmentDeclared,
    EquipmentVerified,
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRequested,
    HomeWorkSuspended,
    RecalledToOffice,
    Weekday,
)
from civicflow.organization.events import EmergencyModeDeclared, ExemptCount, PositionEstablished
from civicflow.pilot_record.events import (
    PilotApproved,
    PilotDrafted,
    PilotStarted,
    PilotSubmitted,
    PilotType,
    UnitAssigned,
)
from civicflow.regulations import Parameter, parameters
from tests.organization.offices import DEPARTMENT, joined

T = TypeVar("T")

REASON = FreeText(v="Chăm con nhỏ")
REVIEW_ON = date(2023, 12, 15)
LAWBOOK = lawbook()


def laid_down(parameter: Parameter[T]) -> T:
    """What the shipped rules say in the city while the pilot runs."""
    return parameter.required(LAWBOOK, on=date(2023, 10, 2), locality="vn/hcmc", mode="pilot")


TEXT = laid_down(parameters.COMMITMENT_TEXT_VERSION)
ITEMS = laid_down(parameters.REQUIRED_EQUIPMENT)
CRITERIA = tuple(Criterion(code=code, met=True) for code in laid_down(parameters.HOME_WORK_CRITERIA))


def registered(
    person: str, unit: str = "U-1", category: Category = Category.CIVIL_SERVANT
) -> EmployeeRegistered:
    """A person on record since the beginning of the year."""
    return EmployeeRegistered(person=person, unit=unit, category=category, hired_on=date(2023, 1, 1))


def position(
    id: str, *, unit: str = "U-1", citizens: bool = False, procedures: bool = False
) -> PositionEstablished:
    """A position of the group that drafts papers."""
    return PositionEstablished(
        position=id,
        unit=unit,
        since=date(2023, 1, 1),
        title="Chuyên viên tổng hợp",
        duties="Soạn thảo văn bản",
        group="drafting",
        citizen_contact=citizens,
        handles_procedures=procedures,
        work_types=(),
    )


def placed(person: str, position: str = "P-1", unit: str = "U-1") -> PositionAssigned:
    """A person in a position since the beginning of the year."""
    return PositionAssigned(
        person=person, unit=unit, position=position, since=date(2023, 1, 1), assigned_by="HEAD-1"
    )


def pilot(
    *, units: tuple[str, ...] = ("U-1",), places: int = 1, until: date = date(2023, 12, 31)
) -> tuple[Event, ...]:
    """A pilot that runs from October on and gives the department so many remote places."""
    drafted = PilotDrafted(
        pilot="PR-1",
        type=PilotType.REMOTE_WORK,
        title="Thí điểm làm việc tại nhà",
        unit="A-1",
        authors=("DIRECTOR",),
        quota={"A-1": places},
        units=units,
        groups=("drafting",),
        positions=(),
        since=date(2023, 10, 1),
        until=until,
        indicators={"on_time": "19/20"},
    )
    return (
        drafted,
        PilotSubmitted(pilot="PR-1", submitted_by="DIRECTOR"),
        PilotApproved(pilot="PR-1", approver="CHAIR", instrument="QĐ 20"),
        PilotStarted(pilot="PR-1", started_by="DIRECTOR"),
        *(UnitAssigned(pilot="PR-1", unit=each, position=None, assigned_by="DIRECTOR") for each in units),
    )


def requested(person: str = "E-1", position: str = "P-1", unit: str = "U-1") -> HomeWorkRequested:
    """A request for Tuesdays and Thursdays until the end of the year."""
    return HomeWorkRequested(
        person=person,
        unit=unit,
        position=position,
        weekdays=(Weekday.TUESDAY, Weekday.THURSDAY),
        since=date(2023, 10, 2),
        until=date(2023, 12, 29),
        reason=REASON,
    )


def approved(person: str = "E-1", unit: str = "U-1", by: str = "HEAD-1") -> HomeWorkApproved:
    """A request granted under the pilot."""
    return HomeWorkApproved(person=person, unit=unit, body="A-1", pilot="PR-1", decided_by=by)


def assessed(
    person: str = "E-1",
    position: str = "P-1",
    *,
    unit: str = "U-1",
    eligible: bool = True,
    by: str = "HEAD-1",
) -> EligibilityAssessed:
    """Somebody judged eligible for a position, or not."""
    criteria = CRITERIA if eligible else (*CRITERIA, Criterion(code="no_discipline", met=False))
    return EligibilityAssessed(
        person=person,
        unit=unit,
        position=position,
        eligible=eligible,
        criteria=criteria,
        reason=REASON,
        assessed_by=by,
    )


def signed(person: str = "E-1", unit: str = "U-1", text: str = TEXT) -> CommitmentSigned:
    """A commitment to be reached from eight to five."""
    return CommitmentSigned(
        person=person,
        unit=unit,
        text_version=text,
        progress=FreeText(v="Đúng hạn"),
        volume=FreeText(v="Như tại công sở"),
        quality=FreeText(v="Không trả lại"),
        reach_from=time(8, 0),
        reach_until=time(17, 0),
        place=FreeText(v="Nhà riêng"),
        review_on=REVIEW_ON,
    )


def countersigned(person: str = "E-1", unit: str = "U-1", text: str = TEXT) -> CommitmentCountersigned:
    """The same commitment, countersigned by the head."""
    return CommitmentCountersigned(person=person, unit=unit, text_version=text, countersigned_by="HEAD-1")


def equipped(
    person: str = "E-1", items: tuple[str, ...] = ITEMS, expires_on: date = date(2023, 12, 31)
) -> Iterator[Event]:
    """Somebody with all that is needed at home, looked at by the head."""
    for item in items:
        yield EquipmentDeclared(
            person=person, unit="U-1", item=item, specification=FreeText(v="Máy của cơ quan")
        )
        yield EquipmentVerified(
            person=person, unit="U-1", item=item, usable=True, expires_on=expires_on, verified_by="HEAD-1"
        )


def trained(person: str, courses: tuple[str, ...]) -> Iterator[TrainingCompleted]:
    """Somebody who has completed courses."""
    for course in courses:
        yield TrainingCompleted(
            person=person, course=course, hours=4, on=date(2023, 9, 20), recorded_by="DIRECTOR"
        )


def activated(person: str = "E-1") -> HomeWorkActivated:
    """An arrangement that has begun."""
    return HomeWorkActivated(person=person, unit="U-1", activated_by="HEAD-1")


def suspended(person: str = "E-1") -> HomeWorkSuspended:
    """An arrangement that rests."""
    return HomeWorkSuspended(person=person, unit="U-1", suspended_by="HEAD-1", reason=REASON)


def recalled(day: date, person: str = "E-1", *, urgent: bool = False) -> RecalledToOffice:
    """Somebody called to the office by the head."""
    return RecalledToOffice(
        person=person, unit="U-1", day=day, urgent=urgent, reason=REASON, recalled_by="HEAD-1"
    )


def ended(person: str = "E-1") -> HomeWorkEnded:
    """An arrangement that is over."""
    return HomeWorkEnded(person=person, unit="U-1", body="A-1", ended_by=person, reason=None)


def at_home(person: str = "E-1") -> tuple[Event, ...]:
    """An active arrangement, from the assessment on."""
    return assessed(person), *committed(person), activated(person)


def committed(person: str = "E-1") -> tuple[Event, ...]:
    """An arrangement whose commitment is countersigned, from the request on."""
    return requested(person), approved(person), signed(person), countersigned(person)


def emergency(
    locality: str = "vn/hcmc",
    since: date = date(2023, 10, 1),
    until: date | None = None,
    *,
    mode: str = "M-1",
    phones: bool | None = None,
) -> EmergencyModeDeclared:
    """An emergency mode that leaves the cap to the regulations."""
    return EmergencyModeDeclared(
        mode=mode,
        locality=locality,
        instrument="CV 1749",
        since=since,
        until=until,
        cap=None,
        minimum_on_site=0,
        counted_categories=(),
        leave_counts=None,
        exempt_codes=("medical",),
        exempt_count=ExemptCount.NONE,
        suspended_services=(),
        urgent_procedures=(),
        service_channels=(),
        phones_on_all_day=phones,
    )


STAFF: tuple[Event, ...] = (
    *DEPARTMENT,
    registered("E-1"),
    registered("HEAD-1", category=Category.CADRE),
    registered("E-2", unit="U-2", category=Category.PUBLIC_EMPLOYEE),
)
"""The department with E-1, HEAD-1 and E-2 on record."""

OFFICE: tuple[Event, ...] = (
    *STAFF,
    joined("U-1", "E-3"),
    registered("E-3", category=Category.WORKER),
    position("P-1"),
    position("P-2", citizens=True),
    position("P-3", procedures=True),
    position("P-4", unit="U-2"),
    placed("E-1"),
    placed("E-3"),
    placed("HEAD-1"),
)
"""The staff with E-3 besides; E-1, E-3 and HEAD-1 hold P-1, which neither citizens nor procedures come to."""

READY: tuple[Event, ...] = (
    *map(assessed, ("E-1", "E-3")),
    assessed("HEAD-1", by="DIRECTOR"),
    *equipped("E-1"),
    *trained("E-1", laid_down(parameters.EMPLOYEE_COURSES)),
    *(
        each
        for person in ("HEAD-1", "MANAGER-1", "DIRECTOR")
        for each in trained(person, laid_down(parameters.MANAGER_COURSES))
    ),
)
"""E-1, E-3 and HEAD-1 are found eligible; E-1 is equipped and trained, and whoever leads them is trained as well."""


def piloting(
    *, units: tuple[str, ...] = ("U-1",), places: int = 1, until: date = date(2023, 12, 31)
) -> tuple[Event, ...]:
    """The office in a running pilot with so many remote places, and its people ready."""
    return (*OFFICE, *READY, *pilot(units=units, places=places, until=until))


PILOT: tuple[Event, ...] = piloting()
"""The office in a running pilot with one remote place, and its people ready."""

"""One wrong record of every kind that can be corrected: what stood before, what is right, who may say so and who may not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import asdict, evolve, fields_dict, frozen

from civicflow.core.command import Command
from civicflow.core.correction import Correction
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.employee.events import (
    Category,
    EmployeeTransferred,
    IncidentConfirmed,
    IncidentKind,
    IncidentReported,
    LeaveEnded,
    Place,
    TrainingCompleted,
)
from civicflow.employee.standing_events import (
    DisciplineKind,
    EmployeeDisciplined,
    EmployeeSeparated,
    SalaryCoefficientRecorded,
    SeparationKind,
)
from civicflow.feedback.events import (
    InitiativeDecided,
    InitiativeDecision,
    InitiativeRecorded,
    InitiativeResultReported,
    PetitionChannel,
)
from civicflow.flow import MODULES
from civicflow.home_work.events import EquipmentDeclared, EquipmentVerified
from civicflow.organization.correcting import CorrectRecord
from civicflow.organization.events import MemberLeft
from civicflow.oversight.events import Severity
from civicflow.pilot_record.model import Stage
from civicflow.task.events import TaskReported
from tests.employee.staff import ITEMS, OFFICE, STAFF, emergency, placed, position, registered
from tests.employee.test_presence import CHECKED_IN
from tests.employee.test_presence import REPORTED as DAY_REPORTED
from tests.feedback.sent_in import received
from tests.home_work.test_contacts import AT_HOME, FAILED
from tests.income.paid import CITY as PAID_CITY
from tests.income.paid import funded
from tests.organization.offices import DEPARTMENT, joined, unit
from tests.organization.test_correcting import SICK
from tests.oversight.inspected import PEOPLE, found, inspection
from tests.pilot_record.offices import CITY, PATHS, baseline, survey
from tests.pilot_record.offices import REPORTED as PILOT_REPORTED
from tests.steering.orders import ASSIGNED, CLOSED
from tests.steering.orders import REPORTED as TARGET_REPORTED
from tests.task.test_commands import assigned, completed, of, submitted
from tests.task.test_corrections import EVALUATED

WHY = FreeText(v="Ghi không đúng hồ sơ gốc")
TEXT, OTHER = FreeText(v="Gộp hai bước tiếp nhận"), FreeText(v="Gộp ba bước tiếp nhận")
MONDAY, LATER, WINTER = "2023-10-02T08:00+07:00", "2023-10-04T08:00+07:00", "2024-01-02T08:00+07:00"
AUTUMN = "2023-11-20T08:00+07:00"
COMMANDS: dict[type[Event], type[CorrectRecord]] = {
    command.correction.original: command
    for module in MODULES
    for command in module.commands
    if issubclass(command, CorrectRecord)
}
"""By what can be corrected the command that does it."""


@frozen(kw_only=True)
class Wrong:
    """
    Something that was recorded wrongly.

    Args:
        before: What stands on record before it.
        event: What was recorded.
        right: What it should have said instead, by field.
        by: Who may say so.
        never: Who may not: whom it is about, who recorded it of their own work, who has no office there.
        at: When all that was told.
        later: When it is corrected, if not then.
    """

    before: tuple[Event, ...]
    event: Event
    right: dict[str, Any]
    by: str
    never: tuple[str, ...]
    at: str = MONDAY
    later: str | None = None

    @property
    def position(self) -> int:
        """Where it stands."""
        return len(self.before) + 1

    @property
    def becomes(self) -> Correction:
        """What the correction is."""
        event: Any = self.event
        right = evolve(event, **self.right)
        said: dict[str, Any] = asdict(right, recurse=False)
        kind = COMMANDS[type(self.event)].correction
        return kind(**said, corrects=self.position, because=WHY, corrected_by=self.by)

    @property
    def command(self) -> Command:
        """What is asked for: the whole right content."""
        kind = COMMANDS[type(self.event)]
        said: dict[str, Any] = {name: getattr(self.event, name, None) for name in fields_dict(kind)}
        return kind(**said | self.right | {"corrects": self.position, "because": WHY})


def initiative() -> Iterator[Event]:
    """An initiative of E-1, taken up by the head, with what it has brought."""
    named = {"initiative": "S-1", "unit": "U-1", "person": "E-1"}
    yield InitiativeRecorded(**named, text=TEXT)
    yield InitiativeDecided(**named, decision=InitiativeDecision.ADOPTED, decided_by="HEAD-1", reason=TEXT)
    yield InitiativeResultReported(**named, reported_by="HEAD-1", result=TEXT)


PROPOSED, TAKEN_UP, BROUGHT = initiative()
LATE_MEMBER = joined("U-1", "E-5")
SHORT = {"since": instant("2023-10-02T06:00+07:00"), "until": instant("2023-10-02T07:00+07:00")}
REPORTED = IncidentReported(
    incident="N-1", person="E-1", unit="U-1", kind=IncidentKind.POWER, note=TEXT, **SHORT
)
CONFIRMED = IncidentConfirmed(incident="N-1", person="E-1", unit="U-1", confirmed_by="HEAD-1", **SHORT)
LONGER = {"until": instant("2023-10-02T07:30+07:00")}
SHORTER = {"until": instant("2023-10-02T06:30+07:00")}
DECLARED = EquipmentDeclared(person="E-1", unit="U-1", item=ITEMS[0], specification=TEXT)
DISCIPLINED = EmployeeDisciplined(
    person="E-1",
    unit="U-1",
    discipline="KL-1",
    kind=DisciplineKind.WARNING,
    on=date(2023, 9, 1),
    until=None,
    public_duty=True,
    instrument="QĐ 60",
    recorded_by="HEAD-1",
)

_WRONG = (
    Wrong(
        before=DEPARTMENT,
        event=unit("U-3", "A-1"),
        right={"title": "Phòng Tổng hợp", "instrument": "QĐ 12"},
        by="DIRECTOR",
        never=("HEAD-2", "E-1"),
    ),
    Wrong(
        before=DEPARTMENT,
        event=LATE_MEMBER,
        right={"since": date(2023, 2, 1)},
        by="CLERK-1",
        never=("E-5", "HEAD-2"),
    ),
    Wrong(
        before=(*DEPARTMENT, LATE_MEMBER),
        event=MemberLeft(unit="U-1", person="E-5", until=date(2023, 9, 29), reason=TEXT),
        right={"until": date(2023, 9, 22)},
        by="CLERK-1",
        never=("E-5", "HEAD-2"),
    ),
    Wrong(
        before=DEPARTMENT,
        event=emergency(),
        right={"since": date(2023, 10, 3), "minimum_on_site": 2},
        by="CHAIR",
        never=("HEAD-1",),
    ),
    Wrong(
        before=DEPARTMENT,
        event=registered("E-1"),
        right={"category": Category.PUBLIC_EMPLOYEE, "hired_on": date(2023, 2, 1)},
        by="CLERK-1",
        never=("E-1", "HEAD-2"),
    ),
    Wrong(
        before=(*STAFF, position("P-1")),
        event=placed("E-1"),
        right={"since": date(2023, 3, 1)},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=STAFF,
        event=TrainingCompleted(
            person="E-1", course="C-1", hours=4, on=date(2023, 9, 20), recorded_by="HEAD-1"
        ),
        right={"hours": 8},
        by="CLERK-1",
        never=("E-1",),
    ),
    Wrong(
        before=STAFF,
        event=SICK,
        right={"until": date(2023, 10, 13)},
        by="CLERK-1",
        never=("E-1", "HEAD-2"),
    ),
    Wrong(
        before=(*STAFF, SICK),
        event=LeaveEnded(person="E-1", leave="L-1", until=date(2023, 10, 9)),
        right={"until": date(2023, 10, 10)},
        by="CLERK-1",
        never=("E-1", "HEAD-2"),
    ),
    Wrong(before=STAFF, event=REPORTED, right=LONGER, by="HEAD-1", never=("E-1", "CLERK-1")),
    Wrong(before=(*STAFF, REPORTED), event=CONFIRMED, right=SHORTER, by="HEAD-1", never=("E-1", "CLERK-1")),
    Wrong(
        before=OFFICE, event=CHECKED_IN, right={"place": Place.OFFICE}, by="CLERK-1", never=("E-1", "HEAD-2")
    ),
    Wrong(before=OFFICE, event=DAY_REPORTED, right={"done": OTHER}, by="HEAD-1", never=("E-1", "HEAD-2")),
    Wrong(
        before=STAFF,
        event=SalaryCoefficientRecorded(
            person="E-1",
            coefficient="3.33",
            since=date(2023, 2, 1),
            instrument="QĐ 51",
            recorded_by="CLERK-1",
        ),
        right={"coefficient": "3.66"},
        by="CLERK-1",
        never=("E-1", "HEAD-2"),
    ),
    Wrong(
        before=STAFF,
        event=DISCIPLINED,
        right={"kind": DisciplineKind.REPRIMAND},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=STAFF,
        event=EmployeeTransferred(
            person="E-1",
            from_unit="U-1",
            to_unit="U-2",
            on=date(2023, 9, 1),
            instrument="QĐ 70",
            transferred_by="DIRECTOR",
        ),
        right={"on": date(2023, 9, 4)},
        by="ADMIN",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=STAFF,
        event=EmployeeSeparated(
            person="E-1",
            unit="U-1",
            kind=SeparationKind.RESIGNATION,
            until=date(2023, 9, 29),
            instrument="QĐ 71",
            separated_by="HEAD-1",
        ),
        right={"kind": SeparationKind.RETIREMENT},
        by="ADMIN",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=STAFF,
        event=received(),
        right={"channel": PetitionChannel.POST, "text": OTHER},
        by="CLERK-1",
        never=("E-1", "HEAD-2"),
    ),
    Wrong(before=STAFF, event=PROPOSED, right={"text": OTHER}, by="CLERK-1", never=("E-1", "HEAD-2")),
    Wrong(
        before=(*STAFF, PROPOSED, TAKEN_UP),
        event=BROUGHT,
        right={"result": OTHER},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=PEOPLE,
        event=inspection(),
        right={"instrument": "QĐ 21"},
        by="DIRECTOR",
        never=("HEAD-1", "INSPECTOR-1"),
    ),
    Wrong(
        before=PEOPLE,
        event=found(),
        right={"severity": Severity.MINOR, "refs": (3,)},
        by="INSPECTOR-1",
        never=("HEAD-1", "DIRECTOR"),
    ),
    Wrong(
        before=(*DEPARTMENT, ASSIGNED),
        event=TARGET_REPORTED,
        right={"value": "0.91"},
        by="DIRECTOR",
        never=("HEAD-1", "CLERK-1"),
    ),
    Wrong(
        before=(*DEPARTMENT, ASSIGNED, TARGET_REPORTED),
        event=CLOSED,
        right={"achieved": "0.9"},
        by="DIRECTOR",
        never=("HEAD-1",),
        at=WINTER,
    ),
    Wrong(
        before=(*CITY, *PATHS[Stage.APPROVED]),
        event=baseline(),
        right={"numerator": 340},
        by="CHAIR",
        never=("HEAD-1", "HEAD-2"),
    ),
    Wrong(
        before=(*CITY, *PATHS[Stage.RUNNING]),
        event=survey(),
        right={"numerator": 348},
        by="CHAIR",
        never=("HEAD-1", "HEAD-2"),
        at=AUTUMN,
    ),
    Wrong(
        before=(*CITY, *PATHS[Stage.RUNNING]),
        event=PILOT_REPORTED,
        right={"results": {"on_time": "4/5"}},
        by="CHAIR",
        never=("HEAD-1", "HEAD-2"),
    ),
    Wrong(
        before=(*STAFF, DECLARED),
        event=EquipmentVerified(
            person="E-1",
            unit="U-1",
            item=ITEMS[0],
            usable=True,
            expires_on=date(2024, 12, 31),
            verified_by="HEAD-1",
        ),
        right={"expires_on": date(2023, 12, 31)},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=AT_HOME,
        event=FAILED,
        right={"at": instant("2023-10-03T09:30+07:00")},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
        later=LATER,
    ),
    Wrong(
        before=(*STAFF, assigned()),
        event=TaskReported(**of(), delegate=None, percent=80, note=TEXT, place=Place.OFFICE),
        right={"percent": 30},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=(*STAFF, assigned(), submitted(), completed()),
        event=EVALUATED,
        right={"major_errors": 0},
        by="HEAD-1",
        never=("E-1", "CLERK-1"),
    ),
    Wrong(
        before=PAID_CITY,
        event=funded(),
        right={"amount": "190000000"},
        by="MAYOR",
        never=("DIRECTOR", "E-1"),
        at="2025-10-20T08:00+07:00",
    ),
)
WRONG = {type(each.event).topic: each for each in _WRONG}
"""By topic."""

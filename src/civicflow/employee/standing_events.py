"""What can have happened to how a person stands: a salary coefficient, discipline and its withdrawal, the end of service."""

from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.event import Event, Keys
from civicflow.core.exact import readable
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId


class DisciplineKind(Enum):
    """The measures of discipline, from the lightest on; which of them a category may be given is for the law to say."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    SALARY_REDUCTION = "salary_reduction"
    DEMOTION = "demotion"
    REMOVAL_FROM_OFFICE = "removal_from_office"
    DISMISSAL = "dismissal"


class SeparationKind(Enum):
    """Why a person no longer works for the administration."""

    RESIGNATION = "resignation"
    RETIREMENT = "retirement"
    CONTRACT_ENDED = "contract_ended"
    EXIT_REVIEW = "exit_review"
    DISCIPLINE = "discipline"
    DEATH = "death"
    OTHER = "other"


@frozen(kw_only=True, eq=False, repr=False)
class SalaryCoefficientRecorded(Event):
    """By what the base salary is multiplied for a person from a day on, in place of the coefficient before (R46)."""

    topic: ClassVar[str] = "salary.coefficient_recorded"
    stream: ClassVar[tuple[str, ...]] = ("salary", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("person", "recorded_by"))

    person: PersonId
    coefficient: str = field(validator=readable)
    since: date
    instrument: ShortText
    recorded_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class EmployeeDisciplined(Event):
    """A person is disciplined by a decision of a day; whether for a breach of public duty weighs in their grade (K24)."""

    topic: ClassVar[str] = "discipline.recorded"
    stream: ClassVar[tuple[str, ...]] = ("discipline", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("unit", "unit"), ("person", "recorded_by"))

    person: PersonId
    unit: UnitId | None
    discipline: SubjectId
    kind: DisciplineKind
    on: date
    until: date | None
    public_duty: bool
    instrument: ShortText
    recorded_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class DisciplineWithdrawn(Event):
    """A disciplinary decision is set aside by another, and counts as if it had never been taken (K17)."""

    topic: ClassVar[str] = "discipline.withdrawn"
    stream: ClassVar[tuple[str, ...]] = ("discipline", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("unit", "unit"), ("person", "withdrawn_by"))

    person: PersonId
    unit: UnitId | None
    discipline: SubjectId
    instrument: ShortText
    reason: FreeText
    withdrawn_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class EmployeeSeparated(Event):
    """A person no longer works for the administration after a day, on the ground that the decision names (K17)."""

    topic: ClassVar[str] = "employee.separated"
    stream: ClassVar[tuple[str, ...]] = ("employee", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("unit", "unit"), ("person", "separated_by"))

    person: PersonId
    unit: UnitId | None
    kind: SeparationKind
    until: date
    instrument: ShortText
    separated_by: PersonId


STANDING = (SalaryCoefficientRecorded, EmployeeDisciplined, DisciplineWithdrawn, EmployeeSeparated)
"""What concerns how a person stands."""

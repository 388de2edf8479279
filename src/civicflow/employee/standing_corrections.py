"""What was recorded wrongly of how a person stands, salary coefficient and discipline, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.employee import correcting_rules, rules, standing_rules
from civicflow.employee.standing import RecordDiscipline, RecordSalaryCoefficient
from civicflow.employee.standing_events import (
    EmployeeDisciplined,
    SalaryCoefficientRecorded,
)
from civicflow.organization.correcting import CORRECTING, CorrectRecord


@frozen(kw_only=True, eq=False, repr=False)
class SalaryCoefficientCorrected(Correction, SalaryCoefficientRecorded):
    """A salary coefficient was recorded otherwise than the decision sets it and is corrected (R46)."""

    topic: ClassVar[str] = "salary.coefficient_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class DisciplineCorrected(Correction, EmployeeDisciplined):
    """A measure of discipline was recorded otherwise than it was decided and is corrected (K24)."""

    topic: ClassVar[str] = "discipline.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectSalaryCoefficient(CorrectRecord, RecordSalaryCoefficient):
    """
    Correct a salary coefficient, its first day or its decision as they were recorded (R46).

    A quarter that was calculated with the wrong one stays calculated; it is calculated anew, for a reason.
    """

    correction: ClassVar[type[Correction]] = SalaryCoefficientCorrected
    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        standing_rules.coefficient_is_an_exact_number,
        standing_rules.coefficient_begins_in_service,
        standing_rules.no_other_coefficient_takes_that_day,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectDiscipline(CorrectRecord, RecordDiscipline):
    """
    Correct what was recorded of a measure of discipline; one that was set aside is withdrawn (K24).

    A grade that was bounded by it stands until it is petitioned against or decided anew.
    """

    correction: ClassVar[type[Correction]] = DisciplineCorrected
    fixed: ClassVar[tuple[str, ...]] = ("discipline",)
    authority: ClassVar[Rule] = standing_rules.administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        standing_rules.discipline_is_decided,
        correcting_rules.discipline_stays_in_a_year_that_is_graded,
        correcting_rules.breach_of_public_duty_is_not_taken_back,
    )


STANDING_CORRECTIONS = (SalaryCoefficientCorrected, DisciplineCorrected)
STANDING_CORRECTION_COMMANDS = (CorrectSalaryCoefficient, CorrectDiscipline)

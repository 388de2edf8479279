"""What can have happened to additional income: a salary fund, a coefficient that was voted, the income of one person (R46)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import deep_mapping, instance_of, optional

from civicflow.core.event import Event, Keys
from civicflow.core.exact import readable
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.employee.events import Category, Grade

_EXACT = deep_mapping(key_validator=instance_of(str), value_validator=readable)


@frozen(kw_only=True, eq=False, repr=False)
class SalaryFundRecorded(Event):
    """How large the basic salary fund of an agency is in a quarter, by the decision that grants it (K16)."""

    topic: ClassVar[str] = "salary_fund.recorded"
    stream: ClassVar[tuple[str, ...]] = ("salary_fund", "agency", "period")
    keys: ClassVar[Keys] = (("unit", "agency"), ("person", "recorded_by"))

    agency: UnitId
    period: Code
    amount: str = field(validator=readable)
    instrument: ShortText
    recorded_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class AdditionalIncomeCoefficientSet(Event):
    """
    By what salary is multiplied for additional income from a month of a year on, by band of the salary coefficient (R46).

    It holds for the unit and every unit below it, in place of what was set before from that month on. ``fixed_sum`` is what
    those are paid a month whose salary is not multiplied.
    """

    topic: ClassVar[str] = "income.coefficient_set"
    stream: ClassVar[tuple[str, ...]] = ("income_coefficient", "unit", "year")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "set_by"))

    unit: UnitId
    year: int
    since: date
    coefficients: Mapping[str, str] = field(validator=_EXACT)
    fixed_sum: str | None = field(validator=optional(readable))
    instrument: ShortText
    set_by: PersonId


@frozen(kw_only=True)
class IncomeOfMonth:
    """
    The additional income of one person for one month, with the whole arithmetic.

    Args:
        month: The month, as ``2025-07``.
        coefficient: The salary coefficient on the first day of the month; None where a fixed sum is paid.
        band: The band of that coefficient, as what is voted knows it; None where a fixed sum is paid.
        base: The base salary of that day in đồng; None where a fixed sum is paid.
        factor: By what salary is multiplied in the band of the coefficient; None where a fixed sum is paid.
        fixed_sum: The fixed sum in đồng that is paid instead; None where salary is multiplied.
        share: Which part of it the grade brings.
        amount: What that comes to in đồng, exact.
    """

    month: Code
    coefficient: str | None = field(validator=optional(readable))
    band: Code | None
    base: str | None = field(validator=optional(readable))
    factor: str | None = field(validator=optional(readable))
    fixed_sum: str | None = field(validator=optional(readable))
    share: str = field(validator=readable)
    amount: str = field(validator=readable)


@frozen(kw_only=True, eq=False, repr=False)
class AdditionalIncomeCalculated(Event):
    """
    What additional income a person has for a quarter, by one collective act, in place of what was calculated before (R46).

    ``events`` names what it rests on: the grade, each salary coefficient and each coefficient that was voted.
    """

    topic: ClassVar[str] = "income.calculated"
    stream: ClassVar[tuple[str, ...]] = ("income", "agency", "quarter")
    keys: ClassVar[Keys] = (
        ("unit", "agency"),
        ("person", "person"),
        ("income_of", "person"),
        ("person", "calculated_by"),
    )

    agency: UnitId
    quarter: Code
    calculation: SubjectId
    person: PersonId
    category: Category
    grade: Grade | None
    shares: Mapping[str, str] = field(validator=_EXACT)
    months: tuple[IncomeOfMonth, ...]
    amount: str = field(validator=readable)
    provisions: tuple[ShortText, ...]
    events: tuple[int, ...]
    instrument: ShortText
    reason: FreeText | None
    calculated_by: PersonId


EVENTS = (SalaryFundRecorded, AdditionalIncomeCoefficientSet, AdditionalIncomeCalculated)

"""Who sets what additional income is paid from and by, and what must be true before they do (R46, K7, K10, K16)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.fields import YEARS
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.evaluation.periods import written
from civicflow.income import law
from civicflow.income.model import Income
from civicflow.organization.authority import LEADING, today
from civicflow.organization.model import Unit
from civicflow.organization.rules import decided_one_level_up


class ConcernsAgency(Protocol):
    """A command about an agency."""

    @property
    def agency(self) -> str:
        """The agency."""


class RecordsFund(ConcernsAgency, Protocol):
    """A command that says how large a salary fund is."""

    @property
    def period(self) -> Period:
        """The quarter."""

    @property
    def amount(self) -> str:
        """How large it is in đồng, as exact text."""


class SetsCoefficient(Protocol):
    """A command that says by what salary is multiplied in a year."""

    @property
    def unit(self) -> str:
        """The unit for which it is voted."""

    @property
    def year(self) -> int:
        """The year."""

    @property
    def coefficients(self) -> Mapping[str, str]:
        """By what salary is multiplied, by band."""

    @property
    def fixed_sum(self) -> str | None:
        """What those are paid a month whose salary is not multiplied."""

    @property
    def since(self) -> date | None:
        """The first day; that of the year when left out."""


def office_above_the_agency_or_administrator(command: ConcernsAgency, facts: Facts) -> Verdict:
    """An office acts that leads the unit above the agency, or the administrator: no agency grants its own fund (K11, K16)."""
    return decided_one_level_up(facts, command.agency)


def office_above_the_unit_or_administrator(command: SetsCoefficient, facts: Facts) -> Verdict:
    """An office acts that leads the unit above, or the administrator who records what was voted (K11, R46)."""
    return decided_one_level_up(facts, command.unit)


def agency_takes_no_hand_in_its_fund(command: ConcernsAgency, facts: Facts) -> Verdict:
    """Who leads the agency does not say how large its fund is, by no other office nor acting for another (K10)."""
    return _by_another_hand(facts, command.agency)


def unit_takes_no_hand_in_its_coefficient(command: SetsCoefficient, facts: Facts) -> Verdict:
    """Who leads the unit does not set by what its salaries are multiplied, whoever they act for (K10)."""
    return _by_another_hand(facts, command.unit)


def _by_another_hand(facts: Facts, unit: str) -> Verdict:
    found, on = facts.of(Unit, unit), today(facts)
    own = {each.person for office in LEADING for each in found.holders(office, on)}
    return allowed_if(facts.act.persons.isdisjoint(own), unit=unit, basis="K10")


def fund_is_of_an_agency(command: ConcernsAgency, facts: Facts) -> Verdict:
    """The unit is an agency, as a body that acts as one; a division has no salary fund of its own (K5)."""
    return allowed_if(facts.of(Unit, command.agency).body == command.agency, agency=command.agency)


def period_is_a_quarter(command: RecordsFund, _facts: Facts) -> Verdict:
    """Additional income is paid by the quarter, and so is its fund granted (R46)."""
    return allowed_if(command.period.kind is PeriodKind.QUARTER, period=written(command.period))


def amount_is_an_exact_number(command: RecordsFund, _facts: Facts) -> Verdict:
    """The fund is an exact number of đồng above nought."""
    amount = exact(command.amount)
    return allowed_if(amount is not None and amount > 0, amount=command.amount)


def first_day(command: SetsCoefficient) -> date:
    """The first day on which the coefficients hold."""
    return command.since or date(command.year, 1, 1)


def coefficient_begins_with_a_month_of_its_year(command: SetsCoefficient, _facts: Facts) -> Verdict:
    """Salaries are multiplied by whole months: what is set begins on the first day of a month of its year."""
    begins = command.year in YEARS and first_day(command).day == 1 and first_day(command).year == command.year
    return allowed_if(begins, year=command.year)


def every_band_has_its_exact_coefficient(command: SetsCoefficient, facts: Facts) -> Verdict:
    """Each band of the salary coefficient that is on record, and no other, has an exact number from nought on (R46)."""
    numbers = {band: exact(written) for band, written in command.coefficients.items()}
    said = all(number is not None and number >= 0 for number in numbers.values())
    bands = sorted({band for month in _months(command) for band in law.maxima(facts, command.unit, month)})
    same = bool(bands) and sorted(numbers) == bands
    return allowed_if(said and same, bands=", ".join(bands), year=command.year)


def no_coefficient_exceeds_the_maximum(command: SetsCoefficient, facts: Facts) -> Verdict:
    """In no month of the year is a coefficient above the maximum, or set where no maximum is on record (R46, K7)."""
    for month in _months(command):
        refused = exceeded(command.coefficients, law.maxima(facts, command.unit, month), month)
        if refused is not None:
            return refused
    return ALLOWED


def exceeded(
    coefficients: Mapping[str, str], maxima: Mapping[str, Fraction], month: Period
) -> Refused | None:
    """The first coefficient that is above the maximum of a month, or for which none is on record; None when there is none."""
    for band, said in coefficients.items():
        number, most = exact(said), maxima.get(band)
        if number is not None and (most is None or number > most):
            return Refused(
                parameters={
                    "month": written(month),
                    "band": band,
                    "coefficient": said,
                    "maximum": "" if most is None else str(most),
                },
                basis="R46",
            )
    return None


def fixed_sum_is_within_the_maximum(command: SetsCoefficient, facts: Facts) -> Verdict:
    """A fixed sum is exact, above nought, and in no month above the one that is laid down (R46)."""
    verdicts = (fixed_sum_within(facts, command.unit, command.fixed_sum, each) for each in _months(command))
    return next((each for each in verdicts if isinstance(each, Refused)), ALLOWED)


def fixed_sum_within(facts: Facts, unit: str, fixed_sum: str | None, month: Period) -> Verdict:
    """Whether a fixed sum, where there is one, is exact, above nought, and within what is laid down for a month."""
    if fixed_sum is None:
        return ALLOWED
    number = exact(fixed_sum)
    most = law.most_of_the_fixed_sum(facts, facts.regulations, unit, month)
    within = number is not None and most is not None and 0 < number <= most
    known = "" if most is None else str(most)
    return allowed_if(within, amount=fixed_sum, month=written(month), maximum=known, basis="R46")


def _months(command: SetsCoefficient) -> tuple[Period, ...]:
    """The months of its year from which on it holds; none when it begins in another year."""
    if command.year not in YEARS or first_day(command).year != command.year:
        return ()
    return Period(date(command.year, first_day(command).month, 1), date(command.year, 12, 31)).months


def fund_covers_what_is_calculated(command: RecordsFund, facts: Facts) -> Verdict:
    """A fund is not cut below what was calculated already: that is calculated anew first, for a reason (R17, R46)."""
    known = facts.find(Income, f"{command.agency}:{written(command.period)}")
    amount, share = exact(command.amount), law.most_of_the_fund(facts, command.agency, command.period)
    if known is None or amount is None or share is None:
        return ALLOWED
    total, most = known.total(), share * amount
    return allowed_if(total <= most, total=str(total), most=str(most), basis="R46")

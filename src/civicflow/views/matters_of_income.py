"""What is open about additional income: who has a grade of a quarter, a fund that is granted, and no income yet (R46, K16)."""

from collections.abc import Iterator

from civicflow.calendars.period import Period
from civicflow.errors import InvalidInputError
from civicflow.views import employees, income_record
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings


def of_income(around: Surroundings) -> Iterator[Matter]:
    """One matter an agency and quarter: it is calculated in one act, once its fund is on record."""
    paid = {each.id for each in around.evidence.rows(income_record.INCOMES)}
    staff = {each.id: each for each in around.evidence.rows(employees.VIEW)}
    for fund in around.evidence.rows(income_record.FUNDS):
        quarter = _quarter(fund.period)
        if quarter is None or quarter.last >= around.today:
            continue
        people = {
            person
            for unit in around.units.values()
            if unit.body == fund.agency
            for person in unit.members(quarter.last, primary_only=True)
        }
        graded = (each for each in people if each in staff and staff[each].grade_of(fund.period) is not None)
        if any(f"{fund.id}:{each}" not in paid for each in graded):
            yield Matter(
                need=Need.CALCULATE_INCOME,
                subject=f"income:{fund.id}",
                unit=fund.agency,
                concerns=None,
                person=None,
                since=quarter.moments(around.evidence.zone).stop,
                due=None,
            )


def _quarter(name: str) -> Period | None:
    try:
        return Period.parse(name)
    except InvalidInputError:
        return None

"""By which day a period is rated (R44, R47)."""

from datetime import date, timedelta
from typing import Unpack

from civicflow.calendars.months import months_before
from civicflow.calendars.period import Period
from civicflow.core.provision import Circumstances, Regulations
from civicflow.errors import InvalidInputError
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.rating_clauses import RATING_DUE


def rated_by(regulations: Regulations, period: Period, **asked: Unpack[Circumstances]) -> date | NotOnRecord:
    """
    The last day on which a period may be rated: the 14th of December for a year, as the law says "before 15 December".

    Args:
        regulations: Where the record is looked up.
        period: A month, a quarter or a year.
        asked: The last day of the period, place, personnel category and knowledge, as ``Circumstances`` says.

    Raises:
        InvalidInputError: When it is no month, quarter or year.
    """
    if period.kind is None:
        raise InvalidInputError(field="period", problem="period", value=str(period))
    found = RATING_DUE.at(regulations, code=period.kind.value, **asked)
    if isinstance(found, NotOnRecord):
        return found
    month = months_before(period.last.replace(day=1), -found.months_after)
    return month.replace(day=found.before_day) - timedelta(days=1)

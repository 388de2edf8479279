"""Whether somebody has served long enough in a year to be rated, and how well they may be rated after long leave (R44)."""

from fractions import Fraction

import attrs

from civicflow.evaluation.exact import Exact, exact_number
from civicflow.evaluation.grades import Grade
from civicflow.evaluation.rating_tests import Undetermined
from civicflow.regulations.rating_clauses import RatedTime


def _months(value: Exact) -> Fraction:
    return exact_number(value, "months")


@attrs.frozen(kw_only=True)
class Attendance:
    """
    How long a person served in a year, and how long they were away.

    Maternity leave counts neither as leave nor against service: whoever was on it is rated by the time that they worked.

    Args:
        service: Months of service in the year, maternity leave included; exact.
        leave: Months of other leave; exact.

    Raises:
        InvalidInputError: When one is no exact number from 0.
    """

    service: Fraction = attrs.field(converter=_months)
    leave: Fraction = attrs.field(default=Fraction(0), converter=_months)


@attrs.frozen(kw_only=True)
class NotRated:
    """
    Somebody has not served long enough to be rated; their work is reviewed all the same.

    Args:
        service: How many months they have served.
        provision: The record that it rests on.
    """

    service: Fraction
    provision: str


def best_grade(attendance: Attendance, rule: RatedTime) -> Grade | NotRated | Undetermined:
    """
    The best grade that somebody may be given for a year (Decree 90/2020).

    Args:
        attendance: How long they served, and were away.
        rule: What is on record about it.

    Returns:
        The grade; that they are not rated; or ``Undetermined`` for leave so long that the text says nothing: then the
        head decides with reasons (K9).
    """
    if attendance.service < rule.months_of_service:
        return NotRated(service=attendance.service, provision=rule.provision)
    if attendance.leave >= rule.leave_below:
        return Undetermined(("leave",))
    return Grade(rule.at_most) if attendance.leave >= rule.leave_from else Grade.EXCELLENT

"""Whether the law of a day asks for a review of a person by their annual grades, and until when it is concluded (R49, K25)."""

from datetime import date, datetime

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.calendars.period import PeriodKind
from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances, Regulations
from civicflow.employee.model import Employee, PeriodGrade
from civicflow.errors import NotRegulatedError
from civicflow.exit_review.law import Trigger, exit_review_of
from civicflow.organization.authority import today
from civicflow.organization.granted_terms import granted_end
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_parameters import EXIT_REVIEW_WITHIN
from civicflow.regulations.income_clauses import Consequence


@frozen(kw_only=True)
class Called:
    """
    A review that a person's annual grades call for; it is never a dismissal.

    Args:
        trigger: What makes it necessary.
        consequence: What the law makes of these grades: a duty to review, or something to consider.
        periods: The years, in order.
        provision: The record that says so.
        grades: The grades.
    """

    trigger: Trigger
    consequence: Consequence
    periods: tuple[str, ...]
    provision: str
    grades: tuple[PeriodGrade, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """Where the grades stand in the log."""
        return tuple(each.position for each in self.grades)

    @property
    def rated_at(self) -> datetime:
        """When the last of them was decided (UTC)."""
        return max(each.at for each in self.grades)


def called_for(
    regulations: Regulations, employee: Employee, *, locality: str, on: date, known: date | None
) -> Called | NotOnRecord | None:
    """
    What the law of a day asks for by a person's annual grades; None when nothing.

    Args:
        regulations: Where the law is looked up.
        employee: The person with their grades.
        locality: The place of their unit.
        on: The day.
        known: The law as it had been issued by that day.
    """
    years = (each for each in employee.grades if each.kind is PeriodKind.YEAR and each.period.isdigit())
    annual = {int(each.period): each for each in years}
    ratings = {year: each.grade for year, each in annual.items()}
    asked = Circumstances(on=on, locality=locality, category=employee.category.value, known=known)
    found = exit_review_of(regulations, ratings, **asked)
    if found is None or isinstance(found, NotOnRecord):
        return found
    return Called(
        trigger=found.trigger,
        consequence=found.consequence,
        periods=found.periods,
        provision=found.provision,
        grades=tuple(annual[int(each)] for each in found.periods),
    )


def required(facts: Facts, person: str) -> Called | None:
    """
    The review that the law of today asks for, when it is decided, whatever day the act claims (K25); None when it asks for none.

    Raises:
        NotRegulatedError: When no law of today is on record for the person's category; names it.
    """
    employee, unit = facts.find(Employee, person), unit_of(facts, person)
    if employee is None or unit is None:
        return None
    on, locality = today(facts), facts.of(Unit, unit).locality
    found = called_for(facts.regulations, employee, locality=locality, on=on, known=on)
    if isinstance(found, NotOnRecord):
        raise NotRegulatedError(
            subject=found.subject,
            locality=found.locality,
            on=found.on.isoformat(),
            entry=found.code or "",
            withheld=found.withheld or "",
        )
    return found


def unit_of(facts: Facts, person: str) -> str | None:
    """The unit to which a person belongs first today."""
    unit = primary_unit(facts, person, today(facts))
    return None if unit is None else unit.id


def due(facts: Facts, person: str, unit: str, called: Called) -> tuple[datetime | None, Derivation | None]:
    """
    Until when a review is concluded, counted from the last grade, and what that was derived from; nothing where none is set.

    Raises:
        OutsideCalendarError: When the term reaches beyond the calendar.
    """
    return granted_end(
        facts,
        EXIT_REVIEW_WITHIN,
        unit,
        called.rated_at,
        category=facts.of(Employee, person).category.value,
        known=today(facts),
    )

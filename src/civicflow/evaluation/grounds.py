"""What sets a grade aside, as far as it is on record or stated by whoever proposes (R44, K24)."""

from collections.abc import Iterable

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.facts import Facts
from civicflow.employee.standing_model import Discipline
from civicflow.evaluation.grades import Ground, counting_grounds
from civicflow.evaluation.model import Proposal
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.evaluation_parameters import RATING_OVERRIDES
from civicflow.regulations.parameter import NotOnRecord

STATED = (Ground.DEGRADATION, Ground.LED_UNIT)
"""The grounds that no event here says; whoever proposes states them, with the decision they rest on."""


def overrides_of(
    facts: Facts,
    person: str,
    period: Period,
    *,
    scheme: Scheme,
    locality: str,
    category: str,
    stated: Iterable[Ground],
) -> tuple[Ground, ...]:
    """
    What sets a person's grade of a period aside under their regime, in a fixed order.

    Args:
        facts: The window on the world.
        person: The person.
        period: The period; discipline touches the year alone (K24).
        scheme: By what the regime comes to a grade.
        locality: The place of the agency.
        category: The personnel category.
        stated: The grounds that whoever proposes states.
    """
    known = RATING_OVERRIDES.at(
        facts.regulations, on=period.last, locality=locality, category=category, code=scheme.value
    )
    if isinstance(known, NotOnRecord) or period.kind is None:
        return ()
    found = {*stated, *((Ground.DISCIPLINE,) if _is_disciplined(facts, person, period) else ())}
    return counting_grounds(found, known, period.kind)


def _is_disciplined(facts: Facts, person: str, period: Period) -> bool:
    """Whether a measure for a breach of public duty was decided in the period and still stands."""
    discipline = facts.find(Discipline, person)
    measures = () if discipline is None else discipline.decided(period.first, period.last)
    return any(each.public_duty for each in measures)


def discipline_counts(facts: Facts, person: str, period: Period, known: Proposal) -> bool:
    """Whether discipline sets the grade of a year aside by now, whenever the grade was proposed."""
    if period.kind is not PeriodKind.YEAR:
        return False
    overrides = overrides_of(
        facts,
        person,
        period,
        scheme=known.scheme,
        locality=facts.of(Unit, known.agency).locality,
        category=known.category.value,
        stated=(),
    )
    return Ground.DISCIPLINE in overrides

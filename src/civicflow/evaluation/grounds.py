"""What sets a grade aside, as far as it is on record or stated by whoever proposes (R44, K24)."""

from collections.abc import Iterable

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.evaluation.grades import Ground, counting_grounds
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
    return counting_grounds(tuple(stated), known, period.kind)

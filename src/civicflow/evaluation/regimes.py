"""Under which regime somebody is evaluated: a question to the records, never a choice in code (K8)."""

from datetime import date

import attrs

from civicflow.calendars.period import PeriodKind
from civicflow.core.provision import Regulations
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.evaluation_parameters import EVALUATION_SCHEME
from civicflow.regulations.parameter import NotOnRecord, answering


@attrs.frozen(kw_only=True)
class Regime:
    """
    The law under which somebody's work in a period is evaluated (K8).

    Args:
        scheme: By what it comes to a grade; ``NOT_ON_RECORD`` when nobody here has read its criteria.
        instrument: The law or order.
        article: The article within it, when it was seen.
        provision: The record that it rests on.
    """

    scheme: Scheme
    instrument: str
    article: str | None = None
    provision: str


def regime_of(
    regulations: Regulations,
    *,
    locality: str,
    category: str,
    kind: PeriodKind,
    on: date,
    known: date | None = None,
) -> Regime | NotOnRecord:
    """
    The regime of evaluation for a place, a personnel category and a period (K8).

    The most specific place wins. A kind of period that a law does not know, such as the quarter under Decree 90/2020,
    is not on record. Under ``strict``, a regime known only from memory or corroborated is not on record, and named.

    Args:
        regulations: Where the records are looked up.
        locality: The place of the agency, nested by slashes.
        category: The personnel category.
        kind: Month, quarter or year.
        on: The last day of the period.
        known: As known on that day; None for all that is known now.
    """
    found = answering(
        regulations,
        EVALUATION_SCHEME.subject,
        on=on,
        locality=locality,
        category=category,
        code=kind.value,
        known=known,
    )
    if isinstance(found, NotOnRecord):
        return found
    return Regime(
        scheme=Scheme(EVALUATION_SCHEME.of(found)),
        instrument=found.instrument,
        article=found.article,
        provision=found.id,
    )

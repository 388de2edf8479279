"""When it is reviewed whether somebody stays in the service: by the law of the day of the decision, never automatic (R49, K25)."""

from collections.abc import Mapping
from enum import Enum
from itertools import takewhile
from typing import Unpack

import attrs

from civicflow.core.provision import Circumstances, Regulations
from civicflow.evaluation.grades import Grade
from civicflow.regulations.income_clauses import EXIT_RULE, Consequence
from civicflow.regulations.parameter import NotOnRecord


class Trigger(Enum):
    """What makes a review necessary."""

    CONSECUTIVE_YEARS = "consecutive_years"
    """Several years one after another rated as not completed."""

    ONE_YEAR = "one_year"
    """The last year that was rated, by itself."""


@attrs.frozen(kw_only=True)
class ReviewRequired:
    """
    It must be reviewed whether somebody stays in the service; what comes of it is decided by people.

    Args:
        trigger: What makes it necessary.
        periods: The years rated as not completed, one after another, up to the last one that was rated.
        consequence: What the law makes of them.
        provision: The record that it rests on.
    """

    trigger: Trigger
    periods: tuple[str, ...]
    consequence: Consequence
    provision: str


def exit_review_of(
    regulations: Regulations, ratings: Mapping[int, Grade], **asked: Unpack[Circumstances]
) -> ReviewRequired | NotOnRecord | None:
    """
    Whether an exit review is required on a day, by the law of that day whatever the years (K25).

    Args:
        regulations: Where the law is looked up.
        ratings: The annual grades of a person, by year; years without a grade are left out, and break a run.
        asked: The day of the decision, place, personnel category and knowledge, as ``Circumstances`` says.

    Returns:
        What is required; None when nothing is; ``NotOnRecord`` when no law of that day was seen.
    """
    rule = EXIT_RULE.at(regulations, **asked)
    if isinstance(rule, NotOnRecord):
        return rule
    run = _run({year: grade for year, grade in ratings.items() if year <= asked["on"].year})
    if len(run) < rule.years:
        return None
    return ReviewRequired(
        trigger=Trigger.ONE_YEAR if rule.years == 1 else Trigger.CONSECUTIVE_YEARS,
        periods=run,
        consequence=rule.consequence,
        provision=rule.provision,
    )


def _run(ratings: Mapping[int, Grade]) -> tuple[str, ...]:
    """The years rated as not completed that end with the last year that was rated, in order."""
    last = max(ratings, default=0)
    years = takewhile(lambda year: ratings.get(year) is Grade.NOT_COMPLETED, range(last, 0, -1))
    return tuple(str(year) for year in reversed(tuple(years)))

"""How many may be rated excellent, in both readings of an open text, for an agency and for each group (K24, R44)."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Unpack

from civicflow.core.provision import Circumstances, Regulations
from civicflow.errors import InvalidInputError
from civicflow.evaluation.grades import Grade, is_at_least
from civicflow.regulations.evaluation_clauses import (
    EXCELLENCE_CEILING,
    OUTSTANDING_CEILING,
    Ceiling,
    Denominator,
    Scheme,
)
from civicflow.regulations.parameter import NotOnRecord


def ceiling_of(
    regulations: Regulations, scheme: Scheme, *, outstanding: bool = False, **asked: Unpack[Circumstances]
) -> Ceiling | NotOnRecord:
    """
    The ceiling on excellent grades under a scheme; not on record where no text with a number was seen.

    Args:
        regulations: Where the records are looked up.
        scheme: That of the regime.
        outstanding: Whether the body is on record as outstanding in the period.
        asked: The last day of the period, place, personnel category and knowledge, as ``Circumstances`` says.
    """
    clause = OUTSTANDING_CEILING if outstanding else EXCELLENCE_CEILING
    return clause.at(regulations, code=scheme.value, **asked)


def places(people: int, share: Fraction, reading: Denominator) -> int:
    """
    How many people may be rated excellent: the largest whole number that the share lets pass.

    Read as ``good_only``, k of Q people may be excellent as long as k is no more than the share of the Q - k who are
    then rated good. In the two other readings it is the share of all of them.

    Args:
        people: How many were rated good or better; in the reading ``rated``, how many were rated at all.
        share: The share, exact.
        reading: Of whom.

    Raises:
        InvalidInputError: When the number of people is negative.
    """
    if people < 0:
        raise InvalidInputError(field="people", problem="negative", value=people)
    return floor(people * (share / (1 + share) if reading is Denominator.GOOD_ONLY else share))


def places_among(grades: Iterable[Grade], ceiling: Ceiling, reading: Denominator | None = None) -> int:
    """
    How many of a body, or of a group in it, may be rated excellent when they are rated together (K24).

    Args:
        grades: The grades of all who are rated, those meant to be excellent included.
        ceiling: What is on record.
        reading: In which reading; the literal one of the record when left out.
    """
    reading = reading or ceiling.denominator
    least = Grade.NOT_COMPLETED if reading is Denominator.RATED else Grade.GOOD
    return places(sum(is_at_least(grade, least) for grade in grades), ceiling.share, reading)


def readings_of(ceiling: Ceiling) -> tuple[Denominator, ...]:
    """In which readings a ceiling is to be shown: both where its text leaves open of whom it is a share, else the one."""
    if "denominator" not in ceiling.readings:
        return (ceiling.denominator,)
    return (Denominator.GOOD_ONLY, Denominator.GOOD_OR_BETTER)

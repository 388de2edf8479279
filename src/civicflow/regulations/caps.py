"""How many people a body may have on site while an emergency measure stands: the four answers, and their arithmetic."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import floor
from typing import Literal, TypeAlias, assert_never, cast

import attrs

from civicflow.core.provision import Provision, Regulations
from civicflow.errors import InvalidInputError
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.reading import count, flag, ratio, words

SUBJECT = "on_site_cap"
MODE = "emergency"

ExemptCount: TypeAlias = Literal["numerator", "denominator", "both", "none"]
"""Where people with an exempt code are counted: among those on site, in the headcount, in both, or in neither (K5)."""


@attrs.frozen(kw_only=True)
class Share:
    """
    At most a share of the body's headcount may be on site; a ceiling on people, so parts of a person are dropped.

    How people are counted is the order's to say, and has no default here (K5).

    Args:
        fraction: The share, exact.
        minimum_on_site: How many may be there however small the body is.
        exempt_count: Where people with an exempt code are counted.
        counted_categories: The personnel categories that belong to the headcount.
        leave_counts: Whether people on leave belong to the headcount.
        readings: Which of these the text that was seen does not say, so that they are our reading of it.
        provision: The record, or the order of the organisation, that it rests on.
    """

    fraction: Fraction
    minimum_on_site: int
    exempt_count: ExemptCount
    counted_categories: tuple[str, ...]
    leave_counts: bool
    readings: tuple[str, ...] = ()
    provision: str

    def in_headcount(self, *, category: str, on_leave: bool, exempt: bool) -> bool:
        """Whether a person belongs to the number that the share is taken of."""
        return (
            category in self.counted_categories
            and (self.leave_counts or not on_leave)
            and (not exempt or self.exempt_count in ("denominator", "both"))
        )

    def in_presence(self, *, category: str, exempt: bool) -> bool:
        """Whether a person who is on site counts against the cap."""
        return category in self.counted_categories and (
            not exempt or self.exempt_count in ("numerator", "both")
        )


@attrs.frozen(kw_only=True)
class EssentialOnly:
    """
    Only people whose duty is essential, who have an exempt code, may be on site.

    Args:
        provision: The record, or the order of the organisation, that it rests on.
    """

    provision: str


@attrs.frozen(kw_only=True)
class NoLimit:
    """
    A measure on record lets everybody be on site.

    Args:
        provision: The record, or the order of the organisation, that it rests on.
    """

    provision: str


Limit: TypeAlias = Share | EssentialOnly | NoLimit
"""What is on record about who may be on site."""

OnSiteCap: TypeAlias = Limit | NotOnRecord
"""The four possible answers (K6)."""


def on_site_cap(regulations: Regulations, *, on: date, locality: str, known: date | None = None) -> OnSiteCap:
    """
    What is on record for a place and a day about how many people of a body may be on site in emergency mode.

    The strictest of the places around it wins (K7). Under ``strict``, an answer that would rest on a record from
    memory or only corroborated is not on record, and names that record.

    Args:
        regulations: Where the records are looked up.
        on: The local day that people are on site.
        locality: The place of the body.
        known: As known on that day; None for all that is known now.
    """
    chain = regulations.chain(SUBJECT, on=on, locality=locality, mode=MODE, known=known)
    nothing = NotOnRecord(subject=SUBJECT, locality=locality, on=on)
    if not chain:
        return nothing
    limit, record = min(((limit_of(each), each) for each in chain), key=lambda found: _strictness(found[0]))
    if regulations.strict and not record.status.confirmed:
        return attrs.evolve(nothing, withheld=record.id)
    return limit


def limit_of(provision: Provision) -> Limit:
    """What a record of ``on_site_cap`` says."""
    value = provision.value
    match value["answer"]:
        case "essential-only":
            return EssentialOnly(provision=provision.id)
        case "no-limit":
            return NoLimit(provision=provision.id)
        case _:
            return Share(
                fraction=ratio(value["fraction"]),
                minimum_on_site=count(value["minimum_on_site"]),
                exempt_count=cast("ExemptCount", value["exempt_count"]),
                counted_categories=words(value["counted_categories"]),
                leave_counts=flag(value["leave_counts"]),
                readings=words(value["readings"]),
                provision=provision.id,
            )


def strictest(limits: Iterable[Limit]) -> Limit:
    """The limit that lets the fewest people be on site; of equals, the first. There must be one."""
    return min(limits, key=_strictness)


def _strictness(limit: Limit) -> tuple[int, Fraction, int]:
    match limit:
        case EssentialOnly():
            return 0, Fraction(0), 0
        case Share():
            return 1, limit.fraction, limit.minimum_on_site
        case NoLimit():
            return 2, Fraction(1), 0
        case _:
            assert_never(limit)


def people_allowed(limit: Limit, headcount: int) -> int:
    """
    How many people of a body may be on site besides those whom the limit does not count.

    Args:
        limit: What is on record; there is no number under "not on record".
        headcount: How many people belong to the body as the limit counts them (``Share.in_headcount``).

    Raises:
        InvalidInputError: When the headcount is negative.
    """
    if headcount < 0:
        raise InvalidInputError(field="headcount", problem="negative", value=headcount)
    match limit:
        case EssentialOnly():
            return 0
        case NoLimit():
            return headcount
        case Share():
            return min(headcount, max(limit.minimum_on_site, floor(limit.fraction * headcount)))
        case _:
            assert_never(limit)

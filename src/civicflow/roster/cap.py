"""The cap of one day: what law and declared orders say together about who may be on site, as it is kept on record."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import evolve, frozen

from civicflow.core.facts import Facts
from civicflow.organization.events import ESSENTIAL_ONLY, ExemptCount
from civicflow.organization.model import EmergencyMode, Unit
from civicflow.organization.modes import modes_in_force
from civicflow.regulations.caps import (
    EssentialOnly,
    Limit,
    NoLimit,
    OnSiteCap,
    Share,
    on_site_cap,
    strictest,
)
from civicflow.regulations.kinds import fits
from civicflow.regulations.parameter import NotOnRecord


class Answer(Enum):
    """The four possible answers to the question how many may be on site (K6)."""

    SHARE = "share"
    ESSENTIAL_ONLY = "essential_only"
    NO_LIMIT = "no_limit"
    NOT_ON_RECORD = "not_on_record"


@frozen(kw_only=True)
class Cap:
    """
    The cap that binds a body on a day, as it was looked up when the day was opened or recounted.

    Args:
        answer: Which of the four answers it is.
        source: The provision, or ``emergency_mode:…``, that it rests on; None when nothing is on record.
        fraction: The share, exact, such as ``1/3``.
        minimum_on_site: How many a share lets in however small the body is.
        exempt_count: Where people with an exempt duty are counted under a share.
        counted_categories: The personnel categories that a share is taken of.
        leave_counts: Whether people on leave belong to that number.
        exempt_codes: The duties that every order in force exempts.
    """

    answer: Answer
    source: str | None
    fraction: str | None
    minimum_on_site: int | None
    exempt_count: ExemptCount | None
    counted_categories: tuple[str, ...]
    leave_counts: bool | None
    exempt_codes: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        counted = fits(self.fraction, "ratio") and self.exempt_count is not None
        if self.answer is Answer.SHARE and not counted:
            raise ValueError("a share says how much it is, and how exempt duties count")

    @property
    def limit(self) -> Limit | None:
        """The limit to count with; None when nothing is on record, which is no "no limit" (K6)."""
        source = self.source or ""
        match self.answer:
            case Answer.NOT_ON_RECORD:
                return None
            case Answer.NO_LIMIT:
                return NoLimit(provision=source)
            case Answer.ESSENTIAL_ONLY:
                return EssentialOnly(provision=source)
            case Answer.SHARE:
                return self._share(source)

    def _share(self, source: str) -> Share:
        assert self.fraction is not None
        assert self.exempt_count is not None
        return Share(
            fraction=Fraction(self.fraction),
            minimum_on_site=self.minimum_on_site or 0,
            exempt_count=self.exempt_count.value,
            counted_categories=self.counted_categories,
            leave_counts=bool(self.leave_counts),
            provision=source,
        )


def cap_in_force(facts: Facts, body: Unit, on: date) -> Cap:
    """
    The cap on a body for a day: the strictest of what the law and each declared order say (K2, K7).

    A duty is exempt when every order in force exempts it.

    Args:
        facts: The window on the world; an order declared meanwhile makes the act be decided again.
        body: The body.
        on: The local day.
    """
    known = facts.act.now.astimezone(facts.zone).date()
    law = on_site_cap(facts.regulations, on=on, locality=body.locality, known=known)
    return cap_under(law, modes_in_force(facts, body.locality, on))


def cap_under(law: OnSiteCap, modes: tuple[EmergencyMode, ...]) -> Cap:
    """
    The cap that the law and the declared orders make together: the strictest of them (K7).

    Args:
        law: What the law says for the day and the place.
        modes: The orders that bind the place on that day.
    """
    limits = [*_limits_of_orders(modes, law), *(() if isinstance(law, NotOnRecord) else (law,))]
    return recorded(strictest(limits) if limits else None, _exempt_everywhere(modes))


def _limits_of_orders(modes: tuple[EmergencyMode, ...], law: OnSiteCap) -> Iterator[Limit]:
    for mode in modes:
        if mode.cap == ESSENTIAL_ONLY:
            yield EssentialOnly(provision=_source(mode))
        elif mode.cap is not None:
            yield Share(
                fraction=Fraction(mode.cap),
                minimum_on_site=mode.minimum_on_site,
                exempt_count=mode.exempt_count.value,
                counted_categories=mode.counted_categories,
                leave_counts=bool(mode.leave_counts),
                provision=_source(mode),
            )
        elif isinstance(law, Share):
            # The order leaves the number to the law, and says itself how its exempt duties count (K5).
            yield evolve(law, exempt_count=mode.exempt_count.value)


def _source(mode: EmergencyMode) -> str:
    return f"emergency_mode:{mode.id}"


def _exempt_everywhere(modes: tuple[EmergencyMode, ...]) -> tuple[str, ...]:
    codes = [mode.exempt_codes for mode in modes]
    return tuple(code for code in (codes[0] if codes else ()) if all(code in each for each in codes))


def recorded(limit: Limit | None, exempt_codes: tuple[str, ...]) -> Cap:
    """The cap to keep on record for a limit; None when nothing is on record."""
    share = limit if isinstance(limit, Share) else None
    return Cap(
        answer=_answer(limit),
        source=None if limit is None else limit.provision,
        fraction=None if share is None else f"{share.fraction.numerator}/{share.fraction.denominator}",
        minimum_on_site=None if share is None else share.minimum_on_site,
        exempt_count=None if share is None else ExemptCount(share.exempt_count),
        counted_categories=() if share is None else share.counted_categories,
        leave_counts=None if share is None else share.leave_counts,
        exempt_codes=exempt_codes,
    )


def _answer(limit: Limit | None) -> Answer:
    match limit:
        case None:
            return Answer.NOT_ON_RECORD
        case NoLimit():
            return Answer.NO_LIMIT
        case EssentialOnly():
            return Answer.ESSENTIAL_ONLY
        case Share():
            return Answer.SHARE

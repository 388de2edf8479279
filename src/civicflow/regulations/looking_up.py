"""What an inspector sees who looks a parameter up: the records around a place, which of them answer, or the gap."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

import attrs

from civicflow.core.provision import Provision
from civicflow.regulations.caps import SUBJECT, on_site_cap
from civicflow.regulations.checks import Gap
from civicflow.regulations.kinds import CATEGORIES, MODES
from civicflow.regulations.lawbook import Lawbook, applies, is_seen, levels
from civicflow.regulations.parameter import NotOnRecord

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Inquiry:
    """
    What is looked up.

    Args:
        subject: The parameter without its place.
        on: The local day of the fact.
        locality: The place, nested by slashes.
        mode: Only what binds in this working mode; in any when left out.
        category: Only what binds this personnel category; anybody when left out.
        code: Only this entry of a catalogue; all when left out.
        known: As known on that day; None for all that is known now.
    """

    subject: str
    on: date
    locality: str
    mode: str | None = None
    category: str | None = None
    code: str | None = None
    known: date | None = None


@attrs.frozen(kw_only=True)
class Found:
    """
    What is on record.

    Args:
        provisions: The records of the day at every level of the place, the most specific first.
        answering: Those of them that a question about the place would be answered by.
        gap: The days around on which nothing is on record; None when something is.
    """

    provisions: tuple[Provision, ...]
    answering: frozenset[str]
    gap: Gap | None


def look_up(lawbook: Lawbook, asked: Inquiry) -> Found:
    """
    Look a parameter up.

    Args:
        lawbook: The regulations at hand.
        asked: What is looked up.
    """
    around = [each for each in _around(lawbook, asked) if is_seen(each, asked.known)]
    provisions = tuple(each for each in around if applies(each, asked.on))
    return Found(
        provisions=provisions,
        answering=frozenset(_answering(lawbook, asked, provisions)),
        gap=None if provisions else _gap(asked, around),
    )


def _around(lawbook: Lawbook, asked: Inquiry) -> Iterator[Provision]:
    """The records of any day that the inquiry concerns, those of the narrowest place first."""
    of_subject = [
        provision
        for sheet in lawbook.sheets
        if sheet.subject == asked.subject
        for provision in sheet.provisions
        if asked.mode is None or provision.mode in {None, asked.mode}
        if asked.category is None or not provision.categories or asked.category in provision.categories
        if asked.code is None or provision.code == asked.code
    ]
    for place in levels(asked.locality):
        yield from (provision for provision in of_subject if provision.locality == place)


def _answering(lawbook: Lawbook, asked: Inquiry, provisions: Iterable[Provision]) -> Iterator[str]:
    """The records that answer in some mode, for some category and for some entry that the inquiry leaves open."""
    on, locality, known = asked.on, asked.locality, asked.known
    if asked.subject == SUBJECT:
        cap = on_site_cap(lawbook, on=on, locality=locality, known=known)
        yield from () if isinstance(cap, NotOnRecord) else (cap.provision,)
        return
    modes = (None, *MODES) if asked.mode is None else (asked.mode,)
    categories = (None, *CATEGORIES) if asked.category is None else (asked.category,)
    codes = {provision.code for provision in provisions}
    for mode, category, code in product(modes, categories, codes):
        chain = lawbook.chain(
            asked.subject, on=on, locality=locality, mode=mode, category=category, code=code, known=known
        )
        yield from (provision.id for provision in chain[:1])


def _gap(asked: Inquiry, around: Iterable[Provision]) -> Gap:
    ended = [each.effective_to for each in around if each.effective_to and each.effective_to < asked.on]
    to_come = [each.effective_from for each in around if each.effective_from > asked.on]
    return Gap(
        key=asked.subject,
        mode=asked.mode,
        categories=() if asked.category is None else (asked.category,),
        code=asked.code,
        first=max(ended) + _DAY if ended else None,
        last=min(to_come) - _DAY if to_come else None,
    )

"""All regulations at hand: checked when they are read, looked up by the day of the fact, the place and what was known."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Self

import attrs

from civicflow.core.provision import Evidence, Provision
from civicflow.regulations.checks import Gap, check_form, check_overlaps, gaps
from civicflow.regulations.sheet import Sheet, read_sheet

WEAK = frozenset({Evidence.MEMORY, Evidence.CORROBORATED})
"""What ``strict`` does not rely on."""


@attrs.frozen(eq=False)
class Lawbook:
    """
    The regulations at hand; the ``Regulations`` that decisions and answers ask.

    Args:
        sheets: One a parameter.
        strict: Whether records from memory, and those only corroborated, are not relied on.

    Attributes:
        version: A digest of all records, the same for the same records in any order and layout.
    """

    sheets: tuple[Sheet, ...]
    strict: bool = attrs.field(default=False, kw_only=True)
    version: str = attrs.field(init=False)
    _by_key: Mapping[str, Sequence[Provision]] = attrs.field(init=False, repr=False)

    @_by_key.default
    def _grouped(self) -> Mapping[str, Sequence[Provision]]:
        grouped: dict[str, list[Provision]] = {}
        for provision in self.provisions:
            grouped.setdefault(provision.key, []).append(provision)
        return grouped

    @version.default
    def _digest(self) -> str:
        written = sorted(json.dumps(_said(each), default=str, sort_keys=True) for each in self.provisions)
        return hashlib.sha256("\n".join(written).encode()).hexdigest()[:16]

    @classmethod
    def parse(cls, files: Mapping[str, str], *, strict: bool = False) -> Self:
        """
        Read files of regulations.

        Args:
            files: The text of each file by its name; folders before the name are an overlay's own affair.
            strict: Whether records from memory, and those only corroborated, are not relied on.

        Raises:
            RegulationError: When a file cannot be read, or two files lay one subject down differently.
            UnsourcedRegulationError: When a record that claims to be attested names no source.
            OverlappingRegulationsError: When two records apply to the same day, mode and people.
        """
        sheets = tuple(read_sheet(file, text) for file, text in sorted(files.items()))
        check_form(sheets)
        check_overlaps(sheets)
        return cls(sheets, strict=strict)

    @property
    def provisions(self) -> Iterator[Provision]:
        """All records, in the order of the sheets."""
        return (provision for sheet in self.sheets for provision in sheet.provisions)

    def find(
        self,
        subject: str,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        code: str | None = None,
        known: date | None = None,
    ) -> Provision | None:
        """
        The most specific provision on a subject for a day and a place (K7).

        None when nothing is on record, and under ``strict`` when what is on record may not be relied on: a wider
        provision does not step in for a narrower one that is only remembered.

        Args:
            subject: The parameter without its place, such as ``late_claim``.
            on: The local day of the fact.
            locality: The place, nested by slashes; each wider place is asked in turn, at last the records for everywhere.
            mode: The working mode; without one, only records for every mode are seen.
            category: The personnel category; without one, only records for everybody are seen.
            code: The entry of a catalogue; without one, only records that are no entry are seen.
            known: See only what had been issued, and not yet repealed, by that day; None for all that is known now.
        """
        chain = self.chain(
            subject, on=on, locality=locality, mode=mode, category=category, code=code, known=known
        )
        if not chain or not self.relies_on(chain[0]):
            return None
        return chain[0]

    def chain(
        self,
        subject: str,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        code: str | None = None,
        known: date | None = None,
    ) -> tuple[Provision, ...]:
        """
        The provisions on a subject at every level of a place, the most specific first, however well attested.

        The arguments are those of ``find``.
        """
        return tuple(
            provision
            for place in levels(locality)
            for provision in self._by_key.get(key_of(place, subject), ())
            if provision.code == code
            and _applies(provision, on)
            and _binds(provision, mode, category)
            and _seen(provision, known)
        )

    def relies_on(self, provision: Provision) -> bool:
        """Whether a record is attested well enough for these regulations."""
        return not (self.strict and provision.status in WEAK)

    def gaps(self) -> tuple[Gap, ...]:
        """Days for which a parameter has nothing on record any more, and parameters that never had anything."""
        return tuple(gaps(self.sheets))


def _said(provision: Provision) -> dict[str, object]:
    """What a record says; a field left empty does not count, so that a new one leaves the digest as it was."""
    return attrs.asdict(provision, filter=lambda _, value: value not in (None, ()))


def levels(locality: str) -> Iterator[str]:
    """A place and each wider one around it, at last the empty one that stands for everywhere."""
    while locality:
        yield locality
        locality = locality.rpartition("/")[0]
    yield ""


def key_of(locality: str, subject: str) -> str:
    """The key of a subject at a place, such as ``vn.hcmc.on_site_cap``."""
    return f"{locality.replace('/', '.')}.{subject}".removeprefix(".")


def _applies(provision: Provision, on: date) -> bool:
    return provision.effective_from <= on and (provision.effective_to is None or on <= provision.effective_to)


def _binds(provision: Provision, mode: str | None, category: str | None) -> bool:
    return provision.mode in (None, mode) and (not provision.categories or category in provision.categories)


def _seen(provision: Provision, known: date | None) -> bool:
    if known is None:
        return provision.repealed_on is None
    issued = provision.issued_on is None or provision.issued_on <= known
    return issued and (provision.repealed_on is None or known < provision.repealed_on)

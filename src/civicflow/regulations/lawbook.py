"""All regulations at hand: checked when they are read, looked up by the day of the fact, the place and what was known."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Self, TypeAlias, Unpack

import attrs

from civicflow.core.provision import Circumstances, Lookup, Provision
from civicflow.errors import RegulationError
from civicflow.regulations.checks import Gap, examine, gaps
from civicflow.regulations.sheet import Sheet, key_of

WORDING = ("value", "locality", "effective_from", "mode", "categories", "code", "instrument", "article")
"""The fields of a record that make up its wording."""

ByPlace: TypeAlias = Mapping[str, Sequence[Provision]]
"""Records by the place that they bind."""


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
    _records: Mapping[tuple[str, str | None], ByPlace] = attrs.field(init=False, repr=False)
    _by_id: Mapping[str, Provision] = attrs.field(init=False, repr=False)
    _wordings: dict[str, str] = attrs.field(init=False, repr=False, factory=dict)

    @_records.default
    def _grouped(self) -> Mapping[tuple[str, str | None], ByPlace]:
        grouped: dict[tuple[str, str | None], dict[str, list[Provision]]] = {}
        for sheet in self.sheets:
            for provision in sheet.provisions:
                by_place = grouped.setdefault((sheet.subject, provision.code), {})
                by_place.setdefault(provision.locality, []).append(provision)
        return grouped

    @_by_id.default
    def _named(self) -> Mapping[str, Provision]:
        return {each.id: each for each in self.provisions}

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
        examined = examine(files)
        for problem in examined.problems:
            raise problem
        return cls(examined.sheets, strict=strict)

    def supposing(self, files: Mapping[str, str]) -> Self:
        """
        These regulations as they would be with other files: each takes the place of the one of its name, the others stay.

        Args:
            files: The text of each file by its name.

        Raises:
            RegulationError: When a file cannot be read, does not go with those that stay, or lays down what nobody asks for.
            UnsourcedRegulationError: When a record that claims to be attested names no source.
            OverlappingRegulationsError: When two records apply to the same day, mode and people.
        """
        keys = {key_of(file) for file in files}
        examined = examine(files, beside=tuple(sheet for sheet in self.sheets if sheet.key not in keys))
        known = {sheet.subject for sheet in self.sheets}
        for problem in examined.problems:
            raise problem
        for sheet in examined.sheets:
            if sheet.subject not in known:
                raise RegulationError(file=sheet.file, record="", field="key", problem="unknown-subject")
        return attrs.evolve(self, sheets=examined.sheets)

    @property
    def provisions(self) -> Iterator[Provision]:
        """All records, in the order of the sheets."""
        return (provision for sheet in self.sheets for provision in sheet.provisions)

    def find(self, subject: str, **asked: Unpack[Lookup]) -> Provision | None:
        """
        The most specific provision on a subject for a day and a place (K7).

        None when nothing is on record, and under ``strict`` when what is on record may not be relied on: a wider
        provision does not step in for a narrower one that is only remembered.

        Args:
            subject: The parameter without its place, such as ``late_claim``.
            asked: Day, place, mode, category, entry and knowledge, as ``Lookup`` says.
        """
        for first in self._answering(subject, **asked):
            return first if self.relies_on(first) else None
        return None

    def chain(self, subject: str, **asked: Unpack[Lookup]) -> tuple[Provision, ...]:
        """
        The provisions on a subject at every level of a place, the most specific first, however well attested.

        The arguments are those of ``find``.
        """
        return tuple(self._answering(subject, **asked))

    def entries(self, subject: str, **asked: Unpack[Circumstances]) -> tuple[Provision, ...]:
        """
        What ``find`` gives for each code of a catalogue, in the order of the codes.

        The other arguments are those of ``find``.
        """
        codes = (code for named, code in self._records if named == subject and code is not None)
        found = (self.find(subject, code=code, **asked) for code in sorted(codes))
        return tuple(provision for provision in found if provision is not None)

    def _answering(
        self,
        subject: str,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        code: str | None = None,
        known: date | None = None,
    ) -> Iterator[Provision]:
        by_place = self._records.get((subject, code), {})
        for place in levels(locality):
            for record in by_place.get(place, ()):
                if applies(record, on) and binds(record, mode, category) and is_seen(record, known):
                    yield record

    def record(self, id: str) -> Provision | None:
        """The record of an id, such as ``vn.hcmc.on_site_cap/2021-06-03``; None when it is not at hand."""
        return self._by_id.get(id)

    def wording(self, id: str) -> str:
        """
        A digest of what the record of an id says and by which instrument; empty when it is not at hand.

        When it ends, is repealed, is better attested or remarked upon, it still says the same.
        """
        if id not in self._wordings:
            record = self._by_id.get(id)
            self._wordings[id] = "" if record is None else _worded(record)
        return self._wordings[id]

    def relies_on(self, provision: Provision) -> bool:
        """Whether a record is attested well enough for these regulations."""
        return not self.strict or provision.status.confirmed

    def gaps(self) -> tuple[Gap, ...]:
        """Days for which a parameter has nothing on record any more, and parameters that never had anything."""
        return tuple(gaps(self.sheets))


def _worded(provision: Provision) -> str:
    said = {name: getattr(provision, name) for name in WORDING}
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()[:8]


def _said(provision: Provision) -> dict[str, object]:
    """What a record says; a field left empty does not count, so that a new one leaves the digest as it was."""
    return attrs.asdict(provision, filter=lambda _, value: value not in (None, ()))


@lru_cache(maxsize=4_096)
def levels(locality: str) -> tuple[str, ...]:
    """A place and each wider one around it, at last the empty one that stands for everywhere."""
    steps = locality.split("/") if locality else []
    return (*("/".join(steps[:last]) for last in range(len(steps), 0, -1)), "")


def applies(provision: Provision, on: date) -> bool:
    """Whether a record covers a local day."""
    return provision.effective_from <= on and (provision.effective_to is None or on <= provision.effective_to)


def binds(provision: Provision, mode: str | None, category: str | None) -> bool:
    """Whether a record is seen by who asks for a mode and a category, or for none."""
    return provision.mode in (None, mode) and (not provision.categories or category in provision.categories)


def is_seen(provision: Provision, known: date | None) -> bool:
    """Whether a record had been issued, and not yet repealed, by a day; None for all that is known now."""
    if known is None:
        return provision.repealed_on is None
    issued = provision.issued_on is None or provision.issued_on <= known
    return issued and (provision.repealed_on is None or known < provision.repealed_on)

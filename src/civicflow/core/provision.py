"""What a law or an order sets for a time and a place, as the mechanism sees it: one dated, cited record."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Protocol, Required, TypeAlias, TypedDict, Unpack

import attrs

Stipulation: TypeAlias = str | int | bool | tuple[str, ...]
"""What one field of a provision may say; shares and amounts are exact text such as ``1/3``."""


class Attestation(Enum):
    """How well a provision is attested."""

    VERIFIED = "verified"
    CORROBORATED = "corroborated"
    MEMORY = "memory"
    DESIGN = "design"

    @property
    def confirmed(self) -> bool:
        """Whether a text was read, or no law is claimed; ``strict`` relies on nothing else."""
        return self in {Attestation.VERIFIED, Attestation.DESIGN}


@attrs.frozen(kw_only=True)
class Provision:
    """
    One dated, cited record of a parameter that a law or an order sets (K7).

    Args:
        id: Key and first day, such as ``vn.hcmc.on_site_cap/2021-06-03``.
        key: The parameter, ``locality.subject``; the subject alone when it binds everywhere.
        value: What it says, field by field.
        locality: The place it binds, nested by slashes: ``vn/hcmc/district-10``; empty for everywhere.
        effective_from: The first local day it applies to.
        effective_to: The last one; None while it is open.
        issued_on: The day it was issued, which may come after the first day it applies to.
        repealed_on: The day from which it is known to be repealed.
        mode: The working mode it belongs to, such as ``emergency``; None for every mode.
        categories: The personnel categories it binds; empty for all.
        code: The entry that it is, when the parameter is a catalogue.
        instrument: The law or order.
        article: The article within it.
        source: Where the text was read.
        status: How well it is attested.
        note: What a reader should know besides.
    """

    id: str
    key: str
    value: Mapping[str, Stipulation]
    locality: str
    effective_from: date
    effective_to: date | None = None
    issued_on: date | None = None
    repealed_on: date | None = None
    mode: str | None = None
    categories: tuple[str, ...] = ()
    code: str | None = None
    instrument: str
    article: str | None = None
    source: str | None = None
    status: Attestation
    note: str | None = None


class Circumstances(TypedDict, total=False):
    """
    For which fact something is looked up, and with whose knowledge.

    Args:
        on: The local day of the fact.
        locality: The place, nested by slashes; each wider place is asked in turn, at last the records for everywhere.
        mode: The working mode; without one, only records for every mode are seen.
        category: The personnel category; without one, only records for everybody are seen.
        known: See only what had been issued, and not yet repealed, by that day; None for all that is known now.
    """

    on: Required[date]
    locality: Required[str]
    mode: str | None
    category: str | None
    known: date | None


class Lookup(Circumstances, total=False):
    """
    What one provision is looked up by.

    Args:
        code: The entry of a catalogue; without one, only records that are no entry are seen.
    """

    code: str | None


class Regulations(Protocol):
    """The dated rules in force, looked up by the day of the fact and as known at an instant."""

    @property
    def version(self) -> str:
        """A digest of all records, so that an answer can say under which rules it was given."""

    @property
    def strict(self) -> bool:
        """Whether records from memory, and those only corroborated, are refused."""

    def find(self, subject: str, **asked: Unpack[Lookup]) -> Provision | None:
        """
        The most specific provision on a subject for a day and a place, such as ``late_claim``.

        None when none is on record, or when the one that is may not be relied on under ``strict``.
        """

    def chain(self, subject: str, **asked: Unpack[Lookup]) -> tuple[Provision, ...]:
        """The provisions on a subject at every level of a place, the most specific first, however well attested."""

    def entries(self, subject: str, **asked: Unpack[Circumstances]) -> tuple[Provision, ...]:
        """What ``find`` gives for each code of a catalogue, in the order of the codes."""

    def record(self, id: str) -> Provision | None:
        """The record of an id, such as ``vn.hcmc.on_site_cap/2021-06-03``; None when it is not at hand."""

    def wording(self, id: str) -> str:
        """A digest of what the record of an id says, so that it can be seen whether it was worded anew; empty for none."""


class NotedRegulations:
    """
    Regulations that write down which provisions were used.

    Args:
        regulations: Where the provisions are looked up.
    """

    def __init__(self, regulations: Regulations) -> None:
        self._regulations = regulations
        self.used: dict[str, Provision] = {}

    @property
    def version(self) -> str:
        """A digest of all records."""
        return self._regulations.version

    @property
    def strict(self) -> bool:
        """Whether records from memory, and those only corroborated, are refused."""
        return self._regulations.strict

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The provisions that were used though they are only from memory or corroborated; none under ``strict``."""
        if self.strict:
            return ()
        return tuple(each.id for each in self.used.values() if not each.status.confirmed)

    def find(self, subject: str, **asked: Unpack[Lookup]) -> Provision | None:
        """The most specific provision on a subject, written down when there is one."""
        found = self._regulations.find(subject, **asked)
        if found is not None:
            self.used[found.id] = found
        return found

    def chain(self, subject: str, **asked: Unpack[Lookup]) -> tuple[Provision, ...]:
        """The provisions at every level of a place, each written down."""
        found = self._regulations.chain(subject, **asked)
        self.used.update((provision.id, provision) for provision in found)
        return found

    def entries(self, subject: str, **asked: Unpack[Circumstances]) -> tuple[Provision, ...]:
        """What ``find`` gives for each code of a catalogue, each written down."""
        found = self._regulations.entries(subject, **asked)
        self.used.update((provision.id, provision) for provision in found)
        return found

    def record(self, id: str) -> Provision | None:
        """The record of an id; naming one is no use of it."""
        return self._regulations.record(id)

    def wording(self, id: str) -> str:
        """A digest of what the record of an id says."""
        return self._regulations.wording(id)

"""What a decision or an answer asks the regulations for: one figure of a record, or all that it says."""

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar, Unpack

import attrs

from civicflow.core.provision import Circumstances, Lookup, Provision, Regulations, Stipulation
from civicflow.errors import NotRegulatedError

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True)
class NotOnRecord:
    """
    Nothing that may be relied on is on record; an answer of its own, never "no limit" and never a default.

    Args:
        subject: The parameter that was asked for.
        locality: For which place.
        on: For which day.
        code: For which entry, when the parameter is a catalogue.
        withheld: The record that would answer, when ``strict`` does not rely on it.
    """

    subject: str
    locality: str
    on: date
    code: str | None = None
    withheld: str | None = None


def answering(regulations: Regulations, subject: str, **asked: Unpack[Lookup]) -> Provision | NotOnRecord:
    """
    The record that answers for a day and a place, the most specific (K7).

    Under ``strict``, an answer that would rest on a record from memory or only corroborated is not on record.

    Args:
        regulations: Where it is looked up.
        subject: The parameter without its place.
        asked: Day, place, mode, category, entry and knowledge, as ``Lookup`` says.
    """
    found = regulations.find(subject, **asked)
    return _missing(regulations, subject, **asked) if found is None else found


def _missing(regulations: Regulations, subject: str, **asked: Unpack[Lookup]) -> NotOnRecord:
    passed_over = regulations.chain(subject, **asked)
    return NotOnRecord(
        subject=subject,
        locality=asked["locality"],
        on=asked["on"],
        code=asked.get("code"),
        withheld=passed_over[0].id if passed_over else None,
    )


@attrs.frozen
class Subject(Generic[T_co]):
    """
    Something that regulations may be asked for by its name.

    Args:
        subject: The parameter without its place, such as ``late_claim``.
    """

    subject: str

    def of(self, provision: Provision) -> T_co:
        """What a record of the subject says."""
        raise NotImplementedError

    def at(self, regulations: Regulations, **asked: Unpack[Lookup]) -> T_co | NotOnRecord:
        """What is on record for a day and a place; the arguments, and what ``strict`` means, are those of ``answering``."""
        found = regulations.find(self.subject, **asked)
        return _missing(regulations, self.subject, **asked) if found is None else self.of(found)

    def required(self, regulations: Regulations, **asked: Unpack[Lookup]) -> T_co:
        """
        What is on record, where an act cannot do without it.

        Raises:
            NotRegulatedError: When nothing is; names subject, locality, day, entry and the record withheld.
        """
        found = regulations.find(self.subject, **asked)
        if found is not None:
            return self.of(found)
        missing = _missing(regulations, self.subject, **asked)
        raise NotRegulatedError(
            subject=missing.subject,
            locality=missing.locality,
            on=missing.on.isoformat(),
            entry=missing.code or "",
            withheld=missing.withheld or "",
        )

    def entries(self, regulations: Regulations, **asked: Unpack[Circumstances]) -> dict[str, T_co]:
        """What each entry of a catalogue says on a day and at a place, by its code; the arguments are those of ``at``."""
        found = regulations.entries(self.subject, **asked)
        return {entry.code: self.of(entry) for entry in found if entry.code is not None}


@attrs.frozen
class Parameter(Subject[T_co]):
    """
    One figure that a record says.

    Args:
        subject: The parameter without its place.
        field: The field of the record's value; it names the unit.
        read: What turns the field into an exact value.
    """

    field: str
    read: Callable[[Stipulation], T_co]

    def of(self, provision: Provision) -> T_co:
        """What a record says of this figure."""
        return self.read(provision.value[self.field])


@attrs.frozen
class Clause(Subject[T_co]):
    """
    All that a record says, where its fields only mean something together.

    Args:
        subject: The parameter without its place.
        read: What turns the record into an answer in words of its own.
    """

    read: Callable[[Provision], T_co]

    def of(self, provision: Provision) -> T_co:
        """What a record says."""
        return self.read(provision)

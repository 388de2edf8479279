"""What can have happened to a dossier as a whole: supplemented, dealt with by another unit or version, opened again (R57)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import (
    Code,
    Digest,
    FreeText,
    PersonId,
    ShortText,
    SubjectId,
    UnitId,
    stated,
    texts,
)

_STREAM = ("dossier", "dossier")


@frozen(kw_only=True)
class Document:
    """
    A document of a dossier, which lies elsewhere.

    Args:
        digest: Its SHA-256 in hexadecimal: what it is known by.
        title: Its title, or its number; never a person's name.
    """

    digest: Digest
    title: ShortText


def documents(values: Iterable[Document]) -> tuple[Document, ...]:
    """Take several documents in any form, as an immutable one."""
    return tuple(values)


@frozen(kw_only=True, eq=False, repr=False)
class DossierSupplemented(Event):
    """Documents belong to a dossier from now on; each is known by its digest, and lies elsewhere (R37)."""

    topic: ClassVar[str] = "dossier.supplemented"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "supplemented_by"),)

    dossier: SubjectId
    documents: tuple[Document, ...] = field(converter=documents)
    supplemented_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class DossierTransferred(Event):
    """Another unit deals with a dossier from now on; what it has come to stays."""

    topic: ClassVar[str] = "dossier.transferred"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "transferred_by"),)

    dossier: SubjectId
    old_unit: UnitId
    unit: UnitId
    transferred_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class DossierReopened(Event):
    """
    A dossier that was closed or called off goes on at a step, within the whole term of its procedure once more.

    ``derivation`` says what the due was derived from; nothing where the procedure sets no term for the whole.
    """

    topic: ClassVar[str] = "dossier.reopened"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "reopened_by"),)

    dossier: SubjectId
    step: Code
    reopened_by: PersonId
    reason: FreeText
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class DossierMigrated(Event):
    """
    A dossier is dealt with by a newer version of its procedure from now on, and by that one to its end.

    ``mapping`` says what steps are called there that are called otherwise, and which open step is which; ``milestones``
    are those of the newer version that count as reached.
    """

    topic: ClassVar[str] = "dossier.migrated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "migrated_by"),)

    dossier: SubjectId
    old_version: int
    version: int
    mapping: Mapping[str, str] = field(converter=stated)
    milestones: tuple[str, ...] = field(converter=texts)
    migrated_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class StepCarriedOver(Event):
    """
    A dossier that was moved to a newer version rests at the same step, by its name there, and until the same due.

    ``passes_to`` is the outcome that it comes to by itself when that has passed, by the newer version.
    """

    topic: ClassVar[str] = "dossier.step_carried_over"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    old_step: Code
    step: Code
    round: int
    due: datetime | None
    passes_to: Code | None


CHANGING_EVENTS = (DossierSupplemented, DossierTransferred, DossierReopened, DossierMigrated, StepCarriedOver)

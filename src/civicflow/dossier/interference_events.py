"""What the office that leads a dossier can have decided about its course, beside the steps of its procedure (R57)."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, SubjectId

_STREAM = ("dossier", "dossier")


@frozen(kw_only=True, eq=False, repr=False)
class DossierReturned(Event):
    """
    A dossier goes back to a step that it has been through, and to no other; what was done stays on record.

    Whatever had come to its joins is forgotten, since all branches are gone through again.
    """

    topic: ClassVar[str] = "dossier.returned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "returned_by"),)

    dossier: SubjectId
    step: Code
    returned_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class StepCancelled(Event):
    """An office has called off an open step; the dossier goes on by the outcome that the procedure names for that."""

    topic: ClassVar[str] = "dossier.step_cancelled"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "cancelled_by"),)

    dossier: SubjectId
    step: Code
    round: int
    cancelled_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class DossierCancelled(Event):
    """A dossier is called off without a result; nothing of it is open any more."""

    topic: ClassVar[str] = "dossier.cancelled"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "cancelled_by"),)

    dossier: SubjectId
    cancelled_by: PersonId
    reason: FreeText


INTERFERENCE_EVENTS = (DossierReturned, StepCancelled, DossierCancelled)

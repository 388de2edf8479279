"""What can have happened to a procedure: a version of it is published, or it is withdrawn (R57)."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, UnitId
from civicflow.procedures import Procedure

_STREAM = ("procedure", "procedure")


@frozen(kw_only=True, eq=False, repr=False)
class ProcedurePublished(Event):
    """
    A version of a procedure holds from a day on, in a unit and all units below it; here is all that it says.

    Dossiers that were opened under an earlier version go on under that one.
    """

    topic: ClassVar[str] = "procedure.published"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "published_by"),)

    procedure: Code
    version: int
    unit: UnitId
    since: date
    definition: Procedure
    published_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ProcedureWithdrawn(Event):
    """From a day on no dossier is opened under a procedure; those that are open go on."""

    topic: ClassVar[str] = "procedure.withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "withdrawn_by"),)

    procedure: Code
    since: date
    withdrawn_by: PersonId
    reason: FreeText


PROCEDURE_EVENTS = (ProcedurePublished, ProcedureWithdrawn)

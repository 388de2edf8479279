"""A procedure as it is on record: all its versions, and which of them holds on a day."""

from datetime import date
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.facts import Facts
from civicflow.dossier.model import Dossier
from civicflow.dossier.procedure_events import ProcedurePublished, ProcedureWithdrawn
from civicflow.organization.authority import upwards
from civicflow.procedures import Procedure


@frozen(kw_only=True)
class ProcedureOnRecord:
    """
    A procedure with all the versions that were published.

    Args:
        code: Its code.
        unit: The unit in which it holds, and in all units below it.
        versions: The versions, in the order in which they were published.
        positions: Where each stands in the log.
        withdrawn_since: From when on no dossier is opened under it.
    """

    kind: ClassVar[str] = "procedure"
    code: str
    unit: str
    versions: tuple[Procedure, ...]
    positions: tuple[int, ...]
    withdrawn_since: date | None = None

    def version(self, number: int) -> Procedure:
        """A version by its number; they are numbered from 1."""
        return self.versions[number - 1]

    def holds_in(self, facts: Facts, unit: str) -> bool:
        """Whether it was published for a unit, or for one above it."""
        return any(each.id == self.unit for each in upwards(facts, unit))

    def in_force(self, on: date) -> Procedure | None:
        """The version under which a dossier is opened on a day; None when there is none."""
        if self.withdrawn_since is not None and self.withdrawn_since <= on:
            return None
        return next((each for each in reversed(self.versions) if each.since <= on), None)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The procedure after an event."""
        match event:
            case ProcedurePublished() if state is None:
                return cls(
                    code=event.procedure,
                    unit=event.unit,
                    versions=(event.definition,),
                    positions=(at.position,),
                )
            case ProcedurePublished() if state is not None:
                versions = (*state.versions, event.definition)
                positions = (*state.positions, at.position)
                return evolve(state, versions=versions, positions=positions, withdrawn_since=None)
            case ProcedureWithdrawn(since=since) if state is not None:
                return evolve(state, withdrawn_since=since)
            case _:
                return state


def procedure_of(facts: Facts, dossier: Dossier) -> Procedure:
    """The version of the procedure that a dossier is pinned to."""
    return facts.of(ProcedureOnRecord, dossier.procedure).version(dossier.version)

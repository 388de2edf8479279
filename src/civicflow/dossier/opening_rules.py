"""Who opens a dossier, and what must be true before (R57)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.dossier.model import Dossier
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.roles import works_in_it_or_keeps_its_record
from civicflow.organization.authority import claimed_day
from civicflow.procedures import Procedure

LONGEST_ID = 50
"""The tasks of a dossier are named after it, after the step, the round and the unit."""


class OpensDossier(Protocol):
    """A command that opens a dossier."""

    @property
    def dossier(self) -> str:
        """Its id."""

    @property
    def procedure(self) -> str:
        """The code of the procedure."""

    @property
    def unit(self) -> str:
        """The unit that deals with it."""


def version_of_the_day(command: OpensDossier, facts: Facts) -> Procedure | None:
    """The version of the procedure that holds on the day of the act; None when there is none."""
    return facts.of(ProcedureOnRecord, command.procedure).in_force(claimed_day(facts))


def one_who_works_in_the_unit_or_leads_it(command: OpensDossier, facts: Facts) -> Verdict:
    """Whoever opens the dossier belongs to the unit today, or holds an office of record over it (R57, K18)."""
    return works_in_it_or_keeps_its_record(facts, command.unit)


def dossier_is_new(command: OpensDossier, facts: Facts) -> Verdict:
    """No dossier has this id yet."""
    return allowed_if(facts.find(Dossier, command.dossier) is None, dossier=command.dossier)


def dossier_id_leaves_room_for_its_tasks(command: OpensDossier, _facts: Facts) -> Verdict:
    """The id of a dossier has at most 50 characters and no slash: its tasks are named after it."""
    fits = len(command.dossier) <= LONGEST_ID and "/" not in command.dossier
    return allowed_if(fits, dossier=command.dossier)


def procedure_is_in_force(command: OpensDossier, facts: Facts) -> Verdict:
    """A version of the procedure holds on the day of the act, and it is not withdrawn (R57)."""
    found = version_of_the_day(command, facts)
    return allowed_if(found is not None, procedure=command.procedure, day=claimed_day(facts).isoformat())


def procedure_holds_in_the_unit(command: OpensDossier, facts: Facts) -> Verdict:
    """The procedure was published for the unit or for one above it."""
    inside = facts.of(ProcedureOnRecord, command.procedure).holds_in(facts, command.unit)
    return allowed_if(inside, procedure=command.procedure, unit=command.unit)

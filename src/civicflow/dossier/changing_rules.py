"""Who supplements, transfers or reopens a dossier, and what must be true before (R57)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.dossier.changing_events import Document
from civicflow.dossier.model import Dossier, Stage
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.roles import works_in_it_or_keeps_its_record
from civicflow.dossier.step_rules import ConcernsDossier
from civicflow.organization.authority import HEAD, has_a_hand_in_any, leads_over


class BringsDocuments(ConcernsDossier, Protocol):
    """A command that adds documents to a dossier."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents."""


class NamesUnit(ConcernsDossier, Protocol):
    """A command that hands a dossier to a unit."""

    @property
    def unit(self) -> str:
        """The unit."""


def one_who_works_in_its_unit_or_keeps_its_record(command: ConcernsDossier, facts: Facts) -> Verdict:
    """Whoever acts belongs to the unit that deals with the dossier, or holds an office of record over it (R57, K18)."""
    unit = facts.of(Dossier, command.dossier).unit
    return works_in_it_or_keeps_its_record(facts, unit)


def documents_are_named_once(command: BringsDocuments, _facts: Facts) -> Verdict:
    """There is a document, and none is named twice at once."""
    digests = [each.digest for each in command.documents]
    return allowed_if(0 < len(digests) == len(set(digests)), dossier=command.dossier)


def dossier_is_with_another_unit(command: NamesUnit, facts: Facts) -> Verdict:
    """Another unit has dealt with the dossier so far."""
    dossier = facts.of(Dossier, command.dossier)
    return allowed_if(dossier.unit != command.unit, dossier=dossier.id, unit=command.unit)


def procedure_of_the_dossier_holds_there(command: NamesUnit, facts: Facts) -> Verdict:
    """The procedure of the dossier was published for the unit or for one above it."""
    procedure = facts.of(ProcedureOnRecord, facts.of(Dossier, command.dossier).procedure)
    return allowed_if(procedure.holds_in(facts, command.unit), procedure=procedure.code, unit=command.unit)


def head_above_whoever_ended_it(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The head of the unit acts, or of one above it; above whoever closed the dossier or called it off (R57, K11)."""
    dossier = facts.of(Dossier, command.dossier)
    return leads_over(facts, dossier.unit, tuple(sorted(dossier.last_hands)), offices=HEAD)


def dossier_has_ended(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The dossier was closed or called off."""
    dossier = facts.of(Dossier, command.dossier)
    return allowed_if(dossier.stage is not Stage.OPEN, dossier=dossier.id)


def whoever_reopens_it_did_not_end_it(command: ConcernsDossier, facts: Facts) -> Verdict:
    """Nobody opens again what they closed or called off, in person or through another (K10)."""
    hands = facts.of(Dossier, command.dossier).last_hands
    return allowed_if(not has_a_hand_in_any(facts, hands), dossier=command.dossier, basis="K10")

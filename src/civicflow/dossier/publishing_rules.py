"""Who publishes a procedure, and what must be true of it before (R57)."""

from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.organization.authority import HEAD, leads, today
from civicflow.organization.model import Unit
from civicflow.procedures import HeldBy, Procedure, problems
from civicflow.procedures.definition import OWN, SUPERIOR


class ConcernsProcedure(Protocol):
    """A command about a procedure."""

    @property
    def procedure(self) -> str:
        """Its code."""


class PublishesProcedure(ConcernsProcedure, Protocol):
    """A command that publishes a version of a procedure."""

    @property
    def unit(self) -> str:
        """The unit in which it holds."""

    @property
    def definition(self) -> Procedure:
        """All that it says."""


class EndsProcedure(ConcernsProcedure, Protocol):
    """A command that withdraws a procedure."""

    @property
    def since(self) -> date:
        """The first day on which no dossier is opened under it."""


def head_of_the_unit(command: PublishesProcedure, facts: Facts) -> Verdict:
    """The head of the unit acts in which the procedure holds, or of one above it (R57)."""
    return leads(facts, command.unit, offices=HEAD)


def head_of_the_unit_it_holds_in(command: ConcernsProcedure, facts: Facts) -> Verdict:
    """The head of the unit acts in which the procedure holds, or of one above it (R57)."""
    return leads(facts, facts.of(ProcedureOnRecord, command.procedure).unit, offices=HEAD)


def procedure_belongs_to_the_unit(command: PublishesProcedure, facts: Facts) -> Verdict:
    """A procedure of this code holds in the same unit so far, or there is none."""
    found = facts.find(ProcedureOnRecord, command.procedure)
    own = found is None or found.unit == command.unit
    return allowed_if(own, procedure=command.procedure, unit="" if found is None else found.unit)


def version_follows_the_last(command: PublishesProcedure, facts: Facts) -> Verdict:
    """The versions of a procedure are numbered one after another, from 1."""
    found = facts.find(ProcedureOnRecord, command.procedure)
    expected = 1 if found is None else len(found.versions) + 1
    given = command.definition.version
    return allowed_if(given == expected, procedure=command.procedure, version=given, expected=expected)


def version_holds_from_today_at_the_earliest(command: PublishesProcedure, facts: Facts) -> Verdict:
    """A version holds from today or from a later day on: dossiers of days gone by were opened under another."""
    since = command.definition.since
    return allowed_if(since >= today(facts), procedure=command.procedure, since=since.isoformat())


def versions_begin_one_after_another(command: PublishesProcedure, facts: Facts) -> Verdict:
    """A later version does not hold from an earlier day than the one before it."""
    found = facts.find(ProcedureOnRecord, command.procedure)
    since = command.definition.since
    later = found is None or found.versions[-1].since <= since
    return allowed_if(later, procedure=command.procedure, since=since.isoformat())


def procedure_can_be_carried_out(command: PublishesProcedure, _facts: Facts) -> Verdict:
    """Nothing is wrong with the procedure: each step can be reached, and every dossier can be closed (R57)."""
    found = problems(command.definition)
    if not found:
        return ALLOWED
    return allowed_if(
        False,
        procedure=command.procedure,
        mistakes=len(found),
        place=".".join(found[0].place.path),
        problem=found[0].problem,
        value=found[0].value or "",
    )


def units_of_its_roles_are_on_record(command: PublishesProcedure, facts: Facts) -> Verdict:
    """The units that its roles name exist."""
    named = (each.unit for each in command.definition.roles if each.held_by is not HeldBy.OPENER)
    missing = [unit for unit in named if unit not in {OWN, SUPERIOR} and facts.find(Unit, unit) is None]
    return allowed_if(not missing, procedure=command.procedure, unit=", ".join(sorted(set(missing))))


def procedure_is_not_withdrawn(command: ConcernsProcedure, facts: Facts) -> Verdict:
    """The procedure is not withdrawn already."""
    found = facts.of(ProcedureOnRecord, command.procedure)
    return allowed_if(found.withdrawn_since is None, procedure=found.code)


def withdrawal_holds_from_today_at_the_earliest(command: EndsProcedure, facts: Facts) -> Verdict:
    """A procedure is withdrawn from today or from a later day on: what was opened before stays as it is."""
    return allowed_if(
        command.since >= today(facts), procedure=command.procedure, since=command.since.isoformat()
    )

"""Who plays a part in a dossier: the unit a role points to, and the people who fill it there today."""

from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Verdict
from civicflow.dossier.model import Dossier
from civicflow.organization.authority import OFFICES_OF_RECORD, leads, may_act_for, office_held, today
from civicflow.organization.events import Office
from civicflow.organization.group import Group, able_members
from civicflow.organization.model import Unit
from civicflow.procedures import HeldBy, Role
from civicflow.procedures.definition import OWN, SUPERIOR


def unit_of(facts: Facts, dossier: Dossier, role: Role, instance: str | None = None) -> str:
    """
    The unit whose office or members a role means.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        role: The role.
        instance: The unit that does the step for itself, where several do.
    """
    own = instance or dossier.unit
    if role.unit == SUPERIOR:
        return facts.of(Unit, own).superior or own
    return own if role.unit == OWN else role.unit


def office_of(role: Role) -> Office | None:
    """The office that holds a role; None where it is held otherwise."""
    return Office(role.office) if role.held_by is HeldBy.OFFICE and role.office is not None else None


def holders(facts: Facts, unit: str, office: Office) -> tuple[str, ...]:
    """Who holds an office of a unit today."""
    return tuple(each.person for each in facts.of(Unit, unit).holders(office, today(facts)))


def works_in_it_or_keeps_its_record(facts: Facts, unit: str) -> Verdict:
    """Whoever acts belongs to a unit today, or holds an office of record over it (K18)."""
    if facts.act.person in facts.of(Unit, unit).members(today(facts)) and may_act_for(facts, unit):
        return Allowed(f"member@unit:{unit}")
    return leads(facts, unit, offices=OFFICES_OF_RECORD)


def plays(facts: Facts, dossier: Dossier, role: Role) -> str | None:
    """
    By what right whoever acts plays a role of a dossier, such as ``member@unit:U-12``; None when they do not.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        role: The role.
    """
    unit = unit_of(facts, dossier, role)
    if not may_act_for(facts, unit):
        return None
    return _BY_WHAT_RIGHT[role.held_by](facts, dossier, role, unit)


def _as_opener(facts: Facts, dossier: Dossier, _role: Role, _unit: str) -> str | None:
    return f"opener@dossier:{dossier.id}" if facts.act.person == dossier.opened_by else None


def _as_member(facts: Facts, _dossier: Dossier, _role: Role, unit: str) -> str | None:
    member = facts.act.person in facts.of(Unit, unit).members(today(facts))
    return f"member@unit:{unit}" if member else None


def _by_office(facts: Facts, _dossier: Dossier, role: Role, unit: str) -> str | None:
    office = office_of(role)
    return None if office is None else office_held(facts, facts.of(Unit, unit), (office,), facts.act.person)


def _as_one_of_the_group(facts: Facts, _dossier: Dossier, role: Role, _unit: str) -> str | None:
    group = facts.find(Group, role.group or "")
    able = frozenset[str]() if group is None else able_members(facts, group, today(facts))
    return f"member@group:{role.group}" if facts.act.person in able else None


_BY_WHAT_RIGHT = {
    HeldBy.OPENER: _as_opener,
    HeldBy.MEMBERS: _as_member,
    HeldBy.OFFICE: _by_office,
    HeldBy.GROUP: _as_one_of_the_group,
}

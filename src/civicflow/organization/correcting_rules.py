"""What must be true before the days of a membership are corrected (K18)."""

from collections.abc import Iterator

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.organization.correcting import Corrects
from civicflow.organization.events import MemberJoined, MemberLeft
from civicflow.organization.model import Membership, Term, Unit


def membership_keeps_its_order(command: Corrects, facts: Facts) -> Verdict:
    """The membership does not end before it begins, and meets no other one there nor another primary unit (K18)."""
    wrong, right = command.recorded(facts)[1], command.content(facts)
    assert isinstance(wrong, MemberJoined | MemberLeft)
    assert isinstance(right, MemberJoined | MemberLeft)
    own = _own(facts.of(Unit, right.unit), wrong)
    if own is None:
        return ALLOWED
    begins = right.since if isinstance(right, MemberJoined) else own.term.since
    ends = right.until if isinstance(right, MemberLeft) else own.term.until
    term = Term(begins, ends)
    meets = any(each.term.overlaps(term) for each in _others(facts, right.unit, own))
    orderly = not meets and (ends is None or begins <= ends)
    return allowed_if(orderly, person=right.person, unit=right.unit, basis="K18")


def _own(unit: Unit, wrong: MemberJoined | MemberLeft) -> Membership | None:
    """The membership that begins or ends with what was recorded."""
    mine = (each for each in unit.memberships if each.person == wrong.person)
    if isinstance(wrong, MemberJoined):
        return next((each for each in mine if each.term.since == wrong.since), None)
    return next((each for each in mine if each.term.until == wrong.until), None)


def _others(facts: Facts, unit: str, own: Membership) -> Iterator[Membership]:
    """The memberships of the person in the same unit, and the primary ones elsewhere where this one is primary."""
    for found in facts.all(Unit, member=own.person):
        for each in found.memberships:
            same = found.id == unit
            if (
                each.person == own.person
                and not (same and each == own)
                and (same or (own.primary and each.primary))
            ):
                yield each

"""Who takes down, hands out and answers a petition, and what must be true before they do (K10, K11)."""

from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Refused, Verdict, allowed_if
from civicflow.feedback.events import Petitioner, PetitionKind
from civicflow.feedback.model import OPEN, Petition, Stage
from civicflow.organization.authority import (
    LEADING,
    OFFICES_OF_RECORD,
    deciding_on_all,
    has_a_hand_in_any,
    leads,
    leads_over,
    may_be_the_hand_of,
    today,
    upwards,
)
from civicflow.organization.events import Office
from civicflow.organization.model import Unit


class ConcernsPetition(Protocol):
    """A command about a petition."""

    @property
    def petition(self) -> str:
        """The petition."""


class ReceivesPetition(ConcernsPetition, Protocol):
    """A command that takes down a petition."""

    @property
    def unit(self) -> str:
        """The unit that it concerns."""

    @property
    def petitioner(self) -> Petitioner:
        """Who turns to the office."""

    @property
    def from_person(self) -> str | None:
        """Who of the staff does."""

    @property
    def kind(self) -> PetitionKind:
        """What it is about."""

    @property
    def against(self) -> str | None:
        """What it is against."""

    @property
    def received_on(self) -> date:
        """The day on which it came in."""


class AssignsPetition(ConcernsPetition, Protocol):
    """A command that says who answers a petition."""

    @property
    def to(self) -> str:
        """Who answers it."""


class ForwardsPetition(ConcernsPetition, Protocol):
    """A command that hands a petition to another unit."""

    @property
    def to_unit(self) -> str:
        """That unit."""


def office_of_record_of_the_unit(command: ReceivesPetition, facts: Facts) -> Verdict:
    """An office acts that keeps the record of the unit which the petition concerns (R56)."""
    return leads(facts, command.unit, offices=OFFICES_OF_RECORD)


def office_that_handles_the_petition(command: ConcernsPetition, facts: Facts) -> Verdict:
    """An office acts that leads the unit; what is about its head and what is against the head's decision fall upwards (K11)."""
    return _leads_on(facts, facts.of(Petition, command.petition), LEADING)


def office_that_forwards_the_petition(command: ConcernsPetition, facts: Facts) -> Verdict:
    """
    An office acts that leads the unit; what is about the person whom all of it answers to, an office of record of the root.

    Nobody here decides on that person: it is handed on, and nothing else is done with it (K11).
    """
    petition = facts.of(Petition, command.petition)
    above = _root(facts, petition.unit)
    if above.answers_to in petition.concerned:
        return leads(facts, above.id, offices=OFFICES_OF_RECORD)
    return _leads_on(facts, petition, LEADING)


def _root(facts: Facts, unit: str) -> Unit:
    *_, root = upwards(facts, unit)
    return root


def office_of_record_or_petitioner(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Whoever of the staff turned to the office acts in person, or an office that keeps the record of the unit."""
    petition = facts.of(Petition, command.petition)
    if facts.act.on_behalf_of is None and facts.act.by == petition.from_person:
        return Allowed("petitioner")
    return _leads_on(facts, petition, OFFICES_OF_RECORD)


def _leads_on(facts: Facts, petition: Petition, offices: tuple[Office, ...]) -> Verdict:
    """Whether the act comes from an office that may decide on what concerns everybody concerned."""
    return leads_over(facts, petition.unit, petition.concerned, offices=offices)


def person_who_answers_the_petition(command: ConcernsPetition, facts: Facts) -> Verdict:
    """The person acts to whom the petition is assigned, in person (R56)."""
    petition = facts.of(Petition, command.petition)
    own = facts.act.on_behalf_of is None and facts.act.by == petition.assignee
    if own:
        return Allowed("assignee")
    return Refused(parameters={"by": facts.act.by, "petition": petition.id}, basis="R56")


def petition_is_new(command: ConcernsPetition, facts: Facts) -> Verdict:
    """The petition does not exist yet."""
    return allowed_if(facts.find(Petition, command.petition) is None, petition=command.petition)


def petition_came_in_by_today(command: ReceivesPetition, facts: Facts) -> Verdict:
    """The day on which the petition came in has begun."""
    return allowed_if(command.received_on <= today(facts), received_on=str(command.received_on))


def only_staff_are_named(command: ReceivesPetition, _facts: Facts) -> Verdict:
    """Who turns to the office from outside is not named by an id; whoever works in it may be (R63)."""
    named = command.from_person is not None
    return allowed_if(not named or command.petitioner is Petitioner.STAFF, basis="R63")


def refusal_is_named(command: ReceivesPetition, _facts: Facts) -> Verdict:
    """A petition against a refusal of home work says whose request was refused (K10)."""
    named = command.kind is not PetitionKind.HOME_WORK_REFUSAL or command.against is not None
    return allowed_if(named, petition=command.petition, basis="K10")


def petition_is_open(command: ConcernsPetition, facts: Facts) -> Verdict:
    """The petition is neither answered nor withdrawn."""
    petition = facts.of(Petition, command.petition)
    return allowed_if(petition.stage in OPEN, petition=petition.id, stage=petition.stage.value)


def petition_is_assigned(command: ConcernsPetition, facts: Facts) -> Verdict:
    """The petition waits for the answer of the person to whom it is assigned."""
    petition = facts.of(Petition, command.petition)
    assigned = petition.stage is Stage.ASSIGNED
    return allowed_if(assigned, petition=petition.id, stage=petition.stage.value)


def actor_is_no_party(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Nobody decides on a petition that is about them, against their decision or their own, nor who acts for them (K10)."""
    petition = facts.of(Petition, command.petition)
    return allowed_if(not has_a_hand_in_any(facts, petition.parties), petition=petition.id, basis="K10")


def actor_is_not_concerned(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Nobody takes back a petition that is about them or against their decision, nor anyone for them (K10)."""
    petition = facts.of(Petition, command.petition)
    return allowed_if(not has_a_hand_in_any(facts, petition.concerned), petition=petition.id, basis="K10")


def answerer_is_no_party(command: AssignsPetition, facts: Facts) -> Verdict:
    """A petition is answered by no party: whom it is about or comes from, who decided, nor who may act for one of them (K10)."""
    petition = facts.of(Petition, command.petition)
    party = any(may_be_the_hand_of(facts, command.to, each) for each in sorted(petition.parties))
    return allowed_if(not party, petition=petition.id, person=command.to, basis="K10")


def answerer_stands_in_the_line(command: AssignsPetition, facts: Facts) -> Verdict:
    """
    Who answers belongs to the unit or to one above it, or holds an office there; a petition about somebody who leads is
    answered from above them, about a manager by the head at the lowest (K11).
    """
    petition = facts.of(Petition, command.petition)
    return allowed_if(
        _may_answer(facts, petition, command.to), petition=petition.id, person=command.to, basis="K11"
    )


def answerer_still_stands_in_the_line(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Who answers still belongs to the unit or to one above it; what somebody leaves behind is assigned anew (K11)."""
    petition = facts.of(Petition, command.petition)
    person = facts.act.person
    return allowed_if(_may_answer(facts, petition, person), petition=petition.id, person=person, basis="K11")


def _may_answer(facts: Facts, petition: Petition, person: str) -> bool:
    answering = deciding_on_all(facts, petition.unit, petition.concerned)
    line = any(person in _answerers(unit, petition, today(facts)) for unit in answering)
    return line or _is_above_the_root(facts, petition, person)


def _answerers(unit: Unit, petition: Petition, on: date) -> frozenset[str]:
    managers = (each.person for each in unit.holders(Office.MANAGER, on))
    if frozenset(managers).isdisjoint(petition.concerned):
        return unit.people(on)
    return frozenset(each.person for each in unit.holders(Office.HEAD, on))


def _is_above_the_root(facts: Facts, petition: Petition, person: str) -> bool:
    """Whether a person is the one to whom the head of the root unit answers, and the petition concerns that head."""
    root = _root(facts, petition.unit)
    heads = (each for each in petition.concerned if root.is_headed_by(each, today(facts)))
    return root.answers_to == person and next(heads, None) is not None


def somebody_else_stands_above_the_unit(command: ForwardsPetition, facts: Facts) -> Verdict:
    """
    What is about the person whom all units here answer to goes to a unit that answers to somebody else (K11).

    Where none is on record, the authority that decides on that person is established first, as a unit of its own.
    """
    petition = facts.of(Petition, command.petition)
    here, there = (_root(facts, each).answers_to for each in (petition.unit, command.to_unit))
    stays = here in petition.concerned and there in petition.concerned
    return allowed_if(not stays, petition=petition.id, unit=command.to_unit, person=there or "", basis="K11")


def unit_is_another(command: ForwardsPetition, facts: Facts) -> Verdict:
    """A petition is forwarded to a unit that exists and does not have it already."""
    petition = facts.of(Petition, command.petition)
    unit = facts.of(Unit, command.to_unit)
    return allowed_if(unit.id != petition.unit, petition=petition.id, unit=unit.id)

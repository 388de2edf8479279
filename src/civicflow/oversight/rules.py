"""Who inspects, who answers what was found, and what must be true before they do (R59, R60, K10, K11)."""

from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.rule import ALLOWED, Allowed, Refused, Verdict, allowed_if
from civicflow.organization.authority import (
    HEAD,
    LEADING,
    claimed_day,
    has_a_hand_in_any,
    has_a_hand_in_it,
    leads,
    may_act_for,
    may_be_the_hand_of,
    today,
    upwards,
)
from civicflow.organization.events import Office
from civicflow.organization.model import Unit
from civicflow.organization.modes import modes_in_force
from civicflow.oversight.events import Resolution
from civicflow.oversight.model import Finding, Inspection, Stage
from civicflow.regulations.clauses import INSPECTIONS, Inspections, InspectionsPaused, InspectionTeam

EMERGENCY = "emergency"
INSPECTING = (Office.INSPECTOR,)


class ConcernsInspection(Protocol):
    """A command about an inspection."""

    @property
    def inspection(self) -> str:
        """The inspection."""


class OpensInspection(ConcernsInspection, Protocol):
    """A command that sends a team."""

    @property
    def unit(self) -> str:
        """The unit that is inspected."""

    @property
    def team(self) -> tuple[str, ...]:
        """The inspectors."""

    @property
    def since(self) -> date:
        """The first day."""


class ConcernsFinding(Protocol):
    """A command about a finding."""

    @property
    def finding(self) -> str:
        """The finding."""


class ClosesFinding(ConcernsFinding, Protocol):
    """A command that closes a finding."""

    @property
    def resolution(self) -> Resolution:
        """Why it is closed."""


class OpensFinding(ConcernsFinding, Protocol):
    """A command that says what was found."""

    @property
    def inspection(self) -> str | None:
        """The inspection in which it was found."""

    @property
    def unit(self) -> str:
        """The unit that answers it."""

    @property
    def person(self) -> str | None:
        """The person whom it concerns."""

    @property
    def refs(self) -> tuple[int, ...]:
        """The events that it rests on."""

    @property
    def figures(self) -> tuple[FrozenAnswer, ...]:
        """The figures that it rests on."""


def leadership_above_the_unit(command: OpensInspection, facts: Facts) -> Verdict:
    """The head above the unit sends the team, or the person whom a root unit answers to; nobody inspects themselves (K11)."""
    unit = facts.of(Unit, command.unit)
    if unit.superior is not None:
        return leads(facts, unit.superior, offices=HEAD)
    if unit.answers_to == facts.act.person and may_act_for(facts, unit.id):
        return Allowed(f"superior@unit:{unit.id}")
    return Refused(parameters={"by": facts.act.by, "unit": unit.id}, basis="K11")


def member_of_the_team(command: ConcernsInspection, facts: Facts) -> Verdict:
    """An inspector of the team acts, in person; when none of them holds the office any more, a successor does (R59, K11)."""
    inspection = facts.of(Inspection, command.inspection)
    inspectors = _inspectors(facts, inspection.unit, today(facts))
    remaining = inspectors.intersection(inspection.team)
    reporting = remaining or inspectors.difference(_insiders(facts, inspection.unit))
    if facts.act.on_behalf_of is None and facts.act.by in reporting:
        return Allowed(f"{'team' if remaining else 'successor'}@inspection:{inspection.id}")
    return Refused(parameters={"by": facts.act.by, "inspection": inspection.id}, basis="R59")


def _inspectors(facts: Facts, unit: str, on: date) -> set[str]:
    """Who holds the office of an inspector, of a unit or of one above it, on a day."""
    offices = (above.holders(Office.INSPECTOR, on) for above in upwards(facts, unit))
    return {each.person for held in offices for each in held}


def inspector_over_the_unit(command: OpensFinding, facts: Facts) -> Verdict:
    """An inspector of the unit or of one above it acts (R59, K11)."""
    return leads(facts, command.unit, offices=INSPECTING)


def inspector_over_the_finding(command: ConcernsFinding, facts: Facts) -> Verdict:
    """An inspector of the unit or of one above it acts; the right belongs to the office, whoever found it (R59, K11)."""
    return leads(facts, facts.of(Finding, command.finding).unit, offices=INSPECTING)


def office_that_answers_the_finding(command: ConcernsFinding, facts: Facts) -> Verdict:
    """An office acts that leads the unit; what concerns its head is answered by the unit above (R59, R79, K11)."""
    finding = facts.of(Finding, command.finding)
    return leads(facts, finding.unit, about=finding.person)


def inspection_is_new(command: ConcernsInspection, facts: Facts) -> Verdict:
    """The inspection does not exist yet."""
    return allowed_if(facts.find(Inspection, command.inspection) is None, inspection=command.inspection)


def team_consists_of_inspectors(command: OpensInspection, facts: Facts) -> Verdict:
    """Everybody in the team holds the office of an inspector, of the unit or of one above it, on its first day (R59)."""
    inspectors = _inspectors(facts, command.unit, command.since)
    other = next((each for each in command.team if each not in inspectors), None)
    named = bool(command.team) and other is None
    return allowed_if(named, inspection=command.inspection, person=other or "", basis="R59")


def inspectors_come_from_outside(command: OpensInspection, facts: Facts) -> Verdict:
    """Nobody inspects the unit to which they belong or which they lead, nor does anyone who acts for one of those (K10)."""
    insiders = sorted(_insiders(facts, command.unit))
    own = (each for each in command.team if any(may_be_the_hand_of(facts, each, one) for one in insiders))
    other = next(own, None)
    return allowed_if(other is None, unit=command.unit, person=other or "", basis="K10")


def _insiders(facts: Facts, unit: str) -> frozenset[str]:
    """Who belongs to a unit or leads it today."""
    return facts.of(Unit, unit).people(today(facts), offices=LEADING)


def inspection_begins_no_earlier_than_ordered(command: OpensInspection, facts: Facts) -> Verdict:
    """The first day is not before the order: no earlier day takes the team round a measure of today (R60)."""
    return allowed_if(command.since >= claimed_day(facts), since=str(command.since), basis="R60")


def inspections_are_not_paused(command: OpensInspection, facts: Facts) -> Verdict:
    """No emergency measure of the place lets inspections rest on the first day (R60)."""
    said = _inspections_on(command, facts)
    paused = isinstance(said, InspectionsPaused)
    return allowed_if(not paused, unit=command.unit, since=str(command.since), basis="R60")


def team_is_small_enough(command: OpensInspection, facts: Facts) -> Verdict:
    """While an emergency measure stands the team has no more people than it allows (R60)."""
    said = _inspections_on(command, facts)
    if not isinstance(said, InspectionTeam):
        return ALLOWED
    return allowed_if(
        len(command.team) <= said.people, people=said.people, team=len(command.team), basis="R60"
    )


def _inspections_on(command: OpensInspection, facts: Facts) -> Inspections | None:
    """What holds for inspections of the unit on the first day; None where no measure stands or nothing is on record."""
    locality = facts.of(Unit, command.unit).locality
    if not modes_in_force(facts, locality, command.since):
        return None
    said = INSPECTIONS.at(facts.regulations, on=command.since, locality=locality, mode=EMERGENCY)
    return said if isinstance(said, InspectionsPaused | InspectionTeam) else None


def inspection_is_open(command: ConcernsInspection, facts: Facts) -> Verdict:
    """The team has not reported yet."""
    inspection = facts.of(Inspection, command.inspection)
    return allowed_if(not inspection.is_closed, inspection=inspection.id)


def finding_is_new(command: ConcernsFinding, facts: Facts) -> Verdict:
    """The finding does not exist yet."""
    return allowed_if(facts.find(Finding, command.finding) is None, finding=command.finding)


def finding_belongs_to_its_inspection(command: OpensFinding, facts: Facts) -> Verdict:
    """The inspection is open, its team acts, and the unit is the one inspected or stands below it (R59)."""
    if command.inspection is None:
        return ALLOWED
    inspection = facts.of(Inspection, command.inspection)
    inspected = any(each.id == inspection.unit for each in upwards(facts, command.unit))
    belongs = inspected and not inspection.is_closed and facts.act.person in inspection.team
    return allowed_if(belongs, inspection=inspection.id, finding=command.finding, basis="R59")


def finder_comes_from_outside(command: OpensFinding, facts: Facts) -> Verdict:
    """Nobody finds fault with the unit to which they belong, or with themselves, nor does anyone for them (K10)."""
    own = has_a_hand_in_it(facts, command.person) or has_a_hand_in_any(facts, _insiders(facts, command.unit))
    return allowed_if(not own, unit=command.unit, basis="K10")


def finding_rests_on_something(command: OpensFinding, _facts: Facts) -> Verdict:
    """A finding names events of the log or figures that were frozen, so that anyone can look (R59, S4)."""
    return allowed_if(bool(command.refs or command.figures), finding=command.finding, basis="R59")


def events_have_positions(command: OpensFinding, _facts: Facts) -> Verdict:
    """The log begins at position 1, and an event is named once."""
    once = len(set(command.refs)) == len(command.refs)
    return allowed_if(once and all(each >= 1 for each in command.refs), finding=command.finding)


def figures_were_given_by_now(command: OpensFinding, facts: Facts) -> Verdict:
    """No figure was frozen for an instant to come, or of a log that had not begun."""
    now = facts.act.now
    wrong = next((each for each in command.figures if not each.was_given_by(now)), None)
    return allowed_if(wrong is None, question="" if wrong is None else wrong.question)


def finding_waits_for_an_answer(command: ConcernsFinding, facts: Facts) -> Verdict:
    """The finding is open and not answered, or its answer was rejected."""
    return _stands(command, facts, Stage.OPEN)


def answer_waits_for_a_decision(command: ConcernsFinding, facts: Facts) -> Verdict:
    """The finding is answered, and nobody has said yet whether that does."""
    return _stands(command, facts, Stage.ANSWERED)


def finding_may_be_closed(command: ClosesFinding, facts: Facts) -> Verdict:
    """Remedied is what was answered and accepted; what did not hold is withdrawn at any time before it is closed (K17)."""
    finding = facts.of(Finding, command.finding)
    remedied = command.resolution is Resolution.REMEDIED
    may = finding.stage is Stage.ACCEPTED if remedied else finding.stage is not Stage.CLOSED
    return allowed_if(may, finding=finding.id, stage=finding.stage.value)


def finding_is_closed(command: ConcernsFinding, facts: Facts) -> Verdict:
    """The finding is closed."""
    return _stands(command, facts, Stage.CLOSED)


def _stands(command: ConcernsFinding, facts: Facts, stage: Stage) -> Verdict:
    finding = facts.of(Finding, command.finding)
    return allowed_if(finding.stage is stage, finding=finding.id, stage=finding.stage.value)


def actor_did_not_find_it(command: ConcernsFinding, facts: Facts) -> Verdict:
    """Nobody answers what they found themselves, nor does anyone for them (K10)."""
    finding = facts.of(Finding, command.finding)
    own = has_a_hand_in_it(facts, finding.opened_by, finding.opened_at)
    return allowed_if(not own, finding=finding.id, basis="K10")


def actor_is_not_whom_it_concerns(command: ConcernsFinding, facts: Facts) -> Verdict:
    """Nobody answers for the unit what concerns themselves, nor does anyone for them; they are heard by it (K10)."""
    finding = facts.of(Finding, command.finding)
    return allowed_if(not has_a_hand_in_it(facts, finding.person), finding=finding.id, basis="K10")


def actor_stands_outside_the_finding(command: ConcernsFinding, facts: Facts) -> Verdict:
    """Neither whom it concerns, nor who answered it, nor anybody of the unit decides on it, nor anyone for them (K10)."""
    finding = facts.of(Finding, command.finding)
    inside = has_a_hand_in_any(facts, _insiders(facts, finding.unit))
    concerned = has_a_hand_in_it(facts, finding.person)
    answered = has_a_hand_in_it(facts, finding.answered_by, finding.answered_at)
    return allowed_if(not (inside or concerned or answered), finding=finding.id, basis="K10")

"""Who drafts, decides, keeps and joins a pilot, and what must be true before it moves on."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.organization.authority import has_a_hand_in_any, leads, leads_from_above, today, upwards
from civicflow.organization.events import Office
from civicflow.organization.model import Position, Unit
from civicflow.pilot_record.events import Course
from civicflow.pilot_record.model import DECIDED, UNDER_WAY, PilotRecord, Scope, Stage


class ConcernsPilot(Protocol):
    """A command about a pilot."""

    @property
    def pilot(self) -> str:
        """The pilot."""


class SetsScope(ConcernsPilot, Protocol):
    """A command that says how far a pilot reaches."""

    def scope(self, facts: Facts) -> Scope | None:
        """How far the pilot reaches from then on; None when that stays as it was."""


class DraftsPilot(SetsScope, Protocol):
    """A command that proposes a pilot."""

    @property
    def unit(self) -> str:
        """The unit that proposes it."""

    @property
    def indicators(self) -> Mapping[str, str]:
        """What it is judged by, each with its target."""


class ConcernsPart(ConcernsPilot, Protocol):
    """A command about a unit in a pilot, or about one position of it."""

    @property
    def unit(self) -> str:
        """The unit."""

    @property
    def position(self) -> str | None:
        """The position; the whole unit when left out."""


class ReportsPilot(ConcernsPilot, Protocol):
    """A command that reports what the indicators show."""

    @property
    def until(self) -> date:
        """The last day it reports on."""

    @property
    def results(self) -> Mapping[str, str]:
        """What each indicator shows."""


def office_that_drafts(command: DraftsPilot, facts: Facts) -> Verdict:
    """An office acts that leads the unit which proposes the pilot (R12)."""
    return leads(facts, command.unit)


def office_that_keeps_the_pilot(command: ConcernsPilot, facts: Facts) -> Verdict:
    """An office acts that leads the unit which drafted the pilot and keeps it."""
    return leads(facts, facts.of(PilotRecord, command.pilot).unit)


def office_that_leads_the_part(command: ConcernsPart, facts: Facts) -> Verdict:
    """An office acts that leads the unit which is taken in or leaves (R2)."""
    return leads(facts, command.unit)


def leadership_above_every_body(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The head above every body that takes part acts, or the person whom a root body answers to (K11)."""
    return leadership_above(facts, facts.of(PilotRecord, command.pilot).scope.quota)


def leadership_above(facts: Facts, bodies: Iterable[str]) -> Verdict:
    """Whether the act comes from the head above each of several bodies, or from the person whom a root body answers to."""
    verdicts = [leads_from_above(facts, body, offices=(Office.HEAD,)) for body in bodies]
    refused = [verdict for verdict in verdicts if isinstance(verdict, Refused)]
    return next(iter(refused or verdicts), Refused(parameters={"by": facts.act.by, "unit": ""}, basis="K11"))


def pilot_is_new_or_returned(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot does not exist yet, or its draft was returned to be drafted anew (K17)."""
    pilot = facts.find(PilotRecord, command.pilot)
    return allowed_if(pilot is None or pilot.stage is Stage.RETURNED, pilot=command.pilot)


def scope_has_three_levels(command: SetsScope, facts: Facts) -> Verdict:
    """The scope names bodies, units of them, and positions or groups of positions (R2)."""
    scope = command.scope(facts)
    named = scope is None or bool(scope.quota and scope.units and (scope.groups or scope.positions))
    return allowed_if(named, pilot=command.pilot, basis="R2")


def every_body_has_a_place(command: SetsScope, facts: Facts) -> Verdict:
    """Each body that takes part has at least one place (R6)."""
    without = next((body for body, places in _set(command, facts).quota.items() if places < 1), None)
    return allowed_if(without is None, body=without or "", basis="R6")


def quota_belongs_to_bodies(command: SetsScope, facts: Facts) -> Verdict:
    """Places are given to bodies, not to parts of them (R6, K5)."""
    other = next((body for body in _set(command, facts).quota if _body_of(facts, body) != body), None)
    return allowed_if(other is None, body=other or "", basis="R6")


def units_belong_to_the_bodies(command: SetsScope, facts: Facts) -> Verdict:
    """Each unit of the scope belongs to a body that takes part (R2)."""
    scope = _set(command, facts)
    other = next((unit for unit in scope.units if _body_of(facts, unit) not in scope.quota), None)
    return allowed_if(other is None, unit=other or "", basis="R2")


def _body_of(facts: Facts, unit: str) -> str | None:
    found = facts.find(Unit, unit)
    return None if found is None else found.body


def positions_belong_to_the_units(command: SetsScope, facts: Facts) -> Verdict:
    """Each position of the scope belongs to a unit of the scope, or to one below it (R2)."""
    scope = _set(command, facts)
    others = (each for each in scope.positions if not _position_below(facts, each, scope.units))
    other = next(others, None)
    return allowed_if(other is None, position=other or "", basis="R2")


def no_position_is_abolished(command: SetsScope, facts: Facts) -> Verdict:
    """No position that the scope names anew is abolished; what stood in it before stays until it is withdrawn (K12)."""
    pilot = facts.find(PilotRecord, command.pilot)
    before = () if pilot is None else pilot.scope.positions
    named = (each for each in _set(command, facts).positions if each not in before)
    gone = next((each for each in named if _is_abolished(facts, each)), None)
    return allowed_if(gone is None, position=gone or "", basis="K12")


def _is_abolished(facts: Facts, position: str) -> bool:
    found = facts.find(Position, position)
    return found is not None and found.until is not None and found.until < today(facts)


def _set(command: SetsScope, facts: Facts) -> Scope:
    return command.scope(facts) or Scope(quota={}, units=(), groups=(), positions=())


def _position_below(facts: Facts, position: str, units: tuple[str, ...]) -> bool:
    found = facts.find(Position, position)
    return found is not None and lies_below(facts, found.unit, units)


def lies_below(facts: Facts, unit: str, units: tuple[str, ...]) -> bool:
    """Whether a unit is one of several, or stands below one."""
    return any(above.id in units for above in upwards(facts, unit))


SCOPE = (
    scope_has_three_levels,
    every_body_has_a_place,
    quota_belongs_to_bodies,
    units_belong_to_the_bodies,
    positions_belong_to_the_units,
    no_position_is_abolished,
)
"""What must be true of the scope of a pilot whenever it is set."""


def every_indicator_has_a_target(command: DraftsPilot, _facts: Facts) -> Verdict:
    """The pilot is judged by at least one indicator, and each says by an exact number what it should reach (R8)."""
    inexact = _inexact(command.indicators)
    said = bool(command.indicators) and inexact is None
    return allowed_if(said, pilot=command.pilot, indicator=inexact or "", basis="R8")


def pilot_is_drafted(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The draft has not been submitted yet."""
    return _stands(command, facts, Stage.DRAFTED)


def pilot_is_submitted(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The draft waits for a decision."""
    return _stands(command, facts, Stage.SUBMITTED)


def pilot_is_approved(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot is approved and has not started."""
    return _stands(command, facts, Stage.APPROVED)


def pilot_is_running(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot runs."""
    return _stands(command, facts, Stage.RUNNING)


def pilot_is_paused(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot rests."""
    return _stands(command, facts, Stage.PAUSED)


def pilot_may_be_closed(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot was stopped, or its term is over, or it was expanded and goes over into regular work (R11, K1)."""
    pilot = facts.of(PilotRecord, command.pilot)
    over = pilot.stage in DECIDED and pilot.term.until is not None and pilot.term.until < today(facts)
    regular = pilot.stage is Stage.RUNNING and pilot.decided is Course.EXPAND
    closed = over or regular or pilot.stage is Stage.STOPPED
    return allowed_if(closed, pilot=pilot.id, stage=pilot.stage.value, basis="R11")


def pilot_is_under_way(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot has started and is not closed."""
    return _stands(command, facts, *UNDER_WAY)


def pilot_is_decided(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot is approved and not closed."""
    return _stands(command, facts, *DECIDED)


def _stands(command: ConcernsPilot, facts: Facts, *stages: Stage) -> Verdict:
    pilot = facts.of(PilotRecord, command.pilot)
    return allowed_if(pilot.stage in stages, pilot=pilot.id, stage=pilot.stage.value)


def actor_is_no_author(command: ConcernsPilot, facts: Facts) -> Verdict:
    """Nobody decides on a pilot that they drafted, in person or through anyone acting for them (K10)."""
    pilot = facts.of(PilotRecord, command.pilot)
    return allowed_if(not has_a_hand_in_any(facts, pilot.authors), pilot=pilot.id, basis="K10")


def bodies_are_in_no_other_pilot(command: ConcernsPilot, facts: Facts) -> Verdict:
    """A body stands in one decided pilot of a kind at a time, so that its places are counted once (R6, K14)."""
    return stands_in_no_other_pilot(facts, facts.of(PilotRecord, command.pilot))


def stands_in_no_other_pilot(facts: Facts, pilot: PilotRecord) -> Verdict:
    """Whether no body of a pilot stands in another decided one of its kind on any day of its term."""
    others = (other for body in pilot.scope.quota for other in facts.all(PilotRecord, pilot_of=body))
    other = next((each for each in others if _collide(pilot, each)), None)
    return allowed_if(other is None, pilot=pilot.id, other="" if other is None else other.id, basis="R6")


def _collide(one: PilotRecord, other: PilotRecord) -> bool:
    return (
        one.id != other.id
        and one.type is other.type
        and other.stage in DECIDED
        and not one.scope.quota.keys().isdisjoint(other.scope.quota)
        and one.term.overlaps(other.term)
    )


def term_is_not_over(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The last day of the pilot has not passed (R12)."""
    until = facts.of(PilotRecord, command.pilot).term.until
    return allowed_if(until is None or today(facts) <= until, until=str(until), basis="R12")


def term_has_begun(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The first day of the pilot has come (R12)."""
    since = facts.of(PilotRecord, command.pilot).term.since
    return allowed_if(since <= today(facts), since=str(since), basis="R12")


def unit_lies_in_scope(command: ConcernsPart, facts: Facts) -> Verdict:
    """The unit is one of the scope, or below one (R2)."""
    pilot = facts.of(PilotRecord, command.pilot)
    return allowed_if(lies_below(facts, command.unit, pilot.scope.units), unit=command.unit, basis="R2")


def position_lies_in_scope(command: ConcernsPart, facts: Facts) -> Verdict:
    """The position belongs to the unit, and the pilot is open to it or to its group (R2)."""
    if command.position is None:
        return ALLOWED
    position = facts.of(Position, command.position)
    open_to = facts.of(PilotRecord, command.pilot).scope.is_open_to(position, today(facts))
    return allowed_if(open_to and position.unit == command.unit, position=position.id, basis="R2")


def position_does_not_serve_citizens(command: ConcernsPart, facts: Facts) -> Verdict:
    """Citizens do not come to the position, and it handles no administrative procedures (R3, R4)."""
    if command.position is None:
        return ALLOWED
    described = facts.of(Position, command.position).on(today(facts))
    serves = described is not None and (described.citizen_contact or described.handles_procedures)
    return allowed_if(not serves, position=command.position, basis="R3")


def part_is_not_taken_in_yet(command: ConcernsPart, facts: Facts) -> Verdict:
    """The unit, or the position, does not take part yet."""
    taken_in = facts.of(PilotRecord, command.pilot).taken_in
    return allowed_if((command.unit, command.position) not in taken_in, unit=command.unit)


def part_is_taken_in(command: ConcernsPart, facts: Facts) -> Verdict:
    """The unit, or the position, takes part."""
    taken_in = facts.of(PilotRecord, command.pilot).taken_in
    return allowed_if((command.unit, command.position) in taken_in, unit=command.unit)


def results_name_the_indicators(command: ReportsPilot, facts: Facts) -> Verdict:
    """The report says what some of the pilot's indicators show, and nothing of others (R8)."""
    indicators = facts.of(PilotRecord, command.pilot).indicators
    other = next((code for code in command.results if code not in indicators), None)
    named = bool(command.results) and other is None
    return allowed_if(named, pilot=command.pilot, indicator=other or "", basis="R8")


def results_are_exact(command: ReportsPilot, _facts: Facts) -> Verdict:
    """What an indicator shows is an exact number, not a word about it (R8)."""
    inexact = _inexact(command.results)
    return allowed_if(inexact is None, indicator=inexact or "", basis="R8")


def _inexact(numbers: Mapping[str, str]) -> str | None:
    """The first indicator whose number is not exact."""
    return next((code for code, number in numbers.items() if exact(number) is None), None)


def reported_days_are_over(command: ReportsPilot, facts: Facts) -> Verdict:
    """A report covers days that have passed."""
    return allowed_if(command.until <= today(facts), until=str(command.until))

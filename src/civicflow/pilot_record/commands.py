"""What can be asked for once a pilot is approved: start it, take units in, report, let it rest, and close it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    Code,
    FreeText,
    ShortText,
    SubjectId,
    UnitId,
    day,
    free_text,
    optional_free_text,
    stated,
)
from civicflow.core.rule import Rule
from civicflow.pilot_record import rules
from civicflow.pilot_record.events import (
    PilotCompleted,
    PilotPaused,
    PilotReported,
    PilotResumed,
    PilotStarted,
    UnitAssigned,
    UnitWithdrawn,
)


@frozen(kw_only=True, eq=False, repr=False)
class StartPilot(Command):
    """
    Let an approved pilot run (K17).

    Args:
        pilot: The pilot.
    """

    pilot: SubjectId

    authority: ClassVar[Rule] = rules.office_that_keeps_the_pilot
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_approved,
        rules.term_has_begun,
        rules.term_is_not_over,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot starts."""
        yield PilotStarted(pilot=self.pilot, started_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class AssignUnit(Command):
    """
    Take a unit into a pilot, or one position of it (R2, K1).

    Args:
        pilot: The pilot.
        unit: The unit.
        position: The one position; the whole unit when left out.
    """

    pilot: SubjectId
    unit: UnitId
    position: SubjectId | None = None

    authority: ClassVar[Rule] = rules.office_that_leads_the_part
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_decided,
        rules.unit_lies_in_scope,
        rules.position_lies_in_scope,
        rules.position_does_not_serve_citizens,
        rules.part_is_not_taken_in_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The unit is taken in."""
        yield UnitAssigned(
            pilot=self.pilot, unit=self.unit, position=self.position, assigned_by=facts.act.person
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawUnit(Command):
    """
    Let a unit leave a pilot, or one position of it.

    Args:
        pilot: The pilot.
        unit: The unit.
        position: The one position; the whole unit when left out.
        reason: Why.
    """

    pilot: SubjectId
    unit: UnitId
    position: SubjectId | None = None
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_part
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_is_decided, rules.part_is_taken_in)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The unit leaves."""
        yield UnitWithdrawn(
            pilot=self.pilot,
            unit=self.unit,
            position=self.position,
            withdrawn_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReportPilot(Command):
    """
    Report what the indicators show up to a day (R8, K1).

    Args:
        pilot: The pilot.
        until: The last day it reports on.
        results: What each indicator shows, as exact text such as ``86/100``.
        note: In the reporter's own words.
    """

    pilot: SubjectId
    until: date = field(converter=day)
    results: Mapping[Code, str] = field(converter=stated)
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.office_that_keeps_the_pilot
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_under_way,
        rules.results_name_the_indicators,
        rules.results_are_exact,
        rules.reported_days_are_over,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is reported on."""
        yield PilotReported(
            pilot=self.pilot,
            reporters=tuple(sorted(facts.act.persons)),
            until=self.until,
            results=self.results,
            note=self.note,
        )


@frozen(kw_only=True, eq=False, repr=False)
class PausePilot(Command):
    """
    Let a running pilot rest at once, before any review: a critical finding is open (K15).

    Args:
        pilot: The pilot.
        instrument: The decision.
        reason: Why.
    """

    pilot: SubjectId
    instrument: ShortText
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_is_running, rules.actor_is_no_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is paused."""
        yield PilotPaused(
            pilot=self.pilot, paused_by=facts.act.person, instrument=self.instrument, reason=self.reason
        )


@frozen(kw_only=True, eq=False, repr=False)
class ResumePilot(Command):
    """
    Let a paused pilot run again (K17).

    Args:
        pilot: The pilot.
        instrument: The decision.
    """

    pilot: SubjectId
    instrument: ShortText

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_paused,
        rules.actor_is_no_author,
        rules.term_is_not_over,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is resumed."""
        yield PilotResumed(pilot=self.pilot, resumed_by=facts.act.person, instrument=self.instrument)


@frozen(kw_only=True, eq=False, repr=False)
class CompletePilot(Command):
    """
    Close a pilot that was stopped, whose term is over, or that goes over into regular work (R11, K1, K17).

    Args:
        pilot: The pilot.
        instrument: The decision.
        note: What follows from it.
    """

    pilot: SubjectId
    instrument: ShortText
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_may_be_closed, rules.actor_is_no_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is completed."""
        yield PilotCompleted(
            pilot=self.pilot,
            completed_by=facts.act.person,
            instrument=self.instrument,
            note=self.note,
        )


COMMANDS = (
    StartPilot,
    AssignUnit,
    WithdrawUnit,
    ReportPilot,
    PausePilot,
    ResumePilot,
    CompletePilot,
)

"""What can be asked for before a pilot starts: draft it, submit it, return, reject or approve it."""

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
    counted,
    day,
    free_text,
    stated,
    texts,
)
from civicflow.core.rule import Rule
from civicflow.organization.rules import term_begins_before_it_ends
from civicflow.pilot_record import rules
from civicflow.pilot_record.events import (
    PilotApproved,
    PilotDrafted,
    PilotRejected,
    PilotReturned,
    PilotSubmitted,
    PilotType,
)
from civicflow.pilot_record.model import Scope


@frozen(kw_only=True, eq=False, repr=False)
class DraftPilot(Command):
    """
    Propose a pilot, or draft a returned one anew.

    Args:
        pilot: Its id.
        type: What is tried.
        title: Its title.
        unit: The unit that proposes and keeps it, such as the Department of Home Affairs.
        quota: The places of each body that takes part; for home work, the remote places (R6, K14).
        units: The units that may take part, with those below them (R2).
        groups: The groups of positions it is open to (R2).
        positions: The positions it is open to besides (R2).
        since: The first day (R12).
        until: The last day.
        indicators: What it is judged by, each with its target as exact text, such as ``19/20`` (R8).
    """

    pilot: SubjectId
    type: PilotType = field(default=PilotType.REMOTE_WORK, converter=PilotType)
    title: ShortText
    unit: UnitId
    quota: Mapping[UnitId, int] = field(converter=counted)
    units: tuple[UnitId, ...] = field(converter=texts)
    groups: tuple[ShortText, ...] = field(default=(), converter=texts)
    positions: tuple[SubjectId, ...] = field(default=(), converter=texts)
    since: date = field(converter=day)
    until: date = field(converter=day)
    indicators: Mapping[Code, str] = field(converter=stated)

    authority: ClassVar[Rule] = rules.office_that_drafts
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_new_or_returned,
        *rules.SCOPE,
        rules.every_indicator_has_a_target,
        term_begins_before_it_ends,
    )

    def scope(self, _facts: Facts) -> Scope:
        """How far the pilot is to reach."""
        return Scope(quota=self.quota, units=self.units, groups=self.groups, positions=self.positions)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is drafted."""
        yield PilotDrafted(
            pilot=self.pilot,
            type=self.type,
            title=self.title,
            unit=self.unit,
            authors=tuple(sorted(facts.act.persons)),
            quota=self.quota,
            units=self.units,
            groups=self.groups,
            positions=self.positions,
            since=self.since,
            until=self.until,
            indicators=self.indicators,
        )


@frozen(kw_only=True, eq=False, repr=False)
class SubmitPilot(Command):
    """
    Lay a draft before those who decide on it.

    Args:
        pilot: The pilot.
    """

    pilot: SubjectId

    authority: ClassVar[Rule] = rules.office_that_keeps_the_pilot
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_is_drafted,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The draft is submitted."""
        yield PilotSubmitted(pilot=self.pilot, submitted_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class ReturnPilot(Command):
    """
    Send a draft back to its authors (K17).

    Args:
        pilot: The pilot.
        reason: What is wrong.
    """

    pilot: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_is_submitted, rules.actor_is_no_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The draft is returned."""
        yield PilotReturned(pilot=self.pilot, returned_by=facts.act.person, reason=self.reason)


@frozen(kw_only=True, eq=False, repr=False)
class RejectPilot(Command):
    """
    Turn a draft down for good (K17).

    Args:
        pilot: The pilot.
        reason: Why.
    """

    pilot: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (rules.pilot_is_submitted, rules.actor_is_no_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The draft is rejected."""
        yield PilotRejected(pilot=self.pilot, rejected_by=facts.act.person, reason=self.reason)


@frozen(kw_only=True, eq=False, repr=False)
class ApprovePilot(Command):
    """
    Decide that a pilot may be held.

    Args:
        pilot: The pilot.
        instrument: The decision.
    """

    pilot: SubjectId
    instrument: ShortText

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_submitted,
        rules.actor_is_no_author,
        rules.bodies_are_in_no_other_pilot,
        rules.term_is_not_over,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is approved."""
        yield PilotApproved(pilot=self.pilot, approver=facts.act.person, instrument=self.instrument)


PROPOSALS = (DraftPilot, SubmitPilot, ReturnPilot, RejectPilot, ApprovePilot)

"""What can be asked for about a position: establish it, revise what it is, abolish it; one level above its unit (K12)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen
from attrs.converters import optional

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
    optional_day,
    texts,
)
from civicflow.core.rule import Rule
from civicflow.organization import position_rules as rules
from civicflow.organization.authority import today
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.organization.model import Position
from civicflow.organization.rules import days_gone_by_stay_as_they_were, office_one_level_up


@frozen(kw_only=True, eq=False, repr=False)
class EstablishPosition(Command):
    """
    Establish a position of a unit; decided one level above the unit (K12).

    Args:
        position: Its id.
        unit: The unit it belongs to.
        title: Its title.
        duties: What whoever holds it must do (R75).
        group: The group of positions it is compared with.
        citizen_contact: Whether citizens come to it (R4).
        handles_procedures: Whether it handles administrative procedures (R3).
        work_types: The codes of the work it does (R15).
        since: The first day; today when left out, and with a reason of the order where it lies further back (K3).
    """

    position: SubjectId
    unit: UnitId
    title: ShortText
    duties: ShortText | None = None
    group: ShortText
    citizen_contact: bool
    handles_procedures: bool
    work_types: tuple[Code, ...] = field(default=(), converter=texts)
    since: date | None = field(default=None, converter=optional_day)

    authority: ClassVar[Rule] = office_one_level_up
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.position_is_new,
        rules.position_says_what_to_do,
        rules.position_established_late_says_why,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The position is established."""
        yield PositionEstablished(
            position=self.position,
            unit=self.unit,
            since=self.since or today(facts),
            title=self.title,
            duties=self.duties,
            group=self.group,
            citizen_contact=self.citizen_contact,
            handles_procedures=self.handles_procedures,
            work_types=self.work_types,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RevisePosition(Command):
    """
    Change what a position is from a day on; what is left out stays as it was (K12).

    Whoever holds it, and whoever works at home on it, stays until somebody decides: what no longer fits is listed.

    Args:
        position: The position.
        since: The first day; today when left out.
        title: Its title.
        duties: What whoever holds it must do (R75).
        group: The group of positions it is compared with.
        citizen_contact: Whether citizens come to it (R4).
        handles_procedures: Whether it handles administrative procedures (R3).
        work_types: The codes of the work it does (R15).
        reason: Why.
    """

    position: SubjectId
    since: date | None = field(default=None, converter=optional_day)
    title: ShortText | None = None
    duties: ShortText | None = None
    group: ShortText | None = None
    citizen_contact: bool | None = None
    handles_procedures: bool | None = None
    work_types: tuple[Code, ...] | None = field(default=None, converter=optional(texts))
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_position
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.position_is_not_abolished,
        rules.revision_holds_from_today_on,
        rules.revision_is_the_latest,
        rules.revision_changes_something,
        rules.revised_position_says_what_to_do,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The position is revised."""
        position = facts.of(Position, self.position)
        described = rules.revised(position, self, today(facts))
        yield PositionRevised(
            position=self.position,
            unit=position.unit,
            since=described.since,
            title=described.title,
            duties=described.duties,
            group=described.group,
            citizen_contact=described.citizen_contact,
            handles_procedures=described.handles_procedures,
            work_types=described.work_types,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AbolishPosition(Command):
    """
    End a position; whoever holds it stays on record with it until they are placed anew (K12).

    Args:
        position: The position.
        until: Its last day.
        reason: Why.
    """

    position: SubjectId
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_position
    rules: ClassVar[tuple[Rule, ...]] = (rules.position_is_not_abolished, days_gone_by_stay_as_they_were)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The position is abolished."""
        unit = facts.of(Position, self.position).unit
        yield PositionAbolished(position=self.position, unit=unit, until=self.until, reason=self.reason)


POSITIONS = (EstablishPosition, RevisePosition, AbolishPosition)

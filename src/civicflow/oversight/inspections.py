"""What can be asked for about an inspection: send a team under a mandate, and take its report (R59, R60)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId, day, free_text, texts
from civicflow.core.rule import Rule
from civicflow.oversight import rules
from civicflow.oversight.events import InspectionClosed, InspectionOpened
from civicflow.oversight.model import Inspection


@frozen(kw_only=True, eq=False, repr=False)
class OpenInspection(Command):
    """
    Send a team of inspectors to a unit, as the head above it (R59, R60).

    Args:
        inspection: Its id.
        unit: The unit that is inspected, with all below it.
        team: The inspectors.
        instrument: The mandate.
        since: The first day.
    """

    inspection: SubjectId
    unit: UnitId
    team: tuple[PersonId, ...] = field(converter=texts)
    instrument: ShortText
    since: date = field(converter=day)

    authority: ClassVar[Rule] = rules.leadership_above_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.inspection_is_new,
        rules.team_consists_of_inspectors,
        rules.inspectors_come_from_outside,
        rules.inspection_begins_no_earlier_than_ordered,
        rules.inspections_are_not_paused,
        rules.team_is_small_enough,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The inspection is opened."""
        yield InspectionOpened(
            inspection=self.inspection,
            unit=self.unit,
            team=self.team,
            instrument=self.instrument,
            since=self.since,
            ordered_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CloseInspection(Command):
    """
    Report on an inspection, as one of its team; what was found is carried on until it is closed (R59).

    Args:
        inspection: The inspection.
        report: What the team reports.
    """

    inspection: SubjectId
    report: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.member_of_the_team
    rules: ClassVar[tuple[Rule, ...]] = (rules.inspection_is_open,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The inspection is closed."""
        unit = facts.of(Inspection, self.inspection).unit
        yield InspectionClosed(
            inspection=self.inspection, unit=unit, closed_by=facts.act.person, report=self.report
        )


INSPECTIONS = (OpenInspection, CloseInspection)

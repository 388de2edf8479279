"""Whether those at home report daily: received by the cut-off, with something in it, and who is to be asked why not (V7)."""

from collections import defaultdict
from datetime import date, datetime
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core import working
from civicflow.core.event import from_micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.cadence_flags import CadenceFlag, flags
from civicflow.views.expected_reports import VIEWS as OF_REPORTS
from civicflow.views.expected_reports import Expected, ExpectedReports, day_at_home, of_reports


@frozen(kw_only=True)
class MissedReport:
    """
    A report that the record does not have by its cut-off, with what it claims (K3).

    Args:
        person: Who was at home.
        day: The day.
        position: The report, when one came at all.
        claimed: When it claims to have been made (UTC).
        recorded: When it was recorded (UTC).
        received: Whether it counts as received: a confirmed incident covers the whole gap.
    """

    person: str
    day: date
    position: int | None
    claimed: datetime | None
    recorded: datetime | None
    received: bool


@frozen(kw_only=True)
class ReportCadenceLine:
    """
    How regularly those at home report, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        received: Reports received by the cut-off, of the days at home without leave.
        substantive: Reports received that say something, of the same days (K19).
        by_record: Received as the record alone says (K3).
        by_claim: Received as the reports themselves claim.
        people: How many people were at home.
        without_cut_off: Days for which no regulation says a cut-off; they are in no figure.
    """

    of: str | None
    received: Figure
    substantive: Figure
    by_record: Figure
    by_claim: Figure
    people: int
    without_cut_off: int


@frozen(kw_only=True)
class ReportCadenceAnswer:
    """
    How regularly those at home report.

    Args:
        lines: All that was asked for, then each part.
        flags: Who is to be asked why, by the last day; none where no regulation says from when on.
        missed: The reports that were not received by the record, by day.
    """

    lines: tuple[ReportCadenceLine, ...]
    flags: tuple[CadenceFlag, ...]
    missed: tuple[MissedReport, ...]


@frozen(kw_only=True)
class ReportCadence(Question[ReportCadenceAnswer]):
    """
    Whether those at home report each day by the cut-off, and whether their reports say something (V7, R36, K3, K19).

    A report is to come for each day with a session at home that no leave takes, once the cut-off has passed (E21b). It says
    something when it names an obstacle, or when a word on a task was recorded that day, and no head found otherwise.

    Args:
        period: Which days.
        unit: Only people of this unit on that day.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        person: Only this person.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the reports behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(dict.fromkeys((*OF_REPORTS, *VIEWS)))

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    person: PersonId | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> ReportCadenceAnswer:
        """The days at home asked for."""
        among = Among(evidence, self)
        lines: defaultdict[str | None, list[Expected]] = defaultdict(list, {None: []})
        for each in ExpectedReports(evidence, among, self.period).all(self.person):
            for name in among.lines(each.unit, each.person, each.noon):
                lines[name].append(each)
        judged = [each for each in lines[None] if each.by_record is not None]
        return ReportCadenceAnswer(
            lines=tuple(
                _line(evidence, name, lines[name], with_events=self.with_events) for name in in_order(lines)
            ),
            flags=flags(evidence, among, judged, with_events=self.with_events),
            missed=tuple(_missed(each) for each in judged if not each.by_record),
        )


def _line(
    evidence: Evidence, name: str | None, expected: list[Expected], *, with_events: bool
) -> ReportCadenceLine:
    judged = [each for each in expected if each.by_record is not None]
    without_cut_off = [each for each in expected if each.by_record is None]
    by_person: defaultdict[str, list[Expected]] = defaultdict(list)
    for each in expected:
        by_person[each.person].append(each)

    def figure(counts: str) -> Figure:
        return of_reports(evidence, judged, attrgetter(counts), counts, with_events=with_events)

    def at_home(person: str) -> working.Part:
        positions = (position for day in by_person[person] for position in day.bookings)
        return working.Part(of=f"person:{person}", because="at_home", events=at_positions(*positions))

    return ReportCadenceLine(
        of=name,
        received=figure("received"),
        substantive=figure("substantive"),
        by_record=figure("by_record"),
        by_claim=figure("by_claim"),
        people=counted(evidence, by_person, at_home),
        without_cut_off=counted(evidence, without_cut_off, day_at_home("without_cut_off")),
    )


def _missed(each: Expected) -> MissedReport:
    report = each.report
    return MissedReport(
        person=each.person,
        day=each.on,
        position=None if report is None else report.position,
        claimed=None if report is None else from_micros(report.occurred),
        recorded=None if report is None else from_micros(report.recorded),
        received=each.received,
    )

"""Which daily reports were to come, and how each is judged: in time by record and by claim, and whether it says something."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cached_property

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.event import MINUTE, micros
from civicflow.core.question import AnyView, Evidence, Figure
from civicflow.core.working import Part, at_positions, counted
from civicflow.employee.events import Place
from civicflow.regulations import parameters
from civicflow.views import asking, home_days, incidents, reports, task_updates
from civicflow.views.among import Among
from civicflow.views.behind import behind
from civicflow.views.home_days import Roster, WorkedDay
from civicflow.views.reports import DayOfReport, Report

VIEWS: tuple[AnyView, ...] = (*home_days.VIEWS, reports.VIEW, task_updates.VIEW, incidents.VIEW)
"""What must be up to date before reports are judged."""


@frozen
class Expected:
    """
    A report that was to come for a day at home.

    Args:
        person: Who was at home.
        unit: The unit they belonged to first on that day (K18).
        on: The day.
        noon: Its noon, in microseconds since 1970 UTC: the moment for which it is said who belonged where.
        bookings: The positions of what was booked and set right.
        report: The report, whenever it came.
        by_record: Whether it was on record by the cut-off; None where no cut-off is on record.
        by_claim: Whether it claims to have been made by the cut-off.
        received: What counts: the record, or the claim where a confirmed incident covers the whole gap (K3).
        substantive: Whether it was received and says something (K19).
    """

    person: str
    unit: str | None
    on: date
    noon: int
    bookings: tuple[int, ...]
    report: Report | None
    by_record: bool | None
    by_claim: bool
    received: bool
    substantive: bool


class ExpectedReports:
    """
    The reports that were to come.

    One is to come for each day with a session at home that no leave takes (V7, E21b), once its cut-off has passed. Giving the place
    back after the cut-off changes nothing: else whoever owes a report would no longer owe it.

    Args:
        evidence: What is on record.
        among: Who belonged where.
        period: Which days.
    """

    def __init__(self, evidence: Evidence, among: Among, period: Period) -> None:
        self._evidence = evidence
        self._among = among
        self._period = period
        self._now = micros(evidence.now)
        grace = asking.on_record(evidence, parameters.INCIDENT_GRACE_MINUTES, locality=among.locality) or 0
        self._excused = incidents.excuses(evidence.rows(incidents.VIEW), grace * MINUTE)
        self._cut_offs: dict[tuple[str, date], time | None] = {}
        self._noons: dict[date, int] = {}

    def all(self, person: str | None = None) -> Iterator[Expected]:
        """Those of everybody asked for, or of one person, in the period whose cut-off has passed, in order of day and person."""
        said = {row.id: row for row in self._evidence.rows(reports.VIEW)}
        roster = Roster(self._evidence)
        for on, each in roster.booked(self._period, person):
            unit = self._among.primary_unit(each, on)
            if not self._among.includes(unit, each, self._noon(on)):
                continue
            until = self._cut_off(on, self._among.locality_of(unit))
            day = roster.worked(each, on, given_back_by=until)
            if day.at(Place.HOME) and (self._moment(on, time.max) if until is None else until) <= self._now:
                yield self._expected(day, unit, until, said.get(f"{each}:{on}"))

    def _expected(
        self, day: WorkedDay, unit: str | None, until: int | None, said: DayOfReport | None
    ) -> Expected:
        report = said.reports[0] if said is not None and said.reports else None
        by_record, by_claim = _in_time(report, until)
        received = by_record or (by_claim and report is not None and self._is_excused(day.person, report))
        return Expected(
            person=day.person,
            unit=unit,
            on=day.on,
            noon=self._noon(day.on),
            bookings=day.bookings,
            report=report,
            by_record=None if until is None else by_record,
            by_claim=by_claim,
            received=received,
            substantive=received and said is not None and self._says_something(said),
        )

    def _is_excused(self, person: str, report: Report) -> bool:
        return self._excused(person, report.occurred, report.recorded) is not None

    def _says_something(self, said: DayOfReport) -> bool:
        """
        Whether a report says something: an obstacle, or beside it, recorded that day, a word on a task (K19).

        A head who finds that it says nothing is believed; one who finds that it does makes nothing of an empty one.
        """
        names_something = said.reports[0].obstacle or said.day in self._updated.get(said.person, ())
        return names_something and all(review.substantive for review in said.reviews)

    @cached_property
    def _updated(self) -> Mapping[str, set[date]]:
        found: defaultdict[str, set[date]] = defaultdict(set)
        for row in self._evidence.rows(task_updates.VIEW):
            for update in row.updates:
                if update.person is not None:
                    found[update.person].add(self._among.day(update.recorded))
        return found

    def _cut_off(self, on: date, locality: str) -> int | None:
        place = locality, on
        if place not in self._cut_offs:
            self._cut_offs[place] = asking.on_record(
                self._evidence, parameters.DAILY_REPORT_CUT_OFF, locality=locality, on=on
            )
        found = self._cut_offs[place]
        return None if found is None else self._moment(on, found)

    def _noon(self, on: date) -> int:
        if on not in self._noons:
            self._noons[on] = asking.noon(self._evidence, on)
        return self._noons[on]

    def _moment(self, on: date, at: time) -> int:
        return micros(datetime.combine(on, at, self._evidence.zone))


def _in_time(report: Report | None, until: int | None) -> tuple[bool, bool]:
    """Whether a report came by the cut-off: as the record has it, and as it claims."""
    if report is None or until is None:
        return False, False
    return report.recorded <= until, report.occurred <= until


def of_reports(
    evidence: Evidence,
    of: list[Expected],
    counts: Callable[[Expected], bool],
    because: str,
    *,
    with_events: bool,
) -> Figure:
    """How many of the reports that were to come count, why, and where those stand in the log."""
    found = [each for each in of if counts(each)]
    positions = (each.report.position for each in found if each.report is not None)
    return Figure(
        numerator=counted(evidence, found, day_at_home(because)),
        denominator=counted(evidence, of, day_at_home("was_to_report")),
        events=behind(positions, with_events=with_events),
    )


def day_at_home(because: str) -> Callable[[Expected], Part]:
    """A day of a person at home, by what was booked for it and by the report, where there is one."""
    return lambda each: Part(
        of=f"person:{each.person}",
        because=because,
        events=at_positions(*each.bookings, None if each.report is None else each.report.position),
    )

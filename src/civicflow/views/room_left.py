"""How much room is left on a day: how many more may come in under the cap, and work at home under the quota (K6, K14)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.fields import UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, at_positions, counted, made, reckoned
from civicflow.employee.events import Place
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.pilot_record.events import PilotType
from civicflow.pilot_record.model import DECIDED, PilotRecord
from civicflow.roster.cap import Answer, cap_under
from civicflow.views import arrangements, days, employees, on_site, pilots, units
from civicflow.views.body_days import days_of
from civicflow.views.day_figures import DayFigures
from civicflow.views.days import DayOnRecord
from civicflow.views.on_site import Bindings, day_under


class HomeRule(Enum):
    """What says how many of a body may work at home on a day (K2, K6)."""

    QUOTA = "quota"
    AT_REST = "at_rest"
    BY_ORDER = "by_order"
    NOT_ON_RECORD = "not_on_record"


@frozen(kw_only=True)
class RoomLeftDay:
    """
    The room left on one day of a body.

    Args:
        body: The body.
        day: The date.
        answer: What is said about who may come in: ``share``, ``essential_only``, ``no_limit`` or ``not_on_record``.
        source: The provision or the order that the answer rests on.
        allowed: How many may be on site; None where there is no number.
        on_site: How many count as on site.
        may_come_in: How many more may; None where there is no number.
        home_rule: What is said about who may work at home: the quota of a pilot that runs, of one that does not, an order
            under which all do, or nothing.
        places: The remote places that the pilot gives the body; None without a pilot.
        taken: How many of them are taken by arrangements that reach the day; None without a pilot.
        may_work_at_home: How many more arrangements there may be; None where there is no number.
        at_home: How many work at home that day for a session or more.
    """

    named_by: ClassVar[tuple[str, ...]] = ("body", "day")

    body: str
    day: date
    answer: Answer
    source: str | None
    allowed: int | None
    on_site: int
    may_come_in: int | None
    home_rule: HomeRule
    places: int | None
    taken: int | None
    may_work_at_home: int | None
    at_home: int


@frozen(kw_only=True)
class RoomLeft(Question[tuple[RoomLeftDay, ...]]):
    """
    How many more people of a body may come in, and may work at home, on each day (K6, K14).

    A working day that was not opened yet counts all members of that day, and nobody on site. What is not on record is
    said to be so, never "no limit".

    Args:
        body: Only this body.
        period: Which days; today when left out.
    """

    views: ClassVar[tuple[View[Any], ...]] = (
        days.VIEW,
        units.VIEW,
        employees.VIEW,
        on_site.MODES,
        pilots.VIEW,
        arrangements.VIEW,
    )

    body: UnitId | None = None
    period: Period | None = field(default=None, converter=optional_period)

    def answer(self, evidence: Evidence) -> tuple[RoomLeftDay, ...]:
        """The days asked for, in order."""
        office, arranged = Bindings(evidence), list(evidence.rows(arrangements.VIEW))
        remote = [
            row
            for row in evidence.rows(pilots.VIEW)
            if row.type is PilotType.REMOTE_WORK and row.stage in DECIDED
        ]
        return tuple(
            _room(evidence, row, office, remote, arranged)
            for row in days_of(evidence, units.chart(evidence), self.body, self.period)
        )


def _room(
    evidence: Evidence,
    row: DayOnRecord,
    office: Bindings,
    remote: Sequence[PilotRecord],
    arrangements: Sequence[HomeWork],
) -> RoomLeftDay:
    modes = office.modes(row)
    day = day_under(cap_under(office.law(row), modes), row, office)
    counts = DayFigures(evidence, row, day)
    on_site, allowed = counts.on_site(), counts.allowed()
    pilot = _pilot(remote, row)
    places = None if pilot is None else _places(evidence, pilot, row.body)
    taken = None if pilot is None else _taken(evidence, arrangements, row)
    rule = HomeRule.BY_ORDER if modes else _rule(pilot, row.on)
    return RoomLeftDay(
        body=row.body,
        day=row.on,
        answer=day.cap.answer,
        source=day.cap.source,
        allowed=allowed,
        on_site=on_site,
        may_come_in=None if allowed is None else _left(of=allowed, taken=on_site),
        home_rule=rule,
        places=places,
        taken=taken,
        may_work_at_home=_more_at_home(evidence, rule, places, taken),
        at_home=counts.at(Place.HOME),
    )


def _left(*, of: int, taken: int) -> int:
    """How many of a number are left, and never fewer than none."""
    more = made(of - taken, Operation.DIFFERENCE, allowed=of, taken=taken)
    return made(max(0, more), Operation.LARGEST, above=more, nought=0)


def _places(evidence: Evidence, pilot: PilotRecord, body: str) -> int:
    stream = f"pilot_record:{pilot.id}"

    def part() -> tuple[Part]:
        lines = (line.at.position for line in evidence.entries(stream=stream))
        return (
            Part(of=stream, adds=pilot.places(body), because="remote_places", events=at_positions(*lines)),
        )

    return reckoned(evidence, pilot.places(body), Operation.STATED, part)


def _taken(evidence: Evidence, arrangements: Sequence[HomeWork], row: DayOnRecord) -> int:
    found = [each for each in arrangements if _takes_a_place(each, row)]

    def part(arrangement: HomeWork) -> Part:
        stream = f"home_work:{arrangement.id}"
        lines = (line.at.position for line in evidence.entries(stream=stream))
        return Part(of=stream, because="takes_a_place", events=at_positions(*lines))

    return counted(evidence, found, part)


def _pilot(remote: Iterable[PilotRecord], row: DayOnRecord) -> PilotRecord | None:
    """The pilot that gives the body places on the day: one that runs, else one that is decided and does not."""
    found = [each for each in remote if each.places(row.body) and each.term.covers(row.on)]
    return next((each for each in found if each.runs(row.on)), found[0] if found else None)


def _takes_a_place(arrangement: HomeWork, row: DayOnRecord) -> bool:
    holds = arrangement.stage in WITH_A_PLACE and arrangement.body == row.body
    return holds and not arrangement.is_over(row.on)


def _rule(pilot: PilotRecord | None, on: date) -> HomeRule:
    if pilot is None:
        return HomeRule.NOT_ON_RECORD
    return HomeRule.QUOTA if pilot.runs(on) else HomeRule.AT_REST


def _more_at_home(evidence: Evidence, rule: HomeRule, places: int | None, taken: int | None) -> int | None:
    """How many more may work at home: as many as places are free, and nobody while the pilot rests."""
    match rule:
        case HomeRule.QUOTA if places is not None and taken is not None:
            return _left(of=places, taken=taken)
        case HomeRule.AT_REST:
            return reckoned(evidence, 0, Operation.SUM, tuple)
        case _:
            return None

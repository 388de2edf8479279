"""How much of their time people work at home, and how often: shares of sessions, and bands of days (V5, R38, K13)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core import working
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted, totalled
from civicflow.employee.events import Place
from civicflow.regulations.parameters import (
    REMOTE_DAYS_MONTHLY,
    REMOTE_DAYS_OFTEN,
    REMOTE_DAYS_SOMETIMES,
)
from civicflow.views import asking, days
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.sessions import A_DAY


class Band(Enum):
    """How often somebody works at home: by days in two weeks, then by days in a month (V5)."""

    OFTEN = "often"
    SOMETIMES = "sometimes"
    MONTHLY = "monthly"
    OCCASIONALLY = "occasionally"
    NEVER = "never"


@frozen(kw_only=True)
class PeopleInBand:
    """
    How many people work at home so often.

    Args:
        band: How often.
        people: How many.
    """

    band: Band
    people: int


@frozen(kw_only=True)
class RemoteDaysLine:
    """
    How much is worked at home, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a person; None for all that was asked for, empty where no record says which part.
        remote: Sessions at home, of all sessions worked; two are a day.
        days_at_home: How many days that is; half a day counts as a half.
        people: How many people have worked.
        bands: How many of them work at home how often; empty when no regulation says it.
    """

    of: str | None
    remote: Figure
    days_at_home: Fraction
    people: int
    bands: tuple[PeopleInBand, ...]


@frozen(kw_only=True)
class RemoteDays(Question[tuple[RemoteDaysLine, ...]]):
    """
    How much of their time people work at home, and how often (V5, R38).

    Counted are sessions with a place, as the head set them right: at the office, at home or in the field, which is work
    and not at home. How often somebody works at home is measured over the days of the period that have come.

    Args:
        period: Which days.
        unit: Only people of this unit on that day.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the bookings behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (days.VIEW, *VIEWS)

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[RemoteDaysLine, ...]:
        """The people asked for, and those of each part."""
        among = Among(evidence, self)
        worked: defaultdict[str | None, list[_Worked]] = defaultdict(list, {None: []})
        for row in evidence.rows(days.VIEW):
            if self.period.covers(row.on):
                noon = asking.noon(evidence, row.on)
                for each in _worked(row):
                    unit = among.primary_unit(each.person, row.on)
                    for name in among.lines(unit, each.person, noon):
                        worked[name].append(each)
        often = _HowOften(evidence, self.period, among.locality)
        return tuple(
            _line(evidence, name, worked[name], often, with_events=self.with_events)
            for name in in_order(worked)
        )


class _Worked(NamedTuple):
    """One person's day: how many sessions were worked, how many of them at home, and the acts behind them."""

    person: str
    sessions: int
    at_home: int
    events: tuple[int, ...]

    def part(self, because: str) -> working.Part:
        return working.Part(of=f"person:{self.person}", because=because, events=at_positions(*self.events))


def _worked(row: days.DayOnRecord) -> list[_Worked]:
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for (person, _), booking in row.bookings():
        if booking.place is not None:
            places[person].append(booking.place)
    acts: defaultdict[str, list[int]] = defaultdict(list)
    for act in row.acts:
        acts[act.person].append(act.position)
    return [
        _Worked(person, len(found), found.count(Place.HOME), tuple(acts[person]))
        for person, found in places.items()
    ]


class _HowOften:
    """
    Puts people in bands by their days at home.

    Args:
        evidence: The regulations, and today.
        period: Which days.
        locality: The place whose bands apply.
    """

    def __init__(self, evidence: Evidence, period: Period, locality: str) -> None:
        parameters = (REMOTE_DAYS_OFTEN, REMOTE_DAYS_SOMETIMES, REMOTE_DAYS_MONTHLY)
        self._evidence = evidence
        self._days = _days_come(period, asking.today(evidence))
        self._least = [asking.on_record(evidence, each, locality=locality) for each in parameters]

    def bands(self, people: Mapping[str, list[_Worked]]) -> tuple[PeopleInBand, ...]:
        """How many people belong to each band, by their days; none without days or regulation."""
        if self._days < 1 or None in self._least:
            return ()
        found: defaultdict[Band, list[list[_Worked]]] = defaultdict(list)
        for worked in people.values():
            sessions = sum(each.at_home for each in worked)
            found[self._band(Fraction(sessions, A_DAY))].append(worked)
        return tuple(
            PeopleInBand(band=band, people=counted(self._evidence, found[band], _person(band.value)))
            for band in Band
        )

    def _band(self, at_home: Fraction) -> Band:
        in_two_weeks, in_a_month = at_home * 14 / self._days, at_home * 365 / (12 * self._days)
        often, sometimes, monthly = (each or 0 for each in self._least)
        for band, belongs in (
            (Band.NEVER, at_home == 0),
            (Band.OFTEN, in_two_weeks >= often),
            (Band.SOMETIMES, in_two_weeks >= sometimes),
            (Band.MONTHLY, in_a_month >= monthly),
        ):
            if belongs:
                return band
        return Band.OCCASIONALLY


def _days_come(period: Period, today: date) -> int:
    return (min(period.last, today) - period.first).days + 1


def _person(because: str) -> Callable[[list[_Worked]], working.Part]:
    def part(worked: list[_Worked]) -> working.Part:
        acts = (position for each in worked for position in each.events)
        return working.Part(of=f"person:{worked[0].person}", because=because, events=at_positions(*acts))

    return part


def _line(
    evidence: Evidence, name: str | None, worked: list[_Worked], often: _HowOften, *, with_events: bool
) -> RemoteDaysLine:
    people: defaultdict[str, list[_Worked]] = defaultdict(list)
    for each in worked:
        people[each.person].append(each)
    return RemoteDaysLine(
        of=name,
        remote=Figure(
            numerator=_sessions(evidence, worked, attrgetter("at_home"), "sessions_at_home"),
            denominator=_sessions(evidence, worked, attrgetter("sessions"), "sessions_worked"),
            events=behind((at for each in worked for at in each.events), with_events=with_events),
        ),
        days_at_home=totalled(
            evidence,
            worked,
            lambda each: Fraction(each.at_home, A_DAY),
            lambda each: each.part("days_at_home"),
            Fraction(),
        ),
        people=counted(evidence, people.values(), _person("has_worked")),
        bands=often.bands(people),
    )


def _sessions(
    evidence: Evidence, worked: Iterable[_Worked], amount: Callable[[_Worked], int], because: str
) -> int:
    return totalled(evidence, worked, amount, lambda each: each.part(because), 0)

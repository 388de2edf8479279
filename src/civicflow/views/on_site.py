"""How many people of a body are on site on a day, of how many, and under which cap: one of four answers (V4, K5, K6)."""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.fields import UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.employee.events import Place, Session
from civicflow.organization.events import EmergencyModeDeclared, EmergencyModeLifted, ExemptCount
from civicflow.organization.model import EmergencyMode, Unit
from civicflow.regulations import NotOnRecord, on_site_cap
from civicflow.regulations.caps import OnSiteCap, Share
from civicflow.regulations.lawbook import levels
from civicflow.roster.cap import Answer, Cap, cap_under
from civicflow.roster.model import Day
from civicflow.views import asking, days, employees, units
from civicflow.views.day_figures import DayFigures
from civicflow.views.days import Count, DayOnRecord

MODES: View[EmergencyMode] = View(
    name="emergency_modes",
    version=2,
    row=EmergencyMode,
    subjects=dict.fromkeys((EmergencyModeDeclared, EmergencyModeLifted), attrgetter("mode")),
    fold=EmergencyMode.evolve,
)
"""The orders under which everybody works at home."""


def binding(modes: Sequence[EmergencyMode], locality: str, on: date) -> tuple[EmergencyMode, ...]:
    """The orders that bind a place on a day, those of the narrowest place first."""
    return tuple(
        mode
        for place in levels(locality)
        for mode in modes
        if place == mode.locality and mode.term.covers(on)
    )


@frozen(kw_only=True)
class OnSiteDay:
    """
    One day of a body.

    Args:
        body: The body that the cap binds.
        day: The date.
        answer: ``share``, ``essential_only``, ``no_limit`` or ``not_on_record``.
        source: The provision or the order that the answer rests on.
        withheld: The provision that would answer, when only verified ones are relied on.
        figure: Those who count as on site, of the headcount; None when nothing is on record.
        allowed: How many may be on site; None where there is no number.
        over_by: How many are on site above that; None when nothing is on record.
        exempt: How many are at the office for a duty that the orders in force exempt.
        exempt_count: Where they are counted: ``numerator``, ``denominator``, ``both`` or ``none``.
        at_the_office: How many are at the office for a session or more, whatever for.
        at_home: How many work at home for a session or more, of all who belong to the body.
        in_the_field: How many work in the field, which is neither.
        corrected: For how many the head set right where they were.
    """

    named_by: ClassVar[tuple[str, ...]] = ("body", "day")

    body: str
    day: date
    answer: Answer
    source: str | None
    withheld: str | None
    figure: Figure | None
    allowed: int | None
    over_by: int | None
    exempt: int
    exempt_count: ExemptCount | None
    at_the_office: int
    at_home: Figure
    in_the_field: int
    corrected: int


@frozen(kw_only=True)
class OnSite(Question[tuple[OnSiteDay, ...]]):
    """
    How many people of a body are on site on a day, and how many may be (V4, K5, K6).

    The cap is that of the law and of the orders in force, as known at the instant asked for; bookings count as they were
    set right by the head.

    Args:
        body: Only this body.
        period: A day, or any other period; all days on record when left out.
        with_events: Name the events behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (days.VIEW, employees.VIEW, MODES, units.VIEW)

    body: UnitId | None = None
    period: Period | None = field(default=None, converter=optional_period)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[OnSiteDay, ...]:
        """The days on record, in order."""
        office = Bindings(evidence)
        asked = (row for row in evidence.rows(days.VIEW) if self._asks_for(row))
        return tuple(
            _counted(evidence, row, office, with_events=self.with_events)
            for row in sorted(asked, key=lambda row: (row.on, row.body))
        )

    def _asks_for(self, row: DayOnRecord) -> bool:
        in_period = self.period is None or self.period.covers(row.on)
        return in_period and self.body in {None, row.body}


class Bindings:
    """
    What days are counted by: the law, the orders and the people.

    Args:
        evidence: What is on record.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._units: Mapping[str, Unit] = units.chart(evidence)
        self._modes = tuple(evidence.rows(MODES))
        self._employees = {each.id: each for each in evidence.rows(employees.VIEW)}

    def law(self, row: DayOnRecord) -> OnSiteCap:
        """What the law says for the day and the place of its body."""
        return on_site_cap(
            self._evidence.regulations,
            on=row.on,
            locality=self._locality(row),
            known=asking.known_on(self._evidence),
        )

    def modes(self, row: DayOnRecord) -> tuple[EmergencyMode, ...]:
        """The orders that bind the body on the day, those of the narrowest place first."""
        return binding(self._modes, self._locality(row), row.on)

    def belongs(self, share: Share, person: str, row: DayOnRecord) -> bool:
        """Whether a person belongs to the number that a share is taken of; whoever is not registered does."""
        employee = self._employees.get(person)
        return employee is None or share.in_headcount(
            category=employee.category.value,
            on_leave=employee.is_on_leave(row.on, Session.BOTH),
            exempt=False,
        )

    def _locality(self, row: DayOnRecord) -> str:
        body = self._units.get(row.body)
        return row.locality or ("" if body is None else body.locality)


def _counted(evidence: Evidence, row: DayOnRecord, office: Bindings, *, with_events: bool) -> OnSiteDay:
    law = office.law(row)
    day = day_under(cap_under(law, office.modes(row)), row, office)
    limit = day.cap.limit
    events = _events(row) if with_events else ()
    counts = DayFigures(evidence, row, day, events)
    on_site = Figure(numerator=counts.on_site(), denominator=counts.headcount(), events=events)
    return OnSiteDay(
        body=row.body,
        day=row.on,
        answer=day.cap.answer,
        source=day.cap.source,
        withheld=law.withheld if isinstance(law, NotOnRecord) and limit is None else None,
        figure=None if limit is None else on_site,
        allowed=counts.allowed(),
        over_by=counts.over_by(),
        exempt=counts.exempt(),
        exempt_count=day.cap.exempt_count,
        at_the_office=counts.at(Place.OFFICE),
        at_home=counts.at_home(),
        in_the_field=counts.at(Place.FIELD),
        corrected=counts.corrected(),
    )


def day_under(cap: Cap, row: DayOnRecord, office: Bindings) -> Day:
    """The day as it stands under a cap; people are counted again only where it counts them in another way."""
    count = row.count or Count(0, (), (), (), None)
    members = (*count.counted, *count.besides)
    limit = cap.limit
    match limit:
        case Share(counted_categories=count.categories, leave_counts=count.leave_counts):
            counted = frozenset(count.counted)
        case Share():
            counted = frozenset(person for person in members if office.belongs(limit, person, row))
        case _:
            counted = frozenset(members)
    return Day(
        id=row.id,
        body=row.body,
        on=row.on,
        counted=counted,
        besides=frozenset(members) - counted,
        cap=cap,
        bookings=dict(row.bookings()),
    )


def _events(row: DayOnRecord) -> tuple[int, ...]:
    counted = () if row.count is None else (row.count.position,)
    return tuple(sorted((*counted, *(act.position for act in row.acts))))

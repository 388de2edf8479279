"""The grades of people's periods with the arithmetic behind them, and how they are distributed (R43, R44, K8, K9, K25, V11)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.event import from_micros, micros
from civicflow.core.exact import exact
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.provision import Circumstances
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part as Counted
from civicflow.core.working import stated
from civicflow.employee.events import Grade
from civicflow.errors import InvalidInputError
from civicflow.evaluation.events import LeftOut, PetitionResult, Publicity
from civicflow.evaluation.grades import Ground
from civicflow.evaluation.periods import written
from civicflow.views import asking, grades_on_record
from civicflow.views.among import VIEWS, Among, Part, optional_part
from civicflow.views.grade_arithmetic import Arithmetic, Points, PointsOfPeriod, ProductPoints
from civicflow.views.grade_counts import GradeCounts, distributed
from civicflow.views.graded_home_work import VIEWS as OF_HOME_WORK
from civicflow.views.graded_home_work import HomeWork
from civicflow.views.grades_on_record import GradeOnRecord
from civicflow.views.suppression import smallest_group

READERS: Mapping[Publicity, frozenset[Publicity]] = {
    Publicity.UNIT: frozenset(Publicity),
    Publicity.AGENCY: frozenset({Publicity.AGENCY, Publicity.PUBLIC}),
    Publicity.PUBLIC: frozenset({Publicity.PUBLIC}),
}
"""Which scopes of publication include readers: what is public is read in the agency and the unit as well (K25)."""


def optional_readers(value: Publicity | str | None) -> Publicity | None:
    """Take readers by their name; nothing stays nothing."""
    return None if value is None else Publicity(value)


@frozen(kw_only=True)
class GradePetition:
    """
    A petition against a grade.

    Args:
        at: When it was made (UTC).
        due: Until when it is to be answered (UTC); None where nothing on record sets a term.
        overdue: Whether it was not answered by then.
        result: What became of it; None while it waits.
        answered_at: When it was answered (UTC).
    """

    at: datetime
    due: datetime | None
    overdue: bool
    result: PetitionResult | None
    answered_at: datetime | None


@frozen(kw_only=True)
class GradeOfPerson:
    """
    The grade of one person's period; to readers of what is published nothing but who was given which grade.

    Args:
        person: The person.
        unit: The unit they belonged to first on the last day of the period.
        group: Their group of positions on that day.
        grade: The grade that was decided, and stands; None while none is.
        all_points: The points that stand, exact; None where there are none.
        grade_proposed: The grade as it was last proposed.
        undetermined: What leaves the proposal open; the head then decides with a reason (K9).
        overrides: What sets the grade aside whatever the points say.
        regime: The record under which it was reckoned.
        instrument: The law or order of that record.
        points: How the points came about, as they were proposed.
        products: The tasks that count, each with what it brings.
        left_out: The tasks that do not count, and why.
        periods: The months or quarters of which a year is made.
        at_home: Sessions that were worked at home, of those worked in the period.
        published: To whom the grade was made known; None while it was not.
        petition_until: Until when the person may petition against it (UTC).
        petition: What became of a petition; None when there was none.
        events: The positions of what is on record; empty unless asked for.
    """

    person: str
    unit: str
    group: str | None
    grade: Grade | None
    all_points: Fraction | None = None
    grade_proposed: Grade | None = None
    undetermined: tuple[str, ...] = ()
    overrides: tuple[Ground, ...] = ()
    regime: str | None = None
    instrument: str | None = None
    points: Points | None = None
    products: tuple[ProductPoints, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    periods: tuple[PointsOfPeriod, ...] = ()
    at_home: Figure | None = None
    published: Publicity | None = None
    petition_until: datetime | None = None
    petition: GradePetition | None = None
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class GradesAnswer:
    """
    The grades of a period.

    Args:
        people: Each person with an evaluation on record.
        distribution: How many were given which grade: all people, then each part.
        smallest_group: Of how many people at least something is told to readers of what is published; None where no
            regulation says it, or nobody but the administration is told.
        suppressed: The parts of which nothing is told to them.
        not_on_record: Who belonged to a unit on the last day of the period and has no evaluation of it on record.
    """

    people: tuple[GradeOfPerson, ...]
    distribution: tuple[GradeCounts, ...]
    smallest_group: int | None
    suppressed: tuple[str, ...]
    not_on_record: tuple[str, ...]


@frozen(kw_only=True)
class Grades(Question[GradesAnswer]):
    """
    The grades of a month, a quarter or a year: who was given which, how the points came about, how many of each (V11, R44).

    The administration is told everything. ``readers`` are told who was given which grade where it was made known to them,
    and numbers of which no figure of too few people can be computed whose grade they do not know (K25).

    Args:
        period: The month, quarter or year.
        unit: Only people of this unit on its last day.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        person: Only this person.
        by: Tell one line a unit, head or group besides.
        readers: To be told to a ``unit``, an ``agency`` or the ``public``; to the administration itself when left out.
        with_events: Name the events behind each.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(
        dict.fromkeys((grades_on_record.VIEW, *VIEWS, *OF_HOME_WORK))
    )

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    person: PersonId | None = None
    by: Part | None = field(default=None, converter=optional_part)
    readers: Publicity | None = field(default=None, converter=optional_readers)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> GradesAnswer:
        """
        The grades asked for, by person.

        Raises:
            InvalidInputError: When the period is no month, quarter or year.
        """
        if self.period.kind is None:
            raise InvalidInputError(field="period", problem="period", value=str(self.period))
        among = Among(evidence, self)
        noon = asking.noon(evidence, self.period.last)
        rows = [
            row
            for row in sorted(evidence.rows(grades_on_record.VIEW), key=attrgetter("person"))
            if row.period == written(self.period)
            and self.person in {None, row.person}
            and among.includes(row.unit, row.person, noon)
        ]
        smallest = None if self.readers is None else smallest_group(evidence, among.locality)
        parts: dict[str, list[GradeOnRecord]] = {}
        for row in rows if self.by is not None else ():
            parts.setdefault(among.part(row.unit, row.person, noon), []).append(row)
        counts, suppressed = distributed(
            evidence, rows, parts, smallest, self._named(rows) if self.readers else None
        )
        return GradesAnswer(
            people=tuple(self._people(evidence, among, rows)),
            distribution=counts,
            smallest_group=smallest,
            suppressed=suppressed,
            not_on_record=() if self.readers else tuple(self._missing(among, rows, noon)),
        )

    def _named(self, rows: Iterable[GradeOnRecord]) -> frozenset[str]:
        """Those whose grade the readers know."""
        scopes = READERS[self.readers or Publicity.UNIT]
        return frozenset(row.person for row in rows if row.scope in scopes and row.grade is not None)

    def _missing(self, among: Among, rows: Iterable[GradeOnRecord], noon: int) -> Iterator[str]:
        known = {row.person for row in rows}
        belongs = {
            person: unit.id
            for unit in among.chart.values()
            for person in unit.members(self.period.last, primary_only=True)
        }
        for person, unit in sorted(belongs.items()):
            asked_for = self.person in {None, person} and among.includes(unit, person, noon)
            if asked_for and person not in known:
                yield person

    def _people(self, evidence: Evidence, among: Among, rows: list[GradeOnRecord]) -> Iterator[GradeOfPerson]:
        named = self._named(rows)
        if self.readers is not None:
            yield from (self._published(among, row) for row in rows if row.person in named)
            return
        home = HomeWork(evidence, self.period)
        for row in rows:
            yield self._told(evidence, among, row, home.of(row.person))

    def _published(self, among: Among, row: GradeOnRecord) -> GradeOfPerson:
        return GradeOfPerson(
            person=row.person,
            unit=row.unit,
            group=among.group(row.person, self.period.last),
            grade=row.grade,
            published=row.scope,
        )

    def _told(self, evidence: Evidence, among: Among, row: GradeOnRecord, at_home: Figure) -> GradeOfPerson:
        asked = Circumstances(
            on=self.period.last,
            locality=among.locality_of(row.agency),
            category=None if row.category is None else row.category.value,
            known=asking.known_on(evidence),
        )
        arithmetic = Arithmetic(evidence, row, asked)
        record = None if row.regime is None else evidence.regulations.record(row.regime)
        return GradeOfPerson(
            person=row.person,
            unit=row.unit,
            group=among.group(row.person, self.period.last),
            grade=row.grade,
            all_points=_standing(evidence, row, arithmetic.points),
            grade_proposed=row.grade_proposed,
            undetermined=row.undetermined,
            overrides=row.overrides,
            regime=row.regime,
            instrument=None if record is None else record.instrument,
            points=arithmetic.points,
            products=arithmetic.told(with_events=self.with_events),
            left_out=row.left_out,
            periods=arithmetic.periods,
            at_home=at_home,
            published=row.scope,
            petition_until=_moment(row.petition_until),
            petition=_petition(evidence, row),
            events=row.positions if self.with_events else (),
        )


def _standing(evidence: Evidence, row: GradeOnRecord, points: Points) -> Fraction | None:
    """The points that stand: those proposed, unless the answer to a petition has corrected them."""
    if row.decided is None or row.total is None or row.total == row.total_proposed:
        return points.all_points if row.total is not None else None
    said = Counted(of=f"evaluation:{row.id}", because="all_points", events=(row.decided,))
    value = exact(row.total)
    return None if value is None else stated(evidence, value, said)


def _moment(found: int | None) -> datetime | None:
    return None if found is None else from_micros(found)


def _petition(evidence: Evidence, row: GradeOnRecord) -> GradePetition | None:
    if row.petitioned_at is None:
        return None
    ended = micros(evidence.now) if row.answered_at is None else row.answered_at
    return GradePetition(
        at=from_micros(row.petitioned_at),
        due=_moment(row.petition_due),
        overdue=row.petition_due is not None and ended > row.petition_due,
        result=row.result,
        answered_at=_moment(row.answered_at),
    )

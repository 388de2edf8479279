"""How many of an agency's people are rated excellent and how many may be, in each reading of the text (R44, K24, V12)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.fields import UnitId
from civicflow.core.operation import Operation
from civicflow.core.provision import Circumstances
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, counted, made, reckoned, regulated
from civicflow.employee.events import Grade
from civicflow.evaluation.ceiling import ceiling_of, readings_of
from civicflow.evaluation.grades import is_at_least
from civicflow.evaluation.periods import written
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_clauses import Ceiling, Denominator
from civicflow.views import asking, ratings_on_record, units
from civicflow.views.ratings_on_record import Rated, RatingsOnRecord


@frozen(kw_only=True)
class CeilingLine:
    """
    How many of an agency, or of one group in it, are rated excellent, and how many may be, in one reading.

    Args:
        provision: The record that sets the ceiling.
        whole: Whether it is that of the whole agency; else that of one group.
        group: Of which group of positions; None for the agency, and for those who hold no position.
        reading: In which reading of whom it is a share.
        binding: Whether this reading decides; the other is shown beside it.
        rated: How many are rated.
        of: Of how many it is a share: those rated good or better, or all who are rated.
        share: The share, exact.
        rated_excellent: How many are rated excellent.
        excellent_places: How many may be.
        over: How many more are than may be; nobody is demoted by that (V12).
    """

    named_by: ClassVar[tuple[str, ...]] = ("provision", "reading", "whole", "group")

    provision: str
    whole: bool
    group: str | None
    reading: Denominator
    binding: bool
    rated: int
    of: int
    share: Fraction
    rated_excellent: int
    excellent_places: int
    over: int


@frozen(kw_only=True)
class CeilingOfAgency:
    """
    The ceilings of an agency in a period.

    Args:
        agency: The agency.
        outstanding: The decision by which it is on record as outstanding, which widens its ceiling; None when it is not.
        lines: The agency and its groups, in each reading.
        not_on_record: Whoever is rated under a regime whose ceiling is not on record: no number is made up for them.
    """

    agency: str
    outstanding: str | None
    lines: tuple[CeilingLine, ...]
    not_on_record: tuple[str, ...]


@frozen(kw_only=True)
class ExcellenceCeiling(Question[tuple[CeilingOfAgency, ...]]):
    """
    How many are rated excellent and how many may be, by agency and group of positions, in each reading (R44, K24, V12).

    Counted is over all acts of the period. The text leaves open of whom a fifth may be excellent, and so both numbers are
    told; the question never takes a grade away.

    Args:
        period: The month, quarter or year for which people are rated.
        agency: Only this agency.
    """

    views: ClassVar[tuple[View[Any], ...]] = (ratings_on_record.VIEW, units.VIEW)

    period: Period = field(converter=period)
    agency: UnitId | None = None

    def answer(self, evidence: Evidence) -> tuple[CeilingOfAgency, ...]:
        """The agencies that have rated somebody, by name."""
        name, chart = written(self.period), units.chart(evidence)
        rows = sorted(evidence.rows(ratings_on_record.VIEW), key=attrgetter("agency"))
        return tuple(
            self._of(evidence, row, "" if row.agency not in chart else chart[row.agency].locality)
            for row in rows
            if row.period == name and self.agency in {None, row.agency}
        )

    def _of(self, evidence: Evidence, row: RatingsOnRecord, locality: str) -> CeilingOfAgency:
        bound: defaultdict[str, list[Rated]] = defaultdict(list)
        records: dict[str, Ceiling] = {}
        unbound: list[str] = []
        for each in row.rated:
            found = self._ceiling(evidence, row, each, locality)
            if isinstance(found, NotOnRecord):
                unbound.append(each.person)
            else:
                records[found.provision] = found
                bound[found.provision].append(each)
        return CeilingOfAgency(
            agency=row.agency,
            outstanding=row.outstanding,
            lines=tuple(
                line
                for provision, people in sorted(bound.items())
                for line in _lines(evidence, records[provision], people)
            ),
            not_on_record=tuple(sorted(unbound)),
        )

    def _ceiling(
        self, evidence: Evidence, row: RatingsOnRecord, rated: Rated, locality: str
    ) -> Ceiling | NotOnRecord:
        """Where no other is on record for an outstanding agency, the ordinary one holds."""
        asked = Circumstances(
            on=self.period.last,
            locality=locality,
            category=rated.category.value,
            known=asking.known_on(evidence),
        )
        wider = ceiling_of(
            evidence.regulations, rated.scheme, outstanding=row.outstanding is not None, **asked
        )
        return (
            ceiling_of(evidence.regulations, rated.scheme, **asked)
            if isinstance(wider, NotOnRecord)
            else wider
        )


def _lines(evidence: Evidence, ceiling: Ceiling, people: Sequence[Rated]) -> Iterator[CeilingLine]:
    groups = dict.fromkeys(each.group for each in people) if ceiling.each_group else {}
    for reading in readings_of(ceiling):
        yield _line(evidence, ceiling, reading, people, None, whole=True)
        for group in sorted(groups, key=lambda name: name or ""):
            of_it = [each for each in people if each.group == group]
            yield _line(evidence, ceiling, reading, of_it, group, whole=False)


def _line(
    evidence: Evidence,
    ceiling: Ceiling,
    reading: Denominator,
    people: Sequence[Rated],
    group: str | None,
    *,
    whole: bool,
) -> CeilingLine:
    least = Grade.NOT_COMPLETED if reading is Denominator.RATED else Grade.GOOD
    among = [each for each in people if is_at_least(each.grade, least)]
    best = [each for each in people if each.grade is Grade.EXCELLENT]
    of = counted(evidence, among, _part)
    share = regulated(evidence, ceiling.share, ceiling.provision, "share")
    most = _places(of, share, reading)
    excellent = counted(evidence, best, _part)
    nought = reckoned(evidence, 0, Operation.SUM, tuple)
    more = made(excellent - most, Operation.DIFFERENCE, rated_excellent=excellent, excellent_places=most)
    return CeilingLine(
        provision=ceiling.provision,
        whole=whole,
        group=group,
        reading=reading,
        binding=reading is ceiling.denominator,
        rated=counted(evidence, people, _part),
        of=of,
        share=share,
        rated_excellent=excellent,
        excellent_places=most,
        over=made(max(0, more), Operation.LARGEST, nought=nought, difference=more),
    )


def _places(people: int, share: Fraction, reading: Denominator) -> int:
    """The largest whole number that the share lets pass, as ``civicflow.evaluation.ceiling.places`` has it, step by step."""
    if reading is Denominator.GOOD_ONLY:
        together = made(1 + share, Operation.SUM, whole=1, share=share)
        share = made(Fraction(share) / together, Operation.QUOTIENT, share=share, with_them=together)
    most = made(people * Fraction(share), Operation.PRODUCT, people=people, share=share)
    return made(int(most // 1), Operation.WHOLE, most=most)


def _part(rated: Rated) -> Part:
    return Part(of=f"person:{rated.person}", because=f"rated_{rated.grade.value}", events=(rated.position,))

"""The ceilings on excellent grades over all that an agency has decided in a period: for it, for each group, in each reading (K24)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances
from civicflow.employee.events import Grade
from civicflow.evaluation.ceiling import ceiling_of, places_among, readings_of
from civicflow.evaluation.grades import is_at_least
from civicflow.evaluation.rating_events import CeilingKept, RatedPerson
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_clauses import Ceiling, Denominator
from civicflow.regulations.parameter import NotOnRecord


def ceilings_over(
    facts: Facts, agency: Unit, period: Period, rated: Iterable[RatedPerson], *, outstanding: bool
) -> tuple[CeilingKept, ...]:
    """
    How many are rated excellent and how many may be, for everybody whom one record binds together (K24).

    Args:
        facts: The window on the world.
        agency: The agency.
        period: The period.
        rated: Everybody who is rated, by this act or an earlier one.
        outstanding: Whether the agency is on record as outstanding.
    """
    bound: defaultdict[str, list[RatedPerson]] = defaultdict(list)
    records: dict[str, Ceiling] = {}
    for each in rated:
        found = _ceiling(facts, agency, period, each, outstanding=outstanding)
        if not isinstance(found, NotOnRecord):
            records[found.provision] = found
            bound[found.provision].append(each)
    return tuple(line for provision, people in bound.items() for line in _lines(records[provision], people))


def _ceiling(
    facts: Facts, agency: Unit, period: Period, rated: RatedPerson, *, outstanding: bool
) -> Ceiling | NotOnRecord:
    """Where no other is on record for an outstanding agency, the ordinary one holds."""
    asked = Circumstances(on=period.last, locality=agency.locality, category=rated.category.value)
    wider = ceiling_of(facts.regulations, rated.scheme, outstanding=True, **asked) if outstanding else None
    if wider is not None and not isinstance(wider, NotOnRecord):
        return wider
    return ceiling_of(facts.regulations, rated.scheme, **asked)


def _lines(ceiling: Ceiling, people: list[RatedPerson]) -> Iterator[CeilingKept]:
    for reading in readings_of(ceiling):
        yield _line(ceiling, reading, people, None, whole=True)
        groups = dict.fromkeys(each.group for each in people) if ceiling.each_group else ()
        for group in groups:
            yield _line(
                ceiling, reading, [each for each in people if each.group == group], group, whole=False
            )


def _line(
    ceiling: Ceiling, reading: Denominator, people: list[RatedPerson], group: str | None, *, whole: bool
) -> CeilingKept:
    grades = [each.grade for each in people]
    least = Grade.NOT_COMPLETED if reading is Denominator.RATED else Grade.GOOD
    return CeilingKept(
        whole=whole,
        group=group,
        reading=reading,
        binding=reading is ceiling.denominator,
        rated=sum(is_at_least(grade, least) for grade in grades),
        excellent=grades.count(Grade.EXCELLENT),
        places=places_among(grades, ceiling, reading),
        provision=ceiling.provision,
    )


def exceeded(lines: Iterable[CeilingKept]) -> CeilingKept | None:
    """The first ceiling that is not kept in the reading that binds; None when all are."""
    return next((each for each in lines if each.binding and each.excellent > each.places), None)

"""Whether those at home and those at the office are treated alike: work given, requests refused, by group of positions (V13)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.views.among import VIEWS, Among, Whom, in_order
from civicflow.views.home_workloads import VIEWS as OF_WORKLOADS
from civicflow.views.suppression import may_be_told, smallest_group
from civicflow.views.treatments import Treated, Treatments, together


@frozen(kw_only=True)
class EqualTreatmentLine:
    """
    How a group was treated.

    Args:
        of: The group of positions; None for all, empty for people without one.
        people_at_home: Those who worked at home in the period, on one day or more.
        people_at_office: All others.
        worked_days_at_home: How many days the first worked, wherever; half a day counts as a half.
        worked_days_at_office: How many days the others worked.
        units_a_day_at_home: Converted units that the first were assigned a day, exact; None when nobody worked.
        units_a_day_at_office: Those that the others were assigned.
        requests_refused: Requests to work at home that were refused in the period, of those decided; None where too few people asked.
    """

    of: str | None
    people_at_home: int
    people_at_office: int
    worked_days_at_home: Fraction
    worked_days_at_office: Fraction
    units_a_day_at_home: Fraction | None
    units_a_day_at_office: Fraction | None
    requests_refused: Figure | None


@frozen(kw_only=True)
class EqualTreatmentAnswer:
    """
    Whether those at home and those at the office are treated alike.

    Args:
        smallest_group: Of how many people at least something is told; None where no regulation says it, and then nothing is.
        lines: All people, then each group of which something may be told.
        suppressed: The groups of which nothing is told.
    """

    smallest_group: int | None
    lines: tuple[EqualTreatmentLine, ...]
    suppressed: tuple[str, ...]


@frozen(kw_only=True)
class EqualTreatment(Question[EqualTreatmentAnswer]):
    """
    Whether those at home and those at the office are treated alike, by group of positions (V13, R17).

    Compared is how much work both were given a day of work, and shown how many requests were refused. A side with fewer people
    than ``small_counts`` says is not told, nor as many other groups as are needed so that it cannot be computed (K25).

    Args:
        period: Which days.
        unit: Only people of this unit, on its last day that has come.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(dict.fromkeys((*OF_WORKLOADS, *VIEWS)))

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None

    def answer(self, evidence: Evidence) -> EqualTreatmentAnswer:
        """The groups of which something may be told."""
        whom = Whom(
            unit=self.unit, with_subunits=self.with_subunits, head=self.head, group=self.group, by=None
        )
        among = Among(evidence, whom)
        smallest = smallest_group(evidence, among.locality)
        if smallest is None:
            return EqualTreatmentAnswer(smallest_group=None, lines=(), suppressed=())
        groups = Treatments(evidence, among, self.period).by_group()
        compared = _told({name: each.sides for name, each in groups.items()}, smallest)
        asked = _told({name: (each.asked,) for name, each in groups.items()}, smallest)
        lines: dict[str | None, Treated] = {None: together(groups.values())}
        lines.update(groups)
        return EqualTreatmentAnswer(
            smallest_group=smallest,
            lines=tuple(
                _line(name, lines[name], refusals=name in asked)
                for name in in_order(lines)
                if name in compared
            ),
            suppressed=tuple(sorted(groups.keys() - compared)),
        )


def _told(groups: Mapping[str, tuple[AbstractSet[str], ...]], smallest: int) -> frozenset[str | None]:
    """The groups of which something may be told, and None for all of them."""
    total, told = may_be_told(groups, smallest)
    return frozenset((*told, None)) if total else frozenset(told)


def _line(name: str | None, treated: Treated, *, refusals: bool) -> EqualTreatmentLine:
    refused = Figure(numerator=treated.refused, denominator=treated.decisions)
    at_home, at_office = treated.at_home, treated.at_office
    return EqualTreatmentLine(
        of=name,
        people_at_home=len(at_home.people),
        people_at_office=len(at_office.people),
        worked_days_at_home=at_home.days,
        worked_days_at_office=at_office.days,
        units_a_day_at_home=at_home.units_a_day,
        units_a_day_at_office=at_office.units_a_day,
        requests_refused=refused if refusals else None,
    )

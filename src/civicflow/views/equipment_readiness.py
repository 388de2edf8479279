"""Whether those who work at home have what they need: items found usable of items needed, people ready of people (V6)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from attrs import field, frozen

from civicflow.core.fields import PersonId, ShortText, UnitId, optional_day
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.home_work.regulated import PILOT
from civicflow.regulations import parameters
from civicflow.views import arrangements, asking, equipment_checks, participants, units
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.equipment_checks import Check
from civicflow.views.participants import works_at_home


@frozen(kw_only=True)
class PersonEquipment:
    """
    What a person needs at home, and has.

    Args:
        person: The person.
        unit: The unit they belong to first that day.
        items: Items that were found usable and still count, of those needed.
        lacking: The items that do not count: not declared, not looked at, not usable, or looked at too long ago.
        ready: Whether nothing is lacking.
        counts_until: The last day on which everything that counts now still does; None when nothing counts.
    """

    person: str
    unit: str | None
    items: Figure
    lacking: tuple[str, ...]
    ready: bool
    counts_until: date | None


@frozen(kw_only=True)
class EquipmentReadinessLine:
    """
    How many are ready, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        ready: People who have all they need, of those who work at home.
        items: Items that count, of those needed, of all of them together.
        without_list: People for whose place no regulation says what they need; they are in no figure.
    """

    of: str | None
    ready: Figure
    items: Figure
    without_list: int


@frozen(kw_only=True)
class EquipmentReadinessAnswer:
    """
    Whether those who work at home have what they need.

    Args:
        on: The day.
        lines: All that was asked for, then each part.
        people: Each person, by id.
    """

    on: date
    lines: tuple[EquipmentReadinessLine, ...]
    people: tuple[PersonEquipment, ...]


@frozen(kw_only=True)
class EquipmentReadiness(Question[EquipmentReadinessAnswer]):
    """
    Whether those who work at home have what they need there (V6, R19-R22).

    Needed is what the regulations name, and what the unit and those above it ask for. A thing counts when it was found usable
    and the day until which that counts has not passed; a person is ready when everything does. Asked about are those whose
    arrangement has begun and neither rests nor is over.

    Args:
        on: The day; today when left out. What was declared or found after it is left out.
        unit: Only people of this unit on that day.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        person: Only this person.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the findings behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (
        equipment_checks.VIEW,
        equipment_checks.LISTS,
        participants.VIEW,
        arrangements.VIEW,
        *VIEWS,
    )

    on: date | None = field(default=None, converter=optional_day)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    person: PersonId | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> EquipmentReadinessAnswer:
        """The people at home asked for."""
        among, on = Among(evidence, self), self.on or asking.today(evidence)
        noon = asking.noon(evidence, on)
        lines: defaultdict[str | None, list[_Equipped]] = defaultdict(list, {None: []})
        for each in _equipped(evidence, among, on):
            if self.person in {None, each.person}:
                for name in among.lines(each.unit, each.person, noon):
                    lines[name].append(each)
        return EquipmentReadinessAnswer(
            on=on,
            lines=tuple(_line(name, lines[name], with_events=self.with_events) for name in in_order(lines)),
            people=tuple(
                _person(each, with_events=self.with_events)
                for each in sorted(lines[None], key=attrgetter("person"))
                if each.needed is not None
            ),
        )


class _Equipped(NamedTuple):
    """A person at home: what they need, None where no regulation says it, and what counts of it."""

    person: str
    unit: str | None
    needed: tuple[str, ...] | None
    counting: tuple[Check, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The items that do not count."""
        counting = {check.item for check in self.counting}
        return tuple(item for item in self.needed or () if item not in counting)


def _equipped(evidence: Evidence, among: Among, on: date) -> Iterator[_Equipped]:
    until = asking.beginning(evidence, on + timedelta(days=1))
    checked = {row.person: row.last_checks(until) for row in evidence.rows(equipment_checks.VIEW)}
    lists = {row.unit: tuple(row.items(until)) for row in evidence.rows(equipment_checks.LISTS)}
    over = {row.id for row in evidence.rows(arrangements.VIEW) if row.is_over(on)}
    for row in evidence.rows(participants.VIEW):
        if works_at_home(row, until) and row.person not in over:
            unit = among.primary_unit(row.person, on)
            needed = _needed(evidence, among, unit, on, lists)
            found = checked.get(row.person, {})
            counting = (found[item] for item in needed or () if item in found and found[item].counts_on(on))
            yield _Equipped(row.person, unit, needed, tuple(counting))


def _needed(
    evidence: Evidence, among: Among, unit: str | None, on: date, lists: dict[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """What all must have in the place of the unit, then what the unit and those above it ask for."""
    of_all = asking.on_record(
        evidence, parameters.REQUIRED_EQUIPMENT, locality=among.locality_of(unit), on=on, mode=PILOT
    )
    if of_all is None:
        return None
    asked = (item for above in units.upwards(among.chart, unit) for item in lists.get(above.id, ()))
    return tuple(dict.fromkeys((*of_all, *asked)))


def _person(each: _Equipped, *, with_events: bool) -> PersonEquipment:
    return PersonEquipment(
        person=each.person,
        unit=each.unit,
        items=_items([each], with_events=with_events),
        lacking=each.lacking,
        ready=not each.lacking,
        counts_until=min((check.expires_on for check in each.counting if check.expires_on), default=None),
    )


def _line(name: str | None, equipped: list[_Equipped], *, with_events: bool) -> EquipmentReadinessLine:
    told = [each for each in equipped if each.needed is not None]
    ready = [each for each in told if not each.lacking]
    return EquipmentReadinessLine(
        of=name,
        ready=Figure(
            numerator=len(ready),
            denominator=len(told),
            events=behind(_positions(ready), with_events=with_events),
        ),
        items=_items(told, with_events=with_events),
        without_list=len(equipped) - len(told),
    )


def _items(equipped: list[_Equipped], *, with_events: bool) -> Figure:
    return Figure(
        numerator=sum(len(each.counting) for each in equipped),
        denominator=sum(len(each.needed or ()) for each in equipped),
        events=behind(_positions(equipped), with_events=with_events),
    )


def _positions(equipped: list[_Equipped]) -> Iterator[int]:
    return (check.position for each in equipped for check in each.counting)

"""Whether those who work at home have what they need: items found usable of items needed, people ready of people (V6)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, TypedDict

from attrs import field, frozen

from civicflow.core import working
from civicflow.core.fields import PersonId, ShortText, UnitId, optional_day
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import REGULATION, at_positions, counted, reckoned, totalled
from civicflow.home_work.regulated import PILOT
from civicflow.organization import levels
from civicflow.regulations import parameters
from civicflow.views import arrangements, asking, equipment_checks, participants
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.equipment_checks import Asked, Check
from civicflow.views.participants import Step, works_at_home


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
            lines=tuple(
                _line(evidence, name, lines[name], with_events=self.with_events) for name in in_order(lines)
            ),
            people=tuple(
                _person(evidence, each, with_events=self.with_events)
                for each in sorted(lines[None], key=attrgetter("person"))
                if each.needed is not None
            ),
        )


class _Place(TypedDict):
    """For which place and day something is looked up."""

    locality: str
    on: date
    mode: str


class _Equipped(NamedTuple):
    """
    A person at home: what they need, None where no regulation says it, and what counts of it.

    Besides, what was done about their arrangement, and by whom how many items are asked for, where that is explained.
    """

    person: str
    unit: str | None
    needed: tuple[str, ...] | None
    counting: tuple[Check, ...]
    arranged: tuple[Step, ...]
    asked_by: tuple[working.Part, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The items that do not count."""
        counting = {check.item for check in self.counting}
        return tuple(item for item in self.needed or () if item not in counting)


def _equipped(evidence: Evidence, among: Among, on: date) -> Iterator[_Equipped]:
    until = asking.beginning(evidence, on + timedelta(days=1))
    checked = {row.person: row.last_checks(until) for row in evidence.rows(equipment_checks.VIEW)}
    lists = {row.unit: row.last(until) for row in evidence.rows(equipment_checks.LISTS)}
    wanted = _Wanted(evidence, among, on, {unit: last for unit, last in lists.items() if last is not None})
    over = {row.id for row in evidence.rows(arrangements.VIEW) if row.is_over(on)}
    for row in evidence.rows(participants.VIEW):
        if works_at_home(row, until) and row.person not in over:
            unit = among.primary_unit(row.person, on)
            needed = wanted.needed(unit)
            found = checked.get(row.person, {})
            counting = (found[item] for item in needed or () if item in found and found[item].counts_on(on))
            asked_by = tuple(wanted.asked_by(unit)) if evidence.explaining and needed is not None else ()
            yield _Equipped(row.person, unit, needed, tuple(counting), row.steps, asked_by)


@frozen
class _Wanted:
    """What people need at home: what all must have in a place, then what the unit and those above it ask for."""

    evidence: Evidence
    among: Among
    on: date
    lists: Mapping[str, Asked]

    def needed(self, unit: str | None) -> tuple[str, ...] | None:
        """The items; None where no regulation says what all must have."""
        of_all = asking.on_record(self.evidence, parameters.REQUIRED_EQUIPMENT, **self._place(unit))
        if of_all is None:
            return None
        return tuple(
            dict.fromkeys((*of_all, *(item for each in self._above(unit) for item in each[1].items)))
        )

    def asked_by(self, unit: str | None) -> Iterator[working.Part]:
        """How many of them each asks for that nobody before it does."""
        of_all = asking.on_record(self.evidence, parameters.REQUIRED_EQUIPMENT, **self._place(unit))
        seen = set(of_all or ())
        record = asking.provision(self.evidence, parameters.REQUIRED_EQUIPMENT, **self._place(unit))
        yield working.Part(of=REGULATION + record, adds=len(seen), because="needed_by_all")
        for above, asked in self._above(unit):
            more = set(asked.items) - seen
            seen |= more
            yield working.Part(
                of=f"unit:{above}", adds=len(more), because="needed_in_the_unit", events=(asked.position,)
            )

    def _place(self, unit: str | None) -> _Place:
        return _Place(locality=self.among.locality_of(unit), on=self.on, mode=PILOT)

    def _above(self, unit: str | None) -> Iterator[tuple[str, Asked]]:
        chain = (each.id for each in levels.upwards(self.among.chart, unit))
        return ((each, self.lists[each]) for each in chain if each in self.lists)


def _person(evidence: Evidence, each: _Equipped, *, with_events: bool) -> PersonEquipment:
    return PersonEquipment(
        person=each.person,
        unit=each.unit,
        items=_items(evidence, [each], with_events=with_events),
        lacking=each.lacking,
        ready=not each.lacking,
        counts_until=min((check.expires_on for check in each.counting if check.expires_on), default=None),
    )


def _line(
    evidence: Evidence, name: str | None, equipped: list[_Equipped], *, with_events: bool
) -> EquipmentReadinessLine:
    told = [each for each in equipped if each.needed is not None]
    ready = [each for each in told if not each.lacking]
    without_list = [each for each in equipped if each.needed is None]
    return EquipmentReadinessLine(
        of=name,
        ready=Figure(
            numerator=counted(evidence, ready, _at_home("ready")),
            denominator=counted(evidence, told, _at_home("works_at_home")),
            events=behind(_positions(ready), with_events=with_events),
        ),
        items=_items(evidence, told, with_events=with_events),
        without_list=counted(evidence, without_list, _at_home("without_list")),
    )


def _at_home(because: str) -> Callable[[_Equipped], working.Part]:
    """A person at home, by what was done about their arrangement."""
    return lambda each: working.Part(
        of=f"person:{each.person}",
        because=because,
        events=at_positions(*(step.position for step in each.arranged)),
    )


def _items(evidence: Evidence, equipped: list[_Equipped], *, with_events: bool) -> Figure:
    return Figure(
        numerator=reckoned(
            evidence,
            sum(len(each.counting) for each in equipped),
            Operation.SUM,
            lambda: (_found(each.person, check) for each in equipped for check in each.counting),
        ),
        denominator=totalled(
            evidence, equipped, lambda each: _number_needed(evidence, each), _at_home("needs"), 0
        ),
        events=behind(_positions(equipped), with_events=with_events),
    )


def _found(person: str, check: Check) -> working.Part:
    return working.Part(of=f"person:{person}", because="found_usable", events=(check.position,))


def _number_needed(evidence: Evidence, each: _Equipped) -> int:
    return reckoned(evidence, len(each.needed or ()), Operation.SUM, lambda: each.asked_by)


def _positions(equipped: list[_Equipped]) -> Iterator[int]:
    return (check.position for each in equipped for check in each.counting)

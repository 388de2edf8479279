"""Of whom a figure is: a unit with what stands below it, an accountable head, a group of positions, each as on the day of the fact."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Protocol

from attrs import frozen

from civicflow.core.event import MINUTE, from_micros
from civicflow.core.question import AnyView, Evidence
from civicflow.organization import levels
from civicflow.organization.events import Office
from civicflow.organization.model import Membership, Position, Unit
from civicflow.views import employees, positions, units

VIEWS: tuple[AnyView, ...] = (units.VIEW, employees.VIEW, positions.VIEW)
"""What must be up to date before it is asked who belonged where."""

UNKNOWN = ""
"""The part of a fact of which no record says to which part it belongs."""

QUARTER = 15 * MINUTE
"""A quarter of an hour: the local date never changes within one."""


class Part(Enum):
    """What figures are told apart by."""

    UNIT = "unit"
    HEAD = "head"
    GROUP = "group"
    PERSON = "person"


def optional_part(value: Part | str | None) -> Part | None:
    """Take a kind of part by its name; nothing stays nothing."""
    return None if value is None else Part(value)


def in_order(lines: Iterable[str | None]) -> list[str | None]:
    """The line of all first, then the parts by name."""
    return sorted(lines, key=lambda name: (name is not None, name or ""))


class OfWhom(Protocol):
    """A question about people or their work."""

    @property
    def unit(self) -> str | None:
        """Only what belongs to this unit."""

    @property
    def with_subunits(self) -> bool:
        """What belongs to the units below it as well."""

    @property
    def head(self) -> str | None:
        """Only what belonged to a unit whose accountable head this person was on the day of the fact (R79)."""

    @property
    def group(self) -> str | None:
        """Only what is of people whose position on that day belonged to this group."""

    @property
    def by(self) -> Part | None:
        """Tell one line a part besides the line of all."""


@frozen(kw_only=True)
class Whom:
    """
    Of whom a figure is, where a question finds a part of that in a way of its own.

    Args:
        unit: As in a question, like all of these.
        with_subunits: What belongs to the units below it as well.
        head: None where the question finds the accountable head itself.
        group: None where groups of positions do not come into it.
        by: What is told apart.
    """

    unit: str | None
    with_subunits: bool
    head: str | None = None
    group: str | None = None
    by: Part | None


class Among:
    """
    Who is asked for, and to which part a fact belongs.

    Each answer about a day is found once and then looked up.

    Args:
        evidence: Units, employees and positions.
        asked: The question.
    """

    def __init__(self, evidence: Evidence, asked: OfWhom) -> None:
        self.chart: Mapping[str, Unit] = units.chart(evidence)
        self._evidence = evidence
        self._asked = asked
        self._units = None if asked.unit is None else self._below(asked.unit)
        self._held: Mapping[str, Callable[[date], str | None]] | None = None
        self._described: Mapping[str, Position] = {}
        self._members: dict[str, list[tuple[str, Membership]]] | None = None
        self._days: dict[int, date] = {}
        self._heads: dict[tuple[str | None, date], str | None] = {}
        self._in_group: dict[tuple[str | None, date], str | None] = {}
        self._at_home_in: dict[tuple[str, date], str | None] = {}

    @property
    def locality(self) -> str:
        """The place of the unit that is asked for; everywhere when none is."""
        return self.locality_of(self._asked.unit)

    def locality_of(self, unit: str | None) -> str:
        """The place of a unit; everywhere when it is not on record."""
        found = self.chart.get(unit or "")
        return "" if found is None else found.locality

    def includes(self, unit: str | None, person: str | None, moment: int) -> bool:
        """
        Whether a fact is asked for.

        Args:
            unit: The unit it belongs to.
            person: The person it is of.
            moment: When it happened, in microseconds since 1970 UTC.
        """
        asked = self._asked
        if self._units is not None and unit not in self._units:
            return False
        if asked.head is not None and self.head(unit, self.day(moment)) != asked.head:
            return False
        return asked.group is None or self.group(person, self.day(moment)) == asked.group

    def part(self, unit: str | None, person: str | None, moment: int) -> str:
        """The part that a fact belongs to; ``UNKNOWN`` where no record says it. The arguments are those of ``includes``."""
        match self._asked.by:
            case Part.UNIT:
                found = unit
            case Part.HEAD:
                found = self.head(unit, self.day(moment))
            case Part.GROUP:
                found = self.group(person, self.day(moment))
            case Part.PERSON:
                found = person
            case None:
                found = None
        return UNKNOWN if found is None else found

    def lines(self, unit: str | None, person: str | None, moment: int) -> tuple[str | None, ...]:
        """
        The lines of an answer in which a fact is counted: that of all, as None, and that of its part.

        None of them when it is not asked for. The arguments are those of ``includes``.
        """
        if not self.includes(unit, person, moment):
            return ()
        return (None,) if self._asked.by is None else (None, self.part(unit, person, moment))

    def day(self, moment: int) -> date:
        """The local date of a moment."""
        place = moment // QUARTER
        found = self._days.get(place)
        if found is None:
            found = self._days[place] = from_micros(moment).astimezone(self._evidence.zone).date()
        return found

    def head(self, unit: str | None, on: date) -> str | None:
        """The accountable head of a unit on a day: its own, else that of the nearest unit above that has one (R79, K11)."""
        if (unit, on) not in self._heads:
            holders = (each.holders(Office.HEAD, on) for each in levels.upwards(self.chart, unit))
            found = next((held.person for each in holders for held in each), None)
            self._heads[unit, on] = found
        return self._heads[unit, on]

    def head_of(self, person: str | None, unit: str | None, on: date) -> str | None:
        """The accountable head of a person in a unit on a day: of whoever is the head themselves, the one above (K11)."""
        chain = (self.head(above.id, on) for above in levels.upwards(self.chart, unit))
        return next((head for head in chain if head not in {None, person}), None)

    def group(self, person: str | None, on: date) -> str | None:
        """The group that the position which a person held on a day belonged to on that day (K12)."""
        if (person, on) not in self._in_group:
            held = self._positions().get(person or "", _none)(on)
            position = self._described.get(held or "")
            described = None if position is None else position.on(on)
            self._in_group[person, on] = None if described is None else described.group
        return self._in_group[person, on]

    def primary_unit(self, person: str, on: date) -> str | None:
        """The unit that a person belonged to first on a day (K18)."""
        if (person, on) not in self._at_home_in:
            memberships = self._memberships().get(person, ())
            found = (unit for unit, each in memberships if each.primary and each.term.covers(on))
            self._at_home_in[person, on] = next(found, None)
        return self._at_home_in[person, on]

    def _below(self, unit: str) -> frozenset[str]:
        return units.subtree(self.chart, unit) if self._asked.with_subunits else frozenset({unit})

    def _positions(self) -> Mapping[str, Callable[[date], str | None]]:
        if self._held is None:
            self._held = {each.id: each.position_on for each in self._evidence.rows(employees.VIEW)}
            self._described = {each.id: each for each in self._evidence.rows(positions.VIEW)}
        return self._held

    def _memberships(self) -> Mapping[str, list[tuple[str, Membership]]]:
        if self._members is None:
            self._members = {}
            for unit in self.chart.values():
                for each in unit.memberships:
                    self._members.setdefault(each.person, []).append((unit.id, each))
        return self._members


def _none(_on: date) -> None:
    return None

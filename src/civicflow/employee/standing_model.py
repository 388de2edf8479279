"""How a person stands: by which salary coefficient on each day, and under which discipline."""

from datetime import date
from operator import attrgetter
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.employee.standing_events import (
    DisciplineKind,
    DisciplineWithdrawn,
    EmployeeDisciplined,
    SalaryCoefficientRecorded,
)


@frozen(kw_only=True)
class SalaryStep:
    """
    A salary coefficient from a day on, until the next one.

    Args:
        coefficient: The coefficient, as exact text such as ``3.33``.
        since: The first day.
        position: Where it stands in the log.
    """

    coefficient: str
    since: date
    position: int


@frozen(kw_only=True)
class Salary:
    """
    The salary coefficients of a person (R46).

    Args:
        id: The person.
        steps: All that are on record, in order of their first day.
    """

    kind: ClassVar[str] = "salary"
    id: str
    steps: tuple[SalaryStep, ...] = ()

    def on(self, day: date) -> SalaryStep | None:
        """The coefficient of a day: of those that have begun by then, the last; None before the first."""
        return next((each for each in reversed(self.steps) if each.since <= day), None)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The coefficients after an event."""
        if not isinstance(event, SalaryCoefficientRecorded):
            return state
        before = () if state is None else state.steps
        step = SalaryStep(coefficient=event.coefficient, since=event.since, position=at.position)
        return cls(id=event.person, steps=tuple(sorted((*before, step), key=attrgetter("since"))))


@frozen(kw_only=True)
class Measure:
    """
    One measure of discipline.

    Args:
        id: Its id.
        kind: Which measure it is.
        on: The day of the decision.
        until: The last day on which it has effect; None where the decision names none.
        public_duty: Whether it was for a breach of public duty.
        withdrawn: Whether it was set aside.
        position: Where it stands in the log.
    """

    id: str
    kind: DisciplineKind
    on: date
    until: date | None
    public_duty: bool
    withdrawn: bool = False
    position: int

    def is_in_force(self, day: date) -> bool:
        """Whether it has effect on a day: not before its decision, not after its last day, and never once set aside."""
        return not self.withdrawn and self.on <= day and (self.until is None or day <= self.until)


@frozen(kw_only=True)
class Discipline:
    """
    The discipline of a person.

    Args:
        id: The person.
        measures: All that were taken, those set aside among them.
    """

    kind: ClassVar[str] = "discipline"
    id: str
    measures: tuple[Measure, ...] = ()

    def decided(self, first: date, last: date) -> tuple[Measure, ...]:
        """The measures that were decided between two days and still stand; what is set aside counts for nothing (K24)."""
        return tuple(each for each in self.measures if not each.withdrawn and first <= each.on <= last)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The discipline after an event."""
        match event:
            case EmployeeDisciplined():
                before = () if state is None else state.measures
                return cls(id=event.person, measures=(*before, _taken(event, at)))
            case DisciplineWithdrawn(discipline=id) if state is not None:
                measures = (
                    evolve(each, withdrawn=True) if each.id == id else each for each in state.measures
                )
                return evolve(state, measures=tuple(measures))
            case _:
                return state


def _taken(event: EmployeeDisciplined, at: At) -> Measure:
    return Measure(
        id=event.discipline,
        kind=event.kind,
        on=event.on,
        until=event.until,
        public_duty=event.public_duty,
        position=at.position,
    )


STANDING = (Salary, Discipline)

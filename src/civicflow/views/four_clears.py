"""Whether work is assigned with the four clears: a person, what to do, until when, with what result (R31, V3)."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.fields import ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part, counted, totalled
from civicflow.task.events import TaskAssigned
from civicflow.task.offering_events import TaskClaimed, TaskOffered
from civicflow.views import asking
from civicflow.views.behind import behind
from civicflow.views.cases import is_from


@frozen
class Assignment:
    """
    What was clear when a task was assigned.

    Args:
        task: The task.
        unit: The unit it belongs to.
        assignee: Whose work it is; None when nobody was named.
        by: Who assigned it; None where another system does not say.
        position: Where the assignment stands in the log.
        assigned: When it is said to have happened, in microseconds since 1970 UTC.
        person: Whether one person was named.
        work: Whether it was said what to do.
        time: Whether a due was set that lies after the assignment.
        result: Whether it was said what is expected, and by what it is accepted.
        typed: Whether it is of a kind that the catalogue of work types has (R15, K12).
        departs: Whether it departs from the catalogue of work types, for a reason that was given (K12).
    """

    task: str
    unit: str | None
    assignee: str | None
    by: str | None
    position: int
    assigned: Instant
    person: bool
    work: bool
    time: bool
    result: bool
    typed: bool
    departs: bool

    @property
    def clears(self) -> int:
        """How many of the four were there."""
        return self.person + self.work + self.time + self.result


def fold(row: Assignment | None, event: Event, at: At) -> Assignment | None:
    """The first assignment of a task; what is offered names its person once somebody takes it on."""
    if row is not None and isinstance(event, TaskClaimed):
        return evolve(row, assignee=row.assignee or event.assignee, person=True)
    if row is not None or not isinstance(event, TaskAssigned | TaskOffered):
        return row
    assignee = event.assignee if isinstance(event, TaskAssigned) else None
    by = event.assigned_by if isinstance(event, TaskAssigned) else event.offered_by
    return Assignment(
        event.task,
        event.unit,
        assignee,
        by,
        at.position,
        at.occurred,
        person=assignee is not None,
        work=event.work is not None,
        time=event.due is not None and micros(event.due) > at.occurred,
        result=event.result is not None and event.acceptance is not None,
        typed=event.work_type is not None,
        departs=event.departure is not None,
    )


FOUR = 4
"""A person, what to do, until when, with what result."""

VIEW: View[Assignment] = View(
    name="assignments",
    version=3,
    row=Assignment,
    subjects=dict.fromkeys((TaskAssigned, TaskOffered, TaskClaimed), attrgetter("task")),
    fold=fold,
)


@frozen(kw_only=True)
class FourClearsAnswer:
    """
    Whether work is assigned clearly.

    Args:
        complete: Tasks with all four, of all assigned.
        score: Clears that were there, of four a task.
        without_person: Tasks that name nobody.
        without_work: Tasks that do not say what to do.
        without_time: Tasks without a due after their assignment.
        without_result: Tasks that do not say what is expected, or not by what it is accepted.
        departures: Tasks that depart from the catalogue of work types, of all assigned (K12).
    """

    complete: Figure
    score: Figure
    without_person: int
    without_work: int
    without_time: int
    without_result: int
    departures: Figure


@frozen(kw_only=True)
class FourClears(Question[FourClearsAnswer]):
    """
    Whether work is assigned with the four clears; by command it always is, so this is a question of recorded tasks (K22).

    Args:
        period: Only what was assigned in it; all time when left out.
        unit: Only the tasks of this unit.
        source: Only those recorded from this system.
        with_events: Name the assignments that lack one, and those that depart from the catalogue.
    """

    views: ClassVar[tuple[View[Any], ...]] = (VIEW,)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    source: ShortText | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> FourClearsAnswer:
        """The assignments asked for."""
        moments = asking.moments(evidence, self.period)
        found = [
            row
            for row in evidence.rows(VIEW)
            if self.unit in {None, row.unit} and is_from(self.source, row.task) and row.assigned in moments
        ]
        assigned = counted(evidence, found, _because("assigned"))

        def those(because: str, counts: Callable[[Assignment], bool]) -> int:
            return counted(evidence, [row for row in found if counts(row)], _because(because))

        return FourClearsAnswer(
            complete=Figure(
                numerator=those("four_clears", lambda row: row.clears == FOUR),
                denominator=assigned,
                events=self._positions(row for row in found if row.clears < FOUR),
            ),
            score=Figure(
                numerator=totalled(evidence, found, attrgetter("clears"), _because("clears"), 0),
                denominator=totalled(evidence, found, lambda _: FOUR, _because("assigned"), 0),
            ),
            without_person=those("without_person", lambda row: not row.person),
            without_work=those("without_work", lambda row: not row.work),
            without_time=those("without_time", lambda row: not row.time),
            without_result=those("without_result", lambda row: not row.result),
            departures=Figure(
                numerator=those("departs", lambda row: row.departs),
                denominator=assigned,
                events=self._positions(row for row in found if row.departs),
            ),
        )

    def _positions(self, rows: Iterable[Assignment]) -> tuple[int, ...]:
        return behind((row.position for row in rows), with_events=self.with_events)


def _because(because: str) -> Callable[[Assignment], Part]:
    return lambda row: Part(of=f"task:{row.task}", because=because, events=(row.position,))

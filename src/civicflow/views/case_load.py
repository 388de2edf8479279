"""How much work was begun, finished and lying open at the beginning of each month."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, NamedTuple

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.event import DAY, from_micros, micros
from civicflow.core.fields import ShortText, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, at_positions, counted
from civicflow.errors import InvalidInputError
from civicflow.task.steps import GIVING
from civicflow.views import task_history
from civicflow.views.cases import is_from
from civicflow.views.task_history import TaskHistory

LONGEST_TERM = 36_500


@frozen(kw_only=True)
class MonthStart:
    """
    How the work stood at the beginning of a month.

    Args:
        at: The moment, local midnight (UTC).
        started: Tasks that had been assigned by then.
        finished: Of these, those that were completed or called off.
        open: The others.
        overdue: Open ones that were assigned longer ago than the days asked for.
        in_time: Finished ones that were completed within that time.
    """

    at: datetime
    started: int
    finished: int
    open: int
    overdue: int
    in_time: int


@frozen(kw_only=True)
class CaseLoad(Question[tuple[MonthStart, ...]]):
    """
    How much work was begun, finished and lying open at the beginning of each month, by the times that were claimed.

    Args:
        period: The months: those that begin within it; from the first task until now when left out.
        days: After how many days of 24 hours an open task counts as overdue here, whatever its due.
        unit: Only the tasks of this unit.
        source: Only those recorded from this system.
    """

    views: ClassVar[tuple[View[Any], ...]] = (task_history.VIEW,)

    period: Period | None = field(default=None, converter=optional_period)
    days: int = 30
    unit: UnitId | None = None
    source: ShortText | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not 0 < self.days <= LONGEST_TERM:
            raise InvalidInputError(field="days", problem="number-of-days", value=self.days)

    def answer(self, evidence: Evidence) -> tuple[MonthStart, ...]:
        """One line a month."""
        rows = (row for row in evidence.rows(task_history.VIEW) if is_from(self.source, row.task))
        spans = [_span(row, explaining=evidence.explaining) for row in rows if self.unit in {None, row.unit}]
        begun = [span for span in spans if span is not None]
        return tuple(
            _at(evidence, moment, begun, self.days * DAY) for moment in self._moments(evidence, begun)
        )

    def _moments(self, evidence: Evidence, spans: list["_Span"]) -> Iterator[datetime]:
        if self.period is not None:
            first, last = self.period.first, self.period.last
        elif spans:
            earliest = from_micros(min(span.started for span in spans))
            first, last = (moment.astimezone(evidence.zone).date() for moment in (earliest, evidence.now))
            first = first.replace(day=1)
        else:
            return
        for month in _months(first, last):
            yield datetime.combine(month, time.min, evidence.zone)


class _Span(NamedTuple):
    """From when to when a task lasted; the task itself only where it is explained, since a row costs to keep."""

    task: TaskHistory | None
    started: int
    ended: int | None
    lasted: int | None


def _span(task: TaskHistory, *, explaining: bool) -> _Span | None:
    """From the assignment or the offer to the last completion, cancellation or reassignment, by the times that were claimed."""
    started = next((step.occurred for step in task.history if step.deed in GIVING), None)
    ends = [step for step in task.history if step.deed in ENDS or step.deed == "reopened"]
    if started is None:
        return None
    kept = task if explaining else None
    if not ends or ends[-1].deed not in ENDS:
        return _Span(kept, started, None, None)
    ended = ends[-1].occurred
    return _Span(kept, started, ended, ended - started if ends[-1].deed == "completed" else None)


ENDS = frozenset({"completed", "reassigned", "cancelled", "cancelled_from_above"})


def _months(first: date, last: date) -> Iterator[date]:
    month = first if first.day == 1 else (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    while month <= last:
        yield month
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _at(evidence: Evidence, moment: datetime, spans: list[_Span], term: int) -> MonthStart:
    now = micros(moment)
    started = [span for span in spans if span.started <= now]
    ended = [span for span in started if span.ended is not None and span.ended <= now]
    still = [span for span in started if span.ended is None or span.ended > now]
    in_time = [span for span in ended if span.lasted is not None and span.lasted <= term]
    return MonthStart(
        at=from_micros(now),
        started=counted(evidence, started, _task("started")),
        finished=counted(evidence, ended, _task("finished")),
        open=counted(evidence, still, _task("open")),
        overdue=counted(evidence, [span for span in still if now > span.started + term], _task("overdue")),
        in_time=counted(evidence, in_time, _task("finished_in_time")),
    )


TOLD_BY = ENDS | GIVING | {"reopened"}
"""The steps that say when a task began and ended."""


def _task(because: str) -> Callable[[_Span], Part]:
    def part(span: _Span) -> Part:
        assert span.task is not None
        steps = (step.position for step in span.task.history if step.deed in TOLD_BY)
        return Part(of=f"task:{span.task.task}", because=because, events=at_positions(*steps))

    return part

"""What a person's tasks are in a period: products that count, tasks left out, and tasks that still wait for a word (K4, K16)."""

from collections.abc import Callable, Iterable
from enum import Enum

from attrs import frozen

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.event import MINUTE, micros
from civicflow.core.facts import Facts
from civicflow.employee.model import Incident
from civicflow.employee.model import Stage as IncidentStage
from civicflow.evaluation.events import CountedProduct, LeftOut, Omission
from civicflow.evaluation.model import Evaluation, Proposal
from civicflow.evaluation.periods import written
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.parameters import INCIDENT_GRACE_MINUTES, REVIEW_STOPS_THE_CLOCK_FOR_PERSONS
from civicflow.task.course import Course, Standing, course, on_record
from civicflow.task.model import Task


class Waiting(Enum):
    """For whose word a task waits, so that it cannot be counted yet."""

    DECISION = "decision"
    JUDGEMENT = "judgement"
    CAUSE = "cause"
    DISPUTE = "dispute"


@frozen(kw_only=True)
class Waits:
    """
    A task of a period that cannot be counted yet.

    Args:
        task: The task.
        what: For what it waits.
    """

    task: str
    what: Waiting


@frozen(kw_only=True)
class Work:
    """
    A person's work of a period.

    Args:
        products: What counts.
        left_out: What was first due in the period and does not.
        waiting: What cannot be counted yet.
    """

    products: tuple[CountedProduct, ...]
    left_out: tuple[LeftOut, ...]
    waiting: tuple[Waits, ...]


def work_of(facts: Facts, person: str, period: Period, locality: str) -> Work:
    """
    A person's work of a period: each task in the one in which its excused due lies, and no task in two; wherever it was done (R45, K16).

    Args:
        facts: The window on the world.
        person: Whose work.
        period: The period.
        locality: The place of the agency, whose parameters apply.
    """
    reckoning = _Reckoning(facts, person, period, locality)
    told = [reckoning.told(task) for task in facts.all(Task, assignee=person) if task.assignee == person]
    return Work(
        products=tuple(each for each in told if isinstance(each, CountedProduct)),
        left_out=tuple(each for each in told if isinstance(each, LeftOut)),
        waiting=tuple(each for each in told if isinstance(each, Waits)),
    )


def _begins(facts: Facts, person: str, period: Period, first: int) -> int:
    """
    From which moment on tasks fall due in a period: its first, or the proposal of the year before if that came earlier.

    A year may be rated before its end; what fell due later belongs to the next year, or to its first month or quarter,
    unless the last one of the old year took it.
    """
    if period.first.timetuple().tm_yday != 1:
        return first
    year = period.first.year - 1
    last = {PeriodKind.MONTH: f"{year}-12", PeriodKind.QUARTER: f"{year}-Q4"}.get(
        period.kind or PeriodKind.YEAR
    )
    taken = None if last is None else _proposed(facts, person, last)
    known = _proposed(facts, person, str(year))
    if taken is not None or known is None or known.scheme is Scheme.POINTS:
        return first
    return min(first, known.recorded + 1)


def _reckoned_at(facts: Facts, person: str, period: Period) -> int:
    """Up to which moment a period is reckoned: now, or the proposal that a decided grade rests on."""
    found = facts.find(Evaluation, f"{person}:{written(period)}")
    decided = None if found is None or not found.is_decided else found.proposal
    return micros(facts.act.now) if decided is None else decided.recorded


def _proposed(facts: Facts, person: str, period: str) -> Proposal | None:
    found = facts.find(Evaluation, f"{person}:{period}")
    return None if found is None else found.proposal


class _Reckoning:
    """How tasks count in a period: its moments, up to now, and what excuses a person."""

    def __init__(self, facts: Facts, person: str, period: Period, locality: str) -> None:
        on, regulations = period.last, facts.regulations
        stops = REVIEW_STOPS_THE_CLOCK_FOR_PERSONS.at(regulations, on=on, locality=locality)
        grace = INCIDENT_GRACE_MINUTES.at(regulations, on=on, locality=locality)
        self._review_stops_the_clock = stops is True
        whole = period.moments(facts.zone)
        self._moments = range(_begins(facts, person, period, whole.start), whole.stop)
        self._now = min(_reckoned_at(facts, person, period), whole.stop - 1)
        minutes = 0 if isinstance(grace, NotOnRecord) else grace
        self._excuses = excuses(facts.all(Incident, person=person), minutes * MINUTE)

    def told(self, task: Task) -> CountedProduct | LeftOut | Waits | None:
        """What a task is in the period; None when it is none of it."""
        went = course(task, review_stops_the_clock=self._review_stops_the_clock)
        first, due = went.first, went.excused
        if went.is_a_draft or first is None or due is None:
            return None
        if due not in self._moments:
            return _left_out(task, Omission.MOVED) if first in self._moments else None
        return self._due_in_it(task, went) if due <= self._now else _left_out(task, Omission.DUE_LATER)

    def _due_in_it(self, task: Task, went: Course) -> CountedProduct | LeftOut | Waits:
        match went.standing:
            case Standing.COMPLETED:
                return self._completed(task, went)
            case Standing.AWAITING_DECISION:
                return Waits(task=task.id, what=Waiting.DECISION)
            case Standing.DISPUTED if went.dispute is not None and went.dispute.in_time:
                return Waits(task=task.id, what=Waiting.DISPUTE)
            case Standing.CANCELLED | Standing.REASSIGNED:
                return self._taken_away(task, went)
            case Standing.ON_HOLD if went.hold is not None and went.hold.in_time and went.hold.confirmed:
                return _left_out(task, Omission.EXCUSED)
            case Standing.OFFERED | Standing.AT_WORK | Standing.DISPUTED | Standing.ON_HOLD:
                return self._unfinished(task, went)

    def _unfinished(self, task: Task, went: Course) -> CountedProduct | LeftOut | Waits:
        """It earns nothing, once it is said whether the causes of its holds were objective; what was taken on late is left out."""
        if went.claimed_late:
            return _left_out(task, Omission.EXCUSED)
        waits = Waits(task=task.id, what=Waiting.CAUSE)
        return waits if went.undecided else _product(task, finished=False)

    def _taken_away(self, task: Task, went: Course) -> CountedProduct | LeftOut:
        """What was late before it was taken away stays with whoever was late (K4, K18)."""
        step, latest = went.taken_away, went.latest
        assert step is not None
        assert latest is not None
        if on_record(step) >= latest:
            return _product(task, finished=False)
        cancelled = went.standing is Standing.CANCELLED
        return _left_out(task, Omission.CANCELLED if cancelled else Omission.REASSIGNED)

    def _completed(self, task: Task, went: Course) -> CountedProduct | Waits:
        if task.judgement is None:
            return Waits(task=task.id, what=Waiting.JUDGEMENT)
        handed_in, agreed, latest = went.handed_in, went.agreed, went.latest
        assert handed_in is not None
        assert agreed is not None
        assert latest is not None
        moment = on_record(handed_in)
        if self._excuses(handed_in.occurred, moment):
            moment = handed_in.occurred
        late = moment > latest and not went.claimed_late
        if late and went.undecided:
            return Waits(task=task.id, what=Waiting.CAUSE)
        excused = on_record(handed_in) > agreed and not late
        return _product(
            task,
            finished=moment < self._moments.stop,
            delays=max(task.judgement.delays, 1) if late else max(task.judgement.delays - excused, 0),
            excused=int(excused),
        )


def excuses(incidents: Iterable[Incident], grace: int) -> Callable[[int, int], bool]:
    """
    Whether a confirmed incident covers the whole gap between what is claimed and what is recorded (K3).

    Args:
        incidents: Those of the person.
        grace: For how long after an incident, in microseconds, what was ready may still be recorded.
    """
    confirmed = [
        (micros(each.since), micros(each.until) + grace)
        for each in incidents
        if each.stage is IncidentStage.CONFIRMED
    ]
    return lambda claimed, recorded: any(since <= claimed and recorded <= end for since, end in confirmed)


def _product(task: Task, *, finished: bool, delays: int = 0, excused: int = 0) -> CountedProduct:
    judged = task.judgement if finished else None
    return CountedProduct(
        task=task.id,
        weight=task.work_units,
        finished=finished,
        major_errors=0 if judged is None else major_errors(task),
        delays=delays if finished else 0,
        excused=excused if finished else 0,
        above_level=judged is not None and judged.above_level,
        events=_positions(task),
    )


def major_errors(task: Task) -> int:
    """
    How many reviews of a task failed for a major error: as judged, no fewer than it was sent back for, one at least where
    the expected result was not reached.
    """
    judged = task.judgement
    assert judged is not None
    return max(judged.major_errors, task.major_returns, int(not judged.quality_met))


def _left_out(task: Task, why: Omission) -> LeftOut:
    return LeftOut(task=task.id, why=why, events=_positions(task))


def _positions(task: Task) -> tuple[int, ...]:
    return tuple(step.position for step in task.history)

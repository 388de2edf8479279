"""Whether duties that must lie apart are done by one person, in recorded cases and in tasks; and who approves whom (K10)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Part, at_positions, counted
from civicflow.errors import InvalidInputError
from civicflow.task.steps import Deed, Step
from civicflow.views import cases, task_history
from civicflow.views.behind import behind
from civicflow.views.cases import Activity, Case, is_from
from civicflow.views.task_history import TaskHistory

DUTIES: tuple[tuple[Deed, Deed], ...] = (
    ("assigned", "submitted"),
    ("submitted", "returned"),
    ("submitted", "completed"),
    ("submitted", "evaluated"),
    ("held", "hold_confirmed"),
    ("offered", "submitted"),
)
"""What nobody does twice in one task: give work to oneself, judge one's own, confirm the cause one found (K10)."""


@frozen(kw_only=True)
class ByOnePerson:
    """In how many cases or tasks a person did both."""

    person: str
    times: int


@frozen(kw_only=True)
class DutyPair:
    """
    Two duties that must lie apart.

    Args:
        first: The one.
        second: The other.
        same: Where one person was the first to do each, of those where both were done by somebody known.
        shared: Where anybody did both at any time.
        persons: Who, most often first.
    """

    named_by: ClassVar[tuple[str, ...]] = ("first", "second")

    first: str
    second: str
    same: Figure
    shared: Figure
    persons: tuple[ByOnePerson, ...]


@frozen(kw_only=True)
class Reciprocal:
    """Two persons who accept each other's results: how often each way."""

    named_by: ClassVar[tuple[str, ...]] = ("one", "other")

    one: str
    other: str
    one_for_other: int
    other_for_one: int


@frozen(kw_only=True)
class SeparationOfDutiesAnswer:
    """
    Whether duties lie apart.

    Args:
        activities: The two recorded activities that were asked for.
        tasks: The duties of a task.
        reciprocal: Who accepts each other's results.
    """

    activities: DutyPair | None
    tasks: tuple[DutyPair, ...]
    reciprocal: tuple[Reciprocal, ...]


@frozen(kw_only=True)
class SeparationOfDuties(Question[SeparationOfDutiesAnswer]):
    """
    Whether one person does what two must do, and who approves each other's work (K10).

    Args:
        first: An activity of recorded cases.
        second: Another one, which the same person must not do.
        source: Only what was recorded from this system.
        with_events: Name the events where one person did both.

    Raises:
        InvalidInputError: When only one activity is named.
    """

    views: ClassVar[tuple[View[Any], ...]] = (cases.VIEW, task_history.VIEW)

    first: ShortText | None = None
    second: ShortText | None = None
    source: ShortText | None = None
    with_events: bool = False

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if (self.first is None) is not (self.second is None):
            missing = "first" if self.first is None else "second"
            raise InvalidInputError(field=missing, problem="missing")

    def answer(self, evidence: Evidence) -> SeparationOfDutiesAnswer:
        """The duties of recorded cases and of tasks."""
        tasks = [task for task in evidence.rows(task_history.VIEW) if is_from(self.source, task.task)]
        return SeparationOfDutiesAnswer(
            activities=self._activities(evidence),
            tasks=tuple(
                self._duties(evidence, first, second, (_acts_of_task(task, first, second) for task in tasks))
                for first, second in DUTIES
            ),
            reciprocal=_reciprocal(evidence, tasks),
        )

    def _activities(self, evidence: Evidence) -> DutyPair | None:
        if self.first is None or self.second is None:
            return None
        found = cases.recorded_cases(evidence, self.source)
        pairs = (_acts_of_case(case, self.first, self.second) for case in found)
        return self._duties(evidence, self.first, self.second, pairs)

    def _duties(self, evidence: Evidence, first: str, second: str, pairs: Iterable["_Both"]) -> DutyPair:
        both = [pair for pair in pairs if pair.first and pair.second]
        same = [pair for pair in both if pair.first[0].person == pair.second[0].person]
        shared = [pair for pair in both if pair.persons()]
        persons = defaultdict(list)
        for pair in same:
            persons[pair.first[0].person].append(pair)
        return DutyPair(
            first=first,
            second=second,
            same=self._figure(evidence, "done_by_one", same, both),
            shared=self._figure(evidence, "done_by_one_at_any_time", shared, both),
            persons=tuple(
                ByOnePerson(person=person, times=counted(evidence, found, _pair("done_by_one")))
                for person, found in sorted(persons.items(), key=lambda each: (-len(each[1]), each[0]))
            ),
        )

    def _figure(self, evidence: Evidence, because: str, found: list["_Both"], both: list["_Both"]) -> Figure:
        acts = (act.position for pair in found for act in (*pair.first, *pair.second))
        events = behind(acts, with_events=self.with_events)
        return Figure(
            numerator=counted(evidence, found, _pair(because)),
            denominator=counted(evidence, both, _pair("both_done")),
            events=events,
        )


@frozen
class _Act:
    person: str
    position: int


@frozen
class _Both:
    """Who did the one and who did the other in one case, in order of time."""

    task: str
    first: tuple[_Act, ...]
    second: tuple[_Act, ...]

    def persons(self) -> set[str]:
        """Who did both."""
        return {act.person for act in self.first} & {act.person for act in self.second}


def _acts_of_case(case: Case, first: str, second: str) -> _Both:
    steps = case.in_time_order()
    return _Both(case.task, tuple(_named(steps, first)), tuple(_named(steps, second)))


def _named(steps: Iterable[Activity], name: str) -> Iterator[_Act]:
    return (
        _Act(step.person, step.position) for step in steps if step.name == name and step.person is not None
    )


def _acts_of_task(task: TaskHistory, first: Deed, second: Deed) -> _Both:
    return _Both(task.task, tuple(_done(task.history, first)), tuple(_done(task.history, second)))


def _done(history: Iterable[Step], deed: Deed) -> Iterator[_Act]:
    done = (step for step in history if step.deed == deed)
    return (_Act(each, step.position) for step in done for each in (step.by, step.hand) if each is not None)


def _pair(because: str) -> Callable[[_Both], Part]:
    def part(pair: _Both) -> Part:
        acts = (act.position for act in (*pair.first, *pair.second))
        return Part(of=f"task:{pair.task}", because=because, events=at_positions(*acts))

    return part


def _reciprocal(evidence: Evidence, tasks: Iterable[TaskHistory]) -> tuple[Reciprocal, ...]:
    accepted: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for task in tasks:
        for step in task.history:
            if step.deed == "completed" and step.by is not None and task.assignee is not None:
                accepted[step.by, task.assignee].append((task.task, step.position))
    return tuple(
        Reciprocal(
            one=one,
            other=other,
            one_for_other=counted(evidence, accepted[one, other], _accepted),
            other_for_one=counted(evidence, accepted[other, one], _accepted),
        )
        for one, other in sorted(accepted)
        if one < other and (other, one) in accepted
    )


def _accepted(found: tuple[str, int]) -> Part:
    task, position = found
    return Part(of=f"task:{task}", because="accepted", events=(position,))

"""One reading of on time as a figure, with the remainders, interventions and differences that stand beside it (K3, K4)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from operator import attrgetter

from attrs import Factory, define, frozen

from civicflow.core.event import from_micros
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Figure
from civicflow.core.working import Part, at_positions, reckoned
from civicflow.task.course import Course, on_record
from civicflow.task.steps import Step
from civicflow.views.behind import ByPerson, most_first
from civicflow.views.incidents import IncidentOnRecord
from civicflow.views.task_history import TaskHistory
from civicflow.views.verdicts import REMAINDERS, Verdict

COUNTED = frozenset({Verdict.ON_TIME, Verdict.LATE})
"""The verdicts that make up a figure."""


class Interference(Enum):
    """What may be done to the dates of a task besides working on it."""

    EXTENDED = "extended"
    HELD = "held"
    CANCELLED = "cancelled"
    REASSIGNED = "reassigned"
    REOPENED = "reopened"


@frozen(kw_only=True)
class Remainder:
    """
    Tasks that are neither on time nor late.

    Args:
        verdict: Why, such as ``on_hold`` or ``moved``.
        tasks: How many.
        events: The positions of the events behind them; empty unless asked for.
    """

    verdict: Verdict
    tasks: int
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class Intervention:
    """
    What was done to the dates of tasks besides working on them.

    Args:
        deed: What; a reassignment only shortly before the due or after it.
        tasks: To how many tasks.
        by: By whom, most first.
        events: The positions of these acts; empty unless asked for.
    """

    deed: Interference
    tasks: int
    by: tuple[ByPerson, ...]
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class Difference:
    """
    A submission that is judged otherwise by the time it claims than by the time it is on record (K3).

    Args:
        task: The task.
        position: The submission.
        claimed: When it claims to have been made (UTC).
        recorded: When it is on record (UTC).
        by_record: Its verdict by the record.
        by_claim: Its verdict by the claim.
        verdict: The verdict that counts.
    """

    task: str
    position: int
    claimed: datetime
    recorded: datetime
    by_record: Verdict
    by_claim: Verdict
    verdict: Verdict


@frozen(kw_only=True)
class Timeliness:
    """
    One reading of on time.

    Args:
        figure: Tasks on time, of those on time or late.
        weighted: The same in units of work, so that splitting a task lifts nothing.
        by_record: The same judged by the record alone.
        by_claim: The same judged by the claims alone.
        remainders: Tasks that are neither on time nor late, and why.
        interventions: What else was done to the dates of all these tasks, and by whom.
        differences: The submissions that are judged otherwise by claim than by record.
        late: The tasks that are late; empty unless the events are asked for.
    """

    figure: Figure
    weighted: Figure
    by_record: Figure
    by_claim: Figure
    remainders: tuple[Remainder, ...]
    interventions: tuple[Intervention, ...]
    differences: tuple[Difference, ...]
    late: tuple[str, ...] = ()


@frozen(eq=False)
class Judged:
    """
    A task with its verdicts.

    Args:
        task: The task.
        course: How it went.
        work: The task that took its place last, else itself.
        handed_in: The submission that was judged.
        verdict: The verdict that counts.
        by_record: That by the record alone.
        by_claim: That by the claim alone.
        reassigned: Whether it was taken from its assignee shortly before the due or after it.
        excused: The confirmed incident for which the claim counts; None where the record does.
    """

    task: TaskHistory
    course: Course
    work: TaskHistory
    handed_in: Step | None
    verdict: Verdict
    by_record: Verdict
    by_claim: Verdict
    reassigned: bool
    excused: IncidentOnRecord | None


def _by(person: str | None) -> Callable[[Step], bool]:
    return lambda step: step.by == person


def _by_anybody(_step: Step) -> bool:
    return True


def _one(_each: Judged) -> int:
    return 1


def _work_units(each: Judged) -> int:
    return each.task.work_units


@define
class Tally:
    """
    The figures of one reading, gathered task by task; each task is counted once.

    Args:
        evidence: Whether figures are to remember how they were reckoned.
        with_events: Whether the positions behind the figures are kept.
    """

    evidence: Evidence
    with_events: bool
    tasks: Counter[Verdict] = Factory(Counter)
    work_units: Counter[Verdict] = Factory(Counter)
    by_record: Counter[Verdict] = Factory(Counter)
    by_claim: Counter[Verdict] = Factory(Counter)
    events: defaultdict[Verdict, list[int]] = Factory(lambda: defaultdict(list))
    acts: defaultdict[Interference, list[int]] = Factory(lambda: defaultdict(list))
    intervened: Counter[Interference] = Factory(Counter)
    persons: Counter[tuple[Interference, str | None]] = Factory(Counter)
    differences: list[Difference] = Factory(list)
    late: list[str] = Factory(list)
    judged: list[Judged] = Factory(list)

    def add(self, each: Judged) -> None:
        """Count a task."""
        self.tasks[each.verdict] += 1
        self.work_units[each.verdict] += each.task.work_units
        self.by_record[each.by_record] += 1
        self.by_claim[each.by_claim] += 1
        if self.with_events:
            self.events[each.verdict] += (step.position for step in each.task.history)
            self.late += (each.task.task,) if each.verdict is Verdict.LATE else ()
        if self.evidence.explaining:
            self.judged.append(each)
        if each.by_record is not each.by_claim and each.handed_in is not None:
            self.differences.append(_difference(each, each.handed_in))
        if each.course.interventions:
            self._intervened(each)

    def _intervened(self, each: Judged) -> None:
        acts = _acts(each)
        self.intervened.update({deed for deed, _ in acts})
        self.persons.update({(deed, step.by) for deed, step in acts})
        if self.with_events:
            for deed, step in acts:
                self.acts[deed].append(step.position)

    def timeliness(self) -> Timeliness:
        """The figures of all tasks that were counted."""
        return Timeliness(
            figure=self._figure(self.tasks, attrgetter("verdict"), events=self._behind(*COUNTED)),
            weighted=self._figure(self.work_units, attrgetter("verdict"), _work_units),
            by_record=self._figure(self.by_record, attrgetter("by_record")),
            by_claim=self._figure(self.by_claim, attrgetter("by_claim")),
            remainders=tuple(
                Remainder(verdict=each, tasks=self._tasks(each), events=self._behind(each))
                for each in REMAINDERS
            ),
            interventions=tuple(map(self._intervention, Interference)),
            differences=tuple(sorted(self.differences, key=attrgetter("position"))),
            late=tuple(sorted(self.late)),
        )

    def _behind(self, *verdicts: Verdict) -> tuple[int, ...]:
        return tuple(sorted(position for each in verdicts for position in self.events[each]))

    def _intervention(self, deed: Interference) -> Intervention:
        return Intervention(
            deed=deed,
            tasks=self._touched(deed, self.intervened[deed], _by_anybody),
            by=most_first(
                {
                    person: self._touched(deed, tasks, _by(person))
                    for (done, person), tasks in self.persons.items()
                    if done is deed
                }
            ),
            events=tuple(sorted(self.acts[deed])),
        )

    def _figure(
        self,
        counts: Counter[Verdict],
        verdict_of: Callable[[Judged], Verdict],
        units_of: Callable[[Judged], int] = _one,
        events: tuple[int, ...] = (),
    ) -> Figure:
        def reckoned_of(value: int, verdicts: Collection[Verdict]) -> int:
            return reckoned(
                self.evidence, value, Operation.SUM, lambda: self._parts(verdicts, verdict_of, units_of)
            )

        return Figure(
            numerator=reckoned_of(counts[Verdict.ON_TIME], {Verdict.ON_TIME}),
            denominator=reckoned_of(sum(counts[each] for each in COUNTED), COUNTED),
            events=events,
        )

    def _tasks(self, verdict: Verdict) -> int:
        return reckoned(
            self.evidence,
            self.tasks[verdict],
            Operation.SUM,
            lambda: self._parts({verdict}, attrgetter("verdict"), _one),
        )

    def _parts(
        self,
        verdicts: Collection[Verdict],
        verdict_of: Callable[[Judged], Verdict],
        units_of: Callable[[Judged], int],
    ) -> Iterator[Part]:
        for each in self.judged:
            verdict = verdict_of(each)
            if verdict in verdicts:
                yield _part(each.task, verdict.value, units_of(each), each.task.history)
                if each.work is not each.task:
                    yield _part(each.work, "took_its_place", 0, each.work.history)
                if each.excused is not None and verdict is each.verdict:
                    yield _excuse(each.excused)

    def _touched(self, deed: Interference, value: int, counts: Callable[[Step], bool]) -> int:
        """To how many tasks something was done, and by which steps to each."""

        def parts() -> Iterator[Part]:
            for each in self.judged:
                steps = [step for done, step in _acts(each) if done is deed and counts(step)]
                if steps:
                    yield _part(each.task, deed.value, 1, steps)

        return reckoned(self.evidence, value, Operation.SUM, parts)


DEEDS: Mapping[str, Interference] = {
    "extended": Interference.EXTENDED,
    "reopened": Interference.REOPENED,
    "dispute_resolved": Interference.EXTENDED,
    "dispute_resolved_and_excused": Interference.EXTENDED,
    "held": Interference.HELD,
    "cancelled": Interference.CANCELLED,
    "cancelled_from_above": Interference.CANCELLED,
}
"""What a step is called as an intervention; that work was given to another is one only near the due."""


def _deeds(step: Step) -> Iterator[Interference]:
    if step.deed in DEEDS:
        yield DEEDS[step.deed]
    if step.deed == "reopened" and step.moment is not None:
        yield Interference.EXTENDED


def _acts(each: Judged) -> list[tuple[Interference, Step]]:
    """What was done to the dates of a task, and by which steps."""
    steps = each.course.interventions
    acts = [(deed, step) for step in steps for deed in _deeds(step)]
    if each.reassigned:
        acts += [(Interference.REASSIGNED, step) for step in steps if step is each.course.taken_away]
    return acts


def _excuse(incident: IncidentOnRecord) -> Part:
    """The incident for which a claim counts; it adds nothing itself."""
    positions = at_positions(incident.reported, incident.confirmed)
    return Part(of=f"incident:{incident.incident}", adds=0, because="excused", events=positions)


def _part(task: TaskHistory, because: str, adds: int, steps: Iterable[Step]) -> Part:
    positions = at_positions(*(step.position for step in steps))
    return Part(of=f"task:{task.task}", adds=adds, because=because, events=positions)


def _difference(each: Judged, handed_in: Step) -> Difference:
    return Difference(
        task=each.task.task,
        position=handed_in.position,
        claimed=from_micros(handed_in.occurred),
        recorded=from_micros(on_record(handed_in)),
        by_record=each.by_record,
        by_claim=each.by_claim,
        verdict=each.verdict,
    )

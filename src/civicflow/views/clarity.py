"""Whether the clarity of assignments held: the four clears there, not disputed, not changed within the term (V3, K22, R31)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, ClassVar, NamedTuple

from attrs import define, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted
from civicflow.regulations.parameters import CLARITY_HOLDS_FOR
from civicflow.views import asking, changed_assignments, four_clears, task_history
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import ByPerson, behind, by_person
from civicflow.views.cases import is_from
from civicflow.views.changed_assignments import Change, Flaw
from civicflow.views.four_clears import FOUR, Assignment


@frozen(kw_only=True)
class BrokenClarity:
    """
    Assignments whose clarity did not hold, for one cause; an assignment may have several.

    Args:
        flaw: The cause.
        tasks: How many.
        by: By whose acts, most first.
        events: These acts; empty unless asked for.
    """

    flaw: Flaw
    tasks: int
    by: tuple[ByPerson, ...]
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class ClarityLine:
    """
    Whether clarity held, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        held: Assignments with all four clears, not disputed as unclear and with none of them changed within the term, of
            all whose clarity is decided.
        running: Assignments of which nothing was changed so far, and the term still runs; in no figure.
        taken_back: Assignments that were called off within the term and replaced by no other; in no figure.
        without_term: Assignments where no regulation or calendar says how long clarity must hold; in no figure.
        broken: Why it did not hold.
        complete: Tasks with all four when they were assigned, of all: the old formula, for recorded tasks (E20).
        departures: Assignments that depart from the catalogue of work types, of all (K12).
        departed: Who departed from it, most first; why stands in the assignments.
    """

    of: str | None
    held: Figure
    running: int
    taken_back: int
    without_term: int
    broken: tuple[BrokenClarity, ...]
    complete: Figure
    departures: Figure
    departed: tuple[ByPerson, ...]


@frozen(kw_only=True)
class Clarity(Question[tuple[ClarityLine, ...]]):
    """
    Whether the clarity of assignments held (V3, K22).

    By command every assignment has the four clears: what is measured is whether they were worth something. Clarity holds when
    nobody disputed the assignment as unclear and neither person, work, time nor result was changed within the term that the
    regulations set from the assignment on, whoever changed them and for whatever reason. Acts count by the time they claim,
    so that a recorded task is judged by its own days.

    Args:
        period: Only what was assigned in it; all time when left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        head: Only tasks of units whose accountable head this person was on that day (R79).
        group: Only tasks of people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        source: Only tasks recorded from this system.
        with_events: Name the acts by which clarity did not hold, the assignments that lack a clear, and the departures.
    """

    views: ClassVar[tuple[View[Any], ...]] = (
        four_clears.VIEW,
        changed_assignments.VIEW,
        task_history.VIEW,
        *VIEWS,
    )

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    source: ShortText | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[ClarityLine, ...]:
        """The assignments asked for, and those of each part."""
        among, terms = Among(evidence, self), _Terms(evidence)
        moments = asking.moments(evidence, self.period)
        found: defaultdict[str | None, _Found] = defaultdict(
            lambda: _Found(evidence), {None: _Found(evidence)}
        )
        for row in evidence.rows(four_clears.VIEW):
            if is_from(self.source, row.task) and row.assigned in moments:
                judged = terms.judged(row, among.locality_of(row.unit))
                for name in among.lines(row.unit, row.assignee, row.assigned):
                    found[name].judged.append(judged)
        return tuple(found[name].line(name, with_events=self.with_events) for name in in_order(found))


class _Judged(NamedTuple):
    """An assignment, how it stands, and by what its clarity was broken."""

    row: Assignment
    standing: str
    broken: tuple[tuple[Flaw, Change], ...]


class _Terms:
    """
    Judges whether clarity held.

    Args:
        evidence: What became of assignments, and the regulations that set the term.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._now = micros(evidence.now)
        self._changes = {row.task: row.changes for row in evidence.rows(changed_assignments.VIEW)}
        self._replaced = {row.replaces for row in evidence.rows(task_history.VIEW)}

    def judged(self, row: Assignment, locality: str) -> _Judged:
        """An assignment by its term; what it lacks from the beginning needs none."""
        end = asking.end_of_term(self._evidence, CLARITY_HOLDS_FOR, row.assigned, locality=locality)
        within = [
            each for each in self._changes.get(row.task, ()) if end is not None and each.occurred <= end
        ]
        first = Change(row.position, row.assigned, row.by, (Flaw.LACKING,) if row.clears < FOUR else ())
        broken = tuple((flaw, each) for each in (first, *within) for flaw in self._broken(row.task, each))
        return _Judged(row, self._standing(broken, within, end), broken)

    def _broken(self, task: str, change: Change) -> tuple[Flaw, ...]:
        """What a change breaks: work that was called off was unclear only when other work took its place."""
        merely_taken_back = Flaw.TAKEN_BACK in change.flaws and task not in self._replaced
        return () if merely_taken_back else change.flaws

    def _standing(self, broken: tuple[object, ...], within: list[Change], end: int | None) -> str:
        if broken:
            return "broken"
        if end is None:
            return "without_term"
        if within:
            return "taken_back"
        return "running" if self._now < end else "held"


@define
class _Found:
    """What one line is counted from."""

    evidence: Evidence
    judged: list[_Judged] = field(factory=list)

    def line(self, name: str | None, *, with_events: bool) -> ClarityLine:
        """What was counted."""
        rows = [each.row for each in self.judged]
        departing = [row for row in rows if row.departs]
        broken = self._broken(with_events=with_events)
        assigned = counted(self.evidence, rows, _assigned("assigned"))

        def positions(found: Iterable[int]) -> tuple[int, ...]:
            return behind(found, with_events=with_events)

        return ClarityLine(
            of=name,
            held=Figure(
                numerator=self._standing("held"),
                denominator=self._standing("held", "broken"),
                events=positions(position for each in broken for position in each.events),
            ),
            running=self._standing("running"),
            taken_back=self._standing("taken_back"),
            without_term=self._standing("without_term"),
            broken=broken,
            complete=Figure(
                numerator=counted(
                    self.evidence, [row for row in rows if row.clears == FOUR], _assigned("four_clears")
                ),
                denominator=assigned,
                events=positions(row.position for row in rows if row.clears < FOUR),
            ),
            departures=Figure(
                numerator=counted(self.evidence, departing, _assigned("departs")),
                denominator=assigned,
                events=positions(row.position for row in departing),
            ),
            departed=by_person(
                self.evidence, ((row.by, row.task, row.position) for row in departing), "departs"
            ),
        )

    def _standing(self, *standings: str) -> int:
        found = [each for each in self.judged if each.standing in standings]
        return counted(self.evidence, found, _judged)

    def _broken(self, *, with_events: bool) -> tuple[BrokenClarity, ...]:
        acts: defaultdict[Flaw, list[tuple[str, Change]]] = defaultdict(list)
        for each in self.judged:
            for flaw, change in each.broken:
                acts[flaw].append((each.row.task, change))
        return tuple(
            BrokenClarity(
                flaw=flaw,
                tasks=counted(self.evidence, _by_task(acts[flaw]), _broken_by(flaw)),
                by=by_person(
                    self.evidence,
                    ((change.by, task, change.position) for task, change in acts[flaw]),
                    flaw.value,
                ),
                events=behind((change.position for _, change in acts[flaw]), with_events=with_events),
            )
            for flaw in Flaw
            if flaw in acts
        )


def _assigned(because: str) -> Callable[[Assignment], working.Part]:
    return lambda row: working.Part(of=f"task:{row.task}", because=because, events=(row.position,))


def _judged(each: _Judged) -> working.Part:
    acts = (change.position for _, change in each.broken)
    return working.Part(
        of=f"task:{each.row.task}",
        because=f"clarity_{each.standing}",
        events=at_positions(each.row.position, *acts),
    )


def _by_task(acts: Iterable[tuple[str, Change]]) -> Collection[tuple[str, list[int]]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for task, change in acts:
        found[task].append(change.position)
    return tuple(found.items())


def _broken_by(flaw: Flaw) -> Callable[[tuple[str, list[int]]], working.Part]:
    def part(found: tuple[str, list[int]]) -> working.Part:
        task, positions = found
        return working.Part(of=f"task:{task}", because=flaw.value, events=at_positions(*positions))

    return part

"""How the points of a person's period came about, worked out anew from their tasks, with every step remembered (R44, V11)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from attrs import evolve, frozen

from civicflow.core.exact import exact
from civicflow.core.operation import Operation
from civicflow.core.provision import Circumstances
from civicflow.core.question import Evidence
from civicflow.core.working import Part, at_positions, made, reckoned, regulated, stated, totalled
from civicflow.employee.events import Grade
from civicflow.evaluation.events import CountedProduct
from civicflow.evaluation.scales import Scoring, scoring_of
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.views import asking
from civicflow.views.grades_on_record import GradeOnRecord

HUNDRED = 100
"""A part of a score is a percentage: all of it is 100."""


@frozen(kw_only=True)
class ProductPoints:
    """
    A task as it counts, and what it brings to each part of the score.

    Args:
        task: The task.
        weight: Its converted units.
        finished: Whether it was finished in the period.
        major_errors: How many reviews failed for a major error.
        delays: How often it was late.
        excused: How many delays a confirmed cause excuses; these are not among the others.
        quantity: What it brings to the quantity, in converted units; None where points do not come from products.
        quality: To the quality, less what major errors take away.
        progress: To the progress, less what delays take away.
        events: The positions of the events that say so; empty unless asked for.
    """

    task: str
    weight: int
    finished: bool
    major_errors: int
    delays: int
    excused: int
    quantity: Fraction | None
    quality: Fraction | None
    progress: Fraction | None
    events: tuple[int, ...]


@frozen(kw_only=True)
class PointsOfPeriod:
    """
    A month or a quarter as it counts in the points of a year.

    Args:
        period: The period, as it is written.
        agency: The agency that rated it.
        all_points: All points, exact; None where it was rated without.
        grade: The grade.
    """

    named_by: ClassVar[tuple[str, ...]] = ("period", "agency")

    period: str
    agency: str
    all_points: Fraction | None
    grade: Grade


@frozen(kw_only=True)
class Points:
    """
    The points of a person's period as they were proposed, each exact; None where the regime does not give it.

    Args:
        a: The quantity of products finished, in per cent of what was assigned.
        b: Their quality.
        c: Their progress.
        d: Of a leader, the results of those led.
        dd: The ability to organise (đ in the decree).
        e: The unity of those led.
        general: Points for general criteria.
        tasks: Points for results of tasks.
        bonus: Points added.
        all_points: All points, never rounded.
    """

    a: Fraction | None
    b: Fraction | None
    c: Fraction | None
    d: Fraction | None
    dd: Fraction | None
    e: Fraction | None
    general: Fraction | None
    tasks: Fraction | None
    bonus: Fraction | None
    all_points: Fraction | None


class Arithmetic:
    """
    Works the points of one grade out anew; where that does not come to what was proposed, they are told as proposed.

    Args:
        evidence: The regulations.
        row: What is on record.
        asked: Day, place and category for which records are looked up.
    """

    def __init__(self, evidence: Evidence, row: GradeOnRecord, asked: Circumstances) -> None:
        self._evidence = evidence
        self._row = row
        self._scoring = self._found(asked)
        self.products = tuple(map(self._product, row.products))
        self.periods = tuple(
            PointsOfPeriod(
                period=each.period,
                agency=each.agency,
                all_points=self._stated(each.total, "all_points"),
                grade=each.grade,
            )
            for each in row.periods
        )
        self.points = self._points()

    def told(self, *, with_events: bool) -> tuple[ProductPoints, ...]:
        """The products, with or without the events behind them."""
        return self.products if with_events else tuple(evolve(each, events=()) for each in self.products)

    def _found(self, asked: Circumstances) -> Scoring | None:
        if self._row.scheme is not Scheme.POINTS:
            return None
        found = scoring_of(self._evidence.regulations, Scheme.POINTS, **asked)
        return None if isinstance(found, NotOnRecord) else found

    def _said(self, because: str) -> Part:
        return Part(of=f"evaluation:{self._row.id}", because=because, events=at_positions(self._row.proposed))

    def _stated(self, text: str | None, because: str) -> Fraction | None:
        value = None if text is None else exact(text)
        return None if value is None else stated(self._evidence, value, self._said(because))

    def _number(self, value: int, because: str) -> int:
        return stated(self._evidence, value, self._said(because))

    def _product(self, found: CountedProduct) -> ProductPoints:
        weight = self._number(found.weight, "weight")
        errors = self._number(found.major_errors, "major_errors")
        delays = self._number(found.delays, "delays")
        rule = None if self._scoring is None else self._scoring.deduction
        earned = _Earned(self._evidence, weight, is_finished=found.finished)
        return ProductPoints(
            task=found.task,
            weight=weight,
            finished=found.finished,
            major_errors=errors,
            delays=delays,
            excused=self._number(found.excused, "excused"),
            quantity=None if rule is None else earned.whole(),
            quality=None if rule is None else earned.less(errors, rule.major_error, rule.provision),
            progress=None if rule is None else earned.less(delays, rule.delay, rule.provision),
            events=found.events,
        )

    def _points(self) -> Points:
        row = self._row
        letters = {
            name: self._checked(self._of_products(part), getattr(row, name), name)
            for name, part in (("a", "quantity"), ("b", "quality"), ("c", "progress"))
        }
        letters |= {name: self._stated(getattr(row, name), name) for name in ("d", "dd", "e")}
        general = self._checked(self._general(), row.points_for_general, "general")
        tasks = self._checked(self._tasks(letters), row.points_for_tasks, "tasks")
        bonus = self._stated(row.bonus, "bonus")
        together = _sum({"general": general, "tasks": tasks, "bonus": bonus})
        everything = self._checked(
            self._of_periods() if row.periods else together, row.total_proposed, "all_points"
        )
        return Points(general=general, tasks=tasks, bonus=bonus, all_points=everything, **letters)

    def _checked(self, worked_out: Fraction | None, text: str | None, because: str) -> Fraction | None:
        """What was worked out, where it is what was proposed; else what was proposed."""
        said = self._stated(text, because)
        return worked_out if said is not None and worked_out == said else said

    def _of_products(self, part: str) -> Fraction | None:
        if self._scoring is None or self._scoring.deduction is None or not self.products:
            return None

        def amount(line: ProductPoints) -> Fraction:
            return Fraction(getattr(line, part))

        earned = totalled(self._evidence, self.products, amount, self._task(part), Fraction())
        weight = totalled(self._evidence, self.products, lambda line: line.weight, self._task("weight"), 0)
        if not weight:
            return None
        share = made(Fraction(earned) / weight, Operation.QUOTIENT, earned=earned, weight=weight)
        return made(HUNDRED * share, Operation.PRODUCT, hundred=HUNDRED, share=share)

    def _task(self, because: str) -> Callable[[ProductPoints], Part]:
        def part(line: ProductPoints) -> Part:
            stream = f"task:{line.task}"
            told = set(asking.told_in(self._evidence, stream))
            events = at_positions(self._row.proposed, *(each for each in line.events if each in told))
            return Part(of=stream, because=because, events=events)

        return part

    def _general(self) -> Fraction | None:
        points = {each.criterion: self._stated(each.points, "criterion") for each in self._row.general}
        found = {name: each for name, each in points.items() if each is not None}
        return totalled(
            self._evidence, found.items(), lambda each: each[1], lambda _: self._said("criterion"), Fraction()
        )

    def _tasks(self, letters: Mapping[str, Fraction | None]) -> Fraction | None:
        """The mean of the parts that the record names, of so many points as it gives for tasks."""
        scoring = self._scoring
        if scoring is None or scoring.formula is None:
            return None
        names = scoring.formula.of(leader=letters["d"] is not None)
        numbers = {name: each for name in names if (each := letters.get(name)) is not None}
        if len(numbers) < len(names):
            return None
        together = made(sum(numbers.values(), Fraction()), Operation.SUM, **numbers)
        of = regulated(self._evidence, len(names), scoring.formula.provision, "parts")
        mean = made(Fraction(together) / of, Operation.QUOTIENT, together=together, parts=of)
        most = regulated(self._evidence, scoring.scale.tasks, scoring.scale.provision, "most_points")
        points = made(mean * most, Operation.PRODUCT, mean=mean, most_points=most)
        return made(Fraction(points) / HUNDRED, Operation.QUOTIENT, points=points, hundred=HUNDRED)

    def _of_periods(self) -> Fraction | None:
        """The mean of the year's months and quarters, a quarter counting as its three months (R48)."""
        scored = [each for each in self.periods if each.all_points is not None]
        if not scored:
            return None
        weights = [
            stated(self._evidence, Fraction(3 if "-Q" in each.period else 1), self._said("months"))
            for each in scored
        ]
        amounts = [
            made(
                Fraction(each.all_points or 0) * months,
                Operation.PRODUCT,
                all_points=each.all_points or 0,
                months=months,
            )
            for each, months in zip(scored, weights, strict=True)
        ]
        together = self._added(amounts, "all_points")
        months = self._added(weights, "months")
        return made(Fraction(together) / months, Operation.QUOTIENT, together=together, months=months)

    def _added(self, numbers: Sequence[Fraction], because: str) -> Fraction:
        return totalled(self._evidence, numbers, lambda each: each, lambda _: self._said(because), Fraction())


class _Earned:
    """
    What a product brings to the parts of a score.

    Args:
        evidence: Whether that is explained.
        weight: Its converted units.
        is_finished: Whether it was finished; what was not earns nothing.
    """

    def __init__(self, evidence: Evidence, weight: int, *, is_finished: bool) -> None:
        self._evidence = evidence
        self._weight = weight
        self._is_finished = is_finished

    def whole(self) -> Fraction:
        """All of it."""
        if not self._is_finished:
            return reckoned(self._evidence, Fraction(), Operation.SUM, tuple)
        return made(Fraction(self._weight), Operation.PRODUCT, weight=self._weight)

    def less(self, times: int, deduction: Fraction, provision: str) -> Fraction:
        """What is left of it; no deduction takes more than it is worth."""
        if not self._is_finished:
            return self.whole()
        each = regulated(self._evidence, deduction, provision, "deduction")
        taken = made(Fraction(each) * times, Operation.PRODUCT, times=times, deduction=each)
        rest = made(1 - taken, Operation.DIFFERENCE, whole=1, taken=taken)
        nought = reckoned(self._evidence, Fraction(), Operation.SUM, tuple)
        kept = made(max(nought, rest), Operation.LARGEST, nought=nought, rest=rest)
        return made(self._weight * Fraction(kept), Operation.PRODUCT, weight=self._weight, kept=kept)


def _sum(numbers: Mapping[str, Fraction | None]) -> Fraction:
    found = {name: each for name, each in numbers.items() if each is not None}
    return made(sum(found.values(), Fraction()), Operation.SUM, **found)

"""Points: what a person's products of a period earn, under the scales that are on record (R44, R51)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from civicflow.errors import InvalidInputError
from civicflow.evaluation.exact import Exact, exact_at_most, exact_number
from civicflow.evaluation.scales import Scoring
from civicflow.regulations.evaluation_clauses import LeaderResults, ScoreDeduction

WHOLE = Fraction(100)
"""A part of a score is a percentage: all of it is 100."""


def _weight(value: Exact) -> Fraction:
    weight = exact_number(value, "weight")
    if weight == 0:
        raise InvalidInputError(field="weight", problem="positive", value="0")
    return weight


def _count(_: object, counted: "attrs.Attribute[int]", number: object) -> None:
    if type(number) is not int:
        raise InvalidInputError(field=counted.name, problem="number", value=str(number)[:100])
    if number < 0:
        raise InvalidInputError(field=counted.name, problem="negative", value=number)


@attrs.frozen(kw_only=True)
class Product:
    """
    One product or piece of work that was assigned to a person in a period, as it counts for their score.

    Args:
        of: What it is, such as the id of the task.
        weight: Its converted units, more than 0; exact.
        finished: Whether it was finished; what was not earns nothing.
        major_errors: How many reviews failed for a major error, without those whose objective cause was confirmed.
        delays: How many times it was late, likewise.

    Raises:
        InvalidInputError: When the weight is not above 0, or a count is no whole number from 0.
    """

    of: str
    weight: Fraction = attrs.field(converter=_weight)
    finished: bool
    major_errors: int = attrs.field(default=0, validator=_count)
    delays: int = attrs.field(default=0, validator=_count)


def _part(value: Exact) -> Fraction:
    return exact_at_most(value, WHOLE, "part")


@attrs.frozen(kw_only=True)
class LeaderParts:
    """
    The three parts that only a leader's score has, each a percentage from 0 to 100, exact.

    Args:
        d: Results of the agencies led; ``results_of_those_led`` gives it.
        dd: Ability to organise (đ in the decree); only its full step was seen, so that whoever rates states it.
        e: Unity of those led; its steps were not seen.

    Raises:
        InvalidInputError: When one is no exact number from 0 to 100.
    """

    d: Fraction = attrs.field(converter=_part)
    dd: Fraction = attrs.field(converter=_part)
    e: Fraction = attrs.field(converter=_part)


@attrs.frozen(kw_only=True)
class Parts:
    """
    Of what the score of tasks is made, each part a percentage from 0 to 100, exact (Decree 335/2025, Article 14).

    Args:
        a: Quantity: converted products finished, of those assigned.
        b: Quality: the same, less what major errors take away.
        c: Progress: the same, less what delays take away.
        leader: The three further parts of a leader; None for everybody else.

    Raises:
        InvalidInputError: When one is no exact number from 0 to 100.
    """

    a: Fraction = attrs.field(converter=_part)
    b: Fraction = attrs.field(converter=_part)
    c: Fraction = attrs.field(converter=_part)
    leader: LeaderParts | None = None

    def value(self, name: str) -> Fraction:
        """The part of a letter, as a formula names it; a part that only leaders have is none for anybody else."""
        holder = self if name in ("a", "b", "c") else self.leader
        return Fraction(getattr(holder, name))


@attrs.frozen(kw_only=True)
class Score:
    """
    A person's score of a period; exact, and never rounded before it is compared with a threshold.

    Args:
        general: Points for general criteria.
        tasks: Points for results of tasks.
        bonus: Points added as a bonus.
        cut_to: The points to which a place's own rule cuts it where not all was finished; None where it does not.
        parts: Of what the points for tasks were reckoned; None when they were stated.
    """

    general: Fraction
    tasks: Fraction
    bonus: Fraction = Fraction(0)
    cut_to: Fraction | None = None
    parts: Parts | None = None

    @property
    def total(self) -> Fraction:
        """All points, from 0 to 100."""
        points = self.general + self.tasks + self.bonus
        return points if self.cut_to is None else min(points, self.cut_to)


def parts_of(
    products: Iterable[Product], deduction: ScoreDeduction, leader: LeaderParts | None = None
) -> Parts | None:
    """
    The parts of a score from a person's products (Decree 335/2025, Article 14).

    A product that was not finished earns nothing in any part; no deduction takes more than the product is worth.

    Args:
        products: All that was assigned for the period, in any order.
        deduction: What errors and delays take away.
        leader: What only a leader's score has.

    Returns:
        The parts; None when nothing was assigned: of nothing there is no share, neither none nor all.
    """
    assigned = tuple(products)
    weight = sum((product.weight for product in assigned), Fraction(0))
    if not assigned:
        return None
    finished = [product for product in assigned if product.finished]
    return Parts(
        a=_share((product.weight for product in finished), weight),
        b=_share((_kept(each, each.major_errors, deduction.major_error) for each in finished), weight),
        c=_share((_kept(each, each.delays, deduction.delay) for each in finished), weight),
        leader=leader,
    )


def _kept(product: Product, times: int, deduction: Fraction) -> Fraction:
    return product.weight * max(Fraction(0), 1 - times * deduction)


def _share(earned: Iterable[Fraction], weight: Fraction) -> Fraction:
    return WHOLE * sum(earned, Fraction(0)) / weight


def results_of_those_led(every_one_completed: bool, rule: LeaderResults) -> Fraction:
    """
    The part d of a leader's score: the results of the agencies led (Decree 335/2025).

    Args:
        every_one_completed: Whether everybody led was rated as having completed their tasks, or better.
        rule: What is on record about it.
    """
    return WHOLE * (rule.all_completed if every_one_completed else rule.any_not_completed)


def score_of_products(
    parts: Parts, general: Exact, scoring: Scoring, satisfaction: Exact | None = None
) -> Score:
    """
    A score from the parts that products have earned and from the points stated for general criteria.

    Args:
        parts: What the products have earned.
        general: The points stated for general criteria.
        scoring: How points are reckoned.
        satisfaction: Which share of citizens asked was satisfied, from 0 to 1; None when none were asked.

    Raises:
        InvalidInputError: When the scheme does not reckon products, or general points exceed the scale.
    """
    if scoring.formula is None:
        raise InvalidInputError(field="scheme", problem="no-products", value=scoring.scale.provision)
    counted = [parts.value(name) for name in scoring.formula.of(leader=parts.leader is not None)]
    tasks = sum(counted, Fraction(0)) / len(counted) * scoring.scale.tasks / WHOLE
    cut = scoring.cap.applies and parts.a < WHOLE
    return Score(
        general=general_points(general, scoring, satisfaction),
        tasks=tasks,
        cut_to=Fraction(scoring.cap.points) if cut else None,
        parts=parts,
    )


def score_as_stated(general: Exact, tasks: Exact, bonus: Exact, scoring: Scoring) -> Score:
    """
    A score whose points are all stated by whoever rates, each within the scale, as Hanoi's 20 + 70 + 10 (R47).

    Args:
        general: Points for general criteria, or discipline and ethics.
        tasks: Points for results of tasks.
        bonus: Points added as a bonus.
        scoring: How points are reckoned.

    Raises:
        InvalidInputError: When one is no exact number, or exceeds the scale.
    """
    return Score(
        general=general_points(general, scoring),
        tasks=exact_at_most(tasks, scoring.scale.tasks, "tasks"),
        bonus=exact_at_most(bonus, scoring.scale.bonus, "bonus"),
    )


def general_points(general: Exact, scoring: Scoring, satisfaction: Exact | None = None) -> Fraction:
    """
    The points for general criteria, a part of which follows the satisfaction of citizens where a place says so (R50).

    Args:
        general: The points stated.
        scoring: How points are reckoned; by default satisfaction has no weight.
        satisfaction: Which share of citizens asked was satisfied, from 0 to 1; None when none were asked: then nothing
            is taken away or added.

    Raises:
        InvalidInputError: When one is no exact number, or exceeds its limit.
    """
    stated = exact_at_most(general, scoring.scale.general, "general")
    if satisfaction is None:
        return stated
    measured = scoring.scale.general * exact_at_most(satisfaction, 1, "satisfaction")
    return stated + scoring.satisfaction * (measured - stated)


def annual_score(totals: Sequence[Fraction]) -> Fraction | None:
    """
    The score of a year: the mean of those of its months or quarters (Decree 335/2025, Article 21; R48).

    Args:
        totals: Those of the periods in which the person was scored, also of an agency that they have left.

    Returns:
        The exact mean; None when there is none.
    """
    return sum(totals, Fraction(0)) / len(totals) if totals else None

"""How a person's score and grade of a period are reckoned from what is on record and what is stated (R44, R48, K8, K9)."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Protocol

from attrs import evolve, frozen

from civicflow.calendars.period import PeriodKind
from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances
from civicflow.employee.events import Grade
from civicflow.evaluation.attendance import NotRated, best_grade
from civicflow.evaluation.criteria_rules import GivesPoints
from civicflow.evaluation.events import CountedProduct, GradeOfOneLed, LeadersYear, PeriodScore
from civicflow.evaluation.grades import Ground, grade_of_points, is_at_least, lower_of
from civicflow.evaluation.grounds import overrides_of
from civicflow.evaluation.leading import grades_of_those_led
from civicflow.evaluation.persons import Evaluated, evaluated
from civicflow.evaluation.products import Work, work_of
from civicflow.evaluation.rating_tests import (
    Undetermined,
    grade_by_tests,
    rating_tests_of,
    year_of_work,
)
from civicflow.evaluation.regimes import Regime, regime_of
from civicflow.evaluation.rules import ConcernsEvaluation
from civicflow.evaluation.scales import scoring_of
from civicflow.evaluation.scoring import (
    LeaderParts,
    Parts,
    Product,
    Score,
    annual_score,
    parts_of,
    results_of_those_led,
    score_as_stated,
    score_of_products,
)
from civicflow.evaluation.years import attendance_of, scores_of_the_year
from civicflow.regulations.evaluation_clauses import GRADE_THRESHOLDS, LEADER_RESULTS, Scheme
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.rating_clauses import RATED_TIME, Conduct


class ProposesGrade(GivesPoints, Protocol):
    """A command that proposes a grade."""

    @property
    def tasks(self) -> str | None:
        """Points for results of tasks, where the regime has them stated."""

    @property
    def bonus(self) -> str | None:
        """Points added as a bonus, likewise."""

    @property
    def dd(self) -> str | None:
        """The ability to organise, of a leader."""

    @property
    def e(self) -> str | None:
        """The unity of those led, of a leader."""

    @property
    def conduct(self) -> Conduct | None:
        """How what is asked of everybody is met, where grades go by tests."""

    @property
    def leading(self) -> LeadersYear | None:
        """Of a leader, likewise: the targets of the unit and the units led."""

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """What sets the grade aside and no event says."""


@frozen(kw_only=True)
class Case:
    """
    What a grade is reckoned for: the person as they stood, under the regime of the period.

    Args:
        known: The person.
        regime: The regime.
        kind: Month, quarter or year.
        asked: Day, place and category for which records are looked up.
    """

    known: Evaluated
    regime: Regime
    kind: PeriodKind
    asked: Circumstances

    @property
    def is_made_of_periods(self) -> bool:
        """Whether it is a year whose score is that of its months or quarters (R48)."""
        return self.regime.scheme is Scheme.POINTS and self.kind is PeriodKind.YEAR

    @property
    def has_leader_parts(self) -> bool:
        """Whether it is a leader's score with parts of its own."""
        return self.regime.scheme is Scheme.POINTS and self.kind is not PeriodKind.YEAR and self.known.leads


MOST_LEFT_OPEN = Grade.GOOD
"""The best grade that is decided where points or tests leave it open: by them excellence is reached, never granted (K9)."""

NO_WORK = Work(products=(), left_out=(), waiting=())
"""No tasks at all."""


@frozen(kw_only=True)
class Reckoned:
    """
    What a score and a grade came to, and of what.

    Args:
        work: The person's tasks; none where a year is made of its months or quarters.
        led: The grades of those whom a leader leads.
        periods: The months or quarters of which a year is made.
        score: The points; None where the regime has none.
        total: All points.
        grade: The grade; None where points or tests leave it open.
        most: The best grade that may be given; where points or tests of a regime give none, never an excellent one.
        undetermined: What leaves it open.
        overrides: What sets it aside.
    """

    work: Work = NO_WORK
    led: tuple[GradeOfOneLed, ...] = ()
    periods: tuple[PeriodScore, ...] = ()
    score: Score | None = None
    total: Fraction | None = None
    grade: Grade | None = None
    most: Grade | None = None
    undetermined: tuple[str, ...] = ()
    overrides: tuple[Ground, ...] = ()

    @property
    def parts(self) -> Parts | None:
        """The parts of the score of tasks."""
        return None if self.score is None else self.score.parts


def case_of(command: ConcernsEvaluation, facts: Facts) -> Case | None:
    """What the grade is reckoned for; None where the person, the period or the regime is not on record."""
    known, kind = evaluated(facts, command.person, command.period), command.period.kind
    if known is None or kind is None:
        return None
    asked = Circumstances(
        on=command.period.last, locality=known.agency.locality, category=known.employee.category.value
    )
    regime = regime_of(
        facts.regulations,
        on=asked["on"],
        locality=asked["locality"],
        category=known.employee.category.value,
        kind=kind,
    )
    return (
        None if isinstance(regime, NotOnRecord) else Case(known=known, regime=regime, kind=kind, asked=asked)
    )


def reckoned(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    """
    The score and the grade of a person's period.

    Args:
        command: What is stated.
        facts: The window on the world.
        case: For whom, and under which regime.
    """
    found = _bounded(WAYS[case.regime.scheme](command, facts, case), best_grade_of(command, facts, case))
    if found.grade is None and case.regime.scheme is not Scheme.NOT_ON_RECORD:
        found = evolve(found, most=lower_of(found.most or MOST_LEFT_OPEN, MOST_LEFT_OPEN))
    overrides = overrides_of(
        facts,
        command.person,
        command.period,
        scheme=case.regime.scheme,
        locality=case.known.agency.locality,
        category=case.known.employee.category.value,
        stated=command.grounds,
    )
    if not overrides:
        return found
    return evolve(found, grade=Grade.NOT_COMPLETED, undetermined=(), overrides=overrides)


def work(command: ProposesGrade, facts: Facts, case: Case) -> Work:
    """The person's tasks of the period."""
    return work_of(facts, command.person, command.period, case.known.agency.locality)


def _by_points(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    if case.is_made_of_periods:
        return _by_periods(command, facts, case)
    found = work(command, facts, case)
    led = grades_of_those_led(facts, command.person, command.period) if case.has_leader_parts else ()
    plain = Reckoned(work=found, led=led)
    scoring = scoring_of(facts.regulations, case.regime.scheme, **case.asked)
    if isinstance(scoring, NotOnRecord) or scoring.deduction is None:
        return evolve(plain, undetermined=("scoring_not_on_record",))
    parts = parts_of(map(pure, found.products), scoring.deduction, _leader_parts(command, facts, case, led))
    if parts is None:
        at_best = _by_total(plain, general(command) + scoring.scale.tasks, facts, case).grade
        return evolve(plain, undetermined=("nothing_was_assigned",), most=at_best)
    return _graded(plain, score_of_products(parts, general(command), scoring), facts, case)


def pure(product: CountedProduct) -> Product:
    """A product as it is reckoned with."""
    return Product(
        of=product.task,
        weight=Fraction(product.weight),
        finished=product.finished,
        major_errors=product.major_errors,
        delays=product.delays,
    )


def general(command: GivesPoints) -> Fraction:
    """All points for general criteria."""
    return sum((exact(points) or Fraction(0) for points in (command.general or {}).values()), Fraction(0))


def _leader_parts(
    command: ProposesGrade, facts: Facts, case: Case, led: tuple[GradeOfOneLed, ...]
) -> LeaderParts | None:
    rule = LEADER_RESULTS.at(facts.regulations, code=case.regime.scheme.value, **case.asked)
    if not case.has_leader_parts or isinstance(rule, NotOnRecord):
        return None
    completed = all(is_at_least(each.grade, Grade.COMPLETED) for each in led)
    return LeaderParts(d=results_of_those_led(completed, rule), dd=command.dd or 0, e=command.e or 0)


def _by_periods(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    """The mean of months and quarters, a quarter counting as its three months (R48)."""
    counted = scores_of_the_year(facts, command.person, command.period, case.known.agency.id)
    plain = Reckoned(periods=tuple(score for _, score in counted))
    total = annual_score(
        [Fraction(score.total) for times, score in counted if score.total for _ in range(times)]
    )
    if total is None:
        return evolve(plain, undetermined=("no_period_was_scored",))
    return _by_total(evolve(plain, total=total), total, facts, case)


def _as_stated(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    plain = Reckoned(work=work(command, facts, case))
    scoring = scoring_of(facts.regulations, case.regime.scheme, **case.asked)
    if isinstance(scoring, NotOnRecord):
        return evolve(plain, undetermined=("scoring_not_on_record",))
    score = score_as_stated(general(command), command.tasks or 0, command.bonus or 0, scoring)
    return _graded(plain, score, facts, case)


def _graded(plain: Reckoned, score: Score, facts: Facts, case: Case) -> Reckoned:
    return _by_total(evolve(plain, score=score, total=score.total), score.total, facts, case)


def _by_total(plain: Reckoned, total: Fraction, facts: Facts, case: Case) -> Reckoned:
    thresholds = GRADE_THRESHOLDS.at(facts.regulations, code=case.regime.scheme.value, **case.asked)
    if isinstance(thresholds, NotOnRecord):
        return evolve(plain, undetermined=("thresholds_not_on_record",))
    return evolve(plain, grade=grade_of_points(total, thresholds))


def _by_tests(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    """Between the tests nobody pretends: the head decides, and no better than "completed" (K9)."""
    found = work(command, facts, case)
    tests = rating_tests_of(facts.regulations, **case.asked)
    if isinstance(tests, NotOnRecord) or command.conduct is None:
        return Reckoned(work=found, undetermined=("criteria_not_on_record",))
    grade = grade_by_tests(year_of_work(command.conduct, found.products, command.leading), tests)
    if not isinstance(grade, Undetermined):
        return Reckoned(work=found, grade=grade)
    return Reckoned(work=found, undetermined=grade.tests, most=most_left_open(grade))


def most_left_open(by: Undetermined) -> Grade:
    """The best grade where tests give none: who failed those of better grades has completed their tasks at best (K9)."""
    return Grade.COMPLETED if any("." in test for test in by.tests) else MOST_LEFT_OPEN


def best_grade_of(
    command: ConcernsEvaluation, facts: Facts, case: Case
) -> Grade | NotRated | Undetermined | None:
    """How well somebody may be rated for a year by the time that they served; None where nothing on record bounds it."""
    if case.kind is not PeriodKind.YEAR:
        return None
    rule = RATED_TIME.at(facts.regulations, code=case.regime.scheme.value, **case.asked)
    if isinstance(rule, NotOnRecord):
        return None
    return best_grade(attendance_of(case.known.employee, command.period), rule)


def _bounded(found: Reckoned, bound: Grade | NotRated | Undetermined | None) -> Reckoned:
    match bound:
        case Undetermined(tests=tests):
            most = found.most or found.grade
            return evolve(found, grade=None, most=most, undetermined=(*found.undetermined, *tests))
        case Grade() if bound is not Grade.EXCELLENT:
            most = bound if found.most is None else lower_of(bound, found.most)
            return evolve(found, grade=found.grade and lower_of(found.grade, bound), most=most)
        case _:
            return found


def _not_on_record(command: ProposesGrade, facts: Facts, case: Case) -> Reckoned:
    return Reckoned(work=work(command, facts, case), undetermined=("criteria_not_on_record",))


WAYS: Mapping[Scheme, Callable[[ProposesGrade, Facts, Case], Reckoned]] = {
    Scheme.POINTS: _by_points,
    Scheme.MONTHLY_POINTS: _as_stated,
    Scheme.TESTS: _by_tests,
    Scheme.NOT_ON_RECORD: _not_on_record,
}
"""How a grade is reckoned, by the scheme of its regime."""

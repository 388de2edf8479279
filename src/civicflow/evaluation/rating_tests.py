"""The tests of Decree 90/2020, each grade a set of shares to be reached; where none decides, nobody pretends (K9, R44)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, Unpack

import attrs

from civicflow.core.provision import Circumstances, Regulations
from civicflow.errors import InvalidInputError
from civicflow.evaluation.events import CountedProduct, LeadersYear
from civicflow.evaluation.grades import Grade
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.rating_clauses import RATING_TEST, Conduct, RatingTest

RatingTests: TypeAlias = Mapping[Grade, RatingTest]
"""The test of each grade."""


@attrs.frozen
class Undetermined:
    """
    The law gives no grade here: the head decides, with reasons (K9).

    Args:
        tests: What stands in the way of each grade from the best down, such as ``completed.assured``; never empty.
    """

    tests: tuple[str, ...]


def _parts_of_a_whole(instance: attrs.AttrsInstance, whole: int, *parts: str) -> None:
    """Refuse numbers that cannot be counts out of a whole."""
    for name in parts:
        number = getattr(instance, name)
        if type(number) is not int or not 0 <= number <= whole:
            raise InvalidInputError(field=name, problem="out-of-range", value=str(number)[:100])


@attrs.frozen(kw_only=True)
class Leading:
    """
    What counts for a leader besides their own tasks.

    Args:
        targets: How many targets the unit had for the year.
        done: How many of them were done.
        targets_assured: How many in time and of quality.
        exceeded: How many were exceeded.
        led: How many units are led.
        led_completed: How many of them completed their tasks or better.
        led_good: How many completed them well or better.

    Raises:
        InvalidInputError: When a number is no count, or more than what it is counted among.
    """

    targets: int
    done: int
    targets_assured: int
    exceeded: int
    led: int = 0
    led_completed: int = 0
    led_good: int = 0

    def __attrs_post_init__(self) -> None:
        _parts_of_a_whole(self, self.targets, "targets", "done", "targets_assured", "exceeded")
        _parts_of_a_whole(self, self.led, "led", "led_completed", "led_good")


@attrs.frozen(kw_only=True)
class YearOfWork:
    """
    A person's year as the tests of Decree 90/2020 see it.

    Args:
        conduct: How they meet what is asked of everybody, as stated by whoever rates.
        tasks: How many tasks they had.
        not_assured: How many were late or not of the quality asked for, without confirmed objective causes.
        above_level: How many were above the level set.
        leading: What counts for a leader besides; None for everybody else.

    Raises:
        InvalidInputError: When a number is no count, or more than the tasks.
    """

    conduct: Conduct
    tasks: int
    not_assured: int
    above_level: int
    leading: Leading | None = None

    def __attrs_post_init__(self) -> None:
        _parts_of_a_whole(self, self.tasks, "tasks", "not_assured", "above_level")

    @property
    def shares(self) -> Mapping[str, Fraction]:
        """The shares that a test may ask for; what there is nothing of has none."""
        lead = self.leading
        counted = [
            ("assured", self.tasks - self.not_assured, self.tasks),
            ("above_level", self.above_level, self.tasks),
        ]
        if lead is not None:
            counted += [
                ("targets_done", lead.done, lead.targets),
                ("targets_assured", lead.targets_assured, lead.targets),
                ("targets_exceeded", lead.exceeded, lead.targets),
                ("led_completed", lead.led_completed, lead.led),
                ("led_good", lead.led_good, lead.led),
            ]
        return {name: Fraction(part, whole) for name, part, whole in counted if whole}


def year_of_work(
    conduct: Conduct, products: Sequence[CountedProduct], leading: LeadersYear | None
) -> YearOfWork:
    """
    A person's year from the products that count in it and from what is stated of it.

    Args:
        conduct: How what is asked of everybody is met.
        products: The products.
        leading: What counts for a leader besides.
    """
    return YearOfWork(
        conduct=conduct,
        tasks=len(products),
        not_assured=sum(not _is_assured(each) for each in products),
        above_level=sum(each.above_level for each in products),
        leading=None if leading is None else Leading(**attrs.asdict(leading)),
    )


def _is_assured(product: CountedProduct) -> bool:
    """Whether it was finished in time and of the quality asked for."""
    return product.finished and not product.major_errors and not product.delays


def rating_tests_of(regulations: Regulations, **asked: Unpack[Circumstances]) -> RatingTests | NotOnRecord:
    """
    The test of each grade, or the first that is not on record.

    Args:
        regulations: Where the records are looked up.
        asked: The last day of the year, place, personnel category and knowledge, as ``Circumstances`` says.
    """
    tests: dict[Grade, RatingTest] = {}
    for grade in Grade:
        test = RATING_TEST.at(regulations, code=grade.value, **asked)
        if isinstance(test, NotOnRecord):
            return test
        tests[grade] = test
    return tests


def grade_by_tests(
    year: YearOfWork, tests: RatingTests, without: Collection[str] = ()
) -> Grade | Undetermined:
    """
    The best grade whose test a person's year passes; none where neither a grade nor "not completed" is reached (K9).

    Args:
        year: The person's year.
        tests: The test of each grade.
        without: What is not asked for, by name, such as ``assured`` or ``conduct``, because it was set aside.
    """
    shares = {name: share for name, share in year.shares.items() if name not in without}
    conduct = _STEPS[0] if "conduct" in without else year.conduct
    worst = tests[Grade.NOT_COMPLETED]
    if not all(worst.is_passed_by(name, share) for name, share in shares.items()):
        return Grade.NOT_COMPLETED
    if year.tasks == 0 or not shares or (year.leading is not None and year.leading.targets == 0):
        return Undetermined(("tasks",) if year.tasks == 0 or not shares else ("targets",))
    missed: list[str] = []
    for grade in (Grade.EXCELLENT, Grade.GOOD, Grade.COMPLETED):
        stands_in_the_way = tuple(_missed(conduct, shares, tests[grade]))
        if not stands_in_the_way:
            return grade
        missed += (f"{grade.value}.{name}" for name in stands_in_the_way)
    return Undetermined(tuple(missed))


def _missed(conduct: Conduct, shares: Mapping[str, Fraction], test: RatingTest) -> Iterator[str]:
    if test.conduct is not None and _STEPS.index(conduct) > _STEPS.index(test.conduct):
        yield "conduct"
    yield from (name for name, share in shares.items() if not test.is_passed_by(name, share))


_STEPS = tuple(Conduct)
"""Conduct from the best down."""

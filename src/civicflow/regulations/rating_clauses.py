"""Records about annual ratings whose fields only mean something together: tests, time served, days (R44, K9)."""

from enum import Enum
from fractions import Fraction

import attrs

from civicflow.core.provision import Stipulation
from civicflow.errors import InvalidInputError
from civicflow.regulations.composing import entry, said
from civicflow.regulations.parameter import Clause
from civicflow.regulations.reading import count, ratio, text, words


class Conduct(Enum):
    """How somebody meets what is asked of everybody: thought, ethics, working style, discipline (Decree 90/2020, Art. 3)."""

    WELL_MET = "well_met"
    MET = "met"
    NOT_MET = "not_met"


@attrs.frozen(kw_only=True)
class RatingTest:
    """
    What one grade asks for at least, each a share from 0 to 1; 0 asks for nothing.

    For the last grade it is the other way round: whoever stays below a share has not completed their tasks.

    Args:
        code: The grade.
        conduct: How what is asked of everybody must be met; None when it need not be.
        assured: Of a person's tasks, those in time and of the quality asked for.
        above_level: Of a person's tasks, those above the level set.
        targets_done: Of a leader's targets, those done.
        targets_assured: Of a leader's targets, those in time and of quality.
        targets_exceeded: Of a leader's targets, those exceeded.
        led_completed: Of the units led, those that completed their tasks or better.
        led_good: Of the units led, those that completed them well or better.
        exceeding: Which of these shares must be exceeded, not only reached.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When something else than a share must be exceeded.
    """

    code: str
    conduct: Conduct | None
    assured: Fraction
    above_level: Fraction
    targets_done: Fraction
    targets_assured: Fraction
    targets_exceeded: Fraction
    led_completed: Fraction
    led_good: Fraction
    exceeding: tuple[str, ...] = ()
    provision: str

    def __attrs_post_init__(self) -> None:
        unknown = [name for name in self.exceeding if not isinstance(getattr(self, name, None), Fraction)]
        if unknown:
            raise InvalidInputError(field="exceeding", problem="unknown-word", value=", ".join(unknown))

    def is_passed_by(self, name: str, share: Fraction) -> bool:
        """Whether a share is what the test asks for."""
        least: Fraction = getattr(self, name)
        return share > least if name in self.exceeding else share >= least


@attrs.frozen(kw_only=True)
class RatedTime:
    """
    How long somebody must have served in a year to be rated, and which leave bounds their grade.

    Args:
        months_of_service: Below so many there is no rating.
        leave_from: From so many months of leave on the grade is bounded.
        leave_below: Up to less than so many; for longer leave the text says nothing.
        at_most: The best grade then.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When the bounds of leave do not follow one another.
    """

    months_of_service: int
    leave_from: int
    leave_below: int
    at_most: str
    provision: str

    def __attrs_post_init__(self) -> None:
        if not self.leave_from < self.leave_below:
            raise InvalidInputError(field="leave_below", problem="order-of-months", value=self.leave_below)


@attrs.frozen(kw_only=True)
class RatingDue:
    """
    By when a rating is done.

    Args:
        months_after: In how many months after the last one of the period; 0 for that month itself.
        before_day: Before which day of that month, from 1 to 28.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When not every month has such a day.
    """

    months_after: int
    before_day: int
    provision: str

    def __attrs_post_init__(self) -> None:
        if self.before_day not in range(1, 29):
            raise InvalidInputError(field="before_day", problem="out-of-range", value=self.before_day)


def _conduct(setting: Stipulation) -> Conduct | None:
    return None if setting == "not_asked" else Conduct(setting)


RATING_TEST: Clause[RatingTest] = Clause(
    "rating_test",
    entry(
        RatingTest,
        conduct=_conduct,
        assured=ratio,
        above_level=ratio,
        targets_done=ratio,
        targets_assured=ratio,
        targets_exceeded=ratio,
        led_completed=ratio,
        led_good=ratio,
        exceeding=words,
    ),
)
"""What each grade asks for under Decree 90/2020, each an entry by its grade (R44, K9)."""

RATED_TIME: Clause[RatedTime] = Clause(
    "rated_time",
    said(RatedTime, months_of_service=count, leave_from=count, leave_below=count, at_most=text),
)
"""How long somebody must have served to be rated, by scheme (R44)."""

RATING_DUE: Clause[RatingDue] = Clause("rating_due", said(RatingDue, months_after=count, before_day=count))
"""By when a rating is done, by kind of period (R44, R47)."""

RATING_CLAUSES: tuple[Clause[object], ...] = (RATING_TEST, RATED_TIME, RATING_DUE)
"""What annual ratings add to ``clauses.CLAUSES``."""

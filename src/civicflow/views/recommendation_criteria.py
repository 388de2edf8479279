"""The tests of a recommendation, one line of a table each: what is measured, against what, by which regulation (K15)."""

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve, frozen

from civicflow.core.operation import Operation
from civicflow.core.question import Change, Figure
from civicflow.core.working import NUMBER, Part, made, reckoned, working_of
from civicflow.regulations import Parameter
from civicflow.regulations.parameters import (
    RECOMMENDATION_CADENCE,
    RECOMMENDATION_CLARITY,
    RECOMMENDATION_FINDING_DAYS,
    RECOMMENDATION_IN_BAND,
    RECOMMENDATION_MARGIN,
    RECOMMENDATION_QUARTERS,
)
from civicflow.views.measures import Measure
from civicflow.views.newcombe import change
from civicflow.views.pilot_case import PilotCase, total
from civicflow.views.satisfaction import incomparable


class Criterion(Enum):
    """What is asked of a pilot; each is true when it speaks for going on."""

    FULL_QUARTERS_HAVE_PASSED = "full_quarters_have_passed"
    SATISFACTION_IS_COMPARABLE = "satisfaction_is_comparable"
    BASELINE_HAS_ENOUGH_ANSWERS = "baseline_has_enough_answers"
    LAST_WAVE_HAS_ENOUGH_ANSWERS = "last_wave_has_enough_answers"
    ON_TIME_IS_COMPARABLE = "on_time_is_comparable"
    NO_CRITICAL_FINDING_IS_OPEN = "no_critical_finding_is_open"
    NO_CRITICAL_FINDING_STAYS_OPEN = "no_critical_finding_stays_open"
    SATISFACTION_IS_NOT_BELOW_THE_MARGIN = "satisfaction_is_not_below_the_margin"
    ON_TIME_IS_NOT_BELOW_THE_MARGIN = "on_time_is_not_below_the_margin"
    SATISFACTION_HAS_NOT_FALLEN = "satisfaction_has_not_fallen"
    ON_TIME_HAS_NOT_FALLEN = "on_time_has_not_fallen"
    SATISFACTION_STAYS_WITHIN_THE_MARGIN = "satisfaction_stays_within_the_margin"
    ON_TIME_STAYS_WITHIN_THE_MARGIN = "on_time_stays_within_the_margin"
    ASSIGNMENTS_ARE_CLEAR = "assignments_are_clear"
    REPORTS_COME = "reports_come"
    WORKLOAD_IS_EQUIVALENT = "workload_is_equivalent"
    CONFIDENTIALITY_IS_KEPT = "confidentiality_is_kept"
    NO_GAP_IS_UNEXPLAINED = "no_gap_is_unexplained"


class Outcome(Enum):
    """What became of a test; what is not on record is never passed."""

    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NOT_ON_RECORD = "not_on_record"


@frozen(kw_only=True)
class CriterionLine:
    """
    A test of a pilot, with what it saw.

    Args:
        criterion: What is asked.
        value: What was measured; None when nothing is on record.
        threshold: What it is held against.
        outcome: What became of it.
        provision: The provision that the threshold comes from.
    """

    criterion: Criterion
    value: Figure | Change | int | None
    threshold: Fraction | int | None
    outcome: Outcome
    provision: str | None


Seen: TypeAlias = tuple[Figure | Change | int | None, Fraction | int | None, bool | None, str | None]
"""What a test saw: value, threshold, whether it is passed (None when something is not on record), and the provision."""


def _full_quarters_have_passed(case: PilotCase) -> Seen:
    least, provision = case.regulated(RECOMMENDATION_QUARTERS)
    return case.quarters, least, None if least is None else case.quarters >= least, provision


def _satisfaction_is_comparable(case: PilotCase) -> Seen:
    found = case.satisfaction
    return found, None, incomparable(*case.measured) is None, None


def _baseline_has_enough_answers(case: PilotCase) -> Seen:
    before, _ = case.measured
    return _enough(case, before)


def _last_wave_has_enough_answers(case: PilotCase) -> Seen:
    _, after = case.measured
    return _enough(case, after)


def _enough(case: PilotCase, wave: Measure | None) -> Seen:
    answers = None if wave is None else wave.figure(case.evidence).denominator
    needed, provision = case.answers_needed
    passed = None if answers is None or needed is None else answers >= needed
    return answers, needed, passed, provision


def _on_time_is_comparable(case: PilotCase) -> Seen:
    found = case.on_time
    return found, None, found is not None, None


def _no_critical_finding_is_open(case: PilotCase) -> Seen:
    found = case.found(case.sources.critical_findings)
    if found is None:
        return None, nought(case), None, None
    ages = [each for found_in in found for each in found_in]
    open_now = reckoned(case.evidence, len(ages), Operation.SUM, lambda: map(_one_open, ages))
    return open_now, nought(case), open_now == 0, None


def _one_open(days: int) -> Part:
    """A finding that is open, by the events that say for how many days it has been."""
    told = working_of(days)
    parts = () if told is None else told.parts
    since = next((part for part in parts if part.events), Part(of=NUMBER, because="open"))
    return evolve(since, adds=1, because="open")


def _no_critical_finding_stays_open(case: PilotCase) -> Seen:
    most, provision = case.regulated(RECOMMENDATION_FINDING_DAYS)
    found = case.found(case.sources.critical_findings)
    if found is None or most is None:
        return None, most, None, provision
    ages = [days for each in found for days in each]
    longest = reckoned(
        case.evidence,
        max(ages, default=0),
        Operation.LARGEST,
        lambda: (Part(of=NUMBER, adds=each, because="open_for") for each in (0, *ages)),
    )
    return longest, most, longest <= most, provision


def _is_not_below_the_margin(change: Change | None, case: PilotCase) -> Seen:
    """Worse beyond the margin is what lies below it altogether (R13)."""
    margin, provision = case.regulated(RECOMMENDATION_MARGIN)
    if change is None or margin is None:
        return change, _below_nought(margin), None, provision
    return change, _below_nought(margin), Fraction(change.upper) >= -margin, provision


def _stays_within_the_margin(change: Change | None, case: PilotCase) -> Seen:
    """Not worse is what lies above the margin altogether (R13)."""
    margin, provision = case.regulated(RECOMMENDATION_MARGIN)
    if change is None or margin is None:
        return change, _below_nought(margin), None, provision
    return change, _below_nought(margin), Fraction(change.lower) > -margin, provision


def _below_nought(margin: Fraction | None) -> Fraction | None:
    return None if margin is None else made(-margin, Operation.DIFFERENCE, nought=0, margin=margin)


def nought(case: PilotCase) -> int:
    """The threshold of what may not be at all."""
    return reckoned(case.evidence, 0, Operation.SUM, tuple)


def _has_not_fallen(change: Change | None, case: PilotCase) -> Seen:
    return change, nought(case), None if change is None else change.upper >= 0, None


def _of_satisfaction(judge: Callable[[Change | None, PilotCase], Seen]) -> Callable[[PilotCase], Seen]:
    return lambda case: judge(case.satisfaction, case)


def _of_on_time(judge: Callable[[Change | None, PilotCase], Seen]) -> Callable[[PilotCase], Seen]:
    return lambda case: judge(case.on_time, case)


def _at_least(figure: Figure | None, least: Parameter[Fraction], case: PilotCase) -> Seen:
    threshold, provision = case.regulated(least)
    share = None if figure is None else figure.share
    passed = None if share is None or threshold is None else share >= threshold
    return figure, threshold, passed, provision


def _confidentiality_is_kept(case: PilotCase) -> Seen:
    found = case.figure(case.sources.confidentiality)
    return found, nought(case), None if found is None else found.numerator == 0, None


def _no_gap_is_unexplained(case: PilotCase) -> Seen:
    """Nothing lies between those at home and those at the office that chance would not make, or it is explained (K15)."""
    ratings = case.found(case.sources.ratings)
    if ratings is None:
        return None, nought(case), None, None
    gap = change(
        total(case.evidence, (office for _, office in ratings)),
        total(case.evidence, (home for home, _ in ratings)),
    )
    if gap is None:
        return None, nought(case), None, None
    explained = case.found(case.sources.explained)
    return gap, nought(case), gap.lower <= 0 <= gap.upper or bool(explained and all(explained)), None


TESTS: Mapping[Criterion, Callable[[PilotCase], Seen]] = {
    Criterion.FULL_QUARTERS_HAVE_PASSED: _full_quarters_have_passed,
    Criterion.SATISFACTION_IS_COMPARABLE: _satisfaction_is_comparable,
    Criterion.BASELINE_HAS_ENOUGH_ANSWERS: _baseline_has_enough_answers,
    Criterion.LAST_WAVE_HAS_ENOUGH_ANSWERS: _last_wave_has_enough_answers,
    Criterion.ON_TIME_IS_COMPARABLE: _on_time_is_comparable,
    Criterion.NO_CRITICAL_FINDING_IS_OPEN: _no_critical_finding_is_open,
    Criterion.NO_CRITICAL_FINDING_STAYS_OPEN: _no_critical_finding_stays_open,
    Criterion.SATISFACTION_IS_NOT_BELOW_THE_MARGIN: _of_satisfaction(_is_not_below_the_margin),
    Criterion.ON_TIME_IS_NOT_BELOW_THE_MARGIN: _of_on_time(_is_not_below_the_margin),
    Criterion.SATISFACTION_HAS_NOT_FALLEN: _of_satisfaction(_has_not_fallen),
    Criterion.ON_TIME_HAS_NOT_FALLEN: _of_on_time(_has_not_fallen),
    Criterion.SATISFACTION_STAYS_WITHIN_THE_MARGIN: _of_satisfaction(_stays_within_the_margin),
    Criterion.ON_TIME_STAYS_WITHIN_THE_MARGIN: _of_on_time(_stays_within_the_margin),
    Criterion.ASSIGNMENTS_ARE_CLEAR: lambda case: _at_least(
        case.figure(case.sources.clarity), RECOMMENDATION_CLARITY, case
    ),
    Criterion.REPORTS_COME: lambda case: _at_least(
        case.figure(case.sources.cadence), RECOMMENDATION_CADENCE, case
    ),
    Criterion.WORKLOAD_IS_EQUIVALENT: lambda case: _at_least(
        case.figure(case.sources.workload), RECOMMENDATION_IN_BAND, case
    ),
    Criterion.CONFIDENTIALITY_IS_KEPT: _confidentiality_is_kept,
    Criterion.NO_GAP_IS_UNEXPLAINED: _no_gap_is_unexplained,
}
"""Each criterion and how it is tested; a new one is one line here, and one in the table of courses."""


def lines_of(case: PilotCase) -> tuple[CriterionLine, ...]:
    """Every test of a pilot with what it saw."""
    return tuple(_line(criterion, test(case)) for criterion, test in TESTS.items())


def _line(criterion: Criterion, seen: Seen) -> CriterionLine:
    value, threshold, passed, provision = seen
    return CriterionLine(
        criterion=criterion,
        value=value,
        threshold=threshold,
        outcome=OUTCOMES[passed],
        provision=provision,
    )


OUTCOMES: Mapping[bool | None, Outcome] = {
    True: Outcome.PASSED,
    False: Outcome.NOT_PASSED,
    None: Outcome.NOT_ON_RECORD,
}
"""What it means that a test is passed, is not, or has nothing to go by."""

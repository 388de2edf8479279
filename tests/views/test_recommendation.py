"""The recommendation about a pilot: its order, its arithmetic, E24 and K15 by number, and that it never decides."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.question import Figure
from civicflow.flow import lawbook
from civicflow.oversight.events import Severity
from civicflow.regulations import Lawbook
from civicflow.views.pilot_case import PilotCase, Source, Sources, full_quarters
from civicflow.views.recommendation import (
    COURSES,
    Recommendation,
    RecommendationAnswer,
    Recommended,
    recommended,
    weighed,
)
from civicflow.views.recommendation_criteria import Criterion, CriterionLine, Outcome
from tests.pilot_record.offices import PAUSED
from tests.views.lives import Life
from tests.views.overseen import opened
from tests.views.past import Past
from tests.views.pilots import counted_before, surveyed, under_way

NOW = "2024-07-01T08:00"
"""Three full quarters after the start."""


def of(numerator: int, denominator: int) -> Figure:
    """So many of so many."""
    return Figure(numerator=numerator, denominator=denominator)


def ruled(**said: Any) -> Lawbook:
    """The regulations, with another rule for recommendations."""
    rules = lawbook()
    sheets = (
        evolve(
            sheet,
            provisions=tuple(evolve(each, value={**each.value, **said}) for each in sheet.provisions),
        )
        if sheet.subject == "pilot_recommendation"
        else sheet
        for sheet in rules.sheets
    )
    return Lawbook(tuple(sheets))


def measured(before: tuple[int, int] = (430, 500), after: tuple[int, int] = (438, 500), **rule: Any) -> Past:
    """A pilot whose citizens were asked before and since, and whose tasks were counted before: 4,500 of 5,000 on time."""
    past = under_way(Past(regulations=ruled(**rule)))
    counted_before(past, *before)
    counted_before(past, 4_500, 5_000, indicator="on_time", instrument="counted")
    surveyed(past, "S-1", *after)
    return past


def sources(**said: Any) -> Sources:
    """What other questions say, all of it good, but for what is said; the tasks since are on time as before."""
    found: dict[str, Any] = {
        "on_time": of(4_510, 5_000),
        "clarity": of(19, 20),
        "cadence": of(9, 10),
        "workload": of(9, 10),
        "confidentiality": of(0, 12),
        "critical_findings": (),
        "ratings": (of(40, 50), of(41, 50)),
    }
    return Sources(**{name: Source((), always(value)) for name, value in (found | said).items()})


def always(value: Any) -> Any:
    """A question that says the same of every unit."""
    return lambda _evidence, _period, units: [value for _ in units]


def judged(past: Past, now: str = NOW, **said: Any) -> RecommendationAnswer:
    """The recommendation with what other questions say."""
    return weighed(PilotCase(past.evidence(now), "P", sources(**said)), "P")


def line(answer: RecommendationAnswer, criterion: Criterion) -> CriterionLine:
    """One test of an answer."""
    (found,) = (each for each in answer.criteria if each.criterion is criterion)
    return found


def test_a_pilot_that_has_not_harmed_and_keeps_its_promises_may_be_expanded():
    """Every test of an expansion is passed, and each names its value, its threshold and its source (K15)."""
    answer = judged(measured())

    assert answer.recommended is Recommended.EXPAND
    assert answer.period == "2023-10-01/2024-06-30"
    assert {each.outcome for each in answer.criteria} == {Outcome.PASSED}
    clear = line(answer, Criterion.ASSIGNMENTS_ARE_CLEAR)
    assert (clear.value, clear.threshold) == (of(19, 20), Fraction(19, 20))
    assert clear.provision == "pilot_recommendation/2000-01-01"


@pytest.mark.parametrize(
    "before, after, rule, expected",
    [
        ((430, 500), (438, 500), {"margin": "1/50", "answers_by_margin": False}, Recommended.CONTINUE),
        ((430, 500), (438, 500), {"margin": "3/100", "answers_by_margin": False}, Recommended.EXPAND),
        ((430, 500), (400, 500), {"margin": "1/50", "answers_by_margin": False}, Recommended.ADJUST),
        ((430, 500), (400, 500), {}, Recommended.ADJUST),
        ((86, 100), (84, 100), {}, Recommended.INSUFFICIENT),
        ((430, 500), (438, 500), {}, Recommended.EXPAND),
        ((430, 500), (370, 500), {}, Recommended.STOP),
    ],
)
def test_e24_what_each_change_leads_to(before, after, rule, expected):
    """E24: at two points it continues, at three it passes; a sure fall within the margin adjusts; 100 answers are too few."""
    assert judged(measured(before, after, **rule)).recommended is expected


@pytest.mark.parametrize(
    "margin, needed, missing",
    [("1/50", 2_317, 1_817), ("3/100", 1_033, 533), ("1/20", 500, 0)],
)
def test_k15_the_answers_that_a_margin_needs_are_named(margin, needed, missing):
    """K15: about 2,320 for two points and 1,040 for three; for five the 500 of the regulation are more than enough."""
    answer = judged(measured(margin=margin))

    assert (answer.answers_needed, answer.answers_missing) == (needed, missing)
    assert (answer.recommended is Recommended.INSUFFICIENT) is (missing > 0)
    assert line(answer, Criterion.LAST_WAVE_HAS_ENOUGH_ANSWERS).threshold == needed


@pytest.mark.parametrize(
    "said, lacking, expected",
    [
        ({"critical_findings": (3,)}, Criterion.NO_CRITICAL_FINDING_IS_OPEN, Recommended.PAUSE),
        ({"critical_findings": (31,)}, Criterion.NO_CRITICAL_FINDING_STAYS_OPEN, Recommended.PAUSE),
        ({"on_time": of(3_000, 5_000)}, Criterion.ON_TIME_IS_NOT_BELOW_THE_MARGIN, Recommended.STOP),
        ({"on_time": of(4_250, 5_000)}, Criterion.ON_TIME_HAS_NOT_FALLEN, Recommended.ADJUST),
        ({"clarity": of(18, 20)}, Criterion.ASSIGNMENTS_ARE_CLEAR, Recommended.CONTINUE),
        ({"cadence": of(17, 19)}, Criterion.REPORTS_COME, Recommended.CONTINUE),
        ({"cadence": of(0, 0)}, Criterion.REPORTS_COME, Recommended.CONTINUE),
        ({"workload": of(89, 100)}, Criterion.WORKLOAD_IS_EQUIVALENT, Recommended.CONTINUE),
        ({"confidentiality": of(1, 12)}, Criterion.CONFIDENTIALITY_IS_KEPT, Recommended.CONTINUE),
        ({"ratings": (of(20, 50), of(45, 50))}, Criterion.NO_GAP_IS_UNEXPLAINED, Recommended.CONTINUE),
        ({"ratings": (of(0, 0), of(45, 50))}, Criterion.NO_GAP_IS_UNEXPLAINED, Recommended.CONTINUE),
    ],
)
def test_each_figure_has_its_say(said, lacking, expected):
    """A finding pauses at once; a fall stops or adjusts; whatever is short of its threshold only keeps from growing."""
    answer = judged(measured(), **said)

    assert answer.recommended is expected
    assert line(answer, lacking).outcome is not Outcome.PASSED


def test_a_gap_that_is_explained_is_none():
    """K15: 0 lies in the interval of the share rated GOOD or better, or an explanation is on record."""
    explained = judged(measured(), ratings=(of(20, 50), of(45, 50)), explained=True)

    assert explained.recommended is Recommended.EXPAND
    assert line(explained, Criterion.NO_GAP_IS_UNEXPLAINED).outcome is Outcome.PASSED


def test_a_finding_that_stays_open_is_named_as_a_reason_to_stop():
    """It pauses first, and the line about thirty days says how long it is open."""
    stays = line(judged(measured(), critical_findings=(31, 4)), Criterion.NO_CRITICAL_FINDING_STAYS_OPEN)

    assert (stays.value, stays.threshold, stays.outcome) == (31, 30, Outcome.NOT_PASSED)


def test_what_no_question_answers_is_not_on_record_and_never_passed():
    """Without clarity, cadence, workload and equal treatment nothing is expanded, and nothing is stopped."""
    answer = measured().ask(Recommendation(pilot="P"), NOW)
    missing = {each.criterion for each in answer.criteria if each.outcome is Outcome.NOT_ON_RECORD}

    assert answer.recommended is Recommended.INSUFFICIENT
    assert missing >= {
        Criterion.ASSIGNMENTS_ARE_CLEAR,
        Criterion.REPORTS_COME,
        Criterion.WORKLOAD_IS_EQUIVALENT,
        Criterion.NO_GAP_IS_UNEXPLAINED,
    }


def test_a_critical_finding_on_record_counts_with_its_age():
    """None on record is none; one of a unit of the pilot is open until it is closed, and stays open after thirty days (R59)."""
    past = measured()

    def outcomes():
        answer = past.ask(Recommendation(pilot="P"), NOW)
        lines = {each.criterion: (each.value, each.outcome) for each in answer.criteria}
        return (
            lines[Criterion.NO_CRITICAL_FINDING_IS_OPEN],
            lines[Criterion.NO_CRITICAL_FINDING_STAYS_OPEN][1],
        )

    assert outcomes() == ((0, Outcome.PASSED), Outcome.PASSED)
    opened(past, "2024-06-25T08:00", severity=Severity.CRITICAL)
    assert outcomes() == ((1, Outcome.NOT_PASSED), Outcome.PASSED)
    opened(past, "2024-05-25T08:00", "F-2", severity=Severity.CRITICAL)
    assert outcomes() == ((2, Outcome.NOT_PASSED), Outcome.NOT_PASSED)


def test_work_on_time_is_compared_raw_with_raw():
    """K15: tasks of the full quarters by their first due, in every unit of the pilot once, as the baseline was counted."""
    past = measured()
    for number, unit in enumerate(("A-1", "U-12", "U-13")):
        life = Life(past, f"T-{number}", unit=unit).assigned("2023-11-01T08:00", due="2023-11-20T17:00")
        life.extended("2023-11-10T08:00", "2023-12-20T17:00").submitted("2023-12-01T08:00")
        life.completed("2023-12-02T08:00")
    Life(past, "T-9", unit="U-12").assigned("2024-06-20T08:00", due="2024-07-02T17:00")

    case = PilotCase(past.evidence(NOW), "P")

    assert case.figure(case.sources.on_time) == of(0, 3)
    assert line(weighed(case, "P"), Criterion.ON_TIME_IS_COMPARABLE).outcome is Outcome.PASSED


def test_a_unit_below_another_of_the_scope_is_counted_once():
    """The scope may name a unit and one of its parts."""
    past = under_way(units=("A-1", "U-12"))
    Life(past, unit="U-12").assigned().submitted("2023-11-10T08:00").completed("2023-11-11T08:00")
    case = PilotCase(past.evidence(NOW), "P")

    assert case.figure(case.sources.on_time) == of(1, 1)


@pytest.mark.parametrize(
    "since, until, count, period",
    [
        ("2023-10-01", "2024-03-31", 2, "2023-10-01/2024-03-31"),
        ("2023-10-02", "2024-03-31", 1, "2024-01-01/2024-03-31"),
        ("2023-10-02", "2024-03-30", 0, None),
        ("2023-12-31", "2024-12-31", 4, "2024-01-01/2024-12-31"),
        ("2024-01-01", "2023-12-31", 0, None),
    ],
)
def test_full_quarters_lie_wholly_within_the_pilot(since, until, count, period):
    """A quarter that had begun before, or is not over, is none."""
    number, found = full_quarters(date.fromisoformat(since), date.fromisoformat(until))

    assert (number, None if found is None else str(found)) == (count, period)


@pytest.mark.parametrize(
    "now, quarters", [("2024-01-01T08:00", 1), ("2023-12-31T23:59", 0), ("2026-05-01T08:00", 9)]
)
def test_quarters_are_counted_from_the_start_to_yesterday_or_to_the_end_of_the_term(now, quarters):
    """The term ends with 2025."""
    passed = line(judged(measured(), now), Criterion.FULL_QUARTERS_HAVE_PASSED)

    assert (passed.value, passed.threshold, passed.outcome is Outcome.PASSED) == (quarters, 2, quarters >= 2)


def test_a_pilot_that_never_started_or_does_not_exist_has_nothing_to_go_by():
    """No quarter, no wave, no figure."""
    for pilot in ("P", "OTHER"):
        past = Past() if pilot == "OTHER" else under_way()
        past.lines = [each for each in past.lines if each.topic != "pilot_record.started"]
        answer = past.ask(Recommendation(pilot=pilot), NOW)
        assert (answer.recommended, answer.period) == (Recommended.INSUFFICIENT, None)


def test_a_wave_about_a_unit_or_with_another_instrument_is_not_weighed():
    """The last wave that asked about all who take part counts, and only when it was asked in the same way."""
    past = measured()
    surveyed(past, "S-2", 1, 500, unit="U-12", until=date(2024, 6, 1), recorded="2024-06-20T08:00")
    assert judged(past).recommended is Recommended.EXPAND

    surveyed(past, "S-3", 438, 500, instrument="other", until=date(2024, 6, 2), recorded="2024-06-20T08:00")
    answer = judged(past)
    assert answer.recommended is Recommended.INSUFFICIENT
    assert line(answer, Criterion.SATISFACTION_IS_COMPARABLE).outcome is Outcome.NOT_PASSED


def test_what_was_not_known_then_does_not_count():
    """Asked as the city could have asked it before the survey came in."""
    past = measured()
    past.add("2024-05-01T08:00", PAUSED)
    known = past.ask(Recommendation(pilot="P"), NOW, known="2024-04-01T23:00")

    assert known.answers_missing == known.answers_needed == 500
    assert past.ask(Recommendation(pilot="P"), NOW).answers_missing == 0


@given(st.fixed_dictionaries({each: st.sampled_from(Outcome) for each in Criterion}))
def test_the_first_course_whose_tests_speak_for_it_is_recommended(outcomes):
    """A slow reading of K15, sentence by sentence, for whatever the tests say."""
    passed = {each for each, outcome in outcomes.items() if outcome is Outcome.PASSED}
    failed = {each for each, outcome in outcomes.items() if outcome is Outcome.NOT_PASSED}
    names = {each.value for each in passed}
    if any(each not in passed for each in COURSES[Recommended.INSUFFICIENT][1]):
        expected = Recommended.INSUFFICIENT
    elif Criterion.NO_CRITICAL_FINDING_IS_OPEN in failed:
        expected = Recommended.PAUSE
    elif any(each.value.endswith(("_below_the_margin", "_stays_open")) for each in failed):
        expected = Recommended.STOP
    elif any(each.value.endswith("_has_not_fallen") for each in failed):
        expected = Recommended.ADJUST
    elif names >= {
        "satisfaction_stays_within_the_margin",
        "on_time_stays_within_the_margin",
        "assignments_are_clear",
        "reports_come",
        "workload_is_equivalent",
        "confidentiality_is_kept",
        "no_critical_finding_is_open",
        "no_gap_is_unexplained",
    }:
        expected = Recommended.EXPAND
    else:
        expected = Recommended.CONTINUE

    assert recommended(outcomes) is expected


@given(
    before=st.tuples(st.integers(0, 600), st.just(600)),
    after=st.tuples(st.integers(0, 700), st.just(700)),
    since=st.tuples(st.integers(0, 400), st.just(400)),
)
def test_harm_is_never_called_an_expansion(before, after, since):
    """Whatever the figures, a pilot whose interval lies below the margin is not expanded (R13), nor one that is unsure."""
    answer = judged(measured(before, after), on_time=of(*since))
    harmed = {
        each.criterion
        for each in answer.criteria
        if each.outcome is Outcome.NOT_PASSED and each.criterion.value.startswith(("satisfaction", "on_time"))
    }

    if answer.recommended is Recommended.EXPAND:
        assert not harmed
    if answer.recommended is Recommended.CONTINUE:
        assert {each.value.rpartition("_")[2] for each in harmed} <= {"margin"}

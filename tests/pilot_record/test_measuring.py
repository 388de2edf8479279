"""Baseline and surveys: taken in time, by the same instrument, with enough answers, and with no number that cannot be."""

from datetime import date
from typing import Any

import pytest

from civicflow.core.event import Event
from civicflow.errors import InvalidInputError
from civicflow.pilot_record import RecordBaseline, RecordSurvey
from civicflow.pilot_record.events import Audience
from civicflow.pilot_record.model import Stage
from civicflow.testing import Given
from tests.pilot_record.offices import CITY, PATHS, baseline, drafted, survey

BEFORE, NOW = "2023-10-02T08:00+07:00", "2023-11-20T08:00+07:00"
APPROVED = PATHS[Stage.APPROVED]
STAFF = baseline(indicator="health", instrument="staff_2023")
UNDER_WAY = (*APPROVED, STAFF, *PATHS[Stage.RUNNING][3:])
"""A running pilot whose staff were asked before it started."""


def record_baseline(**other: Any) -> RecordBaseline:
    """The command that becomes ``baseline()``, but for what is said."""
    event = baseline()
    named = ("indicator", "numerator", "denominator", "since", "until", "instrument")
    return RecordBaseline(**{"pilot": "P", **{name: getattr(event, name) for name in named}} | other)


def record_survey(**other: Any) -> RecordSurvey:
    """The command that becomes ``survey()``, but for what is said."""
    event = survey()
    named = ("survey", "audience", "indicator", "instrument", "numerator", "denominator", "since", "until")
    return RecordSurvey(**{"pilot": "P", **{name: getattr(event, name) for name in named}} | other)


def test_a_baseline_is_recorded_by_the_office_that_keeps_the_pilot():
    """With all who had a hand in it; another office does not."""
    given = Given(*CITY, *APPROVED, at=BEFORE)

    given.when(record_baseline(), by="HEAD-1").then(baseline())
    given.when(record_baseline(), by="HEAD-2").refused_by("office_that_keeps_the_pilot")


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.APPROVED])
def test_a_baseline_is_taken_before_the_start(stage):
    """Once the pilot has started, and while it is not approved, nothing is a baseline (R10)."""
    given = Given(*CITY, *PATHS[stage], at=BEFORE)

    given.when(record_baseline(), by="HEAD-1").refused_by("baseline_precedes_the_start")


def test_an_indicator_has_one_baseline():
    """It is not measured again until it suits; another indicator has its own (R10)."""
    given = Given(*CITY, *APPROVED, baseline(), at=BEFORE)

    given.when(record_baseline(numerator=400), by="HEAD-1").refused_by("baseline_is_recorded_once")
    staff = record_baseline(indicator="health", instrument="staff_2023")
    given.when(staff, by="HEAD-1").then(STAFF)


@pytest.mark.parametrize(
    "said,rule",
    [
        ({"indicator": "mood"}, "indicator_is_of_the_pilot_or_of_its_staff"),
        ({"instrument": "by_heart"}, "instrument_is_on_record"),
        ({"numerator": 429, "denominator": 499}, "baseline_has_enough_answers"),
        ({"since": date(2023, 7, 2)}, "baseline_covers_enough_months"),
        ({"until": date(2023, 10, 2)}, "measured_days_are_over"),
        ({"numerator": 501}, "some_answer_is_counted"),
        ({"numerator": -1}, "some_answer_is_counted"),
        ({"numerator": 5 * 10**8, "denominator": 10**9}, "answers_are_no_more_than_there_are_people"),
    ],
)
def test_a_baseline_that_could_not_be_compared_is_refused(said, rule):
    """Too few answers, too short a time, an unknown instrument, a number that cannot be (R10, R52)."""
    Given(*CITY, *APPROVED, at=BEFORE).when(record_baseline(**said), by="HEAD-1").refused_by(rule)


@pytest.mark.parametrize(
    "since,until,enough",
    [
        ("2023-07-01", "2023-09-30", True),
        ("2023-07-01", "2023-09-29", False),
        ("2022-12-01", "2023-02-28", True),
        ("2022-11-30", "2023-02-27", True),
        ("2022-11-30", "2023-02-26", False),
        ("2020-01-01", "2023-09-30", True),
    ],
)
def test_three_months_are_counted_from_day_to_day(since, until, enough):
    """From the first of July to the last of September are three months; from the last of a longer month likewise."""
    command = record_baseline(since=since, until=until)
    outcome = Given(*CITY, *APPROVED, at=BEFORE).when(command, by="HEAD-1")

    assert outcome.refusals == (() if enough else ("baseline_covers_enough_months",))


@pytest.mark.parametrize(
    "said",
    [
        {"numerator": 0, "denominator": 0},
        {"since": "2199-12-01", "until": "2199-12-31"},
        {"until": "1900-01-01"},
    ],
)
def test_what_makes_no_sense_at_all_is_refused_and_never_breaks(said):
    """Nobody asked, days at the end of the calendar, an end before the beginning: refused like anything else."""
    outcome = Given(*CITY, *APPROVED, at=BEFORE).when(record_baseline(**said), by="HEAD-1")

    assert outcome.events == ()
    assert outcome.refusals


def test_a_wave_of_a_survey_is_recorded_while_the_pilot_is_held():
    """By the office that keeps the pilot, and by nobody else."""
    given = Given(*CITY, *UNDER_WAY, at=NOW)

    given.when(record_survey(), by="HEAD-1").then(survey())
    given.when(record_survey(), by="HEAD-U").refused_by("office_that_keeps_the_pilot")


@pytest.mark.parametrize(
    "stage,allowed", [(each, each.value in {"running", "in_review", "paused"}) for each in Stage]
)
def test_a_survey_belongs_to_a_pilot_that_is_under_way(stage, allowed):
    """Running, in review or at rest."""
    steps = PATHS[stage]
    path = (*steps[:3], STAFF, *steps[3:]) if steps[:3] == APPROVED else steps
    outcome = Given(*CITY, *path, at=NOW).when(record_survey(), by="HEAD-1")

    assert ("pilot_is_under_way" not in outcome.refusals) is allowed
    assert bool(outcome.events) is allowed


@pytest.mark.parametrize(
    "said,rules",
    [
        (
            {"instrument": "citizens_2023"},
            {"survey_uses_the_instrument_of_the_baseline", "instrument_asks_the_audience"},
        ),
        ({"indicator": "family"}, {"survey_uses_the_instrument_of_the_baseline"}),
        ({"audience": "citizens"}, {"instrument_asks_the_audience"}),
        ({"since": date(2023, 9, 30)}, {"survey_lies_within_the_pilot"}),
        ({"until": date(2023, 11, 20)}, {"measured_days_are_over"}),
        ({"until": date(2023, 10, 1)}, {"term_begins_before_it_ends"}),
        ({"numerator": 501}, {"some_answer_is_counted"}),
        ({"denominator": 10**9}, {"answers_are_no_more_than_there_are_people"}),
        ({"unit": "U-2"}, {"surveyed_unit_lies_in_scope"}),
    ],
)
def test_a_survey_that_could_not_be_compared_with_the_baseline_is_refused(said, rules):
    """Another instrument, another audience, a time before the pilot, a unit outside it, an absurd number (R10, R14)."""
    Given(*CITY, *UNDER_WAY, at=NOW).when(record_survey(**said), by="HEAD-1").refused_by(*rules)


def test_what_is_counted_is_no_survey():
    """Work on time has a baseline, and is asked of nobody."""
    path: tuple[Event, ...] = (*APPROVED, baseline(), *PATHS[Stage.RUNNING][3:])
    command = record_survey(indicator="on_time", instrument="counted")

    Given(*CITY, *path, at=NOW).when(command, by="HEAD-1").refused_by("instrument_asks_the_audience")


def test_citizens_are_asked_about_what_the_pilot_is_judged_by():
    """With the questionnaire for citizens, about a unit of the scope (R10, R50)."""
    judged = drafted(indicators={"satisfaction": "43/50"})
    before = baseline(indicator="satisfaction", instrument="citizens_2023")
    path = (judged, *APPROVED[1:], before, *PATHS[Stage.RUNNING][3:])
    said: dict[str, Any] = {"indicator": "satisfaction", "instrument": "citizens_2023", "unit": "U-1"}

    outcome = Given(*CITY, *path, at=NOW).when(record_survey(audience="citizens", **said), by="HEAD-1")

    outcome.then(survey(audience=Audience.CITIZENS, **said))


def test_a_survey_is_recorded_once():
    """Its id stands for one wave."""
    Given(*CITY, *UNDER_WAY, survey(), at=NOW).when(record_survey(), by="HEAD-1").refused_by("survey_is_new")


def test_indicators_and_instruments_are_no_place_for_names():
    """What a refusal repeats goes on record, so it is named by ids alone (R63)."""
    with pytest.raises(InvalidInputError):
        record_baseline(indicator="sự hài lòng")
    with pytest.raises(InvalidInputError):
        record_survey(instrument="phiếu của Nguyễn Văn A")

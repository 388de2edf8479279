"""The figures that the house asks for: each is laid down by a shipped file, and none is invented."""

from datetime import time
from fractions import Fraction
from typing import Any

import pytest

from civicflow.calendars import Length
from civicflow.core.provision import NotedRegulations
from civicflow.errors import NotRegulatedError
from civicflow.regulations import NotOnRecord, Parameter, caps, evaluation_parameters, parameters, reading
from civicflow.regulations.clauses import CLAUSES
from tests.regulations.shipped import day, lawbook, record, shipped, strict_lawbook

ALL: dict[str, Parameter[Any]] = {
    name: value
    for module in (parameters, evaluation_parameters)
    for name, value in vars(module).items()
    if isinstance(value, Parameter)
}
CRITERIA = ("no_citizen_contact", "no_procedures", "in_a_running_pilot", "primary_unit")
TERM_DAYS = Parameter("term", "working_days", reading.count)


def lengths(*written: str) -> tuple[Length, ...]:
    """Several lengths of time."""
    return tuple(map(Length.parse, written))


@pytest.mark.parametrize(
    "parameter, figure",
    [
        (parameters.LATE_CLAIM_HOURS, 72),
        (parameters.INCIDENT_GRACE_MINUTES, 30),
        (parameters.RECORDED_WITHIN_HOURS, 24),
        (parameters.ALERT_HOURS_AHEAD, 24),
        (parameters.ALERT_HOURS_LATE, 48),
        (parameters.REMINDED_BEFORE, lengths("7 working_days", "3 working_days", "1 working_days")),
        (parameters.ESCALATED_AFTER, lengths("3 working_days", "7 working_days")),
        (parameters.NOTICE_IN_TIME_WITHIN, Length.parse("1 working_hours")),
        (parameters.REASSIGNMENT_WORKING_DAYS, 2),
        (parameters.REVIEW_STOPS_THE_CLOCK_FOR_PERSONS, True),
        (parameters.REVIEW_STOPS_THE_CLOCK_FOR_UNITS, False),
        (parameters.HOLD_REVIEWED_WITHIN, Length.parse("5 working_days")),
        (parameters.DISPUTE_DECIDED_WITHIN, Length.parse("2 working_days")),
        (parameters.REPORT_READ_WITHIN, Length.parse("1 working_days")),
        (parameters.RESULT_DECIDED_WITHIN, Length.parse("2 working_days")),
        (parameters.TASK_EVALUATED_WITHIN, Length.parse("5 working_days")),
        (parameters.PETITION_ANSWERED_WITHIN, Length.parse("10 working_days")),
        (parameters.FINDING_ANSWERED_WITHIN, Length.parse("10 working_days")),
        (parameters.HOME_WORK_DECIDED_WITHIN, Length.parse("10 working_days")),
        (parameters.HOME_WORK_REQUESTS, 2),
        (parameters.HOME_WORK_REQUEST_MONTHS, 12),
        (parameters.OFFICE_DAYS_A_WEEK, 1),
        (parameters.HOME_WORK_CRITERIA, CRITERIA),
        (parameters.COMMITMENT_TEXT_VERSION, "2023.1"),
        (parameters.COMMITMENT_REVIEW_MONTHS, 12),
        (parameters.REQUIRED_EQUIPMENT, ("phone", "computer", "printer", "internet")),
        (parameters.EMPLOYEE_COURSES, ("home_work_rules", "information_security")),
        (parameters.MANAGER_COURSES, ("home_work_rules", "managing_by_results")),
        (parameters.RECALL_NOTICE_HOURS, 24),
        (parameters.HOTLINE_PEOPLE, 1),
        (parameters.DAILY_REPORT_CUT_OFF, time(16, 0)),
        (parameters.CADENCE_MISSES, 2),
        (parameters.CADENCE_SHARE, Fraction(9, 10)),
        (parameters.WORKLOAD_LOWEST, Fraction(9, 10)),
        (parameters.WORKLOAD_HIGHEST, Fraction(11, 10)),
        (parameters.WORKLOAD_BASELINE_MONTHS, 3),
        (parameters.SMALLEST_GROUP, 5),
        (parameters.BASELINE_ANSWERS, 500),
        (parameters.BASELINE_MONTHS, 3),
        (parameters.RECOMMENDATION_MARGIN, Fraction(1, 20)),
        (parameters.RECOMMENDATION_QUARTERS, 2),
        (parameters.RECOMMENDATION_ANSWERS, 500),
        (parameters.RECOMMENDATION_CLARITY, Fraction(19, 20)),
        (parameters.RECOMMENDATION_CADENCE, Fraction(9, 10)),
        (parameters.RECOMMENDATION_IN_BAND, Fraction(9, 10)),
        (parameters.RECOMMENDATION_FINDING_DAYS, 30),
        (evaluation_parameters.SATISFACTION_WEIGHT, Fraction(0)),
        (evaluation_parameters.YEAR_RATED_FROM_DAYS, 45),
        (evaluation_parameters.INCOME_EXCLUSIONS, ()),
    ],
)
def test_a_choice_of_design_is_on_record_everywhere(parameter: Parameter[Any], figure: object) -> None:
    """What no law says is a record like any other, marked as design, and strict relies on it."""
    for locality in ("vn/hcmc/district-10", "vn/hanoi", "nl"):
        found = parameter.at(shipped(strict=True), on=day("2023-11-20"), locality=locality)
        assert (type(found), found) == (type(figure), figure)


@pytest.mark.parametrize("parameter", [parameters.REMOTE_PLACES, parameters.REMOTE_SHARE])
def test_quota_and_share_of_home_work_are_not_on_record(parameter: Parameter[Any]) -> None:
    """R6 says "with an appropriate ratio" and names none: the pilot must say it."""
    on = day("2023-11-20")
    assert parameter.at(shipped(), on=on, locality="vn/hcmc") == NotOnRecord(
        subject=parameter.subject, locality="vn/hcmc", on=on
    )


@pytest.mark.parametrize(
    "on, share",
    [("2021-08-22", None), ("2021-08-23", "1/10"), ("2021-09-06", "1/10"), ("2021-09-07", None)],
)
def test_travel_permits_were_a_tenth_for_two_weeks(on: str, share: str | None) -> None:
    """K6: 10 % of the staff from 23 August to 6 September 2021, under a key of its own."""
    found = parameters.TRAVEL_PERMIT_SHARE.at(shipped(), on=day(on), locality="vn/hcmc", mode="emergency")
    assert found == Fraction(share) if share else isinstance(found, NotOnRecord)


@pytest.mark.parametrize(
    "mode, on, locality, window, source",
    [
        ("pilot", "2023-11-20", "vn/hcmc", "office_hours", "reachability/pilot"),
        ("pilot", "2021-06-10", "vn/hcmc", "office_hours", "reachability/pilot"),
        ("emergency", "2021-06-10", "vn/hcmc", "all_day", "vn.hcmc.reachability/2021-06-03"),
        ("emergency", "2026-06-10", "vn/hanoi", "all_day", "reachability/emergency"),
        ("normal", "2023-11-20", "vn/hcmc", None, None),
        (None, "2023-11-20", "vn/hcmc", None, None),
    ],
)
def test_r24_who_must_be_reachable_when(mode, on, locality, window, source) -> None:
    """R24: within office hours in a pilot, day and night in an emergency; nobody says it of those at the office."""
    noted = NotedRegulations(shipped())
    found = parameters.REACHABILITY_WINDOW.at(noted, on=day(on), locality=locality, mode=mode)
    assert (None if isinstance(found, NotOnRecord) else found) == window
    assert next(iter(noted.used), None) == source


@pytest.mark.parametrize(
    "known, coefficient, expected",
    [
        ("2018-03-15", "above_3_00", None),
        ("2020-04-15", "above_3_00", "9/5"),
        ("2020-04-20", "up_to_3_00", "9/5"),
        ("2020-04-21", "above_3_00", "3/5"),
        ("2020-04-22", "above_3_00", "3/5"),
        ("2020-04-22", "up_to_3_00", "4/5"),
        (None, "above_3_00", "3/5"),
        (None, "up_to_3_00", "4/5"),
    ],
)
def test_e12b_the_maximum_of_the_first_quarter_of_2020_as_it_was_known(known, coefficient, expected) -> None:
    """E12b: coefficient 3.33, known on 15 April, 1.8; known on 22 April, 0.6; coefficient 3.00, 0.8 (K7, R46)."""
    for on in ("2020-01-01", "2020-02-15", "2020-03-31"):
        found = parameters.ADDITIONAL_INCOME_MAXIMUM.at(
            shipped(strict=True),
            on=day(on),
            locality="vn/hcmc",
            code=coefficient,
            known=known and day(known),
        )
        assert (None if isinstance(found, NotOnRecord) else found) == (expected and Fraction(expected))


@pytest.mark.parametrize(
    "on, expected",
    [
        ("2018-03-31", None),
        ("2018-04-01", "3/5"),
        ("2019-06-30", "6/5"),
        ("2020-12-31", "3/5"),
        ("2021-01-01", None),
        ("2023-07-31", None),
        ("2023-08-01", "9/5"),
        ("2026-03-31", "9/5"),
    ],
)
def test_the_maximum_of_additional_income_by_date(on: str, expected: str | None) -> None:
    """R46: from the resolution of 2018 on; from 2021 to July 2023 nothing was seen; Hanoi has its own law, not on record."""
    income = parameters.ADDITIONAL_INCOME_MAXIMUM
    found = income.at(shipped(), on=day(on), locality="vn/hcmc", code="above_3_00")
    assert (None if isinstance(found, NotOnRecord) else found) == (expected and Fraction(expected))
    for other in (
        income.at(shipped(), on=day(on), locality="vn/hanoi", code="above_3_00"),
        income.at(shipped(), on=day(on), locality="vn/hcmc"),
    ):
        assert isinstance(other, NotOnRecord)


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_parameter_is_laid_down_by_a_file(name: str) -> None:
    """Its subject has a file, whose records say its field in the kind that it reads."""
    parameter = ALL[name]
    declared = {
        sheet.fields[parameter.field] for sheet in shipped().sheets if sheet.subject == parameter.subject
    }
    (kind,) = declared
    read_as = {"time": "time_of_day"}.get(kind, kind) if isinstance(kind, str) else "text"
    assert parameter.read.__name__ == read_as


def test_nothing_is_laid_down_that_nobody_asks_for() -> None:
    """Each subject of a file is read by a parameter, a clause or the cap."""
    asked = {*(parameter.subject for parameter in ALL.values()), *CLAUSES, caps.SUBJECT}
    assert {sheet.subject for sheet in shipped().sheets} == asked


def test_every_shipped_file_says_in_both_languages_what_it_is_about() -> None:
    """A reader of Vietnamese finds each parameter explained."""
    assert [sheet.key for sheet in shipped().sheets if not sheet.about_vi] == []


def test_what_strict_withholds_is_named() -> None:
    """A figure that would rest on a remembered record is not on record, whatever a wider place says."""
    book = strict_lawbook(
        vn__term=record("working_days = 2"),
        vn__hcmc__term=record(status="memory"),
    )
    on = day("2020-06-01")
    assert TERM_DAYS.at(book, on=on, locality="vn") == 2
    assert TERM_DAYS.at(book, on=on, locality="vn/hcmc") == NotOnRecord(
        subject="term", locality="vn/hcmc", on=on, withheld="vn.hcmc.term/2020-01-01"
    )


def test_what_is_missing_of_a_catalogue_is_named_with_its_entry() -> None:
    """The entry that was asked for, and the one that strict withholds."""
    on = day("2020-06-01")
    book = strict_lawbook(vn__term=record(code='"appeal"') + record(code='"visit"', status="memory"))
    assert TERM_DAYS.at(book, on=on, locality="vn", code="appeal") == 1
    assert TERM_DAYS.at(book, on=on, locality="vn", code="visit") == NotOnRecord(
        subject="term", locality="vn", on=on, code="visit", withheld="vn.term/visit/2020-01-01"
    )
    assert TERM_DAYS.entries(book, on=on, locality="vn") == {"appeal": 1}


def test_an_act_that_cannot_do_without_a_figure_says_so() -> None:
    """The error names subject, place and day, and the record that was withheld."""
    on = day("2020-06-01")
    book = strict_lawbook(vn__term=record(status="memory"), vn__hcmc__term=record("working_days = 3"))
    assert TERM_DAYS.required(book, on=on, locality="vn/hcmc") == 3
    with pytest.raises(NotRegulatedError) as refused:
        TERM_DAYS.required(book, on=on, locality="vn/hanoi")
    assert refused.value.parameters == {
        "subject": "term",
        "locality": "vn/hanoi",
        "on": "2020-06-01",
        "entry": "",
        "withheld": "vn.term/2020-01-01",
    }


def test_only_the_record_that_answers_is_written_down() -> None:
    """A decision cites the district's record, not the city's that it overrides."""
    noted = NotedRegulations(lawbook(vn__term=record(), vn__hcmc__term=record("working_days = 3")))
    assert TERM_DAYS.at(noted, on=day("2020-06-01"), locality="vn/hcmc") == 3
    assert list(noted.used) == ["vn.hcmc.term/2020-01-01"]

"""The figures that the house asks for: each is laid down by a shipped file, and none is invented."""

from datetime import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from civicflow.core.provision import NotedRegulations
from civicflow.errors import NotRegulatedError
from civicflow.regulations import NotOnRecord, Parameter, parameters
from tests.regulations.shipped import day, lawbook, record, shipped, strict_lawbook

ALL: dict[str, Parameter[Any]] = {
    name: value for name, value in vars(parameters).items() if isinstance(value, Parameter)
}
CRITERIA = ("no_citizen_contact", "no_procedures", "in_a_running_pilot", "primary_unit")
TERM_DAYS = Parameter("term", "working_days", parameters.count)


@pytest.mark.parametrize(
    "parameter, figure",
    [
        (parameters.LATE_CLAIM_HOURS, 72),
        (parameters.INCIDENT_GRACE_MINUTES, 30),
        (parameters.ALERT_HOURS_AHEAD, 24),
        (parameters.ALERT_HOURS_LATE, 48),
        (parameters.DAILY_REPORT_CUT_OFF, time(16, 0)),
        (parameters.REASSIGNMENT_WORKING_DAYS, 2),
        (parameters.REVIEW_STOPS_THE_CLOCK_FOR_PERSONS, True),
        (parameters.REVIEW_STOPS_THE_CLOCK_FOR_UNITS, False),
        (parameters.HOLD_REVIEW_WORKING_DAYS, 5),
        (parameters.HOME_WORK_DECISION_WORKING_DAYS, 10),
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
        (parameters.MORNING_FROM, time(7, 30)),
        (parameters.MORNING_TO, time(11, 30)),
        (parameters.AFTERNOON_FROM, time(13, 0)),
        (parameters.AFTERNOON_TO, time(17, 0)),
        (parameters.REPORT_READ_WORKING_DAYS, 1),
        (parameters.RESULT_DECIDED_WORKING_DAYS, 2),
        (parameters.TASK_EVALUATED_WORKING_DAYS, 5),
    ],
)
def test_a_choice_of_design_is_on_record_everywhere(parameter: Parameter[Any], figure: object) -> None:
    """What no law says is a record like any other, marked as design, and strict relies on it."""
    for locality in ("vn/hcmc/district-10", "vn/hanoi", "nl"):
        found = parameter.at(shipped(strict=True), on=day("2023-11-20"), locality=locality)
        assert (type(found), found) == (type(figure), figure)


@pytest.mark.parametrize("mode, window", [("pilot", "office_hours"), ("emergency", "all_day")])
def test_only_in_an_emergency_is_somebody_reachable_day_and_night(mode: str, window: str) -> None:
    """R24: "24/24" was said of the emergency; in a pilot the office hours count."""
    found = parameters.REACHABILITY_WINDOW.at(
        shipped(strict=True), on=day("2023-11-20"), locality="vn/hcmc", mode=mode
    )
    assert found == window


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


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_parameter_is_laid_down_by_a_file(name: str) -> None:
    """Its subject has a file, whose records say its field in the kind that it reads."""
    kinds = {each: each for each in ("count", "flag", "ratio", "text", "words")} | {"time_of_day": "time"}
    parameter = ALL[name]
    (sheet,) = (sheet for sheet in shipped().sheets if sheet.subject == parameter.subject)
    declared = sheet.fields[parameter.field]
    assert ("text" if isinstance(declared, tuple) else declared) == kinds[parameter.read.__name__]


def test_the_reference_has_a_row_for_every_subject() -> None:
    """docs/reference/regulations.md names each subject that is laid down; add a row for a new one."""
    page = (Path(__file__).parents[2] / "docs/reference/regulations.md").read_text("utf-8")
    assert [sheet.subject for sheet in shipped().sheets if f"`{sheet.subject}`" not in page] == []


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
        "withheld": "vn.term/2020-01-01",
    }


def test_only_the_record_that_answers_is_written_down() -> None:
    """A decision cites the district's record, not the city's that it overrides."""
    noted = NotedRegulations(lawbook(vn__term=record(), vn__hcmc__term=record("working_days = 3")))
    assert TERM_DAYS.at(noted, on=day("2020-06-01"), locality="vn/hcmc") == 3
    assert list(noted.used) == ["vn.hcmc.term/2020-01-01"]

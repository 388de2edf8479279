"""Records whose fields only mean something together: office hours, inspections, data requests, catalogues."""

from datetime import time

import pytest

from civicflow.calendars import Length, OfficeHours
from civicflow.regulations import NotOnRecord
from civicflow.regulations.clauses import (
    INSPECTIONS,
    OFFICE_HOURS,
    PERSONAL_DATA_REQUEST,
    SURVEY_INSTRUMENT,
    WORK_TYPE,
    AnsweredInSteps,
    AnsweredWithin,
    InspectionsPaused,
    InspectionTeam,
    SurveyInstrument,
    WorkType,
)
from tests.regulations.shipped import day, shipped, texts
from tests.regulations.shipped import record as written

ON = day("2023-11-20")


def test_r25_office_hours_are_a_choice_of_design_until_a_place_sets_its_own() -> None:
    """Half past seven to half past eleven and one to five, everywhere: eight hours, forty a week."""
    for locality in ("vn", "vn/hcmc/district-10", "nl"):
        hours = OFFICE_HOURS.at(shipped(strict=True), on=ON, locality=locality)
        assert hours == OfficeHours(
            morning_from=time(7, 30),
            morning_to=time(11, 30),
            afternoon_from=time(13),
            afternoon_to=time(17),
            provision="office_hours/2000-01-01",
        )
        assert isinstance(hours, OfficeHours)
        assert hours.minutes * 5 == 40 * 60


@pytest.mark.parametrize(
    "on, paused", [("2021-06-02", False), ("2021-06-03", True), ("2021-07-08", True), ("2021-07-09", False)]
)
def test_r60_unnecessary_inspections_were_halted_for_five_weeks(on: str, paused: bool) -> None:
    """In the city, from 3 June to 8 July 2021; before and after nothing is on record."""
    found = INSPECTIONS.at(shipped(strict=True), on=day(on), locality="vn/hcmc/district-10", mode="emergency")
    expected = InspectionsPaused(provision="vn.hcmc.inspection_team/2021-06-03")
    assert found == expected if paused else isinstance(found, NotOnRecord)


def test_r60_an_order_may_limit_a_team_instead() -> None:
    """A record that chooses "limited" says how many people."""
    name = "vn.hcmc.inspection_team.toml"
    head = texts()[name].partition("[[record]]")[0]
    book = shipped().parse({name: head + written('answer = "limited"\npeople = 3')})
    assert INSPECTIONS.required(book, on=ON, locality="vn/hcmc") == InspectionTeam(
        people=3, provision="vn.hcmc.inspection_team/2020-01-01"
    )


@pytest.mark.parametrize(
    "on, hours", [("2023-06-30", None), ("2023-07-01", 72), ("2025-12-31", 72), ("2026-01-01", None)]
)
def test_r63_under_decree_13_a_request_was_answered_within_72_hours(on: str, hours: int | None) -> None:
    """By the clock, from July 2023 to the end of 2025."""
    found = PERSONAL_DATA_REQUEST.at(shipped(strict=True), on=day(on), locality="vn/hcmc")
    assert (found.hours if isinstance(found, AnsweredWithin) else None) == hours


def test_r63_under_law_91_a_request_is_answered_in_steps() -> None:
    """Two working days, then fifteen calendar days, twenty with third parties, prolonged once by fifteen."""
    found = PERSONAL_DATA_REQUEST.required(shipped(strict=True), on=day("2026-02-13"), locality="vn/hcmc")
    assert found == AnsweredInSteps(
        first_response=Length.parse("2 working_days"),
        restriction=Length.parse("15 calendar_days"),
        with_others=Length.parse("20 calendar_days"),
        extension=Length.parse("15 calendar_days"),
        provision="vn.personal_data_request/2026-01-01",
    )


def test_r15_work_types_are_entries_of_a_catalogue() -> None:
    """Each with its units, its confidentiality, whether it may be done at home, and its standard acceptance."""
    types = WORK_TYPE.entries(shipped(strict=True), on=ON, locality="vn/hcmc")
    assert sorted(types) == ["appraisal", "drafting", "inspection", "other", "plan", "report", "review"]
    assert all(each.code == code and each.units >= 1 for code, each in types.items())
    assert types["appraisal"] == WorkType(
        code="appraisal",
        title_vi="Thẩm định hồ sơ",
        title_en="Appraisal of a file",
        units=2,
        confidentiality="ordinary",
        may_be_done_at_home=True,
        acceptance_vi="Tờ trình nêu rõ căn cứ, ý kiến thẩm định và đề xuất, có chữ ký.",
        acceptance_en="A signed submission with its legal basis, the opinion and a proposal.",
        provision="work_type/appraisal/2000-01-01",
    )
    assert WORK_TYPE.at(shipped(), on=ON, locality="vn/hcmc", code="appraisal") == types["appraisal"]
    assert not types["inspection"].may_be_done_at_home


def test_a_work_type_that_is_in_no_catalogue_is_not_on_record() -> None:
    """The entry is named; so is the catalogue when no entry is asked for."""
    for code in ("dancing", None):
        found = WORK_TYPE.at(shipped(), on=ON, locality="vn", code=code)
        assert found == NotOnRecord(subject="work_type", locality="vn", on=ON, code=code)


def test_r10_r14_survey_instruments_are_entries_of_a_catalogue() -> None:
    """One for citizens and one for staff, every question in both languages."""
    found = SURVEY_INSTRUMENT.entries(shipped(strict=True), on=ON, locality="vn/hcmc")
    assert {code: each.audience for code, each in found.items()} == {
        "citizens_2023": "citizens",
        "staff_2023": "staff",
    }
    for each in found.values():
        assert isinstance(each, SurveyInstrument)
        assert len(each.questions_vi) == len(each.questions_en) == 4

"""Terms that a regulation sets, counted in the working time of the place."""

from datetime import timedelta

import pytest

from civicflow.calendars import Length, TermUnit
from civicflow.core.provision import NotedRegulations
from civicflow.errors import OutsideCalendarError
from civicflow.regulations import Lawbook, NotOnRecord, Parameter, regulated_term, term, working_time
from civicflow.regulations.clauses import PERSONAL_DATA_REQUEST, AnsweredInSteps
from civicflow.regulations.parameters import PETITION_ANSWERED_WITHIN, RESULT_DECIDED_WITHIN
from tests.calendars.shipped import ZONE, at, vietnam
from tests.regulations.shipped import day, record, shipped, texts

STEPS = 'about = "A term."\n[fields]\nwithin = "term"\n'
WITHIN = Parameter("answer", "within", term)


def counted(parameter: Parameter[Length], start: str, book: Lawbook, **asked: object) -> object:
    """The local end of a term, or that nothing is on record."""
    found = regulated_term(parameter, book, vietnam(), ZONE, start=at(start), locality="vn/hcmc", **asked)  # type: ignore[arg-type]
    return found if isinstance(found, NotOnRecord) else found.end.astimezone(ZONE).isoformat()[:16]


def test_e26_a_request_about_personal_data_before_tet() -> None:
    """E26: received on 13 February 2026, first response until 24 February, restriction until Monday 2 March."""
    received = at("2026-02-13T10:00")
    on = received.astimezone(ZONE).date()
    time = working_time(shipped(strict=True), vietnam(), ZONE, on=on, locality="vn/hcmc")
    steps = PERSONAL_DATA_REQUEST.required(shipped(strict=True), on=on, locality="vn/hcmc")
    assert isinstance(steps, AnsweredInSteps)
    assert not isinstance(time, NotOnRecord)
    ends = [time.term(received, each).end for each in (steps.first_response, steps.restriction)]
    assert ends == [at("2026-02-24T17:00"), at("2026-03-02T17:00")]


def test_e26_before_2026_it_was_72_hours_by_the_clock() -> None:
    """E26 under the decree before: Friday to Monday, whatever is worked in between."""
    found = PERSONAL_DATA_REQUEST.required(shipped(), on=day("2025-02-14"), locality="vn/hcmc")
    assert not isinstance(found, AnsweredInSteps)
    assert at("2025-02-14T10:00") + timedelta(hours=found.hours) == at("2025-02-17T10:00")


def test_a_term_names_the_provisions_it_was_derived_from() -> None:
    """The length and the office hours, each by its record; both are written down as used."""
    noted = NotedRegulations(shipped())
    found = regulated_term(
        PETITION_ANSWERED_WITHIN, noted, vietnam(), ZONE, start=at("2023-11-20T09:00"), locality="vn/hcmc"
    )
    assert not isinstance(found, NotOnRecord)
    assert found.end == at("2023-12-04T17:00")
    kept = found.derivation
    assert (kept.length, kept.unit) == (10, TermUnit.WORKING_DAYS)
    assert (kept.regulation, kept.office_hours) == ("petition_answer/2000-01-01", "office_hours/2000-01-01")
    assert set(noted.used) == {kept.regulation, kept.office_hours}


def test_the_law_of_the_day_on_which_the_term_begins_counts() -> None:
    """A city shortens the term from December on, and keeps other hours; a term that runs already stays as it is."""
    hours = texts()["office_hours.toml"].partition("[[record]]")[0]
    own = 'morning_from = "07:00"\nmorning_to = "11:00"\nafternoon_from = "13:00"\nafternoon_to = "16:30"'
    head = texts()["diligence_of_the_head.toml"].partition("[[record]]")[0]
    shorter = (
        'report_read = "1 working_days"\nresult_decided = "3 working_hours"\ntask_evaluated = "1 sessions"'
    )
    book = Lawbook.parse(
        texts()
        | {
            "vn.hcmc.office_hours.toml": hours + record(own, since="2023-12-01"),
            "vn.hcmc.diligence_of_the_head.toml": head + record(shorter, since="2023-12-01"),
        }
    )
    assert counted(RESULT_DECIDED_WITHIN, "2023-11-30T16:00", book) == "2023-12-04T17:00"
    assert counted(RESULT_DECIDED_WITHIN, "2023-12-01T15:30", book) == "2023-12-04T09:00"


def test_a_term_is_looked_up_by_mode_category_entry_and_what_was_known() -> None:
    """As any other parameter."""
    book = Lawbook.parse(
        {
            "office_hours.toml": texts()["office_hours.toml"],
            "answer.toml": STEPS
            + record('within = "1 working_days"', code='"plain"', mode='"pilot"')
            + record('within = "2 working_days"', code='"hard"', categories='["worker"]')
            + record('within = "3 working_days"', issued_on="2023-11-21"),
        }
    )
    start = "2023-11-20T09:00"
    assert counted(WITHIN, start, book, code="plain", mode="pilot") == "2023-11-21T17:00"
    assert counted(WITHIN, start, book, code="hard", category="worker") == "2023-11-22T17:00"
    assert counted(WITHIN, start, book, known=day("2023-11-21")) == "2023-11-23T17:00"
    for missing in ({"known": day("2023-11-20")}, {"code": "plain"}, {"code": "hard"}):
        found = counted(WITHIN, start, book, **missing)
        assert isinstance(found, NotOnRecord)
        assert (found.subject, found.on, found.code) == ("answer", day("2023-11-20"), missing.get("code"))


def test_without_office_hours_no_term_is_counted() -> None:
    """That nothing is on record about office hours is an answer as well; strict withholds what is only remembered."""
    answer = {"answer.toml": STEPS + record('within = "1 sessions"')}
    found = counted(WITHIN, "2023-11-20T09:00", Lawbook.parse(answer))
    assert found == NotOnRecord(subject="office_hours", locality="vn/hcmc", on=day("2023-11-20"))

    remembered = texts()["office_hours.toml"].replace('status = "design"', 'status = "memory"')
    book = Lawbook.parse(answer | {"office_hours.toml": remembered}, strict=True)
    found = counted(WITHIN, "2023-11-20T09:00", book)
    assert isinstance(found, NotOnRecord)
    assert found.withheld == "office_hours/2000-01-01"


def test_a_term_outside_the_calendar_is_an_error() -> None:
    """A petition of 2030 cannot be counted by a calendar that ends in 2027."""
    with pytest.raises(OutsideCalendarError):
        counted(PETITION_ANSWERED_WITHIN, "2030-01-02T09:00", shipped())

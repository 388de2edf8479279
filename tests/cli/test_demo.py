"""The demonstration: three months that are the same in every run, on every store, and whose figures add up."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import psycopg
import pytest

import civicflow as cf
from civicflow.cli.app import run
from civicflow.core.correction import Correction
from civicflow.employee.events import Grade
from civicflow.exchange.json_text import json_line, json_text, line_of
from civicflow.oversight.events import FindingOpened
from civicflow.scenario.demo import tell
from civicflow.scenario.demo.city import PILOT
from civicflow.task.course import Standing, course
from civicflow.testing import FixedClock, violations
from civicflow.views import task_history
from tests.cli.conftest import OCTOBER
from tests.exchange.schemas import EDGE, SCHEMAS, faults, oracle, result

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "ask-with-sql.md"
SQL = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
"""The questions of the how-to page: late tasks by unit, bookings of a day, open holds."""


@pytest.fixture(name="told", scope="module")
def _told(demonstration, tmp_path_factory):
    """A store that holds the three months, and what became of the commands."""
    return demonstration.copied(tmp_path_factory.mktemp("demo") / "store"), demonstration.told


@pytest.fixture(name="entries", scope="module")
def _entries(told):
    """All that stands on record."""
    with cf.open(told[0], read_only=True) as flow:
        return list(flow.entries())


def test_two_tellings_are_equal_byte_for_byte(told, entries, line, tmp_path):
    """Clock and ids are fixed: whoever runs it sees what the pages show."""
    tell(tmp_path / "again")
    first, again = (line("events", store=store, format="json").out for store in (told[0], tmp_path / "again"))

    assert first == again
    assert first.count("\n") == len(entries)
    acts = {entry.envelope.command_id for entry in entries}
    assert len(acts) == told[1].taken + sum(told[1].refused.values())


def test_a_server_tells_the_same(told, line, postgres_schema_url):
    """On an empty server, and once only; the second time it is accounted for."""
    folder = line("demo", store=told[0], format="json").json
    server = line("demo", store=postgres_schema_url, format="json").json
    again = line("demo", store=postgres_schema_url, format="json").json

    assert folder | {"store": ""} == server | {"store": ""} == again | {"store": ""}
    assert line("events", store=told[0], format="json") == line(
        "events", store=postgres_schema_url, format="json"
    )


def test_three_months_of_three_agencies_with_240_employees(entries):
    """As many as the story promises, from the first working day of October to the last of December."""
    topics = Counter(entry.topic for entry in entries)
    days = {str(entry.event.day) for entry in entries if entry.topic == "day.opened"}
    superiors = Counter(entry.event.superior for entry in entries if entry.topic == "unit.established")

    assert superiors == {None: 3, "A-1": 4, "A-2": 4, "A-3": 4}
    assert topics["employee.registered"] == 240
    assert (min(days), max(days), len(days)) == ("2023-10-02", "2023-12-29", 65)
    assert topics["pilot_record.decided"] == 1


def test_the_pilot_goes_from_its_charter_to_a_decision(told, line, entries):
    """Measured before it starts, surveyed, reviewed on answers that are the same when they are asked again, decided on."""
    words = [entry.topic for entry in entries if entry.stream.startswith(("pilot_record:", "survey:"))]
    again = line("review", "PILOT-2023", store=told[0], format="json")

    assert [word for word in words if word != "pilot_record.assigned"] == [
        *("pilot_record.drafted", "pilot_record.submitted", "pilot_record.approved"),
        *("pilot_record.baseline_recorded", "pilot_record.baseline_recorded", "pilot_record.started"),
        *("pilot_record.reported", "survey.recorded", "pilot_record.evaluated", "pilot_record.decided"),
    ]
    assert (again.code, {each["equal"] for each in again.json}) == (0, {True})
    assert [each["question"] for each in again.json] == [
        *("on-time", "on-time", "on-time", "satisfaction", "remote-days", "recommendation")
    ]


def test_what_reaches_the_office_from_outside_is_answered_and_followed_up(told):
    """Two petitions, one of them answered too late; a finding that rests on a late task and on a figure, and is closed."""
    with cf.open(told[0], read_only=True) as flow:
        (record,) = flow.ask(cf.PetitionRecord(period="2023-10", unit="U-1-1")).answer.lines
        (finding,) = flow.ask(cf.Findings(unit="U-1-1", with_closed=True)).answer.findings
        opened = next(flow.entries(stream="finding:KL-2023-01")).event
        assert isinstance(opened, FindingOpened)
        again = [flow.repeat(each) for each in opened.figures]

    assert (record.petitions, record.answered_in_time.numerator) == (2, 1)
    assert (finding.standing.value, finding.answered_in_time) == ("closed", True)
    assert again == list(opened.figures)


def test_the_positions_that_a_page_names_are_those_of_the_demonstration(entries):
    """Whoever follows the page finds what it speaks of."""
    page = (PAGE.parent / "follow-a-figure-to-its-source.md").read_text("utf-8")
    named = {
        int(each) for each in re.findall(r"why (\d+)|position (\d+)|at (\d+)", page) for each in each if each
    }

    assert {number: entries[number - 1].topic for number in named} == {
        20: "unit.appointed",
        6304: "petition.received",
        15257: "petition.answered",
        17245: "employee.leave_corrected",
    }


def test_what_was_recorded_wrongly_is_put_right_and_stays_on_record(told, entries):
    """A leave that was a day too long, and a report that was disputed: what was known then is known still."""
    found = {entry.topic: entry for entry in entries if isinstance(entry.event, Correction)}

    assert sorted(found) == ["employee.leave_corrected", "presence.day_report_corrected"]
    with cf.open(told[0], read_only=True) as flow:
        for entry in found.values():
            why = flow.why(entry.at.position)
            assert why.corrects is not None
            assert flow.why(why.corrects.at.position).corrections == (entry,)


def test_the_quarter_of_a_division_is_rated_petitioned_against_and_paid(told, entries):
    """Left open by the law on record, decided with a reason, bettered from above, and paid by what was bettered (R44, R46)."""
    with cf.open(told[0], read_only=True) as flow:
        grades = flow.ask(cf.Grades(period="2023-Q4", unit="U-1-1")).answer
        published = flow.ask(cf.Grades(period="2023-Q4", unit="U-1-1"), known="2024-01-07").answer
        (income,) = flow.ask(cf.AdditionalIncome(quarter="2023-Q4")).answer
    before, after = ({each.person: each.grade for each in of.people} for of in (published, grades))
    paid = {each.person: each.amount for each in income.people}

    assert Counter(after.values()) == {Grade.EXCELLENT: 6, Grade.GOOD: 10, Grade.COMPLETED: 4}
    assert {each for each in after if before[each] != after[each]} == {"E-007"}
    assert paid["E-007"] == Fraction("2.34") * 1_800_000 * Fraction("1.5") * 3 * Fraction("0.8") == 15_163_200
    assert (len(paid), sum(paid.values()), income.waiting) == (20, income.total, ())
    assert (income.total, income.most) == (Fraction(414_460_800), Fraction(496_000_000))
    assert entries[-1].topic == "income.calculated"


def test_no_decision_rested_on_stale_facts(entries):
    """The oracle finds nothing, in whatever chunks the work was done."""
    assert list(violations(entries)) == []


def test_only_what_the_story_wants_is_refused(told):
    """The fifth of each division asks in vain for a day at home: there are four places."""
    assert told[1].refused == {"remote_place_is_free": 12}


def test_nothing_is_recorded_later_than_it_happened(entries):
    """The story is told in order of time."""
    assert [entry for entry in entries if entry.at.occurred != entry.at.recorded] == []


QUESTIONS: dict[str, list[dict[str, object]]] = {
    "on-time": [
        {"with_events": True},
        {"unit": "A-1", "with_subunits": True, "period": "2023-Q4"},
        {"person": "E-013"},
    ],
    "on-site": [{"period": "2023-11", "with_events": True}, {"body": "A-1"}],
    "worklist": [{"person": "D-1", "with_subunits": True}, {"person": "E-013"}],
    "deadline-notices": [{"person": "E-013"}],
    "open-work": [
        {"unit": "A-1", "with_subunits": True, "limit": 5, "with_total": True},
        {"person": "E-013"},
    ],
    "task-dates": [{"task": "T-02-013"}],
    "trail": [{"stream": "task:T-02-013"}, {"person": "E-013"}],
    "separation-of-duties": [{"with_events": True}, {"first": "assigned", "second": "completed"}],
    "handovers": [{"by": "unit"}, {"with_events": True}],
    "omissions": [{"step": "submitted", "requires": "assigned", "with_events": True}],
    "case-load": [{}, {"unit": "A-1", "period": "2023"}],
    "satisfaction": [{"pilot": PILOT}],
    "recommendation": [{"pilot": PILOT}],
    "participation": [{}, {"by": "unit", "period": "2023-Q4"}],
    "remote-days": [{"period": "2023-11", "by": "unit", "with_events": True}],
    "room-left": [{"period": "2023-11"}],
    "orders-in-force": [{"locality": "vn/hcmc", "on": "2023-11-15"}],
    "hotline-coverage": [{"period": "2023-11"}],
    "report-cadence": [{"period": "2023-Q4", "by": "unit", "with_events": True}],
    "equipment-readiness": [{"by": "unit", "with_events": True, "on": "2023-11-01"}],
    "workload": [{"period": "2023-Q4", "by": "unit", "with_events": True}],
    "approval-latency": [{"by": "person", "with_events": True}, {"period": "2023-11"}],
    "clarity": [{"period": "2023-Q4", "by": "unit", "with_events": True}],
    "channels": [{"period": "2023-Q4", "by": "unit", "with_events": True}],
    "secret-work": [{"by": "head", "with_events": True}],
    "diligence": [{"with_events": True}, {"period": "2023-11", "by": "unit"}],
    "deadline-alerts": [{}, {"unit": "A-1", "with_subunits": True}],
    "equal-treatment": [{"period": "2023-Q4", "unit": "A-1", "with_subunits": True}],
    "my-record": [{"person": "E-013", "period": "2023-11"}],
    "additional-income": [{"quarter": "2023-Q4", "with_events": True}],
    "grades": [
        {"period": "2023-Q4", "by": "unit", "with_events": True},
        {"period": "2023", "readers": "public"},
    ],
    "excellence-ceiling": [{"period": "2023"}],
    "exit-reviews": [{"unit": "A-1", "with_subunits": True}],
}
"""What is asked of the three months; of any other question, as it stands."""


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - {"absences"}))
def test_every_answer_is_printed_as_its_schema_says(told, name):
    """Of three months of an administration there is something to say."""
    judge = oracle(SCHEMAS.of("answers", name))
    with cf.open(told[0], read_only=True) as flow:
        printed = [json_text(flow.ask(EDGE.question(name, asked))) for asked in QUESTIONS.get(name, [{}])]

    assert [faults(judge, each) for each in printed] == [[]] * len(printed)


def test_every_line_of_the_log_is_printed_as_its_schema_says(entries):
    """The first of each topic, and one of every hundred."""
    judge = result("line")
    first = {entry.topic: entry for entry in reversed(entries)}
    chosen = (*first.values(), *entries[::100])

    assert [found for each in chosen if (found := faults(judge, json_line(line_of(each))))] == []


def test_a_replay_finds_nothing(told, line):
    """Every view is what the log says."""
    assert line("demo", store=told[0]).code == 0
    assert (line("replay", store=told[0]).code, line("replay", store=told[0], format="json").json) == (0, [])


def test_a_backup_of_it_answers_alike_wherever_it_is_restored(told, line, tmp_path, postgres_schema_url):
    """The whole account, on a folder and on a server; views are what the log says there."""
    backup = str(tmp_path / "backup.zip")
    assert line("backup", backup, store=told[0]).code == 0
    before = line("demo", store=told[0], format="json").json

    for store in (tmp_path / "restored", postgres_schema_url):
        assert line("restore", backup, store=store).code == 0
        assert line("demo", store=store, format="json").json | {"store": ""} == before | {"store": ""}
        assert line("replay", store=store, format="json").json == []
    line("backup", str(tmp_path / "again.zip"), store=postgres_schema_url)
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "backup.zip").read_bytes()


@pytest.fixture(name="shown", scope="module")
def _shown(told):
    """What the SQL questions of the how-to page are answered on SQLite."""
    with cf.open(told[0]) as flow:
        assert flow.store.views is not None
        assert flow.store.views.catch_up()
    with closing(sqlite3.connect(told[0] / "views.db")) as tool:
        return [tool.execute(question).fetchall() for question in SQL]


def test_late_tasks_by_unit_are_those_of_the_question(told, shown):
    """The plain counts of a month are the raw reading of V1."""
    with cf.open(told[0], read_only=True) as flow:
        for unit, fell_due, late in shown[0]:
            raw = flow.ask(cf.OnTime(period="2023-11", unit=unit)).answer.raw.figure
            assert (raw.denominator, raw.denominator - raw.numerator) == (fell_due, late)
    assert len(shown[0]) == 12


def test_bookings_of_a_day_are_those_of_the_question(told, shown):
    """As many at home as the question counts."""
    with cf.open(told[0], read_only=True) as flow:
        (day,) = flow.ask(cf.OnSite(body="A-1", period="2023-11-14")).answer

    assert [place for _, _, place, _ in shown[1]] == ["home"] * day.at_home.numerator
    assert day.at_home.numerator > 0


def test_open_holds_are_those_of_the_histories(told, shown):
    """The tasks that stood on hold on that evening, as the views tell it."""
    evening = datetime(2023, 11, 15, 10, tzinfo=UTC)
    with (
        cf.open(told[0], read_only=True) as flow,
        flow.store.reading((task_history.VIEW,), known=None, as_of=evening) as reading,
    ):
        rows = list(reading.rows(task_history.VIEW))

    assert sorted(task for task, *_ in shown[2]) == [
        row.task for row in rows if course(row).standing is Standing.ON_HOLD
    ]
    assert len(shown[2]) > 0


def test_a_server_answers_sql_alike(told, shown, line, tmp_path, postgres_schema_url):
    """The same questions in the same words; only moments come as moments."""
    backup = str(tmp_path / "backup.zip")
    line("backup", backup, store=told[0])
    line("restore", backup, store=postgres_schema_url)
    line("replay", store=postgres_schema_url)
    with psycopg.connect(postgres_schema_url, options="-c search_path=civicflow_views") as tool:
        found = [tool.execute(question.encode()).fetchall() for question in SQL]

    assert [[tuple(map(_as_text, row)) for row in rows] for rows in found] == shown


def _as_text(value):
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def test_the_figures_of_an_agency_add_up(told, line, entries):
    """What first fell due was judged, waits for a decision, or was cancelled before anyone had begun it."""
    account = line("demo", store=told[0], format="json").json
    tasks = Counter(entry.event.unit for entry in entries if entry.topic == "task.assigned")

    for agency in account["agencies"]:
        assigned = sum(count for unit, count in tasks.items() if unit[2] == agency["agency"][2])
        judged, on_time = agency["raw"], agency["on_time"]
        assert judged["denominator"] + agency["awaiting_decision"] <= assigned == 79 * 13
        assert judged["numerator"] < on_time["numerator"] < on_time["denominator"] < judged["denominator"]
    assert account["events"] == len(entries)
    assert [each["times"] for each in account["refusals"]] == [4, 4, 4]


@pytest.mark.parametrize(
    "lang,words", [("vi", ("Đúng hạn", "giao nhiệm vụ")), ("en", ("On time", "assigned the task"))]
)
def test_the_account_is_read_in_both_languages(told, line, lang, words):
    """Every heading is in the language of the reader, and the people of the task have names."""
    ended = line("demo", store=told[0], lang=lang)

    assert all(word in ended.out for word in (*words, "Nguyễn Quang Sơn", "Sở Nội vụ"))
    assert "E-013" not in ended.out
    assert "_" not in ended.out
    assert ended.err == ""


def test_a_store_that_holds_something_else_is_left_alone(office, line):
    """Neither told into nor accounted for, as if it were the demonstration; likewise one that was broken off."""
    before = line("events", store=office, format="json").out
    ended = line("demo", store=office)

    assert (ended.code, ended.out) == (3, "")
    assert "--store" in ended.err
    assert line("events", store=office, format="json").out == before


def test_memory_is_no_place_for_a_record(line):
    """Nothing would be left of it when the command line ends."""
    ended = line("demo", store=":memory:")

    assert (ended.code, ended.out) == (2, "")
    assert "--store" in ended.err


def test_without_a_store_it_is_told_beside_what_the_office_keeps(monkeypatch, tmp_path, capsys):
    """The folder civicflow-demo, never the one that other verbs take."""
    monkeypatch.chdir(tmp_path)
    with cf.open("civicflow-demo", clock=FixedClock(OCTOBER)) as flow:
        flow.execute(cf.organization.Found(instrument="QĐ 1", administrator="ADMIN"), by="ADMIN")

    assert run(["demo"]) == 3
    assert "civicflow-demo" in capsys.readouterr().err
    assert not (tmp_path / "civicflow-store").exists()

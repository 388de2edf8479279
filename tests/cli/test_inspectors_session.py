"""
An inspector's session on the demonstration: eight figures doubted, each followed in at most three commands.

Every figure leads to the events behind it, to what a regulation says, and to the decision that put the person where they are.
The inspector knows nothing but what the commands printed.
"""

import io
import json
from collections import Counter
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Line
from tests.told_demonstration import Demonstration

MOST = 3
"""Commands from a doubt to its ground."""


class Inspector:
    """
    Somebody at a terminal who reads JSON.

    Args:
        line: Runs a command line.
        store: What is inspected.
    """

    def __init__(self, line: Line, store: Path) -> None:
        self._line = line
        self._store = store
        self.commands = 0

    def __call__(self, *words: str) -> Any:
        """What a command printed; one value, or one a line."""
        self.commands += 1
        assert self.commands <= MOST
        ended = self._line(*words, store=self._store, format="json")
        assert ended.code == 0, ended.err
        return ended.lines if words[0] == "trail" else ended.json


@pytest.fixture(name="store", scope="module")
def _store(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three months of the demonstration."""
    return demonstration.copied(tmp_path_factory.mktemp("session") / "store")


@pytest.fixture(name="inspector")
def _inspector(line: Line, store: Path) -> Inspector:
    """An inspector who has just begun."""
    return Inspector(line, store)


def texts(grounds: Any) -> dict[str, tuple[str, str]]:
    """The regulations that a decision looked up: what each says, and that it still says so."""
    return {
        each["id"].partition("/")[0]: (json.dumps(each["value"]), each["validity"])
        for each in grounds["regulation_records"]
    }


def test_the_on_time_share_of_a_division(inspector):
    """64 of 80: each task is named with its events and why it counts; who set the due of a late one was appointed to."""
    asked = ("on-time", "--period", "2023-11", "--unit", "U-1-1", "--figure", "raw.figure.denominator")
    explained = inspector("explain", *asked)
    because = Counter(each["because"] for each in explained["parts"])
    assert (explained["value"], because) == (80, Counter(on_time=64, late=16))

    late = next(each for each in explained["parts"] if each["because"] == "late")
    told = {each["topic"]: each for each in explained["events"] if each["position"] in late["events"]}
    assigned, submitted = told["task.assigned"], told["task.result_submitted"]
    assert submitted["recorded_at"] > assigned["event"]["due"]
    assert "review_time_stops_the_clock" in {each["key"] for each in explained["provisions"]}

    grounds = inspector("why", str(assigned["position"]))
    assert grounds["appointment"]["instrument"] == "QĐ 05/QĐ-SNV"
    assert texts(grounds)["work_type"][1] == "unchanged"
    assert grounds["rules_passed"][0]["name"] == "office_that_leads_the_assignee"


def test_how_many_of_an_agency_were_at_home_on_a_day(inspector):
    """16 of 80: one by one, under a cap that is a text; who counts was read when the day was opened by an appointed head."""
    figure = "[A-1,2023-11-14].at_home.numerator"
    explained = inspector("explain", "on-site", "--period", "2023-11-14", "--body", "A-1", "--figure", figure)
    assert explained["value"] == len(explained["parts"]) == 16
    (cap,) = (each for each in explained["provisions"] if each["key"] == "vn.hcmc.on_site_cap")
    assert cap["value"] == {"answer": "no-limit"}

    opened = next(each["position"] for each in explained["events"] if each["topic"] == "day.opened")
    grounds = inspector("why", str(opened))
    counted = {each["name"] for each in grounds["streams_read"] if each["name"].startswith("employee:")}
    assert (len(counted), grounds["appointment"]["instrument"]) == (80, "QĐ 04/QĐ-UBND")
    assert texts(grounds)["vn.hcmc.on_site_cap"] == ('{"answer": "no-limit"}', "unchanged")

    booked = next(each["position"] for each in explained["events"] if each["topic"] == "day.place_booked")
    place = inspector("why", str(booked))
    assert "home_place_is_lawful" in {each["name"] for each in place["rules_passed"]}


def test_the_daily_reports_of_one_person(inspector):
    """Nine of nine by the cut-off: a report, the hour that the regulation sets, and the decision that placed the person."""
    asked = ("report-cadence", "--period", "2023-11", "--unit", "U-1-1", "--by", "person", "--with-events")
    reply = inspector("ask", *asked)
    (of_person,) = (each for each in reply["answer"]["lines"] if each["of"] == "E-002")
    assert (of_person["received"]["numerator"], of_person["received"]["denominator"]) == (9, 9)
    assert "daily_report/2000-01-01" in reply["head"]["provisions"]

    report = inspector("why", str(of_person["received"]["events"][0]))
    (placed,) = (each for each in report["streams_read"] if each["name"] == "employee:E-002")
    assert "P-1-1-desk" in placed["sentence"]

    (record,) = inspector("regulations", "show", "daily_report", "--on", report["says"]["day"])["records"]
    assert report["recorded_at"][11:16] < "09:00"  # 16:00 in Vietnam
    assert record["value"] == {"cut_off": "16:00"}


def test_whether_petitions_were_answered_in_time(inspector):
    """One of two: the term came from a regulation, was counted by a calendar, and had passed when the answer was given."""
    figure = "lines[-].answered_in_time.denominator"
    asked = ("petition-record", "--period", "2023-10", "--unit", "U-1-1", "--figure", figure)
    explained = inspector("explain", *asked)
    assert explained["value"] == len(explained["parts"]) == 2
    received, _, answered = explained["parts"][-1]["events"]

    grounds = inspector("why", str(received))
    assert texts(grounds)["petition_answer"] == ('{"within": "10 working_days"}', "unchanged")
    assert grounds["says"]["derivation"]["calendar"] == grounds["calendar"] == "vn-2026.1"
    assert grounds["appointment"]["instrument"] == "QĐ 05/QĐ-SNV"

    answer = inspector("why", str(answered))
    assert (answer["stream"], answer["authority"]) == (grounds["stream"], "assignee")
    assert answer["recorded_at"] > grounds["says"]["due"]


def test_what_a_finding_rests_on(inspector, monkeypatch):
    """The figure that the inspector froze is the same to the byte today; who found it was sent by a decision."""
    asked = ("findings", "--unit", "U-1-1", "--with-closed", "--with-events")
    (finding,) = inspector("ask", *asked)["answer"]["findings"]

    opened = inspector("why", str(finding["events"][0]))
    assert opened["authority"] == "inspector@unit:A-1#9868"
    assert opened["appointment"]["instrument"] == "QĐ 06/QĐ-UBND"
    assert texts(opened)["finding_answer"] == ('{"within": "10 working_days"}', "unchanged")

    (figure,) = opened["says"]["figures"]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(figure)))
    (again,) = inspector("again", "-")
    assert (again["equal"], again["differs"]) == (True, [])


def test_how_often_a_head_had_the_record_corrected(inspector):
    """Twice: who corrected what, what had been recorded, and that the figures of before were known so on their day."""
    answer = inspector("ask", "irregularities", "--unit", "U-1-1")["answer"]
    (of_leave,) = (each for each in answer["corrections"] if each["topic"] == "employee.leave_recorded")
    assert (of_leave["by"], of_leave["times"]) == ("E-001", 1)

    corrected = inspector("why", str(of_leave["events"][0]))
    assert (corrected["says"]["until"], corrected["says"]["because"]) == (
        "2023-11-28",
        "giấy ra viện ghi hai ngày",
    )
    assert corrected["appointment"]["instrument"] == "QĐ 05/QĐ-SNV"
    assert corrected["corrected_event"]["position"] == of_leave["corrected"][0]

    first = inspector("why", str(of_leave["corrected"][0]))
    assert first["says"]["until"] == "2023-11-29"
    assert [each["position"] for each in first["corrections_since"]] == of_leave["events"]


def test_how_many_of_a_division_have_only_completed_their_tasks(inspector):
    """Four of twenty: each by a decision with its reason, since the regime on record leaves the grade open, and by whom."""
    asked = (
        "grades",
        "--period",
        "2023-Q4",
        "--unit",
        "U-1-1",
        "--figure",
        "distribution[-].rated_completed",
    )
    explained = inspector("explain", *asked)
    assert explained["value"] == len(explained["parts"]) == 4
    assert {each["topic"] for each in explained["events"]} == {"evaluation.grade_approved"}

    decided = inspector("why", str(explained["parts"][0]["events"][0]))
    assert (decided["says"]["grade"], decided["says"]["proposed"]) == ("completed", None)
    assert "3 việc trễ hạn" in decided["says"]["reason"]
    assert decided["authority"] == "head@unit:A-1#17"
    assert decided["appointment"]["instrument"] == "QĐ 04/QĐ-UBND"
    assert "no_grade_is_above_what_is_proposed" in {each["name"] for each in decided["rules_passed"]}

    own = f"evaluation:{decided['says']['person']}:2023-Q4"
    (read,) = (each for each in decided["streams_read"] if each["name"] == own)
    proposed = inspector("why", str(read["position"]))
    assert proposed["says"]["undetermined"] == ["criteria_not_on_record"]
    assert texts(proposed)["vn.hcmc.evaluation_regime"] == ('{"scheme": "not_on_record"}', "unchanged")
    assert proposed["appointment"]["instrument"] == "QĐ 05/QĐ-SNV"
    late = sum(each["delays"] for each in proposed["says"]["products"])
    assert (late, [each["finished"] for each in proposed["says"]["products"]].count(False)) == (1, 1)


def test_what_somebody_is_paid_besides_for_a_quarter(inspector):
    """Three months of four numbers each; base salary and fund are texts, and the grade was bettered by whoever stands above."""
    figure = "[A-1].people[E-007].amount"
    explained = inspector("explain", "additional-income", "--quarter", "2023-Q4", "--figure", figure)
    stated = [Fraction(each["adds"]) for each in explained["parts"] if each["level"] == 2]
    months = [prod(stated[first : first + 4]) for first in range(0, 12, 4)]
    assert stated == [Fraction("2.34"), 1_800_000, Fraction("1.5"), Fraction("0.8")] * 3
    assert months == [Fraction(each["adds"]) for each in explained["parts"] if each["level"] == 1]
    assert Fraction(explained["value"]) == sum(months) == 15_163_200

    grounds = inspector("why", str(explained["events"][0]["position"]))
    assert (grounds["by"], grounds["appointment"]["instrument"]) == ("D-1", "QĐ 04/QĐ-UBND")
    assert texts(grounds)["vn.base_salary"] == ('{"amount": 1800000}', "unchanged")
    assert texts(grounds)["vn.hcmc.income_fund_share"] == ('{"share": "4/5"}', "unchanged")
    passed = {each["name"] for each in grounds["rules_passed"]}
    assert {"nobody_calculates_their_own_income", "sum_stays_within_the_fund"} <= passed

    grade = inspector("why", str(grounds["says"]["events"][0]))
    assert (grade["topic"], grade["says"]["grade"]) == ("employee.evaluated", "good")
    assert (grade["by"], grade["authority"]) == ("CHAIR", "superior@unit:A-1")
    assert grade["appointment"]["instrument"] == "QĐ 02/QĐ-UBND"

"""Public logs in a real store, asked with the questions that anybody would ask: the figures that others computed."""

import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import civicflow as cf
from civicflow.exchange.identifiers import words_of
from civicflow.exchange.mapping_file import load_mapping
from civicflow.exchange.recording import record_log
from civicflow.views.timeliness import Timeliness
from tests.exchange.register import EXAMPLES, pair_digest

FILES = {
    "receipt": "receipt.xes.gz",
    "receipt-last-event": "receipt.xes.gz",
    "bpic2015_1": "BPIC2015_1.xes.gz",
    "domestic-declarations": "BPIC2020_DomesticDeclarations.xes.gz",
    "boston311": "boston311_2015H1_dev.csv.gz",
}
APPROVAL = "Declaration FINAL_APPROVED by SUPERVISOR"


@pytest.fixture(scope="module")
def ask(logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Ask a question of a log, recorded once for all tests of this module."""
    stores: dict[str, cf.Flow] = {}

    def asked(log: str, question: Any, **at: Any) -> Any:
        if log not in stores:
            stores[log] = flow = cf.open(tmp_path_factory.mktemp(log), zone="UTC")
            record_log(logs / "logs" / FILES[log], load_mapping(EXAMPLES / f"{log}.toml"), flow.record)
        return stores[log].ask(question, **at).answer

    yield asked
    for flow in stores.values():
        flow.close()


@pytest.fixture(scope="module")
def receipt(logs: Path) -> Any:
    """What others computed from the receipt log."""
    return json.loads((logs / "reference" / "receipt.json").read_text())


def counts(reading: Timeliness) -> tuple[int, int]:
    """On time, and on time or late."""
    return reading.figure.numerator, reading.figure.denominator


def left(reading: Timeliness) -> dict[str, int]:
    """The remainders that are not empty."""
    return {each.verdict.value: each.tasks for each in reading.remainders if each.tasks}


def test_receipt_is_closed_on_time_in_952_of_1329_cases_and_105_are_open(ask):
    """Judged on the claimed time, which the outside record proves; record and claim agree."""
    answer = ask("receipt", cf.OnTime())

    assert counts(answer.closed) == (952, 1329)
    assert left(answer.closed) == {"open": 105}
    assert counts(answer.on_time) == counts(answer.raw) == (952, 1434)
    assert answer.closed.by_record == answer.closed.by_claim == answer.closed.figure
    assert answer.closed.differences == ()


@pytest.mark.parametrize(
    "field, block", [("unit", "department"), ("person", "responsible")], ids=["unit", "person"]
)
def test_receipt_by_unit_and_by_person_responsible(ask, receipt, field, block):
    """The same figure for each department and each person."""
    of_each = receipt["deadline_columns"][f"enddate_vs_deadline_by_{block}"]
    found = {}
    for name in of_each:
        asked: dict[str, Any] = {field: f"receipt/{name.replace(' ', '_')}"}
        found[name] = list(counts(ask("receipt", cf.OnTime(**asked)).closed))

    assert found == of_each


def test_receipt_duties_that_lie_in_one_hand(ask, receipt):
    """Receipt and check by one person in 1,088 of 1,316 cases; and the other two pairs."""
    for pair, expected in receipt["separation_of_duties"].items():
        first, second = pair.split(" | ")
        duties = ask("receipt", cf.SeparationOfDuties(first=first, second=second)).activities

        assert duties.same.denominator == expected["cases_with_both"]
        assert duties.same.numerator == expected["same_person_(four_eyes_violation)"]
        assert sum(each.times for each in duties.persons) == duties.same.numerator


def test_receipt_cases_whose_person_responsible_never_acts(ask):
    """In 504 of 1,434 cases the person responsible takes none of the steps."""
    answer = ask("receipt", cf.Responsibility())

    assert (answer.absent.numerator, answer.absent.denominator) == (504, 1434)
    assert sum(each.absent for each in answer.persons) == 504


@pytest.mark.parametrize("by, block", [("person", "handover_resource"), ("unit", "handover_group")])
def test_receipt_work_passes_from_hand_to_hand(ask, receipt, by, block):
    """From person to person and from group to group, pair by pair."""
    answer, expected = ask("receipt", cf.Handovers(by=by)), receipt[block]
    pairs = Counter({(words_of(each.giver), words_of(each.taker)): each.times for each in answer.pairs})

    assert answer.handovers.numerator == expected["handovers"]
    assert answer.handovers.denominator == expected["handovers"] + expected["same_resource_steps"]
    assert pair_digest(pairs) == expected["digest_sha256"]


def test_receipt_what_each_person_did(ask, receipt):
    """Steps and cases of each person."""
    people = ask("receipt", cf.Handovers()).participants

    assert {words_of(each.name): each.steps for each in people} == receipt["events_per_resource"]
    assert {words_of(each.name): each.cases for each in people} == receipt["cases_per_resource"]


def test_receipt_cases_have_the_digest_of_the_reference(ask, receipt):
    """One digest over every case: start, end, number of steps, and the steps in order."""
    lines = ask("receipt", cf.Cases())

    assert case_digest(lines) == receipt["case_digest_sha256"]


def test_receipt_at_the_start_of_each_month(ask, receipt):
    """The table of the reference, from one question; and from a question as of each month."""
    table = ask("receipt-last-event", cf.CaseLoad(period="2010-10-01/2012-02-01"))
    rows = [[at.at.isoformat(), at.started, at.finished, at.open, at.overdue, at.in_time] for at in table]

    assert rows == receipt["as_of"]["rows"]
    for month in (table[1], table[8]):
        (as_of,) = ask("receipt-last-event", cf.CaseLoad(period=str(month.at.date())), as_of=month.at)
        assert as_of == month


def test_receipt_read_by_its_events_is_on_time_within_thirty_days(ask, receipt):
    """The second reading of the same log: 1,386 of 1,434 end within thirty days of their first event."""
    expected = receipt["on_time_stated_rules"]["E30"]

    assert counts(ask("receipt-last-event", cf.OnTime()).on_time) == (expected["on_time"], expected["n"])


def test_building_permits_keep_the_order_of_the_file_for_equal_times(ask, logs):
    """52,217 events, many at one instant: the digest over all cases equals the reference."""
    expected = json.loads((logs / "reference" / "BPIC2015_1.json").read_text())
    lines = ask("bpic2015_1", cf.Cases())

    assert case_digest(lines) == expected["case_digest_sha256"]
    assert (
        sum(line.persons == 1 for line in lines)
        == expected["deadline_columns"]["cases_handled_by_one_person_only"]
    )


def test_two_declarations_were_paid_without_final_approval(ask):
    """Of 10,044 that were paid; none was paid before its approval."""
    answer = ask("domestic-declarations", cf.Omissions(step="Payment Handled", requires=APPROVAL))

    assert (answer.without.numerator, answer.without.denominator) == (2, 10_044)
    assert (answer.before.numerator, len(answer.tasks)) == (0, 2)


def test_boston_is_judged_as_the_city_judged_itself(ask, logs):
    """Closed by the target in 27,295 of 37,320 requests that have one; the rest is open, or without a target."""
    expected = json.loads((logs / "reference" / "boston311_2015H1_dev.json").read_text())
    closed = ask("boston311", cf.OnTime()).closed

    assert counts(closed) == (27_295, expected["closed_with_target"]["n"])
    assert left(closed)["without_due"] + left(closed)["open"] == 58_119 - 37_320


def test_boston_is_judged_in_every_row_as_the_city_judged_it(ask, logs):
    """As of the last closing, overdue is what the city calls overdue, and 102 rows that it calls nothing."""
    with gzip.open(logs / "logs" / FILES["boston311"], "rt", encoding="utf-8-sig", newline="") as file:
        label = {row["case_id"]: row["ontime_status"] for row in csv.DictReader(file)}
    answer = ask("boston311", cf.OnTime(with_events=True), as_of="2016-01-12T13:58:43-05:00").on_time
    overdue = {words_of(task) for task in answer.late}

    assert Counter(label[case] for case in overdue) == {"OVERDUE": 15_624, "": 102}
    assert Counter(label[case] for case in label.keys() - overdue) == {"ONTIME": 42_393}


def case_digest(lines: Any) -> str:
    """The digest of the reference: case, start, end, number of steps and variant of each case, sorted by id."""
    told = []
    for line in lines:
        start, end = (milliseconds(moment) for moment in (line.started_at, line.ended_at))
        variant = hashlib.sha256("\x1f".join(line.steps).encode()).hexdigest()[:16]
        told.append((words_of(line.task), f"\t{start}\t{end}\t{len(line.steps)}\t{variant}\n"))
    return hashlib.sha256("".join(map("".join, sorted(told))).encode()).hexdigest()


def milliseconds(moment: datetime) -> int:
    """A moment in milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)

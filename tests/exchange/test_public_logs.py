"""Public logs, recorded with the example mappings, give the figures that others computed from them."""

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from civicflow.exchange.identifiers import words_of
from civicflow.exchange.recording import Summary
from civicflow.task.events import (
    ActivityRecorded,
    ResultReturned,
    ResultSubmitted,
    TaskAssigned,
    TaskCompleted,
)
from tests.exchange.register import Happened, Register, case_digest, handovers, pair_digest, recorded

FILES = {
    "receipt": ("receipt", "receipt.xes.gz"),
    "receipt-last-event": ("receipt", "receipt.xes.gz"),
    "bpic2015_1": ("BPIC2015_1", "BPIC2015_1.xes.gz"),
    "domestic-declarations": ("BPIC2020_DomesticDeclarations", "BPIC2020_DomesticDeclarations.xes.gz"),
    "prepaid-travel-cost": ("BPIC2020_PrepaidTravelCost", "BPIC2020_PrepaidTravelCost.events.csv.gz"),
    "helpdesk": ("helpdesk", "helpdesk.events.csv.gz"),
    "bpic2013-open-problems": ("BPIC2013_open_problems", "BPIC2013_open_problems.events.csv.gz"),
    "boston311": ("boston311_2015H1_dev", "boston311_2015H1_dev.csv.gz"),
}
WITH_EVENTS = [name for name in FILES if name != "boston311"]


class Recording:
    """A recorded log beside its reference."""

    def __init__(self, logs: Path, mapping: str) -> None:
        reference, file = FILES[mapping]
        self.register: Register
        self.summary: Summary
        self.register, self.summary = recorded(logs / "logs" / file, mapping)
        self.reference: Any = json.loads((logs / "reference" / f"{reference}.json").read_text())
        self.activities: dict[str, list[Happened[ActivityRecorded]]] = self.register.by_task(ActivityRecorded)
        self.assigned = {event.task: (event, at) for event, at in self.register.all(TaskAssigned)}
        self.completed = {event.task: (event, at) for event, at in self.register.all(TaskCompleted)}

    def in_time(self, of: str = "") -> Counter[tuple[str, bool]]:
        """Completed tasks with a due, by a field of their assignment and whether they were in time."""
        found: Counter[tuple[str, bool]] = Counter()
        for task, (_, at) in self.completed.items():
            event, _ = self.assigned[task]
            if event.due is not None:
                found[words_of(getattr(event, of)) if of else "", at <= event.due] += 1
        return found


@pytest.fixture(scope="module")
def recordings(logs: Path) -> Any:
    """Each log is recorded once for all tests of this module."""
    kept: dict[str, Recording] = {}

    def recording(mapping: str) -> Recording:
        if mapping not in kept:
            kept[mapping] = Recording(logs, mapping)
        return kept[mapping]

    return recording


def pairs_of(table: Any) -> Counter[tuple[str, bool]]:
    """A table of the reference, in time and all, as counts."""
    found = Counter({(name, True): good for name, (good, _) in table.items()})
    found.update({(name, False): total - good for name, (good, total) in table.items()})
    return +found


@pytest.mark.parametrize("mapping", FILES)
def test_every_row_of_a_public_log_is_taken(recordings, mapping):
    """Nothing is rejected, nothing refused, and every field of the mapping was found."""
    log = recordings(mapping)
    summary, reference = log.summary, log.reference

    assert summary.cases == reference.get("n_traces", reference.get("n_cases"))
    assert summary.events == reference.get("n_events", 0)
    assert (summary.rejected_cases, summary.rejected_events, summary.refused, summary.known) == (0, 0, 0, 0)
    assert summary.never_found == ()


@pytest.mark.parametrize("mapping", WITH_EVENTS)
def test_cases_their_order_and_their_times_equal_the_reference(recordings, mapping):
    """One digest over every case: start, end, number of events, and the activities in order, equal times as in the file."""
    log = recordings(mapping)

    assert case_digest(log.activities) == log.reference["case_digest_sha256"]


@pytest.mark.parametrize("mapping", WITH_EVENTS)
def test_hand_overs_between_people_equal_the_reference(recordings, mapping):
    """How often work went from one person straight to another."""
    log = recordings(mapping)
    expected = log.reference["handover_resource"]
    found = handovers(log.activities, "person")

    assert (found.total(), len(found)) == (expected["handovers"], expected["distinct_pairs"])
    if mapping != "bpic2013-open-problems":
        assert pair_digest(found) == expected["digest_sha256"]


@pytest.mark.parametrize(
    "mapping, block",
    [
        ("receipt", "handover_group"),
        ("bpic2013-open-problems", "handover_group"),
        ("domestic-declarations", "handover_role"),
        ("prepaid-travel-cost", "handover_role"),
    ],
)
def test_hand_overs_between_units_equal_the_reference(recordings, mapping, block):
    """How often work went from one group or role straight to another."""
    log = recordings(mapping)

    assert pair_digest(handovers(log.activities, "unit")) == log.reference[block]["digest_sha256"]


@pytest.mark.parametrize("mapping", WITH_EVENTS)
def test_what_each_person_did_equals_the_reference(recordings, mapping):
    """Steps and tasks of each person; where people are known by a digest, the counts alone are compared."""
    log = recordings(mapping)
    steps = Counter(step.person for found in log.activities.values() for step, _ in found if step.person)
    tasks = Counter(
        person for found in log.activities.values() for person in {step.person for step, _ in found} if person
    )

    for found, block in ((steps, "events_per_resource"), (tasks, "cases_per_resource")):
        expected = {name: count for name, count in log.reference[block].items() if name != "__MISSING__"}
        if mapping == "bpic2013-open-problems":
            assert sorted(found.values()) == sorted(expected.values())
        else:
            assert {words_of(name): count for name, count in found.items()} == expected


def test_receipt_tasks_closed_by_their_end_date_are_judged_against_the_deadline(recordings):
    """952 in time and 377 late of 1,329; 105 are open; and the same by unit and by person responsible."""
    log = recordings("receipt")
    expected = log.reference["deadline_columns"]

    assert log.in_time() == {("", True): 952, ("", False): 377}
    assert len(log.assigned) - len(log.completed) == 105
    assert log.in_time("unit") == pairs_of(expected["enddate_vs_deadline_by_department"])
    assert log.in_time("assignee") == pairs_of(expected["enddate_vs_deadline_by_responsible"])


def test_receipt_tasks_whose_person_responsible_never_acts(recordings):
    """In 504 cases the person responsible took none of the steps."""
    log = recordings("receipt")
    idle = [
        task
        for task, (event, _) in log.assigned.items()
        if event.assignee not in {step.person for step, _ in log.activities[task]}
    ]

    assert len(idle) == log.reference["deadline_columns"]["cases_responsible_never_acts"] == 504


def test_receipt_steps_that_two_people_should_take(recordings):
    """Receipt and check lie in one hand in 1,088 of 1,316 cases, by whoever took each step first."""
    log = recordings("receipt")
    for pair, expected in log.reference["separation_of_duties"].items():
        both = [
            tuple(
                next((step.person for step, _ in steps if step.name == name), None)
                for name in pair.split(" | ")
            )
            for steps in log.activities.values()
        ]
        both = [people for people in both if None not in people]

        assert len(both) == expected["cases_with_both"]
        assert sum(one == other for one, other in both) == expected["same_person_(four_eyes_violation)"]


def test_receipt_at_the_start_of_each_month(recordings):
    """Begun, closed by their last event, open, open past 30 days, and closed in time, as of each month."""
    log = recordings("receipt-last-event")
    rows = log.reference["as_of"]["rows"]
    for written, *expected in rows:
        instant = datetime.fromisoformat(written)
        begun = {task: event.due for task, (event, at) in log.assigned.items() if at <= instant}
        closed = {task: at for task, (_, at) in log.completed.items() if at <= instant}
        late = [task for task, due in begun.items() if task not in closed and instant > due]
        good = [task for task, at in closed.items() if at <= begun[task]]

        assert [len(begun), len(closed), len(begun) - len(closed), len(late), len(good)] == expected
    assert len(rows) == 17


def test_building_permits_by_their_planned_end(recordings):
    """956 are closed; of those with a planned end 109 were in time and 20 were not."""
    log = recordings("bpic2015_1")

    assert len(log.completed) == log.reference["deadline_columns"]["cases_with_endDate"]
    assert log.in_time() == {("", True): 109, ("", False): 20}


def test_building_permits_keep_the_deadlines_of_single_steps(recordings):
    """3,340 steps have a due of their own, and 3,196 of them were done by then."""
    steps = [each for found in recordings("bpic2015_1").activities.values() for each in found]
    dues = [
        (at, datetime.fromisoformat(step.attributes["dueDate"]))
        for step, at in steps
        if "dueDate" in step.attributes
    ]

    assert (len(dues), sum(at <= due for at, due in dues)) == (3_340, 3_196)


@pytest.mark.parametrize("mapping", ["domestic-declarations", "prepaid-travel-cost"])
def test_declarations_are_submitted_returned_and_paid_as_the_reference_says(recordings, mapping):
    """Each verb as often as the reference counts it, and returns for each case."""
    log = recordings(mapping)
    expected = log.reference["lifecycle"]
    returns = Counter(len(found) for found in log.register.by_task(ResultReturned).values())
    submissions = log.register.by_task(ResultSubmitted)

    assert len(log.register.all(ResultSubmitted)) == expected["events_per_verb"]["submit"]
    assert len(log.register.all(ResultReturned)) == expected["events_per_verb"]["return"]
    assert len(log.completed) == expected["cases_completed(Payment Handled)"]
    assert {str(count): cases for count, cases in returns.items()} == {
        count: cases for count, cases in expected["returns_per_case"].items() if count != "0"
    }
    assert sum(len(found) > 1 for found in submissions.values()) == expected["cases_resubmitted(submit>=2)"]


@pytest.mark.parametrize("mapping, unapproved", [("domestic-declarations", 2), ("prepaid-travel-cost", 0)])
def test_payments_without_a_final_approval(recordings, mapping, unapproved):
    """Two declarations were paid though nobody gave the final approval."""
    log = recordings(mapping)
    paid = [
        task
        for task in log.completed
        if not any("FINAL_APPROVED" in step.name for step, _ in log.activities[task])
    ]

    assert len(paid) == unapproved == log.reference["lifecycle"]["completed_without_any_final_approval"]


def test_problem_tickets_name_nobody(recordings):
    """First names stay out of the log: people are known by a digest."""
    log = recordings("bpic2013-open-problems")
    names = log.reference["cases_per_resource"].keys()
    people = {step.person for found in log.activities.values() for step, _ in found}

    assert len(people) == log.reference["n_resources"]
    assert not {words_of(person) for person in people} & names


def test_requests_to_boston_are_judged_as_the_city_judged_them(logs, recordings):
    """In every row that the city labelled, overdue means closed after the target, or open with the target passed."""
    log = recordings("boston311")
    instant = datetime.fromisoformat("2016-01-12T13:58:43-05:00")
    labels = labelled(logs)
    verdicts: Counter[tuple[str, str]] = Counter()
    for task, (event, _) in log.assigned.items():
        closed = log.completed[task][1] if task in log.completed else instant
        verdict = "OVERDUE" if event.due is not None and closed > event.due else "ONTIME"
        verdicts[verdict, labels[words_of(task)]] += 1

    assert verdicts == {("ONTIME", "ONTIME"): 42_393, ("OVERDUE", "OVERDUE"): 15_624, ("OVERDUE", ""): 102}


def test_requests_to_boston_that_close_before_they_open_are_kept_as_written(recordings):
    """84 rows contradict themselves; they are recorded, and nobody mends them silently."""
    log = recordings("boston311")
    backwards = [task for task, (_, at) in log.completed.items() if at < log.assigned[task][1]]

    assert len(backwards) == log.reference["closed_before_open"] == 84


def test_requests_to_boston_at_the_start_of_each_month(recordings):
    """Opened, closed, open, and open past the target, as of each month in local time."""
    log = recordings("boston311")
    for written, opened, closed, still_open, late in log.reference["as_of"]["rows"]:
        offset = timedelta(hours=-4 if "-04-" <= written[4:8] <= "-11-" else -5)
        instant = datetime.fromisoformat(written + "+00:00") - offset
        done = {task for task, (_, at) in log.completed.items() if at <= instant}
        begun = {task: event.due for task, (event, at) in log.assigned.items() if at <= instant}
        waiting = [due for task, due in begun.items() if task not in done]

        assert (len(begun), len(done)) == (opened, closed)
        assert len(waiting) == still_open
        assert sum(due is not None and instant > due for due in waiting) == late


def labelled(logs: Path) -> dict[str, str]:
    """The city's own verdict for each request."""
    import csv
    import gzip

    with gzip.open(logs / "logs" / FILES["boston311"][1], "rt", encoding="utf-8-sig", newline="") as file:
        return {row["case_id"]: row["ontime_status"] for row in csv.DictReader(file)}

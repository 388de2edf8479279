"""The travel declarations of a university, done again through the engine: what its procedure forbids is refused, the rest is as it was."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from civicflow.testing import violations
from tests.dossier.driven import WHOLE, Act, Office, Row, dossier_of, founded, rows_of, shipped

CASES = 250
ROUTES = {
    "ADMINISTRATION": "to-administration",
    "PRE_APPROVER": "to-pre-approver",
    "SUPERVISOR": "to-supervisor",
}
STEPS = {
    "ADMINISTRATION": "administration",
    "PRE_APPROVER": "pre-approver",
    "BUDGET OWNER": "budget-owner",
    "SUPERVISOR": "supervisor",
}
RETURNED = "Declaration REJECTED by "
VERBS = {
    "save": "draft",
    "take-back": "withdraw",
    "requested": "request_payment",
    "handled": "complete",
    "reject": "return",
}
"""What the outcomes are called in the reference; an approval by the supervisor is the final one."""
FORBIDDEN = Counter(
    {
        ("Request Payment", "step_is_open"): 4,
        ("Payment Handled", "step_is_open"): 11,
        ("Declaration REJECTED by EMPLOYEE", "task_is_at_work"): 7,
        ("Declaration SUBMITTED by EMPLOYEE", "task_is_at_work"): 7,
        ("Declaration FOR_APPROVAL by SUPERVISOR", "outcome_is_one_of_the_task"): 1,
        ("Declaration FOR_APPROVAL by PRE_APPROVER", "outcome_is_one_of_the_task"): 1,
        ("Declaration FOR_APPROVAL by ADMINISTRATION", "outcome_is_one_of_the_task"): 1,
        ("Declaration REJECTED by MISSING", "step_is_open"): 2,
        ("Declaration APPROVED by ADMINISTRATION", "task_is_offered"): 1,
        ("Declaration APPROVED by PRE_APPROVER", "task_is_offered"): 1,
        ("Declaration APPROVED by BUDGET OWNER", "task_is_at_work"): 1,
        ("Declaration FINAL_APPROVED by SUPERVISOR", "task_is_at_work"): 1,
        ("Declaration FINAL_APPROVED by SUPERVISOR", "not-on-record"): 1,
    }
)
"""
What the log did and the procedure forbids: the activity, and by which rules.

Payments that nobody had requested (7), or that follow upon no final approval (2 requests with their payments); declarations
taken back while the office had them (7), or after they were paid; three that were handed on instead of judged; and what
came after these in the same cases, which finds no open step.
"""

LAST = {"declare": {"save": "draft", "take-back": "withdraw"}, "reconsider": {"reject": "return"}}
"""What a dossier that is still open did last, by the step at which it rests."""


def meaning(row: Row) -> Act:
    """What a line of the log means in the procedure; which way it took is said by what came next."""
    what, _, role = row.activity.removeprefix("Declaration ").partition(" by ")
    match what, role:
        case "SUBMITTED", "EMPLOYEE":
            following = row.later[0].rpartition(" by ")[2] if row.later else ""
            way = ROUTES.get(following, "to-administration")
            return Act(steps=("declare", "reconsider"), outcome=way, by="EMPLOYEE", opens=True)
        case "SAVED", "EMPLOYEE":
            return Act(steps=("declare",), outcome="save", by="EMPLOYEE", opens=True)
        case "REJECTED", "EMPLOYEE":
            return Act(steps=("reconsider",), outcome="take-back", by="EMPLOYEE")
        case "REJECTED", "MISSING":
            return Act(steps=("payment", "request-payment"), outcome="reject", by="FINANCE")
        case "Request Payment", "":
            return Act(steps=("request-payment",), outcome="requested", by="FINANCE")
        case "Payment Handled", "":
            return Act(steps=("payment",), outcome="handled", by="FINANCE")
        case _:
            return Act(steps=(STEPS[role],), outcome=_judged(what, role, row), by=role.replace(" ", "-"))


def _judged(what: str, role: str, row: Row) -> str:
    if what == "REJECTED":
        return "reject"
    if what == "FOR_APPROVAL":
        return "forward"
    if role == "ADMINISTRATION":
        return "to-budget-owner" if row.later and row.later[0].endswith("BUDGET OWNER") else "to-supervisor"
    return "approve"


def verb_of(step: str, outcome: str) -> str:
    """What a completed step is called in the reference."""
    if step == "supervisor" and outcome == "approve":
        return "approve_final"
    if step in {"declare", "reconsider"} and outcome in ROUTES.values():
        return "submit"
    return VERBS.get(outcome, "approve_step")


@pytest.fixture(scope="module")
def rows(logs: Path) -> tuple[Row, ...]:
    """The lines of the log."""
    return rows_of(logs / "logs" / "BPIC2020_DomesticDeclarations.events.csv.gz", CASES)


@pytest.fixture(scope="module")
def office(rows: tuple[Row, ...]) -> Office:
    """The office after it has done them all again."""
    units = {
        "U-1": ("EMPLOYEE", "BUDGET-OWNER", "SUPERVISOR"),
        "U-ADMINISTRATION": ("ADMINISTRATION",),
        "U-PRE-APPROVER": ("PRE_APPROVER",),
        "U-FINANCE": ("FINANCE",),
    }
    offices = {"BUDGET-OWNER": ("U-1", "manager"), "SUPERVISOR": ("U-1", "head")}
    office = Office(
        shipped("travel_declaration"), "U-1", founded(units, offices, "2016-12-01"), "2017-01-02T08:00+01:00"
    )
    office.work_through(rows, meaning)
    return office


def reference(logs: Path) -> dict[str, str]:
    """Which verb each activity is, as others have said it."""
    said = json.loads((logs / "reference" / "BPIC2020_DomesticDeclarations.json").read_text())
    verbs: dict[str, str] = said["lifecycle"]["activity_to_verb"]
    return verbs


def test_verbs_returns_and_rounds_of_each_case_are_those_of_the_log(logs, rows, office):
    """Case by case, what was done and what was refused make up what the log says, verb for verb."""
    verbs = reference(logs)
    said = {row.case: Counter[str]() for row in rows}
    for row in rows:
        said[row.case][verbs[row.activity]] += 1
    for kept in office.refused:
        said[kept.row.case][verbs[kept.row.activity]] -= 1

    done = {case: Counter(verb_of(*each) for each in office.completed[dossier_of(case)]) for case in said}
    assert done == {case: +count for case, count in said.items()}


def test_whatever_is_not_refused_ends_where_the_log_says(logs, rows, office):
    """Paid, taken back, returned or a draft."""
    verbs = reference(logs)
    ends = {row.case: verbs[row.activity] for row in rows}
    found = {}
    for case in ends.keys() - office.cases_refused:
        dossier = dossier_of(case)
        last = office.completed[dossier][-1][1]
        paid = "complete" if office.results.get(dossier) == "paid" else None
        found[case] = paid or next(LAST[step][last] for step in office.open[dossier])

    assert found == {case: ends[case] for case in found}


def test_no_decision_rested_on_stale_facts(office):
    """The oracle finds nothing in the log that this has made."""
    assert list(violations(office.flow.entries())) == []


def test_what_the_procedure_forbids_is_refused_with_the_reason(office):
    """All that is refused of the whole log, the two payments without a final approval among it; of its beginning, no more."""
    found = Counter((kept.row.activity, kept.rules) for kept in office.refused)

    assert found == FORBIDDEN if WHOLE else found <= FORBIDDEN


def test_no_line_of_the_log_is_lost(logs, office):
    """Each case has as many lines done or refused as others have counted in it."""
    with gzip.open(logs / "reference" / "cases_BPIC2020_DomesticDeclarations.csv.gz", "rt") as file:
        events = {dossier_of(line["case"]): int(line["n_events"]) for line in csv.DictReader(file)}
    refused = Counter(dossier_of(kept.row.case) for kept in office.refused)
    cases = events.keys() if WHOLE else office.completed.keys() | refused.keys()

    assert {case: len(office.completed[case]) + refused[case] for case in cases} == {
        case: events[case] for case in cases
    }


def test_no_payment_is_made_without_a_final_approval(rows, office):
    """The two that the log has are refused: neither the request nor the payment finds an open step."""
    approved = {row.case for row in rows if "FINAL_APPROVED" in row.activity}
    unapproved = {row.case for row in rows if row.activity == "Payment Handled"} - approved
    refused = {kept.row.case for kept in office.refused if kept.row.activity == "Payment Handled"}

    assert unapproved <= refused
    assert len(unapproved) == (2 if WHOLE else 0)

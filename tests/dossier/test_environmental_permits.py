"""The environmental permits of a municipality, done again through the engine: two sides of a case, and who may not do both."""

import json
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from civicflow.testing import violations
from tests.dossier.driven import WHOLE, Act, Office, Row, dossier_of, founded, rows_of, shipped

CASES = 120
MOVED = timedelta(weeks=312)
RECEIPT = ("t02", "t03", "t04", "t05")
"""The side on which the receipt is confirmed; every other step but the first is on the other."""

WAYS = {
    ("t02", "t03"): "adjust",
    ("t04", "t03"): "adjust",
    ("t03", "t02"): "checked-again",
    ("t10", "t11"): "unlicensed",
    ("t10", "t16"): "hold",
    ("t12", "t13"): "adjust",
    ("t17", "t18"): "adjust",
}
"""Which way a step took, by the step that came next on its side."""

ALWAYS = {
    "receive": "done",
    "t02": "fine",
    "t03": "fine",
    "t04": "fine",
    "t05": "sent",
    "t10": "go-on",
    "t11": "done",
    "t12": "fine",
    "t13": "done",
    "t14": "fine",
    "t15": "sent",
    "t16": "done",
    "t17": "fine",
    "t18": "done",
    "t19": "fine",
    "t20": "sent",
}
"""Which way it took where nothing else is said."""


def step_of(activity: str) -> str:
    """The step that an activity of the log is."""
    return "receive" if activity.startswith("Confirmation") else activity.partition(" ")[0].lower()


def meaning(row: Row) -> Act:
    """What a line of the log means in the procedure; where a person may not do it, the deputy does."""
    step = step_of(row.activity)
    side = (following for following in map(step_of, row.later) if (following in RECEIPT) == (step in RECEIPT))
    following = next((each for each in side if each != "receive"), "")
    way = WAYS.get((step, following)) or ALWAYS.get(step)
    if way is None:
        way = f"to-{following}" if following.startswith(("t06", "t07", "t08", "t09", "t10")) else "to-t10"
    return Act(steps=(step,), outcome=way, by=row.resource, opens=step == "receive", instead="DEPUTY")


@pytest.fixture(scope="module")
def rows(logs: Path) -> tuple[Row, ...]:
    """The lines of the log."""
    return rows_of(logs / "logs" / "receipt.events.csv.gz", CASES, moved=MOVED)


@pytest.fixture(scope="module")
def office(rows: tuple[Row, ...]) -> Office:
    """The office after it has done them all again."""
    officials = (*sorted({row.resource for row in rows}), "DEPUTY")
    founding = founded({"U-1": officials}, {}, "2010-01-01")
    office = Office(shipped("environmental_permit"), "U-1", founding, "2016-09-01T08:00+02:00")
    office.work_through(rows, meaning)
    return office


def test_what_was_done_and_what_was_refused_make_up_the_log(rows, office):
    """Case by case and step by step."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        said[row.case][step_of(row.activity)] += 1
    for kept in office.refused:
        said[kept.row.case][step_of(kept.row.activity)] -= 1

    done = {case: Counter(step for step, _ in office.completed[dossier_of(case)]) for case in said}
    assert done == {case: +count for case, count in said.items()}


def test_a_case_is_closed_when_both_its_sides_are_done(rows, office):
    """Of those in which nothing is refused: the confirmation is sent, and the other side has come to one of its ends."""
    ends = {"t10": "go-on", "t15": "sent", "t20": "sent"}
    for case in {row.case for row in rows} - office.cases_refused:
        completed = office.completed[dossier_of(case)]
        both = ("t05", "sent") in completed and any(ends.get(step) == way for step, way in completed)
        assert (office.results.get(dossier_of(case)) == "dealt-with") == both


def test_who_did_one_step_is_refused_the_other(logs, office):
    """
    The first time in a case, as often as others have counted that one person did both; the deputy does it instead.

    Others looked at who weighed a case first, the procedure at who did last: in one case (9076) that is another person.
    """
    apart = {step: sum(task.endswith("/1") for task in tasks) for step, tasks in office.kept_apart.items()}
    said = json.loads((logs / "reference" / "receipt.json").read_text())["separation_of_duties"]
    counted = {
        step_of(pair.rpartition("| ")[2]): figures["same_person_(four_eyes_violation)"]
        for pair, figures in said.items()
    }

    assert apart.keys() == counted.keys()
    counted["t10"] += 1
    assert apart == counted if WHOLE else all(0 < apart[step] < counted[step] for step in apart)


def test_no_decision_rested_on_stale_facts(office):
    """The oracle finds nothing in the log that this has made."""
    assert list(violations(office.flow.entries())) == []


def test_only_a_step_before_its_turn_is_refused(office):
    """In one case of the whole log the confirmation is sent before anybody has determined it."""
    refused = [(kept.row.case, step_of(kept.row.activity), kept.rules) for kept in office.refused]

    assert refused == [("case-7917", "t05", "not-on-record")] if WHOLE else refused == []

"""What a file about evaluation may not say: thresholds out of order, parts that no decree knows."""

import pytest

from civicflow.regulations.checks import examine
from civicflow.regulations.evaluation_clauses import INCOMPLETE_WORK_CAP, Scheme
from tests.regulations.shipped import day, shipped, texts


@pytest.mark.parametrize(
    "file, said, written, problem",
    [
        ("vn.grade_thresholds.toml", "good = 70", "good = 90", "not-descending"),
        ("vn.grade_thresholds.toml", "completed = 50", "completed = 70", "not-descending"),
        ("vn.task_score.toml", '["a", "b", "c"]', '["a", "d"]', "unknown-word"),
        ("vn.task_score.toml", '["a", "b", "c"]', "[]", "unknown-word"),
        ("vn.hanoi.rating_due.toml", "before_day = 6", "before_day = 29", "out-of-range"),
        ("vn.hanoi.rating_due.toml", "before_day = 6", "before_day = 0", "out-of-range"),
        ("vn.rating_test.toml", 'exceeding = ["targets_done"]', 'exceeding = ["conduct"]', "unknown-word"),
        ("vn.exit_review.toml", "years = 1", "years = 0", "positive"),
        ("vn.task_score.toml", '"d", "dd", "e"', '"d", "f"', "unknown-word"),
    ],
)
def test_fields_that_contradict_one_another_are_found(
    file: str, said: str, written: str, problem: str
) -> None:
    """The record is named when its file is read, not when somebody is rated by it."""
    book = texts() | {file: texts()[file].replace(said, written)}
    assert {each.parameters["problem"] for each in examine(book).problems} == {problem}


def test_a_bound_of_leave_that_no_leave_reaches_is_found() -> None:
    """Both records of the file are named."""
    file = "vn.rated_time.toml"
    book = texts() | {file: texts()[file].replace("leave_below = 6", "leave_below = 3")}
    assert [each.parameters["problem"] for each in examine(book).problems] == ["order-of-months"] * 2


def test_no_score_is_cut_by_default() -> None:
    """The program of one commune cuts at 49; no law does, so nowhere does it apply until a place says so."""
    for locality in ("vn/hcmc", "vn/hanoi", "nl"):
        cap = INCOMPLETE_WORK_CAP.required(shipped(strict=True), on=day("2026-03-31"), locality=locality)
        assert not cap.applies


def test_each_scheme_is_the_word_of_a_record() -> None:
    """A file may choose those schemes that the code knows, and no other."""
    regimes = [sheet for sheet in shipped().sheets if sheet.subject == "evaluation_regime"]
    assert {sheet.key for sheet in regimes} == {
        "vn.evaluation_regime",
        "vn.hcmc.evaluation_regime",
        "vn.hanoi.evaluation_regime",
    }
    assert all(sheet.fields["scheme"] == tuple(each.value for each in Scheme) for sheet in regimes)

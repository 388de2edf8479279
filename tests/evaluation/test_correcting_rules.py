"""A task's evaluation is corrected until a grade rests on it; then the petition is the way (R43, R44)."""

from civicflow import task
from civicflow.task.events import TaskEvaluated
from civicflow.testing import Given
from tests.evaluation.people import NOW, TEXT, done, lived
from tests.evaluation.test_rating import approval, proposed, rating


def correction(given: Given, of: str) -> task.CorrectTaskEvaluation:
    """The evaluation of a task counted no error; there was one."""
    place = next(
        at.position for at, event in given._events if isinstance(event, TaskEvaluated) and event.task == of
    )
    return task.CorrectTaskEvaluation(task=of, quality_met=True, major_errors=1, corrects=place, because=TEXT)


def test_an_evaluation_is_corrected_until_a_grade_rests_on_it():
    """While the grade is proposed it still is; once it is decided, neither of that month, though of another it is."""
    later = done("T-2", due="2026-02-02T17:00+07:00", submitted="2026-02-02T07:00+07:00")
    given = proposed("E-1", given=lived(done("T-1"), later))
    first, second = correction(given, "T-1"), correction(given, "T-2")

    assert given.when(first, by="HEAD-1").events
    decided = given.when(approval(rating("E-1", "good")), by="DIRECTOR").events
    given.and_then(*decided, at=NOW)
    given.when(first, by="HEAD-1").refused_by("no_decided_grade_rests_on_it")
    assert given.when(second, by="HEAD-1").events


def test_a_proposal_after_a_correction_reckons_with_what_is_right():
    """An error that was overlooked takes its quarter from the points of quality."""
    given = lived(done("T-1"), done("T-2"))
    (before,) = proposed("E-1", given=lived(done("T-1"), done("T-2")))._events[-1:]
    given.and_then(*given.when(correction(given, "T-1"), by="HEAD-1").events, at=NOW)
    (after,) = proposed("E-1", given=given)._events[-1:]

    assert (before[1].b, after[1].b) == ("100", "175/2")  # type: ignore[attr-defined]  # a proposal

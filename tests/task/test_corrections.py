"""How an evaluation was recorded is corrected by an office that may evaluate (R43, K10)."""

from attrs import asdict, evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.task.corrections import TaskEvaluationCorrected
from civicflow.task.events import TaskEvaluated
from tests.employee.staff import STAFF
from tests.task.test_commands import after, assigned, completed, of, submitted

WHY = FreeText(v="Nhập nhầm số lỗi")
EVALUATED = TaskEvaluated(
    **of(), evaluator="HEAD-1", quality_met=True, major_errors=3, delays=0, above_level=False, note=None
)
DONE = (assigned(), submitted(), completed(), EVALUATED)


def test_what_was_evaluated_is_corrected():
    """The evaluator stays; neither the clerk, who judges nobody, nor whoever did the work corrects it."""
    given, place = after(*DONE), len(STAFF) + len(DONE)
    command = task.CorrectTaskEvaluation(
        task="T-1", quality_met=True, major_errors=0, corrects=place, because=WHY
    )
    right = asdict(evolve(EVALUATED, major_errors=0), recurse=False)

    given.when(command, by="HEAD-1").then(
        TaskEvaluationCorrected(**right, corrects=place, because=WHY, corrected_by="HEAD-1")
    )
    for by in ("E-1", "CLERK-1"):
        given.when(command, by=by).refused_by("office_that_approves_the_task")

"""What was recorded wrongly of a task, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.task import rules
from civicflow.task.commands import EvaluateTask
from civicflow.task.events import TaskEvaluated


@frozen(kw_only=True, eq=False, repr=False)
class TaskEvaluationCorrected(Correction, TaskEvaluated):
    """The evaluation of a task was recorded wrongly and is corrected (R43)."""

    topic: ClassVar[str] = "task.evaluation_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTaskEvaluation(CorrectRecord, EvaluateTask):
    """Correct how the evaluation of a task was recorded; by an office that may evaluate it (R16, R43)."""

    correction: ClassVar[type[Correction]] = TaskEvaluationCorrected
    concerning: ClassVar[tuple[str, ...]] = ("assignee",)
    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, rules.actor_is_not_the_author)


CORRECTIONS = (TaskEvaluationCorrected,)
CORRECTION_COMMANDS = (CorrectTaskEvaluation,)

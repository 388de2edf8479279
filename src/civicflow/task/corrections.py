"""What was recorded wrongly of a task, and how it is put right."""

from typing import ClassVar

from attrs import field, frozen

from civicflow.core.correction import Correction
from civicflow.core.fields import SubjectId
from civicflow.core.rule import Rule
from civicflow.employee.events import Place, optional_place
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.task import rules
from civicflow.task.commands import EvaluateTask
from civicflow.task.events import TaskEvaluated, TaskReported


@frozen(kw_only=True, eq=False, repr=False)
class TaskEvaluationCorrected(Correction, TaskEvaluated):
    """The evaluation of a task was recorded wrongly and is corrected (R43)."""

    topic: ClassVar[str] = "task.evaluation_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class TaskReportCorrected(Correction, TaskReported):
    """How far work has come, or where it was done, was reported wrongly and is corrected (R36, R40)."""

    topic: ClassVar[str] = "task.report_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTaskEvaluation(CorrectRecord, EvaluateTask):
    """Correct how the evaluation of a task was recorded; by an office that may evaluate it (R16, R43)."""

    correction: ClassVar[type[Correction]] = TaskEvaluationCorrected
    concerning: ClassVar[tuple[str, ...]] = ("assignee",)
    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, rules.actor_is_not_the_author)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTaskReport(CorrectRecord):
    """
    Correct how far work was reported to have come, and where it was done; the words of the assignee stay theirs (R36, K10).

    Args:
        task: The task.
        percent: Of 100.
        place: Where the work was done; nothing where nobody said (R40).
    """

    correction: ClassVar[type[Correction]] = TaskReportCorrected
    concerning: ClassVar[tuple[str, ...]] = ("assignee", "delegate")
    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.share_is_between_0_and_100,
        rules.secret_work_stays_at_the_office,
    )

    task: SubjectId
    percent: int
    place: Place | None = field(default=None, converter=optional_place)


CORRECTIONS = (TaskEvaluationCorrected, TaskReportCorrected)
CORRECTION_COMMANDS = (CorrectTaskEvaluation, CorrectTaskReport)

"""What an evaluation adds to corrections below it: what a decided grade rests on is no longer corrected under it (R43)."""

from typing import Protocol

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.products import work_of
from civicflow.organization.model import Unit
from civicflow.task.model import Task


class ConcernsTask(Protocol):
    """A command about a task."""

    @property
    def task(self) -> str:
        """The task."""


def no_decided_grade_rests_on_it(command: ConcernsTask, facts: Facts) -> Verdict:
    """No grade is decided of a period in which the task counts; once one is, a petition changes it (R43, R44)."""
    person = facts.of(Task, command.task).assignee
    of_person = () if person is None else facts.all(Evaluation, person=person)
    graded = [
        each.period for each in of_person if each.person == person and _rests_on(facts, each, command.task)
    ]
    return allowed_if(not graded, task=command.task, periods=", ".join(graded))


def _rests_on(facts: Facts, evaluation: Evaluation, task: str) -> bool:
    """Whether the task was part of the work that a decided grade was reckoned from."""
    if not evaluation.is_decided or evaluation.proposal is None:
        return False
    locality = facts.of(Unit, evaluation.proposal.agency).locality
    work = work_of(facts, evaluation.person, Period.parse(evaluation.period), locality)
    parts = (work.products, work.left_out, work.waiting)
    return any(task in {each.task for each in part} for part in parts)

"""What must be true before work is put aside, spoken of or furnished with documents, and before it changes its place."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.organization.authority import either, leads
from civicflow.task.assigning_rules import may_work_at_home
from civicflow.task.model import Task
from civicflow.task.offering_rules import circle_of
from civicflow.task.rules import ConcernsTask, office_that_approves_the_task
from civicflow.task.stages import TO_CHANGE_HANDS, Attachment, Stage


class NamesDocument(ConcernsTask, Protocol):
    """A command about a document of a task."""

    @property
    def digest(self) -> str:
        """Its SHA-256."""


def task_is_put_aside(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work was put aside, and not taken up again."""
    return allowed_if(facts.of(Task, command.task).put_aside, task=command.task)


def somebody_who_has_to_do_with_it(command: ConcernsTask, facts: Facts) -> Verdict:
    """The assignee acts, whoever acts for them, one of those before whom the work lies, or an office that leads its unit."""
    task = facts.of(Task, command.task)
    own = facts.act.by in {*task.authors, *_before_whom(facts, task)} and facts.act.on_behalf_of is None
    if own or task.unit is None:
        return allowed_if(own, by=facts.act.by, task=task.id, basis="R33")
    return leads(facts, task.unit)


def _before_whom(facts: Facts, task: Task) -> frozenset[str]:
    return circle_of(facts, task) if task.stage is Stage.OFFERED else frozenset()


def task_was_given(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is no draft: somebody was given it, or it was offered."""
    task = facts.of(Task, command.task)
    given = task.stage not in {Stage.DRAFTED, Stage.DISCARDED}
    return allowed_if(given, task=task.id, stage=task.stage.value)


def _attached(command: NamesDocument, facts: Facts) -> Attachment | None:
    attachments = facts.of(Task, command.task).attachments
    return next((each for each in attachments if each.digest == command.digest), None)


def document_is_not_attached_yet(command: NamesDocument, facts: Facts) -> Verdict:
    """The document does not belong to the task already."""
    return allowed_if(_attached(command, facts) is None, task=command.task)


def document_is_attached(command: NamesDocument, facts: Facts) -> Verdict:
    """The document belongs to the task."""
    return allowed_if(_attached(command, facts) is not None, task=command.task)


def whoever_attached_it_or_the_office(command: NamesDocument, facts: Facts) -> Verdict:
    """The person acts who attached the document, in person, or an office that leads the unit of the task (K11)."""
    found = _attached(command, facts)
    own = found is not None and facts.act.by == found.attached_by and facts.act.on_behalf_of is None
    return either(
        Allowed() if own else allowed_if(False, by=facts.act.by, task=command.task, basis="R33"),
        lambda: office_that_approves_the_task(command, facts),
    )


def nothing_rests_on_the_document(command: ConcernsTask, facts: Facts) -> Verdict:
    """No result waits or was accepted: what it was judged by stays with it (K1, K4)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in TO_CHANGE_HANDS, task=task.id, stage=task.stage.value, basis="K1")


def office_or_what_has_become_of_home_work(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts that approves the work; or the assignee may not work at home today, and anybody follows the record (K2)."""
    task = facts.of(Task, command.task)
    person = task.assignee
    if task.at_home and person is not None and not may_work_at_home(facts, person):
        return Allowed(f"home_work:{person}")
    return office_that_approves_the_task(command, facts)


def work_may_change_its_place(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is still to be done."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in TO_CHANGE_HANDS, task=task.id, stage=task.stage.value)


def task_is_done_at_home(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is done at home, or whoever takes it on may do it there."""
    task = facts.of(Task, command.task)
    return allowed_if(task.at_home or task.may_be_done_at_home, task=task.id)


def task_is_done_at_the_office(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is done at the office alone."""
    task = facts.of(Task, command.task)
    return allowed_if(not (task.at_home or task.may_be_done_at_home), task=task.id)


def home_work_is_lawful_for_whoever_has_it(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever has the work may do it at home today, under an active arrangement or an emergency mode (R16, K2)."""
    person = facts.of(Task, command.task).assignee
    if person is None or facts.find(Employee, person) is None:
        return ALLOWED
    return allowed_if(may_work_at_home(facts, person), person=person, basis="K2")


def secret_work_is_not_allowed_home(command: ConcernsTask, facts: Facts) -> Verdict:
    """Secret work is never allowed home, whatever reason is given (R64, R71)."""
    return allowed_if(not facts.of(Task, command.task).is_secret, task=command.task, basis="R71")

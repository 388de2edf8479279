"""What must be true before work that somebody has goes back, or to others: only while nobody is late by it (K4)."""

from typing import Protocol

from civicflow.core.event import micros
from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.organization.authority import either, today
from civicflow.organization.model import Unit
from civicflow.task.course import course
from civicflow.task.model import Task
from civicflow.task.offering_rules import circle
from civicflow.task.rules import ConcernsTask, assignee_alone, office_that_approves_the_task
from civicflow.task.stages import Desk


class TransfersTask(ConcernsTask, Protocol):
    """A command that sends work to another group or unit."""

    @property
    def to_unit(self) -> str:
        """The unit."""

    @property
    def group(self) -> str | None:
        """The group of that unit; all its members when left out."""


def assignee_or_office_over_them(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person acts whose task it is, in person, or an office that leads its unit and may decide on them (R33, K11)."""
    return either(assignee_alone(command, facts), lambda: office_that_approves_the_task(command, facts))


def task_was_taken_on(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work was before several people, and one of them has it."""
    task = facts.of(Task, command.task)
    return allowed_if(task.offered and task.assignee is not None, task=task.id)


def nothing_was_handed_in(command: ConcernsTask, facts: Facts) -> Verdict:
    """No result was handed in: whoever has handed one in answers for it to the end (K4, K10)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.round == 0, task=task.id, basis="K4")


def lateness_has_not_arisen(command: ConcernsTask, facts: Facts) -> Verdict:
    """The due in force has not passed: late work stays where it is late, and goes to others by reassignment alone (K4)."""
    task = facts.of(Task, command.task)
    late = course(task).is_late_at(micros(facts.act.now))
    return allowed_if(not late, task=task.id, basis="K4")


def it_goes_elsewhere(command: TransfersTask, facts: Facts) -> Verdict:
    """The group or the unit is another than that before which the work lies, or in which it is done."""
    task = facts.of(Task, command.task)
    elsewhere = (task.unit, task.group) != (command.to_unit, command.group)
    return allowed_if(elsewhere, task=task.id, unit=command.to_unit)


def task_was_transferred(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work came from somebody, and has not gone back to them."""
    task = facts.of(Task, command.task)
    return allowed_if(task.earlier is not None, task=task.id)


def somebody_is_there_to_have_it_back(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person from whom the work came is still of that unit and on record, or one of those before whom it lay is (K18)."""
    task = facts.of(Task, command.task)
    earlier = task.earlier
    there = earlier is None or _may_have_it(facts, earlier)
    return allowed_if(there, task=task.id, unit="" if earlier is None else earlier.unit, basis="K18")


def _may_have_it(facts: Facts, desk: Desk) -> bool:
    if desk.person is None:
        return bool(circle(facts, desk.unit, desk.group, desk.office))
    belongs = desk.person in facts.of(Unit, desk.unit).people(today(facts))
    return belongs and facts.find(Employee, desk.person) is not None

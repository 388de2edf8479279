"""Whose word counts on a task, and what must be true before it moves on."""

from datetime import datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.home_work.eligibility import arrangement_in_force, works_at_home_by_order
from civicflow.organization.authority import HEAD, LEADING, leads, today
from civicflow.organization.events import Office
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.task.model import AT_WORK, OPEN, Stage, Task


class ConcernsTask(Protocol):
    """A command about a task."""

    @property
    def task(self) -> str:
        """The task."""


class AssignsTask(ConcernsTask, Protocol):
    """A command that gives work to a person."""

    @property
    def to(self) -> str:
        """Who is to do it."""

    @property
    def unit(self) -> str | None:
        """The unit it belongs to; the primary unit of the person when left out."""

    @property
    def due(self) -> datetime:
        """Until when."""

    @property
    def at_home(self) -> bool:
        """Whether it is to be done at home."""

    @property
    def replaces(self) -> str | None:
        """The cancelled task whose place it takes."""


class MovesDue(ConcernsTask, Protocol):
    """A command that sets another due."""

    @property
    def due(self) -> datetime:
        """The new due."""


class HoldsTask(Protocol):
    """A command that lets work rest."""

    @property
    def review_on(self) -> datetime:
        """When the hold is looked at again."""


class CountsUnits(Protocol):
    """A command that says how much work a task is."""

    @property
    def work_units(self) -> int:
        """The amount, in units of the catalogue of work types."""


class ReportsShare(Protocol):
    """A command that says how far the work has come."""

    @property
    def percent(self) -> int:
        """Of 100."""


def unit_of_assignment(command: AssignsTask, facts: Facts) -> str | None:
    """The unit a new task belongs to: the one named, else the assignee's primary unit of today (K18)."""
    if command.unit is not None:
        return command.unit
    unit = primary_unit(facts, command.to, today(facts))
    return None if unit is None else unit.id


def office_that_leads_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the work; work for its head comes from above (R26, K11)."""
    unit = unit_of_assignment(command, facts)
    if unit is None:
        return allowed_if(False, person=command.to, basis="K18")
    return leads(facts, unit, about=command.to)


def office_that_approves_the_task(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the task; what its head has done is judged above (R34, K11)."""
    task = facts.of(Task, command.task)
    if task.unit is None:
        return allowed_if(False, task=task.id, basis="R34")
    return leads(facts, task.unit, about=task.assignee)


def office_above_the_holder(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts above the person who put the task on hold; above a manager, a head and no other manager (K4)."""
    task = facts.of(Task, command.task)
    if task.unit is None:
        return allowed_if(False, task=task.id, basis="K4")
    managers = facts.of(Unit, task.unit).holders(Office.MANAGER, today(facts))
    beside = any(each.person == task.held_by for each in managers)
    return leads(facts, task.unit, about=task.held_by, offices=HEAD if beside else LEADING)


def actor_did_not_put_it_on_hold(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever put the task on hold does not confirm its cause, in person or through anyone acting for them (K4)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.held_by not in facts.act.persons, task=task.id, basis="K4")


def assignee(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person acts whose task it is, in person."""
    task = facts.of(Task, command.task)
    own = facts.act.by == task.assignee and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, task=task.id, basis="R33")


def task_is_new(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task does not exist yet."""
    return allowed_if(facts.find(Task, command.task) is None, task=command.task)


def assignee_belongs_to_the_unit(command: AssignsTask, facts: Facts) -> Verdict:
    """The person belongs to the unit of the work today, as a primary or a secondary member (K18)."""
    unit = unit_of_assignment(command, facts)
    member = unit is not None and command.to in facts.of(Unit, unit).members(today(facts))
    return allowed_if(member, person=command.to, unit=unit or "", basis="K18")


def assignee_is_registered(command: AssignsTask, facts: Facts) -> Verdict:
    """The person is registered as an employee (R7)."""
    return allowed_if(facts.find(Employee, command.to) is not None, person=command.to)


def home_work_is_lawful_for_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """Work is given to do at home under an active arrangement, or where an emergency mode holds today (K2)."""
    if not command.at_home or facts.find(Employee, command.to) is None:
        return ALLOWED
    on = today(facts)
    arranged = arrangement_in_force(facts, command.to, on) is not None
    lawful = arranged or works_at_home_by_order(facts, command.to, on)
    return allowed_if(lawful, person=command.to, basis="K2")


def actor_is_not_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """Nobody gives work to themselves, in person or through anyone acting for them (K10)."""
    return allowed_if(command.to not in facts.act.persons, person=command.to, basis="K10")


def actor_is_not_the_author(command: ConcernsTask, facts: Facts) -> Verdict:
    """Nobody judges, extends, holds or cancels their own work, in person or through anyone acting for them (K10)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.assignee not in facts.act.persons, task=task.id, basis="K10")


def due_lies_ahead(command: AssignsTask, facts: Facts) -> Verdict:
    """The due comes after the assignment (R31)."""
    return allowed_if(command.due > facts.act.now, due=command.due.isoformat(), basis="R31")


def due_moves_on(command: MovesDue, facts: Facts) -> Verdict:
    """The new due is later than the one in force, and lies ahead."""
    task = facts.of(Task, command.task)
    later = (task.due is None or command.due > task.due) and command.due > facts.act.now
    return allowed_if(later, due=command.due.isoformat())


def work_units_are_counted(command: CountsUnits, _facts: Facts) -> Verdict:
    """The amount of work is at least one unit and at most 1,000."""
    return allowed_if(1 <= command.work_units <= 1_000, work_units=command.work_units)


def share_is_between_0_and_100(command: ReportsShare, _facts: Facts) -> Verdict:
    """Progress is said in percent."""
    return allowed_if(0 <= command.percent <= 100, percent=command.percent)


def replaced_task_is_cancelled(command: AssignsTask, facts: Facts) -> Verdict:
    """A task takes the place of one that was cancelled; that one keeps its first due in the raw figure (K4)."""
    if command.replaces is None:
        return ALLOWED
    replaced = facts.find(Task, command.replaces)
    cancelled = replaced is not None and replaced.stage is Stage.CANCELLED
    return allowed_if(cancelled, replaces=command.replaces)


def no_other_took_its_place(command: AssignsTask, facts: Facts) -> Verdict:
    """One task takes the place of another, so that nobody chooses later by which of them it is judged (K4)."""
    if command.replaces is None:
        return ALLOWED
    others = facts.all(Task, replaces=command.replaces)
    return allowed_if(not others, replaces=command.replaces, other=others[0].id if others else "", basis="K4")


def task_waits_for_acknowledgement(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task was assigned and not yet acknowledged."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.ASSIGNED, task=task.id, stage=task.stage.value)


def task_is_at_work(command: ConcernsTask, facts: Facts) -> Verdict:
    """The assignee is at work on it: nothing waits for review and it has not ended."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in AT_WORK, task=task.id, stage=task.stage.value)


def task_is_open(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task has not ended."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in OPEN, task=task.id, stage=task.stage.value)


def result_is_submitted(command: ConcernsTask, facts: Facts) -> Verdict:
    """A result waits for review."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.SUBMITTED, task=task.id, stage=task.stage.value)


def task_is_completed(command: ConcernsTask, facts: Facts) -> Verdict:
    """The result was accepted and not yet evaluated."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.COMPLETED, task=task.id, stage=task.stage.value)


def task_is_not_on_hold(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task does not rest."""
    task = facts.of(Task, command.task)
    return allowed_if(not task.on_hold, task=task.id)


def review_lies_ahead(command: HoldsTask, facts: Facts) -> Verdict:
    """The hold is looked at again at a time to come (K4)."""
    return allowed_if(command.review_on > facts.act.now, review_on=command.review_on.isoformat(), basis="K4")


def task_is_on_hold(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task rests."""
    task = facts.of(Task, command.task)
    return allowed_if(task.on_hold, task=task.id)


def cause_is_not_confirmed_yet(command: ConcernsTask, facts: Facts) -> Verdict:
    """The cause of the hold has not been confirmed yet."""
    task = facts.of(Task, command.task)
    return allowed_if(not task.hold_confirmed, task=task.id)

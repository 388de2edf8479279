"""What must be true before work is laid before several people, and before one of them takes it on (R26, R31, K10)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.organization.authority import has_a_hand_in_it, leads, may_be_the_hand_of, today
from civicflow.organization.events import Office
from civicflow.organization.group import Group, able_members
from civicflow.organization.model import Unit
from civicflow.task.assigning_rules import may_work_at_home
from civicflow.task.model import Stage, Task
from civicflow.task.rules import ConcernsTask


class OffersTask(ConcernsTask, Protocol):
    """A command that lays work before several people."""

    @property
    def unit(self) -> str:
        """The unit it belongs to."""

    @property
    def group(self) -> str | None:
        """The group that it is laid before."""

    @property
    def office(self) -> Office | None:
        """The office whose holders it is laid before; without group or office, all members of the unit."""


class ClaimsTask(ConcernsTask, Protocol):
    """A command that takes on work."""

    @property
    def at_home(self) -> bool:
        """Whether it is done at home."""


def circle(facts: Facts, unit: str, group: str | None, office: Office | None) -> frozenset[str]:
    """Those before whom work is laid, as they are today: a group, the holders of an office, else the unit (K18)."""
    found, on = facts.of(Unit, unit), today(facts)
    if group is not None:
        return able_members(facts, facts.of(Group, group), on)
    if office is not None:
        return frozenset(each.person for each in found.holders(office, on))
    return frozenset(found.members(on))


def circle_of(facts: Facts, task: Task) -> frozenset[str]:
    """Those before whom a task is laid; nobody where it was given to a person."""
    return frozenset() if task.unit is None else circle(facts, task.unit, task.group, task.office)


def office_that_leads_the_unit_of_the_offer(command: OffersTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the work (R26)."""
    return leads(facts, command.unit)


def it_is_offered_to_one_circle(command: OffersTask, _facts: Facts) -> Verdict:
    """Work is laid before a group or before the holders of an office, not before both (R31)."""
    return allowed_if(command.group is None or command.office is None, task=command.task)


def group_is_of_the_unit(command: OffersTask, facts: Facts) -> Verdict:
    """The group is one of the unit of the work, whose office leads its members (K18)."""
    group = None if command.group is None else facts.of(Group, command.group)
    own = group is None or group.unit == command.unit
    return allowed_if(own, group=command.group or "", unit=command.unit, basis="K18")


def somebody_may_take_it_on(command: OffersTask, facts: Facts) -> Verdict:
    """There is somebody who may take the work on today: neither whoever offers it, nor anyone who acts for them (K10)."""
    persons = circle(facts, command.unit, command.group, command.office)
    others = (each for each in sorted(persons) if not may_be_the_hand_of(facts, each, facts.act.person))
    return allowed_if(any(others), unit=command.unit, basis="R31")


def one_of_those_it_is_offered_to(command: ConcernsTask, facts: Facts) -> Verdict:
    """A person acts to whom the work is offered, in person (R31, K18)."""
    persons = circle_of(facts, facts.of(Task, command.task))
    own = facts.act.by in persons and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, task=command.task, basis="R31")


def task_is_offered(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is offered, and nobody has taken it on."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.OFFERED, task=task.id, stage=task.stage.value)


def claimer_is_registered(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever takes the work on is registered as an employee (R7)."""
    return allowed_if(facts.find(Employee, facts.act.by) is not None, person=facts.act.by)


def claimer_did_not_offer_it(command: ConcernsTask, facts: Facts) -> Verdict:
    """Nobody gives work to themselves: whoever offered it does not take it on, nor does anyone who acts for them (K10)."""
    task = facts.of(Task, command.task)
    own = has_a_hand_in_it(facts, task.assigned_by, task.assigned_at)
    return allowed_if(not own, task=task.id, person=facts.act.by, basis="K10")


def offer_allows_the_place(command: ClaimsTask, facts: Facts) -> Verdict:
    """Work is taken home only where the office that offered it allows that (R16)."""
    allowed = not command.at_home or facts.of(Task, command.task).may_be_done_at_home
    return allowed_if(allowed, task=command.task, basis="R16")


def home_work_is_lawful_for_the_claimer(command: ClaimsTask, facts: Facts) -> Verdict:
    """Work is taken home under an active arrangement, or where an emergency mode holds today (R16, K2)."""
    person = facts.act.by
    if not command.at_home or facts.find(Employee, person) is None:
        return ALLOWED
    return allowed_if(may_work_at_home(facts, person), person=person, basis="K2")


def secret_work_is_not_taken_home(command: ClaimsTask, facts: Facts) -> Verdict:
    """Secret work is never taken home (R64, R71)."""
    secret = facts.of(Task, command.task).is_secret
    return allowed_if(not (command.at_home and secret), task=command.task, basis="R71")

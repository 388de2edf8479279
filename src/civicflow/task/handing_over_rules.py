"""What must be true before work or reviews are handed over, all at once or not at all (K11, K13)."""

from collections.abc import Iterable
from datetime import datetime
from functools import wraps
from typing import Protocol

from attrs import evolve

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Refused, Rule, Verdict, allowed_if
from civicflow.organization.authority import (
    LEADING,
    deciding_on_all,
    has_a_hand_in_any,
    leads_over,
    may_be_the_hand_of,
    office_held,
    today,
    upwards,
)
from civicflow.organization.model import Delegations
from civicflow.task.hand_over_steps import HandOverStep
from civicflow.task.model import OPEN, Stage, Task


class HandsOverWork(Protocol):
    """A command that decides what becomes of the work of a person."""

    @property
    def person(self) -> str:
        """Whose work it is."""

    @property
    def steps(self) -> tuple[HandOverStep, ...]:
        """What becomes of each task."""


class HandsOverReviews(Protocol):
    """A command that lays the decisions of an approver before another."""

    @property
    def unit(self) -> str:
        """The unit of the tasks."""

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose results wait."""

    @property
    def approver(self) -> str:
        """Who would decide."""

    @property
    def to(self) -> str:
        """Before whom they are laid."""

    @property
    def until(self) -> datetime | None:
        """Until when."""


def office_that_approves_each_task(command: HandsOverWork, facts: Facts) -> Verdict:
    """An office acts that leads the unit of each task that is handed over (R26, K11)."""
    verdict: Verdict = allowed_if(False, person=command.person, basis="K13")
    for step in command.steps:
        task = facts.of(Task, step.task)
        if task.unit is None:
            return allowed_if(False, task=task.id, basis="K11")
        verdict = leads_over(facts, task.unit, task.authors)
        if isinstance(verdict, Refused):
            return evolve(verdict, parameters={**verdict.parameters, "task": task.id})
    return verdict


def in_each_step(rule: Rule) -> Rule:
    """A rule of what is done with one task, asked of each step that does it; a refusal names the task."""

    @wraps(rule, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    def judged(command: HandsOverWork, facts: Facts) -> Verdict:
        acts = ((step.task, step.command()) for step in command.steps)
        verdicts = ((task, rule(act, facts)) for task, act in acts if act is not None and rule in act.rules)
        refused = ((task, each) for task, each in verdicts if not isinstance(each, Allowed))
        task, found = next(refused, ("", None))
        return ALLOWED if found is None else evolve(found, parameters={**found.parameters, "item": task})

    return judged


def each_task_is_open_work_of_the_person(command: HandsOverWork, facts: Facts) -> Verdict:
    """Each task is open, and the work of this person (K13)."""
    tasks = (facts.of(Task, step.task) for step in command.steps)
    others = (each.id for each in tasks if each.assignee != command.person or each.stage not in OPEN)
    found = _first(others)
    return allowed_if(found is None, task=found or "", person=command.person, basis="K13")


def no_open_work_is_left_out(command: HandsOverWork, facts: Facts) -> Verdict:
    """All that the person has open in the units concerned is decided on, so that nothing is forgotten (K13)."""
    named = {step.task for step in command.steps}
    units = {facts.of(Task, each).unit for each in named}
    open_tasks = (each for each in facts.all(Task, assignee=command.person) if each.stage in OPEN)
    own = (each for each in open_tasks if each.assignee == command.person and each.unit in units)
    found = _first(each.id for each in own if each.id not in named)
    return allowed_if(found is None, task=found or "", person=command.person, basis="K13")


def each_task_is_named_once(command: HandsOverWork, _facts: Facts) -> Verdict:
    """No task is handed over in two ways, and no two become the same (K4)."""
    ids = [each for step in command.steps for each in (step.task, step.replacement) if each is not None]
    found = _first(each for each in ids if ids.count(each) > 1)
    return allowed_if(found is None, task=found or "", person=command.person, basis="K13")


def it_is_said_to_whom_work_goes(command: HandsOverWork, _facts: Facts) -> Verdict:
    """What is given to another says to whom, and under which id (R31)."""
    found = _first(step.task for step in command.steps if step.command() is None)
    return allowed_if(found is None, task=found or "", person=command.person, basis="K13")


def office_that_leads_the_unit_of_the_reviews(command: HandsOverReviews, facts: Facts) -> Verdict:
    """An office acts that leads the unit and may decide on whose results wait; on those of its head, one above (K11)."""
    authors = {author for each in command.tasks for author in facts.of(Task, each).authors}
    return leads_over(facts, command.unit, tuple(sorted(authors)))


def each_result_waits_in_the_unit(command: HandsOverReviews, facts: Facts) -> Verdict:
    """Each task is named once, is of the unit, and its result waits for a decision (R34)."""
    tasks = [facts.of(Task, each) for each in command.tasks]
    others = (each.id for each in tasks if each.stage is not Stage.SUBMITTED or each.unit != command.unit)
    repeated = (each for each in command.tasks if command.tasks.count(each) > 1)
    if not tasks:
        return allowed_if(False, unit=command.unit)
    found = _first((*others, *repeated))
    return allowed_if(found is None, task=found or "")


def nobody_hands_on_their_own_result(command: HandsOverReviews, facts: Facts) -> Verdict:
    """Nobody says who decides on their own work, in person or through anyone acting for them (K10)."""
    own = (each for each in command.tasks if has_a_hand_in_any(facts, facts.of(Task, each).authors))
    found = _first(own)
    return allowed_if(found is None, task=found or "", basis="K10")


def approver_may_decide(command: HandsOverReviews, facts: Facts) -> Verdict:
    """Whoever would decide on the results may do so; what has passed to a successor needs no hand-over (K11)."""
    return _may_decide(command, facts, command.approver)


def receiver_may_decide(command: HandsOverReviews, facts: Facts) -> Verdict:
    """Whoever is to decide on them is another who may: by an office of their own, or acting for the approver (K10, K11)."""
    if command.to == command.approver:
        return allowed_if(False, person=command.to, item=command.unit, basis="K11")
    return _may_decide(command, facts, command.to, through=command.approver)


def the_end_lies_ahead(command: HandsOverReviews, facts: Facts) -> Verdict:
    """A hand-over ends at a time to come."""
    if command.until is None:
        return ALLOWED
    return allowed_if(command.until > facts.act.now, until=command.until.isoformat())


def _may_decide(
    command: HandsOverReviews, facts: Facts, person: str, *, through: str | None = None
) -> Verdict:
    for each in command.tasks:
        task = facts.of(Task, each)
        lent = through is not None and _acts_for(facts, command.unit, person, through)
        led = (above for above in deciding_on_all(facts, command.unit, task.authors))
        held = any(office_held(facts, above, LEADING, person) is not None for above in led)
        own = any(may_be_the_hand_of(facts, person, author) for author in task.authors)
        if own or not (held or lent):
            return allowed_if(False, person=person, item=task.id, basis="K11")
    return ALLOWED


def _acts_for(facts: Facts, unit: str, person: str, giver: str) -> bool:
    given = facts.find(Delegations, giver)
    line = {above.id for above in upwards(facts, unit)}
    return given is not None and any(each.unit in line for each in given.to(person, today(facts)))


def _first(wrong: Iterable[str]) -> str | None:
    return next(iter(wrong), None)

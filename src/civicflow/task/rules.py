"""Whose word counts on a task, and what must be true before it moves on."""

from datetime import datetime
from typing import Protocol

from civicflow.calendars import Derivation, WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import Place
from civicflow.organization.authority import (
    HEAD,
    LEADING,
    has_a_hand_in_any,
    has_a_hand_in_it,
    leads_over,
    today,
    upwards,
)
from civicflow.organization.events import Office
from civicflow.organization.granted_terms import granted_end
from civicflow.regulations.parameters import HOLD_REVIEWED_WITHIN
from civicflow.task.model import AT_WORK, OPEN, TO_BE_STARTED, UNACKNOWLEDGED, Stage, Task


class ConcernsTask(Protocol):
    """A command about a task."""

    @property
    def task(self) -> str:
        """The task."""


class MovesDue(ConcernsTask, Protocol):
    """A command that sets another due."""

    @property
    def due(self) -> datetime:
        """The new due."""


class MaySetDue(Protocol):
    """A command that may set another due."""

    @property
    def due(self) -> datetime | None:
        """The new due; nothing where it stays."""


class SetsDueAnew(ConcernsTask, MaySetDue, Protocol):
    """A command that may set another due for a task."""


class HoldsTask(ConcernsTask, Protocol):
    """A command that lets work rest."""

    @property
    def review_on(self) -> datetime | None:
        """When the hold is looked at again; as the regulations say when left out."""


class HappensSomewhere(ConcernsTask, Protocol):
    """A command about work that is done somewhere."""

    @property
    def place(self) -> Place | None:
        """Where; as the task was assigned when left out."""


class SubmitsResult(ConcernsTask, Protocol):
    """A command that hands in a result."""

    @property
    def signature(self) -> str | None:
        """The reference of its digital signature."""

    @property
    def paper_file(self) -> str | None:
        """The file on paper that it lies in."""


class ChoosesOutcome(ConcernsTask, Protocol):
    """A command that says how a piece of work came out."""

    @property
    def outcome(self) -> str | None:
        """The outcome, of those that the task has."""


class ReportsShare(Protocol):
    """A command that says how far the work has come."""

    @property
    def percent(self) -> int:
        """Of 100."""


def office_that_approves_the_task(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the task; what its head has done is judged above (R32, R34, K11)."""
    task = facts.of(Task, command.task)
    if task.unit is None:
        return allowed_if(False, task=task.id, basis="R34")
    return leads_over(facts, task.unit, task.authors)


def office_above_the_holder(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts above the person who put the task on hold; above a manager, a head and no other manager (K4)."""
    task = facts.of(Task, command.task)
    hold = task.to_be_decided
    return office_above(facts, task, None if hold is None else hold.held_by)


def office_above(facts: Facts, task: Task, person: str | None) -> Verdict:
    """Whether an office acts that stands above a person and may decide on the assignee; no manager is above another (K11)."""
    if task.unit is None:
        return allowed_if(False, task=task.id, basis="K11")
    persons = task.authors if person is None else (person, *task.authors)
    offices = HEAD if _is_manager(facts, task.unit, person) else LEADING
    return leads_over(facts, task.unit, persons, offices=offices)


def _is_manager(facts: Facts, unit: str, person: str | None) -> bool:
    on = today(facts)
    managers = (each for above in upwards(facts, unit) for each in above.holders(Office.MANAGER, on))
    return any(each.person == person for each in managers)


def actor_did_not_put_it_on_hold(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever put the task on hold does not confirm its cause, nor does anyone who acts for them (K4, K10)."""
    task = facts.of(Task, command.task)
    hold = task.to_be_decided
    own = hold is not None and has_a_hand_in_it(facts, hold.held_by, hold.held_at)
    return allowed_if(not own, task=task.id, basis="K4")


def assignee(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person acts whose task it is, or who acts for them in it, each in person (R33)."""
    task = facts.of(Task, command.task)
    own = facts.act.by in {task.assignee, task.delegate} and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, task=task.id, basis="R33")


def assignee_alone(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person acts whose task it is, in person, and nobody who acts for them (R33)."""
    task = facts.of(Task, command.task)
    own = facts.act.by == task.assignee and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, task=task.id, basis="R33")


def hand_in(facts: Facts, task: Task) -> str | None:
    """Whose hand an act on a task is; nothing where it is the assignee's own (K10)."""
    return facts.act.by if facts.act.by == task.delegate else None


def actor_is_not_the_author(command: ConcernsTask, facts: Facts) -> Verdict:
    """Nobody judges, extends, holds or cancels what they have worked on, in person or through anyone acting for them (K10)."""
    task = facts.of(Task, command.task)
    return allowed_if(not has_a_hand_in_any(facts, task.authors), task=task.id, basis="K10")


def due_moves_on(command: MovesDue, facts: Facts) -> Verdict:
    """The new due is later than the one in force, and lies ahead."""
    task = facts.of(Task, command.task)
    later = (task.due is None or command.due > task.due) and command.due > facts.act.now
    return allowed_if(later, due=command.due.isoformat())


def due_that_is_set_lies_ahead(command: MaySetDue, facts: Facts) -> Verdict:
    """A due that is set anew comes after the act (R31)."""
    if command.due is None:
        return ALLOWED
    return allowed_if(command.due > facts.act.now, due=command.due.isoformat(), basis="R31")


def due_lies_within_the_calendar(command: MaySetDue, facts: Facts) -> Verdict:
    """The working calendar covers the due: beyond it nobody knows the working days that alerts and terms are counted in (R31)."""
    if command.due is None:
        return ALLOWED
    calendar, on = facts.calendar(WorkingCalendar), facts.day_of(command.due)
    covered = calendar.first <= on <= calendar.last
    return allowed_if(covered, field="due", due=command.due.isoformat(), last=str(calendar.last))


def due_is_not_brought_forward(command: SetsDueAnew, facts: Facts) -> Verdict:
    """A due that is set anew is no earlier than the one in force: nobody is made late by an act of the office (K4)."""
    due = facts.of(Task, command.task).due
    kept = command.due is None or due is None or command.due >= due
    return allowed_if(kept, due="" if due is None else due.isoformat(), basis="K4")


def share_is_between_0_and_100(command: ReportsShare, _facts: Facts) -> Verdict:
    """Progress is said in percent."""
    return allowed_if(0 <= command.percent <= 100, percent=command.percent)


def task_waits_for_acknowledgement(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task was assigned and not yet acknowledged; who takes notice of it drops their dispute (R33)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in UNACKNOWLEDGED, task=task.id, stage=task.stage.value)


def task_waits_to_be_started(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task was acknowledged, or its result returned, and nobody has begun (K17)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in TO_BE_STARTED, task=task.id, stage=task.stage.value)


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
    """The hold is looked at again at a time to come, chosen or set by the regulations (K4)."""
    on, _ = review_of_hold(command, facts)
    ahead = on is not None and on > facts.act.now
    return allowed_if(ahead, review_on="" if on is None else on.isoformat(), basis="K4")


def review_is_not_put_off(command: HoldsTask, facts: Facts) -> Verdict:
    """No review is chosen for later than the regulations grant: a hold rests no longer than that unseen (K4)."""
    unit = facts.of(Task, command.task).unit
    if command.review_on is None or unit is None:
        return ALLOWED
    latest, _ = granted_end(facts, HOLD_REVIEWED_WITHIN, unit, facts.act.now)
    within = latest is None or command.review_on <= latest
    return allowed_if(within, latest="" if latest is None else latest.isoformat(), basis="K4")


def review_of_hold(command: HoldsTask, facts: Facts) -> tuple[datetime | None, Derivation | None]:
    """When a hold is looked at again, and what that was derived from; nothing where somebody chose it (K4)."""
    unit = facts.of(Task, command.task).unit
    if command.review_on is not None or unit is None:
        return command.review_on, None
    return granted_end(facts, HOLD_REVIEWED_WITHIN, unit, facts.act.now)


def task_is_not_put_aside(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work lies before whoever does it: what was put aside is taken up first."""
    return allowed_if(not facts.of(Task, command.task).put_aside, task=command.task)


def task_is_on_hold(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task rests."""
    task = facts.of(Task, command.task)
    return allowed_if(task.on_hold, task=task.id)


def cause_waits_for_a_decision(command: ConcernsTask, facts: Facts) -> Verdict:
    """The cause of a hold was neither confirmed nor rejected yet, though the work may have gone on meanwhile (K3, K4)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.to_be_decided is not None, task=task.id)


def place_of_work(command: HappensSomewhere, facts: Facts) -> Place:
    """Where the work was done: as said, else as the task was assigned; by a delegate at the office."""
    task = facts.of(Task, command.task)
    home = task.at_home and facts.act.by != task.delegate
    return command.place or (Place.HOME if home else Place.OFFICE)


def secret_work_stays_at_the_office(command: HappensSomewhere, facts: Facts) -> Verdict:
    """Secret work is done at the office, neither at home nor on the way (R64, R71)."""
    place = place_of_work(command, facts)
    kept = place is Place.OFFICE or not facts.of(Task, command.task).is_secret
    return allowed_if(kept, task=command.task, place=place.value, basis="R71")


def result_is_signed_where_it_must_be(command: SubmitsResult, facts: Facts) -> Verdict:
    """A result that needs a digital signature has one, unless its file is still dealt with on paper (R30, R37)."""
    signed = command.signature is not None or command.paper_file is not None
    return allowed_if(
        signed or not facts.of(Task, command.task).needs_signature, task=command.task, basis="R30"
    )


def outcome_is_one_of_the_task(command: ChoosesOutcome, facts: Facts) -> Verdict:
    """A result of work that has outcomes chooses one of them; that of other work chooses none."""
    outcomes = facts.of(Task, command.task).outcomes
    chosen = command.outcome in outcomes if outcomes else command.outcome is None
    return allowed_if(chosen, task=command.task, outcome=command.outcome or "")


def an_office_reviews_the_result(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office accepts the result; where the next step of a procedure judges it, the work is concluded instead (K1)."""
    return allowed_if(facts.of(Task, command.task).reviewed, task=command.task, basis="K1")


def the_next_step_judges_the_result(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work has outcomes, and the next step of its procedure judges what comes of it; else an office accepts it (K1)."""
    task = facts.of(Task, command.task)
    return allowed_if(bool(task.outcomes) and not task.reviewed, task=task.id, basis="K1")

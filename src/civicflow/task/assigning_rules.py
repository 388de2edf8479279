"""What must be true before work is given to a person: who it is, what it counts for, where and by which way (R26, R31)."""

from datetime import datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.home_work.eligibility import arrangement_in_force, works_at_home_by_order
from civicflow.organization.authority import has_a_hand_in_it, leads, today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.regulations.clauses import WorkType
from civicflow.task.catalogue import kind_of_work
from civicflow.task.events import Channel, Confidentiality
from civicflow.task.model import Stage, Task
from civicflow.task.rules import ConcernsTask

DEGREES = tuple(Confidentiality)
"""The degrees of confidentiality, from the lowest to the highest."""


class GoesByChannel(Protocol):
    """A command that gives work by some way."""

    @property
    def channel(self) -> Channel:
        """By which way."""

    @property
    def channel_reason(self) -> FreeText | None:
        """Why not through the electronic office."""


class FollowsFromSomething(Protocol):
    """A command that says what gave rise to it."""

    @property
    def because_of(self) -> str | None:
        """The stream that it follows from, with a position where that says more."""


class GivesWork(ConcernsTask, FollowsFromSomething, Protocol):
    """A command that gives work to somebody, or lays it before several people."""

    @property
    def to(self) -> str | None:
        """Who is to do it; nothing where one of several takes it on."""

    @property
    def unit(self) -> str | None:
        """The unit it belongs to; the primary unit of the person when left out."""

    @property
    def due(self) -> datetime:
        """Until when."""

    @property
    def at_home(self) -> bool:
        """Whether it is to be done at home, or may be."""

    @property
    def work_type(self) -> str | None:
        """Which kind of work it is, by the catalogue."""

    @property
    def work_units(self) -> int | None:
        """How much work it is; as the catalogue says when left out."""

    @property
    def confidentiality(self) -> Confidentiality | None:
        """How confidential it is; as the catalogue says when left out."""

    @property
    def departure(self) -> FreeText | None:
        """Why it differs from the catalogue."""

    @property
    def replaces(self) -> str | None:
        """The cancelled task whose place it takes."""


class AssignsTask(GivesWork, Protocol):
    """A command that gives work to a person."""

    @property
    def to(self) -> str:
        """Who is to do it."""


def unit_of_assignment(command: GivesWork, facts: Facts) -> str | None:
    """The unit a new task belongs to: the one named, else the assignee's primary unit of today (K18)."""
    if command.unit is not None or command.to is None:
        return command.unit
    unit = primary_unit(facts, command.to, today(facts))
    return None if unit is None else unit.id


def draft_of(command: ConcernsTask, facts: Facts) -> Task | None:
    """The draft that an assignment takes up."""
    task = facts.find(Task, command.task)
    return task if task is not None and task.stage is Stage.DRAFTED else None


def code_of_work(command: GivesWork, facts: Facts) -> str | None:
    """Which kind of work it is: as said, else as drafted (R15)."""
    draft = draft_of(command, facts)
    return command.work_type if command.work_type is not None or draft is None else draft.work_type


def work_type_of(command: GivesWork, facts: Facts) -> WorkType | None:
    """What the catalogue of the place says of the kind of work; None when none is named or none is on record (R15, K12)."""
    code = code_of_work(command, facts)
    return None if code is None else kind_of_work(facts, unit_of_assignment(command, facts), code)


def units_of_assignment(command: GivesWork, facts: Facts) -> int:
    """How much work it is: as said, else as the catalogue has it, else one unit (K12)."""
    if command.work_units is not None:
        return command.work_units
    kind = work_type_of(command, facts)
    return 1 if kind is None else kind.units


def confidentiality_of(command: GivesWork, facts: Facts) -> Confidentiality:
    """How confidential it is: as said, else as drafted, else as the catalogue has it, else ordinary (R71)."""
    draft = draft_of(command, facts)
    said = command.confidentiality or (None if draft is None else draft.confidentiality)
    if said is not None:
        return said
    kind = work_type_of(command, facts)
    return Confidentiality.ORDINARY if kind is None else Confidentiality(kind.confidentiality)


def what_gave_rise_to(command: GivesWork, facts: Facts) -> str | None:
    """What the work follows from: as said, else as drafted (K21)."""
    draft = draft_of(command, facts)
    return command.because_of if command.because_of is not None or draft is None else draft.because_of


def office_that_leads_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the work; work for its head comes from above (R26, K11)."""
    unit = unit_of_assignment(command, facts)
    if unit is None:
        return allowed_if(False, person=command.to, basis="K18")
    return leads(facts, unit, about=command.to)


def task_is_new_or_drafted(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task does not exist yet, or is a draft that nobody was given (K17)."""
    new = facts.find(Task, command.task) is None or draft_of(command, facts) is not None
    return allowed_if(new, task=command.task)


def draft_is_of_the_unit(command: GivesWork, facts: Facts) -> Verdict:
    """The draft that is taken up was prepared for the unit of the work: nobody takes that of another (R26)."""
    draft = draft_of(command, facts)
    own = draft is None or draft.unit == unit_of_assignment(command, facts)
    return allowed_if(own, task=command.task, basis="R26")


def assignee_belongs_to_the_unit(command: AssignsTask, facts: Facts) -> Verdict:
    """The person belongs to the unit of the work today, as a primary or a secondary member (K18)."""
    unit = unit_of_assignment(command, facts)
    member = unit is not None and command.to in facts.of(Unit, unit).members(today(facts))
    return allowed_if(member, person=command.to, unit=unit or "", basis="K18")


def assignee_is_registered(command: AssignsTask, facts: Facts) -> Verdict:
    """The person is registered as an employee (R7)."""
    return allowed_if(facts.find(Employee, command.to) is not None, person=command.to)


def home_work_is_lawful_for_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """Work is given to do at home under an active arrangement, or where an emergency mode holds today (R16, K2)."""
    if not command.at_home or facts.find(Employee, command.to) is None:
        return ALLOWED
    return allowed_if(may_work_at_home(facts, command.to), person=command.to, basis="K2")


def may_work_at_home(facts: Facts, person: str) -> bool:
    """Whether an employee may work at home today: by an arrangement that is active, or by an order (R16, K2)."""
    on = today(facts)
    return arrangement_in_force(facts, person, on) is not None or works_at_home_by_order(facts, person, on)


def actor_is_not_the_assignee(command: AssignsTask, facts: Facts) -> Verdict:
    """Nobody gives work to themselves, in person or through anyone acting for them (K10)."""
    return allowed_if(not has_a_hand_in_it(facts, command.to), person=command.to, basis="K10")


def due_lies_ahead(command: GivesWork, facts: Facts) -> Verdict:
    """The due comes after the assignment (R31)."""
    return allowed_if(command.due > facts.act.now, due=command.due.isoformat(), basis="R31")


def work_units_are_counted(command: GivesWork, facts: Facts) -> Verdict:
    """The amount of work is at least one unit and at most 1,000."""
    units = units_of_assignment(command, facts)
    return allowed_if(1 <= units <= 1_000, work_units=units)


def work_type_is_in_the_catalogue(command: GivesWork, facts: Facts) -> Verdict:
    """The kind of work is one of the catalogue of that day and place (R15, K12)."""
    code = code_of_work(command, facts)
    known = code is None or work_type_of(command, facts) is not None
    return allowed_if(known, work_type=code or "", basis="K12")


def departure_has_a_reason(command: GivesWork, facts: Facts) -> Verdict:
    """Work that differs from the catalogue in units, confidentiality or place says why (K12)."""
    kind = work_type_of(command, facts)
    if kind is None or command.departure is not None:
        return ALLOWED
    differs = {
        "work_units": units_of_assignment(command, facts) != kind.units,
        "confidentiality": confidentiality_of(command, facts).value != kind.confidentiality,
        "at_home": command.at_home and not kind.may_be_done_at_home,
    }
    found = next((name for name, differing in differs.items() if differing), None)
    return allowed_if(found is None, field=found or "", work_type=kind.code, basis="K12")


def _replaced(command: GivesWork, facts: Facts) -> Task | None:
    return None if command.replaces is None else facts.find(Task, command.replaces)


def replacement_is_not_smaller(command: GivesWork, facts: Facts) -> Verdict:
    """What takes the place of a task counts for as many units, or says why it counts for fewer (K4, K12)."""
    replaced = _replaced(command, facts)
    if replaced is None or command.departure is not None:
        return ALLOWED
    units = units_of_assignment(command, facts)
    return allowed_if(
        units >= replaced.work_units,
        work_units=units,
        least=replaced.work_units,
        replaces=replaced.id,
        basis="K4",
    )


def confidentiality_is_not_lowered(command: GivesWork, facts: Facts) -> Verdict:
    """What was drafted or assigned as more confidential is given as less so only with a reason (R71, K12)."""
    earlier = (draft_of(command, facts), _replaced(command, facts))
    degrees = [each.confidentiality for each in earlier if each is not None]
    least = max((DEGREES.index(each) for each in degrees if each is not None), default=0)
    kept = command.departure is not None or DEGREES.index(confidentiality_of(command, facts)) >= least
    return allowed_if(kept, task=command.task, confidentiality=DEGREES[least].value, basis="R71")


def secret_work_is_not_given_home(command: GivesWork, facts: Facts) -> Verdict:
    """Secret work is never given to do at home, whatever reason is given (R64, R71)."""
    secret = confidentiality_of(command, facts) is Confidentiality.SECRET
    return allowed_if(not (command.at_home and secret), task=command.task, basis="R71")


def other_channel_has_a_reason(command: GoesByChannel, _facts: Facts) -> Verdict:
    """Work is given through the electronic office, or it is said why not (R29)."""
    said = command.channel is Channel.E_OFFICE or command.channel_reason is not None
    return allowed_if(said, channel=command.channel.value, basis="R29")


def what_it_follows_from_is_on_record(command: FollowsFromSomething, facts: Facts) -> Verdict:
    """The figure or finding that the work follows from has its stream on record (K21)."""
    if command.because_of is None:
        return ALLOWED
    stream = command.because_of.partition("#")[0]
    return allowed_if(facts.version(stream) > 0, because_of=command.because_of)


def replaced_task_is_cancelled(command: GivesWork, facts: Facts) -> Verdict:
    """A task takes the place of one that was cancelled; that one keeps its first due in the raw figure (K4)."""
    if command.replaces is None:
        return ALLOWED
    replaced = _replaced(command, facts)
    cancelled = replaced is not None and replaced.stage is Stage.CANCELLED
    return allowed_if(cancelled, replaces=command.replaces)


def no_other_took_its_place(command: GivesWork, facts: Facts) -> Verdict:
    """One task takes the place of another, so that nobody chooses later by which of them it is judged (K4)."""
    if command.replaces is None:
        return ALLOWED
    others = facts.all(Task, replaces=command.replaces)
    return allowed_if(not others, replaces=command.replaces, other=others[0].id if others else "", basis="K4")

"""How a task went, read from its history: what was due when, what was handed in when, and where it stands (K3, K4)."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Protocol

from attrs import Factory, define, evolve, frozen

from civicflow.task.steps import Deed, Step


class Standing(Enum):
    """Where a task stands."""

    OFFERED = "offered"
    AT_WORK = "at_work"
    DISPUTED = "disputed"
    ON_HOLD = "on_hold"
    AWAITING_DECISION = "awaiting_decision"
    COMPLETED = "completed"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


@frozen
class Hold:
    """
    A hold that is open.

    Args:
        step: When it began, and by whom.
        in_time: Whether it began before the due then in force; one that began later excuses nothing.
        review: The step that says when it is looked at next.
        confirmed: Whether the next level has confirmed that its cause was objective, then or later.
    """

    step: Step
    in_time: bool
    review: Step
    confirmed: bool = False


@frozen
class Dispute:
    """
    A dispute that nobody has decided on.

    Args:
        step: When it was raised, and until when it is to be decided.
        in_time: Whether it was raised before the due then in force; one that was raised later excuses nothing.
    """

    step: Step
    in_time: bool


@define
class Course:
    """
    How a task went; told step by step, then only read.

    Args:
        review_stops_the_clock: Whether the time a result lies with the approver is left out (K4).
        first: The due of the assignment, in microseconds since 1970 UTC like all moments here.
        agreed: That of the last extension made before the due then in force.
        stopped: For how long confirmed holds, and disputes decided so, let the clock stand still.
        reviewed: For how long results lay with the approver before they were returned.
        confirmed: The positions of the holds whose cause was found objective, whenever that was.
        undecided: The holds whose cause nobody has decided on, in the order in which that is done.
        hold: The open hold.
        dispute: The open dispute.
        drafted: Whether it was prepared before it was given to anybody.
        assigned: The assignment, or the first offer.
        unclaimed: Whether it is offered, and nobody has taken it on.
        claimed_late: Whether it was late already when somebody took it on, or was given it by a procedure: that lateness is not theirs (K4).
        acknowledged: Whether the assignee has taken notice of it; who has started or handed something in has.
        submitted: The last submission.
        waiting: Whether it waits for a decision.
        accepted: The submission that was accepted last; of a task completed without one, what its completion says.
        completed: The last completion.
        evaluated: Whether the result was judged.
        cancelled: The cancellation.
        reassigned: That it was given to another.
        interventions: Every extension, hold, second opening, reassignment and cancellation.
    """

    review_stops_the_clock: bool = False
    first: int | None = None
    agreed: int | None = None
    stopped: int = 0
    reviewed: int = 0
    confirmed: frozenset[int] = frozenset()
    undecided: tuple[Step, ...] = ()
    hold: Hold | None = None
    dispute: Dispute | None = None
    drafted: bool = False
    assigned: Step | None = None
    unclaimed: bool = False
    claimed_late: bool = False
    acknowledged: bool = False
    submitted: Step | None = None
    waiting: bool = False
    accepted: Step | None = None
    completed: Step | None = None
    evaluated: bool = False
    cancelled: Step | None = None
    reassigned: Step | None = None
    interventions: list[Step] = Factory(list)

    @property
    def excused(self) -> int | None:
        """The agreed due and the time for which confirmed holds let the clock stand still."""
        return None if self.agreed is None else self.agreed + self.stopped

    @property
    def latest(self) -> int | None:
        """Until when a result is in time: the excused due, and the time of review where that stops the clock."""
        due = self.excused
        return due if due is None or not self.review_stops_the_clock else due + self.reviewed

    @property
    def handed_in(self) -> Step | None:
        """The submission that counts: the accepted one, else the one that waits for a decision."""
        if self.completed is not None:
            return self.accepted
        return self.submitted if self.waiting else None

    @property
    def is_a_draft(self) -> bool:
        """Whether nobody was ever given it, so that it is no task yet."""
        return self.drafted and self.assigned is None

    @property
    def taken_away(self) -> Step | None:
        """That it was called off or given to another."""
        return self.cancelled or self.reassigned

    @property
    def standing(self) -> Standing:
        """Where the task stands; a completion counts for more than a cancellation."""
        if self.completed is not None:
            return Standing.COMPLETED
        if self.cancelled is not None:
            return Standing.CANCELLED
        if self.reassigned is not None:
            return Standing.REASSIGNED
        if self.hold is not None:
            return Standing.ON_HOLD
        if self.dispute is not None:
            return Standing.DISPUTED
        if self.unclaimed:
            return Standing.OFFERED
        return Standing.AWAITING_DECISION if self.waiting else Standing.AT_WORK

    def is_late_at(self, moment: int) -> bool:
        """Whether the due then in force had come by a moment, unless the clock stood still."""
        due = self.latest
        return due is not None and moment >= due and not self._stands_still

    @property
    def _stands_still(self) -> bool:
        if self.waiting and self.review_stops_the_clock:
            return self._was_submitted_in_time
        return self.hold is not None and self.hold.in_time and self.hold.confirmed

    @property
    def _was_submitted_in_time(self) -> bool:
        submitted, due = self.submitted, self.latest
        return submitted is not None and due is not None and on_record(submitted) <= due


class HasHistory(Protocol):
    """What tells how a task went: a row of a view, or the task as it stands."""

    @property
    def history(self) -> tuple[Step, ...]:
        """What happened, in order of the log."""


def course(task: HasHistory, *, review_stops_the_clock: bool = False) -> Course:
    """
    How a task went; total: what does not fit is passed over.

    A cause that was confirmed late was objective all along: then the course is told anew, so that nobody is late because
    the next level took its time (K4).
    """
    told = _told(task, Course(review_stops_the_clock))
    if not told.confirmed:
        return told
    return _told(task, Course(review_stops_the_clock, confirmed=told.confirmed))


def _told(task: HasHistory, told: Course) -> Course:
    for step in task.history:
        TELLING[step.deed](told, step)
    return told


def _drafted(told: Course, _step: Step) -> None:
    told.drafted = True


def _assigned(told: Course, step: Step) -> None:
    told.unclaimed = False
    _given(told, step)
    told.claimed_late = was_given_late(step)


def was_given_late(step: Step) -> bool:
    """Whether a procedure gave work to a person whose due had come already: that lateness is not theirs (K4)."""
    return step.by is None and step.moment is not None and step.occurred >= step.moment


def _offered(told: Course, step: Step) -> None:
    told.unclaimed = True
    _given(told, step)


def _given(told: Course, step: Step) -> None:
    told.assigned = told.assigned or step
    if told.first is None:
        told.first = told.agreed = step.moment


def _claimed(told: Course, step: Step) -> None:
    told.acknowledged, told.unclaimed = True, False
    told.claimed_late = told.is_late_at(step.recorded)


def _before_all(told: Course, _step: Step) -> None:
    told.acknowledged, told.unclaimed, told.dispute = False, True, None


def _given_back(told: Course, _step: Step) -> None:
    told.acknowledged, told.unclaimed = False, False


def _acknowledged(told: Course, _step: Step) -> None:
    told.acknowledged, told.dispute = True, None


def _disputed(told: Course, step: Step) -> None:
    if told.dispute is None:
        told.dispute = Dispute(step, in_time=not told.is_late_at(step.recorded))


def _resolved(told: Course, step: Step) -> None:
    dispute, told.dispute = told.dispute, None
    excused = step.deed == "dispute_resolved_and_excused" and dispute is not None and dispute.in_time
    late = not excused and told.is_late_at(step.recorded)
    if step.moment is not None:
        _moved(told, step, late=late)
    elif excused and dispute is not None:
        told.stopped += max(0, step.recorded - dispute.step.recorded)


def _moved(told: Course, step: Step, *, late: bool) -> None:
    told.interventions.append(step)
    if not late:
        told.agreed = step.moment


def _submitted(told: Course, step: Step) -> None:
    _released(told, step)
    told.acknowledged, told.dispute = True, None
    told.submitted, told.waiting = step, True


def _returned(told: Course, step: Step) -> None:
    if told.waiting:
        _came_back(told, step)
        told.waiting = False


def _came_back(told: Course, step: Step) -> None:
    submitted = told.submitted
    if submitted is not None:
        moment = step.occurred if submitted.proven else step.recorded
        told.reviewed += max(0, moment - on_record(submitted))


def _reopened(told: Course, step: Step) -> None:
    if told.completed is None:
        return
    _came_back(told, step)
    told.completed = told.accepted = None
    told.interventions.append(step)
    if step.moment is not None and not told.is_late_at(step.recorded):
        told.agreed = step.moment


def _completed(told: Course, step: Step) -> None:
    _released(told, step)
    told.accepted = told.submitted
    if told.accepted is None and step.moment is not None:
        told.accepted = step._replace(occurred=step.moment, recorded=step.moment)
    told.completed, told.waiting = step, False


def _evaluated(told: Course, _step: Step) -> None:
    told.evaluated = True


def _extended(told: Course, step: Step) -> None:
    _moved(told, step, late=told.is_late_at(step.recorded))


def _held(told: Course, step: Step) -> None:
    told.interventions.append(step)
    if told.hold is None:
        in_time = not told.is_late_at(step.recorded)
        told.hold = Hold(step, in_time, review=step, confirmed=step.position in told.confirmed)
        told.undecided += (step,)


def _reviewed(told: Course, step: Step) -> None:
    if told.hold is not None:
        told.hold = evolve(told.hold, review=step)


def _confirmed(told: Course, _step: Step) -> None:
    told.confirmed |= {step.position for step in told.undecided[:1]}
    told.undecided = told.undecided[1:]


def _rejected(told: Course, _step: Step) -> None:
    if told.hold is not None and told.hold.step in told.undecided[:1]:
        told.hold = None
    told.undecided = told.undecided[1:]


def _released(told: Course, step: Step) -> None:
    hold, told.hold = told.hold, None
    if hold is not None and hold.in_time and hold.confirmed:
        told.stopped += max(0, step.recorded - hold.step.recorded)


def _cancelled(told: Course, step: Step) -> None:
    _ended(told, step)
    told.cancelled = step


def _reassigned(told: Course, step: Step) -> None:
    _ended(told, step)
    told.reassigned = step


def _ended(told: Course, step: Step) -> None:
    _released(told, step)
    told.interventions.append(step)
    told.waiting = False


def _unmoved(_told: Course, _step: Step) -> None:
    """What leaves everything as it is."""


TELLING: Mapping[Deed, Callable[[Course, Step], None]] = {
    "drafted": _drafted,
    "draft_discarded": _unmoved,
    "assigned": _assigned,
    "offered": _offered,
    "claimed": _claimed,
    "claim_released": _before_all,
    "transferred": _before_all,
    "offered_back": _before_all,
    "given_back": _given_back,
    "disputed": _disputed,
    "dispute_resolved": _resolved,
    "dispute_resolved_and_excused": _resolved,
    "acknowledged": _acknowledged,
    "started": _acknowledged,
    "submitted": _submitted,
    "returned": _returned,
    "completed": _completed,
    "evaluated": _evaluated,
    "extended": _extended,
    "held": _held,
    "hold_reviewed": _reviewed,
    "hold_rejected": _rejected,
    "hold_confirmed": _confirmed,
    "released": _released,
    "reopened": _reopened,
    "reassigned": _reassigned,
    "cancelled": _cancelled,
    "cancelled_from_above": _cancelled,
}
"""What each deed means for the course of a task."""


def on_record(step: Step) -> int:
    """When a step is on record: when the store took it, or when an outside record proves it happened (K3)."""
    return step.occurred if step.proven else step.recorded

"""Where a dossier stands: its open steps, what has come to its joins, and whose hands were in it; never its whole past."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, field, frozen

from civicflow.core.event import At, Event
from civicflow.dossier.changing_events import DossierMigrated, DossierReopened, DossierTransferred
from civicflow.dossier.events import (
    BranchArrived,
    DossierClosed,
    DossierOpened,
    InstanceCompleted,
    InstancesNamed,
    MilestoneReached,
    StepCompleted,
    StepEntered,
    StepWithdrawn,
)
from civicflow.dossier.holding_events import (
    DossierHeld,
    DossierReleased,
    StepDueMoved,
    TermResumed,
    TermStopped,
)
from civicflow.dossier.interference_events import DossierCancelled, DossierReturned
from civicflow.procedures.marking import Marking

D = TypeVar("D", bound="Dossier")


class Stage(Enum):
    """How far a dossier has come."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@frozen(kw_only=True)
class OpenStep:
    """
    A step at which a dossier rests.

    Args:
        step: Its code.
        round: The how manieth time the dossier has come there.
        position: Where that stands in the log.
        since: When the record took that.
        due: When its term ends, else that of the dossier.
        units: The units that do it each for itself; empty while they are not named, and for other steps.
        done: What those of them came to that are done.
        hands: All who had a hand in that.
        tasks_named: What the step was called when it was entered, after which its tasks are named.
    """

    step: str
    round: int
    position: int
    since: datetime
    due: datetime | None
    tasks_named: str
    units: tuple[str, ...] = ()
    done: Mapping[str, str] = field(factory=dict)
    hands: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Done:
    """
    Who did a step the last time that anybody did it.

    Args:
        hands: All who had a hand in it.
        at: When the record took that.
    """

    hands: frozenset[str]
    at: datetime


@frozen(kw_only=True)
class Hold:
    """
    That a dossier rests by the act of an office.

    Args:
        held_by: Who decided so.
        since: When the record took that.
        tasks: The tasks that are held with it.
    """

    held_by: str
    since: datetime
    tasks: tuple[str, ...]


@frozen(kw_only=True)
class Dossier:
    """
    A dossier as it stands; as large as its procedure, however long its past.

    Args:
        id: Its id.
        procedure: The procedure it is dealt with by.
        version: The version it is pinned to.
        unit: The unit that deals with it.
        opened_by: Who opened it.
        opened_at: When the record took that.
        stage: How far it has come.
        due: Until when the whole is to be done.
        open: The steps at which it rests, by their codes.
        arrivals: For each join, the steps from which a branch has come.
        joined: The joins that were passed before all their branches had come.
        milestones: The milestones that have been reached.
        rounds: How often each step was entered.
        done: Who did each step the last time.
        result: The result with which it was closed.
        last_hands: Who had a hand in what it came to last.
        hold: That it rests by the act of an office.
        stopped_since: Since when its term stands still, by that or because it is at a step during which it does not run.
    """

    kind: ClassVar[str] = "dossier"
    id: str
    procedure: str
    version: int
    unit: str
    opened_by: str
    opened_at: datetime
    stage: Stage = Stage.OPEN
    due: datetime | None = None
    open: Mapping[str, OpenStep] = field(factory=dict)
    arrivals: frozenset[tuple[str, str]] = frozenset()
    joined: frozenset[str] = frozenset()
    milestones: frozenset[str] = frozenset()
    rounds: Mapping[str, int] = field(factory=dict)
    done: Mapping[str, Done] = field(factory=dict)
    result: str | None = None
    last_hands: frozenset[str] = frozenset()
    hold: Hold | None = None
    stopped_since: datetime | None = None

    @property
    def marking(self) -> Marking:
        """Where it stands in its procedure."""
        return Marking(
            open=frozenset(self.open),
            arrivals=self.arrivals,
            joined=self.joined,
            milestones=self.milestones,
            result=self.result,
        )

    def entered_at(self, position: int) -> OpenStep | None:
        """The open step whose entry stands at a position of the log."""
        return next((each for each in self.open.values() if each.position == position), None)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The dossier after an event."""
        if isinstance(event, DossierOpened):
            return cls(
                id=event.dossier,
                procedure=event.procedure,
                version=event.version,
                unit=event.unit,
                opened_by=event.opened_by,
                opened_at=at.recorded_at,
                due=event.due,
            )
        return None if state is None else _changed(state, event, at)


def _changed(dossier: D, event: Event, at: At) -> D:
    match event:
        case StepEntered(step=step, round=round, due=due):
            entered = OpenStep(
                step=step,
                round=round,
                position=at.position,
                since=at.recorded_at,
                due=due,
                tasks_named=step,
            )
            rounds = {**dossier.rounds, step: round}
            return evolve(dossier, open={**dossier.open, step: entered}, rounds=rounds)
        case StepCompleted(step=step, hands=hands):
            done = Done(hands=frozenset(hands), at=at.recorded_at)
            kept = dossier.done.get(step, done) if not hands else done
            done_by = {**dossier.done, step: kept}
            return evolve(dossier, open=_without(dossier, step), done=done_by, last_hands=frozenset(hands))
        case StepWithdrawn(step=step):
            return evolve(_forgotten(dossier, step), open=_without(dossier, step))
        case BranchArrived():
            return _arrived(dossier, event)
        case MilestoneReached(milestone=milestone):
            return evolve(dossier, milestones=dossier.milestones | {milestone})
        case InstancesNamed(step=step, units=units) if step in dossier.open:
            return evolve(dossier, open={**dossier.open, step: evolve(dossier.open[step], units=units)})
        case InstanceCompleted(step=step) if step in dossier.open:
            opened = dossier.open[step]
            units_done = {**opened.done, event.unit: event.outcome}
            opened = evolve(opened, done=units_done, hands=opened.hands.union(event.hands))
            return evolve(dossier, open={**dossier.open, step: opened})
        case DossierClosed(result=result):
            return evolve(_bare(dossier), stage=Stage.CLOSED, result=result)
        case DossierHeld(held_by=person, tasks=tasks):
            return evolve(dossier, hold=Hold(held_by=person, since=at.recorded_at, tasks=tasks))
        case DossierReleased():
            return evolve(dossier, hold=None)
        case TermStopped():
            return evolve(dossier, stopped_since=at.recorded_at)
        case TermResumed(new_due=due):
            return evolve(dossier, stopped_since=None, due=due or dossier.due)
        case StepDueMoved(step=step, new_due=due) if step in dossier.open:
            return evolve(dossier, open={**dossier.open, step: evolve(dossier.open[step], due=due)})
        case DossierReturned():
            return evolve(dossier, arrivals=frozenset(), joined=frozenset())
        case DossierCancelled(cancelled_by=person):
            return evolve(_bare(dossier), stage=Stage.CANCELLED, last_hands=frozenset({person}))
        case DossierMigrated():
            return renamed(dossier, event.version, event.mapping, event.milestones)
        case DossierTransferred(unit=unit):
            return evolve(dossier, unit=unit)
        case DossierReopened(due=due):
            return evolve(dossier, stage=Stage.OPEN, result=None, due=due)
        case _:
            return dossier


def _without(dossier: Dossier, step: str) -> Mapping[str, OpenStep]:
    return {code: each for code, each in dossier.open.items() if code != step}


def _forgotten(dossier: D, join: str) -> D:
    """The dossier when nothing has come to a join."""
    arrivals = frozenset(each for each in dossier.arrivals if each[0] != join)
    return evolve(dossier, arrivals=arrivals, joined=dossier.joined - {join})


def _bare(dossier: D) -> D:
    """The dossier when it rests nowhere."""
    return evolve(dossier, open={}, arrivals=frozenset(), joined=frozenset(), hold=None, stopped_since=None)


def renamed(dossier: D, version: int, mapping: Mapping[str, str], milestones: tuple[str, ...]) -> D:
    """
    The dossier in another version of its procedure.

    Args:
        dossier: The dossier.
        version: The number of the other version.
        mapping: What steps are called there that are called otherwise.
        milestones: The milestones of that version that count as reached.
    """
    named = {each: mapping.get(each, each) for each in (*dossier.rounds, *dossier.done)}
    rounds = dict(dossier.rounds)
    for code, count in dossier.rounds.items():
        rounds[named[code]] = max(count, rounds.get(named[code], 0))
    open_steps = {mapping.get(code, code): each for code, each in dossier.open.items()}
    return evolve(
        dossier,
        version=version,
        open={code: evolve(each, step=code) for code, each in open_steps.items()},
        arrivals=frozenset((mapping.get(to, to), mapping.get(by, by)) for to, by in dossier.arrivals),
        joined=frozenset(mapping.get(each, each) for each in dossier.joined),
        milestones=frozenset(milestones),
        rounds=rounds,
        done=_done_by(dossier, named),
    )


def _done_by(dossier: Dossier, named: Mapping[str, str]) -> Mapping[str, Done]:
    """Who did each step by its new name; those of two steps that became one count both."""
    found: dict[str, Done] = {}
    for code, done in dossier.done.items():
        other = found.get(named[code], done)
        found[named[code]] = Done(hands=done.hands | other.hands, at=max(done.at, other.at))
    return found


def _arrived(dossier: D, event: BranchArrived) -> D:
    if event.come == event.of:
        return _forgotten(dossier, event.join)
    passed = {event.join} if event.come == event.needed else frozenset[str]()
    arrivals = dossier.arrivals | {(event.join, event.origin)}
    return evolve(dossier, arrivals=arrivals, joined=dossier.joined | passed)

"""Whatever office interferes with a dossier, and whenever: it stands where its procedure can lead it, and no task is left over."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import civicflow as cf
from civicflow.calendars import Length
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Rule, Verdict
from civicflow.dossier.clock import stands_still
from civicflow.dossier.completing import went_on
from civicflow.dossier.model import Dossier, Stage
from civicflow.dossier.step_rules import ConcernsDossier
from civicflow.dossier.step_tasks import calling_off, task_id
from civicflow.procedures import Procedure
from civicflow.procedures.walk import reachable
from civicflow.task.model import OPEN, Task
from civicflow.testing import Given
from tests.dossier.filed import STAFF, published
from tests.procedures.random_procedures import sound_procedures


def anybody(_command: ConcernsDossier, _facts: Facts) -> Verdict:
    """Whoever acts may."""
    return Allowed("test")


@frozen(kw_only=True, eq=False, repr=False)
class Come(Command):
    """That a step comes to an outcome, however that may be."""

    dossier: str
    step: str
    outcome: str

    authority: ClassVar[Rule] = anybody
    rules: ClassVar[tuple[Rule, ...]] = ()

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task ends with the step, and the dossier goes on."""
        dossier = facts.of(Dossier, self.dossier)
        yield from calling_off(facts, dossier, dossier.open[self.step])
        yield from went_on(facts, dossier, dossier.open[self.step], self.outcome, None, ("E-1",))


def outcomes(dossier: Dossier, procedure: Procedure) -> list[Command]:
    """What may come about by the procedure."""
    steps = [step for step in procedure.steps if step.step in dossier.open]
    free = [step for step in steps if dossier.milestones.issuperset(step.requires)]
    return [
        Come(dossier="D-1", step=step.step, outcome=outcome.outcome)
        for step in free
        for outcome in step.outcomes
    ]


def interference(dossier: Dossier, procedure: Procedure) -> list[Command]:
    """What an office may decide beside it."""
    codes = [step.step for step in procedure.steps]
    same = {step: step for step in dossier.open} | {origin: origin for _, origin in dossier.arrivals}
    of = cf.dossier
    return [
        *(of.ReturnDossier(dossier="D-1", step=each, reason="Sai") for each in codes),
        *(of.ReopenDossier(dossier="D-1", step=each, reason="Sai") for each in codes),
        *(of.CancelStep(dossier="D-1", step=each, reason="Sai") for each in sorted(dossier.open)),
        of.HoldDossier(dossier="D-1", cause="third_party", reason="Chờ"),
        of.ReleaseDossier(dossier="D-1"),
        of.TransferDossier(dossier="D-1", unit="U-1" if dossier.unit == "U-2" else "U-2", reason="Sai"),
        of.MigrateDossier(dossier="D-1", version=dossier.version + 1, mapping=same, reason="Mới"),
        of.CancelDossier(dossier="D-1", reason="Rút"),
    ]


def decided(past: Given, procedure: Procedure, data: st.DataObject) -> tuple[Event, ...]:
    """What one of the acts becomes that are allowed now; what the procedure brings about as often as what it does not."""
    dossier = past.state(Dossier, "D-1")
    kinds = [outcomes(dossier, procedure), interference(dossier, procedure)]
    acts = data.draw(st.sampled_from([each for each in kinds if each]))
    first = data.draw(st.integers(0, len(acts) - 1))
    tried = (past.when(act, by="DIRECTOR") for act in (*acts[first:], *acts[:first]))
    return next((found.events for found in tried if not found.refusals), ())


def routes(past: Given) -> Iterator[tuple[Event, ...]]:
    """What is given out by itself where a dossier stands."""
    for each in past.state(Dossier, "D-1").open.values():
        route = cf.dossier.RouteStep(dossier="D-1", step=each.step, round=each.round)
        yield past.when(route, by="system:routing").events


def left_over(past: Given, dossier: Dossier, procedure: Procedure) -> list[str]:
    """The tasks of steps at which the dossier is no longer, or of rounds that are over, on which somebody is still at work."""
    now = {task_id("D-1", each.tasks_named, each.round) for each in dossier.open.values()}
    names = {
        task_id("D-1", step.step, count)
        for step in procedure.steps
        for count in range(1, dossier.rounds.get(step.step, 0) + 1)
    }
    return [name for name in names - now if _is_open(past, name)]


def _is_open(past: Given, name: str) -> bool:
    try:
        return past.state(Task, name).stage in OPEN
    except cf.errors.NotOnRecordError:
        return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sound_procedures(), st.data())
def test_whatever_is_decided_a_dossier_stands_where_it_can_go_on_and_no_task_is_left_over(
    procedure: Procedure, data: st.DataObject
) -> None:
    """Outcomes, returns, cancellations, rests, transfers, versions and openings in any order, decided by the director."""
    procedure = evolve(procedure, term=Length.parse("20 working_days"))
    versions = [evolve(procedure, version=number, since="2020-01-01") for number in (1, 2, 3)]
    past = Given(*STAFF, *(published(each) for each in versions[:1]))
    opening = cf.dossier.OpenDossier(dossier="D-1", procedure=procedure.procedure, unit="U-1")
    past.and_then(*past.when(opening, by="E-1").events, at="2023-10-02T09:00+07:00")
    past.and_then(*(published(each) for each in versions[1:]), at="2023-10-02T10:00+07:00")
    rounds: dict[str, int] = {}
    for hour in range(data.draw(st.integers(1, 12))):
        at = f"2023-10-03T{hour + 8:02}:00+07:00"
        past.and_then(*(event for route in routes(past) for event in route), at=at)
        past.and_then(*decided(past, procedure, data), at=at)
        dossier = past.state(Dossier, "D-1")
        assert dossier.marking in reachable(procedure) or dossier.stage is Stage.CANCELLED
        assert (dossier.stage is Stage.OPEN) == bool(dossier.open)
        still = stands_still(procedure, dossier.marking, dossier.hold) and dossier.stage is Stage.OPEN
        assert (dossier.stopped_since is not None) == still
        assert left_over(past, dossier, procedure) == []
        assert all(dossier.rounds[each] >= count for each, count in rounds.items())
        rounds = dict(dossier.rounds)

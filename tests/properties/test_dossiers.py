"""Random procedures in random hands: no token is lost, a closed dossier leaves nothing open, and those kept apart stay so."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow as cf
from civicflow.core.command import Command, Order
from civicflow.core.log import Entry
from civicflow.dossier.events import StepCompleted, StepEntered, StepWithdrawn
from civicflow.dossier.interference_events import DossierCancelled
from civicflow.errors import CivicflowError
from civicflow.procedures import Procedure, StepKind
from civicflow.procedures.walk import reachable
from civicflow.task.events import ResultSubmitted
from civicflow.task.model import OPEN, Task
from civicflow.testing import violations
from tests.dossier.running import administration
from tests.procedures.random_procedures import sound_procedures

PEOPLE = ("DIRECTOR", "HEAD-1", "E-1", "E-3", "HEAD-2", "E-2", "HEAD-3", "E-4")
UNITS = ("A-1", "U-1", "U-2", "U-3")
DOSSIER = "D-1"


def both_ways(procedure: Procedure) -> Procedure:
    """The same procedure, in which a step that is kept apart from another keeps that one apart from it."""
    apart: dict[str, list[str]] = defaultdict(list)
    for step in procedure.steps:
        for other in step.different_person_from:
            apart[other].append(step.step)
    steps = (
        attrs.evolve(step, different_person_from=(*step.different_person_from, *apart[step.step]))
        for step in procedure.steps
    )
    return attrs.evolve(procedure, steps=tuple(steps))


class Life:
    """A dossier of a random procedure, and people who try whatever comes to their minds."""

    def __init__(self, procedure: Procedure, data: st.DataObject) -> None:
        self.flow, self.clock = administration()
        self.procedure = attrs.evolve(both_ways(procedure), since="2023-10-02", version=1)
        self._draw = data.draw
        self._found()

    def _found(self) -> None:
        """Those of one division sit in the department and on the board as well, so that one person could do many a step."""
        office, since, above = cf.organization, "2023-10-02", "DIRECTOR"
        everywhere = ("E-1", "E-3", "HEAD-1")
        self.flow.execute(
            cf.employee.RegisterEmployee(
                person=above, unit="A-1", category="civil_servant", hired_on="2023-01-01"
            ),
            by="ADMIN",
            reason="Lập hồ sơ ban đầu",
        )
        self.flow.execute(office.JoinUnit(unit="A-1", person=above, since=since), by="ADMIN")
        board = office.EstablishGroup(group="board-1", unit="A-1", title="Hội đồng")
        joining: list[Command] = [board]
        for person in everywhere:
            joining.append(office.JoinUnit(unit="A-1", person=person, since=since, primary=False))
            joining.append(office.JoinGroup(group="board-1", person=person, since=since))
        publishing = cf.dossier.PublishProcedure(unit="A-1", definition=self.procedure)
        for command in (*joining, publishing):
            self.flow.execute(command, by=above)
        opening = cf.dossier.OpenDossier(dossier=DOSSIER, procedure=self.procedure.procedure, unit="U-1")
        self.flow.execute(opening, by="E-1")
        self.flow.react()

    def live(self, acts: int) -> None:
        """So many things are tried, one after another; what follows from each happens at once."""
        for _ in range(acts):
            if self.dossier.result is not None or not self.dossier.open:
                break
            self._try()
            self.flow.react()
            self.clock.advance(hours=self._draw(st.sampled_from((1, 200, 800))))
            self.flow.tick()
            self.flow.react()

    def _try(self) -> None:
        """Whatever somebody may ask for, mostly; else the same of all that is open, in bulk, whoever may and may not."""
        commands = tuple(self._commands())
        if not commands:
            return
        person = self._draw(st.sampled_from(PEOPLE))
        if self._draw(st.integers(1, 8)) == 8:
            list(self.flow.execute_many(Order(command=each, by=person) for each in commands))
            return
        command = self._draw(st.sampled_from(commands))
        may = [each for each in self._draw(st.permutations(PEOPLE)) if self._may(command, each)]
        may.sort(key=lambda each: each not in {"E-1", "HEAD-1"})
        with suppress(CivicflowError):
            self.flow.execute(command, by=may[0] if may else person)

    def _may(self, command: Command, person: str) -> bool:
        try:
            return self.flow.check(command, by=person) == ()
        except CivicflowError:
            return False

    def _commands(self) -> Iterator[Command]:
        """What could be asked for about what is open."""
        for task in self.tasks:
            if task.stage in OPEN:
                yield from self._about_a_task(task)
        for code, opened in self.dossier.open.items():
            step = self.procedure.step(code)
            assert step is not None
            if step.kind is StepKind.WAIT:
                outcome = self._draw(st.sampled_from(step.outcomes)).outcome
                yield cf.dossier.ReceiveReply(dossier=DOSSIER, step=code, outcome=outcome)
            if step.kind is StepKind.TIMER or step.when_passed is not None:
                yield cf.dossier.PassTerm(dossier=DOSSIER, step=code, round=opened.round)
            if step.instances is not None and not opened.units:
                yield cf.dossier.NameInstances(dossier=DOSSIER, step=code, units=UNITS[1:])
            if step.if_cancelled is not None and self._draw(st.integers(1, 4)) == 4:
                yield cf.dossier.CancelStep(dossier=DOSSIER, step=code, reason="Thử")
        back = self._draw(st.sampled_from(self.procedure.steps)).step
        if self._draw(st.integers(1, 3)) == 3:
            yield cf.dossier.ReturnDossier(dossier=DOSSIER, step=back, reason="Thử")

    def _about_a_task(self, task: Task) -> Iterator[Command]:
        other = self._draw(st.sampled_from(PEOPLE))
        tasks: Any = cf.task
        if task.assignee is None:
            yield tasks.ClaimTask(task=task.id)
            yield tasks.TransferTask(task=task.id, to_unit=self._draw(st.sampled_from(UNITS)), reason="Thử")
            return
        if task.outcomes:
            outcome = self._draw(st.sampled_from(task.outcomes))
            yield tasks.ConcludeTask(task=task.id, outcome=outcome, output="Xong")
            yield tasks.SubmitResult(task=task.id, outcome=outcome, output="Xong")
        yield tasks.CompleteTask(task=task.id)
        if self._draw(st.booleans()):
            return
        yield self._draw(
            st.sampled_from(
                (
                    tasks.ReleaseClaim(task=task.id, reason="Thử"),
                    tasks.DelegateTask(task=task.id, to=other, reason="Thử"),
                    tasks.TakeBackTask(task=task.id),
                    tasks.TransferTask(task=task.id, to_unit="U-2", reason="Thử"),
                    tasks.ReturnToPrevious(task=task.id, reason="Thử"),
                    tasks.ReassignTask(task=task.id, to=other, replacement=f"R-{task.id}", reason="Thử"),
                    tasks.CancelTask(task=task.id, reason="Thử"),
                )
            )
        )

    @property
    def dossier(self) -> Any:
        """The dossier as it stands."""
        return _state(self.flow, "dossier", DOSSIER)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks that its steps became."""
        names = {entry.stream for entry in self.flow.entries() if entry.stream.startswith("task:")}
        return tuple(_state(self.flow, "task", name.partition(":")[2]) for name in sorted(names))


def _state(flow: cf.Flow, kind: str, name: str) -> Any:
    """What a stream says, folded anew from its lines."""
    (state_of,) = (state for module in flow.modules for state in module.states if state.kind == kind)
    state = None
    for entry in flow.entries(stream=f"{kind}:{name}"):
        state = state_of.evolve(state, entry.event, entry.at)
    return state


def tokens(entries: tuple[Entry, ...]) -> Mapping[str, int]:
    """How often each step is open by the log: entered, less completed, less called off."""
    found: Counter[str] = Counter()
    for entry in entries:
        match entry.event:
            case StepEntered(step=step):
                found[step] += 1
            case StepCompleted(step=step) | StepWithdrawn(step=step):
                found[step] -= 1
            case _:
                pass
    return +found


def hands_of(entries: tuple[Entry, ...]) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """For each completed step who handed in its result, by the envelopes, beside who handed in each the last time before."""
    handed_in: dict[str, frozenset[str]] = {}
    for entry in entries:
        match entry.event:
            case ResultSubmitted(task=task):
                acted = {entry.envelope.by, entry.envelope.on_behalf_of, entry.event.assignee}
                handed_in[task] = frozenset(each for each in acted if each)
            case StepCompleted(step=step, task=task) if task is not None:
                yield step, handed_in[task], frozenset(entry.event.hands)
            case _:
                pass


@given(procedure=sound_procedures(), data=st.data())
@settings(max_examples=20)
def test_a_dossier_keeps_its_tokens_and_its_people_apart(procedure: Procedure, data: st.DataObject) -> None:
    """Whatever people try, one by one and in bulk: the record stays that of the procedure."""
    life = Life(procedure, data)
    life.live(acts=data.draw(st.integers(1, 25)))
    entries = tuple(life.flow.entries())

    assert tokens(entries) == dict.fromkeys(life.dossier.open, 1)
    assert life.dossier.marking in reachable(life.procedure) or _is_cancelled(entries)
    if life.dossier.result is not None or _is_cancelled(entries):
        assert [task.id for task in life.tasks if task.stage in OPEN] == []
    assert list(violations(entries)) == []
    _no_one_did_both(life.procedure, entries)
    life.flow.close()


def _is_cancelled(entries: tuple[Entry, ...]) -> bool:
    return any(isinstance(entry.event, DossierCancelled) for entry in entries)


def _no_one_did_both(procedure: Procedure, entries: tuple[Entry, ...]) -> None:
    last: dict[str, frozenset[str]] = defaultdict(frozenset)
    for step, acted, hands in hands_of(entries):
        definition = procedure.step(step)
        assert definition is not None
        assert acted <= hands
        for other in definition.different_person_from:
            assert not acted & last[other], (step, other)
        last[step] = hands

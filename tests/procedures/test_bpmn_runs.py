"""A drawing means what the procedure means: an engine of others, given the BPMN, goes the same way step by step."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.util.task import TaskState

from civicflow.procedures import Procedure, StepKind
from civicflow.procedures.bpmn import bpmn
from civicflow.procedures.bpmn_graph import OUTCOME, plain
from civicflow.procedures.definition import RESTING
from civicflow.procedures.marking import Marking, completed, may_be_completed, opened
from tests.procedures.random_procedures import sound_procedures

LONG_AGO = "2000-01-01T00:00:00+00:00"


class Terms(TaskDataEnvironment):  # type: ignore[misc]  # the engine says no types
    """Terms are counted by nobody here: each is far away until a test lets it pass."""

    def evaluate(self, expression: str, context: Any, external_context: Any = None) -> Any:
        """What an expression of the drawing comes to."""
        counted = re.fullmatch(r"[0-9]+ [a-z_]+", expression)
        return "P1000Y" if counted else super().evaluate(expression, context, external_context)


class Others:
    """A dossier in the engine of others, which knows of the procedure what the drawing says."""

    def __init__(self, of: Procedure) -> None:
        parser = BpmnParser(validator=BpmnValidator())
        parser.add_bpmn_xml(etree.ElementTree(etree.fromstring(bpmn(of, "en").encode())))
        specification = parser.get_spec(f"procedure-{plain(of.procedure)}")
        self._procedure = of
        self._run = BpmnWorkflow(specification, script_engine=PythonScriptEngine(environment=Terms()))
        self._run.do_engine_steps()

    def open(self) -> set[str]:
        """The steps at which it rests."""
        at_rest = TaskState.READY | TaskState.WAITING
        found = {each.task_spec.bpmn_id for each in self._run.get_tasks(state=at_rest)}
        resting = (each.step for each in self._procedure.steps if each.kind in RESTING)
        return {each for each in resting if f"step-{plain(each)}" in found}

    def complete(self, code: str, how: str) -> None:
        """Bring a step to an outcome: as somebody chooses it, or as the clock brings it."""
        step = self._procedure.step(code)
        assert step is not None
        if step.kind is StepKind.TIMER:
            self._let_pass(f"step-{plain(code)}")
        elif how == step.when_passed:
            self._let_pass(f"step-{plain(code)}.passed")
        elif how == step.if_cancelled:
            self._tell(f"step-{plain(code)}.cancelled")
        elif step.kind is StepKind.WAIT:
            self._receive(f"step-{plain(code)}", how)
        else:
            (task,) = self._at(f"step-{plain(code)}", TaskState.READY)
            task.data[OUTCOME] = how
            task.run()
        self._run.do_engine_steps()

    def _at(self, node: str, state: int) -> list[Any]:
        return [each for each in self._run.get_tasks(state=state) if each.task_spec.bpmn_id == node]

    def _tell(self, node: str) -> None:
        (task,) = self._at(node, TaskState.WAITING)
        self._run.send_event(BpmnEvent(task.task_spec.event_definition))

    def _let_pass(self, node: str) -> None:
        (task,) = self._at(node, TaskState.WAITING)
        task._set_internal_data(event_value=LONG_AGO)
        self._run.refresh_timers()

    def _receive(self, node: str, how: str) -> None:
        (task,) = self._at(node, TaskState.WAITING)
        task.data[OUTCOME] = how
        definition = task.task_spec.event_definition
        message = next(iter(getattr(definition, "event_definitions", [definition])))
        self._run.send_event(BpmnEvent(message))


def can_be_run(of: Procedure) -> bool:
    """Whether the engine of others knows all that the procedure is made of."""
    return all(
        step.needed is None
        and step.instances is None
        and (step.kind is not StepKind.WAIT or step.when_passed is None)
        for step in of.steps
    )


def walk_beside(of: Procedure, pick: Any) -> None:
    """Choose outcomes until the dossier is closed, and look after each whether both stand at the same steps."""
    others, marking = Others(of), opened(of).marking
    assert others.open() == set(marking.open)
    for _ in range(20):
        ways = [
            (code, each.outcome)
            for code in sorted(marking.open)
            if (step := of.step(code)) is not None and may_be_completed(of, marking, code)
            for each in step.outcomes
        ]
        if not ways:
            break
        code, how = pick(ways)
        others.complete(code, how)
        marking = completed(of, marking, code, how).marking
        assert others.open() == set(marking.open), (code, how)
    assert marking.open or isinstance(marking, Marking)


@given(sound_procedures().filter(can_be_run), st.data())
def test_an_engine_of_others_goes_the_same_way(of: Procedure, data: st.DataObject) -> None:
    """Sequences, choices, loops, branches that meet, replies, terms: the drawing says all that is needed."""
    walk_beside(of, lambda ways: data.draw(st.sampled_from(ways)))

"""A procedure as the tasks, gateways and events of BPMN 2.0, and the flows between them."""

import re
from collections import Counter
from typing import Final, Literal, TypeAlias

from attrs import field, frozen, mutable

from civicflow.procedures.definition import Language, Outcome, Procedure, StepDefinition, StepKind, called

Kind: TypeAlias = Literal[
    "startEvent",
    "endEvent",
    "userTask",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "parallelGateway",
    "complexGateway",
    "eventBasedGateway",
]
Trigger: TypeAlias = Literal["timer", "message", "signal", "terminate"]

OUTCOME: Final = "outcome"
"""The name under which whoever completes a task says what it came to."""


@frozen(kw_only=True)
class Node:
    """
    A task, gateway or event.

    Args:
        id: Its id.
        kind: Its element.
        name: What it is called.
        lane: The role in whose lane it is drawn.
        trigger: By what an event comes about.
        names: The term, message or signal of an event; the condition of a gateway.
        host: The task at whose border it sits.
        step: The step that a task stands for.
    """

    id: str
    kind: Kind
    name: str = ""
    lane: str
    trigger: Trigger | None = None
    names: str = ""
    host: str | None = None
    step: StepDefinition | None = None


@frozen(kw_only=True)
class Flow:
    """
    A way from one node to another.

    Args:
        id: Its id.
        source: Where it begins.
        target: Where it ends.
        name: The outcome by which it is taken.
        condition: What must be true for it to be taken.
    """

    id: str
    source: str
    target: str
    name: str = ""
    condition: str | None = None


def plain(code: str) -> str:
    """A code as part of an id in XML; two codes never become one."""
    return re.sub(r"[^A-Za-z0-9-]", lambda sign: f"_{ord(sign[0]):x}_", code)


@mutable
class Graph:
    """
    The nodes and flows of a procedure.

    Args:
        procedure: One that was checked.
        language: Of the titles.
    """

    procedure: Procedure
    language: Language
    nodes: dict[str, Node] = field(factory=dict)
    flows: list[Flow] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        opens_with = self.procedure.opens_with
        self._node(
            "opened",
            "startEvent",
            self._lane(opens_with[0]),
            name=called(self.procedure.title, self.language),
        )
        for step in self.procedure.steps:
            _STEPS[step.kind](self, step)
        self._flow("opened", self._split("opened", "", opens_with))
        for step in self.procedure.steps:
            for outcome in step.outcomes:
                self._follow(step, outcome)

    def _node(self, code: str, kind: Kind, lane: str, **more: object) -> str:
        self.nodes[code] = Node(id=code, kind=kind, lane=lane, **more)  # type: ignore[arg-type]  # checked where it is called
        return code

    def _flow(self, source: str, target: str, name: str = "", condition: str | None = None) -> None:
        number = f"flow-{len(self.flows) + 1}"
        self.flows.append(Flow(id=number, source=source, target=target, name=name, condition=condition))

    def _lane(self, code: str, seen: frozenset[str] = frozenset()) -> str:
        """The role in whose lane a step is drawn: its own, else that of a step that leads there."""
        step = self.procedure.step(code)
        if step is not None and step.role is not None:
            return step.role
        before = [origin.step for origin, _, target in self.procedure.arcs() if target == code]
        found = (self._lane(each, seen | {code}) for each in before if each not in seen | {code})
        return next((lane for lane in found if lane), "")

    def work(self, step: StepDefinition) -> None:
        """A task; at its border the end of its term, its cancellation and each way of calling it off."""
        name = called(step.title, self.language)
        task = self._node(_at(step), "userTask", self._lane(step.step), name=name, step=step)
        for end, trigger, names in self._endings(step):
            self._node(end, "boundaryEvent", self._lane(step.step), trigger=trigger, names=names, host=task)

    def wait(self, step: StepDefinition) -> None:
        """An event that is awaited, or the first of several."""
        trigger: Trigger = "timer" if step.kind is StepKind.TIMER else "message"
        names = str(step.term) if step.kind is StepKind.TIMER else step.awaits
        lane, name, others = self._lane(step.step), called(step.title, self.language), self._endings(step)
        if others:
            self._node(_at(step), "eventBasedGateway", lane, name=name)
        awaited = f"{_at(step)}.came" if others else _at(step)
        for end, kind, what in ((awaited, trigger, names), *others):
            self._node(end, "intermediateCatchEvent", lane, name=name, trigger=kind, names=what)
            if others:
                self._flow(_at(step), end)

    def join(self, step: StepDefinition) -> None:
        """A gateway that waits for all branches, or for some; several ways from one branch meet before it."""
        some = step.needed is not None and step.needed < len(step.joins)
        name = called(step.title, self.language)
        kind: Kind = "complexGateway" if some else "parallelGateway"
        at = self._node(
            _at(step),
            kind,
            self._lane(step.step),
            name=name,
            names=f"activated >= {step.needed}" if some else "",
        )
        ways = Counter(origin.step for origin, _, target in self.procedure.arcs() if target == step.step)
        for origin in (origin for origin, number in ways.items() if number > 1):
            self._flow(self._node(f"{at}.{plain(origin)}", "exclusiveGateway", self._lane(origin)), at)

    def milestone(self, step: StepDefinition) -> None:
        """An event that is passed at once."""
        self._node(
            _at(step), "intermediateThrowEvent", self._lane(step.step), name=called(step.title, self.language)
        )

    def _endings(self, step: StepDefinition) -> list[tuple[str, Trigger, str]]:
        """How a step may end besides by somebody's choice: its id, by what, and what that is called."""
        found: list[tuple[str, Trigger, str]] = []
        if step.when_passed is not None and step.kind is not StepKind.TIMER:
            found.append((f"{_at(step)}.passed", "timer", str(step.term)))
        if step.if_cancelled is not None:
            found.append((f"{_at(step)}.cancelled", "signal", f"cancel {step.step}"))
        for origin in self.procedure.steps:
            for outcome in origin.outcomes:
                if step.step in outcome.withdraws:
                    signal = _signal(origin, outcome)
                    found.append((f"{_at(step)}.{plain(signal)}", "signal", signal))
        return found

    def _follow(self, step: StepDefinition, outcome: Outcome) -> None:
        """The flow of an outcome, from where it is chosen or comes about."""
        name, onward = called(outcome.title, self.language), self._onward(step, outcome)
        others = {step.when_passed: "passed", step.if_cancelled: "cancelled"}
        if step.kind is not StepKind.TIMER and outcome.outcome in others:
            self._flow(f"{_at(step)}.{others[outcome.outcome]}", onward, name)
            return
        ended = f"{_at(step)}.came" if f"{_at(step)}.came" in self.nodes else _at(step)
        if len(step.by_hand) < 2:
            self._flow(ended, onward, name)
            return
        choice = f"{_at(step)}.choice"
        if choice not in self.nodes:
            self._flow(ended, self._node(choice, "exclusiveGateway", self._lane(step.step)))
        self._flow(choice, onward, name, f'{OUTCOME} == "{outcome.outcome}"')

    def _onward(self, step: StepDefinition, outcome: Outcome) -> str:
        """Where an outcome leads: to an end, a step, or a split; past what tells other steps that they are called off."""
        lane = self._lane(step.step)
        if outcome.closes is not None:
            end = f"closed-{plain(outcome.closes)}"
            if end not in self.nodes:
                self._node(end, "endEvent", lane, name=outcome.closes, trigger="terminate")
            return end
        target = self._split(_at(step), f".{plain(outcome.outcome)}", outcome.leads_to, step)
        at_rest = [
            code for code in outcome.withdraws if f"{_id(code)}.{plain(_signal(step, outcome))}" in self.nodes
        ]
        if not at_rest:
            return target
        signal = _signal(step, outcome)
        for code in at_rest:
            called_off = f"{_id(code)}.{plain(signal)}"
            end = self._node(f"{called_off}.end", "endEvent", self._lane(code))
            self._flow(called_off, end)
        told = self._node(
            f"{_at(step)}.{plain(signal)}.told",
            "intermediateThrowEvent",
            lane,
            trigger="signal",
            names=signal,
        )
        self._flow(told, target)
        return told

    def _split(
        self, at: str, way: str, targets: tuple[str, ...], origin: StepDefinition | None = None
    ) -> str:
        """The step that is led to, or a gateway from which all of them are entered."""
        entered = [self._entered(code, origin) for code in targets]
        if len(entered) == 1:
            return entered[0]
        lane = self._lane(targets[0] if origin is None else origin.step)
        gateway = self._node(f"{at}{way}.split", "parallelGateway", lane)
        for each in entered:
            self._flow(gateway, each)
        return gateway

    def _entered(self, code: str, origin: StepDefinition | None) -> str:
        """Where a step is come to from another."""
        meeting = f"{_id(code)}.{plain(origin.step)}" if origin is not None else ""
        return meeting if meeting in self.nodes else _id(code)


_STEPS: Final = {
    StepKind.WORK: Graph.work,
    StepKind.WAIT: Graph.wait,
    StepKind.TIMER: Graph.wait,
    StepKind.JOIN: Graph.join,
    StepKind.MILESTONE: Graph.milestone,
}


def _id(code: str) -> str:
    return f"step-{plain(code)}"


def _at(step: StepDefinition) -> str:
    return _id(step.step)


def _signal(step: StepDefinition, outcome: Outcome) -> str:
    """What is told when an outcome calls other steps off."""
    return f"withdrawn by {step.step}: {outcome.outcome}"

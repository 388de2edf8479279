"""What is drawn as BPMN 2.0 is valid by the schema of its authors, and shows every part once and whole."""

from itertools import combinations

import pytest
from hypothesis import given
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from civicflow.procedures import Procedure, StepKind
from civicflow.procedures.bpmn import bpmn
from civicflow.procedures.bpmn_graph import plain
from tests.procedures.drawn import outcome, procedure, step
from tests.procedures.random_procedures import sound_procedures

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
VALIDATOR = BpmnValidator()


def drawn(of: Procedure) -> etree._Element:
    """The drawing, read again."""
    return etree.fromstring(bpmn(of, "vi").encode())


@given(sound_procedures())
def test_every_procedure_is_valid_bpmn(of: Procedure) -> None:
    """The schema of the Object Management Group finds nothing wrong, whatever the procedure says."""
    VALIDATOR.validate(drawn(of))


@given(sound_procedures())
def test_every_way_begins_and_ends_at_something_and_everything_has_its_place(of: Procedure) -> None:
    """Flows join nodes, nodes know their flows, each stands in one lane and once in the picture."""
    root = drawn(of)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    process = root.find(f"{MODEL}process")
    nodes = {
        each.get("id") for each in process if each.tag not in {f"{MODEL}laneSet", f"{MODEL}sequenceFlow"}
    }
    flows = process.findall(f"{MODEL}sequenceFlow")
    assert {each.get(end) for each in flows for end in ("sourceRef", "targetRef")} <= nodes
    for end, name in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
        told = [(each.getparent().get("id"), each.text) for each in process.iter(f"{MODEL}{name}")]
        assert sorted(told) == sorted((each.get(end), each.get("id")) for each in flows)
    assert sorted(each.text for each in process.iter(f"{MODEL}flowNodeRef")) == sorted(nodes)
    lanes = {each.get("id") for each in process.iter(f"{MODEL}lane")}
    shown = [each.get("bpmnElement") for each in root.iter("{*}BPMNShape", "{*}BPMNEdge")]
    assert sorted(shown) == sorted([*nodes, *lanes, *(each.get("id") for each in flows), "pool"])


@given(sound_procedures())
def test_nothing_is_drawn_over_anything_else(of: Procedure) -> None:
    """No two nodes share a place, but for events at the border of a task; all lie within their lane."""
    root = drawn(of)
    boxes = {
        shape.get("bpmnElement"): tuple(int(shape[0].get(side)) for side in ("x", "y", "width", "height"))
        for shape in root.iter("{*}BPMNShape")
    }
    borders = {each.get("id") for each in root.iter(f"{MODEL}boundaryEvent")}
    inside = {each.text: f"{each.getparent().get('id')}" for each in root.iter(f"{MODEL}flowNodeRef")}
    apart = [boxes[node] for node in inside if node not in borders]
    for (x, y, width, height), (left, top, across, down) in combinations(apart, 2):
        assert x + width <= left or left + across <= x or y + height <= top or top + down <= y
    for node, lane in inside.items():
        x, y, width, height = boxes[node]
        left, top, across, down = boxes[lane]
        assert left <= x
        assert x + width <= left + across
        assert top <= y
        assert y + height <= top + down


KINDS = procedure(
    step("receive", outcome("complete", "ask", "rest", "opinion")),
    step("ask", outcome("came", "meet"), kind="wait", awaits="reply"),
    step("rest", outcome("passed", "meet"), kind="timer", term="5 working_days"),
    step(
        "opinion", outcome("for", "meet"), outcome("late", "meet"), term="3 working_days", when_passed="late"
    ),
    step("meet", outcome("met", "point"), kind="join", joins=("ask", "rest", "opinion"), needed=2),
    step("point", outcome("reached", "sign"), kind="milestone"),
    step("sign", outcome("signed", closes="granted"), outcome("refused", closes="refused")),
)

EXPECTED = [
    ("userTask", "step-receive"),
    ("parallelGateway", "step-receive.complete.split"),
    ("intermediateCatchEvent/messageEventDefinition", "step-ask"),
    ("intermediateCatchEvent/timerEventDefinition", "step-rest"),
    ("boundaryEvent/timerEventDefinition", "step-opinion.passed"),
    ("exclusiveGateway", "step-meet.opinion"),
    ("complexGateway/activationCondition", "step-meet"),
    ("intermediateThrowEvent", "step-point"),
    ("exclusiveGateway", "step-sign.choice"),
    ("endEvent/terminateEventDefinition", "closed-granted"),
    ("endEvent/terminateEventDefinition", "closed-refused"),
]


@pytest.mark.parametrize("path,expected", EXPECTED)
def test_each_kind_of_step_has_its_element(path: str, expected: str) -> None:
    """Work is a task, a reply a message, a term a timer; some of several branches meet at a complex gateway."""
    kind, _, inner = path.partition("/")
    (found,) = (each for each in drawn(KINDS).iter(f"{MODEL}{kind}") if each.get("id") == expected)
    assert not inner or found.find(f"{MODEL}{inner}") is not None


@given(sound_procedures())
def test_every_step_is_drawn_under_its_title(of: Procedure) -> None:
    """Whoever looks at the drawing finds each step once, by the name it has in the administration."""
    root = drawn(of)
    names = {each.get("id"): each.get("name") for each in root.find(f"{MODEL}process")}
    assert [names[f"step-{plain(each.step)}"] for each in of.steps] == [
        each.title.vi.replace("\t", " ") for each in of.steps
    ]
    tasks = {each.get("id") for each in root.iter(f"{MODEL}userTask")}
    assert tasks == {f"step-{plain(each.step)}" for each in of.steps if each.kind is StepKind.WORK}

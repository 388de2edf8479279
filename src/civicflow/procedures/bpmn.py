"""A procedure drawn as BPMN 2.0, with its picture, for whatever tool the office draws and discusses with."""

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from civicflow.procedures.bpmn_graph import Flow, Graph, Node, plain
from civicflow.procedures.bpmn_layout import Box, Layout, laid_out, lanes_of
from civicflow.procedures.definition import Language, Procedure, called
from civicflow.procedures.writing import particulars

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_SHAPES = "http://www.omg.org/spec/BPMN/20100524/DI"
_PLACES = "http://www.omg.org/spec/DD/20100524/DC"
_LINES = "http://www.omg.org/spec/DD/20100524/DI"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACE: Final = "urn:civicflow:procedure"
"""What the drawn procedures belong to."""

_PREFIXES: Final = {"": _MODEL, "bpmndi": _SHAPES, "dc": _PLACES, "di": _LINES, "xsi": _INSTANCE}


def bpmn(procedure: Procedure, language: Language) -> str:
    """
    A procedure as BPMN 2.0 XML, valid by the schema of its authors.

    Work is a user task, what is awaited a message, a term a timer; a task has one at its border for what comes about when
    its term has passed. Branches of which some suffice meet at a complex gateway; a closing ends everything. What one
    outcome calls off is told by a signal. The condition of a flow compares ``outcome`` with a code.

    Args:
        procedure: One that was checked.
        language: Of the titles.
    """
    graph = Graph(procedure, language)
    layout = laid_out(graph)
    code = f"procedure-{plain(procedure.procedure)}"
    root = ET.Element(
        "definitions", {f"xmlns:{name}" if name else "xmlns": uri for name, uri in _PREFIXES.items()}
    )
    root.attrib |= {"id": "definitions", "targetNamespace": NAMESPACE, "exporter": "civicflow"}
    for kind in ("message", "signal"):
        for name in _named(graph.nodes.values(), kind):
            ET.SubElement(root, kind, id=f"{kind}-{plain(name)}", name=name)
    together = ET.SubElement(root, "collaboration", id="collaboration")
    name = f"{called(procedure.title, language)} ({procedure.version})"
    ET.SubElement(together, "participant", id="pool", name=name, processRef=code)
    process = ET.SubElement(root, "process", id=code, name=name, isExecutable="true")
    _lanes(process, graph)
    for node in graph.nodes.values():
        _node(process, node, graph.flows)
    for flow in graph.flows:
        _flow(process, flow)
    _picture(root, graph, layout)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _named(nodes: Iterable[Node], trigger: str) -> list[str]:
    return sorted({node.names for node in nodes if node.trigger == trigger})


def _lanes(process: ET.Element, graph: Graph) -> None:
    lanes = ET.SubElement(process, "laneSet", id="lanes")
    for code in lanes_of(graph):
        role = graph.procedure.role(code)
        name = "" if role is None else called(role.title, graph.language)
        lane = ET.SubElement(lanes, "lane", id=f"lane-{plain(code)}", name=name)
        for node in graph.nodes.values():
            if node.lane == code:
                ET.SubElement(lane, "flowNodeRef").text = node.id


def _node(process: ET.Element, node: Node, flows: list[Flow]) -> None:
    element = ET.SubElement(process, node.kind, id=node.id)
    if node.name:
        element.set("name", node.name)
    if node.host is not None:
        element.set("attachedToRef", node.host)
    if node.step is not None:
        ET.SubElement(element, "documentation").text = particulars(node.step)
    for flow in flows:
        if flow.target == node.id:
            ET.SubElement(element, "incoming").text = flow.id
    for flow in flows:
        if flow.source == node.id:
            ET.SubElement(element, "outgoing").text = flow.id
    if node.trigger is not None:
        _trigger(element, node)
    if node.kind == "complexGateway":
        _expression(element, "activationCondition", node.names)
    if node.step is not None and node.step.instances is not None:
        _instances(element, node.step.instances.needed)


def _trigger(element: ET.Element, node: Node) -> None:
    """By what an event comes about."""
    trigger = ET.SubElement(element, f"{node.trigger}EventDefinition", id=f"{node.id}.{node.trigger}")
    if node.trigger == "timer":
        _expression(trigger, "timeDuration", node.names)
    elif node.trigger in {"message", "signal"}:
        trigger.set(f"{node.trigger}Ref", f"{node.trigger}-{plain(node.names)}")


def _instances(task: ET.Element, needed: int | None) -> None:
    """That several units do the task, each for itself."""
    several = ET.SubElement(task, "multiInstanceLoopCharacteristics", isSequential="false")
    _expression(several, "loopCardinality", "units")
    if needed is not None:
        _expression(several, "completionCondition", f"agreeing >= {needed}")


def _flow(process: ET.Element, flow: Flow) -> None:
    element = ET.SubElement(process, "sequenceFlow", id=flow.id, sourceRef=flow.source, targetRef=flow.target)
    if flow.name:
        element.set("name", flow.name)
    if flow.condition is not None:
        _expression(element, "conditionExpression", flow.condition)


def _expression(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name, {"xsi:type": "tFormalExpression"}).text = text


def _picture(root: ET.Element, graph: Graph, layout: Layout) -> None:
    """Where everything stands on the page."""
    diagram = ET.SubElement(root, "bpmndi:BPMNDiagram", id="diagram")
    plane = ET.SubElement(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
    _shape(plane, "pool", layout.pool, isHorizontal="true")
    for role, box in layout.lanes.items():
        _shape(plane, f"lane-{plain(role)}", box, isHorizontal="true")
    for code, box in layout.nodes.items():
        _shape(plane, code, box)
    for flow in graph.flows:
        edge = ET.SubElement(plane, "bpmndi:BPMNEdge", id=f"{flow.id}.line", bpmnElement=flow.id)
        for x, y in layout.points(flow):
            ET.SubElement(edge, "di:waypoint", x=str(x), y=str(y))


def _shape(plane: ET.Element, of: str, box: Box, **more: str) -> None:
    shape = ET.SubElement(plane, "bpmndi:BPMNShape", {"id": f"{of}.shape", "bpmnElement": of, **more})
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    ET.SubElement(shape, "dc:Bounds", {name: str(length) for name, length in sides.items()})

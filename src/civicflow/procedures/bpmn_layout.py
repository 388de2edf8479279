"""Where the nodes of a drawing stand: a lane for each role, a column for each step from the start."""

from collections import deque
from collections.abc import Mapping, Sequence

from attrs import frozen

from civicflow.procedures.bpmn_graph import Flow, Graph, Node

COLUMN, ROW, LEFT, LABEL = 160, 130, 60, 30
_TASK, _GATEWAY, _EVENT = (100, 80), (50, 50), (36, 36)


@frozen
class Box:
    """
    A place on the page.

    Args:
        x: Its left edge.
        y: Its upper edge.
        width: How wide it is.
        height: How high.
    """

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Half-way down."""
        return self.y + self.height // 2

    @property
    def centre(self) -> int:
        """Half-way across."""
        return self.x + self.width // 2

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height


@frozen(kw_only=True)
class Layout:
    """
    Where everything stands.

    Args:
        pool: The whole.
        lanes: Each lane, by its role.
        nodes: Each node, by its id.
    """

    pool: Box
    lanes: Mapping[str, Box]
    nodes: Mapping[str, Box]

    def points(self, flow: Flow) -> Sequence[tuple[int, int]]:
        """The corners of a flow: to the right straight on, back below the lane."""
        source, target = self.nodes[flow.source], self.nodes[flow.target]
        if target.x > source.right:
            bend = target.x - LABEL // 2
            corners = [(source.right, source.middle), (bend, source.middle), (bend, target.middle)]
            return [*corners, (target.x, target.middle)]
        below = max(source.bottom, target.bottom) + LABEL // 2
        return [
            (source.centre, source.bottom),
            (source.centre, below),
            (target.centre, below),
            (target.centre, target.bottom),
        ]


def laid_out(graph: Graph) -> Layout:
    """
    Find a place for every node.

    Args:
        graph: What is drawn.
    """
    columns = _columns(graph)
    stacks: dict[tuple[str, int], list[str]] = {}
    for node in (each for each in graph.nodes.values() if each.host is None):
        stacks.setdefault((node.lane, columns[node.id]), []).append(node.id)
    width = (max(columns.values()) + 1) * COLUMN
    lanes, top = {}, 0
    for lane in lanes_of(graph):
        rows = max(len(stack) for (of, _), stack in stacks.items() if of == lane)
        lanes[lane] = Box(LABEL, top, width + LEFT, rows * ROW)
        top += rows * ROW
    places = {
        code: _placed(graph.nodes[code], LEFT + LABEL + column * COLUMN, lanes[lane].y + row * ROW)
        for (lane, column), stack in stacks.items()
        for row, code in enumerate(stack)
    }
    return Layout(
        pool=Box(0, 0, width + LEFT + LABEL, top), lanes=lanes, nodes=places | _at_borders(graph, places)
    )


def lanes_of(graph: Graph) -> list[str]:
    """The roles that have something in their lane, in the order of the procedure; what belongs to none comes last."""
    used = {node.lane for node in graph.nodes.values()}
    return [each for each in (*(role.role for role in graph.procedure.roles), "") if each in used]


def _columns(graph: Graph) -> Mapping[str, int]:
    """How many ways each node lies from the start."""
    onward: dict[str, list[str]] = {code: [] for code in graph.nodes}
    for flow in graph.flows:
        onward[graph.nodes[flow.source].host or flow.source].append(flow.target)
    columns, waiting = {"opened": 0}, deque(["opened"])
    while waiting:
        at = waiting.popleft()
        for target in onward[at]:
            if target not in columns:
                columns[target] = columns[at] + 1
                waiting.append(target)
    return columns


def _placed(node: Node, x: int, y: int) -> Box:
    """A node in the middle of its cell."""
    width, height = (
        _TASK if node.kind == "userTask" else _GATEWAY if node.kind.endswith("Gateway") else _EVENT
    )
    return Box(x + (_TASK[0] - width) // 2, y + (ROW - LABEL - height) // 2, width, height)


def _at_borders(graph: Graph, places: Mapping[str, Box]) -> dict[str, Box]:
    """Events that sit at the lower border of a task, side by side."""
    found: dict[str, Box] = {}
    taken: dict[str, int] = {}
    for node in graph.nodes.values():
        if node.host is not None:
            host, number = places[node.host], taken.get(node.host, 0)
            taken[node.host] = number + 1
            found[node.id] = Box(host.x + number * 40, host.bottom - _EVENT[1] // 2, *_EVENT)
    return found

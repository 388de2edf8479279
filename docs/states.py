"""
The page of state charts: what may follow what, found by trying every command at every point of a walk (K17).

What a command chooses from a fixed set, such as the course of a decision, is tried in every way.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import product
from typing import Any, TypeAlias, get_type_hints

import attrs

from civicflow.core.command import Command
from civicflow.core.event import At, Event, stream_of
from civicflow.flow import MODULES
from civicflow.flow import open as open_flow
from civicflow.testing import FixedClock, Given
from docs.words import EN, VI, table
from tests.properties.clerks import NOW, first_orders
from tests.properties.walks import FINAL, MOMENTS, REASON, WALKS

Arrow: TypeAlias = tuple[Enum | None, str, Enum]
"""The stage before, the command by its name, the stage after."""

HEAD = """\
# State charts

How far a task, an arrangement, a pilot and whatever else has stages can have come, and by which command it moves on. The charts
are found, not drawn: in one administration every command is tried at every point of a walk through all stages, by those who
may, and an arrow stands where one was allowed. A test sees to it that each stage is reached, and left unless it is final.

What may be true beside a stage has no arrow: work that rests keeps the stage at which it rests, and being overdue follows from
the dates. Terms that run out are not waited for here. Who may give a command, and what else it needs, says
{doc}`/reference/json` with its rules.

Written by `./run python -m docs.pages`."""


def states_page() -> str:
    """A chart and a table for each aggregate that has stages."""
    parts = (part for kind, arrows in charts().items() for part in _parts(kind, _in_order(kind, arrows)))
    return "\n\n".join((HEAD, *parts)) + "\n"


def _parts(kind: Any, arrows: list[Arrow]) -> Iterator[str]:
    moves = [arrow for arrow in arrows if arrow[0] is not arrow[2]]
    yield f"## {kind.kind.replace('_', ' ').capitalize()}"
    yield f"```mermaid\nstateDiagram-v2\n{_drawn(kind, moves)}\n```"
    rows = ((_named(kind, before), f"`{by}`", _named(kind, after)) for before, by, after in moves)
    yield table(("from · từ", "by · qua", "to · đến"), rows)
    stays: dict[str, list[str]] = {}
    for stage, by, _ in (arrow for arrow in arrows if arrow[0] is arrow[2]):
        stays.setdefault(by, []).append(_named(kind, stage))
    if stays:
        yield "Without another stage · không đổi trạng thái:"
        yield table(("by · qua", "at · ở"), ((f"`{by}`", "; ".join(at)) for by, at in sorted(stays.items())))


def _drawn(kind: Any, moves: list[Arrow]) -> str:
    """A chart as Mermaid writes it; final stages lead to its end."""
    ends = [stage for stage in _stages(kind) if stage in FINAL[kind]]
    named = (f"    {stage.value}: {_named(kind, stage)}" for stage in _stages(kind))
    drawn = (f"    {_id(before)} --> {_id(after)}: {by}" for before, by, after in moves)
    return "\n".join((*named, *drawn, *(f"    {_id(end)} --> [*]" for end in ends)))


def _id(stage: Enum | None) -> str:
    return "[*]" if stage is None else str(stage.value)


def _named(kind: Any, stage: Enum | None) -> str:
    """A stage in both languages; before the first there is nothing."""
    if stage is None:
        return ""
    module = next(module.name for module in MODULES if kind in module.states)
    return " · ".join(words.state(stage, module=module) for words in (EN, VI))


def _stages(kind: Any) -> list[Enum]:
    return list(get_type_hints(kind)["stage"])


def _in_order(kind: Any, arrows: set[Arrow]) -> list[Arrow]:
    """In the order of the stages, then of the names of the commands."""
    places = {stage: place for place, stage in enumerate((None, *_stages(kind)))}
    return sorted(arrows, key=lambda arrow: (places[arrow[0]], places[arrow[2]], arrow[1]))


def charts() -> dict[Any, set[Arrow]]:
    """What was allowed at some point of the walks, by kind of aggregate."""
    found: dict[Any, set[Arrow]] = {kind: set() for kind in WALKS}
    told = _first_events()
    for kind, walk in WALKS.items():
        steps = list(walk())
        tries = list(_tries(kind, steps))
        for command, by in steps:
            given = Given(*told, at=MOMENTS[kind])
            own = (command, by)
            found[kind] |= {arrow for each in (*tries, own) for arrow in _arrows(kind, told, given, *each)}
            told += given.when(command, by=by, reason=REASON).events
        given = Given(*told, at=MOMENTS[kind])
        found[kind] |= {arrow for each in tries for arrow in _arrows(kind, told, given, *each)}
    return found


def _first_events() -> list[Event]:
    with open_flow(":memory:", clock=FixedClock(NOW)) as flow:
        for _ in flow.execute_many(first_orders()):
            pass
        return [entry.event for entry in flow.entries()]


def _tries(kind: Any, steps: Iterable[tuple[Any, str]]) -> Iterator[tuple[Command, str]]:
    """Each command of a walk about each subject of it, by whoever gave it; who acts about themselves does so again."""
    named = next(
        event.stream[1] for module in MODULES for event in module.events if event.stream[0] == kind.kind
    )
    about = [(command, by) for command, by in steps if named in attrs.fields_dict(type(command))]
    subjects = dict.fromkeys(getattr(command, named) for command, _ in about)
    tried = set()
    for (command, by), subject in product(about, subjects):
        who = subject if by == getattr(command, named) else by
        for again in _chosen_otherwise(attrs.evolve(command, **{named: subject})):
            if (written := f"{who} {attrs.asdict(again)} {type(again)}") not in tried:
                tried.add(written)
                yield again, who


def _chosen_otherwise(command: Any) -> Iterator[Any]:
    """A command as it is, and with everything else that it might choose from a fixed set."""
    yield command
    for name, hint in get_type_hints(type(command)).items():
        if isinstance(hint, type) and issubclass(hint, Enum):
            yield from (attrs.evolve(command, **{name: each}) for each in hint)


def _arrows(kind: Any, told: list[Event], given: Given, command: Command, by: str) -> Iterator[Arrow]:
    """What a command moves, were it given now."""
    for event in given.when(command, by=by, reason=REASON).events:
        if event.stream[0] == kind.kind:
            stream = stream_of(event)
            before = _evolved(kind, (each for each in told if stream_of(each) == stream))
            after = kind.evolve(before, event, At(1, 0, 0))
            if after is not None:
                yield before and before.stage, type(command).__name__, after.stage


def _evolved(kind: Any, events: Iterable[Event]) -> Any:
    state = None
    for event in events:
        state = kind.evolve(state, event, At(1, 0, 0))
    return state

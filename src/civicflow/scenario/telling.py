"""The one way of telling a scenario: moment by moment, what is ordered at a moment together, in an empty store."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from attrs import frozen

from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, StoreError
from civicflow.flow import ZONE, Flow
from civicflow.flow import open as open_flow
from civicflow.scenario.agenda import Agenda, Life
from civicflow.storage.people import Person as Known

Progress = Callable[[datetime], None]


@frozen(kw_only=True)
class Told:
    """
    What became of the commands of a scenario.

    Args:
        taken: How many were taken.
        refused: How many were refused, by rule.
    """

    taken: int
    refused: dict[str, int]


@frozen(kw_only=True)
class Story:
    """
    A scenario that can be told.

    Args:
        name: What the ids of its commands begin with.
        begins: When its clock starts.
        lives: What happens, once there is a store to tell it in and an agenda on which more can begin.
        ends: When it ends, whatever is still to come; when all lives have, if left out.
        names: The people with their invented names, for the directory.
    """

    name: str
    begins: datetime
    lives: Callable[[Flow, Agenda], Iterable[Life]]
    ends: datetime | None = None
    names: Iterable[tuple[str, str]] = ()


def tell(story: Story, store: str | Path, progress: Progress = lambda _: None) -> Told:
    """
    Let a story happen in an empty store; the same clock and ids in every run.

    Args:
        story: What happens.
        store: A folder, a server or ``:memory:``.
        progress: Told at which moment the story is.

    Raises:
        StoreError: When something is on record there.
        CivicflowError: When something goes wrong that is no refusal.
    """
    clock = FixedClock(story.begins)
    with open_flow(store, clock=clock, ids=_ids(story.name), strict=False, zone=ZONE) as flow:
        if flow.store.log.head():
            raise StoreError(problem="not empty", store=str(store))
        return tell_in(flow, clock, story, progress)


def tell_in(flow: Flow, clock: FixedClock, story: Story, progress: Progress = lambda _: None) -> Told:
    """
    Let a story happen in a store that is open.

    Args:
        flow: The store, empty, open with the clock.
        clock: It is moved from moment to moment.
        story: What happens.
        progress: Told at which moment the story is.

    Raises:
        CivicflowError: When something goes wrong that is no refusal.
    """
    agenda, taken, refused = Agenda(), 0, Counter[str]()
    for life in story.lives(flow, agenda):
        agenda.begin(life)
    for at, together in agenda.moments():
        if story.ends is not None and at > story.ends:
            break
        clock.move_to(at)
        progress(at)
        results = _results(flow, (order for _, orders in together for order in orders), refused)
        for life, orders in together:
            of_life = sum(next(results) for _ in orders)
            taken += of_life
            agenda.go_on(life, of_life)
    for person, name in story.names:
        flow.store.people.set(Known(id=person, name=name))
    return Told(taken=taken, refused=dict(refused))


def _results(flow: Flow, orders: Iterable[Order], refused: Counter[str]) -> Iterator[bool]:
    """Whether each order was taken; what is refused is counted by rule."""
    for result in flow.execute_many(orders):
        if isinstance(result, RefusedError):
            refused.update(each.rule for each in result.refusals)
        elif isinstance(result, CivicflowError):
            raise result
        yield not isinstance(result, CivicflowError)


def _ids(name: str) -> Callable[[], str]:
    """Ids that are the same in every run and rise as text does, so that their index grows at its end."""
    numbers = count(1)
    return lambda: f"{name}-{next(numbers):09}"

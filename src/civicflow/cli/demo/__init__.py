"""The demonstration: three months of a pilot in 2023, told command by command and accounted for."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from civicflow.cli.demo import city, weeks
from civicflow.core.command import Order
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError
from civicflow.flow import ZONE, Flow
from civicflow.flow import open as open_flow
from civicflow.pilot_record.events import PilotDecided
from civicflow.storage.people import Person
from civicflow.testing import FixedClock, numbered_ids

SETTING_UP = "2023-09-25T08:00+07:00"


@frozen(kw_only=True)
class Told:
    """
    What became of the commands of the demonstration.

    Args:
        taken: How many were taken.
        refused: How many were refused, by rule.
    """

    taken: int
    refused: dict[str, int]


def tell(store: str | Path, progress: Callable[[int], None] = lambda _: None) -> Told:
    """
    Let the three months happen in an empty store; the same clock and ids in every run.

    Args:
        store: A folder, a server or ``:memory:``.
        progress: Told how many weeks have passed.

    Raises:
        CivicflowError: When something goes wrong that is no refusal.
    """
    clock = FixedClock(SETTING_UP)
    taken, refused = 0, dict[str, int]()
    with open_flow(store, clock=clock, ids=numbered_ids("demo"), strict=False, zone=ZONE) as flow:
        for orders in city.setting_up():
            clock.advance(minutes=10)
            taken += _take(flow, orders, refused)
        for moment, orders in weeks.told(flow.freeze):
            clock.move_to(moment)
            progress((moment - weeks.START).days // 7)
            taken += _take(flow, orders, refused)
        for person, name in city.names():
            flow.store.people.set(Person(id=person, name=name))
    return Told(taken=taken, refused=refused)


def is_told(flow: Flow) -> bool:
    """Whether a store holds the three months to their end."""
    end = flow.entries(stream=f"pilot_record:{city.PILOT}")
    return any(isinstance(entry.event, PilotDecided) for entry in end)


def _take(flow: Flow, orders: list[Order], refused: dict[str, int]) -> int:
    taken = 0
    for result in flow.execute_many(orders):
        if isinstance(result, RefusedError):
            for each in result.refusals:
                refused[each.rule] = refused.get(each.rule, 0) + 1
        elif isinstance(result, CivicflowError):
            raise result
        else:
            taken += 1
    return taken

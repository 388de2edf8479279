"""What happens by chance: events of any kind in a store, with holes and late claims, and questions about them."""

from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from civicflow.core.clock import FixedClock
from civicflow.core.log import Entry
from civicflow.core.question import AnyView, Question
from civicflow.core.recording import Claim, Recorded
from civicflow.errors import InvalidInputError
from civicflow.flow import MODULES, Flow
from civicflow.storage.catalogue import Catalogue
from tests.properties.clerks import Clerk
from tests.stores import taken

T = TypeVar("T")

SEEDS = st.integers(0, 2**32 - 1)

EVENTS = tuple(Catalogue(MODULES).events.values())
QUESTIONS: tuple[type[Question[Any]], ...] = tuple(each for module in MODULES for each in module.questions)
VIEWS: tuple[AnyView, ...] = tuple(each for module in MODULES for each in module.views)


def happened(
    flow: Flow,
    clock: FixedClock,
    chance: Random,
    count: int,
    first: int = 0,
    pauses: tuple[int, ...] = (0, 0, 1, 30, 600),
) -> list[Entry]:
    """So many events, of kinds that some view gathers or of any, by chance and with holes, claimed for all hours."""
    for number in range(first, first + count):
        clock.advance(minutes=chance.choice(pauses))
        clerk = Clerk(chance, clock.now())
        occurred = clock.now() - timedelta(hours=chance.choice((0, 0, 0, 1, 30)))
        kinds = chance.choice((EVENTS, *(tuple(view.subjects) for view in VIEWS)))
        event = well_put(clerk, chance.choice(kinds))
        claim = Claim(event=event, occurred_at=occurred, id=f"c-{number}")
        assert taken(flow, [claim]) == [Recorded.NEW]
    return list(flow.entries())


def well_put(clerk: Clerk, kind: type[T]) -> T:
    """An event or a question whose fields go together."""
    while True:
        with suppress(InvalidInputError, ValueError):
            return clerk.filled(kind)

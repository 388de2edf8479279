"""Whether a page of open work costs more the more work is open: a thousand tasks, and a hundred thousand."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import chain
from pathlib import Path

from benchmarks.measure import Figure, in_turn
from benchmarks.office import HEADS, START, members, office
from civicflow.core.recording import Claim
from civicflow.flow import Flow
from civicflow.views import OpenWork
from tests.task.tasks import CLEAR, task_given

ROWS = 20
AT_ONCE = 50
"""So many pages are read in one measurement."""

PAGES: Mapping[str, Callable[[], OpenWork]] = {
    "of a person": lambda: OpenWork(person=members(3)[1], limit=ROWS),
    "of a unit": lambda: OpenWork(unit="U-3", limit=ROWS),
    "of an agency with its ten units": lambda: OpenWork(unit="A-1", with_subunits=True, limit=ROWS),
}


def figures(sizes: Sequence[int], rounds: int) -> Iterator[Figure]:
    """Pages a second, in memory and on SQLite; with the most tasks within half of what it costs with the fewest."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for store in ("memory", "SQLite"):
            flows = {size: stack.enter_context(_filled(store, Path(folder), size)) for size in sizes}
            for page, asked in PAGES.items():
                yield from _compared(f"page of open work {page}, {store}", flows, asked(), rounds)


def _compared(path: str, flows: Mapping[int, Flow], asked: OpenWork, rounds: int) -> Iterator[Figure]:
    def turning(flow: Flow) -> Callable[[], Callable[[], object]]:
        return lambda: lambda: [flow.ask(asked) for _ in range(AT_ONCE)]

    times = in_turn({str(size): turning(flow) for size, flow in flows.items()}, rounds)
    fewest = times[str(min(flows))]
    for size, flow in flows.items():
        taken = times[str(size)]
        assert len(flow.ask(asked).answer.tasks) == ROWS
        yield Figure(
            path=f"{path}, {size:,} open",
            unit="pages/s",
            civicflow=AT_ONCE / taken,
            reached=taken / fewest <= 1.5,
            note=f"{1_000 * taken / AT_ONCE:.2f} ms a page ({taken / fewest:.2f} of the fewest)",
        )


def _filled(store: str, folder: Path, size: int) -> Flow:
    """An office with so many open tasks, whose views stand where the log does."""
    flow = office(":memory:" if store == "memory" else folder / f"pages-{size}")
    assert all(not isinstance(each, Exception) for each in flow.record(_claims(size), source="desk"))
    assert flow.store.views is not None
    assert flow.store.views.catch_up()
    return flow


def _claims(size: int) -> Iterator[Claim]:
    persons = [(unit, person) for unit in range(HEADS) for person in members(unit)]
    given = chain.from_iterable(persons for _ in range(-(-size // len(persons))))
    for number, (unit, person) in zip(range(size), given, strict=False):
        event = task_given(
            f"desk/T-{number}",
            **CLEAR,
            assignee=person,
            unit=f"U-{unit}",
            assigned_by=f"H-{unit}",
            due=START + timedelta(minutes=7_919 * number % 1_000_000),
        )
        yield Claim(event=event, occurred_at=START, id=f"desk-{number}")

"""A page of open work reads what is on it, however much else is open: twenty times as much work, not one row more."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.recording import Claim
from civicflow.flow import Flow
from civicflow.storage.columns import Table
from civicflow.views import open_tasks
from civicflow.views.open_work import OpenWork
from tests.stores import STORES, empty_store, taken
from tests.task.tasks import task_given
from tests.views.administration import administration
from tests.views.past import Past

NOW = datetime.fromisoformat("2023-11-15T12:00+07:00")
UNITS = {"E-204": "U-12", "E-205": "U-12", "E-301": "U-13", "E-001": "A-1"}


def claims(tasks: int) -> Iterator[Claim]:
    """An agency, and so many open tasks of four people, due at all hours."""
    events = [line.event for line in administration(Past()).lines]
    for number in range(tasks):
        person = [*UNITS][number % len(UNITS)]
        due = NOW + timedelta(minutes=37 * number % 1_000 - 500)
        events.append(task_given(f"T-{number}", assignee=person, unit=UNITS[person], due=due))
    return (Claim(event=each, occurred_at=NOW, id=f"c-{n}") for n, each in enumerate(events))


@pytest.fixture(params=STORES, scope="module")
def few_and_many(request: pytest.FixtureRequest) -> Iterator[tuple[Flow, Flow]]:
    """Two stores of a kind: one with twenty times as many open tasks as the other."""
    with ExitStack() as stack:
        flows = []
        for size in (200, 4_000):
            address = stack.enter_context(
                empty_store(request.param, lambda: request.getfixturevalue("postgres_url"))
            )
            flow = stack.enter_context(civicflow.flow.open(address, clock=FixedClock(NOW)))
            assert not any(isinstance(each, Exception) for each in taken(flow, claims(size)))
            flows.append(flow)
        yield flows[0], flows[1]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each row of an open task that is read from a table."""
    found: list[str] = []
    row_of = Table.row

    def noted(table: Table[Any], raw: Any) -> Any:
        if table.view is open_tasks.VIEW:
            found.append(raw[0])
        return row_of(table, raw)

    monkeypatch.setattr(Table, "row", noted)
    return found


def rows_read(flow: Flow, read: list[str], **asked: Any) -> list[int]:
    """How many rows each of the first three pages reads, of five tasks each."""
    flow.ask(OpenWork(**asked))
    counts: list[int] = []
    after = None
    for _ in range(3):
        read.clear()
        answer = flow.ask(OpenWork(**asked, limit=5, after=after)).answer
        assert len(answer.tasks) == 5
        counts.append(len(read))
        after = answer.next
    return counts


@pytest.mark.parametrize("asked", [{}, {"overdue": True}, {"overdue": False}], ids=str)
def test_a_page_reads_what_is_on_it_and_whether_anything_follows(few_and_many, read, asked):
    """Six rows for five tasks, whether two hundred tasks are open or four thousand."""
    for flow in few_and_many:
        assert rows_read(flow, read, unit="U-12", **asked) == [6, 6, 6]


def test_a_page_of_a_person_reads_as_much_again_for_what_they_do_for_others(few_and_many, read):
    """Their own work and that of others are read from two places, little by little."""
    for flow in few_and_many:
        assert rows_read(flow, read, person="E-204") == [12, 12, 12]


def test_a_page_of_an_agency_reads_a_few_rows_of_each_unit(few_and_many, read):
    """Never more than four times what it needs, to the last row."""
    for flow in few_and_many:
        assert max(rows_read(flow, read, unit="A-1", with_subunits=True)) <= 4 * 6

"""What a tick costs: what falls due, not what is open; counted in rows read (R53, R77)."""

from collections.abc import Iterator
from typing import Any

import pytest

from civicflow.core.event import Event
from civicflow.deadline.events import EVENTS
from civicflow.storage.readings import LiveReading
from tests.deadline.agency import agency, work

OPEN = 10_000


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows that are read from here on, each by the name of its view."""
    read: list[str] = []

    def noted(name: str) -> None:
        method = getattr(LiveReading, name)

        def reading(self: LiveReading, view: Any, *given: Any, **said: Any) -> Iterator[Any]:
            for row in method(self, view, *given, **said):
                read.append(view.name)
                yield row

        monkeypatch.setattr(LiveReading, name, reading)

    noted("page")
    noted("rows")
    return read


def test_with_ten_thousand_open_dues_a_tick_reads_what_falls_due(tmp_path, rows: list[str]):
    """Of 10,000 dues in the months ahead five have a reminder on Monday: their rows, their unit, and no more; then none."""
    with agency(str(tmp_path / "store")) as office:
        office.happen(*far_ahead(OPEN), at="2023-11-01T09:00")
        office.happen(*(work(f"S-{number}", due="2023-11-15T16:00") for number in range(5)))
        assert office.tick("2023-11-03T08:00") == []
        rows.clear()

        given = office.tick("2023-11-06T08:00")

        assert given == [f"S-{number} reminder 7 working_days" for number in range(5)]
        assert sorted(rows) == ["deadlines"] * 5 + ["units"]
        rows.clear()
        assert office.tick("2023-11-06T08:05") == []
        assert rows == []
        assert sum(isinstance(each.event, EVENTS) for each in office.flow.entries()) == 5


def far_ahead(count: int) -> Iterator[Event]:
    """Work that is due on a morning more than a year ahead, a hundred at each minute."""
    for number in range(count):
        yield work(f"T-{number}", due=f"2025-01-02T{8 + number // 6000:02}:{number // 100 % 60:02}")

"""A page of a view is what a slow sort of all its rows gives, and is read along an index."""

import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.core.question import Place, Reading, View
from civicflow.storage.columns import Table
from civicflow.storage.forms import SQLITE_FORMS
from civicflow.storage.orders import Order
from civicflow.storage.readings import LiveReading, PastReading
from civicflow.storage.view_sql import SqlPage
from civicflow.storage.view_tables import Tables
from civicflow.storage.views import Views
from tests.slow_pages import slowly
from tests.storage.permits import (
    OFFICES,
    PERMITS,
    PLACES,
    Permit,
    PermitFiled,
    PermitWithdrawn,
    Stage,
    corrected,
    events,
    filed,
    many,
    open_register,
    replayed,
    view_tables,
    write,
)

ORDERED: View[Permit] = evolve(
    PERMITS,
    orders={
        "due": ("due",),
        "at_the_counter": ("office", "stage", "due"),
        "costly": ("urgent", "fee"),
        "as_filed": ("filed_on", "office"),
    },
)
VALUES: dict[str, st.SearchStrategy[object]] = {
    "due": st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    "office": st.sampled_from(["O-1", "O-2", "Phòng Một", "O", "O-1\0", ""]),
    "stage": st.sampled_from(Stage),
    "urgent": st.booleans(),
    "fee": st.integers(-(2**63), 2**63 - 1),
    "filed_on": st.dates(),
    "permit": st.sampled_from(["P-1", "P-2", "P-ơ", "P-Z", "P-a", "P"]),
}
_schemas = count(1)


@st.composite
def asked(draw: st.DrawFn, rows: list[Permit]) -> dict[str, Any]:
    """What somebody may ask for: mostly by values that rows really have."""
    order = draw(st.sampled_from([*ORDERED.orders]))
    columns = ORDERED.ordered_by(order)
    invented = st.tuples(*(VALUES[each] for each in columns))
    real = st.sampled_from([ORDERED.place(each, order) for each in rows]) if rows else invented
    places = real | invented
    fixed = draw(st.integers(0, len(columns)))
    beginnings = st.builds(lambda place, end: place[fixed:end], places, st.integers(fixed, len(columns)))
    return {
        "order": order,
        "equal": draw(places)[:fixed],
        "after": draw(st.none() | beginnings),
        "until": draw(st.none() | beginnings),
        "limit": draw(st.integers(0, 8)),
    }


@pytest.mark.parametrize("kind", PLACES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_is_what_a_slow_sort_gives(kind, data, request):
    """Whatever was filed, moved, granted, withdrawn and corrected; from the table, and folded from the log."""
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    register = open_register()
    story = data.draw(st.lists(events, min_size=1, max_size=25))
    write(register.log, story)
    at = [n for n, event in enumerate(story, start=1) if isinstance(event, PermitFiled)]
    with (
        tempfile.TemporaryDirectory() as folder,
        view_tables(kind, Path(folder), address, f"orders_{next(_schemas)}") as tables,
    ):
        views = Views(register.log, (ORDERED,), tables, batch=3)
        views.catch_up()
        right = data.draw(st.lists(st.sampled_from(at), max_size=2)) if at else []
        write(register.log, [corrected("P-2", position, "Phòng Một", 7) for position in right])
        with views.reading((ORDERED,)) as reading:
            assert isinstance(reading, LiveReading)
            rows = replayed(register.log, ORDERED)
            past = PastReading(register.log, register.log.head(), None)
            for _ in range(5):
                wanted = data.draw(asked(rows))
                expected = slowly(ORDERED, rows, **wanted)
                assert [*reading.page(ORDERED, **wanted)] == expected
                assert [*past.page(ORDERED, **wanted)] == expected
        assert [*views.compare()] == []


def leafed(reading: Reading, order: str, equal: Place, limit: int) -> list[str]:
    """All permits of a part of an order, page by page."""
    found: list[str] = []
    after: Place | None = None
    while page := [*reading.page(ORDERED, order, equal=equal, after=after, limit=limit)]:
        found += [each.permit for each in page]
        after = ORDERED.place(page[-1], order)[len(equal) :]
    return found


def test_who_turns_page_after_page_sees_every_row_once(place):
    """However many rows are alike in all that they are ordered by: the subject tells them apart."""
    register = open_register()
    write(register.log, [filed(f"P-{number}", "O-1", fee=number % 3) for number in range(20)])
    views = Views(register.log, (ORDERED,), place())

    with views.reading((ORDERED,)) as reading:
        found = leafed(reading, "at_the_counter", ("O-1",), 4)
        assert found == [
            each.permit
            for each in slowly(ORDERED, [*reading.rows(ORDERED)], "at_the_counter", equal=("O-1",), limit=99)
        ]
    assert sorted(found) == sorted(f"P-{number}" for number in range(20))


def test_what_is_added_between_two_pages_moves_nothing_that_was_seen(place):
    """The next page goes on behind the last row, even when that row itself is gone by then."""
    register = open_register()
    write(register.log, [filed(f"P-{number:02}", fee=number) for number in range(10, 20)])
    views = Views(register.log, (ORDERED,), place())
    with views.reading((ORDERED,)) as reading:
        first = [*reading.page(ORDERED, "due", limit=4)]
    assert [each.permit for each in first] == ["P-10", "P-11", "P-12", "P-13"]
    write(register.log, [filed("P-01", fee=1), PermitWithdrawn(permit="P-13"), filed("P-99", fee=14)])

    with views.reading((ORDERED,)) as reading:
        second = [*reading.page(ORDERED, "due", after=ORDERED.place(first[-1], "due"), limit=3)]
    assert [each.permit for each in second] == ["P-14", "P-99", "P-15"]


def test_pages_stay_at_the_position_that_the_answer_names(place):
    """What another takes in meanwhile is on no page of this answer."""
    register = open_register()
    write(register.log, many(30))
    views, others = (Views(register.log, (ORDERED,), place()) for _ in range(2))

    with views.reading((ORDERED,)) as reading:
        before = [*reading.page(ORDERED, "due", limit=50)]
        write(register.log, [filed("P-0", "O-5"), PermitWithdrawn(permit="P-29"), filed("P-98")])
        assert others.catch_up()
        assert [*reading.page(ORDERED, "due", limit=50)] == before
        assert before == slowly(ORDERED, [*reading.rows(ORDERED)], "due", limit=50)


def test_a_view_with_no_table_yet_is_put_in_order_in_memory(place):
    """A question that looks at one view more than it declared is slow, not wrong."""
    register = open_register()
    write(register.log, many(20))
    views = Views(register.log, (OFFICES,), place())

    with views.reading((OFFICES,)) as reading:
        expected = slowly(ORDERED, replayed(register.log, ORDERED), "costly", equal=(False,), limit=5)
        assert [*reading.page(ORDERED, "costly", equal=(False,), limit=5)] == expected


def test_orders_survive_a_rebuilding_and_a_new_order_builds_anew(place):
    """The generation that takes over has them all; a release that orders otherwise does not read the old table."""
    register = open_register()
    write(register.log, many(30))
    tables = place()
    views = Views(register.log, (ORDERED,), tables)
    assert views.catch_up()
    assert views.rebuild("permits")
    other = evolve(ORDERED, orders={**ORDERED.orders, "due": ("stage", "due")})
    later = Views(register.log, (other,), tables)

    with views.reading((ORDERED,)) as reading:
        assert isinstance(reading, LiveReading)
        rows = [*reading.rows(ORDERED)]
        assert [*reading.page(ORDERED, "due", limit=9)] == slowly(ORDERED, rows, "due", limit=9)
    assert (views.status()[0].generation, later.catch_up(), later.status()[0].generation) == (2, True, 3)
    with later.reading((other,)) as reading:
        first = next(reading.page(other, "due", equal=(Stage.GRANTED,), limit=1))
    granted = [row for row in rows if row.stage is Stage.GRANTED]
    assert first == min(granted, key=lambda row: (row.due, row.permit))


def plan(tables: Tables, order: str, explain: str) -> str:
    """How the database means to read a page of the live generation, inside the transaction of a question."""
    with tables.reading() as page:
        assert isinstance(page, SqlPage)
        live = next(each for each in page.generations() if each.live)
        statement = page.paging(Table(ORDERED, tables.forms), live, order, 10)
        return str(page.run(f"{explain} {statement}", (b"\1", b"\2")))


@pytest.mark.parametrize("order", ORDERED.orders)
def test_sqlite_reads_a_page_along_the_index(tmp_path, order):
    """It searches the index of the order between two places and sorts nothing."""
    register = open_register()
    write(register.log, many(20))
    with view_tables("sqlite", tmp_path, "") as tables:
        assert Views(register.log, (ORDERED,), tables).catch_up()
        found = plan(tables, order, "EXPLAIN QUERY PLAN")

    number = [*ORDERED.orders].index(order) + 1
    assert f"USING INDEX permits__g1_o{number} ({order}__place>? AND {order}__place<?)" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.parametrize("told", [False, True], ids=["unseen", "analyzed"])
def test_a_server_reads_a_page_along_the_index(tmp_path, view_address, told):
    """Whether or not it has looked at the table yet: it scans the index and sorts nothing."""
    register, schema = open_register(), f"plans_{next(_schemas)}"
    write(register.log, [filed(f"P-{number}", f"O-{number % 7}", number) for number in range(3_000)])
    with view_tables("postgresql", tmp_path, view_address, schema) as tables:
        assert Views(register.log, (ORDERED,), tables).catch_up()
        if told:
            with psycopg.connect(view_address) as other:
                other.execute(f'ANALYZE "{schema}".permits__g1'.encode())
        found = plan(tables, "due", "EXPLAIN")

    assert "Index Scan using permits__g1_o1 " in found
    assert "Sort" not in found


@frozen(kw_only=True)
class Weighed:
    """A row that is weighed, which nothing is sorted by."""

    name: str
    weight: tuple[int, ...]


def weighed(**orders: tuple[str, ...]) -> View[Weighed]:
    """A view of them with some orders."""
    return View(
        name="weighed", version=1, row=Weighed, subjects={}, fold=lambda row, event, at: row, orders=orders
    )


def test_an_order_that_cannot_be_kept_is_refused_at_once():
    """A column that is not there, or whose values do not sort, is a mistake of whoever wrote the view."""
    with pytest.raises(TypeError, match="weight: rows are sorted by"):
        Order(weighed(heavy=("weight",)), "heavy")
    with pytest.raises(ValueError, match="rows of weighed have no height"):
        Table(weighed(high=("height",)), SQLITE_FORMS)


@pytest.mark.parametrize("reading_of", ["table", "log"])
def test_what_no_order_can_give_is_refused(place, reading_of):
    """An order that the view has not, more values than columns, less than no rows."""
    register = open_register()
    write(register.log, many(3))
    views = Views(register.log, (ORDERED,), place())
    past = PastReading(register.log, register.log.head(), None)

    with views.reading((ORDERED,)) as live:
        reading: Reading = live if reading_of == "table" else past
        with pytest.raises(ValueError, match="has no order colour"):
            reading.page(ORDERED, "colour", limit=1)
        with pytest.raises(ValueError, match="has only due, permit"):
            reading.page(ORDERED, "due", equal=(None, "P-1", "P-2"), limit=1)
        with pytest.raises(ValueError, match="-1 is no number of rows"):
            reading.page(ORDERED, "due", limit=-1)
        with pytest.raises(ValueError, match="without a zone"):
            reading.page(ORDERED, "due", after=(datetime(2023, 1, 1),), limit=1)


@given(left=st.text(max_size=3), right=st.text(max_size=3))
def test_texts_stand_as_python_sorts_them(left, right):
    """Also those with a zero in them, and those of which one begins with the other."""
    order = Order(weighed(name=()), "name")

    def place(name: str) -> bytes:
        return order.at(Weighed(name=name, weight=()))

    assert (place(left) < place(right)) == (left < right)

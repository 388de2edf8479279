"""A replay compares every table with the log, row by row, and names what differs."""

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.errors import UnreadableRowError
from civicflow.storage.columns import Raw
from civicflow.storage.comparing import Difference, Kind
from civicflow.storage.view_tables import Tables
from civicflow.storage.view_tables_memory import MemoryTables
from civicflow.storage.views import Views
from tests.storage.permits import (
    MODULE,
    OFFICES,
    PERMITS,
    PermitMoved,
    events,
    filed,
    live,
    open_register,
    write,
)

STORY = [
    filed("P-1", "O-1"),
    filed("P-2", "O-2"),
    filed("P-3", "O-3"),
    PermitMoved(permit="P-1", out_of="O-1", into="O-2"),
]


def tamper(views: Views, *, put: tuple[Raw, ...] = (), take: tuple[str, ...] = ()) -> None:
    """Write into the table of offices past the log, as another hand might."""
    table = views._upkeep.table(OFFICES)
    with views._tables.writing() as pen:
        target = views._upkeep.target(OFFICES, pen.generations())
        assert target is not None
        pen.write(table, target.generation, put)
        pen.remove(table, target.generation, take)


def test_tables_as_they_are_written_do_not_differ_from_the_log(place):
    """Nothing to say is said by silence."""
    register = open_register()
    write(register.log, STORY)
    views = Views(register.log, MODULE.views, place())
    views.catch_up()

    assert list(views.compare()) == []


def test_a_changed_a_missing_and_an_extra_row_are_each_named(place):
    """With the view, the subject, and for each column what stands there and what the log says."""
    register = open_register()
    write(register.log, STORY)
    views = Views(register.log, MODULE.views, place())
    views.catch_up()
    tamper(views, put=(("O-1", 9, 1, 4), ("O-9", 1, 0, 1)), take=("O-3",))

    assert list(views.compare()) == [
        Difference(view="offices", subject="O-1", kind=Kind.CHANGED, columns={"received": (9, 1)}),
        Difference(
            view="offices",
            subject="O-9",
            kind=Kind.EXTRA,
            columns={
                "name": ("O-9", None),
                "received": (1, None),
                "given_away": (0, None),
                "last": (1, None),
            },
        ),
        Difference(
            view="offices",
            subject="O-3",
            kind=Kind.MISSING,
            columns={
                "name": (None, "O-3"),
                "received": (None, 1),
                "given_away": (None, 0),
                "last": (None, 3),
            },
        ),
    ]
    assert views.rebuild("offices")
    assert list(views.compare()) == []


def test_a_view_that_is_behind_is_compared_at_its_own_position(place):
    """What it has not taken in yet is no difference."""
    register = open_register()
    views = Views(register.log, MODULE.views, place())
    write(register.log, STORY[:2])
    views.catch_up()
    write(register.log, STORY[2:])

    assert list(views.compare()) == []
    assert {status.lag for status in views.status()} == {2}


def test_a_view_without_a_table_has_nothing_to_compare_and_the_status_says_so(place):
    """Nobody has asked for it yet, or this release has still to build it."""
    register = open_register()
    write(register.log, STORY)
    views = Views(register.log, MODULE.views, place())
    live(views, OFFICES)

    assert list(views.compare()) == []
    assert [(status.name, status.generation, status.rows) for status in views.status()] == [
        ("permits", 0, 0),
        ("offices", 1, 3),
    ]


def test_a_row_that_nobody_can_read_stops_its_view_and_is_named_by_the_comparison(tmp_path):
    """Another hand wrote what is no stage of a permit: a question says so, the replay names it, a rebuild mends it."""
    register = open_register(tmp_path)
    write(register.log, STORY)
    views = register.views
    assert views is not None
    views.catch_up()
    table = views._upkeep.table(PERMITS)
    with views._tables.writing() as pen:
        target = views._upkeep.target(PERMITS, pen.generations())
        assert target is not None
        (row,) = pen.pick(table, target.generation, ["P-2"])
        pen.write(table, target.generation, [[*row[:4], "lost", *row[5:]]])

    with pytest.raises(UnreadableRowError) as caught:
        live(views, PERMITS)
    assert caught.value.parameters["subject"] == "P-2"
    assert [(each.subject, each.columns) for each in views.compare()] == [
        ("P-2", {"stage": ("lost", "filed")})
    ]
    register.close()

    again = open_register(tmp_path)
    write(again.log, [PermitMoved(permit="P-2", out_of="O-2", into="O-1")])
    views = again.views
    assert views is not None
    assert not views.catch_up()
    permits, offices = views.status()
    assert (permits.position, offices.position) == (4, 5)
    assert permits.last_error is not None
    assert permits.last_error.startswith("UnreadableRowError: unreadable-row(view='permits', subject='P-2'")
    assert views.rebuild("permits")
    assert list(views.compare()) == []
    again.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(events, min_size=1, max_size=15), chosen=st.randoms(use_true_random=False))
def test_whatever_row_is_tampered_with_is_found_and_nothing_else(story, chosen):
    """Every row is looked at, in every table."""
    register = open_register()
    write(register.log, [filed("P-1"), *story])
    tables: Tables = MemoryTables()
    views = Views(register.log, (OFFICES,), tables)
    office = chosen.choice(live(views, OFFICES))
    tamper(views, put=(views._upkeep.table(OFFICES).raw(office.name, evolve(office, last=-1)),))

    (found,) = views.compare()

    assert (found.subject, found.kind, dict(found.columns)) == (
        office.name,
        Kind.CHANGED,
        {"last": (-1, office.last)},
    )

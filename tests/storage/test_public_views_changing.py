"""When a release publishes more or less of a view, its SQL views change with the generation that answers."""

from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.question import AnyView, View
from civicflow.storage.public_views import public_views
from civicflow.storage.views import Views
from tests.storage.permits import OFFICES, PermitFiled, many, open_register, replayed, view_tables, write
from tests.storage.shown import assert_shown, columns_on_postgresql, columns_on_sqlite


@frozen
class Act:
    """
    An act of an office.

    Args:
        permit: The permit it is about.
        position: Where it stands in the log.
    """

    permit: str
    position: int


@frozen
class ActWithFee:
    """
    An act of an office in a later release, which says one thing more, in the middle.

    Args:
        permit: The permit it is about.
        fee: What it cost.
        position: Where it stands in the log.
    """

    permit: str
    fee: int
    position: int


@frozen
class Acts:
    """
    An office and what it took in.

    Args:
        name: Its name.
        acts: What it took in.
    """

    name: str
    acts: tuple[Act, ...]


@frozen
class ActsWithFee:
    """
    An office and what it took in, in a later release.

    Args:
        name: Its name.
        received: How many.
        acts: What it took in.
    """

    name: str
    received: int
    acts: tuple[ActWithFee, ...]


def acts_view(row: type, version: int) -> AnyView:
    """What each office took in, by the rows of a release."""

    def fold(before: Any, event: Event, at: At) -> Any:
        assert isinstance(event, PermitFiled)
        acts = () if before is None else before.acts
        if row is Acts:
            return Acts(event.office, (*acts, Act(event.permit, at.position)))
        return ActsWithFee(
            event.office, len(acts) + 1, (*acts, ActWithFee(event.permit, event.fee, at.position))
        )

    subjects: dict[type[Event], Callable[..., str]] = {PermitFiled: attrgetter("office")}
    return View(name="office_acts", version=version, row=row, subjects=subjects, fold=fold)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_when_a_view_changes_its_sql_views_change_with_it(kind, tmp_path, view_address):
    """What is new is there, what is no longer said is gone, and all of it comes from the generation that answers."""
    schema = f"changing_{kind}"
    register = open_register()
    write(register.log, many(20))
    with view_tables(kind, tmp_path, view_address, schema) as tables:
        for view in (
            acts_view(Acts, 1),
            acts_view(ActsWithFee, 2),
            evolve(OFFICES, name="office_acts", version=3),
        ):
            views = Views(register.log, (view,), tables)
            assert views.catch_up()
            for shown in public_views(view):
                assert_shown(shown, replayed(register.log, view), kind, tmp_path, view_address, schema)
            found = (
                columns_on_sqlite(tmp_path)
                if kind == "sqlite"
                else columns_on_postgresql(view_address, schema)
            )
            assert set(found) == {shown.name for shown in public_views(view)}


def test_on_a_server_a_view_that_gains_columns_keeps_what_was_granted_and_built_on_it(view_address):
    """The new columns come last there, wherever they stand in the row."""
    register = open_register()
    write(register.log, many(20))
    with (
        view_tables("postgresql", Path(), view_address, "gaining") as tables,
        psycopg.connect(view_address, autocommit=True) as tool,
    ):
        Views(register.log, (acts_view(Acts, 1),), tables).catch_up()
        tool.execute("GRANT SELECT ON gaining.office_acts_acts TO PUBLIC")
        tool.execute(
            "CREATE VIEW gaining.report AS SELECT name, count(*) FROM gaining.office_acts_acts GROUP BY 1"
        )
        Views(register.log, (acts_view(ActsWithFee, 2),), tables).catch_up()
        granted = tool.execute(
            "SELECT has_table_privilege('pg_monitor', 'gaining.office_acts_acts', 'SELECT')"
        )
        assert granted.fetchone() == (True,)
        assert tool.execute("SELECT sum(count) FROM gaining.report").fetchone() == (20,)
    found = columns_on_postgresql(view_address, "gaining")

    assert [name for name, _ in found["office_acts_acts"]] == ["name", "ordinal", "permit", "position", "fee"]
    assert [name for name, _ in found["office_acts"]] == ["name", "received"]

"""Views are not in a backup: they are made of the restored log, also where those of another log lay about."""

from pathlib import Path

import psycopg
import pytest

from civicflow.core.question import AnyView
from civicflow.storage.backup import back_up, restore
from tests.storage.permits import MODULE, OFFICES, PERMITS, filed, live, many, open_register, replayed, write


def lost(address: str) -> None:
    """The log is gone, and its views are not."""
    if "://" not in address:
        for name in ("log.db", "people.db"):
            (Path(address) / name).unlink()
        return
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP SCHEMA civicflow CASCADE")


@pytest.mark.parametrize("events", [20, 60])
def test_a_restored_store_answers_from_its_own_log(lasting_address, tmp_path, events):
    """Whether the log that was lost was longer than the one that is restored, or shorter."""
    with_views = open_register(lasting_address)
    write(with_views.log, [filed(f"Q-{number}", "O-other") for number in range(40)])
    assert with_views.views is not None
    assert live(with_views.views, OFFICES)[0].received == 40
    with_views.close()
    lost(lasting_address)
    source = open_register()
    write(source.log, list(many(events))[:events])
    back_up(source, tmp_path / "backup.zip", release="0.1.0")

    restore(tmp_path / "backup.zip", lasting_address, [MODULE])

    store = open_register(lasting_address)
    assert store.views is not None
    views: tuple[AnyView, ...] = (OFFICES, PERMITS)
    for view in views:
        assert live(store.views, view) == replayed(store.log, view) == replayed(source.log, view)
    assert list(store.views.compare()) == []
    store.close()


def test_on_a_server_what_was_granted_on_a_view_outlives_a_restore(server_address, tmp_path):
    """The SQL view stays as it is; only its rows are made anew."""
    store = open_register(server_address)
    write(store.log, many(5))
    assert store.views is not None
    assert live(store.views, OFFICES)
    back_up(store, tmp_path / "backup.zip", release="0.1.0")
    store.close()
    with psycopg.connect(server_address, autocommit=True) as server:
        server.execute("GRANT SELECT ON civicflow_views.offices TO PUBLIC")
    lost(server_address)

    restore(tmp_path / "backup.zip", server_address, [MODULE])

    store = open_register(server_address)
    assert store.views is not None
    rows = live(store.views, OFFICES)
    store.close()
    with psycopg.connect(server_address) as server:
        granted = server.execute("SELECT has_table_privilege('public', 'civicflow_views.offices', 'SELECT')")
        assert granted.fetchone() == (True,)
        assert server.execute("SELECT count(*) FROM civicflow_views.offices").fetchone() == (len(rows),)

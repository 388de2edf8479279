"""What the log on PostgreSQL does when connections are lost, and what its server function insists on."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg.errors import RaiseException

from civicflow.errors import CommandIdReusedError, ConnectionLostError, ReadOnlyError, StoreError
from civicflow.storage.postgresql import Connection
from civicflow.storage.postgresql_layout import CHANNEL
from civicflow.storage.postgresql_log import FILE
from civicflow.storage.stores import Store
from tests.storage.letters import NOW, answered, filing, opened, received


@pytest.fixture(name="store")
def _store(server_address) -> Iterator[Store]:
    with opened(server_address) as store:
        yield store


def end_all_connections(address: str) -> None:
    """As an administrator or a restart would."""
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(name="cut")
def _cut(monkeypatch, server_address) -> Callable[..., None]:
    """Cuts the connection once, just before or just after the server has filed a command or carried out a statement."""

    def cut(name: str, statement: str | None = None, *, after: bool) -> None:
        send = getattr(Connection, name)
        left = [1]

        def cutting(connection: Any, sent: Any, *others: Any, **named: Any) -> Any:
            if statement not in {None, sent} or not left:
                return send(connection, sent, *others, **named)
            left.pop()
            if after:
                send(connection, sent, *others, **named)
            end_all_connections(server_address)
            return send(connection, sent, *others, **named)

        monkeypatch.setattr(Connection, name, cutting)

    return cut


def test_a_connection_that_was_ended_while_idle_is_replaced(store, server_address):
    """A restart of the server between two commands is not noticed."""
    store.log.append(filing(received()), NOW)
    end_all_connections(server_address)
    store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
    end_all_connections(server_address)

    assert [event for _, event in store.log.read(0, 9)] == [received(), answered()]


def test_a_lost_acknowledgement_is_found_again(store, cut):
    """The command was stored and the answer lost: sent again, it is known by its id, and stands there once."""
    cut("file", after=True)
    filed = store.log.append(filing(received()), NOW)

    assert (filed.first, filed.last, filed.recorded) == (1, 1, NOW)
    assert store.log.head() == 1


def test_a_command_that_was_lost_on_the_way_is_sent_again(store, cut):
    """Nothing was stored, so it is stored now."""
    cut("file", after=False)
    filed = store.log.append(filing(received()), NOW)

    assert filed == (1, 1, NOW, False)
    assert store.log.head() == 1


def test_a_lost_acknowledgement_of_a_chunk_is_found_again(store, cut):
    """The last command of the chunk tells that all of it was stored."""
    cut("execute", "COMMIT", after=True)
    with store.log.lock() as desk:
        desk.append(filing(received()), NOW)
        desk.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)

    assert store.log.head() == 2


def test_a_chunk_that_was_lost_before_its_commit_is_named_as_lost(store, cut):
    """Nothing of it was stored; it can be sent again as it was."""
    cut("execute", "COMMIT", after=False)
    with pytest.raises(ConnectionLostError), store.log.lock() as desk:
        desk.append(filing(received()), NOW)

    assert store.log.head() == 0
    assert store.log.append(filing(received()), NOW).first == 1


def test_a_connection_that_is_lost_inside_a_chunk_undoes_it(store, server_address):
    """The block ends with the error, and nothing of it was ever there."""

    def lose_it_half_way() -> None:
        with store.log.lock() as desk:
            desk.append(filing(received()), NOW)
            end_all_connections(server_address)
            desk.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)

    with pytest.raises(ConnectionLostError):
        lose_it_half_way()

    assert store.log.head() == 0


def test_an_error_that_is_not_the_connections_is_not_tried_again(store, server_address):
    """A server that says no is not asked three more times; what it says names no value."""
    with psycopg.connect(server_address) as owner:
        owner.execute("ALTER TABLE civicflow.command ADD CONSTRAINT short CHECK (length(id) < 9)")
    with pytest.raises(StoreError) as raised:
        store.log.append(filing(received(), command_id="c-too-long"), NOW)

    assert "c-too-long" not in str(raised.value)
    assert store.log.head() == 0


def test_guards_are_never_read_before_the_lock(store, server_address):
    """Under a snapshot that is older than the lock the function refuses to file."""
    store.log.append(filing(received()), NOW)
    empty = (*("c-9", b""), *("{}",) * 4, NOW, 0, *("{}",) * 5, b"", *("{}",) * 2)
    for level in ("REPEATABLE READ", "SERIALIZABLE"):
        with psycopg.connect(server_address, autocommit=True) as connection:
            connection.execute("SET search_path = civicflow")
            connection.execute(f"BEGIN ISOLATION LEVEL {level}".encode())
            with pytest.raises(RaiseException, match="READ COMMITTED"):
                connection.execute(FILE, empty)


def test_settings_of_the_database_and_of_the_process_do_not_weaken_a_store(postgres_schema_url, monkeypatch):
    """Isolation and search path are set on each connection; libpq's options are not taken from the environment."""
    monkeypatch.setenv("PGOPTIONS", "-c synchronous_commit=off -c default_transaction_read_only=on")
    with psycopg.connect(postgres_schema_url, autocommit=True, options="-c search_path=public") as owner:
        name = owner.info.dbname
        owner.execute(
            f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'".encode()
        )
        owner.execute(f"ALTER DATABASE \"{name}\" SET search_path = 'elsewhere'".encode())

    with opened(postgres_schema_url) as store:
        store.log.append(filing(received()), NOW)
        with store.log.lock() as desk:
            desk.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)
        assert store.log.head() == 2


def test_a_repeated_command_is_known_even_when_all_it_relied_on_has_moved(store):
    """The first receipt comes back before any guard is looked at; another content is a mistake."""
    first = store.log.append(filing(received()), NOW)
    store.log.append(filing(answered(), command_id="c-2", versions={"letter:L-1": 1}), NOW)

    assert store.log.append(filing(received()), NOW) == first._replace(repeated=True)
    with pytest.raises(CommandIdReusedError):
        store.log.append(filing(received(), content=b"another"), NOW)


def test_the_librarys_own_statements_run_on_our_connections(store):
    """Its recorders ask the server for connections in their own way."""
    with store.log.server.get_connection() as connection:
        assert connection.execute("SHOW search_path").fetchone() == ("civicflow",)


def test_a_closed_store_says_so(store):
    """It does not open connections behind anybody's back."""
    store.log.close()
    with pytest.raises(StoreError, match="closed"):
        store.log.head()


def test_a_server_that_takes_no_writes_is_read_only(store, server_address):
    """A copy of the database that only follows another refuses, and says why."""
    with store.log.server.connection() as connection:
        connection.execute("SET default_transaction_read_only = on")
    with pytest.raises(ReadOnlyError):
        store.log.append(filing(received()), NOW)


def test_listeners_are_told_the_last_position(store, server_address):
    """Whoever listens need not ask again and again."""
    with psycopg.connect(server_address, autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}".encode())
        store.log.append(filing(received(), answered()), NOW)
        with store.log.lock() as desk:
            desk.append(filing(received("L-2"), command_id="c-2"), NOW)
        told = [each.payload for each in listener.notifies(timeout=5, stop_after=2)]

    assert told == ["2", "3"]

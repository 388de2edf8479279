"""What the tests of storage ask for: a new store, or a place for the tables of views, of each kind in turn."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psycopg
import pytest

from civicflow.storage.view_tables import Tables
from tests.postgres_server import fresh_database
from tests.storage.letters import KINDS
from tests.storage.permits import PLACES, view_tables

_schemas = count(1)


@pytest.fixture(scope="session")
def view_address(postgres_url: str) -> Iterator[str]:
    """A database in which each test of views has a schema of its own."""
    with fresh_database(postgres_url) as address:
        yield address


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Tables]]:
    """Opens the tables of views in one place, as often as a test has processes that do."""
    kind = request.param
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    schema = f"views_{next(_schemas)}"
    with ExitStack() as stack:
        shared = stack.enter_context(view_tables(kind, tmp_path, address, schema))
        yield (
            lambda: (
                shared
                if kind == "memory"
                else stack.enter_context(view_tables(kind, tmp_path, address, schema))
            )
        )


@pytest.fixture(scope="session")
def log_database(postgres_url: str) -> Iterator[str]:
    """A database whose stores are the tests' of logs, one after another."""
    with fresh_database(postgres_url) as address:
        yield address


@pytest.fixture
def server_address(log_database: str) -> str:
    """The address of a database without a store."""
    with psycopg.connect(log_database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS civicflow, civicflow_views CASCADE")
    return log_database


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store, of each kind in turn."""
    if request.param == "memory":
        return ":memory:"
    return str(tmp_path / "store" if request.param == "sqlite" else request.getfixturevalue("server_address"))


@pytest.fixture(params=KINDS[1:])
def lasting_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store that outlives its process, of each kind in turn."""
    return str(tmp_path / "store" if request.param == "sqlite" else request.getfixturevalue("server_address"))

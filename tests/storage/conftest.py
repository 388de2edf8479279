"""What the tests of views ask for: a place for their tables, of each kind in turn."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from civicflow.storage.view_tables import Tables
from tests.postgres_server import fresh_database
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

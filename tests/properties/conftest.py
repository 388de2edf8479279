"""Empty stores of each kind, one for every example of a property."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from tempfile import TemporaryDirectory

import pytest

from tests.postgres_server import fresh_database


@pytest.fixture(scope="session")
def fresh_store(request: pytest.FixtureRequest) -> Callable[[str], AbstractContextManager[str]]:
    """Gives the address of an empty store of a kind, for the length of a block."""

    @contextmanager
    def fresh(kind: str) -> Iterator[str]:
        match kind:
            case "memory":
                yield ":memory:"
            case "sqlite":
                with TemporaryDirectory() as folder:
                    yield folder
            case _:
                with fresh_database(request.getfixturevalue("postgres_url")) as address:
                    yield address

    return fresh

"""The three stores, which behave alike: empty ones for tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from tests.postgres_server import fresh_database

STORES = ("memory", "sqlite", "postgresql")


@contextmanager
def empty_store(kind: str, server: Callable[[], str]) -> Iterator[str]:
    """
    The address of an empty store of a kind, which is gone at the end of the block.

    Args:
        kind: One of ``STORES``.
        server: Gives the address of a PostgreSQL server, which is started when it is first asked for.
    """
    match kind:
        case "memory":
            yield ":memory:"
        case "sqlite":
            with TemporaryDirectory() as folder:
                yield folder
        case _:
            with fresh_database(server()) as address:
                yield address

"""The three stores, which behave alike: empty ones for tests."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from civicflow.core.event import Event
from civicflow.core.recording import Claim, Claimable, Recorded, record
from civicflow.errors import CivicflowError
from civicflow.flow import Flow
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


class Everything(Claimable):
    """Whatever may be claimed of anything."""

    def of_its_own(self, event: Event) -> bool:
        """Always."""
        return True

    def of_anything(self, event: Event) -> bool:
        """Always."""
        return True


def taken(flow: Flow, claims: Iterable[Claim], source: str = "tests") -> list[Recorded | CivicflowError]:
    """What becomes of claims when events of every kind may be claimed: how a test fills a store."""
    return list(record(flow.store.log, claims, source, flow.setting, Everything(claims=(), proofs=())))

"""What every test may ask for: a PostgreSQL server, an empty database on it, the public logs."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import pytest
from hypothesis import HealthCheck, settings

from civicflow.errors import UnreadableEventError
from tests.postgres_server import fresh_database, running_server
from tests.stores import empty_store

if TYPE_CHECKING:
    from civicflow.flow import Flow

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile("soak", settings.get_profile("dev"), max_examples=2_000, stateful_step_count=200)
settings.load_profile(os.environ.get("CIVICFLOW_HYPOTHESIS") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where the public event logs lie."""
    parser.addoption(
        "--logs", type=Path, metavar="FOLDER", help="folder of public event logs and their reference"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark of tests that break a log on purpose."""
    config.addinivalue_line("markers", "unguarded: the test switches guards off; its logs are not checked")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line how quick commands were while eight offices raced for the same."""
    reports = (each for several in terminalreporter.stats.values() for each in several)
    races = [
        f"{where} {took}"
        for report in reports
        for name, (where, took) in getattr(report, "user_properties", ())
        if name == "race" and report.when == "call"
    ]
    if races:
        terminalreporter.write_line(f"99 of 100 commands in a race took at most: {', '.join(sorted(races))}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without logs, let one skipped line stand for all tests that need them."""
    if config.getoption("logs"):
        return
    waiting = [item for item in items if "logs" in getattr(item, "fixturenames", ())]
    if waiting:
        items[:] = [item for item in items if item not in waiting[1:]]
        waiting[0].add_marker(
            pytest.mark.skip(reason=f"{len(waiting)} tests of public logs need --logs FOLDER")
        )


@pytest.fixture(scope="session")
def fresh_store(request: pytest.FixtureRequest) -> Callable[[str], AbstractContextManager[str]]:
    """The address of an empty store of a kind, as often as it is asked for: ``with fresh_store("sqlite") as address``."""
    return lambda kind: empty_store(kind, lambda: request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def sound_logs() -> set[tuple[str, int, int]]:
    """The logs that the oracle has read to their ends, so that a long one that many tests ask is read once."""
    return set()


def place_and_length(flow: "Flow") -> tuple[str, int, int] | None:
    """The file in which a log stands, and how far it goes: it is only ever added to; None where it has no file."""
    from civicflow.storage.sqlite_log import SQLiteLog

    log = flow.store.log
    if not isinstance(log, SQLiteLog):
        return None
    file = log.datastore.folder / "log.db"
    return str(file), file.stat().st_ino, log.head()


@pytest.fixture(autouse=True)
def every_log_is_serialisable(
    request: pytest.FixtureRequest, sound_logs: set[tuple[str, int, int]]
) -> Iterator[None]:
    """Ask the oracle about every log that the test opened, as it is closed: no decision rested on stale facts."""
    if request.node.get_closest_marker("unguarded"):
        yield
        return
    from civicflow.flow import Flow
    from civicflow.testing import Violation, violations

    found: list[Violation] = []
    closed: WeakSet[Flow] = WeakSet()
    close = Flow.close

    @wraps(close)
    def checked(flow: Flow) -> None:
        if flow not in closed:
            closed.add(flow)
            with suppress(UnreadableEventError):
                as_it_stands = place_and_length(flow)
                if as_it_stands not in sound_logs:
                    found.extend(violations(flow.entries()))
                    if as_it_stands is not None and not found:
                        sound_logs.add(as_it_stands)
        close(flow)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flow, "close", checked)
        yield
    assert found == []


@pytest.fixture(scope="session")
def logs(request: pytest.FixtureRequest) -> Path:
    """The folder of public event logs: logs/, reference/ and SOURCES.json."""
    folder: Path = request.config.getoption("logs")
    return folder.resolve(strict=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a running PostgreSQL server whose user may create databases."""
    with running_server() as address:
        yield address


@pytest.fixture
def postgres_schema_url(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database that is this test's alone."""
    with fresh_database(postgres_url) as address:
        yield address

"""What every test may ask for: a PostgreSQL server, an empty database on it, the public logs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import fresh_database, running_server

settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile("soak", settings.get_profile("dev"), max_examples=2_000, stateful_step_count=200)
settings.load_profile(os.environ.get("CIVICFLOW_HYPOTHESIS") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where the public event logs lie."""
    parser.addoption(
        "--logs", type=Path, metavar="FOLDER", help="folder of public event logs and their reference"
    )


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

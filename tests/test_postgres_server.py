"""The server that the other tests lean on."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.postgres_server import (
    URL_VARIABLE,
    fresh_database,
    installed_binaries,
    packaged_binaries,
    running_server,
    started_server,
)


@pytest.fixture(name="binaries")
def _binaries():
    return installed_binaries() or packaged_binaries()


def test_each_database_is_empty_and_dropped_at_the_end(postgres_url):
    """Two databases on one server know nothing of each other, and neither outlives its block."""
    with fresh_database(postgres_url) as first, fresh_database(postgres_url) as second:
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE only_here ()")
        with psycopg.connect(second) as connection:
            assert connection.execute("SELECT to_regclass('only_here')").fetchone() == (None,)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first)


def test_the_server_listens_on_a_private_socket_alone(binaries):
    """Nobody reaches the server over the network, and its socket path fits the limit of 107 bytes."""
    with started_server(binaries) as address, psycopg.connect(address) as connection:
        (folder,) = parse_qs(urlsplit(address).query)["host"]
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert len(f"{folder}/.s.PGSQL.5432") <= 107


def test_the_server_is_gone_when_the_one_who_asked_was_killed(monkeypatch):
    """A test run that is killed leaves neither a server nor its folder behind."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    asking = (
        "from tests.postgres_server import *; s = running_server(); print(s.__enter__(), flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", asking], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip().partition("host=")[2])
        assert folder.is_dir()
        process.kill()

    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()


def test_without_an_installed_server_the_packaged_one_is_started():
    """The binaries from the package index serve where none are installed, as root too."""
    with started_server(packaged_binaries()) as address, psycopg.connect(address) as connection:
        assert connection.info.server_version >= 180000


def test_a_server_that_is_given_is_used_as_it_is(monkeypatch):
    """Where an office has its own test server, none is started."""
    monkeypatch.setenv(URL_VARIABLE, "postgresql://tests@db.example/postgres")
    with running_server() as address:
        assert address == "postgresql://tests@db.example/postgres"


def test_starting_a_server_touches_no_permission_of_an_existing_folder():
    """Neither the home folder nor any folder above the environment is opened for others."""
    folders = [Path.home(), Path(sys.prefix), *Path(sys.prefix).resolve().parents]
    existing = [folder for folder in folders if folder.exists()]
    before = [folder.stat().st_mode for folder in existing]
    with started_server(packaged_binaries()):
        assert [folder.stat().st_mode for folder in existing] == before

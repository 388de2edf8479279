"""The command line as a process of its own: quick to start, quiet where nobody looks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import civicflow as cf
from civicflow.core import Claim, Recorded
from civicflow.task.events import TaskAcknowledged
from civicflow.testing import FixedClock
from tests.cli.conftest import OCTOBER

RUN = "import sys; from civicflow.cli import main; sys.exit(main())"


BEFORE = "import sys; before = set(sys.modules)"
LOADED = "print(*sorted(set(sys.modules) - before), sep=chr(10))"
"""What was loaded since; a measuring interpreter brings modules of its own."""


def process(*words: str, code: str = RUN, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in another process."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        env=os.environ | environment,
        check=False,
        timeout=60,
    )


def test_help_loads_nothing_that_it_does_not_need():
    """Neither the store nor the aggregates, and none of their libraries: that is what keeps it under 400 ms."""
    code = f"{BEFORE}; {RUN.replace('sys.exit(main())', 'main()')}; {LOADED}"
    loaded = set(process("--help", code=code).stdout.decode().split())

    heavy = {"civicflow.flow", "civicflow.storage", "civicflow.task", "civicflow.messages"}
    assert {"eventsourcing", "cattrs", "msgspec", "sqlite3"} & loaded == set()
    assert heavy & loaded == set()
    assert "civicflow.cli.app" in loaded


def test_importing_civicflow_loads_nothing_heavy():
    """A table of contents costs nothing."""
    code = f"{BEFORE}; import civicflow; {LOADED}"
    loaded = set(process(code=code).stdout.decode().split())

    assert {"eventsourcing", "cattrs", "msgspec", "attrs", "sqlite3", "civicflow.flow"} & loaded == set()


def test_the_package_is_the_command_line_where_its_program_is_not_on_the_path(office):
    """``python -m civicflow`` answers as ``civicflow`` does, and ends with the same code."""
    asked = ("trail", "task:T-17", "--store", str(office))
    as_a_module = "import runpy; runpy.run_module('civicflow', run_name='__main__', alter_sys=True)"

    assert process(*asked, code=as_a_module).stdout == process(*asked).stdout != b""
    assert process("nonsense", code=as_a_module).returncode == 2


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "iso8859-1"])
def test_results_are_utf_8_whatever_the_machine_speaks(office, encoding):
    """Another program reads the same bytes everywhere."""
    ended = process("trail", "task:T-17", "--store", str(office), "--lang", "vi", PYTHONIOENCODING=encoding)

    assert ended.returncode == 0
    assert "Thẩm định hồ sơ 1204" in ended.stdout.decode("utf-8")


def test_without_a_terminal_there_is_no_colour_and_no_bar(office):
    """Neither on standard output nor on standard error."""
    ended = process("ask", "on-time", "--store", str(office), TERM="xterm-256color")

    assert ended.returncode == 0
    assert b"\x1b" not in ended.stdout + ended.stderr
    assert ended.stderr == b""


def test_a_reader_who_leaves_early_is_no_error(tmp_path):
    """``civicflow events | head -c 1`` ends quietly, however much there is to say."""
    with cf.open(tmp_path / "store", clock=FixedClock(OCTOBER)) as flow:
        facts = (TaskAcknowledged(task=f"T-{number}", assignee="E-1", unit="U-1") for number in range(2_000))
        claims = (Claim(event=fact, occurred_at=OCTOBER, id=fact.task) for fact in facts)
        assert set(flow.record(claims, source="register")) == {Recorded.NEW}
    command = f"{sys.executable} -c '{RUN}' events --store {tmp_path / 'store'} | head -c 1"

    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False, timeout=60
    )

    assert (ended.returncode, ended.stderr, len(ended.stdout)) == (0, b"", 1)


def test_an_interruption_ends_without_a_traceback(office, monkeypatch, capsys):
    """130, as every shell expects."""
    from civicflow.cli.app import run

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("civicflow.cli.terminal.Terminal.open", interrupted)

    assert run(["events", "--store", str(office)]) == 130
    assert capsys.readouterr().err == ""


def test_two_processes_print_the_same_bytes(office):
    """No order of a set, no hash of a process gets into the result."""
    words = ("events", "--format", "json", "--store", str(office))

    assert process(*words, PYTHONHASHSEED="1").stdout == process(*words, PYTHONHASHSEED="2").stdout


@pytest.mark.parametrize("told, bars", [("told(1, 2)", 1), ("pass", 0)])
def test_there_is_a_bar_on_a_terminal_once_there_is_something_to_tell(told, bars):
    """How far the work is, and nothing of it in the result; what is done at once needs no bar."""
    code = (
        "import pty, sys; sys.exit(pty.spawn([sys.executable, '-c', "
        "'from civicflow.cli.progress import progress\\n"
        f'with progress("Recording") as told: {told}\']) >> 8)'
    )
    ended = process(code=code, TERM="xterm-256color")

    assert ended.returncode == 0
    assert (b"Recording" in ended.stdout) == bool(bars)


def test_whoever_asks_a_long_log_for_the_first_time_sees_how_far_it_is(office):
    """The views of the question are brought up to date with a bar; when they stand there already, there is none."""
    asking = f"'-m', 'civicflow', 'ask', 'on-time', '--store', {str(office)!r}"
    code = f"import pty, sys; sys.exit(pty.spawn([sys.executable, {asking}]) >> 8)"

    first, again = (process(code=code, TERM="xterm-256color").stdout for _ in range(2))

    assert (b"up to date" in first, b"up to date" in again) == (True, False)


def test_the_tree_of_the_process_is_left_as_it_was(office, tmp_path):
    """A verb that only reads leaves no file where it was called."""
    before = sorted(tmp_path.rglob("*"))
    subprocess.run(
        [sys.executable, "-c", RUN, "events", "--store", str(office)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    assert sorted(path for path in Path(tmp_path).rglob("*") if "-wal" not in path.name) == [
        path for path in before if "-wal" not in path.name
    ]

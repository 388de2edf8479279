"""The command line as tests run it: in this process, with an empty store and nothing said by the environment."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest

import civicflow as cf
from civicflow.cli.app import run
from civicflow.testing import FixedClock, numbered_ids
from tests.told_demonstration import demonstration

__all__ = ["demonstration"]

OCTOBER = "2023-10-02T08:00+07:00"


@attrs.frozen
class Ended:
    """
    What a command line came to.

    Args:
        code: Its exit code.
        out: Its result.
        err: What it said besides.
    """

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result read as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The result read as JSON, one value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Line = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _nothing_said_by_the_environment(monkeypatch):
    for name in (
        "STORE",
        "LANG",
        "MODULES",
        "STRICT",
        "ZONE",
        "CALENDAR",
        "REGULATIONS",
        "HISTORY",
        "OUTBOX",
        "DEVICE",
    ):
        monkeypatch.delenv(f"CIVICFLOW_{name}", raising=False)
    monkeypatch.setenv("CIVICFLOW_LONGEST_SILENCE", "36500")


@pytest.fixture(name="line")
def _line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Run a command line on the store of the test: ``line("events", format="json")``."""

    def run_line(*words: str, store: Path | str = tmp_path / "store", **options: str) -> Ended:
        said = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        code = run([*words, "--store", str(store), *said])
        shown = capsys.readouterr()
        return Ended(code, shown.out, shown.err)

    return run_line


@pytest.fixture(name="act")
def _act(line: Line) -> Line:
    """Carry out a command: ``act("acknowledge-task", {"task": "T-1"}, by="E-204")``."""

    def execute(command: str, fields: Mapping[str, object], **options: str) -> Ended:
        return line("execute", command, "--json", json.dumps(fields), **options)

    return execute


@pytest.fixture(name="office")
def _office(tmp_path: Path) -> Path:
    """A store with a division, its head, a member and one task of October 2023; the same in every run."""
    store = tmp_path / "store"
    with cf.open(store, clock=FixedClock(OCTOBER), ids=numbered_ids()) as flow:
        set_up(flow)
    return store


def set_up(flow: cf.Flow) -> None:
    """The division U-1 under E-101, its member E-204, and the task T-17."""
    setting_up = cf.organization
    for command in (
        setting_up.Found(instrument="QĐ 1", administrator="ADMIN"),
        setting_up.EstablishUnit(unit="U-1", title="Phòng 1", answers_to="ADMIN", instrument="QĐ 2"),
        setting_up.Appoint(unit="U-1", person="E-101", office="head", since="2023-10-01", instrument="QĐ 3"),
        setting_up.JoinUnit(unit="U-1", person="E-204", since="2023-10-01"),
    ):
        flow.execute(command, by="ADMIN")
    flow.execute(registered("E-204"), by="E-101")
    flow.execute(assigned("T-17"), by="E-101")


def registered(person: str) -> cf.employee.RegisterEmployee:
    """An employee like any other."""
    return cf.employee.RegisterEmployee(
        person=person, unit="U-1", category="civil_servant", hired_on="2023-10-01"
    )


def assigned(task: str) -> cf.task.AssignTask:
    """A task with the four clears."""
    return cf.task.AssignTask(
        task=task,
        to="E-204",
        work="Thẩm định hồ sơ 1204",
        due="2023-11-20T17:00+07:00",
        result="Tờ trình",
        acceptance="Có chữ ký",
    )

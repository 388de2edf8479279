"""
Histories of small offices, as this release decides them, to be decided again by every later one.

    ./run python -m tests.golden.histories.record    writes those of the release that is being made
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import civicflow as cf
from civicflow.core.command import Command
from civicflow.errors import CivicflowError
from civicflow.testing import FixedClock, numbered_ids
from tests.golden.specimens import RELEASE

FOLDER = Path(__file__).parent
PAGES = FOLDER.parents[2] / "docs" / "how-to"

TOLD = (
    "grade-a-period",
    "hand-over-work",
    "inspect-and-answer",
    "let-somebody-work-at-home",
    "pay-additional-income",
    "read-the-figures-of-people",
    "run-a-pilot",
    "steer-by-targets",
    "work-under-an-order",
)
"""The how-to pages whose offices are recorded: each opens one store, with a clock of its own."""


def record_page(name: str, history: Path) -> None:
    """Carry out the examples of a page in an empty folder, with ids that are the same in every run."""
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (PAGES / f"{name}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    names: dict[str, Any] = {"__name__": "page"}
    with _recorded_in(history):
        for block in blocks:
            exec(compile(block, f"{name}.md", "exec"), names)


def record_refusals(history: Path) -> None:
    """An office in which hardly anything is allowed: one order for each way in which a command can come to nothing."""
    with _recorded_in(history), cf.open("office", clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        for by, command, said in _orders():
            try:
                flow.execute(command, by=by, **said)
            except CivicflowError as error:
                print(f"{by}: {error}", file=sys.stderr)


def _orders() -> Iterator[tuple[str, Command, dict[str, Any]]]:
    to, task = cf.organization, cf.task
    found = to.Found(instrument="QĐ 1", administrator="ADMIN")
    yield "ADMIN", found, {"command_id": "c-1"}
    yield "ADMIN", found, {"command_id": "c-1"}
    yield "ADMIN", to.Found(instrument="QĐ 2", administrator="ADMIN"), {"command_id": "c-1"}
    unit = to.EstablishUnit(unit="U-1", title="Phòng 1", answers_to="CHAIR", instrument="QĐ 2")
    yield "E-204", unit, {}
    yield "ADMIN", unit, {}
    yield "ADMIN", unit, {}
    appointed = to.Appoint(unit="U-1", person="E-101", office="head", since="2023-10-01", instrument="QĐ 3")
    yield "CHAIR", appointed, {}
    for member in ("E-101", "E-204"):
        yield "ADMIN", to.JoinUnit(unit="U-1", person=member, since="2023-10-01"), {}
        hired = cf.employee.RegisterEmployee(
            person=member, unit="U-1", category="civil_servant", hired_on="2023-10-01"
        )
        yield "E-101", hired, {}
    given = partial(
        task.AssignTask,
        work="Thẩm định hồ sơ",
        due="2023-10-20T17:00+07:00",
        result="Tờ trình",
        acceptance="Có chữ ký",
    )
    yield "E-101", given(task="T-1", to="E-999"), {}
    yield "E-101", given(task="T-1", to="E-204"), {}
    yield "E-101", given(task="T-1", to="E-204"), {}
    yield "E-204", task.AcknowledgeTask(task="T-9"), {}
    yield "E-204", task.AcknowledgeTask(task="T-1"), {"occurred_at": "2023-10-03T08:00+07:00"}
    yield "E-204", task.AcknowledgeTask(task="T-1"), {"occurred_at": "2023-09-01T08:00+07:00"}
    yield (
        "E-204",
        task.AcknowledgeTask(task="T-1"),
        {"occurred_at": "2023-09-01T08:00+07:00", "reason": "Mất mạng"},
    )
    yield "E-204", task.AcknowledgeTask(task="T-1"), {}
    yield "E-101", task.CompleteTask(task="T-1"), {}
    yield "E-204", task.SubmitResult(task="T-1", output="Tờ trình"), {}
    yield "E-204", task.CompleteTask(task="T-1"), {}
    yield "E-101", task.CompleteTask(task="T-1"), {"on_behalf_of": "CHAIR"}
    yield "E-101", task.CompleteTask(task="T-1"), {}


@contextmanager
def _recorded_in(history: Path) -> Iterator[None]:
    opens = partial(cf.open, ids=numbered_ids(history.stem))
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch.dict(os.environ, {"CIVICFLOW_HISTORY": str(history)}),
        patch.object(cf, "open", opens),
    ):
        yield


if __name__ == "__main__":
    place = FOLDER / RELEASE
    place.mkdir(exist_ok=True)
    for each in (*TOLD, "refusals"):
        history = place / f"{each}.jsonl"
        history.unlink(missing_ok=True)
        record_refusals(history) if each == "refusals" else record_page(each, history)
        print(f"civicflow: {history.name}: {len(history.read_text().splitlines()) - 1}", file=sys.stderr)

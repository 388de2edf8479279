"""
One task, one employee and one pilot through the words of the client, and the trails that an inspector prints of them (K1).

    ./run python -m tests.golden.clients_words    writes the trails anew
"""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from civicflow import employee, evaluation, organization, pilot_record, steering, task
from civicflow.cli.app import run
from civicflow.core.clock import FixedClock
from civicflow.core.command import Command
from civicflow.flow import Flow
from civicflow.flow import open as open_flow
from civicflow.testing import numbered_ids
from tests.pilot_record.walk import CHARTER, OFFICE, reviewed

FOLDER = Path(__file__).parent
SILENCE = timedelta(days=500)
"""Between the pilot and the grade of the year nothing happens."""
LANGUAGES = ("en", "vi")
TRAILS = ("task:T-1", "person:E-1", "pilot_record:P")

Steps = Iterable[tuple[str, Command]]

EMPLOYEE: Steps = [
    ("HEAD-1", organization.JoinUnit(unit="U-1", person="E-1", since="2023-10-01")),
    (
        "HEAD-1",
        employee.RegisterEmployee(person="E-1", unit="U-1", category="civil_servant", hired_on="2019-05-01"),
    ),
    ("HEAD-U", employee.AssignPosition(person="E-1", position="P-1", since="2023-10-02")),
]
TASK: Steps = [
    (
        "HEAD-U",
        task.AssignTask(
            task="T-1",
            to="E-1",
            work="Thẩm định hồ sơ 1204",
            due="2023-10-06T17:00+07:00",
            acceptance="Có căn cứ, ý kiến và đề xuất",
            result="Tờ trình có chữ ký số",
        ),
    ),
    ("E-1", task.AcknowledgeTask(task="T-1")),
    ("E-1", task.ReportTask(task="T-1", percent=60, note="Đã đối chiếu bản vẽ")),
    ("E-1", task.SubmitResult(task="T-1", output="Tờ trình 58/TTr-CCHC")),
    ("HEAD-U", task.CompleteTask(task="T-1")),
    ("HEAD-U", task.EvaluateTask(task="T-1", quality_met=True)),
]
YEAR: Steps = [
    ("E-1", evaluation.AssessOneself(person="E-1", period="2024", text="Đã hoàn thành nhiệm vụ được giao")),
    ("HEAD-U", evaluation.ProposeGrade(person="E-1", period="2024", conduct="met")),
    (
        "HEAD-1",
        evaluation.ApproveRatings(
            agency="A-1",
            period="2024",
            grades=[
                evaluation.Rating(person="E-1", grade="completed", reason="Không được giao việc trong năm")
            ],
        ),
    ),
    ("HEAD-1", evaluation.PublishRatings(agency="A-1", period="2024")),
]
CRITERIA = steering.PublishCriteria(
    criteria="C-1",
    unit="A-1",
    since="2024-01-01",
    until="2024-12-31",
    version="2024-1",
    entries={"discipline": "Kỷ luật"},
)
WORKING_DAYS = (3, 4, 5, 6, 9, 10)


def walked(flow: Flow, clock: FixedClock) -> None:
    """An office, an employee with a position, a task done day by day, a pilot from its draft to its end, a year that is graded."""
    for by, command in (*OFFICE, *EMPLOYEE, *CHARTER):
        flow.execute(command, by=by, reason="Lập sổ ban đầu")
    for day, (by, command) in zip(WORKING_DAYS, TASK, strict=True):
        clock.move_to(f"2023-10-{day:02}T09:00+07:00")
        flow.execute(command, by=by)
    for by, command in reviewed(flow, "stop", "stop"):
        flow.execute(command, by=by)
    flow.execute(pilot_record.CompletePilot(pilot="P", instrument="QĐ 14"), by="CHAIR")
    flow.execute(CRITERIA, by="HEAD-1")
    clock.move_to("2025-01-08T09:00+07:00")
    for by, command in YEAR:
        flow.execute(command, by=by)


def topics(flow: Flow) -> set[str]:
    """What has happened."""
    return {entry.topic for entry in flow.entries()}


def printed() -> Iterator[tuple[str, str]]:
    """The trails as the command line prints them, by language."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with TemporaryDirectory() as folder:
        with open_flow(folder, clock=clock, ids=numbered_ids(), longest_silence=SILENCE) as flow:
            walked(flow, clock)
        for language in LANGUAGES:
            told = (f"{stream}\n{trail(stream, language, folder)}" for stream in TRAILS)
            yield language, "\n".join(told)


def trail(stream: str, language: str, folder: str) -> str:
    """One trail as it is printed, but for the digest of what a review rests on."""
    with redirect_stdout(io.StringIO()) as shown:
        assert run(["trail", stream, "--lang", language, "--store", folder]) == 0
    return re.sub(r"[0-9a-f]{64}", "…", shown.getvalue())


def path_of(language: str) -> Path:
    """The file of a language."""
    return FOLDER / f"clients_words.{language}.txt"


if __name__ == "__main__":
    for language, text in printed():
        path_of(language).write_text(text, "utf-8")

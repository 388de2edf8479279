"""What the stories of a pilot need and do not dwell on: its figures, and the work that goes on meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import civicflow as cf
from civicflow.core import Command
from offices import assignment
from telling import Story


def baseline(pilot: str, indicator: str, numerator: int, instrument: str) -> Command:
    """What an indicator showed of 500 in the summer before."""
    return cf.pilot_record.RecordBaseline(
        pilot=pilot,
        indicator=indicator,
        numerator=numerator,
        denominator=500,
        instrument=instrument,
        since="2023-06-01",
        until="2023-08-31",
    )


def survey(pilot: str, numerator: int) -> Command:
    """How many of 500 citizens were satisfied in the March after."""
    return cf.pilot_record.RecordSurvey(
        survey="KS-1",
        pilot=pilot,
        audience="citizens",
        indicator="satisfaction",
        instrument="citizens_2023",
        numerator=numerator,
        denominator=500,
        since="2024-03-04",
        until="2024-03-22",
    )


def a_quarter_of_work(told: Story, first: str, *, head: str, person: str, late: Sequence[int] = ()) -> None:
    """Twelve tasks, each of a week; a late one comes two days after its due."""
    for week in range(12):
        morning = datetime.fromisoformat(f"{first}T08:00+07:00") + timedelta(weeks=week)
        evening, task = morning + timedelta(days=4, hours=9), f"T-{morning:%Y-%m-%d}"
        told.clock.move_to(morning)
        told.quietly(head, [assignment(task, person, evening)])
        told.clock.move_to(evening + timedelta(days=2 if week in late else 0))
        told.quietly(
            person, [cf.task.AcknowledgeTask(task=task), cf.task.SubmitResult(task=task, output="Tờ trình")]
        )
        told.quietly(head, [cf.task.CompleteTask(task=task)])


def running_pilot(told: Story, pilot: str, *, body: str, unit: str, head: str) -> None:
    """A pilot with one remote place for the desks of a unit, approved by the chair and started."""
    acts, record = told.quietly, cf.pilot_record
    charter = record.DraftPilot(
        pilot=pilot,
        title="Thí điểm làm việc tại nhà",
        unit=body,
        quota={body: 1},
        units=[unit],
        groups=["desk"],
        since=told.today(),
        until="2024-06-28",
        indicators={"on_time": "19/20"},
    )
    acts(head, [charter, record.SubmitPilot(pilot=pilot)])
    acts("CHAIR", [record.ApprovePilot(pilot=pilot, instrument="QĐ 4444/QĐ-UBND")])
    acts(head, [record.StartPilot(pilot=pilot), record.AssignUnit(pilot=pilot, unit=unit)])

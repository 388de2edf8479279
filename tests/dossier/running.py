"""A small administration at work in a store, whose reactions lead its dossiers on, for tests."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import attrs

import civicflow as cf
from civicflow.core.command import Command
from civicflow.procedures import Procedure
from civicflow.testing import FixedClock, numbered_ids

BEGUN = "2023-10-02T08:00+07:00"
STAFF = {"U-1": ("HEAD-1", "E-1", "E-3"), "U-2": ("HEAD-2", "E-2"), "U-3": ("HEAD-3", "E-4")}


def _founding() -> Iterator[Command]:
    office, since = cf.organization, "2023-01-01"
    yield office.Found(instrument="QĐ 1", administrator="ADMIN")
    yield office.EstablishUnit(
        unit="A-1", title="Sở", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
    )
    yield office.Appoint(unit="A-1", person="DIRECTOR", office="head", since=since, instrument="QĐ 3")
    for unit, persons in STAFF.items():
        yield office.EstablishUnit(unit=unit, title=f"Phòng {unit}", superior="A-1", instrument="QĐ 2")
        yield office.Appoint(unit=unit, person=persons[0], office="head", since=since, instrument="QĐ 3")
        for person in persons:
            yield cf.employee.RegisterEmployee(
                person=person, unit=unit, category="civil_servant", hired_on=since
            )
            yield office.JoinUnit(unit=unit, person=person, since=since)


def administration(store: str | Path = ":memory:") -> tuple[cf.Flow, FixedClock]:
    """A department of DIRECTOR with three divisions and their staff, and the clock that it goes by."""
    clock = FixedClock(BEGUN)
    flow = cf.open(store, clock=clock, ids=numbered_ids(), longest_silence=timedelta(days=400))
    for command in _founding():
        flow.execute(command, by="ADMIN", reason="Lập hồ sơ ban đầu")
    return flow, clock


def publish(flow: cf.Flow, definition: Procedure) -> None:
    """The director publishes a procedure for the whole department, from the first day on."""
    definition = attrs.evolve(definition, since="2023-10-02")
    flow.execute(cf.dossier.PublishProcedure(unit="A-1", definition=definition), by="DIRECTOR")


def do(flow: cf.Flow, task: str, outcome: str, by: str) -> None:
    """A person takes on the task of a step where nobody has it, brings it to an outcome, and the dossier goes on."""
    if flow.check(cf.task.ClaimTask(task=task), by=by) == ():
        flow.execute(cf.task.ClaimTask(task=task), by=by)
    flow.execute(cf.task.ConcludeTask(task=task, outcome=outcome, output="Xong"), by=by)
    flow.react()

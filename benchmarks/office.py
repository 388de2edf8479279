"""The work that is measured: tasks of a small office, from assignment to completion, a hundred at a time."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import civicflow.flow
from civicflow import employee, organization, task
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.module import Module
from civicflow.flow import Flow

START = datetime.fromisoformat("2023-10-02T08:00+07:00")
DUE = "2027-06-30T17:00+07:00"
AT_ONCE = 100
STEPS = 6
HEADS = 10

WORK = "Thẩm định hồ sơ đề nghị cấp giấy phép, đối chiếu căn cứ pháp lý và dự thảo tờ trình"
RESULT = "Tờ trình có chữ ký số kèm hồ sơ"


def office(store: str | Path, *modules: Module) -> Flow:
    """A store with ten units, their heads and forty employees, ready for work."""
    flow = civicflow.flow.open(store, modules=modules, clock=FixedClock(START))
    setting_up = list(_setting_up())
    for result in flow.execute_many(setting_up):
        assert not isinstance(result, Exception), result
    return flow


def _setting_up() -> Iterator[Order]:
    def by_administrator(command: object) -> Order:
        return Order(command=command, by="ADMIN")  # type: ignore[arg-type]  # a command of any kind

    yield by_administrator(organization.Found(instrument="QĐ 1", administrator="ADMIN"))
    yield by_administrator(
        organization.EstablishUnit(
            unit="A-1", title="Sở", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
        )
    )
    yield by_administrator(
        organization.Appoint(
            unit="A-1", person="DIRECTOR", office="head", since="2023-01-01", instrument="QĐ 4"
        )
    )
    for number in range(HEADS):
        unit = f"U-{number}"
        yield by_administrator(
            organization.EstablishUnit(unit=unit, title=f"Phòng {number}", superior="A-1", instrument="QĐ 3")
        )
        yield by_administrator(
            organization.Appoint(
                unit=unit, person=f"H-{number}", office="head", since="2023-01-01", instrument="QĐ 4"
            )
        )
        for person in members(number):
            yield by_administrator(organization.JoinUnit(unit=unit, person=person, since="2023-01-01"))
            yield by_administrator(
                employee.RegisterEmployee(
                    person=person, category="civil_servant", unit=unit, hired_on="2020-01-01"
                )
            )


def members(unit: int) -> list[str]:
    """The four employees of a unit."""
    return [f"E-{unit}-{each}" for each in range(4)]


def lives(tasks: int, prefix: str = "T") -> Iterator[Order]:
    """The commands of tasks, a hundred tasks interleaved step by step: six commands, six events a task."""
    for start in range(0, tasks, AT_ONCE):
        block = range(start, min(start + AT_ONCE, tasks))
        for step in range(STEPS):
            for number in block:
                yield _order(number, step, f"{prefix}-{number}")


def _order(number: int, step: int, id: str) -> Order:
    unit = number % HEADS
    person, head = members(unit)[number % 4], f"H-{unit}"
    match step:
        case 0:
            return Order(
                command=task.AssignTask(
                    task=id, to=person, work=WORK, due=DUE, result=RESULT, acceptance=RESULT
                ),
                by=head,
            )
        case 1:
            return Order(command=task.AcknowledgeTask(task=id), by=person)
        case 2 | 3:
            return Order(command=task.ReportTask(task=id, percent=30 * step, note="đúng tiến độ"), by=person)
        case 4:
            return Order(
                command=task.SubmitResult(task=id, output="Tờ trình 1204", signature="SIG-1"), by=person
            )
        case _:
            return Order(command=task.CompleteTask(task=id), by=head)

"""A home worker's outbox for tests: an office in which a task is waiting, and commands written down far from it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import civicflow as cf
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import json_line
from civicflow.exchange.outbox import Draft, Outbox
from civicflow.exchange.outbox_lines import Answer
from civicflow.exchange.outbox_sending import Connection, send
from civicflow.flow import MODULES, lawbook, working_calendar
from civicflow.testing import FixedClock, numbered_ids

EDGE = JsonEdge(MODULES)
LAW, CALENDAR = lawbook(), working_calendar()
WORK_BEGINS = "2023-10-03T08:00+07:00"
SENT = "2023-10-03T17:30+07:00"
TASKS = ("T-1", "T-2", "T-3")


def office(tasks: Iterable[str] = TASKS, *, history: str = "") -> tuple[cf.Flow, FixedClock]:
    """The division U-1 under E-101, and a task of E-204 for each id, due at 17:00 on 3 October 2023; it is half an hour later."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = cf.open(
        ":memory:", clock=clock, ids=numbered_ids(), regulations=LAW, calendar=CALENDAR, history=history
    )
    to, head = cf.organization, "E-101"
    for command, by in (
        (to.Found(instrument="QĐ 1", administrator="ADMIN"), "ADMIN"),
        (to.EstablishUnit(unit="U-1", title="Phòng 1", answers_to="ADMIN", instrument="QĐ 2"), "ADMIN"),
        (
            to.Appoint(unit="U-1", person=head, office="head", since="2023-10-01", instrument="QĐ 3"),
            "ADMIN",
        ),
        (to.JoinUnit(unit="U-1", person="E-204", since="2023-10-01"), "ADMIN"),
        (
            cf.employee.RegisterEmployee(
                person="E-204", unit="U-1", category="civil_servant", hired_on="2023-10-01"
            ),
            head,
        ),
        *((assigned(task), head) for task in tasks),
    ):
        flow.execute(command, by=by)
    clock.move_to(SENT)
    return flow, clock


def assigned(task: str, due: str = "2023-10-03T17:00+07:00") -> cf.task.AssignTask:
    """A task due while it is worked on at home."""
    return cf.task.AssignTask(
        task=task,
        to="E-204",
        work="Thẩm định hồ sơ",
        due=due,
        result="Tờ trình",
        acceptance="Có chữ ký",
    )


def draft(command: str, by: str = "E-204", **fields: object) -> Draft:
    """A command with its fields, as JSON has them."""
    return Draft(command=command, body=json_line(fields), by=by)


def written(path: Path, drafts: Iterable[Draft], device: str = "HOME-7") -> Outbox:
    """An outbox in which commands were written down one a minute from eight in the morning on."""
    outbox = Outbox(path, EDGE)
    moment = datetime.fromisoformat(WORK_BEGINS).astimezone(UTC)
    for number, each in enumerate(drafts):
        outbox.add(each, now=moment + timedelta(minutes=number), device=device)
    return outbox


def connection(flow: cf.Flow, *, again: bool = False, reason: str | None = None) -> Connection:
    """The office as it can be reached."""
    return Connection(
        office=flow,
        on_record=lambda each: flow.store.log.filed(each) is not None,
        now=flow.setting.clock.now,
        reason=reason,
        again=again,
    )


def sent(outbox: Outbox, flow: cf.Flow, *, again: bool = False, reason: str | None = None) -> list[Answer]:
    """What sending comes to."""
    return list(send(outbox, connection(flow, again=again, reason=reason)))

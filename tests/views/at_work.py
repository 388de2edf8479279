"""An office at work: a unit with a head and its people, told by real commands under a fixed clock."""

from typing import Any

import civicflow as cf
from civicflow.testing import FixedClock

DUE = "2023-11-20T17:00+07:00"


class Office:
    """A unit with a head and one employee, under a fixed clock."""

    def __init__(self, flow: cf.Flow, clock: FixedClock) -> None:
        self.flow = flow
        self.clock = clock
        of = cf.organization
        self.act("E-0", of.Found(instrument="QĐ 1", administrator="E-0"))
        agency = {"title": "Sở Nội vụ", "answers_to": "E-000", "locality": "vn/hcmc"}
        self.act("E-0", of.EstablishUnit(unit="A-1", instrument="QĐ 2", **agency))
        self.act("E-0", of.EstablishUnit(unit="U-12", title="Phòng 1", superior="A-1", instrument="QĐ 3"))
        for unit, head in (("A-1", "E-001"), ("U-12", "E-101")):
            appoint = of.Appoint(unit=unit, person=head, office="head", since="2023-10-02", instrument="QĐ 4")
            self.act("E-0", appoint)
        self.hire("E-204")

    def hire(self, person: str) -> None:
        """Somebody joins the unit."""
        self.act("E-0", cf.organization.JoinUnit(unit="U-12", person=person, since="2023-10-02"))
        hired: dict[str, Any] = {"unit": "U-12", "category": "civil_servant", "hired_on": "2015-01-05"}
        self.act("E-101", cf.employee.RegisterEmployee(person=person, **hired))

    def act(self, by: str, command: Any) -> None:
        """Carry out a command a minute later."""
        self.clock.advance(minutes=1)
        self.flow.execute(command, by=by)

    def at(self, moment: str) -> "Office":
        """Later, at a local time."""
        self.clock.move_to(f"{moment}+07:00")
        return self

    def assign(self, task: str, **said: Any) -> None:
        """A task that is acknowledged at once."""
        given: dict[str, Any] = {
            "to": "E-204",
            "work": "Thẩm định hồ sơ",
            "due": DUE,
            "result": "Tờ trình",
            "acceptance": "Có đề xuất",
        }
        given |= said
        self.act("E-101", cf.task.AssignTask(task=task, **given))
        self.act(given["to"], cf.task.AcknowledgeTask(task=task))

    def submit(self, task: str, by: str = "E-204") -> None:
        """The result is handed in."""
        self.act(by, cf.task.SubmitResult(task=task, output="Tờ trình số 5"))

    def hand_in(self, task: str, by: str = "E-204") -> None:
        """The result is handed in and accepted."""
        self.submit(task, by)
        self.act("E-101", cf.task.CompleteTask(task=task))

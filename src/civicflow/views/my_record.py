"""What stands on record of an employee, for themselves: their trail, their figures with the arithmetic, what was said (K19)."""

from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.event import micros
from civicflow.core.fields import PersonId
from civicflow.core.question import Evidence, Question, View
from civicflow.views.equipment_readiness import EquipmentReadiness, PersonEquipment
from civicflow.views.grades import Grades
from civicflow.views.on_time import OnTime, OnTimeAnswer
from civicflow.views.own_grades import OwnGrade, own_grades
from civicflow.views.report_cadence import ReportCadence, ReportCadenceAnswer
from civicflow.views.said_of_people import Said, said_of
from civicflow.views.trail import Line, Trail
from civicflow.views.workload import PersonWorkload, Workload


@frozen(kw_only=True)
class MyRecordAnswer:
    """
    What stands on record of an employee.

    Args:
        person: The employee.
        on_time: Their tasks on time, in three readings.
        cadence: Their daily reports.
        workload: Their work at home against that at the office; None when they were not at home in the period.
        equipment: What they need at home and have today; None when they do not work at home.
        grades: Their grades of the periods that end in it, with the arithmetic, and how to turn against them until when.
        said: What offices said of them, and by which command they may answer it.
        trail: All that concerns them, in order of the log.
    """

    person: str
    on_time: OnTimeAnswer
    cadence: ReportCadenceAnswer
    workload: PersonWorkload | None
    equipment: PersonEquipment | None
    grades: tuple[OwnGrade, ...]
    said: tuple[Said, ...]
    trail: tuple[Line, ...]


@frozen(kw_only=True)
class MyRecord(Question[MyRecordAnswer]):
    """
    What stands on record of an employee, to be shown to them: figures are those that heads see, with the events behind them.

    Args:
        person: The employee.
        period: Which days.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(
        dict.fromkeys(
            view
            for question in (OnTime, ReportCadence, Workload, EquipmentReadiness, Grades, Trail)
            for view in question.views
        )
    )

    person: PersonId
    period: Period = field(converter=period)

    def answer(self, evidence: Evidence) -> MyRecordAnswer:
        """All that concerns the employee in the period."""
        person, period, moments = self.person, self.period, self.period.moments(evidence.zone)
        workloads = Workload(person=person, period=period, with_events=True).answer(evidence)
        equipment = EquipmentReadiness(person=person, with_events=True).answer(evidence)
        return MyRecordAnswer(
            person=person,
            on_time=OnTime(person=person, period=period, with_events=True).answer(evidence),
            cadence=ReportCadence(person=person, period=period, with_events=True).answer(evidence),
            workload=next(iter(workloads.people), None),
            equipment=next(iter(equipment.people), None),
            grades=tuple(own_grades(evidence, person, period)),
            said=tuple(said_of(evidence, person, moments)),
            trail=tuple(
                line for line in Trail(person=person).answer(evidence) if micros(line.occurred_at) in moments
            ),
        )

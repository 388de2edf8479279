"""Who works for the administration: category, positions, leaves."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.employee.events import (
    EmployeeEvaluated,
    EmployeeRegistered,
    EmployeeTransferred,
    LeaveEnded,
    LeaveRecorded,
    PositionAssigned,
)
from civicflow.employee.model import Employee
from civicflow.employee.standing_events import EmployeeSeparated

VIEW: View[Employee] = View(
    name="employees",
    version=2,
    row=Employee,
    subjects=dict.fromkeys(
        (
            EmployeeRegistered,
            PositionAssigned,
            EmployeeTransferred,
            EmployeeSeparated,
            EmployeeEvaluated,
            LeaveRecorded,
            LeaveEnded,
        ),
        attrgetter("person"),
    ),
    fold=Employee.evolve,
)

"""Who works for the administration: category, positions, leaves."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.employee.events import (
    EmployeeRegistered,
    EmployeeTransferred,
    LeaveEnded,
    LeaveRecorded,
    PositionAssigned,
)
from civicflow.employee.model import Employee

VIEW: View[Employee] = View(
    name="employees",
    version=1,
    row=Employee,
    subjects=dict.fromkeys(
        (EmployeeRegistered, PositionAssigned, EmployeeTransferred, LeaveRecorded, LeaveEnded),
        attrgetter("person"),
    ),
    fold=Employee.evolve,
)

"""For what a place pays somebody no additional income whatever their grade; for nothing until it says so (R46)."""

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.employee.events import LeaveKind, Session
from civicflow.employee.model import Employee
from civicflow.employee.standing_model import Discipline
from civicflow.income import law

DISCIPLINE = "discipline"
LEAVES = {each.value: each for each in LeaveKind}
UNDERSTOOD = frozenset({DISCIPLINE, *LEAVES})
"""The grounds that can be told from the record: discipline in force, and each kind of leave, on the first day of a month."""


def grounds(facts: Facts, agency: str, month: Period) -> tuple[str, ...]:
    """For what nothing is paid in a month, as the record of the place has it."""
    return tuple(dict.fromkeys(law.exclusions(facts, agency, month)))


def is_excluded(facts: Facts, agency: str, employee: Employee, month: Period) -> bool:
    """Whether a person is paid nothing for a month, by how they stood on its first day."""
    return any(_holds(facts, employee, month, ground) for ground in grounds(facts, agency, month))


def _holds(facts: Facts, employee: Employee, month: Period, ground: str) -> bool:
    if ground == DISCIPLINE:
        discipline = facts.find(Discipline, employee.id)
        return discipline is not None and any(each.is_in_force(month.first) for each in discipline.measures)
    kind = LEAVES.get(ground)
    return any(
        leave.kind is kind and leave.takes(month.first, half)
        for leave in employee.leaves
        for half in Session.BOTH.halves
    )

"""The department of the tests with criteria for 2026, people in positions, and tasks of January as they were done."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from civicflow import evaluation
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.employee.events import Category, EmployeeRegistered
from civicflow.steering.events import CriteriaPublished
from civicflow.task.events import ResultReturned, ResultSubmitted, TaskCompleted, TaskEvaluated
from civicflow.testing import Given
from tests.employee.staff import placed, position
from tests.organization.offices import DEPARTMENT, joined
from tests.task.tasks import CLEAR, task_given

TEXT = FreeText(v="Theo đề nghị của phòng")
GENERAL = {"discipline": "9", "competence": "9", "innovation": "8"}
"""26 points of 30."""

OTHERS = ("E-3", "E-4", "E-5", "E-6", "E-7")
NOW = "2026-02-03T09:00+07:00"
FIRST = "2026-01-05T08:00+07:00"


def employed(
    person: str, unit: str = "U-1", category: Category = Category.CIVIL_SERVANT
) -> EmployeeRegistered:
    """A person on record since 2019."""
    return EmployeeRegistered(person=person, unit=unit, category=category, hired_on=date(2019, 5, 1))


def criteria(
    since: date = date(2026, 1, 1), until: date = date(2026, 12, 31), unit: str = "A-1", id: str = "C-1"
) -> CriteriaPublished:
    """By what the department is judged."""
    return CriteriaPublished(
        criteria=id,
        unit=unit,
        since=since,
        until=until,
        version="2026-1",
        reference="QĐ 40",
        entries={"discipline": "Kỷ luật", "competence": "Năng lực", "innovation": "Đổi mới"},
        replaces=None,
        published_by="DIRECTOR",
    )


STAFF: tuple[Event, ...] = (
    *DEPARTMENT,
    *(joined("U-1", each) for each in OTHERS),
    position("P-1"),
    *(employed(each) for each in ("E-1", "HEAD-1", "MANAGER-1", *OTHERS)),
    employed("E-2", "U-2"),
    employed("HEAD-2", "U-2"),
    employed("DIRECTOR", "A-1"),
    *(placed(each) for each in ("E-1", *OTHERS)),
)
"""HEAD-1 leads U-1 with E-1 and E-3 to E-7, all in the position P-1; HEAD-2 leads U-2 with E-2."""


def done(
    task: str,
    *,
    to: str = "E-1",
    due: str = "2026-01-20T17:00+07:00",
    submitted: str | None = "2026-01-19T10:00+07:00",
    returned: int = 0,
    judged: bool = True,
    units: int = 1,
    given_at: str = FIRST,
    **found: Any,
) -> list[tuple[str, Event]]:
    """A task as it was given, handed in, sent back and judged, each event with its moment."""
    of: dict[str, Any] = {"task": task, "assignee": to, "unit": "U-1"}
    given = task_given(
        task, **CLEAR, assignee=to, unit="U-1", assigned_by="HEAD-1", due=instant(due), work_units=units
    )
    steps: list[tuple[str, Event]] = [(given_at, given)]
    if submitted is None:
        return steps
    handed_in = ResultSubmitted(
        **of,
        delegate=None,
        round=1,
        output=TEXT,
        outcome=None,
        signature=None,
        paper_file=None,
        place=None,
        receipt=None,
    )
    for number in range(1, returned + 1):
        back = ResultReturned(**of, approver="HEAD-1", round=number, defect="major", reason=TEXT)
        steps += [("2026-01-12T08:00+07:00", handed_in), ("2026-01-12T09:00+07:00", back)]
    completed = TaskCompleted(
        **of, approver="HEAD-1", round=returned + 1, submitted_at=instant(submitted), receipt=None
    )
    steps += [(submitted, handed_in), ("2026-02-02T08:00+07:00", completed)]
    if judged:
        said: dict[str, Any] = {
            "quality_met": True,
            "major_errors": 0,
            "delays": 0,
            "above_level": False,
        } | found
        verdict = TaskEvaluated(**of, evaluator="HEAD-1", note=None, **said)
        steps.append(("2026-02-02T09:00+07:00", verdict))
    return steps


def lived(*tasks: Iterable[tuple[str, Event]], before: tuple[Event, ...] = (criteria(),)) -> Given:
    """What was on record on 3 February 2026: the staff, what is said besides, and these tasks in the order of their moments."""
    given = Given(*STAFF, *before, at="2025-01-02T08:00+07:00")
    moments: dict[str, list[Event]] = {}
    for moment, event in sorted((step for task in tasks for step in task), key=lambda step: instant(step[0])):
        moments.setdefault(moment, []).append(event)
    for moment, events in moments.items():
        given = given.and_then(*events, at=moment)
    return given.and_then(at=NOW)


def proposal(
    person: str = "E-1", general: Mapping[str, str] | None = None, **said: Any
) -> evaluation.ProposeGrade:
    """The proposal for January 2026, but for what is said."""
    given = {"period": "2026-01"} | said
    return evaluation.ProposeGrade(person=person, general=GENERAL if general is None else general, **given)


E1 = (
    done("T-1", units=2),
    done("T-2", major_errors=1),
    done("T-3", delays=1),
)
"""The products of worked example E1: weights 2, 1, 1; the second with a major error, the third with a delay."""

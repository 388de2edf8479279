"""To which part a fact belongs: each as it was on the day of the fact."""

from datetime import date
from typing import Any

from civicflow.core.event import micros
from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, EmployeeRegistered, PositionAssigned
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.views.among import UNKNOWN, Among, Part
from civicflow.views.remote_days import RemoteDays
from tests.views.administration import FOUNDED, administration
from tests.views.past import Past, at

DESCRIBED: dict[str, Any] = {
    "position": "P-1",
    "unit": "U-12",
    "title": "Chuyên viên",
    "duties": None,
    "citizen_contact": False,
    "handles_procedures": False,
    "work_types": ("W-1",),
}
REASON = FreeText(v="Sắp xếp lại đơn vị")


def test_a_fact_belongs_to_the_group_that_the_position_had_on_its_day():
    """A later revision moves no figure of the past; after the last day of a position no group is known (K12)."""
    past = administration(Past())
    since = date(2023, 1, 2)
    past.add(FOUNDED, PositionEstablished(**DESCRIBED, group="desk", since=date(2023, 2, 1)))
    past.add(
        FOUNDED,
        EmployeeRegistered(person="E-204", unit="U-12", category=Category.WORKER, hired_on=since),
    )
    past.add(
        FOUNDED,
        PositionAssigned(person="E-204", unit="U-12", position="P-1", since=since, assigned_by="E-101"),
    )
    revised = PositionRevised(**DESCRIBED, group="field", since=date(2023, 6, 1), reason=REASON)
    past.add("2023-05-20T09:00", revised)
    past.add(
        "2023-09-01T09:00",
        PositionAbolished(position="P-1", unit="U-12", until=date(2023, 9, 30), reason=REASON),
    )

    among = Among(past.evidence("2023-12-01T08:00"), RemoteDays(period="2023-10", by=Part.GROUP))
    days = ("2023-01-31", "2023-02-01", "2023-05-31", "2023-06-01", "2023-09-30", "2023-10-01")
    parts = [among.part("U-12", "E-204", micros(at(f"{day}T08:00"))) for day in days]

    assert parts == [UNKNOWN, "desk", "desk", "field", "field", UNKNOWN]

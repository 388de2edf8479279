"""A division of a head and two members, set up by the commands of civicflow."""

from collections.abc import Iterator

import civicflow as cf
from civicflow.core import Command


def division() -> Iterator[Command]:
    """What an administrator does before anybody can go on leave."""
    setting_up = cf.organization
    yield setting_up.Found(instrument="QĐ 1", administrator="ADMIN")
    yield setting_up.EstablishUnit(
        unit="U-1", title="Phòng 1", answers_to="ADMIN", locality="vn/hcmc", instrument="QĐ 2"
    )
    yield setting_up.Appoint(unit="U-1", person="HEAD", office="head", since="2023-10-01", instrument="QĐ 3")
    for person in ("E-1", "E-2"):
        yield cf.employee.RegisterEmployee(
            person=person, unit="U-1", category="civil_servant", hired_on="2023-10-01"
        )
        yield setting_up.JoinUnit(unit="U-1", person=person, since="2023-10-01")

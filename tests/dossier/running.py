"""A small administration at work in a store, and its dossiers led by hand where no automation runs, for tests."""

from collections.abc import Iterator

import civicflow as cf
from civicflow.core.command import Command
from civicflow.procedures import Procedure
from civicflow.testing import FixedClock, numbered_ids
from tests.dossier.filed import ONE_STOP

BEGUN = "2023-10-02T08:00+07:00"
STAFF = {"U-1": ("HEAD-1", "E-1", "E-3"), "U-2": ("HEAD-2", "E-2"), "U-3": ("HEAD-3", "E-4")}


def _founding() -> Iterator[Command]:
    office, since = cf.organization, "2023-01-01"
    yield office.Found(instrument="QĐ 1", administrator="ADMIN")
    yield office.EstablishUnit(
        unit="A-1", title="Sở", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
    )
    yield office.Appoint(unit="A-1", person="DIRECTOR", office="head", since=since, instrument="QĐ 3")
    for unit, (head, *members) in STAFF.items():
        yield office.EstablishUnit(unit=unit, title=f"Phòng {unit}", superior="A-1", instrument="QĐ 2")
        yield office.Appoint(unit=unit, person=head, office="head", since=since, instrument="QĐ 3")
        for person in (head, *members):
            yield cf.employee.RegisterEmployee(
                person=person, unit=unit, category="civil_servant", hired_on=since
            )
            yield office.JoinUnit(unit=unit, person=person, since=since)


def administration(store: str = ":memory:") -> tuple[cf.Flow, FixedClock]:
    """A department of DIRECTOR with three divisions and their staff."""
    clock = FixedClock(BEGUN)
    flow = cf.open(store, clock=clock, ids=numbered_ids())
    for command in _founding():
        flow.execute(command, by="ADMIN", reason="Lập hồ sơ ban đầu")
    return flow, clock


def publish(flow: cf.Flow, definition: Procedure = ONE_STOP) -> None:
    """The director publishes a procedure for the whole department."""
    flow.execute(cf.dossier.PublishProcedure(unit="A-1", definition=definition), by="DIRECTOR")

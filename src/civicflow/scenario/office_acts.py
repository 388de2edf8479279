"""What is ordered when offices are set up and staffed, in the words of an office."""

from collections.abc import Iterator
from datetime import date

from civicflow import employee, organization
from civicflow.core.command import Command, Order

POSITIONS = ("desk", "reception")


AS_IT_STOOD = "Ghi nhận vị trí đã có từ trước khi lập sổ"
"""Why positions are taken down that have stood for some time."""


def by(person: str, *commands: Command, reason: str | None = None) -> list[Order]:
    """What one person orders, and why so late."""
    return [Order(command=command, by=person, reason=reason) for command in commands]


def positions(unit: str, since: date) -> list[Command]:
    """The two positions of a division: one at a desk, one that citizens come to."""
    return [_position(unit, since, meets_citizens) for meets_citizens in (False, True)]


def _position(unit: str, since: date, meets_citizens: bool) -> Command:
    return organization.EstablishPosition(
        position=position(unit, meets_citizens=meets_citizens),
        unit=unit,
        title="Chuyên viên tiếp nhận" if meets_citizens else "Chuyên viên",
        group=POSITIONS[meets_citizens],
        citizen_contact=meets_citizens,
        handles_procedures=meets_citizens,
        work_types=("W-1",),
        since=since,
    )


def position(unit: str, *, meets_citizens: bool) -> str:
    """One of the two positions of a division."""
    return f"P{unit[1:]}-{POSITIONS[meets_citizens]}"


def taken_on(person: str, unit: str, since: date, category: str = "civil_servant") -> Iterator[Command]:
    """A person is registered, and joins a unit."""
    yield employee.RegisterEmployee(person=person, unit=unit, category=category, hired_on="2020-01-02")
    yield organization.JoinUnit(unit=unit, person=person, since=since)


def placed(person: str, unit: str, since: date, *, meets_citizens: bool) -> Command:
    """A person is given one of the positions of a division."""
    held = position(unit, meets_citizens=meets_citizens)
    return employee.AssignPosition(person=person, position=held, since=since)


def appointed(unit: str, person: str, office: str, since: date, instrument: str) -> Command:
    """A person is given an office of a unit."""
    return organization.Appoint(unit=unit, person=person, office=office, since=since, instrument=instrument)

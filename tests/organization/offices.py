"""A small administration for tests: a department with two divisions, their heads, and a few members."""

from datetime import date

from civicflow.core.event import Event
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    DelegationWithdrawn,
    Founded,
    MemberJoined,
    Office,
    UnitEstablished,
)

SINCE = date(2023, 1, 1)


def unit(id: str, superior: str | None, answers_to: str | None = None) -> UnitEstablished:
    """A unit of the department."""
    return UnitEstablished(
        unit=id,
        title=f"Đơn vị {id}",
        superior=superior,
        answers_to=answers_to,
        body="A-1",
        locality="vn/hcmc",
        instrument="QĐ 10",
    )


def appointed(unit: str, person: str, office: Office = Office.HEAD, until: date | None = None) -> Appointed:
    """An appointment since the beginning of the year."""
    return Appointed(unit=unit, person=person, office=office, since=SINCE, until=until, instrument="QĐ 11")


def joined(unit: str, person: str, *, primary: bool = True) -> MemberJoined:
    """A membership since the beginning of the year."""
    return MemberJoined(unit=unit, person=person, primary=primary, since=SINCE)


def delegated(person: str, to: str, unit: str, until: date = date(2023, 12, 31)) -> AuthorityDelegated:
    """A delegation until the end of the year."""
    return AuthorityDelegated(
        person=person, delegation="D-1", to=to, unit=unit, since=SINCE, until=until, instrument="GUQ 1"
    )


def withdrawn(person: str, to: str, until: date = date(2023, 10, 1)) -> DelegationWithdrawn:
    """That delegation is over, by default since yesterday."""
    return DelegationWithdrawn(person=person, delegation="D-1", to=to, until=until)


DEPARTMENT: tuple[Event, ...] = (
    Founded(administration="main", instrument="QĐ 1", administrator="ADMIN"),
    unit("A-1", None, answers_to="CHAIR"),
    unit("U-1", "A-1"),
    unit("U-2", "A-1"),
    appointed("A-1", "DIRECTOR"),
    appointed("U-1", "HEAD-1"),
    appointed("U-1", "MANAGER-1", Office.MANAGER),
    appointed("U-1", "CLERK-1", Office.CLERK_OF_RECORD),
    appointed("U-2", "HEAD-2"),
    joined("U-1", "E-1"),
    joined("U-1", "HEAD-1"),
    joined("U-2", "E-2"),
)
"""CHAIR above A-1 of DIRECTOR, with U-1 of HEAD-1 (members E-1, HEAD-1) and U-2 of HEAD-2 (member E-2)."""

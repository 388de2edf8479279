"""An agency of two units, as events: A-1 under E-0, its units U-12 under E-101 and U-13 under E-102."""

from datetime import date

from civicflow.core.fields import FreeText
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    MemberJoined,
    Office,
    Relieved,
    UnitEstablished,
)
from tests.views.past import Past

FOUNDED = "2023-01-02T08:00"
HEADS = {"A-1": "E-001", "U-12": "E-101", "U-13": "E-102"}


def administration(past: Past) -> Past:
    """Units, their heads, and E-204 of U-12."""
    established(past, "A-1", None)
    established(past, "U-12", "A-1")
    established(past, "U-13", "A-1")
    for unit, head in HEADS.items():
        appointed(past, unit, head)
    past.add(FOUNDED, MemberJoined(unit="U-12", person="E-204", primary=True, since=date(2023, 1, 2)))
    return past


def established(past: Past, unit: str, superior: str | None) -> None:
    """A unit of the agency."""
    event = UnitEstablished(
        unit=unit,
        title=unit,
        superior=superior,
        answers_to=None if superior else "E-000",
        body="A-1",
        locality="vn/hcmc",
        instrument="QĐ 1",
    )
    past.add(FOUNDED, event)


def appointed(
    past: Past, unit: str, person: str, *, recorded: str = FOUNDED, office: Office = Office.HEAD
) -> None:
    """A person takes an office."""
    since = date.fromisoformat(recorded[:10])
    event = Appointed(unit=unit, person=person, office=office, since=since, until=None, instrument="QĐ 2")
    past.add(recorded, event)


def relieved(past: Past, unit: str, person: str, recorded: str) -> None:
    """A head gives up the office, on the day before."""
    until = date.fromordinal(date.fromisoformat(recorded[:10]).toordinal() - 1)
    past.add(
        recorded,
        Relieved(unit=unit, person=person, office=Office.HEAD, until=until, instrument="QĐ 3"),
    )


def delegated(past: Past, giver: str, to: str, unit: str) -> None:
    """A head lends authority for a year."""
    event = AuthorityDelegated(
        person=giver,
        delegation="D-1",
        to=to,
        unit=unit,
        since=date(2023, 1, 2),
        until=date(2023, 12, 31),
        instrument="QĐ 4",
    )
    past.add(FOUNDED, event)


NOTE = FreeText(v="Mất kết nối")

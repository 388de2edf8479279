"""What people declared that they work with at home, what was found of it, and what their units ask for (R19-R22)."""

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.home_work.events import EquipmentDeclared, EquipmentRequired, EquipmentVerified


class Check(NamedTuple):
    """
    What was declared, or found, of one item.

    Args:
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        item: The item.
        usable: Whether it was found usable; None where somebody declared it, and nobody has looked at it.
        expires_on: The last day on which that counts.
    """

    position: int
    occurred: Instant
    item: str
    usable: bool | None
    expires_on: date | None

    def counts_on(self, on: date) -> bool:
        """Whether the item was found usable, and that still counts on a day."""
        return self.usable is True and self.expires_on is not None and on <= self.expires_on


@frozen
class CheckedEquipment:
    """
    With what a person works at home.

    Args:
        person: The person.
        checks: What was declared and found, in order of the log.
    """

    person: str
    checks: tuple[Check, ...]

    def last_checks(self, until: int) -> dict[str, Check]:
        """What was declared or found of each item last, before a moment in microseconds since 1970 UTC."""
        return {check.item: check for check in self.checks if check.occurred < until}


class Asked(NamedTuple):
    """
    The items that a unit asks for, in place of those it asked for before.

    Args:
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        items: Their codes.
    """

    position: int
    occurred: Instant
    items: tuple[str, ...]


@frozen
class AskedEquipment:
    """
    What a unit asks for besides what all must have.

    Args:
        unit: The unit.
        lists: Its lists, in order of the log.
    """

    unit: str
    lists: tuple[Asked, ...]

    def last(self, until: int) -> Asked | None:
        """The last list before a moment in microseconds since 1970 UTC."""
        return next((each for each in reversed(self.lists) if each.occurred < until), None)


def fold(row: CheckedEquipment | None, event: Event, at: At) -> CheckedEquipment | None:
    """The equipment of a person after an event."""
    match event:
        case EquipmentDeclared():
            check = Check(at.position, at.occurred, event.item, None, None)
        case EquipmentVerified():
            check = Check(at.position, at.occurred, event.item, event.usable, event.expires_on)
        case _:
            return row
    return CheckedEquipment(event.person, (*(() if row is None else row.checks), check))


def fold_list(row: AskedEquipment | None, event: Event, at: At) -> AskedEquipment | None:
    """What a unit asks for after an event."""
    if not isinstance(event, EquipmentRequired):
        return row
    asked = Asked(at.position, at.occurred, event.items)
    return AskedEquipment(event.unit, (*(() if row is None else row.lists), asked))


VIEW: View[CheckedEquipment] = View(
    name="equipment_checks",
    version=1,
    row=CheckedEquipment,
    subjects=dict.fromkeys((EquipmentDeclared, EquipmentVerified), attrgetter("person")),
    fold=fold,
)

LISTS: View[AskedEquipment] = View(
    name="equipment_lists",
    version=1,
    row=AskedEquipment,
    subjects={EquipmentRequired: attrgetter("unit")},
    fold=fold_list,
)

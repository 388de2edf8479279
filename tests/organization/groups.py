"""Groups of the department, for tests."""

from datetime import date

from civicflow.core.fields import FreeText
from civicflow.organization.group_events import (
    GroupDissolved,
    GroupEstablished,
    GroupMemberJoined,
    GroupMemberLeft,
)
from tests.organization.offices import SINCE

REASON = FreeText(v="Sắp xếp lại")
YESTERDAY = date(2023, 10, 1)
COUNTER = GroupEstablished(group="G-1", unit="U-1", title="Tổ một cửa")
DISSOLVED = GroupDissolved(group="G-1", unit="U-1", until=YESTERDAY, reason=REASON)


def taken_in(person: str = "E-1", *, group: str = "G-1", unit: str = "U-1") -> GroupMemberJoined:
    """A membership since the beginning of the year."""
    return GroupMemberJoined(group=group, unit=unit, person=person, since=SINCE)


def let_go(person: str = "E-1") -> GroupMemberLeft:
    """It ended yesterday."""
    return GroupMemberLeft(group="G-1", unit="U-1", person=person, until=YESTERDAY, reason=REASON)

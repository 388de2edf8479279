"""What every correction must keep to, shown by a leave that was recorded wrongly (K10, K11, K13)."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow import employee
from civicflow.core.fields import FreeText
from civicflow.employee.corrections import LeaveCorrected
from civicflow.employee.events import LeaveKind, LeaveRecorded, Session
from civicflow.testing import Given
from tests.employee.staff import STAFF
from tests.organization.offices import delegated

SICK = LeaveRecorded(
    person="E-1",
    leave="L-1",
    kind=LeaveKind.SICK,
    since=date(2023, 10, 9),
    until=date(2023, 10, 11),
    session=Session.BOTH,
)
PLACE = len(STAFF) + 1
WHY = FreeText(v="Ghi nhầm ngày")


def correct(**other: Any) -> employee.CorrectLeave:
    """The leave ended on the 13th, but for what is said."""
    said: dict[str, Any] = {
        "person": "E-1",
        "leave": "L-1",
        "kind": "sick",
        "since": "2023-10-09",
        "until": "2023-10-13",
        "corrects": PLACE,
        "because": WHY,
    }
    return employee.CorrectLeave(**said | other)


def corrected(until: int, by: str = "CLERK-1", **other: Any) -> LeaveCorrected:
    """What that becomes."""
    said: dict[str, Any] = {
        "person": "E-1",
        "leave": "L-1",
        "kind": LeaveKind.SICK,
        "since": date(2023, 10, 9),
        "until": date(2023, 10, until),
        "session": Session.BOTH,
        "corrects": PLACE,
        "because": WHY,
        "corrected_by": by,
    }
    return LeaveCorrected(**said | other)


def test_an_office_of_record_above_the_person_corrects():
    """The clerk does, and the head; neither another unit's head nor anybody without an office (K11)."""
    given = Given(*STAFF, SICK)

    given.when(correct(), by="CLERK-1").then(corrected(13))
    given.when(correct(), by="HEAD-1").then(corrected(13, by="HEAD-1"))
    for by in ("HEAD-2", "E-2", "E-1"):
        given.when(correct(), by=by).refused_by("office_that_keeps_the_record")


@pytest.mark.parametrize("corrects", [0, -1, PLACE - 1, PLACE + 1, 2**62])
def test_what_is_corrected_stands_there(corrects):
    """No such event of this subject at the position: neither another's nor another sort, nor a correction itself."""
    given = Given(*STAFF, SICK, corrected(12))

    given.when(correct(corrects=corrects), by="CLERK-1").not_on_record(f"event:employee:E-1#{corrects}")


def test_a_correction_says_something_else_than_is_recorded_now():
    """Not what was recorded, nor what was corrected already; but back to what was recorded first."""
    given = Given(*STAFF, SICK, corrected(13))

    given.when(correct(), by="CLERK-1").refused_by("correction_says_something_else")
    given.when(correct(until="2023-10-11"), by="CLERK-1").then(corrected(11))


def test_what_it_is_about_stays_the_same():
    """A leave is not corrected into another leave."""
    Given(*STAFF, SICK).when(correct(leave="L-2"), by="CLERK-1").refused_by("subject_stays_the_same")


def test_nobody_corrects_what_is_about_themselves():
    """Neither in person nor through whoever acts for them, whatever office they use (K10)."""
    own = evolve(SICK, person="HEAD-1")
    given = Given(*STAFF, own, delegated("HEAD-1", "MANAGER-1", "U-1"))
    mine = correct(person="HEAD-1")

    given.when(mine, by="HEAD-1").refused_by("office_that_keeps_the_record")
    given.when(mine, by="MANAGER-1", on_behalf_of="HEAD-1").refused_by("office_that_keeps_the_record")
    given.when(mine, by="ADMIN").then(corrected(13, by="ADMIN", person="HEAD-1"))
    Given(*STAFF, evolve(SICK, person="ADMIN")).when(correct(person="ADMIN"), by="ADMIN").refused_by(
        "actor_is_not_concerned_by_the_correction"
    )


def test_what_is_right_keeps_to_the_rules_of_what_is_recorded():
    """All that is wrong is said at once."""
    wrong = correct(until="2023-10-08", session="morning")

    Given(*STAFF, SICK).when(wrong, by="CLERK-1").refused_by(
        "half_day_of_leave_is_one_day", "term_begins_before_it_ends"
    )


def test_whoever_decides_next_decides_on_what_is_right():
    """A leave that was corrected to end on the 13th can be ended on the 12th, which the recorded one could not."""
    end = employee.EndLeave(person="E-1", leave="L-1", until="2023-10-12")

    Given(*STAFF, SICK).when(end, by="HEAD-1").refused_by("leave_ends_before_its_day")
    assert Given(*STAFF, SICK, corrected(13)).when(end, by="HEAD-1").events

"""Who takes part in working from home: a quarter counted by hand, the two ratios apart, and a slow second opinion (V20, K14)."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import Event
from civicflow.employee.events import Place
from civicflow.home_work.events import (
    CommitmentReviewed,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkResumed,
    RefusalReason,
    RequestWithdrawn,
)
from civicflow.views.participation import Participation, ParticipationLine, Times
from tests.employee import staff
from tests.views.administration import administration
from tests.views.november import counts
from tests.views.past import Past
from tests.views.roster import booked, joined, opened

NOW = "2024-01-05T08:00"
OCTOBER, QUARTER = "2023-10", "2023-Q4"
AT_WORK = {"activated", "resumed", "suspended", "ended", "ended_by_office"}
"""The steps after which somebody works at home, or does so no longer."""


def agency() -> Past:
    """Two divisions with three people besides E-204."""
    past = administration(Past())
    joined(past, "U-12", "E-1", "E-2")
    joined(past, "U-13", "E-3")
    return past


def steps(person: str, unit: str = "U-12") -> dict[str, Event]:
    """What may happen to the arrangement of a person."""
    refused = HomeWorkRefused(
        person=person,
        unit=unit,
        decided_by="E-101",
        reason_code=RefusalReason.SERVICE,
        reason=staff.REASON,
        alternatives=None,
    )
    found: dict[str, Event] = {
        "requested": staff.requested(person, unit=unit),
        "withdrawn": RequestWithdrawn(person=person, unit=unit),
        "approved": staff.approved(person, unit=unit),
        "refused": refused,
        "activated": evolve(staff.activated(person), unit=unit),
        "suspended": evolve(staff.suspended(person), unit=unit),
        "resumed": HomeWorkResumed(person=person, unit=unit, resumed_by="E-101"),
        "ended": evolve(staff.ended(person), unit=unit),
        "ended_by_office": HomeWorkEnded(
            person=person, unit=unit, body="A-1", ended_by="E-101", reason=staff.REASON
        ),
    }
    return found


def happens(past: Past, day: str, person: str, *deeds: str, unit: str = "U-12") -> None:
    """One thing after another on a day."""
    for deed in deeds:
        past.add(f"{day}T09:00", steps(person, unit)[deed])


def asked(past: Past, now: str = NOW, **said: Any) -> tuple[ParticipationLine, ...]:
    """The lines asked for."""
    return past.ask(Participation(**said), now)


def test_a_quarter_counted_by_hand():
    """Requests, decisions, beginnings and ends of the quarter; who works at home at its end."""
    past = agency()
    happens(past, "2023-09-29", "E-1", "requested", "approved")
    happens(past, "2023-10-02", "E-1", "activated")
    happens(past, "2023-10-02", "E-2", "requested", "withdrawn", "requested", "refused")
    happens(past, "2023-10-02", "E-3", "requested", "approved", "activated", unit="U-13")
    happens(past, "2023-11-01", "E-3", "suspended", "resumed", "ended", unit="U-13")
    happens(past, "2024-01-02", "E-2", "requested", "approved", "activated")

    (all_of_them,) = asked(past, period=QUARTER)
    _, first, second = asked(past, period=QUARTER, by="unit")

    assert (all_of_them.requested, all_of_them.withdrawn, all_of_them.approved) == (3, 1, 1)
    assert (all_of_them.activated, all_of_them.active) == (2, 1)
    assert all_of_them.refused_by_reason == (Times(reason="service", times=1),)
    assert all_of_them.ended_by_reason == (Times(reason="employee", times=1),)
    assert (first.of, first.active, second.of, second.active) == ("U-12", 1, "U-13", 0)


def test_who_ended_an_arrangement_is_told_apart():
    """The right to return is not the same as being called back (R1)."""
    past = agency()
    happens(past, "2023-10-02", "E-1", "requested", "approved", "activated", "ended")
    happens(past, "2023-10-02", "E-2", "requested", "approved", "activated", "ended_by_office")

    (line,) = asked(past)

    assert line.ended_by_reason == (Times(reason="employee", times=1), Times(reason="office", times=1))


def test_the_two_ratios_are_apart():
    """K14: how many of those eligible take part, and how many of the people are at home a day."""
    past = agency()
    happens(past, "2023-10-02", "E-1", "requested", "approved", "activated")
    for day in ("2023-10-03", "2023-10-04"):
        opened(past, day, "E-1", "E-2", "E-3")
    booked(past, "2023-10-03", "E-1", Place.HOME)
    booked(past, "2023-10-03", "E-2", Place.OFFICE)
    booked(past, "2023-10-04", "E-9", Place.HOME)

    (line,) = asked(past, period=OCTOBER)

    assert counts(line.at_home_a_day) == (1, 6)
    assert (counts(line.participants), line.participants.share, line.eligible) == ((1, 0), None, None)


@pytest.mark.parametrize(
    "said, requests",
    [({"unit": "U-13"}, 1), ({"unit": "A-1", "with_subunits": True}, 2), ({"head": "E-101"}, 1)],
)
def test_of_whom_the_figures_are(said, requests):
    """A unit, what stands below it, an accountable head (R79)."""
    past = agency()
    happens(past, "2023-10-02", "E-1", "requested")
    happens(past, "2023-10-02", "E-3", "requested", unit="U-13")

    (line,) = asked(past, **said)

    assert line.requested == requests


def test_what_was_not_known_then_does_not_count():
    """As the office could have answered it in October, and of what had happened by then."""
    past = agency()
    happens(past, "2023-10-02", "E-1", "requested", "approved")
    happens(past, "2023-11-01", "E-1", "activated")

    for told in ({"known": "2023-10-31T23:00"}, {"as_of": "2023-10-31T23:00"}):
        (line,) = past.ask(Participation(), NOW, **told)
        assert (line.approved, line.active) == (1, 0)


def test_those_eligible_and_the_commitments_due_are_counted():
    """Found eligible at last, of those assessed; of those at home, whose commitment is to be looked at again by now."""
    past = agency()
    joined(past, "U-13", "E-4", "E-5")

    def committed(person: str, review_on: str, reviewed: str | None = None) -> None:
        past.add("2023-10-02T09:00", evolve(staff.signed(person), review_on=date.fromisoformat(review_on)))
        happens(past, "2023-10-02", person, "activated")
        if reviewed is not None:
            looked_at = CommitmentReviewed(
                person=person,
                unit="U-12",
                reviewed_by="E-101",
                remark=staff.REASON,
                review_on=date.fromisoformat(reviewed),
            )
            past.add("2023-12-29T09:00", looked_at)

    for person, *found in (
        ("E-1", True),
        ("E-2", False, True),
        ("E-3", True, False),
        ("E-4", True),
        ("E-5", True),
    ):
        for eligible in found:
            past.add("2023-10-02T08:00", staff.assessed(person, eligible=eligible))
    committed("E-1", "2023-12-29")
    committed("E-2", "2024-01-05")
    committed("E-4", "2023-12-29")
    committed("E-5", "2023-12-29", "2024-06-28")
    happens(past, "2023-12-01", "E-4", "ended")

    (line,) = asked(past)

    assert (line.eligible, line.active, line.reviews_due) == (4, 3, 2)
    assert counts(line.participants) == (3, 4)


@given(
    told=st.lists(
        st.tuples(
            st.integers(1, 28), st.sampled_from(("E-1", "E-2", "E-3")), st.sampled_from(tuple(steps("E-1")))
        ),
        max_size=20,
    ),
    last=st.integers(1, 28),
)
def test_participation_equals_a_slow_count(told, last):
    """For whatever happens in whatever order, up to any day of October."""
    past, told = agency(), sorted(told, key=lambda each: each[0])
    for day, person, deed in told:
        happens(past, f"2023-10-{day:02}", person, deed)
    counted = [(person, deed) for day, person, deed in told if day <= last]
    happened = Counter(deed for _, deed in counted)
    working = {
        person: [deed for each, deed in counted if each == person and deed in AT_WORK]
        for person, _ in counted
    }

    (line,) = asked(past, period=f"2023-10-01/2023-10-{last:02}")

    assert (line.requested, line.withdrawn, line.approved, line.activated) == tuple(
        happened[each] for each in ("requested", "withdrawn", "approved", "activated")
    )
    assert sum(each.times for each in line.refused_by_reason) == happened["refused"]
    assert {each.reason: each.times for each in line.ended_by_reason} == {
        reason: happened[deed]
        for reason, deed in (("employee", "ended"), ("office", "ended_by_office"))
        if happened[deed]
    }
    assert line.active == sum(
        bool(found) and found[-1] in {"activated", "resumed"} for found in working.values()
    )

"""Targets of units: set from above, reported from below, closed by whoever set them (R55, K16)."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from civicflow.core.event import At, Event
from civicflow.core.exact import exact
from civicflow.organization.events import Office
from civicflow.steering.events import EVENTS
from civicflow.steering.model import Target
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT, appointed, delegated, withdrawn
from tests.steering.orders import (
    ASSIGNED,
    CLOSED,
    NEW_YEAR,
    REASON,
    REPORTED,
    REVISED,
    assign,
    close,
    report,
    revise,
)

STANDING = (*DEPARTMENT, ASSIGNED)


def test_a_target_is_set_above_the_unit():
    """The director sets that of a division, whoever a root unit answers to its own; never the head for themselves (K11)."""
    given = Given(*DEPARTMENT)

    given.when(assign(), by="DIRECTOR", reason=REASON).then(ASSIGNED)
    for by in ("HEAD-1", "HEAD-2", "CHAIR", "ADMIN"):
        given.when(assign(), by=by, reason=REASON).refused_by("office_above_the_unit")
    own = evolve(ASSIGNED, unit="A-1", assigned_by="CHAIR")
    given.when(assign(unit="A-1"), by="CHAIR", reason=REASON).then(own)
    given.when(assign(unit="A-1"), by="DIRECTOR", reason=REASON).refused_by("office_above_the_unit")


@pytest.mark.parametrize("at, late", [("2023-09-30T23:59+07:00", False), ("2023-10-01T00:00+07:00", True)])
def test_a_target_is_set_before_its_period_begins_or_says_why_not(at: str, late: bool):
    """As criteria are published (R44): whoever sets it later knows what has been reached by then (R55)."""
    given = Given(*DEPARTMENT, at="2023-09-30T08:00+07:00")

    refused = given.when(assign(), by="DIRECTOR", at=at).refusals
    assert refused == (("target_set_late_says_why",) if late else ())
    given.when(assign(), by="DIRECTOR", at=at, reason=REASON).then(ASSIGNED)


@pytest.mark.parametrize(
    "said, rule",
    [
        ({"since": "2024-01-01"}, "term_begins_before_it_ends"),
        ({"since": "2023-07-01", "until": "2023-10-01"}, "period_is_not_over"),
        ({"value": "95 %"}, "value_is_an_exact_number"),
        ({"value": "1/0"}, "value_is_an_exact_number"),
        ({"value": "1e3"}, "value_is_an_exact_number"),
    ],
)
def test_a_target_names_a_period_to_come_or_to_end_and_an_exact_number(said: dict[str, str], rule: str):
    """What is over cannot be aimed at (R55); a share is written exactly."""
    Given(*DEPARTMENT).when(assign(**said), by="DIRECTOR", reason=REASON).refused_by(rule)


def test_a_unit_has_one_target_of_an_indicator_at_a_time():
    """A second one beside it would hide the first; after its period, or of another unit or indicator, there is one (R55)."""
    given = Given(*STANDING)

    given.when(assign(), by="DIRECTOR", reason=REASON).refused_by("target_is_new")
    given.when(
        assign(target="T-2", since="2023-12-31", until="2024-03-31"), by="DIRECTOR", reason=REASON
    ).refused_by("one_target_of_an_indicator_at_a_time")
    for other in ({"since": "2024-01-01", "until": "2024-03-31"}, {"unit": "U-2"}, {"indicator": "targets"}):
        assert given.when(assign(target="T-2", **other), by="DIRECTOR", reason=REASON).events


def test_a_target_is_revised_before_its_period_ends():
    """With a reason, from above, to another number; never once the result is known (R55)."""
    given = Given(*STANDING)

    given.when(revise(), by="DIRECTOR").then(REVISED)
    given.when(revise(), by="HEAD-1").refused_by("office_above_the_unit_of_the_target")
    given.when(revise("0.95"), by="DIRECTOR").refused_by("revision_asks_for_something_else")
    given.when(revise("khá tốt"), by="DIRECTOR").refused_by("value_is_an_exact_number")
    assert given.when(revise(), by="DIRECTOR", at="2023-12-31T23:59+07:00").events
    given.when(revise(), by="DIRECTOR", at=NEW_YEAR).refused_by("target_is_revised_before_its_period_ends")


def test_the_unit_reports_what_its_target_shows():
    """By its head or its clerk, of a day of the period that has come (R55, R79)."""
    given = Given(*STANDING)

    given.when(report(), by="HEAD-1").then(REPORTED)
    assert given.when(report(), by="CLERK-1").events
    for by in ("E-1", "MANAGER-1", "HEAD-2"):
        given.when(report(), by=by).refused_by("head_or_clerk_of_the_unit")
    given.when(report(as_of="2023-09-30"), by="HEAD-1").refused_by("reported_day_lies_in_the_period")
    given.when(report(as_of="2023-10-03"), by="HEAD-1").refused_by("reported_day_has_come")
    given.when(report("khá tốt"), by="HEAD-1").refused_by("value_is_an_exact_number")
    assert given.when(report(as_of="2023-12-31"), by="HEAD-1", at=NEW_YEAR).events


def test_whoever_set_a_target_closes_it_when_its_period_is_over():
    """With what was achieved; after that nothing follows (K17)."""
    given = Given(*STANDING, REPORTED)

    given.when(close(), by="DIRECTOR", at=NEW_YEAR).then(CLOSED)
    assert given.when(close(), by="DIRECTOR", at="2023-12-31T16:30+07:00").events
    given.when(close(), by="DIRECTOR", at="2023-12-30T16:30+07:00").refused_by("period_of_the_target_is_over")
    given.when(close(), by="HEAD-1", at=NEW_YEAR).refused_by("office_above_the_unit_of_the_target")
    given.when(close("?"), by="DIRECTOR", at=NEW_YEAR).refused_by("achievement_is_an_exact_number")
    over = Given(*STANDING, CLOSED)
    for command, by in ((close(), "DIRECTOR"), (report(), "HEAD-1")):
        over.when(command, by=by, at=NEW_YEAR).refused_by("target_is_open")
    over.when(revise(), by="DIRECTOR").refused_by("target_is_open")


def test_nobody_closes_a_target_on_their_own_report():
    """K10: neither the clerk who also leads the department, nor through whoever acts for them."""
    both = appointed("A-1", "CLERK-1", Office.MANAGER)
    by_clerk = evolve(REPORTED, reported_by="CLERK-1")
    given = Given(*STANDING, both, by_clerk)

    given.when(close(), by="CLERK-1", at=NEW_YEAR).refused_by("actor_did_not_report_it")
    at = "2023-12-31T08:00+07:00"
    ended = (*DEPARTMENT, evolve(ASSIGNED, until=date(2023, 12, 30)))
    lent = Given(*ended, by_clerk).and_then(delegated("DIRECTOR", "CLERK-1", "A-1"), at=at)
    lent.when(close(), by="CLERK-1", on_behalf_of="DIRECTOR").refused_by("actor_did_not_report_it")
    twice = Given(*ended, REPORTED, delegated("HEAD-1", "E-9", "U-1"), delegated("DIRECTOR", "E-9", "A-1"))
    twice.and_then(at=at)
    twice.when(close(), by="E-9", on_behalf_of="DIRECTOR").refused_by(
        "actor_did_not_report_it", "unit_changes_nothing_for_itself"
    )
    over = (delegated("HEAD-1", "E-9", "U-1"), REPORTED, withdrawn("HEAD-1", "E-9"))
    since = Given(*ended, *over, appointed("A-1", "E-9", Office.MANAGER)).and_then(at=at)
    since.when(close(), by="E-9").refused_by("actor_did_not_report_it")


def test_nobody_sets_revises_or_closes_the_target_of_the_unit_they_lead():
    """Neither acting for the office above, nor by an office of their own there (R55, K10)."""
    lent = (delegated("DIRECTOR", "HEAD-1", "A-1"),)
    both = (appointed("A-1", "HEAD-1", Office.MANAGER),)
    for offices, act in ((lent, {"on_behalf_of": "DIRECTOR"}), (both, {})):
        new = Given(*DEPARTMENT, *offices)
        new.when(assign(), by="HEAD-1", reason=REASON, **act).refused_by("unit_sets_nothing_for_itself")
        assert new.when(assign(unit="U-2"), by="HEAD-1", reason=REASON, **act).events
        given = Given(*STANDING, *offices)
        given.when(revise(), by="HEAD-1", **act).refused_by("unit_changes_nothing_for_itself")
        given.and_then(at="2023-12-31T08:00+07:00")
        given.when(close(), by="HEAD-1", **act).refused_by("unit_changes_nothing_for_itself")


@pytest.mark.parametrize("event", [REVISED, REPORTED, CLOSED])
def test_what_is_said_of_no_target_leaves_nothing(event: Event):
    """The fold is total."""
    assert Target.evolve(None, event, At(1, 0, 0)) is None
    assert {type(each) for each in (ASSIGNED, REVISED, REPORTED, CLOSED)} < set(EVENTS)


@drawn(st.fractions(), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_whatever_is_written_exactly_is_read_exactly(share, number):
    """A fraction or a decimal number, with nothing rounded."""
    assert exact(str(share)) == share
    assert exact(f"{number:f}") == Fraction(number)


@pytest.mark.parametrize(
    "text", ["", "-", ".", "/", "1/0", "1.5/2", "1_000", " 1", "1e3", "٣", "1/-2", "--1"]
)
def test_what_is_no_exact_number_is_none(text: str):
    """Neither words, nor an exponent, nor the digits of another script."""
    assert exact(text) is None

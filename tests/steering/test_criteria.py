"""Criteria are known before anybody is judged by them (R44, K21)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow.core.event import At
from civicflow.core.fields import FreeText
from civicflow.steering.events import CriteriaReplaced
from civicflow.steering.model import Criteria
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT
from tests.steering.orders import PUBLISHED, publish, replace

REPLACED = CriteriaReplaced(
    criteria="C-1",
    unit="A-1",
    until=date(2024, 6, 30),
    successor="C-2",
    reason=FreeText(v="Bổ sung tiêu chí"),
    replaced_by="DIRECTOR",
)
SECOND = evolve(
    PUBLISHED,
    criteria="C-2",
    since=date(2024, 7, 1),
    version="2024-2",
    reference=None,
    entries={"on_time": "Tỷ lệ việc hoàn thành đúng hạn", "four_clears": "Giao việc rõ ràng"},
    replaces="C-1",
)
STANDING = (*DEPARTMENT, PUBLISHED)


def test_criteria_are_published_by_an_office_that_leads_the_unit():
    """The director for the department, a head for a division (R44, R79)."""
    given = Given(*DEPARTMENT)

    given.when(publish(), by="DIRECTOR").then(PUBLISHED)
    given.when(publish(), by="HEAD-1").refused_by("office_that_leads_the_unit_of_criteria")
    assert given.when(publish(unit="U-1"), by="HEAD-1").events


@pytest.mark.parametrize("at, allowed", [("2023-12-31T23:59+07:00", True), ("2024-01-01T00:00+07:00", False)])
def test_criteria_are_on_record_before_their_period_begins(at: str, allowed: bool):
    """R44: to the day; what an act claims about when it happened changes nothing."""
    outcome = Given(*DEPARTMENT).when(publish(), by="DIRECTOR", at=at)

    assert outcome.refusals == (() if allowed else ("criteria_are_published_before_their_period",))


@pytest.mark.parametrize(
    "said, rule",
    [
        ({"entries": {}}, "criteria_name_what_is_judged"),
        ({"until": "2023-12-31"}, "term_begins_before_it_ends"),
    ],
)
def test_criteria_say_what_is_judged_and_when(said: dict[str, object], rule: str):
    """Concrete and clear (R44)."""
    Given(*DEPARTMENT).when(publish(**said), by="DIRECTOR").refused_by(rule)


def test_a_unit_has_one_set_of_criteria_at_a_time():
    """Others are put in their place, not beside them."""
    given = Given(*STANDING)

    given.when(publish(), by="DIRECTOR").refused_by("criteria_are_new")
    given.when(publish(criteria="C-2", since="2024-12-31"), by="DIRECTOR").refused_by(
        "no_other_criteria_hold_then"
    )
    later = publish(criteria="C-2", since="2025-01-01", until="2025-12-31")
    assert given.when(later, by="DIRECTOR").events
    assert given.when(publish(criteria="C-2", unit="U-1"), by="HEAD-1").events


def test_criteria_are_replaced_for_a_later_period():
    """The earlier ones hold until the day before, and say which took their place (R44)."""
    given = Given(*STANDING)

    given.when(replace(), by="DIRECTOR").then(REPLACED, SECOND)
    given.when(replace(), by="HEAD-1").refused_by("office_that_leads_the_unit_of_the_replaced")
    given.when(replace(since="2024-01-01"), by="DIRECTOR").refused_by("period_is_a_later_one")
    given.when(replace(since="2025-01-01", until="2025-12-31"), by="DIRECTOR").refused_by(
        "period_is_a_later_one"
    )
    given.when(replace(), by="DIRECTOR", at="2024-07-01T08:00+07:00").refused_by(
        "criteria_are_published_before_their_period"
    )
    again = Given(*STANDING, REPLACED, SECOND)
    again.when(replace(criteria="C-3", since="2024-03-01", until="2024-06-30"), by="DIRECTOR").refused_by(
        "replaced_criteria_stand"
    )
    third = evolve(PUBLISHED, criteria="C-9", since=date(2025, 1, 1), until=date(2025, 12, 31))
    Given(*STANDING, third).when(replace(until="2025-01-01"), by="DIRECTOR").refused_by(
        "no_third_criteria_hold_then"
    )


def test_replaced_criteria_end_with_the_day_before():
    """The fold is total: a replacement of what was never published leaves nothing."""
    at = At(1, 0, 0)
    replaced = Criteria.evolve(Criteria.evolve(None, PUBLISHED, at), REPLACED, at)

    assert replaced is not None
    assert (replaced.term.until, replaced.successor) == (date(2024, 6, 30), "C-2")
    assert Criteria.evolve(None, REPLACED, at) is None

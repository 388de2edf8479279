"""Which orders bind a place on a day, and what rests and is served by them (R60, R64-R68, K2, K6, K7)."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow.organization.events import EmergencyModeLifted, ExemptCount
from civicflow.roster.cap import Answer
from civicflow.views.orders_in_force import OrdersInForce, OrdersInForceAnswer
from tests.employee.staff import emergency
from tests.views.past import Past

LATER = "2023-12-01T08:00"
CITY = evolve(
    emergency(),
    suspended_services=("citizen_reception", "inspection"),
    urgent_procedures=("birth", "death"),
    service_channels=("online",),
    phones_on_all_day=True,
)
"""The city, since 1 October 2023: the cap is left to the law."""

DISTRICT = evolve(
    emergency("vn/hcmc/district-1", date(2023, 10, 5), date(2023, 10, 20), mode="M-2"),
    instrument="QĐ 7",
    cap="1/3",
    minimum_on_site=2,
    counted_categories=("civil_servant",),
    leave_counts=False,
    exempt_codes=("medical", "secret_documents"),
    exempt_count=ExemptCount.BOTH,
    suspended_services=("inspection", "notarisation"),
    service_channels=("post", "online"),
)
"""A district of it, for two weeks."""


def declared() -> Past:
    """Both orders on record, the city's on 1 October, the district's on the 4th."""
    past = Past()
    past.add("2023-10-01T08:00", CITY)
    past.add("2023-10-04T08:00", DISTRICT)
    return past


def asked(past: Past, on: str, locality: str = "vn/hcmc/district-1", **at: Any) -> OrdersInForceAnswer:
    """What binds a place on a day."""
    return past.ask(OrdersInForce(locality=locality, on=on, with_events=True), LATER, **at)


def test_a_place_is_bound_by_its_own_orders_and_those_around_it():
    """The narrowest first; what rests by any of them rests, what every one exempts is exempt (K7, R60, R66-R68)."""
    found = asked(declared(), "2023-10-06")

    assert [(each.mode, each.instrument, each.events) for each in found.orders] == [
        ("M-2", "QĐ 7", (2,)),
        ("M-1", "CV 1749", (1,)),
    ]
    assert found.suspended_services == ("inspection", "notarisation", "citizen_reception")
    assert found.urgent_procedures == ("birth", "death")
    assert found.service_channels == ("post", "online")
    assert found.exempt_codes == ("medical",)


def test_who_may_come_in_is_the_strictest_of_law_and_orders():
    """R65, K7: the share of the district, with whom it counts."""
    found = asked(declared(), "2023-10-06")

    assert (found.answer, found.share, found.source) == (Answer.SHARE, "1/3", "emergency_mode:M-2")
    order, _ = found.orders
    assert (order.cap, order.minimum_on_site, order.counted_categories, order.leave_counts) == (
        "1/3",
        2,
        ("civil_servant",),
        False,
    )
    assert (order.exempt_codes, order.exempt_count) == (("medical", "secret_documents"), ExemptCount.BOTH)


@pytest.mark.parametrize(
    "on, locality, modes",
    [
        ("2023-09-30", "vn/hcmc/district-1", []),
        ("2023-10-04", "vn/hcmc/district-1", ["M-1"]),
        ("2023-10-05", "vn/hcmc/district-1", ["M-2", "M-1"]),
        ("2023-10-20", "vn/hcmc/district-1", ["M-2", "M-1"]),
        ("2023-10-21", "vn/hcmc/district-1", ["M-1"]),
        ("2023-10-06", "vn/hcmc/district-2", ["M-1"]),
        ("2023-10-06", "vn/hanoi", []),
    ],
)
def test_an_order_binds_from_its_first_day_to_its_last_and_in_its_place(
    on: str, locality: str, modes: list[str]
):
    """Both days included; neither a neighbour nor another city (K2)."""
    assert [each.mode for each in asked(declared(), on, locality).orders] == modes


def test_an_order_that_was_lifted_says_by_what():
    """Its last day is the one of the lifting, and who knew nothing of that sees it open (K7)."""
    past = declared()
    lifting = EmergencyModeLifted(
        mode="M-1", locality="vn/hcmc", until=date(2023, 10, 31), instrument="CV 2000"
    )
    past.add("2023-10-30T08:00", lifting)

    (order,) = asked(past, "2023-10-31").orders
    assert (order.until, order.lifted_by, order.events) == (date(2023, 10, 31), "CV 2000", (1, 3))
    assert asked(past, "2023-11-01").orders == ()
    (before,) = asked(past, "2023-11-01", known="2023-10-15T08:00").orders
    assert (before.until, before.lifted_by) == (None, None)


def test_where_nothing_is_on_record_that_is_said():
    """Neither law nor order: not on record is no "no limit" (K6)."""
    found = asked(Past(), "2020-05-15", "vn/hcmc")

    assert (found.answer, found.source, found.share, found.orders) == (Answer.NOT_ON_RECORD, None, None, ())


def test_today_is_asked_for_when_no_day_is_named():
    """The local day of the question."""
    answer = declared().ask(OrdersInForce(locality="vn/hcmc"), LATER)

    assert (answer.on, [each.events for each in answer.orders]) == (date(2023, 12, 1), [()])

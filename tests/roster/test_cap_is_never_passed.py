"""Whatever is booked, released and recounted: the cap is passed by no booking; counted again by hand (K5, R65)."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow import employee, organization
from civicflow.employee.events import Category, Session
from civicflow.testing import violations
from tests.roster.bodies import Body, order

PEOPLE = 12
CATEGORIES = (Category.CIVIL_SERVANT, Category.WORKER, Category.CADRE)
PERSONS = st.integers(1, PEOPLE).map(lambda number: f"E-{number}")
SESSIONS = st.sampled_from(list(Session))
STEPS = st.one_of(
    st.tuples(
        st.just("book"),
        PERSONS,
        SESSIONS,
        st.sampled_from(["office", "office", "office", "home", "field"]),
        st.sampled_from(["ordinary", "ordinary", "duty", "medical", "treasury"]),
    ),
    st.tuples(st.just("release"), PERSONS, SESSIONS),
    st.tuples(st.just("leave"), PERSONS),
    st.tuples(st.just("recount")),
)
ORDERS = st.fixed_dictionaries(
    {
        "cap": st.sampled_from(["0/1", "1/4", "1/3", "1/2", "2/3", "1/1", "essential-only"]),
        "exempt_count": st.sampled_from(["numerator", "denominator", "both", "none"]),
        "counted_categories": st.sampled_from([["civil_servant"], ["civil_servant", "worker", "cadre"]]),
        "leave_counts": st.booleans(),
        "minimum_on_site": st.integers(0, 2),
        "exempt_codes": st.sampled_from([[], ["medical"], ["medical", "duty", "treasury"]]),
    }
)


class Tally:
    """The same day on a sheet of paper: who was let in where, counted by trying."""

    def __init__(self, body: Body, terms: dict[str, Any]) -> None:
        self.terms = terms
        self.category = dict(zip(body.people, CATEGORIES * PEOPLE, strict=False))
        self.places: dict[tuple[str, Session], tuple[str, str]] = {}
        self.leaves: set[str] = set()
        self.people = self.counted()

    def counted(self) -> set[str]:
        """Who belongs to the headcount when it is taken."""
        away = set() if self.terms["leave_counts"] else self.leaves
        wanted = self.terms["counted_categories"]
        return {each for each, category in self.category.items() if category.value in wanted} - away

    def exempt(self) -> set[str]:
        """Who is at the office on an exempt duty."""
        codes = self.terms["exempt_codes"]
        return {person for (person, _), (at, why) in self.places.items() if at == "office" and why in codes}

    def over_by(self) -> int:
        """How many are on site above the cap."""
        codes, how = self.terms["exempt_codes"], self.terms["exempt_count"]
        at_the_office = {(who, why) for (who, _), (at, why) in self.places.items() if at == "office"}
        ordinary = {who for who, why in at_the_office if why not in codes}
        if self.terms["cap"] == "essential-only":
            return len(ordinary)
        on_site = ordinary | (self.exempt() if how in ("numerator", "both") else set())
        on_site &= {who for who in on_site if self.category[who].value in self.terms["counted_categories"]}
        number = len(self.people if how in ("denominator", "both") else self.people - self.exempt())
        share = Fraction(self.terms["cap"])
        most = max(k for k in range(number + 1) if k * share.denominator <= share.numerator * number)
        least: int = self.terms["minimum_on_site"]
        return max(0, len(on_site) - min(number, max(most, least)))


def take(body: Body, tally: Tally, step: tuple[Any, ...]) -> None:
    """Carry out one step on the log, and on paper when it was allowed; no booking may add to what is over."""
    before = tally.over_by()
    match step:
        case "book", person, session, place, purpose:
            refused = body.book(person, session=session, place=place, purpose=purpose, destination="T-17")
            if not refused:
                tally.places |= {(person, half): (place, purpose) for half in session.halves}
                assert tally.over_by() <= before
        case "release", person, session:
            if not body.release(person, session.value):
                for half in session.halves:
                    del tally.places[person, half]
                assert tally.over_by() <= before
        case "leave", person:
            leave = employee.RecordLeave(
                person=person, leave=f"L-{person}", kind="annual", since=body.on, until=body.on
            )
            if not body.refusals(leave):
                tally.leaves.add(person)
        case _:
            assert body.recount() == ()
            tally.people = tally.counted()


@settings(max_examples=60)
@given(ORDERS, st.lists(STEPS, max_size=40))
def test_no_booking_passes_the_cap(terms: dict[str, Any], steps: list[tuple[Any, ...]]):
    """The log and the paper agree on the excess after each step; it grows only by recounting (K5)."""
    with Body(PEOPLE, "2021-12-01T07:00+07:00", units=3, categories=CATEGORIES) as body:
        assert body.refusals(order(**terms), by="CHAIR") == ()
        body.opened()
        tally = Tally(body, terms)
        for step in steps:
            take(body, tally, step)
            assert body.day.over_by() == tally.over_by()
        assert list(violations(body.flow.entries())) == []


def test_everybody_who_is_refused_would_have_passed_the_cap():
    """The cap is no stricter than the order: of people who ask one after another, all that fit are let in."""
    with Body(PEOPLE, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("5/12"), by="CHAIR")
        assert body.opened().let_in(session="morning") == 5
        assert body.let_in(session="afternoon") == 5
        assert len(body.day.on_site()) == 5


def test_an_order_that_is_lifted_lets_everybody_in_again():
    """From the day after its last one; until the recount nobody is let in under the old cap."""
    with Body(PEOPLE, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("1/12"), by="CHAIR")
        assert body.opened().let_in() == 1
        yesterday = body.on - timedelta(days=1)
        lift = organization.LiftEmergencyMode(mode="M-1", until=yesterday, instrument="CV 2000")
        assert body.refusals(lift, by="CHAIR") == ()
        assert "day_is_counted_under_the_orders_in_force" in body.book("E-2")
        assert body.recount() == ()
        assert body.let_in() == PEOPLE - 1

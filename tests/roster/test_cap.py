"""The cap on who is on site, through days that are really opened and places that are really booked (E13, E14, K5, K6)."""

import pytest

from civicflow.employee.events import Category
from civicflow.roster import Answer
from tests.roster.bodies import Body, order

WITHOUT_LAW = "2021-12-01T07:00+07:00"
"""A day for which no number is on record in the city."""


@pytest.mark.parametrize(
    "cap, people, allowed",
    [
        *[("1/3", people, allowed) for people, allowed in ((1, 0), (2, 0), (3, 1), (7, 2), (8, 2))],
        *[("1/3", people, allowed) for people, allowed in ((9, 3), (10, 3), (222, 74))],
        *[("1/2", people, allowed) for people, allowed in ((7, 3), (8, 4), (9, 4), (222, 111))],
    ],
)
def test_e13_a_share_lets_in_whole_people(cap: str, people: int, allowed: int):
    """E13: everybody of the body asks, and so many are let in; the others are refused by the cap and nothing else."""
    with Body(people, WITHOUT_LAW) as body:
        assert body.refusals(order(cap), by="CHAIR") == ()
        body.opened()

        assert body.let_in() == allowed
        assert (body.day.allowed(), len(body.day.on_site()), body.day.over_by()) == (allowed, allowed, 0)
        if allowed < people:
            assert body.book(body.people[-1]) == ("on_site_cap_is_kept",)


@pytest.mark.parametrize(
    "on, answer, let_in",
    [
        ("2020-04-02", Answer.SHARE, 3),
        ("2020-05-15", Answer.NOT_ON_RECORD, 9),
        ("2021-06-02", Answer.NOT_ON_RECORD, 9),
        ("2021-06-04", Answer.SHARE, 4),
        ("2021-07-20", Answer.ESSENTIAL_ONLY, 0),
        ("2021-08-25", Answer.ESSENTIAL_ONLY, 0),
        ("2021-09-10", Answer.ESSENTIAL_ONLY, 0),
        ("2021-09-20", Answer.SHARE, 3),
        ("2021-10-15", Answer.SHARE, 4),
        ("2022-02-01", Answer.NO_LIMIT, 9),
    ],
)
def test_e14_the_cap_by_date(on: str, answer: Answer, let_in: int):
    """E14 with the rows that K6 adds: N = 9, by the law of the day alone."""
    with Body(9, f"{on}T07:00+07:00").opened() as body:
        assert body.day.cap.answer is answer
        assert body.let_in() == let_in


@pytest.mark.parametrize(
    "on, allowed, over_by",
    [
        ("2021-06-02", None, None),
        ("2021-06-04", 4, 0),
        ("2021-07-20", 0, 0),
        ("2022-02-01", None, 0),
    ],
)
def test_not_on_record_is_an_answer_of_its_own(on: str, allowed: int | None, over_by: int | None):
    """K6: under "not on record" there is no number and no verdict; under "no limit" nobody is ever above it."""
    with Body(9, f"{on}T07:00+07:00").opened() as body:
        body.let_in()
        assert (body.day.allowed(), body.day.over_by()) == (allowed, over_by)


def test_the_day_keeps_what_was_looked_up():
    """The provision stands in the event and in its envelope, with how it counts."""
    with Body(9, "2021-06-04T07:00+07:00").opened() as body:
        (opened,) = body.flow.entries(stream="day:A-1:2021-06-04")

    cap = opened.event.cap  # type: ignore[attr-defined]
    assert (cap.source, cap.fraction, cap.leave_counts) == ("vn.hcmc.on_site_cap/2021-06-03", "1/2", True)
    assert opened.envelope.regulations == ("vn.hcmc.on_site_cap/2021-06-03",)


def test_an_order_that_is_not_issued_yet_is_not_seen():
    """On 2 June 2021 nobody knew of the order of the 3rd; once it is known, the day is recounted (K7)."""
    with Body(9, "2021-06-02T07:00+07:00") as body:
        body.on = body.on.replace(day=4)
        body.opened()
        assert body.day.cap.answer is Answer.NOT_ON_RECORD

        body.clock.move_to("2021-06-03T07:00+07:00")
        assert body.book("E-1") == ("day_is_counted_under_the_orders_in_force",)
        assert body.recount() == ()
        assert body.let_in() == 4


def test_the_cap_binds_the_body_and_not_the_unit():
    """K5: six units of two would have no place each; the agency has four."""
    with Body(12, WITHOUT_LAW, units=6) as body:
        body.refusals(order("1/3"), by="CHAIR")
        assert body.opened().let_in() == 4


@pytest.mark.parametrize(
    "law, own, answer, let_in",
    [
        ("2021-06-04", "1/3", Answer.SHARE, 3),
        ("2021-06-04", "3/4", Answer.SHARE, 4),
        ("2021-06-04", "essential-only", Answer.ESSENTIAL_ONLY, 0),
        ("2021-06-04", None, Answer.SHARE, 4),
        ("2021-07-20", "1/3", Answer.ESSENTIAL_ONLY, 0),
        ("2022-02-01", "1/3", Answer.SHARE, 3),
        ("2021-12-01", "1/3", Answer.SHARE, 3),
        ("2021-12-01", None, Answer.NOT_ON_RECORD, 9),
    ],
)
def test_the_stricter_of_law_and_order_binds(law: str, own: str | None, answer: Answer, let_in: int):
    """K2, K7: an order may be stricter than the law, never more lenient; without a number it leaves it to the law."""
    with Body(9, f"{law}T07:00+07:00") as body:
        assert body.refusals(order(own), by="CHAIR") == ()
        assert body.opened().day.cap.answer is answer
        assert body.let_in() == let_in


@pytest.mark.parametrize(
    "district, city, let_in", [("1/3", "1/2", 3), ("1/2", "1/3", 3), ("1/2", "essential-only", 0)]
)
def test_the_strictest_of_the_places_around_a_body_binds(district: str, city: str, let_in: int):
    """K7: the orders of the district and of the city both stand."""
    with Body(9, WITHOUT_LAW, locality="vn/hcmc/district-10") as body:
        body.refusals(order(district, mode="M-1", locality="vn/hcmc/district-10"), by="CHAIR")
        body.refusals(order(city, mode="M-2"), by="ADMIN")
        assert body.opened().let_in() == let_in


def test_an_order_of_another_place_or_time_does_not_bind():
    """The order of a district binds its bodies alone; one that is over binds nobody."""
    with Body(9, WITHOUT_LAW) as body:
        body.refusals(order(mode="M-1", locality="vn/hcmc/district-10"), by="CHAIR")
        body.refusals(order(mode="M-2", until="2021-11-30"), by="CHAIR")
        assert body.opened().day.cap.answer is Answer.NOT_ON_RECORD


def test_a_duty_is_exempt_when_every_order_exempts_it():
    """A city that lets the treasury in does not let it in where the district does not."""
    with Body(9, WITHOUT_LAW, locality="vn/hcmc/district-10") as body:
        body.refusals(
            order("essential-only", locality="vn/hcmc/district-10", exempt_codes=["medical", "post"]),
            by="CHAIR",
        )
        body.refusals(order("1/2", mode="M-2", exempt_codes=["treasury", "medical"]), by="ADMIN")
        assert body.opened().day.cap.exempt_codes == ("medical",)
        assert body.book("E-1", purpose="treasury") == ("purpose_is_known", "only_essential_duties_come_in")
        assert body.book("E-1", purpose="medical") == ()


def test_essential_duties_come_in_by_their_code():
    """R64, K6: under essential duties only, the code of the order opens the door, and ordinary work does not."""
    with Body(9, "2021-07-20T07:00+07:00") as body:
        body.refusals(order(None), by="CHAIR")
        body.opened()

        assert body.book("E-1", purpose="medical") == ()
        for purpose in ("ordinary", "duty", "hotline"):
            assert body.book("E-2", purpose=purpose) == ("only_essential_duties_come_in",)
        assert body.book("E-2", place="field", destination="Chợ Bến Thành") == ()
        assert (body.day.on_site(), body.day.over_by()) == (frozenset(), 0)


@pytest.mark.parametrize(
    "exempt_count, on_site, headcount, others",
    [
        ("numerator", 1, 8, 1),
        ("denominator", 0, 9, 3),
        ("both", 1, 9, 2),
        ("none", 0, 8, 2),
    ],
)
def test_the_order_says_how_its_exempt_duties_count(
    exempt_count: str, on_site: int, headcount: int, others: int
):
    """K5: among those on site, in the headcount, in both or in neither; nine people, one third, one on exempt duty."""
    with Body(9, WITHOUT_LAW) as body:
        body.refusals(order("1/3", exempt_count=exempt_count), by="CHAIR")
        body.opened()
        assert body.book("E-1", purpose="medical") == ()

        assert (len(body.day.on_site()), body.day.headcount()) == (on_site, headcount)
        assert body.let_in() == others


def test_an_order_without_a_number_still_says_how_its_duties_count():
    """June 2021: the law says one half and leaves the exempt out of both; the order counts them in both (K5)."""
    with Body(9, "2021-06-04T07:00+07:00") as body:
        body.refusals(order(None, exempt_count="both"), by="CHAIR")
        body.opened()
        assert body.book("E-1", purpose="medical") == ()
        assert body.let_in() == 3
        assert body.day.cap.source == "vn.hcmc.on_site_cap/2021-06-03"


def test_an_exempt_duty_that_would_put_others_above_the_cap_waits_for_a_release():
    """Whoever is exempt leaves the headcount: nine give three places, eight give two (K5)."""
    with Body(9, WITHOUT_LAW) as body:
        body.refusals(order("1/3"), by="CHAIR")
        body.opened()
        assert [body.book(person) for person in ("E-1", "E-2", "E-3")] == [(), (), ()]

        assert body.book("E-4", purpose="medical") == ("on_site_cap_is_kept",)
        assert body.release("E-3") == ()
        assert body.book("E-4", purpose="medical") == ()
        assert body.book("E-3") == ("on_site_cap_is_kept",)


def test_the_order_says_which_categories_are_counted():
    """K5: workers who are not counted are neither in the headcount nor against the cap."""
    both = (Category.CIVIL_SERVANT, Category.WORKER)
    with Body(12, WITHOUT_LAW, categories=both) as body:
        body.refusals(order("1/3", counted_categories=["civil_servant"]), by="CHAIR")
        body.opened()
        assert (body.day.headcount(), len(body.day.besides)) == (6, 6)
        assert body.let_in() == 8
        assert body.day.on_site() == {"E-1", "E-3"}


def test_a_minimum_lets_people_into_a_small_body():
    """One third of two is nobody; the order may say that one may come all the same."""
    with Body(2, WITHOUT_LAW) as body:
        body.refusals(order("1/3", minimum_on_site=1), by="CHAIR")
        assert body.opened().let_in() == 1

"""How many people may be on site: the worked examples by date, the four answers, and the arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.errors import InvalidInputError
from civicflow.regulations import (
    CATEGORIES,
    EssentialOnly,
    Lawbook,
    Limit,
    NoLimit,
    NotOnRecord,
    OnSiteCap,
    Share,
    on_site_cap,
    people_allowed,
    strictest,
)
from civicflow.regulations.caps import ExemptCount
from tests.regulations.shipped import day, shipped, texts


def share(
    fraction: Fraction,
    *,
    minimum: int = 0,
    exempt: ExemptCount = "none",
    counted: tuple[str, ...] = CATEGORIES,
    leave: bool = True,
) -> Share:
    """A share of the headcount, counted as the arguments say."""
    return Share(
        fraction=fraction,
        minimum_on_site=minimum,
        exempt_count=exempt,
        counted_categories=counted,
        leave_counts=leave,
        provision="order",
    )


def answer_of(cap: OnSiteCap, headcount: int) -> int | str:
    """The number of people, or the name of the answer that is no number."""
    return people_allowed(cap, headcount) if isinstance(cap, Share) else type(cap).__name__


@pytest.mark.parametrize(
    "fraction, headcount, allowed",
    [
        *[("1/3", headcount, allowed) for headcount, allowed in ((1, 0), (2, 0), (3, 1), (7, 2), (8, 2))],
        *[("1/3", headcount, allowed) for headcount, allowed in ((9, 3), (10, 3), (222, 74))],
        *[("1/2", headcount, allowed) for headcount, allowed in ((1, 0), (2, 1), (3, 1), (7, 3), (8, 4))],
        *[("1/2", headcount, allowed) for headcount, allowed in ((9, 4), (10, 5), (222, 111))],
    ],
)
def test_e13_a_share_is_a_ceiling_on_people(fraction: str, headcount: int, allowed: int) -> None:
    """E13: one third and one half of small bodies, and of the 222 officials of District 10."""
    assert people_allowed(share(Fraction(fraction)), headcount) == allowed


@pytest.mark.parametrize(
    "on, answer",
    [
        ("2020-03-31", "NotOnRecord"),
        ("2020-04-01", 3),
        ("2020-04-02", 3),
        ("2020-04-15", 3),
        ("2020-04-16", 3),
        ("2020-04-22", 3),
        ("2020-04-23", "NotOnRecord"),
        ("2020-05-15", "NotOnRecord"),
        ("2021-02-17", "NotOnRecord"),
        ("2021-06-01", "NotOnRecord"),
        ("2021-06-02", "NotOnRecord"),
        ("2021-06-03", 4),
        ("2021-06-04", 4),
        ("2021-07-08", 4),
        ("2021-07-09", "EssentialOnly"),
        ("2021-07-20", "EssentialOnly"),
        ("2021-08-25", "EssentialOnly"),
        ("2021-09-10", "EssentialOnly"),
        ("2021-09-15", "EssentialOnly"),
        ("2021-09-16", 3),
        ("2021-09-20", 3),
        ("2021-09-30", 3),
        ("2021-10-01", 4),
        ("2021-10-15", 4),
        ("2021-10-31", 4),
        ("2021-11-01", "NotOnRecord"),
        ("2022-01-15", "NotOnRecord"),
        ("2022-01-16", "NoLimit"),
        ("2022-02-01", "NoLimit"),
    ],
)
def test_e14_the_cap_of_the_city_by_date(on: str, answer: int | str) -> None:
    """E14 with the rows that K6 adds, N = 9, and the edges of every record; the proposal of June 2021 is none."""
    assert answer_of(on_site_cap(shipped(), on=day(on), locality="vn/hcmc"), 9) == answer


@pytest.mark.parametrize(
    "on, answer",
    [("2021-02-16", "NotOnRecord"), ("2021-02-17", 74), ("2021-02-21", 74), ("2021-02-22", "NotOnRecord")],
)
def test_e14_district_10_had_a_cap_of_its_own(on: str, answer: int | str) -> None:
    """District 10 kept one third of 222 on site for five days of February 2021; its wards did too, the city did not."""
    for locality in ("vn/hcmc/district-10", "vn/hcmc/district-10/ward-1"):
        assert answer_of(on_site_cap(shipped(), on=day(on), locality=locality), 222) == answer
    assert answer_of(on_site_cap(shipped(), on=day(on), locality="vn/hcmc/district-1"), 222) == "NotOnRecord"


def test_a_district_without_an_order_of_its_own_is_under_the_citys() -> None:
    """In June 2021 the city's half binds District 10 as well; Hanoi has nothing on record."""
    on = day("2021-06-04")
    assert answer_of(on_site_cap(shipped(), on=on, locality="vn/hcmc/district-10"), 9) == 4
    assert on_site_cap(shipped(), on=on, locality="vn/hanoi") == NotOnRecord(
        subject="on_site_cap", locality="vn/hanoi", on=on
    )


def test_an_order_not_yet_issued_is_not_seen() -> None:
    """As known on 2 June 2021, nothing was on record for the 4th; as known on the 3rd, the half was (K7)."""
    on = day("2021-06-04")
    before = on_site_cap(shipped(), on=on, locality="vn/hcmc", known=day("2021-06-02"))
    after = on_site_cap(shipped(), on=on, locality="vn/hcmc", known=day("2021-06-03"))
    assert (answer_of(before, 9), answer_of(after, 9)) == ("NotOnRecord", 4)


def test_strict_answers_not_on_record_and_names_what_it_withholds() -> None:
    """That Dispatch 1204 lasted past 15 April 2020 is only remembered: strict does not rely on it."""
    strict = shipped(strict=True)
    assert answer_of(on_site_cap(strict, on=day("2020-04-15"), locality="vn/hcmc"), 9) == 3
    assert on_site_cap(strict, on=day("2020-04-16"), locality="vn/hcmc") == NotOnRecord(
        subject="on_site_cap",
        locality="vn/hcmc",
        on=day("2020-04-16"),
        withheld="vn.hcmc.on_site_cap/2020-04-16",
    )


def under_the_city(answer: str, *, status: str) -> dict[str, str]:
    """The shipped files and an order of Thu Duc for June 2021."""
    head = texts()["vn.hcmc.on_site_cap.toml"].partition("[[record]]")[0]
    return {
        **texts(),
        "vn.hcmc.thu-duc.on_site_cap.toml": f"""{head}
[[record]]
effective_from = 2021-06-01
mode = "emergency"
instrument = "An order of Thu Duc"
source = "the order"
status = "{status}"
[record.value]
answer = "{answer}"
""",
    }


@pytest.mark.parametrize("answer, kind", [("no-limit", Share), ("essential-only", EssentialOnly)])
def test_the_strictest_of_the_places_around_a_body_wins(answer: str, kind: type[Limit]) -> None:
    """K7: a district may be stricter than its city, never more lenient."""
    book = Lawbook.parse(under_the_city(answer, status="verified"))
    assert isinstance(on_site_cap(book, on=day("2021-06-04"), locality="vn/hcmc/thu-duc"), kind)


def test_strict_withholds_only_what_the_answer_would_rest_on() -> None:
    """A remembered order that is more lenient than the city's changes nothing; a stricter one leaves no answer."""
    lenient = Lawbook.parse(under_the_city("no-limit", status="memory"), strict=True)
    stricter = Lawbook.parse(under_the_city("essential-only", status="corroborated"), strict=True)
    on, thu_duc = day("2021-06-04"), "vn/hcmc/thu-duc"
    assert isinstance(on_site_cap(lenient, on=on, locality=thu_duc), Share)
    assert on_site_cap(stricter, on=on, locality=thu_duc) == NotOnRecord(
        subject="on_site_cap",
        locality=thu_duc,
        on=on,
        withheld="vn.hcmc.thu-duc.on_site_cap/2021-06-01",
    )


def test_limits_stand_in_an_order_of_strictness() -> None:
    """Essential duties only, then smaller shares, then larger ones, then no limit; of equals the first."""
    ordered: list[Limit] = [
        EssentialOnly(provision="a"),
        share(Fraction(1, 3)),
        share(Fraction(1, 3), minimum=1),
        share(Fraction(1, 2)),
        NoLimit(provision="b"),
    ]
    for place, limit in enumerate(ordered):
        assert strictest(reversed(ordered[place:])) == limit
    assert strictest([NoLimit(provision="b"), NoLimit(provision="c")]) == NoLimit(provision="b")


def test_essential_only_gives_no_places_and_no_limit_gives_all() -> None:
    """Under essential duties only, nobody without an exempt code has a place."""
    assert people_allowed(EssentialOnly(provision="a"), 9) == 0
    assert people_allowed(NoLimit(provision="b"), 9) == 9


def test_a_headcount_is_not_negative() -> None:
    """A negative headcount is a mistake of the caller, not a small body."""
    with pytest.raises(InvalidInputError):
        people_allowed(share(Fraction(1, 3)), -1)


@given(st.fractions(0, 1, max_denominator=60), st.integers(0, 3_000), st.integers(0, 5))
def test_a_share_allows_the_largest_number_of_whole_people(
    fraction: Fraction, headcount: int, minimum: int
) -> None:
    """The largest k with k x denominator <= numerator x N, found by trying; the minimum lifts it, the body bounds it."""
    tried = max(k for k in range(headcount + 1) if k * fraction.denominator <= fraction.numerator * headcount)
    assert people_allowed(share(fraction), headcount) == tried
    assert people_allowed(share(fraction, minimum=minimum), headcount) == min(headcount, max(minimum, tried))


@pytest.mark.parametrize(
    "exempt, in_headcount, in_presence",
    [("numerator", False, True), ("denominator", True, False), ("both", True, True), ("none", False, False)],
)
def test_the_order_says_where_the_exempt_are_counted(
    exempt: ExemptCount, in_headcount: bool, in_presence: bool
) -> None:
    """K5: among those on site, in the headcount, in both or in neither; others are counted in both."""
    cap = share(Fraction(1, 3), exempt=exempt)
    assert cap.in_headcount(category="worker", on_leave=False, exempt=True) is in_headcount
    assert cap.in_presence(category="worker", exempt=True) is in_presence
    assert cap.in_headcount(category="worker", on_leave=False, exempt=False)
    assert cap.in_presence(category="worker", exempt=False)


def test_the_order_says_whose_headcount_it_is() -> None:
    """K5: personnel categories and people on leave belong to the headcount when the order says so."""
    cap = share(Fraction(1, 3), counted=("cadre", "civil_servant"), leave=False)
    assert cap.in_headcount(category="cadre", on_leave=False, exempt=False)
    assert not cap.in_headcount(category="cadre", on_leave=True, exempt=False)
    assert not cap.in_headcount(category="worker", on_leave=False, exempt=False)
    assert not cap.in_presence(category="worker", exempt=False)
    assert share(Fraction(1, 3), leave=True).in_headcount(category="cadre", on_leave=True, exempt=False)


def test_a_record_names_what_its_text_does_not_say() -> None:
    """How the exempt count in June 2021 was not seen: the record says that it is a reading."""
    cap = on_site_cap(shipped(), on=day("2021-06-04"), locality="vn/hcmc")
    assert isinstance(cap, Share)
    assert cap.provision == "vn.hcmc.on_site_cap/2021-06-03"
    assert set(cap.readings) == {"minimum_on_site", "exempt_count", "counted_categories", "leave_counts"}

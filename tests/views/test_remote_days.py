"""How much is worked at home, by session and by band: a fortnight counted by hand, and a slow second opinion (V5, R38)."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.employee.events import Place, Session
from civicflow.views.among import Part
from civicflow.views.remote_days import Band, RemoteDays, RemoteDaysLine
from tests.views.administration import administration
from tests.views.november import counts
from tests.views.past import Past
from tests.views.roster import booked, joined

NOW = "2023-10-14T08:00"
FORTNIGHT = "2023-10-02/2023-10-15"
OFFICE, HOME, FIELD = Place.OFFICE, Place.HOME, Place.FIELD
MORNING, AFTERNOON, BOTH = Session.MORNING, Session.AFTERNOON, Session.BOTH


def agency() -> Past:
    """Two divisions with four people."""
    past = administration(Past())
    joined(past, "U-12", "E-1", "E-2")
    joined(past, "U-13", "E-3", "E-4")
    return past


def asked(past: Past, now: str = "2023-10-16T08:00", **said: Any) -> tuple[RemoteDaysLine, ...]:
    """The lines of the fortnight."""
    return past.ask(RemoteDays(**({"period": FORTNIGHT} | said)), now)


def bands(line: RemoteDaysLine) -> dict[str, int]:
    """The bands that are not empty."""
    return {each.band.value: each.people for each in line.bands if each.people}


def test_a_fortnight_counted_by_hand():
    """Sessions are halves; field work is work and not at home; nowhere at work is no work at all (K13, R40)."""
    past = agency()
    for day in ("2023-10-03", "2023-10-05", "2023-10-10"):
        booked(past, day, "E-1", HOME)
    booked(past, "2023-10-02", "E-1", OFFICE)
    booked(past, "2023-10-04", "E-1", HOME, MORNING)
    booked(past, "2023-10-04", "E-1", OFFICE, AFTERNOON)
    booked(past, "2023-10-03", "E-2", FIELD)
    booked(past, "2023-10-04", "E-2", HOME, AFTERNOON)
    booked(past, "2023-10-05", "E-2", HOME)
    booked(past, "2023-10-05", "E-2", None, corrected=True)
    booked(past, "2023-10-03", "E-3", OFFICE)
    booked(past, "2023-10-17", "E-4", HOME)

    (everybody,) = asked(past)
    one, other, third = asked(past, by="person")[1:]

    assert (counts(everybody.remote), everybody.days_at_home, everybody.people) == ((8, 15), Fraction(4), 3)
    assert bands(everybody) == {"often": 1, "monthly": 1, "never": 1}
    assert (one.of, counts(one.remote), one.days_at_home, bands(one)) == (
        "E-1",
        (7, 10),
        Fraction(7, 2),
        {"often": 1},
    )
    assert (other.of, counts(other.remote), bands(other)) == ("E-2", (1, 3), {"monthly": 1})
    assert (third.of, counts(third.remote), bands(third)) == ("E-3", (0, 2), {"never": 1})


def test_r38_seventy_to_eighty_per_cent_at_home():
    """R38: an officer who is at the office a day and a half a week works seven tenths of the time at home."""
    past = agency()
    for week in (2, 9):
        for weekday in range(3):
            booked(past, f"2023-10-{week + weekday:02}", "E-1", HOME)
        booked(past, f"2023-10-{week + 3:02}", "E-1", HOME, MORNING)
        booked(past, f"2023-10-{week + 3:02}", "E-1", OFFICE, AFTERNOON)
        booked(past, f"2023-10-{week + 4:02}", "E-1", OFFICE)

    (line,) = asked(past)

    assert line.remote.share == Fraction(7, 10)


@pytest.mark.parametrize(
    "said, people",
    [
        ({"unit": "U-12"}, ["E-1", "E-2"]),
        ({"unit": "A-1"}, []),
        ({"unit": "A-1", "with_subunits": True}, ["E-1", "E-2", "E-3"]),
        ({"head": "E-102"}, ["E-3"]),
        ({"group": "drafting"}, []),
    ],
)
def test_of_whom_the_figure_is(said, people):
    """A unit, what stands below it, an accountable head, a group of positions; each as on that day (K18, R79)."""
    past = agency()
    for person in ("E-1", "E-2", "E-3"):
        booked(past, "2023-10-03", person, HOME)

    lines = asked(past, by="person", **said)

    assert [line.of for line in lines] == [None, *people]
    assert lines[0].people == len(people)


def test_each_unit_has_its_line_and_names_its_events():
    """The first line is of all, then one a unit; the events are the bookings."""
    past = agency()
    first, second = (booked(past, "2023-10-03", person, HOME) for person in ("E-1", "E-3"))

    lines = asked(past, by=Part.UNIT, with_events=True)

    assert [(line.of, line.remote.events) for line in lines] == [
        (None, (first, second)),
        ("U-12", (first,)),
        ("U-13", (second,)),
    ]


@pytest.mark.parametrize(
    "days_at_home, days, band",
    [
        (3, 14, Band.OFTEN),
        (2, 14, Band.SOMETIMES),
        (1, 14, Band.SOMETIMES),
        (6, 28, Band.OFTEN),
        (2, 28, Band.SOMETIMES),
        (1, 28, Band.MONTHLY),
        (1, 30, Band.MONTHLY),
        (1, 31, Band.OCCASIONALLY),
        (1, 60, Band.OCCASIONALLY),
    ],
)
def test_how_often_is_measured_over_the_days_that_have_come(days_at_home, days, band):
    """Three days in two weeks, one or two, one a month, less; what lies ahead does not thin it out."""
    past = agency()
    first = date(2023, 10, 2)
    for number in range(days_at_home):
        booked(past, str(first + timedelta(days=number)), "E-1", HOME)
    last = first + timedelta(days=days - 1)

    (line,) = past.ask(RemoteDays(period=f"{first}/2024-12-31"), f"{last}T20:00")

    assert bands(line) == {band.value: 1}


def test_before_the_period_nobody_works_and_no_band_is_told():
    """Nothing to divide by: no share, no band."""
    (line,) = asked(agency(), "2023-09-01T08:00")

    assert (line.remote.share, line.people, line.bands) == (None, 0, ())


@st.composite
def rosters(draw: st.DrawFn) -> list[tuple[int, str, Place | None, Session, bool]]:
    """Bookings and corrections of a few people on a few days, one over the other."""
    return draw(
        st.lists(
            st.tuples(
                st.integers(0, 20),
                st.sampled_from(("E-1", "E-2", "E-3", "E-5")),
                st.sampled_from((OFFICE, HOME, FIELD, None)),
                st.sampled_from(Session),
                st.booleans(),
            ),
            max_size=20,
        )
    )


@given(told=rosters(), known=st.integers(0, 20), by=st.sampled_from((None, Part.UNIT, Part.PERSON)))
def test_remote_days_equal_a_slow_count(told, known, by):
    """For any bookings in any order, with any knowledge: half a day by half a day."""
    past, told = agency(), [each for each in told if each[2] is not None or each[4]]
    for number, (day, person, place, session, corrected) in enumerate(sorted(told, key=lambda each: each[0])):
        on = str(date(2023, 9, 27) + timedelta(days=day))
        event = booked(past, on, person, place, session, corrected=corrected)
        line = past.lines[event - 1]
        past.lines[event - 1] = line._replace(at=line.at._replace(recorded=number, occurred=number))
    past.lines = [each for each in past.lines if each.at.recorded > 1_000 or each.at.recorded <= known]

    last: dict[tuple[str, str, str], str | None] = {}
    for number, (day, person, place, session, _) in enumerate(sorted(told, key=lambda each: each[0])):
        for half in session.halves if number <= known else ():
            on = str(date(2023, 9, 27) + timedelta(days=day))
            last[on, person, half.value] = None if place is None else place.value
    units = {"E-1": "U-12", "E-2": "U-12", "E-3": "U-13", "E-5": ""}
    expected: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0], {None: [0, 0]})
    for (on, person, _), where in last.items():
        if "2023-10-02" <= on <= "2023-10-15" and where is not None:
            part = {None: (None,), Part.UNIT: (None, units[person]), Part.PERSON: (None, person)}[by]
            for name in part:
                expected[name][0] += where == "home"
                expected[name][1] += 1

    assert {line.of: list(counts(line.remote)) for line in asked(past, by=by)} == dict(expected)

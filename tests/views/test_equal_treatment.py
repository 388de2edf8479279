"""Whether those at home and those at the office are treated alike: groups by hand, and nothing about too few (V13, R17, K25)."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.employee.events import Place, PositionAssigned, Session
from civicflow.organization.events import PositionEstablished
from civicflow.regulations import Lawbook
from civicflow.regulations.parameters import SMALLEST_GROUP
from civicflow.views.equal_treatment import EqualTreatment, EqualTreatmentAnswer
from civicflow.views.participation import Participation
from tests.employee import staff
from tests.views.administration import administration
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import LAWBOOK, Past
from tests.views.reporting import at_home, on_leave
from tests.views.roster import booked, joined
from tests.views.test_participation import steps

WEEK = "2023-10-02/2023-10-06"
LATER = "2023-11-01T08:00"


def group(
    past: Past, name: str, number: int, *, remote: int, unit: str = "U-12", units: int = 10
) -> list[str]:
    """A group of positions with so many people, the first of whom are at home on Monday; each has one task of a week."""
    people = [f"E-{name}{each}" for each in range(number)]
    past.add("2023-01-03T08:00", in_group(f"P-{name}", name, unit))
    joined(past, unit, *people)
    for place, person in enumerate(people):
        past.add("2023-01-03T08:00", staff.registered(person, unit=unit))
        assigned = PositionAssigned(
            person=person, unit=unit, position=f"P-{name}", since=date(2023, 1, 3), assigned_by="E-101"
        )
        past.add("2023-01-03T08:30", assigned)
        if place < remote:
            at_home(past, "2023-10-02", person=person)
        life = Life(past, f"T-{person}", assignee=person, unit=unit)
        life.assigned("2023-10-02T08:00", units=units + (place < remote)).submitted("2023-10-06T16:00")
    return people


def in_group(position: str, name: str, unit: str = "U-12") -> PositionEstablished:
    """A position of a group."""
    return evolve(staff.position(position, unit=unit), group=name)


def asked(past: Past, **said: Any) -> EqualTreatmentAnswer:
    """One week."""
    return past.ask(EqualTreatment(**({"period": WEEK} | said)), LATER)


def shown(answer: EqualTreatmentAnswer) -> list[tuple[str | None, int, int]]:
    """Groups with their people at home and at the office."""
    return [(line.of, line.people_at_home, line.people_at_office) for line in answer.lines]


def test_two_large_groups_are_compared():
    """Eleven units a week at home, ten at the office; the first line is of all."""
    past = administration(Past())
    group(past, "desk", 12, remote=5)
    group(past, "field", 11, remote=6, units=5)

    answer = asked(past)

    assert shown(answer) == [(None, 11, 12), ("desk", 5, 7), ("field", 6, 5)]
    desk = answer.lines[1]
    assert [desk.worked_days_at_home, desk.units_a_day_at_home] == [25, Fraction(11, 5)]
    assert [desk.worked_days_at_office, desk.units_a_day_at_office] == [35, 2]
    assert (answer.smallest_group, answer.suppressed) == (5, ())


def test_refused_requests_stand_beside_it():
    """R17: of those decided in the period; fewer than five askers would be too few to be told."""
    past = administration(Past())
    for number, person in enumerate(group(past, "desk", 12, remote=5)[:6]):
        past.add("2023-10-03T09:00", steps(person)["requested"])
        past.add("2023-10-04T09:00", steps(person)["refused" if number < 2 else "approved"])

    assert [line.requests_refused and counts(line.requests_refused) for line in asked(past).lines] == [
        (2, 6),
        (2, 6),
    ]


def test_refusals_of_too_few_who_asked_are_not_told():
    """K25: four who asked are four; that the groups are large enough for the rest changes nothing."""
    past = administration(Past())
    for person in group(past, "desk", 12, remote=5)[:4]:
        past.add("2023-10-03T09:00", steps(person)["requested"])
        past.add("2023-10-04T09:00", steps(person)["refused"])

    assert [(line.people_at_home, line.requests_refused) for line in asked(past).lines] == [
        (5, None),
        (5, None),
    ]


@pytest.mark.parametrize(
    "remote, expected",
    [(4, [(None, 16, 20)]), (5, [(None, 17, 19), ("desk", 5, 7), ("field", 6, 6), ("law", 6, 6)])],
)
def test_k25_a_side_of_four_is_not_told_nor_can_it_be_computed(remote, expected):
    """Four of the desk at home: the next group is not told either, for the total less the third would tell of the four."""
    past = administration(Past())
    group(past, "desk", 12, remote=remote)
    group(past, "field", 12, remote=6)
    group(past, "law", 12, remote=6)

    answer = asked(past)
    hidden = set(answer.suppressed)

    assert shown(answer)[0] == expected[0]
    if remote == 5:
        assert shown(answer) == expected
    else:
        assert "desk" in hidden
        assert len(hidden) == 2


def test_where_no_size_is_on_record_nothing_is_told():
    """Not on record is no licence to tell."""
    past = administration(Past())
    group(past, "desk", 12, remote=6)
    past.regulations = Lawbook(())

    assert asked(past) == EqualTreatmentAnswer(smallest_group=None, lines=(), suppressed=())


@pytest.mark.parametrize(
    "said, expected",
    [
        ({"unit": "U-13"}, [(None, 5, 5), ("field", 5, 5)]),
        ({"unit": "A-1", "with_subunits": True, "group": "desk"}, [(None, 6, 6), ("desk", 6, 6)]),
        ({"head": "E-102"}, [(None, 5, 5), ("field", 5, 5)]),
        ({"unit": "A-1"}, [(None, 0, 0)]),
        ({"period": "2024"}, [(None, 0, 22)]),
    ],
)
def test_of_whom_it_is_asked(said, expected):
    """A unit, a head, a group; of days that have not come there is nothing to compare."""
    past = administration(Past())
    group(past, "desk", 12, remote=6)
    group(past, "field", 10, remote=5, unit="U-13")

    assert shown(asked(past, **said))[: len(expected)] == expected


def test_what_is_published_of_participation_tells_of_nobody_in_particular():
    """K25: without units of fewer than five, and without what would give them away; whoever leads them sees them all."""
    past = administration(Past())
    for unit, number in (("U-12", 6), ("U-13", 3), ("A-1", 7)):
        for each in range(number):
            past.add("2023-10-03T09:00", steps(f"E-{unit}-{each}", unit)["requested"])

    full = past.ask(Participation(by="unit"), LATER)
    published = past.ask(Participation(by="unit", published=True), LATER)
    total = past.ask(Participation(unit="U-13", published=True), LATER)

    assert [(line.of, line.requested) for line in full] == [(None, 16), ("A-1", 7), ("U-12", 6), ("U-13", 3)]
    assert [(line.of, line.requested) for line in published] == [(None, 16), ("A-1", 7)]
    assert total == ()
    past.regulations = Lawbook(())
    assert past.ask(Participation(by="unit", published=True), LATER) == ()


def telling_of_everybody() -> Lawbook:
    """The regulations, as if nobody were too few."""
    sheets = tuple(
        evolve(
            sheet, provisions=tuple(evolve(each, value={"smallest_group": 1}) for each in sheet.provisions)
        )
        if sheet.subject == SMALLEST_GROUP.subject
        else sheet
        for sheet in LAWBOOK.sheets
    )
    return Lawbook(sheets)


PEOPLE = {"E-1": "desk", "E-2": "desk", "E-3": "field", "E-4": ""}
DAYS = tuple(date(2023, 10, 2) + timedelta(days=number) for number in range(6))


@st.composite
def weeks(draw: st.DrawFn) -> list[tuple[str, str, date, Any]]:
    """Who is where, on leave, and given what for which days."""
    person, day = st.sampled_from(tuple(PEOPLE)), st.sampled_from(DAYS)
    place = st.sampled_from((Place.HOME, Place.OFFICE, Place.FIELD, None))
    return draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("booked"), person, day, st.tuples(place, st.sampled_from(Session))),
                st.tuples(st.just("leave"), person, day, st.sampled_from(Session)),
                st.tuples(st.just("given"), person, day, st.tuples(day, st.integers(1, 9))),
                st.tuples(st.just("decided"), person, day, st.booleans()),
            ),
            max_size=14,
        )
    )


@given(weeks())
def test_treatment_equals_a_slow_count(told):
    """Person by person and half day by half day, from the whole list each time."""
    past = office_of_groups()
    for number, (what, person, day, how) in enumerate(told):
        happens(past, number, what, person, day, how)

    expected: dict[str | None, list[Any]] = {}
    for person, group_of in PEOPLE.items():
        days, units, home, refused, decided = slowly(told, person)
        for name in (None, group_of):
            line = expected.setdefault(name, [0, 0, 0, 0, 0, 0, 0, 0])
            side = 0 if home else 3
            for place, more in enumerate((1, days, units)):
                line[side + place] += more
            line[6] += refused
            line[7] += decided

    assert {
        line.of: [
            *(
                line.people_at_home,
                line.worked_days_at_home,
                (line.units_a_day_at_home or 0) * line.worked_days_at_home,
            ),
            *(
                line.people_at_office,
                line.worked_days_at_office,
                (line.units_a_day_at_office or 0) * line.worked_days_at_office,
            ),
            *(counts(line.requests_refused) if line.requests_refused else (None, None)),
        ]
        for line in asked(past).lines
    } == expected


def office_of_groups() -> Past:
    """Four people in two groups and none."""
    past = administration(Past(regulations=telling_of_everybody()))
    joined(past, "U-12", *PEOPLE)
    for person, name in PEOPLE.items():
        past.add("2023-01-03T08:00", staff.registered(person, unit="U-12"))
        if name:
            past.add("2023-01-03T08:00", in_group(f"P-{person}", name))
            past.add("2023-01-03T08:30", staff.placed(person, f"P-{person}", "U-12"))
    return past


def happens(past: Past, number: int, what: str, person: str, day: date, how: Any) -> None:
    """One thing that a week tells of."""
    match what:
        case "booked":
            place, session = how
            booked(past, str(day), person, place, session, corrected=place is None)
        case "leave":
            on_leave(past, str(day), how, person=person)
        case "given":
            first, last = sorted((day, how[0]))
            life = Life(past, f"T-{number}", assignee=person).assigned(f"{first}T08:00", units=how[1])
            life.submitted(f"{last}T16:00")
        case _:
            past.add(f"{day}T09:00", steps(person)["requested"])
            past.add(f"{day}T09:00", steps(person)["refused" if how else "approved"])


def slowly(told: list[tuple[str, str, date, Any]], person: str) -> tuple[Fraction, Fraction, bool, int, int]:
    """Days worked, units in them, whether at home, requests refused and decided."""
    mine = [(what, day, how) for what, whose, day, how in told if whose == person]
    week = [day for day in DAYS if day.weekday() < 5]
    worked, home = [], False
    for day in DAYS:
        for half in Session.BOTH.halves:
            if any(what == "leave" and on == day and half in how.halves for what, on, how in mine):
                continue
            places = [
                how[0] for what, on, how in mine if what == "booked" and on == day and half in how[1].halves
            ]
            home |= day in week and places[-1:] == [Place.HOME]
            if day in week and places[-1:] != [None]:
                worked.append((day, half))
    units = Fraction()
    for what, day, how in mine:
        if what == "given":
            first, last = sorted((day, how[0]))
            spread = [on for on in week if first <= on <= last for _ in "am"]
            inside = sum(first <= on <= last for on, _ in worked)
            units += Fraction(how[1] * inside, len(spread)) if spread else 0
    decisions = [how for what, on, how in mine if what == "decided" and on in week]
    return Fraction(len(worked), 2), units, home, sum(decisions), len(decisions)

"""Workload at home against that at the office: E23 by hand, the frozen baseline, the band, and a slow second opinion (V8, K16)."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period
from civicflow.core.event import micros
from civicflow.core.fields import FreeText
from civicflow.employee.events import Place, Session
from civicflow.home_work.events import HomeWorkActivated
from civicflow.regulations import Lawbook
from civicflow.views.home_workloads import Equivalence
from civicflow.views.pilot_case import SOURCES
from civicflow.views.work_baselines import BaselineOf
from civicflow.views.workload import PersonWorkload, Workload, WorkloadAnswer
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import ZONE, Past, at
from tests.views.reporting import at_home, office, on_leave, placed
from tests.views.roster import booked, joined

LATER = "2023-12-01T08:00"
SEPTEMBER = "2023-09-11/2023-09-22"
AT_HOME = tuple(str(date(2023, 9, 11) + timedelta(days=day)) for day in (*range(5), *range(7, 12)))
"""Ten working days."""


def task(
    past: Past,
    number: int,
    first: str,
    last: str,
    units: int,
    *,
    person: str = "E-204",
    unit: str = "U-12",
    completed: bool = True,
) -> None:
    """Work of a person from a morning to an afternoon."""
    life = Life(past, f"T-{number}", assignee=person, unit=unit)
    life.assigned(f"{first}T08:00", due=f"{last}T17:00", units=units).submitted(f"{last}T16:00")
    if completed:
        life.completed(f"{last}T16:30")


def mondays(first: str, last: str) -> list[date]:
    """The Mondays between two days."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    found = (start + timedelta(days=day) for day in range((end - start).days + 1))
    return [day for day in found if day.weekday() == 0]


def at_office(past: Past, units: int = 20, *, person: str = "E-204", unit: str = "U-12") -> None:
    """So many units every week from June to August: a quarter of a year without a day off."""
    for monday in mondays("2023-05-29", "2023-08-21"):
        friday = monday + timedelta(days=4)
        task(past, 1000 + len(past.lines), str(monday), str(friday), units, person=person, unit=unit)


def begun(past: Past, day: str = "2023-08-28", person: str = "E-204", unit: str = "U-12") -> None:
    """A person works at home from a day on."""
    past.add(f"{day}T08:00", HomeWorkActivated(person=person, unit=unit, activated_by="E-101"))


def asked(past: Past, now: str = LATER, **said: Any) -> WorkloadAnswer:
    """Two weeks of September."""
    return past.ask(Workload(**({"period": SEPTEMBER} | said)), now)


def one(past: Past, **said: Any) -> PersonWorkload:
    """The only person at home."""
    (found,) = asked(past, **said).people
    return found


def e23(units: int) -> Past:
    """Four units a day at the office, then ten days at home with so many."""
    past = office()
    at_office(past)
    begun(past)
    at_home(past, *AT_HOME)
    task(past, 1, "2023-09-11", "2023-09-15", 20)
    task(past, 2, "2023-09-18", "2023-09-22", units - 20)
    return past


@pytest.mark.parametrize(
    "units, ratio, equivalence, answerable",
    [
        (37, Fraction(925, 1000), Equivalence.IN_BAND, None),
        (33, Fraction(825, 1000), Equivalence.UNDER_ASSIGNED, "E-101"),
        (36, Fraction(9, 10), Equivalence.IN_BAND, None),
        (44, Fraction(11, 10), Equivalence.IN_BAND, None),
        (45, Fraction(45, 40), Equivalence.OVER_ASSIGNED, "E-101"),
    ],
)
def test_e23_units_a_day_at_home_against_four_at_the_office(units, ratio, equivalence, answerable):
    """E23: 37 units in ten days are 0.925, in the band; 33 are 0.825, a remark about the head and nobody else (R27, R79)."""
    found = one(e23(units))

    assert [found.baseline_a_day, found.baseline_days, found.days] == [4, 65, 10]
    assert (found.assigned, found.assigned_ratio, found.equivalence) == (units, ratio, equivalence)
    assert found.answerable == answerable


def test_what_was_assigned_and_what_was_completed_stand_apart():
    """Work that nobody has accepted was assigned; it lifts the one figure and not the other."""
    past = e23(20)
    task(past, 3, "2023-09-18", "2023-09-22", 16, completed=False)

    found = one(past)

    assert [found.assigned, found.completed] == [36, 20]
    assert [found.assigned_a_day, found.completed_a_day] == [Fraction(36, 10), 2]
    assert (found.assigned_ratio, found.completed_ratio) == (Fraction(9, 10), Fraction(1, 2))


def test_a_task_is_spread_over_the_sessions_at_both_places():
    """Half of its sessions at home, half of its units; leave takes a session out of the days (K13, K16)."""
    past = office()
    at_office(past)
    begun(past)
    at_home(past, "2023-09-12", "2023-09-14")
    on_leave(past, "2023-09-14", Session.MORNING)
    task(past, 1, "2023-09-11", "2023-09-15", 20)

    found = one(past)

    assert [found.days, found.assigned, found.assigned_a_day] == [Fraction(3, 2), 6, 4]


def test_one_afternoon_is_one_session():
    """Noticed after lunch and handed in before five: both ends are counted, and they are one."""
    past = office()
    at_office(past)
    begun(past)
    at_home(past, "2023-09-12")
    life = Life(past, "T-1").assigned("2023-09-12T13:30", units=3)
    life.submitted("2023-09-12T15:00").completed("2023-09-12T16:00")

    assert one(past).assigned == 3


def test_open_work_is_spread_up_to_its_due_and_cancelled_work_is_none():
    """What is assigned for ten days lies half in the first five; called off, it never was (K4)."""
    past = office()
    at_office(past)
    begun(past)
    at_home(past, *AT_HOME[:5])
    Life(past, "T-1").assigned("2023-09-11T08:00", due="2023-09-22T17:00", units=40)
    Life(past, "T-2").assigned("2023-09-11T08:00", units=9).cancelled("2023-09-12T08:00")
    Life(past, "T-3").assigned("2023-09-11T08:00", units=9, acknowledged=False)

    assert [one(past, now=f"{day}T08:00").assigned for day in ("2023-09-18", "2023-12-01")] == [20, 20]


def test_trivial_work_for_people_at_home_is_seen():
    """K12: the figure lies in the band; beside it stands that three quarters of it are of no kind that anybody laid down."""
    past = office()
    at_office(past)
    begun(past)
    at_home(past, *AT_HOME)
    reason = FreeText(v="Việc phát sinh")
    told: tuple[tuple[int, dict[str, Any]], ...] = (
        (10, {"work_type": "inspection"}),
        (10, {"work_type": "inspection", "departure": reason}),
        (20, {"work_type": None}),
    )
    for number, (units, catalogued) in enumerate(told):
        life = Life(past, f"T-{number}").assigned("2023-09-11T08:00", units=units, **catalogued)
        life.submitted("2023-09-22T16:00").completed("2023-09-22T16:30")

    answer = asked(past)
    (found,) = answer.people

    assert (found.assigned_ratio, found.equivalence) == (Fraction(1), Equivalence.IN_BAND)
    assert found.outside_catalogue == answer.lines[0].outside_catalogue == Fraction(3, 4)


def test_the_baseline_is_frozen_when_home_work_begins():
    """K16: what is recorded later about the time before changes nothing, nor does what is done later."""
    past, later = e23(37), e23(37)
    for monday in mondays("2023-06-05", "2023-08-21"):
        life = Life(later, f"L-{monday}")
        life.assigned("2023-10-02T08:00", units=30)
        later.lines[-2:] = [
            line._replace(at=line.at._replace(occurred=micros(at(f"{monday}T08:00"))))
            for line in later.lines[-2:]
        ]

    assert one(past).baseline_a_day == one(later).baseline_a_day == 4


def test_days_at_home_in_the_field_and_on_leave_are_no_days_at_the_office():
    """The baseline has fewer days, and only what falls into them."""
    past = office()
    booked(past, "2023-06-06", "E-204", Place.FIELD)
    at_home(past, "2023-06-07")
    booked(past, "2023-06-08", "E-204", Place.OFFICE)
    on_leave(past, "2023-06-09")
    at_office(past)
    begun(past)
    at_home(past, *AT_HOME)

    found = one(past)

    assert [found.baseline_days, found.baseline_a_day] == [62, 4]


def test_whoever_had_no_work_at_the_office_is_compared_with_the_group():
    """Those of the same group of positions, in the same months; the days of all of them count."""
    past = office()
    placed(past, "E-204", "E-1")
    at_office(past, 30, person="E-1")
    begun(past)
    at_home(past, *AT_HOME)
    task(past, 1, "2023-09-11", "2023-09-22", 30)

    found = one(past)

    assert found.baseline_of is BaselineOf.GROUP
    assert [found.baseline_a_day, found.baseline_days] == [3, 130]
    assert found.equivalence is Equivalence.IN_BAND


@pytest.mark.parametrize("regulated", [True, False])
def test_where_nothing_is_on_record_nothing_is_compared(regulated):
    """Neither a baseline nor a band is made up; the person is counted apart and no share is made."""
    past = office() if regulated else e23(37)
    if regulated:
        begun(past)
        at_home(past, *AT_HOME)
    else:
        past.regulations = Lawbook(())

    answer = asked(past)

    assert [each.equivalence for each in answer.people] == [Equivalence.NOT_COMPARABLE]
    assert (answer.lines[0].in_band.share, answer.lines[0].not_comparable) == (None, 1)


def test_the_head_who_is_at_home_is_answered_for_above():
    """K11: what a head is assigned is the affair of the unit above."""
    past = office()
    at_office(past, person="E-101")
    joined(past, "U-12", "E-101")
    begun(past, person="E-101")
    at_home(past, *AT_HOME, person="E-101")

    found = one(past)

    assert (found.unit, found.answerable) == ("U-12", "E-001")


def test_lines_by_unit_with_the_assignments_behind_them():
    """The first line is of all, then one a unit."""
    past = e23(37)
    at_home(past, *AT_HOME, person="E-3")
    begun(past, person="E-3", unit="U-13")

    lines = asked(past, by="unit", with_events=True).lines

    assert [(line.of, counts(line.in_band), line.not_comparable) for line in lines] == [
        (None, (1, 1), 1),
        ("U-12", (1, 1), 0),
        ("U-13", (0, 0), 1),
    ]
    assert len(lines[0].in_band.events) == 2


def test_the_recommendation_reads_for_how_many_people_it_is_equivalent():
    """K15: people in the band, of those who can be compared, in a unit with all below it."""
    assert SOURCES.workload is not None

    (found,) = SOURCES.workload.read(e23(37).evidence(LATER), Period.parse(SEPTEMBER), ["A-1"])

    assert counts(found) == (1, 1)


HALVES = {Session.MORNING: (time(7, 30), time(11, 30)), Session.AFTERNOON: (time(13), time(17))}
TIMES = ("06:00", "09:00", "12:15", "14:00", "18:00")
DAYS = tuple(date(2023, 9, 8) + timedelta(days=number) for number in range(10))


@st.composite
def months(draw: st.DrawFn) -> tuple[list[Any], dict[date, Session]]:
    """Tasks with their ends, and where the days at home are."""
    moment = st.tuples(st.sampled_from(DAYS), st.sampled_from(TIMES))
    some = st.tuples(moment, moment, st.integers(1, 9), st.booleans())
    days = st.dictionaries(st.sampled_from(DAYS), st.sampled_from(Session), max_size=6)
    return draw(st.lists(some, max_size=5)), draw(days)


@given(months())
def test_units_at_home_equal_a_slow_count(told):
    """Session by session over the calendar, task by task: each gives every session of its own the same part."""
    tasks, at_home_on = told
    past = office()
    for on, session in at_home_on.items():
        at_home(past, str(on), session=session)
    for number, (one_end, other_end, units, done) in enumerate(tasks):
        (first, begins), (last, ends) = sorted((one_end, other_end))
        life = Life(past, f"T-{number}").assigned(f"{first}T{begins}", units=units)
        life.submitted(f"{last}T{ends}")
        if done:
            life.completed(f"{last}T{ends}")

    every = [
        (on, half, datetime.combine(on, opens, ZONE), datetime.combine(on, closes, ZONE))
        for on in DAYS
        for half, (opens, closes) in HALVES.items()
        if on.weekday() < 5
    ]
    home = [(on, half) for on, half, *_ in every if on in at_home_on and half in at_home_on[on].halves]
    assigned, completed = Fraction(), Fraction()
    for one_end, other_end, units, done in tasks:
        begins, ends = (at(f"{day}T{hour}") for day, hour in sorted((one_end, other_end)))
        within = [(on, half) for on, half, opens, closes in every if closes >= begins and opens <= ends]
        coming = [(on, half) for on, half, _, closes in every if closes >= begins]
        for place in within or coming[:1]:
            share = Fraction(units, len(within or coming[:1])) if place in home else Fraction()
            assigned += share
            completed += share if done else 0

    people = asked(past, period="2023-09").people

    assert (people != ()) == (home != [])
    if home:
        assert (people[0].assigned, people[0].completed) == (assigned, completed)
        assert people[0].days == Fraction(len(home), 2)

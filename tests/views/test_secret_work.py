"""Whether secret work stays at the office: counted by hand, and by a slow second opinion (V10, R71)."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period
from civicflow.employee.events import Place, Session
from civicflow.task.events import Confidentiality
from civicflow.views.among import Part
from civicflow.views.pilot_case import SOURCES
from civicflow.views.secret_work import SecretWork, SecretWorkAnswer
from tests.views.november import counts
from tests.views.past import Past
from tests.views.reporting import office, on_leave, placed
from tests.views.roster import booked
from tests.views.ways import given_out, handed_in, progressed

OFFICE, HOME, FIELD = Place.OFFICE, Place.HOME, Place.FIELD
SECRET: dict[str, Any] = {"confidentiality": Confidentiality.SECRET}


def asked(past: Past, period: str = "2023-10", **said: Any) -> SecretWorkAnswer:
    """The answer of October."""
    return past.ask(SecretWork(period=period, with_events=True, **said), "2023-11-02T08:00")


def test_secret_work_that_stays_at_the_office_leaves_the_figure_at_zero():
    """R71: nothing of two secret tasks was done at home; ordinary work may be."""
    past = office()
    for task in ("T-1", "T-2"):
        given_out(past, task, **SECRET)
        progressed(past, task, "2023-10-04T10:00", OFFICE)
    given_out(past, "T-3")
    progressed(past, "T-3", "2023-10-04T10:00", HOME)

    answer = asked(past)

    assert counts(answer.lines[0].at_home) == (0, 2)
    assert answer.breaches == ()


def test_what_another_system_claims_counts_as_well():
    """V10: a record from elsewhere has progress and a result of a secret task at home; no command would have taken it."""
    past = office()
    given_out(past, "desk/T-1", at_home=True, **SECRET)
    first = progressed(past, "desk/T-1", "2023-10-04T10:00", HOME)
    second = handed_in(past, "desk/T-1", "2023-10-05T10:00", place=HOME)
    given_out(past, "T-2", **SECRET)

    answer = asked(past)

    assert (counts(answer.lines[0].at_home), answer.lines[0].at_home.events) == ((1, 2), (first, second))
    assert (answer.lines[0].by_roster, answer.lines[0].given_home) == (0, 1)
    assert [(each.position, each.said, each.by_roster) for each in answer.breaches] == [
        (first, HOME, False),
        (second, HOME, False),
    ]


def test_the_word_office_does_not_hide_that_the_roster_has_them_at_home():
    """K5, R71: who is booked at home in that session was at home, until the head sets it right."""
    past = office()
    booked(past, "2023-10-04", "E-1", HOME, Session.MORNING)
    booked(past, "2023-10-05", "E-1", HOME)
    booked(past, "2023-10-05", "E-1", OFFICE, corrected=True)
    given_out(past, "T-1", **SECRET)
    breach = progressed(past, "T-1", "2023-10-04T10:00", OFFICE)
    progressed(past, "T-1", "2023-10-04T14:00", OFFICE)
    progressed(past, "T-1", "2023-10-05T10:00", OFFICE)

    answer = asked(past)

    assert (counts(answer.lines[0].at_home), answer.lines[0].by_roster) == ((1, 1), 1)
    assert [(each.position, each.said, each.by_roster) for each in answer.breaches] == [
        (breach, OFFICE, True)
    ]


def test_where_nothing_says_it_the_place_is_unknown():
    """Neither word nor roster, in the evening or on leave: it stands beside the figure, as does work in the field."""
    past = office()
    for day in ("2023-10-03", "2023-10-04"):
        booked(past, day, "E-1", HOME)
    on_leave(past, "2023-10-04", person="E-1")
    for number, (when, place) in enumerate(
        (("2023-10-03T21:00", None), ("2023-10-04T10:00", None), ("2023-10-05T10:00", FIELD))
    ):
        given_out(past, f"desk/T-{number}", **SECRET)
        progressed(past, f"desk/T-{number}", when, place)
    given_out(past, "desk/T-9", confidentiality=None)
    progressed(past, "desk/T-9", "2023-10-05T10:00", HOME)

    (line,) = asked(past).lines

    assert (counts(line.at_home), line.place_unknown, line.in_the_field) == ((0, 3), 2, 1)
    assert line.degree_unknown == 1


def test_a_task_of_september_counts_in_october_when_it_was_worked_on_then():
    """All secret tasks that were given or worked on in the period."""
    past = office()
    given_out(past, "T-1", "2023-09-20T08:00", **SECRET)
    given_out(past, "T-2", "2023-09-20T08:00", **SECRET)
    progressed(past, "T-1", "2023-09-21T10:00", HOME)
    progressed(past, "T-1", "2023-10-04T10:00", OFFICE)

    assert counts(asked(past).lines[0].at_home) == (0, 1)
    assert counts(asked(past, period="2023-09").lines[0].at_home) == (1, 2)


@pytest.mark.parametrize(
    "said, parts",
    [
        ({"unit": "U-12"}, {"E-1": (1, 1)}),
        ({"unit": "A-1"}, {}),
        ({"unit": "A-1", "with_subunits": True}, {"E-1": (1, 1), "E-3": (1, 1)}),
        ({"head": "E-102"}, {"E-3": (1, 1)}),
        ({"group": "drafting"}, {"E-1": (1, 1)}),
    ],
)
def test_of_whom_the_figure_is(said, parts):
    """A unit, what stands below it, an accountable head, a group of positions (K18, R79)."""
    past = placed(office(), "E-1")
    for person, unit in (("E-1", "U-12"), ("E-3", "U-13")):
        given_out(past, f"T-{person}", unit=unit, person=person, **SECRET)
        progressed(past, f"T-{person}", "2023-10-04T10:00", HOME, person=person, unit=unit)

    answer = asked(past, by="person", **said)

    assert {line.of: counts(line.at_home) for line in answer.lines[1:]} == parts
    assert len(answer.breaches) == len(parts)


def test_a_pilot_is_judged_by_this_figure():
    """V10 is weighed when a pilot is judged: of its units with all that stand below them."""
    past = office()
    given_out(past, "T-1", **SECRET)
    progressed(past, "T-1", "2023-10-04T10:00", HOME)
    assert SOURCES.confidentiality is not None

    period = Period.parse("2023-Q4")
    (found,) = SOURCES.confidentiality.read(past.evidence("2024-01-02T08:00"), period, ["A-1"])

    assert counts(found) == (1, 1)


DEEDS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(("2023-09-29", "2023-10-02", "2023-10-03", "2023-11-01")),
        st.sampled_from(("07:00", "08:00", "10:00", "12:00", "14:00", "20:00")),
        st.sampled_from((OFFICE, HOME, FIELD, None)),
    ),
    max_size=8,
)
BOOKINGS = st.lists(
    st.tuples(
        st.sampled_from(("2023-09-29", "2023-10-02", "2023-10-03")),
        st.sampled_from(("E-1", "E-2", "E-3")),
        st.sampled_from((OFFICE, HOME, FIELD)),
        st.sampled_from(Session),
    ),
    max_size=6,
)


@given(
    deeds=DEEDS,
    bookings=BOOKINGS,
    degrees=st.lists(st.sampled_from((*Confidentiality, None)), min_size=3, max_size=3),
    by=st.sampled_from((None, Part.UNIT, Part.PERSON)),
)
def test_confidentiality_equals_a_slow_count(deeds, bookings, degrees, by):
    """For any work at any place and any roster: deed by deed."""
    past = office()
    of = {1: ("E-1", "U-12"), 2: ("E-2", "U-12"), 3: ("E-3", "U-13")}
    where: dict[tuple[str, str, str], Place] = {}
    for day, person, place, session in bookings:
        booked(past, day, person, place, session)
        where |= {(day, person, half.value): place for half in session.halves}
    for number, degree in enumerate(degrees, start=1):
        person, unit = of[number]
        given_out(past, f"T-{number}", unit=unit, person=person, confidentiality=degree)
    for number, day, at, place in deeds:
        person, unit = of[number]
        progressed(past, f"T-{number}", f"{day}T{at}", place, person=person, unit=unit)

    secret: defaultdict[str | None, set[int]] = defaultdict(set, {None: set()})
    at_home: defaultdict[str | None, set[int]] = defaultdict(set)
    unknown: defaultdict[str | None, set[int]] = defaultdict(set)
    in_the_field: defaultdict[str | None, set[int]] = defaultdict(set)
    for number, degree in enumerate(degrees, start=1):
        person, unit = of[number]
        for name in {None, {None: None, Part.UNIT: unit, Part.PERSON: person}[by]}:
            if degree is Confidentiality.SECRET:
                secret[name].add(number)
            elif degree is None:
                secret[name] |= set()
            for each, day, at, place in deeds if degree is Confidentiality.SECRET else ():
                if each == number and date(2023, 10, 1) <= date.fromisoformat(day) <= date(2023, 10, 31):
                    half = {"08:00": "morning", "10:00": "morning", "14:00": "afternoon"}.get(at, "")
                    booked_at = where.get((day, person, half))
                    if HOME in {place, booked_at}:
                        at_home[name].add(number)
                    if place is None and booked_at is None:
                        unknown[name].add(number)
                    if FIELD in {place, booked_at}:
                        in_the_field[name].add(number)

    assert {
        line.of: (*counts(line.at_home), line.place_unknown, line.in_the_field)
        for line in asked(past, by=by).lines
    } == {
        name: (len(at_home[name]), len(tasks), len(unknown[name]), len(in_the_field[name]))
        for name, tasks in secret.items()
    }

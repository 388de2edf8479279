"""Daily reports of those at home: E21 and its kin by hand, what is received and what says something, and a slow second opinion."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period
from civicflow.employee.events import Place, Session
from civicflow.views import reports
from civicflow.views.among import Part
from civicflow.views.cadence_flags import CadenceLapse
from civicflow.views.pilot_case import SOURCES
from civicflow.views.report_cadence import ReportCadence, ReportCadenceAnswer
from tests.views.lives import incident
from tests.views.november import counts
from tests.views.past import Past
from tests.views.reporting import at_home, october, office, on_leave, progressed, reported, reviewed
from tests.views.roster import booked, released

OCTOBER = "2023-10"
LATER = "2023-11-01T08:00"
WORKDAYS = october(2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27)
"""Twenty of them."""


def asked(past: Past, now: str = LATER, **said: Any) -> ReportCadenceAnswer:
    """October 2023."""
    return past.ask(ReportCadence(**({"period": OCTOBER} | said)), now)


def flags(answer: ReportCadenceAnswer) -> list[tuple[str, str, str, str]]:
    """Who is to be asked, for what, and over which days."""
    return [(each.person, each.lapse.value, str(each.first), str(each.last)) for each in answer.flags]


def e21() -> Past:
    """Twenty days at home, one on leave; seventeen reports in time, one at twenty past four, one never."""
    past = office()
    at_home(past, *WORKDAYS)
    on_leave(past, WORKDAYS[4])
    for day in (*WORKDAYS[:4], *WORKDAYS[5:18]):
        reported(past, day, "16:00")
    reported(past, WORKDAYS[18], "16:20", claimed="15:45")
    return past


def test_e21_seventeen_of_nineteen_is_flagged():
    """E21: 17/19 is less than nine tenths; the late report and the missing one follow each other, too (V7, R36)."""
    answer = asked(e21())

    assert counts(answer.lines[0].received) == (17, 19)
    assert answer.lines[0].received.share == Fraction(17, 19)
    assert flags(answer) == [
        ("E-204", "few_in_a_month", "2023-10-02", "2023-10-27"),
        ("E-204", "missed_in_a_row", "2023-10-26", "2023-10-27"),
    ]
    assert [(str(each.day), each.position is None, each.received) for each in answer.missed] == [
        ("2023-10-26", False, False),
        ("2023-10-27", True, False),
    ]


def test_e21_with_a_confirmed_incident_is_not_flagged():
    """E21 with K3: a failed connection from half past three to a quarter past four, confirmed: 18/19, and nobody is asked."""
    past = e21()
    incident(past, "2023-10-26T15:30", "2023-10-26T16:15", confirmed="2023-10-27T09:00")

    answer = asked(past)

    assert counts(answer.lines[0].received) == (18, 19)
    assert (counts(answer.lines[0].by_record), counts(answer.lines[0].by_claim)) == ((17, 19), (18, 19))
    assert flags(answer) == []
    assert [each.received for each in answer.missed] == [True, False]


@pytest.mark.parametrize(
    "since, until, confirmed, person",
    [
        ("15:30", "16:15", None, "E-204"),
        ("15:50", "16:15", "2023-10-27T09:00", "E-204"),
        ("15:00", "15:46", "2023-10-27T09:00", "E-204"),
        ("15:30", "16:15", "2023-10-27T09:00", "E-1"),
    ],
)
def test_a_claim_does_not_count_without_a_confirmed_incident_over_the_whole_gap(
    since, until, confirmed, person
):
    """K3: one that is not confirmed, begins too late, ends too early, or is another's excuses nothing."""
    past = e21()
    incident(past, f"2023-10-26T{since}", f"2023-10-26T{until}", confirmed=confirmed, person=person)

    assert counts(asked(past).lines[0].received) == (17, 19)


def test_e21b_leave_in_the_morning_leaves_the_report_to_come():
    """E21b: half a day of leave is no day of leave (K13); a day whose home session is the one on leave needs no report."""
    past = office()
    at_home(past, "2023-10-03")
    on_leave(past, "2023-10-03", Session.MORNING)
    at_home(past, "2023-10-05", session=Session.MORNING)
    booked(past, "2023-10-05", "E-204", Place.OFFICE, Session.AFTERNOON)
    on_leave(past, "2023-10-05", Session.MORNING)

    assert counts(asked(past).lines[0].received) == (0, 1)


def test_a_report_at_one_to_four_with_nothing_in_it_is_received_and_says_nothing():
    """K19: it counts as received; beside it stands that nothing was said, by the record and whatever the head clicks."""
    past = office()
    at_home(past, *october(2, 3, 4, 5, 6))
    empty, read = (reported(past, day, "15:59") for day in october(2, 3))
    reviewed(past, "2023-10-03", "2023-10-04T08:00", substantive=True)
    progressed(past, "2023-10-04")
    worked = reported(past, "2023-10-04", "15:59")
    blocked = reported(past, "2023-10-05", "15:59", obstacle=True)
    progressed(past, "2023-10-06")
    doubted = reported(past, "2023-10-06", "15:59")
    reviewed(past, "2023-10-06", "2023-10-09T08:00", substantive=False)

    (line,) = asked(past, with_events=True).lines

    assert line.received.events == (empty, read, worked, blocked, doubted)
    assert line.substantive.events == (worked, blocked)
    assert counts(line.substantive) == (2, 5)


def test_a_late_report_says_nothing_in_time():
    """What comes after the cut-off is neither received nor substantive, whatever it says."""
    past = office()
    at_home(past, "2023-10-02")
    reported(past, "2023-10-02", "16:01", obstacle=True)

    (line,) = asked(past).lines

    assert (counts(line.received), counts(line.substantive)) == ((0, 1), (0, 1))


def test_a_report_is_to_come_once_its_cut_off_has_passed():
    """At four nobody is late yet who has until four; a day that lies ahead needs nothing."""
    past = office()
    at_home(past, *october(2, 3))

    assert [
        counts(asked(past, now).lines[0].received) for now in ("2023-10-02T15:59", "2023-10-02T16:00")
    ] == [(0, 0), (0, 1)]
    assert asked(past, "2023-10-02T15:59").lines[0].received.share is None


def test_a_place_given_back_after_the_cut_off_owes_its_report_all_the_same():
    """Before four the day is a day at the office; after four the report is missing, unless the head sets the day right."""
    past = office()
    at_home(past, *october(2, 3, 4))
    released(past, "2023-10-02", "15:59", "E-204")
    released(past, "2023-10-03", "16:01", "E-204")
    released(past, "2023-10-04", "16:01", "E-204")
    booked(past, "2023-10-04", "E-204", Place.OFFICE, corrected=True)

    assert [str(each.day) for each in asked(past).missed] == ["2023-10-03"]


def test_two_misses_in_a_row_are_asked_about_and_one_is_not():
    """In a row are days at home, whatever lies between them; a report that comes ends the row (R36)."""
    past = office()
    at_home(past, *october(3, 5, 10, 12, 17, 19))
    reported(past, "2023-10-05")
    reported(past, "2023-10-17")

    found = [each for each in asked(past).flags if each.lapse is CadenceLapse.MISSED_IN_A_ROW]

    assert [(str(each.first), str(each.last), counts(each.received)) for each in found] == [
        ("2023-10-10", "2023-10-12", (0, 2))
    ]


@pytest.mark.parametrize(
    "said, of",
    [
        ({"unit": "U-12"}, ["E-1", "E-204"]),
        ({"unit": "A-1"}, []),
        ({"unit": "A-1", "with_subunits": True}, ["E-1", "E-204", "E-3"]),
        ({"head": "E-102"}, ["E-3"]),
        ({"group": "drafting"}, []),
        ({"person": "E-1"}, ["E-1"]),
    ],
)
def test_of_whom_the_figure_is(said, of):
    """A unit, what stands below it, an accountable head, a group of positions, a person (K18, R79)."""
    past = office()
    for person in ("E-204", "E-1", "E-3"):
        at_home(past, "2023-10-03", person=person)

    lines = asked(past, by="person", **said).lines

    assert [line.of for line in lines] == [None, *of]
    assert lines[0].people == len(of)


def test_as_known_before_the_incident_was_confirmed():
    """What was known then is answered then: the confirmation of the next morning excuses from then on."""
    past = e21()
    incident(past, "2023-10-26T15:30", "2023-10-26T16:15", confirmed="2023-10-30T09:00")

    before = past.ask(ReportCadence(period=OCTOBER), LATER, known="2023-10-29T09:00")

    assert counts(before.lines[0].received) == (17, 19)


def test_the_recommendation_reads_the_cadence_of_a_unit_with_all_below_it():
    """K15: the reports of the units of a pilot, as the question itself counts them."""
    assert SOURCES.cadence is not None

    (found,) = SOURCES.cadence.read(e21().evidence(LATER), Period.parse(OCTOBER), ["A-1"])

    assert counts(found) == (17, 19)


DAYS = tuple(f"2023-10-{day:02}" for day in range(2, 7))
TIMES = ("09:00", "15:45", "16:00", "16:20", "16:50", "18:00")


@st.composite
def weeks(draw: st.DrawFn) -> list[tuple[str, str, str, Any]]:
    """What happens to two people in a week: booked, on leave, reported, told of a task, read, cut off."""
    person = st.sampled_from(("E-204", "E-3"))
    day, time = st.sampled_from(DAYS), st.sampled_from(TIMES)
    halves = st.sampled_from(Session)
    return draw(
        st.lists(
            st.one_of(
                st.tuples(
                    st.just("booked"),
                    person,
                    day,
                    st.tuples(st.sampled_from((Place.HOME, Place.OFFICE)), halves),
                ),
                st.tuples(st.just("leave"), person, day, halves),
                st.tuples(st.just("reported"), person, day, st.tuples(time, time, st.booleans())),
                st.tuples(st.just("progressed"), person, day, time),
                st.tuples(st.just("reviewed"), person, day, st.booleans()),
                st.tuples(st.just("incident"), person, day, st.tuples(time, time, st.booleans())),
            ),
            max_size=24,
        )
    )


@given(weeks(), st.sampled_from((None, Part.UNIT, Part.PERSON)))
def test_the_cadence_equals_a_slow_count(told, by):
    """Whatever happened: day by day and person by person, from the whole list each time."""
    past = office()
    for number, (what, person, day, how) in enumerate(told):
        happens(past, number, what, person, day, how)

    expected: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0], {None: [0] * 5})
    for person, unit in (("E-204", "U-12"), ("E-3", "U-13")):
        for day in DAYS:
            judged = slowly(told, person, day)
            if judged is not None:
                for name in {None: (None,), Part.UNIT: (None, unit), Part.PERSON: (None, person)}[by]:
                    expected[name] = [a + b for a, b in zip(expected[name], (1, *judged), strict=True)]

    answer = asked(past, by=by)

    assert {
        line.of: [
            line.received.denominator,
            line.received.numerator,
            line.by_record.numerator,
            line.by_claim.numerator,
            line.substantive.numerator,
        ]
        for line in answer.lines
    } == dict(expected)


def happens(past: Past, number: int, what: str, person: str, day: str, how: Any) -> None:
    """One thing that a week tells of."""
    match what:
        case "booked":
            booked(past, day, person, how[0], how[1])
        case "leave":
            on_leave(past, day, how, person=person)
        case "reported":
            claimed, recorded = sorted(how[:2])
            reported(past, day, recorded, person=person, claimed=claimed, obstacle=how[2])
        case "progressed":
            progressed(past, day, how, person=person)
        case "reviewed":
            reviewed(past, day, "2023-10-20T08:00", substantive=how, person=person)
        case _:
            since, until = sorted(how[:2])
            confirmed = "2023-10-20T09:00" if how[2] else None
            incident(
                past, f"{day}T{since}", f"{day}T{until}", confirmed=confirmed, person=person, id=f"I-{number}"
            )


def slowly(told: list[tuple[str, str, str, Any]], person: str, day: str) -> tuple[bool, ...] | None:
    """Received, by record, by claim, substantive; None when no report was to come."""
    mine = [(what, how) for what, whose, on, how in told if whose == person and on == day]
    home = set()
    for half in (Session.MORNING, Session.AFTERNOON):
        places = [how[0] for what, how in mine if what == "booked" and half in how[1].halves]
        leaves = [how for what, how in mine if what == "leave" and half in how.halves]
        if places and places[-1] is Place.HOME and not leaves:
            home.add(half)
    if not home:
        return None
    reports = [(*sorted(how[:2]), how[2]) for what, how in mine if what == "reported"]
    if not reports:
        return False, False, False, False
    claimed, recorded, obstacle = reports[0]
    incidents = [(*sorted(how[:2]), how[2]) for what, how in mine if what == "incident"]
    excused = any(
        sure and since <= claimed and minutes(recorded) <= minutes(until) + 30
        for since, until, sure in incidents
    )
    by_record, by_claim = recorded <= "16:00", claimed <= "16:00"
    received = by_record or (by_claim and excused)
    says = obstacle or any(what == "progressed" for what, _ in mine)
    doubted = any(what == "reviewed" and how is False for what, how in mine)
    return received, by_record, by_claim, received and says and not doubted


def minutes(written: str) -> int:
    """A time of day in minutes."""
    hours, rest = written.split(":")
    return 60 * int(hours) + int(rest)


def test_the_days_of_a_row_are_dates():
    """A row says the date itself, so that other tools can count by it."""
    past = office()
    reported(past, "2023-10-03")
    (row,) = past.evidence(LATER).rows(reports.VIEW)

    assert (row.id, row.day) == ("E-204:2023-10-03", date(2023, 10, 3))

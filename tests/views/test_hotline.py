"""Whether the hotline is covered in every session, and where it is not (R42, K21)."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from civicflow.employee.events import Place, Session
from civicflow.regulations import Lawbook
from civicflow.views.hotline import HotlineCoverage
from tests.views.administration import administration
from tests.views.november import counts
from tests.views.past import LAWBOOK, WORKING_DAYS, Past
from tests.views.roster import booked, opened

NOW = "2023-10-02T08:00"
WEEK = "2023-10-02/2023-10-08"


def agency(regulations: Lawbook = LAWBOOK) -> Past:
    """The agency of the tests."""
    return administration(Past(regulations=regulations))


def on_duty(past: Past, day: str, person: str, session: Session = Session.BOTH, **said) -> None:
    """Somebody is booked for the hotline."""
    booked(past, day, person, said.pop("place", Place.OFFICE), session, purpose="hotline", **said)


def gaps(answer) -> list[str]:
    """The gaps, as day and session."""
    return [f"{each.day} {each.session.value} {each.booked}/{each.least}" for each in answer.gaps]


def test_a_week_with_three_gaps():
    """One on duty in each session is enough; a day that nobody opened has nobody on duty; a weekend needs none."""
    past = agency()
    for day in ("2023-10-02", "2023-10-03", "2023-10-04", "2023-10-05"):
        opened(past, day, "E-1", "E-2")
    on_duty(past, "2023-10-02", "E-1")
    on_duty(past, "2023-10-03", "E-1", Session.MORNING)
    on_duty(past, "2023-10-04", "E-1", place=Place.HOME)
    on_duty(past, "2023-10-05", "E-1", Session.MORNING)
    on_duty(past, "2023-10-05", "E-2", Session.AFTERNOON)
    booked(past, "2023-10-03", "E-2", Place.OFFICE, purpose="duty")

    answer = past.ask(HotlineCoverage(body="A-1", period=WEEK), NOW)

    assert counts(answer.covered) == (7, 10)
    assert gaps(answer) == ["2023-10-03 afternoon 0/1", "2023-10-06 morning 0/1", "2023-10-06 afternoon 0/1"]
    assert answer.not_on_record == 0


def test_a_place_that_was_set_right_counts_as_it_was():
    """Whoever was booked and did not come leaves a gap; whoever stood in fills it."""
    past = agency()
    opened(past, "2023-10-02", "E-1", "E-2")
    on_duty(past, "2023-10-02", "E-1")
    on_duty(past, "2023-10-02", "E-1", Session.AFTERNOON, place=None, corrected=True)
    assert gaps(past.ask(HotlineCoverage(), NOW)) == ["2023-10-02 afternoon 0/1"]

    on_duty(past, "2023-10-02", "E-2", Session.AFTERNOON, corrected=True)
    assert gaps(past.ask(HotlineCoverage(), NOW)) == []


def test_today_is_asked_about_unless_a_period_is_named():
    """And every body, each by itself."""
    past = agency()
    opened(past, "2023-10-03", "E-9", body="B-1")
    on_duty(past, "2023-10-03", "E-9", body="B-1")

    today = past.ask(HotlineCoverage(), "2023-10-03T09:00")

    assert counts(today.covered) == (2, 4)
    assert {each.body for each in today.gaps} == {"A-1"}
    assert past.ask(HotlineCoverage(body="NOWHERE"), NOW).covered.share is None


def test_a_weekend_that_was_opened_is_counted():
    """Whoever opens a Sunday runs the hotline on it."""
    past = agency()
    opened(past, "2023-10-08", "E-1")

    assert gaps(past.ask(HotlineCoverage(period="2023-10-07/2023-10-08"), NOW)) == [
        "2023-10-08 morning 0/1",
        "2023-10-08 afternoon 0/1",
    ]


def test_without_a_regulation_nothing_is_a_gap_and_that_is_said():
    """Not on record is an answer of its own, never "covered"."""
    rules = Lawbook(tuple(sheet for sheet in LAWBOOK.sheets if sheet.subject != "hotline_coverage"))
    answer = agency(rules).ask(HotlineCoverage(period=WEEK), NOW)

    assert (answer.covered.share, answer.not_on_record, answer.gaps) == (None, 10, ())


def test_what_was_booked_later_was_not_known_then():
    """The morning's list shows the gap that was filled at noon."""
    past = agency()
    opened(past, "2023-10-02", "E-1")
    on_duty(past, "2023-10-02", "E-1", corrected=True)
    question = HotlineCoverage(period="2023-10-02")

    assert len(past.ask(question, NOW, known="2023-10-02T12:00").gaps) == 2
    assert past.ask(question, NOW, known="2023-10-02T18:00").gaps == ()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.sampled_from(("E-1", "E-2", "E-3")),
            st.sampled_from((Place.OFFICE, Place.HOME, None)),
            st.sampled_from(Session),
            st.sampled_from(("hotline", "ordinary")),
        ),
        max_size=20,
    )
)
def test_hotline_coverage_equals_a_slow_count(told):
    """For any bookings, one over the other."""
    past = agency()
    last: dict[tuple[date, Session, str], tuple[Place | None, str]] = {}
    for day, person, place, session, purpose in told:
        on = date(2023, 10, 2) + timedelta(days=day)
        booked(past, str(on), person, place, session, purpose=purpose, corrected=True)
        last |= {(on, half, person): (place, purpose) for half in session.halves}
    on_duty_in = Counter(
        (on, half)
        for (on, half, _), (place, purpose) in last.items()
        if place is not None and purpose == "hotline"
    )
    booked_on = {on for on, _, _ in last}
    days = [date(2023, 10, 2) + timedelta(days=number) for number in range(7)]
    sessions = [
        (on, half)
        for on in days
        if WORKING_DAYS.is_working_day(on) or on in booked_on
        for half in Session.BOTH.halves
    ]

    answer = past.ask(HotlineCoverage(period=WEEK), NOW)

    assert counts(answer.covered) == (sum(on_duty_in[each] > 0 for each in sessions), len(sessions))
    assert [(each.day, each.session) for each in answer.gaps] == [
        each for each in sessions if not on_duty_in[each]
    ]

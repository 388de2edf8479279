"""Days, places and presence, each rule both ways."""

from datetime import date, timedelta

import pytest

from civicflow import employee, organization, roster
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import Place, Session
from civicflow.roster.events import PlaceBooked, PlaceReleased, PresenceCorrected
from civicflow.roster.model import Day
from civicflow.testing import Given, Outcome, violations
from tests.employee.staff import OFFICE, PILOT, at_home, emergency, suspended
from tests.organization.offices import delegated, joined
from tests.roster.bodies import Body, order

TUESDAY = "2023-10-03"
OPEN = roster.OpenDay(body="A-1", day=TUESDAY)
REASON = FreeText(v="Có mặt tại cơ quan từ 8 giờ")


def opened(*before: Event) -> Given:
    """The office after some events and with its Tuesday open, on Monday."""
    events = (*before, *Given(*before).when(OPEN, by="DIRECTOR").events)
    assert len(events) > len(before)
    return Given(*events)


def book(**changes: object) -> roster.BookPlace:
    """A place of E-1 at the office for the whole of Tuesday."""
    fields = {"body": "A-1", "day": TUESDAY, "person": "E-1", "place": "office"}
    return roster.BookPlace(**(fields | changes))  # type: ignore[arg-type]


def release(session: str = "both", person: str = "E-1") -> roster.ReleasePlace:
    """A place given back."""
    return roster.ReleasePlace(body="A-1", day=TUESDAY, person=person, session=session)


def correct(**changes: object) -> roster.CorrectPresence:
    """E-1 was at the office on Tuesday."""
    fields = {"body": "A-1", "day": TUESDAY, "person": "E-1", "place": "office", "reason": REASON}
    return roster.CorrectPresence(**(fields | changes))  # type: ignore[arg-type]


def day_after(outcome: Outcome, *before: Event) -> Day:
    """The day after events and an outcome."""
    state: Day | None = None
    for event in (*before, *outcome.events):
        state = Day.evolve(state, event, At(1, 0, 0))
    assert state is not None
    return state


@pytest.mark.parametrize("by", ["DIRECTOR"])
def test_the_head_of_the_body_opens_its_day(by: str):
    """Its people are those of all its units, and stand from now on (K5)."""
    day = day_after(Given(*OFFICE).when(OPEN, by=by))
    assert (day.body, day.on) == ("A-1", date(2023, 10, 3))
    assert day.counted == {"E-1", "E-2", "E-3", "HEAD-1"}
    assert day.besides == frozenset()


@pytest.mark.parametrize("by", ["HEAD-1", "E-1", "CLERK-1", "ADMIN"])
def test_nobody_below_the_body_opens_its_day(by: str):
    """A division's head or clerk does not count the agency."""
    Given(*OFFICE).when(OPEN, by=by).refused_by("office_of_the_body")


def test_a_day_is_opened_for_a_body_once_and_ahead():
    """For the body that orders bind, not for a unit of it; not again; not after the day (K5)."""
    of_a_unit = roster.OpenDay(body="U-1", day=TUESDAY)

    Given(*OFFICE).when(of_a_unit, by="HEAD-1").refused_by("unit_is_a_body")
    opened(*OFFICE).when(OPEN, by="DIRECTOR").refused_by("day_is_not_open_yet")
    Given(*OFFICE).when(OPEN, by="DIRECTOR", at="2023-10-04T08:00+07:00").refused_by("day_is_not_over")
    assert Given(*OFFICE).when(OPEN, by="DIRECTOR", at="2023-10-03T23:59+07:00").events


def test_a_day_is_opened_that_the_working_calendar_knows():
    """Its last day is the last that can be opened; what lies beyond could not be counted."""
    last, beyond = (roster.OpenDay(body="A-1", day=each) for each in ("2027-12-31", "2028-01-03"))

    assert Given(*OFFICE).when(last, by="DIRECTOR").events
    Given(*OFFICE).when(beyond, by="DIRECTOR").refused_by("day_lies_in_the_calendar")


def test_a_day_is_opened_when_everybody_can_be_counted():
    """Somebody whose category is not on record would make the headcount a guess."""
    unknown = Given(*OFFICE, joined("U-2", "E-9"))
    unknown.when(OPEN, by="DIRECTOR").refused_by("members_are_registered")


def test_seconded_people_count_where_they_work():
    """A secondary membership in another unit adds nobody to its headcount (K5, K18)."""
    outcome = Given(*OFFICE, joined("U-2", "E-1", primary=False)).when(OPEN, by="DIRECTOR")
    assert len(day_after(outcome).counted) == 4


@pytest.mark.parametrize("by", ["E-1", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_a_place_is_booked_by_the_person_or_by_their_office(by: str):
    """In person, or by an office that leads the unit or keeps its record."""
    booked = opened(*OFFICE).when(book(), by=by)
    booked.then(
        PlaceBooked(
            body="A-1",
            day=date(2023, 10, 3),
            person="E-1",
            unit="U-1",
            category=employee.Category.CIVIL_SERVANT,
            session=Session.BOTH,
            place=Place.OFFICE,
            purpose="ordinary",
            destination=None,
        )
    )


@pytest.mark.parametrize("by", ["E-3", "HEAD-2", "ADMIN", "STRANGER"])
@pytest.mark.parametrize("command", [book(), release()])
def test_nobody_else_books_or_releases_a_place(command: roster.BookPlace, by: str):
    """Neither a colleague nor a neighbour's head."""
    opened(*OFFICE).when(command, by=by).refused_by("person_or_office_above")


def test_a_place_needs_an_open_day_that_is_not_over_and_counts_the_person():
    """What was is corrected; who came later is first recounted (K5)."""
    Given(*OFFICE).when(book(), by="E-1").not_on_record(f"day:A-1:{TUESDAY}")
    given = opened(*OFFICE)
    given.when(book(), by="E-1", at="2023-10-04T08:00+07:00").refused_by("day_is_not_over")
    given.when(book(person="MANAGER-1"), by="MANAGER-1").refused_by("person_belongs_to_the_day")


def test_a_session_is_booked_once_and_the_other_is_free():
    """The session is the unit of rosters: a morning at the office, an afternoon in the field (K13)."""
    given = opened(*OFFICE)
    morning = given.when(book(session="morning"), by="E-1")
    after = opened(*OFFICE).and_then(*morning.events, at="2023-10-02T09:00+07:00")
    afternoon = book(session="afternoon", place="field", destination="Quận 10")

    assert after.when(afternoon, by="E-1").events
    for session in ("morning", "both"):
        after.when(book(session=session), by="E-1").refused_by("sessions_are_free")


@pytest.mark.parametrize(
    "taken, asked, free",
    [
        ("morning", "morning", False),
        ("morning", "both", False),
        ("morning", "afternoon", True),
        ("both", "afternoon", False),
    ],
)
def test_nobody_on_leave_is_booked(taken: str, asked: str, free: bool):
    """Leave takes its sessions and leaves the others (K13)."""
    leave = employee.RecordLeave(
        person="E-1", leave="L-1", kind="sick", since=TUESDAY, until=TUESDAY, session=taken
    )
    on_leave = (*OFFICE, *Given(*OFFICE).when(leave, by="CLERK-1").events)
    outcome = opened(*on_leave).when(book(session=asked), by="E-1")

    assert outcome.refusals == (() if free else ("person_is_not_on_leave",))


def test_purposes_are_known_words_or_codes_of_the_order():
    """Ordinary work, duty, the hotline; an exempt code only under an order that names it (R42, K5)."""
    for purpose in ("ordinary", "duty", "hotline"):
        assert opened(*OFFICE).when(book(purpose=purpose), by="E-1").events
    opened(*OFFICE).when(book(purpose="medical"), by="E-1").refused_by("purpose_is_known")
    assert opened(*OFFICE, emergency()).when(book(purpose="medical"), by="E-1").events


def test_field_work_names_its_destination():
    """A task or a place, so that it can be told from absence (R40, K5)."""
    given = opened(*OFFICE)
    given.when(book(place="field"), by="E-1").refused_by("field_work_names_its_destination")
    assert given.when(book(place="field", destination="T-17"), by="E-1").events


@pytest.mark.parametrize(
    "events, lawful",
    [((), False), (at_home(), True), ((*at_home(), suspended()), False), ((emergency(),), True)],
    ids=["nothing", "arrangement", "suspended", "emergency"],
)
def test_a_place_at_home_rests_on_an_arrangement_or_an_order(events: tuple[Event, ...], lawful: bool):
    """K2: in a pilot an active arrangement, in an emergency the order itself."""
    outcome = opened(*PILOT, *events).when(book(place="home"), by="E-1")
    assert outcome.refusals == (() if lawful else ("home_place_is_lawful",))


def test_a_place_at_home_is_on_a_weekday_that_was_agreed():
    """The arrangement names Tuesday and Thursday; Wednesday is an office day (R1)."""
    wednesday = "2023-10-04"
    open_it = roster.OpenDay(body="A-1", day=wednesday)
    events = (*PILOT, *at_home())
    given = Given(*events, *Given(*events).when(open_it, by="DIRECTOR").events)
    given.when(book(place="home", day=wednesday), by="E-1").refused_by("home_place_is_lawful")


def test_an_order_declared_after_the_day_was_opened_is_counted_first():
    """K2: nobody is let in under a cap that no longer stands; at home and in the field nobody waits for it."""
    given = opened(*PILOT, *at_home()).and_then(emergency(), at="2023-10-02T12:00+07:00")

    given.when(book(), by="E-1").refused_by("day_is_counted_under_the_orders_in_force")
    assert given.when(book(place="home"), by="E-1").events
    assert given.when(book(place="field", destination="T-17"), by="E-1").events


def test_a_place_is_released_in_whole_or_in_part():
    """One session is given back and the other kept."""
    given = opened(*OFFICE)
    booked = given.when(book(), by="E-1").events
    after = opened(*OFFICE).and_then(*booked, at="2023-10-02T09:00+07:00")
    released = after.when(release("morning"), by="E-1")
    released.then(
        PlaceReleased(body="A-1", day=date(2023, 10, 3), person="E-1", unit="U-1", session=Session.MORNING)
    )
    afternoon_left = opened(*OFFICE).and_then(*booked, *released.events, at="2023-10-02T10:00+07:00")
    assert afternoon_left.when(release("afternoon"), by="HEAD-1").events
    for session in ("morning", "both"):
        afternoon_left.when(release(session), by="E-1").refused_by("sessions_are_booked")


def test_only_a_booked_place_of_a_day_to_come_is_released():
    """What was never booked cannot be given back, nor what is over."""
    given = opened(*OFFICE)
    given.when(release(), by="E-1").refused_by("sessions_are_booked")
    given.when(release(), by="E-1", at="2023-10-04T08:00+07:00").refused_by(
        "sessions_are_booked", "day_is_not_over"
    )


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
@pytest.mark.parametrize("place", [Place.OFFICE, Place.HOME, None])
def test_a_head_sets_right_where_somebody_was(by: str, place: Place | None):
    """On site is what was booked, with the head's corrections; the booking stays on record (K5)."""
    corrected = opened(*OFFICE).when(correct(place=place), by=by, at="2023-10-03T17:00+07:00")
    corrected.then(
        PresenceCorrected(
            body="A-1",
            day=date(2023, 10, 3),
            person="E-1",
            unit="U-1",
            category=employee.Category.CIVIL_SERVANT,
            session=Session.BOTH,
            place=place,
            purpose="ordinary",
            corrected_by=by,
            reason=REASON,
        )
    )
    day = day_after(corrected, *Given(*OFFICE).when(OPEN, by="DIRECTOR").events)
    assert day.on_site() == ({"E-1"} if place is Place.OFFICE else frozenset())


def test_presence_is_corrected_by_others_after_the_fact():
    """Not by clerk or colleague, not ahead, not for strangers, not for unknown purposes, not one's own (K10, K11)."""
    given = opened(*OFFICE, delegated("HEAD-1", "E-1", "U-1"))
    at = "2023-10-03T17:00+07:00"

    for by in ("E-1", "E-3", "CLERK-1", "HEAD-2"):
        given.when(correct(), by=by, at=at).refused_by("office_that_leads_the_person")
    given.when(correct(person="HEAD-1"), by="HEAD-1", at=at).refused_by("office_that_leads_the_person")
    given.when(correct(), by="HEAD-1").refused_by("day_has_come")
    given.when(correct(person="MANAGER-1"), by="DIRECTOR", at=at).refused_by("person_belongs_to_the_day")
    given.when(correct(purpose="medical"), by="HEAD-1", at=at).refused_by("purpose_is_known")
    given.when(correct(), by="E-1", on_behalf_of="HEAD-1", at=at).refused_by("actor_is_not_the_employee")


@pytest.mark.parametrize("place", ["office", None])
def test_what_the_head_set_right_is_not_booked_or_released_away(place: str | None):
    """On the same day the person neither gives back nor books anew what was corrected."""
    at = "2023-10-03T09:00+07:00"
    corrected = opened(*OFFICE).when(correct(place=place), by="HEAD-1", at=at)
    given = opened(*OFFICE).and_then(*corrected.events, at=at)

    given.when(release(), by="E-1").refused_by("sessions_are_booked")
    given.when(book(), by="E-1").refused_by("sessions_are_free")


def test_a_recount_keeps_lawful_bookings_and_lets_nobody_else_in():
    """K5: nine people and three places; three leave, and the cap falls to two: one is over, and nobody more comes in."""
    with Body(9, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("1/3"), by="CHAIR")
        assert body.opened().let_in() == 3

        for person in ("E-7", "E-8", "E-9"):
            leave = organization.LeaveUnit(unit="U-1", person=person, until="2021-11-30", reason="Điều động")
            assert body.refusals(leave, by="ADMIN") == ()
        assert body.recount() == ()

        assert (body.day.allowed(), body.day.over_by()) == (2, 1)
        assert body.book("E-4") == ("on_site_cap_is_kept",)
        assert body.book("E-4", place="home") == ()
        assert body.release("E-1") == ()
        assert (body.day.over_by(), body.book("E-1")) == (0, ("on_site_cap_is_kept",))
        assert list(violations(body.flow.entries())) == []


def test_what_adds_nobody_on_site_is_booked_even_above_the_cap():
    """An afternoon of somebody who is there in the morning, or an exempt duty that does not count (K5, K13)."""
    with Body(9, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("1/3", exempt_count="denominator"), by="CHAIR")
        assert body.opened().let_in(session="morning") == 3
        for person in ("E-7", "E-8", "E-9"):
            leave = organization.LeaveUnit(unit="U-1", person=person, until="2021-11-30", reason="Điều động")
            body.refusals(leave, by="ADMIN")
        body.recount()

        assert body.book("E-1", session="afternoon") == ()
        assert body.book("E-4", purpose="medical") == ()
        assert body.book("E-5", session="afternoon") == ("on_site_cap_is_kept",)
        assert body.day.over_by() == 1


def test_a_recount_counts_who_came_later():
    """Who joined after the opening is booked once the day is recounted."""
    with Body(9, "2021-12-01T07:00+07:00") as body:
        body.opened()
        for command in body.hired("E-10"):
            assert body.refusals(command, by="ADMIN") == ()
        assert body.book("E-10") == ("person_belongs_to_the_day",)
        assert body.recount() == ()
        assert body.book("E-10") == ()


def test_a_recount_that_finds_no_change_says_nothing():
    """The log holds what happened, and nothing has."""
    with Body(9, "2021-12-01T07:00+07:00").opened() as body:
        before = len(list(body.flow.entries()))
        assert body.recount() == ()
        assert len(list(body.flow.entries())) == before


def test_a_recount_is_made_by_an_office_of_the_body():
    """Not by a division, and not without an open day."""
    again = roster.RecountHeadcount(body="A-1", day=TUESDAY, reason=REASON)
    opened(*OFFICE).when(again, by="HEAD-1").refused_by("office_of_the_body")
    Given(*OFFICE).when(again, by="DIRECTOR").not_on_record(f"day:A-1:{TUESDAY}")
    unknown = opened(*OFFICE).and_then(joined("U-2", "E-9"), at="2023-10-02T12:00+07:00")
    unknown.when(again, by="DIRECTOR").refused_by("members_are_registered")


@pytest.mark.parametrize(
    "leave_counts, session, headcount",
    [(True, "both", 9), (False, "both", 8), (False, "morning", 9), (False, "afternoon", 9)],
)
def test_the_order_says_whether_people_on_leave_count(leave_counts: bool, session: str, headcount: int):
    """K5, K13: out of the headcount only for a whole day of leave, and only where the order says so."""
    with Body(9, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("1/3", leave_counts=leave_counts), by="CHAIR")
        leave = employee.RecordLeave(
            person="E-1", leave="L-1", kind="annual", since=body.on, until=body.on, session=session
        )
        assert body.refusals(leave) == ()
        assert body.opened().day.headcount() == headcount


def test_whoever_comes_back_from_leave_counts_against_the_cap():
    """Out of the headcount, and yet on site once there: leave is no way around the cap (K5)."""
    with Body(9, "2021-12-01T07:00+07:00") as body:
        body.refusals(order("1/3", leave_counts=False), by="CHAIR")
        leave = employee.RecordLeave(person="E-9", leave="L-1", kind="sick", since=body.on, until=body.on)
        body.refusals(leave)
        body.opened()
        assert body.book("E-9") == ("person_is_not_on_leave",)
        called_off = employee.EndLeave(person="E-9", leave="L-1", until=body.on - timedelta(days=1))
        assert body.refusals(called_off) == ()
        assert [body.book("E-9"), body.book("E-1")] == [(), ()]
        assert body.book("E-2") == ("on_site_cap_is_kept",)


def test_a_day_that_was_never_opened_has_no_state():
    """The fold is total."""
    booked = opened(*OFFICE).when(book(), by="E-1").events
    assert Day.evolve(None, booked[0], At(1, 0, 0)) is None
    day = day_after(Given(*OFFICE).when(OPEN, by="DIRECTOR"))
    assert Day.evolve(day, emergency(), At(2, 0, 0)) is day

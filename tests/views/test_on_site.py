"""Who is on site, of how many, and under which of the four answers: K5, K6, E13 and E14 as figures of a day."""

from datetime import date
from typing import Any

import pytest

from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    Category,
    EmployeeRegistered,
    LeaveKind,
    LeaveRecorded,
    Place,
    Session,
)
from civicflow.flow import lawbook
from civicflow.organization.events import EmergencyModeDeclared, ExemptCount
from civicflow.regulations import NotOnRecord
from civicflow.roster.cap import Answer, cap_under
from civicflow.roster.events import (
    DayOpened,
    HeadcountRecounted,
    PlaceBooked,
    PlaceReleased,
    PresenceCorrected,
)
from civicflow.views.on_site import OnSite, OnSiteDay
from tests.views.past import Past

NOTHING = cap_under(NotOnRecord(subject="on_site_cap", locality="vn/hcmc", on=date(2021, 6, 4)), ())
WHY = FreeText(v="Theo công văn")
LATER = "2023-12-01T08:00"


class Agency:
    """The agency A-1 of Ho Chi Minh City on one day."""

    def __init__(self, day: str, people: int, past: Past | None = None) -> None:
        self.past = past or Past()
        self.clock = f"{day}T07:30"
        self.of: dict[str, Any] = {"body": "A-1", "day": date.fromisoformat(day)}
        self.people = tuple(f"E-{number}" for number in range(people))
        for person in self.people:
            self.register(person)
        self.past.add(
            self.clock,
            DayOpened(
                **self.of,
                locality="vn/hcmc",
                counted=self.people,
                besides=(),
                cap=NOTHING,
                opened_by="E-101",
            ),
        )

    def register(self, person: str, category: Category = Category.CIVIL_SERVANT) -> None:
        """A person works for the agency."""
        of: dict[str, Any] = {"person": person, "unit": "U-1", "hired_on": date(2015, 1, 1)}
        self.past.add(self.clock, EmployeeRegistered(**of, category=category))

    def declared(self, **order: Any) -> None:
        """An order of the city for that time."""
        terms: dict[str, Any] = {
            "mode": "M-1",
            "locality": "vn/hcmc",
            "instrument": "Công văn khẩn",
            "since": date(2021, 6, 1),
            "until": None,
            "cap": None,
            "minimum_on_site": 0,
            "counted_categories": (),
            "leave_counts": None,
            "exempt_codes": (),
            "exempt_count": ExemptCount.NONE,
            "suspended_services": (),
            "urgent_procedures": (),
            "service_channels": (),
            "phones_on_all_day": None,
        }
        self.past.add(self.clock, EmergencyModeDeclared(**terms | order))

    def booked(
        self, *people: str, place: Place = Place.OFFICE, purpose: str = "ordinary", session: str = "both"
    ) -> None:
        """People have a place."""
        for person in people:
            event = PlaceBooked(
                **self.of,
                person=person,
                unit="U-1",
                category=Category.CIVIL_SERVANT,
                session=Session(session),
                place=place,
                purpose=purpose,
                destination=None,
            )
            self.past.add(self.clock, event)

    def asked(self, now: str = LATER, *, known: str | None = None, **asked: Any) -> OnSiteDay:
        """The figures of the day."""
        (day,) = self.past.ask(OnSite(body="A-1", **asked), now, known=known)
        return day


@pytest.mark.parametrize(
    "day, answer, allowed",
    [
        ("2020-04-02", "share", 3),
        ("2020-05-15", "not_on_record", None),
        ("2021-06-02", "not_on_record", None),
        ("2021-06-04", "share", 4),
        ("2021-07-20", "essential_only", 0),
        ("2021-08-25", "essential_only", 0),
        ("2021-09-10", "essential_only", 0),
        ("2021-09-20", "share", 3),
        ("2021-10-15", "share", 4),
        ("2022-02-01", "no_limit", None),
    ],
)
def test_e14_nine_people_under_the_orders_of_each_time(day, answer, allowed):
    """E14 with the rows of K6: what was on record for Ho Chi Minh City on each day, for a body of nine."""
    agency = Agency(day, 9)
    agency.booked("E-0", "E-1", "E-2", "E-3", "E-4")

    found = agency.asked()

    assert (found.answer.value, found.allowed) == (answer, allowed)
    assert found.over_by == {"not_on_record": None, "no_limit": 0}.get(answer, 5 - (allowed or 0))
    assert (found.figure is None) is (answer == "not_on_record")
    assert found.at_the_office == 5


@pytest.mark.parametrize("people, allowed", [(1, 0), (7, 3), (8, 4), (9, 4), (222, 111)])
def test_e13_half_of_a_headcount_is_rounded_down(people, allowed):
    """E13: a ceiling on people drops the part of a person."""
    found = Agency("2021-06-04", people).asked()

    assert found.allowed == allowed
    assert found.figure is not None
    assert (found.figure.numerator, found.figure.denominator) == (0, people)


def test_where_nothing_is_on_record_there_is_no_figure_and_the_answer_says_so():
    """K6: not on record is an answer of its own, never no limit."""
    agency = Agency("2021-06-02", 9)
    agency.booked("E-0", "E-1")

    found = agency.asked()

    assert (found.answer, found.figure, found.allowed, found.over_by) == (
        Answer.NOT_ON_RECORD,
        None,
        None,
        None,
    )
    assert found.source is found.withheld is None


def test_under_strict_what_is_only_remembered_is_named_and_not_relied_on():
    """The prolonged measure of 16 to 22 April 2020 is from memory."""
    agency = Agency("2020-04-20", 9, Past(regulations=lawbook(strict=True)))

    found = agency.asked()

    assert (found.answer, found.figure) == (Answer.NOT_ON_RECORD, None)
    assert found.withheld == "vn.hcmc.on_site_cap/2020-04-16"


def test_one_session_at_the_office_counts_and_home_and_field_do_not():
    """K13: the session is the unit of rosters, and one at the office counts in that day's cap."""
    agency = Agency("2021-06-04", 9)
    agency.booked("E-0", session="morning")
    agency.booked("E-0", place=Place.HOME, session="afternoon")
    agency.booked("E-1", place=Place.HOME)
    agency.booked("E-2", place=Place.FIELD)

    found = agency.asked()

    assert found.figure is not None
    assert (found.figure.numerator, found.over_by) == (1, 0)
    assert (found.at_home.numerator, found.at_home.denominator, found.in_the_field) == (2, 9, 1)


@pytest.mark.parametrize(
    "count, on_site, headcount, allowed",
    [("none", 3, 7, 3), ("numerator", 5, 7, 3), ("denominator", 3, 9, 4), ("both", 5, 9, 4)],
)
def test_the_order_says_how_exempt_duties_count(count, on_site, headcount, allowed):
    """K5: two of five at the office have an exempt duty; each of the four ways gives its own figure."""
    agency = Agency("2021-06-04", 9)
    agency.declared(exempt_codes=("epidemic",), exempt_count=ExemptCount(count))
    agency.booked("E-0", "E-1", purpose="epidemic")
    agency.booked("E-2", "E-3", "E-4")

    found = agency.asked()

    assert found.figure is not None
    assert (found.figure.numerator, found.figure.denominator, found.allowed) == (on_site, headcount, allowed)
    assert (found.exempt, found.exempt_count) == (2, ExemptCount(count))
    assert found.over_by == max(0, on_site - allowed)


def test_an_order_stricter_than_the_law_binds():
    """K7: of law and order the strictest wins, and the answer names it."""
    agency = Agency("2021-06-04", 9)
    agency.declared(cap="essential-only", exempt_codes=("epidemic",))
    agency.booked("E-0", purpose="epidemic")
    agency.booked("E-1")

    found = agency.asked()

    assert (found.answer, found.source, found.over_by) == (Answer.ESSENTIAL_ONLY, "emergency_mode:M-1", 1)


def test_people_who_leave_after_the_day_was_opened_put_it_over_the_cap():
    """K5: lawful bookings stay, the excess shows."""
    agency = Agency("2021-06-04", 9)
    agency.booked("E-0", "E-1", "E-2", "E-3")
    fewer = agency.people[:5]
    recount = HeadcountRecounted(
        **agency.of, counted=fewer, besides=(), cap=NOTHING, recounted_by="E-101", reason=WHY
    )
    agency.past.add("2021-06-04T09:00", recount)

    found = agency.asked()

    assert found.figure is not None
    assert (found.figure.numerator, found.figure.denominator) == (4, 5)
    assert (found.allowed, found.over_by) == (2, 2)


def test_what_the_head_set_right_counts_and_a_released_place_does_not():
    """K5: booked, with what the head corrected."""
    agency = Agency("2021-06-04", 9)
    agency.booked("E-0", "E-1", "E-2")
    of: dict[str, Any] = {**agency.of, "unit": "U-1", "session": Session.BOTH}
    agency.past.add("2021-06-04T09:00", PlaceReleased(**of, person="E-0"))
    corrected = PresenceCorrected(
        **of,
        person="E-1",
        category=Category.CIVIL_SERVANT,
        place=None,
        purpose="ordinary",
        corrected_by="E-101",
        reason=WHY,
    )
    agency.past.add("2021-06-04T17:00", corrected)

    found = agency.asked()

    assert (found.at_the_office, found.corrected) == (1, 1)


def test_a_share_of_other_people_counts_them_again():
    """What-if: under an order that leaves workers and people on leave out, the same day has another headcount."""
    agency = Agency("2021-06-04", 9)
    agency.register("E-0", Category.CONTRACT_WORKER)
    leave = LeaveRecorded(
        person="E-1",
        leave="L-1",
        kind=LeaveKind.ANNUAL,
        since=date(2021, 6, 1),
        until=date(2021, 6, 30),
        session=Session.BOTH,
    )
    agency.past.add("2021-06-04T08:00", leave)
    agency.declared(cap="1/4", counted_categories=("civil_servant",), leave_counts=False)

    found = agency.asked()

    assert found.figure is not None
    assert (found.figure.denominator, found.allowed) == (7, 1)


def test_an_order_counts_only_from_when_it_was_known():
    """K7: asked with what was known before it was issued, the order is not there yet."""
    agency = Agency("2021-06-04", 9)

    assert agency.asked(known="2021-06-04T08:00").answer is Answer.SHARE
    early = Agency("2021-06-04", 9)
    early.past.lines = [line._replace(at=line.at._replace(recorded=0)) for line in early.past.lines]
    assert early.asked(known="2021-06-02T08:00").answer is Answer.NOT_ON_RECORD


def test_figures_name_their_events_on_request():
    """The count and the places stand behind the figure."""
    agency = Agency("2021-06-04", 2)
    agency.booked("E-0")

    found = agency.asked(with_events=True, period="2021-06-04")

    assert found.figure is not None
    assert found.figure.events == (3, 4)
    assert agency.past.ask(OnSite(period="2021-06-05"), LATER) == ()

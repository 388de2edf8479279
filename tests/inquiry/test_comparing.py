"""What if: an answer under other regulations, statement by statement, with the parts and the records that make the difference."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import civicflow as cf
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.core.recording import Claim, Recorded
from civicflow.employee.events import Category, Place, Session
from civicflow.feedback.events import PetitionChannel, Petitioner, PetitionKind, PetitionReceived
from civicflow.flow import Flow, lawbook
from civicflow.inquiry.differing import Difference
from civicflow.roster.events import DayOpened, PlaceBooked
from civicflow.testing import FixedClock, numbered_ids
from tests.stores import taken
from tests.supposed import one_third_from_the_first_of_june, supposing, term
from tests.views.roster import NOTHING
from tests.views.test_granted import granted, midnight

JULY = "2021-07-01T08:00+07:00"
PROPOSAL = supposing(vn__hcmc__on_site_cap=one_third_from_the_first_of_june())


@contextmanager
def told(*events: tuple[str, Event]) -> Iterator[Flow]:
    """A store in which some events were recorded, each of a local time."""
    claims = [
        Claim(event=event, occurred_at=f"{claimed}+07:00", id=f"c-{number}")
        for number, (claimed, event) in enumerate(events)
    ]
    with cf.open(":memory:", clock=FixedClock(JULY), ids=numbered_ids()) as flow:
        assert set(taken(flow, claims)) == {Recorded.NEW}
        yield flow


def a_day(body: str, on: date, people: int, booked: int) -> Iterator[tuple[str, Event]]:
    """A body opens its day, and so many of so many people are to be on site."""
    named = tuple(f"{body}-{number:02}" for number in range(people))
    yield (
        f"{on}T07:00",
        DayOpened(
            body=body, day=on, locality="vn/hcmc", counted=named, besides=(), cap=NOTHING, opened_by="E-1"
        ),
    )
    for person in named[:booked]:
        yield (
            f"{on}T07:10",
            PlaceBooked(
                body=body,
                day=on,
                person=person,
                unit=None,
                category=Category.CIVIL_SERVANT,
                session=Session.BOTH,
                place=Place.OFFICE,
                purpose="ordinary",
                destination=None,
            ),
        )


DAYS = st.dates(date(2021, 6, 3), date(2021, 6, 30))
BOOKED = st.integers(2, 14).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people // 2)))


def over(found: tuple[Difference, ...]) -> dict[str, tuple[object, object]]:
    """By how much each day is over its cap, now and supposed, where that differs."""
    return {each.figure: (each.before, each.after) for each in found if each.figure.endswith(".over_by")}


@given(
    st.dictionaries(st.tuples(st.sampled_from(("A-1", "A-2", "A-3")), DAYS), BOOKED, min_size=1, max_size=6)
)
def test_under_the_proposal_differ_just_the_days_whose_number_lies_between_the_two_caps(days):
    """
    One half was ordered from 3 June 2021; one third from the 1st was proposed (R64, R65, K5, K7).

    Counted by hand: nobody is turned away under a half of whom 2 x booked <= people, and a third is passed when
    3 x booked > people.
    """
    events = [
        each
        for (body, on), numbers in sorted(days.items(), key=lambda day: day[0][1])
        for each in a_day(body, on, *numbers)
    ]
    between = {
        f"[{body},{on}].over_by": (0, booked - people // 3)
        for (body, on), (people, booked) in days.items()
        if 3 * booked > people and 2 * booked <= people and booked > people // 3
    }
    with told(*events) as flow:
        found = flow.compare(cf.OnSite(), regulations=PROPOSAL)

    assert over(found.differences) == between
    assert {
        each.figure.partition("]")[0] for each in found.differences if each.figure.endswith(".allowed")
    } == {f"[{body},{on}" for (body, on), (people, _) in days.items() if people // 2 != people // 3}


def test_the_days_between_the_caps_are_listed_with_their_events_and_the_record():
    """Nine people, four at the office: allowed were four, under the proposal three."""
    with told(
        *a_day("A-1", date(2021, 6, 2), 9, 4),
        *a_day("A-1", date(2021, 6, 4), 9, 4),
        *a_day("A-1", date(2021, 6, 7), 9, 3),
    ) as flow:
        found = flow.compare(cf.OnSite(), regulations=PROPOSAL)
        again = flow.compare(cf.OnSite(period="2021-06-04"), regulations=PROPOSAL)

    assert over(found.differences) == {
        "[A-1,2021-06-02].over_by": (None, 1),
        "[A-1,2021-06-04].over_by": (0, 1),
    }
    (allowed,) = (each for each in again.differences if each.figure == "[A-1,2021-06-04].allowed")
    assert (allowed.line, allowed.before, allowed.after, allowed.difference) == ("A-1,2021-06-04", 4, 3, -1)
    caps = {(part.of, part.before, part.after) for part in allowed.parts if part.of.startswith("regulation:")}
    assert caps >= {
        ("regulation:vn.hcmc.on_site_cap/2021-06-03", Fraction(1, 2), None),
        ("regulation:vn.hcmc.on_site_cap/2021-06-01", None, Fraction(1, 3)),
    }
    assert [(each.id, each.used, each.before is None, each.after is None) for each in found.records] == [
        ("vn.hcmc.on_site_cap/2021-06-01", True, True, False),
        ("vn.hcmc.on_site_cap/2021-06-03", True, False, True),
    ]
    assert (found.head.regulations, found.head.supposed) == (lawbook().version, PROPOSAL.version)


def test_a_shorter_term_names_the_petition_that_would_be_late_and_its_events():
    """Of two that came in and wait, the one whose supposed term is over; the other is behind no difference (R56)."""
    late, early = (
        PetitionReceived(
            **dict.fromkeys(("from_person", "about", "against", "decided_by")),
            **granted(midnight(on)),
            petition=name,
            unit="U-1",
            petitioner=Petitioner.CITIZEN,
            kind=PetitionKind.SERVICE,
            channel=PetitionChannel.ONLINE,
            received_on=date.fromisoformat(on),
            text=FreeText(v="Chậm trả kết quả"),
            received_by="E-1",
        )
        for name, on in (("D-1", "2021-06-22"), ("D-2", "2021-06-29"))
    )
    five = supposing(petition_answer=term("5 working_days"))
    with told(("2021-06-22T08:00", late), ("2021-06-29T08:00", early)) as flow:
        found = flow.compare(cf.PetitionRecord(), regulations=five)
        same = flow.compare(cf.PetitionRecord(), regulations=lawbook())
        waiting = flow.compare(cf.Worklist(person="E-1"), regulations=five)

    assert not waiting.differs
    told_of = {
        each.figure: (each.before, each.after, each.difference, each.events) for each in found.differences
    }
    assert told_of["lines[-].overdue"][:3] == (0, 1, 1)
    assert told_of["lines[-].overdue"] == (0, 1, 1, (1,))
    assert told_of["lines[-].answered_in_time.denominator"] == (0, 1, 1, (1,))
    assert told_of.keys() == {"lines[-].overdue", "lines[-].answered_in_time.denominator"}
    assert [each.id for each in found.records] == ["petition_answer/2000-01-01"]
    assert (same.differs, same.differences, same.records) == (False, (), ())


def test_other_terms_than_those_of_the_question_are_named_as_not_used():
    """A record that no answer rests on is told, and said to be unused."""
    with told(*a_day("A-1", date(2021, 6, 4), 9, 4)) as flow:
        found = flow.compare(cf.OnSite(), regulations=supposing(petition_answer=term("5 working_days")))

    assert not found.differs
    (record,) = found.records
    assert (record.id, record.used) == ("petition_answer/2000-01-01", False)
    said = [side and side.value["within"] for side in (record.before, record.after)]
    assert said == ["10 working_days", "5 working_days"]


def test_what_if_is_asked_at_one_position_and_for_one_instant():
    """Whatever the clock does in between, and whatever is recorded afterwards."""
    with told(*a_day("A-1", date(2021, 6, 4), 9, 4)) as flow:
        position = flow.store.position()
        known = flow.setting.clock.now()
        asked = flow.compare(cf.OnSite(), regulations=PROPOSAL)
        later = list(a_day("A-1", date(2021, 7, 2), 9, 4))
        flow.setting.clock.move_to(datetime(2021, 7, 2, tzinfo=UTC) + timedelta(days=1))  # type: ignore[attr-defined]  # a clock that is moved
        for number, (_, event) in enumerate(later):
            taken(flow, [Claim(event=event, occurred_at=flow.setting.clock.now(), id=f"l-{number}")])
        repeated = flow.compare(cf.OnSite(), regulations=PROPOSAL, known=known, position=position)

    assert asked.head.now == instant(JULY)
    assert repeated.differences == asked.differences

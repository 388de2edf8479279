"""Whether those at home have what they need: E22 by hand, lists of units, days, and a slow second opinion (V6, R19-R22)."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.home_work.events import (
    EquipmentDeclared,
    EquipmentRequired,
    EquipmentVerified,
    HomeWorkActivated,
    HomeWorkEnded,
    HomeWorkResumed,
    HomeWorkSuspended,
)
from civicflow.regulations import Lawbook
from civicflow.views.among import Part
from civicflow.views.equipment_readiness import EquipmentReadiness, EquipmentReadinessAnswer
from tests.employee import staff
from tests.views.november import counts
from tests.views.past import Past
from tests.views.reporting import office

SAID = FreeText(v="Của cơ quan")
NATIONAL = ("phone", "computer", "printer", "internet")
NOW = "2023-11-15T12:00"
UNITS = {"E-204": "U-12", "E-3": "U-13"}


def begun(past: Past, person: str = "E-204", day: str = "2023-10-02") -> None:
    """A person works at home from a day on."""
    past.add(f"{day}T08:00", HomeWorkActivated(person=person, unit=UNITS[person], activated_by="E-101"))


def declared(past: Past, item: str, person: str = "E-204", day: str = "2023-09-28") -> int:
    """A person says that they have a thing; the position."""
    event = EquipmentDeclared(person=person, unit=UNITS[person], item=item, specification=SAID)
    return past.add(f"{day}T09:00", event)


def verified(
    past: Past,
    item: str,
    expires: str | None = "2023-12-31",
    *,
    person: str = "E-204",
    day: str = "2023-09-29",
    usable: bool = True,
) -> int:
    """The office has looked at a thing; the position."""
    event = EquipmentVerified(
        person=person,
        unit=UNITS[person],
        item=item,
        usable=usable,
        expires_on=None if expires is None else date.fromisoformat(expires),
        verified_by="E-101",
    )
    return past.add(f"{day}T10:00", event)


def required(past: Past, unit: str, *items: str, day: str = "2023-09-20") -> None:
    """A unit asks for more."""
    past.add(f"{day}T08:00", EquipmentRequired(unit=unit, items=items, required_by="E-101"))


def equipped(past: Past, person: str = "E-204", *items: str) -> None:
    """A person has all that everybody needs, and more."""
    for item in (*NATIONAL, *items):
        verified(past, item, person=person)


def asked(past: Past, now: str = NOW, **said: Any) -> EquipmentReadinessAnswer:
    """The answer."""
    return past.ask(EquipmentReadiness(**said), now)


def test_e22_three_of_four_is_not_ready():
    """E22: telephone, computer and internet are verified, the printer has expired: 3/4, not ready."""
    past = office()
    begun(past)
    found = [verified(past, item) for item in ("phone", "computer", "internet")]
    verified(past, "printer", "2023-11-14")

    answer = asked(past, with_events=True)
    (person,), (line,) = answer.people, answer.lines

    assert (counts(person.items), person.ready, person.lacking) == ((3, 4), False, ("printer",))
    assert person.items.events == line.items.events == tuple(sorted(found))
    assert (counts(line.ready), counts(line.items)) == ((0, 1), (3, 4))
    assert (str(person.counts_until), person.unit) == ("2023-12-31", "U-12")


@pytest.mark.parametrize(
    "on, ready", [("2023-11-13", True), ("2023-11-14", True), ("2023-11-15", False), ("2023-09-28", False)]
)
def test_a_finding_counts_up_to_its_last_day_and_not_before_it_was_made(on, ready):
    """On its last day a thing still counts; on a day before anybody had looked at it, it did not."""
    past = office()
    begun(past, day="2023-09-27")
    for item in NATIONAL:
        declared(past, item)
        verified(past, item, "2023-11-14")

    assert [each.ready for each in asked(past, on=on).people] == [ready]


def test_what_was_declared_is_not_ready_and_another_thing_is_looked_at_anew():
    """Nobody has looked at it; what was found of the thing before does not count for the new one (R22)."""
    past = office()
    begun(past)
    equipped(past)
    declared(past, "computer", day="2023-10-10")
    verified(past, "phone", None, usable=False, day="2023-10-11")

    assert asked(past).people[0].lacking == ("phone", "computer")


def test_a_unit_asks_for_more_and_so_do_those_above_it():
    """R22: the list of the unit and of the agency; a later list takes the place of an earlier one; each item counts once."""
    past = office()
    for person in UNITS:
        begun(past, person)
        equipped(past, person, "camera")
    required(past, "U-12", "scanner", "chair")
    required(past, "U-12", "scanner", "phone", day="2023-09-25")
    required(past, "A-1", "camera")

    answer = asked(past, by="unit")

    assert [(each.person, counts(each.items), each.lacking) for each in answer.people] == [
        ("E-204", (5, 6), ("scanner",)),
        ("E-3", (5, 5), ()),
    ]
    assert [(line.of, counts(line.ready)) for line in answer.lines] == [
        (None, (1, 2)),
        ("U-12", (0, 1)),
        ("U-13", (1, 1)),
    ]


def test_who_does_not_work_at_home_that_day_is_not_asked():
    """An arrangement that rests, has ended, or has passed its last day; one that was resumed counts again."""
    past = office()
    asking_until = evolve(staff.requested("E-204", unit="U-12"), until=date(2023, 11, 10))
    past.add("2023-09-20T08:00", asking_until)
    begun(past)
    begun(past, "E-3")
    of = {"person": "E-3", "unit": "U-13"}
    past.add("2023-10-10T08:00", HomeWorkSuspended(**of, suspended_by="E-102", reason=SAID))
    past.add("2023-10-20T08:00", HomeWorkResumed(**of, resumed_by="E-102"))
    past.add("2023-11-14T08:00", HomeWorkEnded(**of, body="A-1", ended_by="E-3", reason=None))

    found = {
        on: [each.person for each in asked(past, on=on).people]
        for on in ("2023-10-09", "2023-10-15", "2023-10-25", "2023-11-11", "2023-11-14")
    }

    assert found == {
        "2023-10-09": ["E-204", "E-3"],
        "2023-10-15": ["E-204"],
        "2023-10-25": ["E-204", "E-3"],
        "2023-11-11": ["E-3"],
        "2023-11-14": [],
    }


def test_where_no_list_is_on_record_nobody_is_called_ready():
    """Not on record is an answer of its own: the people are counted apart, and no share is made of them."""
    past = office()
    past.regulations = Lawbook(())
    begun(past)
    equipped(past)

    answer = asked(past)

    assert (answer.people, answer.lines[0].without_list, answer.lines[0].ready.share) == ((), 1, None)


@pytest.mark.parametrize(
    "said, people",
    [
        ({"unit": "U-12"}, ["E-204"]),
        ({"unit": "A-1"}, []),
        ({"unit": "A-1", "with_subunits": True}, ["E-204", "E-3"]),
        ({"head": "E-102"}, ["E-3"]),
        ({"person": "E-3"}, ["E-3"]),
    ],
)
def test_of_whom_the_figure_is(said, people):
    """A unit, what stands below it, an accountable head, a person (K18, R79)."""
    past = office()
    for person in UNITS:
        begun(past, person)

    assert [each.person for each in asked(past, **said).people] == people


ITEMS = ("phone", "computer", "scanner", "lamp")
DAYS = tuple(str(date(2023, 10, 1) + timedelta(days=number)) for number in range(12))


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[str, str, str, Any]]:
    """What two people declare, what is found, what their units ask for, in order of days."""
    item, person = st.sampled_from(ITEMS), st.sampled_from(tuple(UNITS))
    found = st.tuples(item, st.booleans(), st.sampled_from(DAYS))
    told = draw(
        st.lists(
            st.tuples(
                st.sampled_from(DAYS),
                st.one_of(
                    st.tuples(st.just("declared"), person, item),
                    st.tuples(st.just("verified"), person, found),
                    st.tuples(
                        st.just("required"), st.sampled_from(("A-1", "U-12")), st.lists(item, max_size=2)
                    ),
                ),
            ),
            max_size=20,
        )
    )
    return [(day, *what) for day, what in sorted(told, key=lambda each: each[0])]


@given(stories(), st.sampled_from(DAYS), st.sampled_from((None, Part.UNIT)))
def test_readiness_equals_a_slow_count(told, on, by):
    """Item by item, from the whole list each time."""
    past = office()
    for person in UNITS:
        begun(past, person, "2023-10-01")
    for day, what, of, how in told:
        if what == "declared":
            declared(past, how, of, day)
        elif what == "verified":
            verified(past, how[0], how[2], person=of, day=day, usable=how[1])
        else:
            required(past, of, *how, day=day)

    until = [each for each in told if each[0] <= on]
    expected: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0], {None: [0] * 4})
    for person, unit in UNITS.items():
        lists = [
            ([how for _, what, of, how in until if what == "required" and of == each] or [[]])[-1]
            for each in (unit, "A-1")
        ]
        needed = {*NATIONAL, *lists[0], *lists[1]}
        have = 0
        for item in needed:
            said = [
                (what, how)
                for _, what, of, how in until
                if of == person and item == (how if what == "declared" else how[0])
            ]
            have += bool(said) and said[-1][0] == "verified" and said[-1][1][1] and on <= said[-1][1][2]
        for name in (None,) if by is None else (None, unit):
            found = (have == len(needed), 1, have, len(needed))
            expected[name] = [a + b for a, b in zip(expected[name], found, strict=True)]

    lines = asked(past, "2023-12-01T08:00", on=on, by=by).lines

    assert {line.of: [*counts(line.ready), *counts(line.items)] for line in lines} == dict(expected)

"""Groups of people to whom work is offered together: who sets them up, who belongs to them, and when."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from civicflow import organization
from civicflow.core.event import At, Event
from civicflow.organization.group import Group
from civicflow.organization.group_events import GroupMemberJoined, GroupMemberLeft
from civicflow.testing import Given
from tests.organization.groups import COUNTER, DISSOLVED, REASON, YESTERDAY, let_go, taken_in
from tests.organization.offices import DEPARTMENT, joined, unit

TODAY = date(2023, 10, 2)
ESTABLISH = organization.EstablishGroup(group="G-1", unit="U-1", title="Tổ một cửa")
JOIN = organization.JoinGroup(group="G-1", person="E-1", since="2023-10-02")
LEAVE = organization.LeaveGroup(group="G-1", person="E-1", until="2023-10-01", reason="Sắp xếp lại")
DISSOLVE = organization.DissolveGroup(group="G-1", until="2023-10-01", reason="Sắp xếp lại")


def after(*events: Event) -> Given:
    """The department with what happened to the group."""
    return Given(*DEPARTMENT, *events)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_unit_sets_the_group_up_and_ends_it(by):
    """From the first member to the last day (K11)."""
    after().when(ESTABLISH, by=by).then(COUNTER)
    after(COUNTER).when(JOIN, by=by).then(evolve(taken_in(), since=TODAY))
    after(COUNTER, taken_in()).when(LEAVE, by=by).then(let_go())
    after(COUNTER, taken_in()).when(DISSOLVE, by=by).then(DISSOLVED)


@pytest.mark.parametrize("by", ["HEAD-2", "E-1", "CLERK-1", "ADMIN", "STRANGER"])
def test_nobody_else_does(by):
    """Neither a neighbour's head, nor a member of the group itself (K11)."""
    after().when(ESTABLISH, by=by).refused_by("office_that_leads_the_unit_of_the_new_group")
    for command in (JOIN, LEAVE, DISSOLVE):
        after(COUNTER, taken_in()).when(command, by=by).refused_by("office_that_leads_the_unit_of_the_group")


def test_an_id_is_used_once():
    """Also after the group is dissolved."""
    after(COUNTER).when(ESTABLISH, by="HEAD-1").refused_by("group_is_new")
    after(COUNTER, DISSOLVED).when(ESTABLISH, by="HEAD-1").refused_by("group_is_new")


def test_members_are_people_whom_the_office_leads():
    """Of the unit, of one below it, or lent to it as secondary members; nobody of a neighbour's (K18)."""
    below = (unit("U-9", "U-1"), joined("U-9", "E-9"))
    lent = joined("U-1", "E-2", primary=False)

    for events, person in (((), "E-1"), (below, "E-9"), ((lent,), "E-2")):
        assert after(COUNTER, *events).when(evolve(JOIN, person=person), by="HEAD-1").events
    for person in ("E-2", "E-9", "DIRECTOR", "STRANGER"):
        after(COUNTER).when(evolve(JOIN, person=person), by="HEAD-1").refused_by(
            "person_belongs_to_the_unit_of_the_group"
        )


def test_nobody_is_made_a_member_of_days_gone_by():
    """Nor twice, nor of a group that ends; whoever left may come back."""
    after(COUNTER).when(evolve(JOIN, since=YESTERDAY), by="HEAD-1").refused_by(
        "membership_begins_today_or_later"
    )
    after(COUNTER, taken_in()).when(JOIN, by="HEAD-1").refused_by("person_is_not_in_the_group_yet")
    after(COUNTER, DISSOLVED).when(JOIN, by="HEAD-1").refused_by("group_is_not_dissolved")
    assert after(COUNTER, taken_in(), let_go()).when(JOIN, by="HEAD-1").events


def test_a_membership_and_a_group_end_once_and_not_in_days_gone_by():
    """Whoever was bound until yesterday remains so."""
    given = after(COUNTER, taken_in())

    after(COUNTER).when(LEAVE, by="HEAD-1").refused_by("person_is_in_the_group")
    after(COUNTER, taken_in(), let_go()).when(LEAVE, by="HEAD-1").refused_by("person_is_in_the_group")
    after(COUNTER, DISSOLVED).when(DISSOLVE, by="HEAD-1").refused_by("group_is_not_dissolved")
    for command in (LEAVE, DISSOLVE):
        given.when(evolve(command, until=date(2023, 9, 30)), by="HEAD-1").refused_by(
            "days_gone_by_stay_as_they_were"
        )


def test_nobody_belongs_to_a_dissolved_group_after_its_last_day():
    """Until then its members stay."""
    group = folded(COUNTER, taken_in(), DISSOLVED)

    assert (group.members(YESTERDAY), group.members(TODAY)) == (("E-1",), ())


DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 20))
MOVES = st.lists(st.tuples(st.booleans(), st.sampled_from(("E-1", "E-2")), DAYS), max_size=8)


@drawn(MOVES, DAYS)
def test_members_of_a_day_are_those_who_joined_by_then_and_have_not_left_before(moves, on):
    """Against a slow reading, day by day, of memberships that begin and end as the commands allow."""
    group, days = folded(COUNTER), {each: set[date]() for each in ("E-1", "E-2")}
    for joins, person, day in moves:
        begun = [each for each in group.memberships if each.person == person and each.term.until is None]
        if joins and not group.belongs_from(person, day):
            event: Event = GroupMemberJoined(group="G-1", unit="U-1", person=person, since=day)
            days[person] |= {
                date.fromordinal(n) for n in range(day.toordinal(), date(2024, 1, 1).toordinal())
            }
        elif not joins and begun and begun[0].term.since <= day:
            event = GroupMemberLeft(group="G-1", unit="U-1", person=person, until=day, reason=REASON)
            days[person] -= {each for each in days[person] if each > day}
        else:
            continue
        group = folded(event, group=group)

    assert set(group.members(on)) == {person for person, those in days.items() if on in those}


def folded(*events: Event, group: Group | None = None) -> Group:
    """The group after events."""
    for position, event in enumerate(events, start=1):
        group = Group.evolve(group, event, At(position=position, occurred=0, recorded=0))
    assert group is not None
    return group

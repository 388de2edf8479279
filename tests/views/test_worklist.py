"""What waits for whom today: own work, decisions of the office one holds, and what falls to the office above (K10, K11)."""

from datetime import date
from typing import Any

import pytest

from civicflow.core.event import micros
from civicflow.core.fields import FreeText
from civicflow.deadline.events import Alert
from civicflow.errors import InvalidInputError
from civicflow.home_work.events import HomeWorkRequested, Weekday
from civicflow.regulations import Lawbook
from civicflow.views.matter import Need
from civicflow.views.pressing import alert
from civicflow.views.worklist import Worklist, WorklistItem
from tests.regulations.shipped import record, texts
from tests.views.administration import administration, appointed, delegated, established, relieved
from tests.views.lives import Life, incident
from tests.views.past import LAWBOOK, Past, at

NOON = "2023-11-15T12:00"


@pytest.fixture
def past() -> Past:
    """An agency of two units."""
    return administration(Past())


def needs(past: Past, person: str, now: str = NOON, **asked: Any) -> list[tuple[Need, str]]:
    """What a person finds, in order."""
    return [(item.need, item.subject) for item in listed(past, person, now, **asked)]


def listed(past: Past, person: str, now: str = NOON, **asked: Any) -> tuple[WorklistItem, ...]:
    """The worklist of a person."""
    return past.ask(Worklist(person=person, **asked), now)


@pytest.mark.parametrize(
    "hours, expected",
    [
        (-25, None),
        (-23, Alert.GREEN),
        (0, Alert.GREEN),
        (1, Alert.YELLOW),
        (47, Alert.YELLOW),
        (48, Alert.RED),
    ],
)
def test_e25_alerts_by_the_clock_on_the_wall(hours, expected):
    """E25 with K25: 23 hours before due green, at due green, an hour late yellow, 47 yellow, 48 red."""
    due = micros(at("2023-11-20T17:00"))

    assert alert(due, due + hours * 3_600_000_000, ahead=24, late=48) is expected


def test_a_person_finds_their_own_work_in_the_order_of_its_dues(past):
    """To acknowledge, to do, to do again; what rests or waits for others is not there."""
    Life(past, "T-1").assigned(due="2023-11-30T17:00")
    Life(past, "T-2").assigned(due="2023-11-20T17:00", acknowledged=False)
    Life(past, "T-3").assigned(due="2023-11-25T17:00").submitted("2023-11-10T09:00").returned(
        "2023-11-11T09:00"
    )
    Life(past, "T-4").assigned().submitted("2023-11-10T09:00")
    Life(past, "T-5").assigned().held("2023-11-10T09:00")

    assert needs(past, "E-204") == [
        (Need.ACKNOWLEDGE, "task:T-2"),
        (Need.REWORK, "task:T-3"),
        (Need.WORK, "task:T-1"),
    ]


def test_the_head_finds_what_the_office_must_decide(past):
    """Results, evaluations, holds to review, requests and incidents, each with its term, up to the end of office hours; not the confirmation of the own hold."""
    Life(past, "T-1").assigned().submitted("2023-11-14T09:00")
    Life(past, "T-2").assigned().submitted("2023-11-10T09:00").completed("2023-11-13T09:00")
    Life(past, "T-3").assigned().held("2023-11-10T09:00", review_on="2023-11-16T17:00")
    requested(past, "2023-11-13T09:00")
    incident(past, "2023-11-10T13:00", "2023-11-10T14:00", confirmed=None)

    found = listed(past, "E-101")

    assert [(item.need, item.due and item.due.isoformat()) for item in found] == [
        (Need.REVIEW_HOLD, "2023-11-16T10:00:00+00:00"),
        (Need.DECIDE_RESULT, "2023-11-16T10:00:00+00:00"),
        (Need.EVALUATE, "2023-11-20T10:00:00+00:00"),
        (Need.DECIDE_HOME_WORK, "2023-11-27T10:00:00+00:00"),
        (Need.CONFIRM_INCIDENT, None),
    ]
    assert [item.days for item in found] == [5, 1, 2, 2, 4]
    assert not any(item.overdue for item in found)


def test_the_cause_of_a_hold_is_confirmed_one_level_up(past):
    """K4: who holds does not confirm; once it is confirmed nobody is asked again."""
    life = Life(past).assigned().held("2023-11-10T09:00")

    assert needs(past, "E-001") == [(Need.CONFIRM_HOLD, "task:T-17")]
    life.confirmed("2023-11-11T09:00")
    assert needs(past, "E-001") == []


def test_the_cause_of_a_hold_that_was_released_waits_on(past):
    """K4: whether the work goes on or has ended, until the next level has decided; the one below has no more to do about it."""
    life = Life(past).assigned().held("2023-11-10T09:00", review_on="2023-11-13T17:00")
    life.released("2023-11-11T09:00").submitted("2023-11-12T09:00").completed("2023-11-13T09:00")
    life.evaluated("2023-11-13T10:00")

    (item,) = listed(past, "E-001")
    assert (item.need, item.due, item.overdue) == (Need.CONFIRM_HOLD, at("2023-11-13T17:00"), True)
    assert needs(past, "E-101") == []
    life.confirmed("2023-11-14T09:00")
    assert needs(past, "E-001") == []


def test_what_concerns_a_head_falls_to_the_unit_above(past):
    """K11: the head's own result is decided by the head of the agency; that head's by the person it answers to."""
    Life(past, "T-1", assignee="E-101").assigned().submitted("2023-11-14T09:00")
    Life(past, "T-2", assignee="E-001", unit="A-1").assigned().submitted("2023-11-14T09:00")

    assert needs(past, "E-101") == []
    assert needs(past, "E-001") == [(Need.DECIDE_RESULT, "task:T-1")]
    assert needs(past, "E-000") == [(Need.DECIDE_RESULT, "task:T-2")]


def test_a_successor_finds_what_waited_for_the_predecessor(past):
    """K11: authority belongs to the office."""
    Life(past).assigned().submitted("2023-11-14T09:00")
    relieved(past, "U-12", "E-101", "2023-11-15T08:00")
    appointed(past, "U-12", "E-105", recorded="2023-11-15T08:00")

    assert needs(past, "E-101") == []
    assert needs(past, "E-105") == [(Need.DECIDE_RESULT, "task:T-17")]


def test_a_vacant_office_passes_its_decisions_upwards(past):
    """K11: nothing waits for nobody."""
    Life(past).assigned().submitted("2023-11-14T09:00")
    relieved(past, "U-12", "E-101", "2023-11-15T08:00")

    assert needs(past, "E-001") == [(Need.DECIDE_RESULT, "task:T-17")]


def test_the_head_above_sees_the_subtree_only_on_request(past):
    """What a nearer office should decide is not everybody's worklist, but may be asked for."""
    Life(past).assigned().submitted("2023-11-14T09:00")

    assert needs(past, "E-001") == []
    assert needs(past, "E-001", with_subunits=True) == [(Need.DECIDE_RESULT, "task:T-17")]
    assert needs(past, "E-102", with_subunits=True) == []


def test_a_deputy_finds_what_a_delegation_lets_them_decide(past):
    """K10: on behalf of the head who gave it, and never about oneself or the giver."""
    delegated(past, "E-101", "E-110", "U-12")
    delegated(past, "E-001", "E-101", "A-1")
    Life(past, "T-1").assigned().submitted("2023-11-14T09:00")
    Life(past, "T-2", assignee="E-110").assigned().submitted("2023-11-14T09:00")
    Life(past, "T-3", assignee="E-101").assigned().submitted("2023-11-14T09:00")

    assert [(item.subject, item.on_behalf_of) for item in listed(past, "E-110")] == [("task:T-1", "E-101")]
    assert needs(past, "E-101") == [(Need.DECIDE_RESULT, "task:T-1"), (Need.DECIDE_RESULT, "task:T-2")]


def test_a_delegation_for_another_unit_gives_nothing_here(past):
    """A delegation names its unit."""
    established(past, "U-14", "A-1")
    delegated(past, "E-101", "E-110", "U-14")
    Life(past).assigned().submitted("2023-11-14T09:00")

    assert needs(past, "E-110") == []


@pytest.mark.parametrize(
    "now, assignee, head, agency",
    [
        ("2023-11-20T12:00", Alert.GREEN, None, None),
        ("2023-11-21T12:00", Alert.YELLOW, Alert.YELLOW, None),
        ("2023-11-23T12:00", Alert.RED, Alert.RED, Alert.RED),
    ],
)
def test_late_work_is_followed_up_by_the_head_and_then_by_the_agency(past, now, assignee, head, agency):
    """V17: the assignee is alerted before the due, the unit when it is late, the agency after two days."""
    Life(past).assigned()

    for person, expected in (("E-204", assignee), ("E-101", head), ("E-001", agency)):
        assert [item.alert for item in listed(past, person, now)] == ([] if expected is None else [expected])


def test_what_is_done_or_called_off_waits_for_nobody(past):
    """An evaluated or cancelled task, a confirmed incident, a decided request."""
    Life(past, "T-1").assigned().submitted("2023-11-10T09:00").completed("2023-11-10T10:00").evaluated(
        "2023-11-10T11:00"
    )
    Life(past, "T-2").assigned().cancelled("2023-11-10T09:00")
    incident(past, "2023-11-10T13:00", "2023-11-10T14:00", confirmed="2023-11-10T15:00")

    assert needs(past, "E-101") == needs(past, "E-204") == needs(past, "E-001", with_subunits=True) == []


def test_a_due_beyond_the_calendar_leaves_the_term_open(past):
    """A term that no calendar can count is no reason to hide the matter."""
    Life(past).assigned(due="2030-01-01T17:00").submitted("2028-01-05T09:00")

    (item,) = listed(past, "E-101", "2028-01-06T12:00")

    assert (item.need, item.due, item.overdue) == (Need.DECIDE_RESULT, None, False)


@pytest.mark.parametrize("missing", ["diligence_of_the_head", "office_hours"])
def test_a_term_that_no_regulation_sets_is_left_open(missing):
    """Without a length, or without office hours to count it in, the matter is shown without a due."""
    sheets = tuple(sheet for sheet in LAWBOOK.sheets if sheet.subject != missing)
    past = administration(Past(regulations=Lawbook(sheets)))
    Life(past).assigned().submitted("2023-11-14T09:00")

    (item,) = listed(past, "E-101")

    assert (item.need, item.due, item.overdue) == (Need.DECIDE_RESULT, None, False)


def test_a_term_ends_with_the_office_hours_of_the_place():
    """The city closes at half past four: its results are due then, two working days after they came in."""
    city = record(
        'morning_from = "07:30"\nmorning_to = "11:30"\nafternoon_from = "13:00"\nafternoon_to = "16:30"'
    )
    head = texts()["office_hours.toml"].partition("[[record]]")[0]
    past = administration(
        Past(regulations=Lawbook.parse(texts() | {"vn.hcmc.office_hours.toml": head + city}))
    )
    Life(past).assigned().submitted("2023-11-14T09:00")

    (item,) = listed(past, "E-101")

    assert item.due == at("2023-11-16T16:30")


def test_a_worklist_is_of_a_person():
    """A name is no id."""
    with pytest.raises(InvalidInputError) as refused:
        Worklist(person="Trưởng phòng")

    assert refused.value.parameters["field"] == "person"


def requested(past: Past, recorded: str) -> None:
    """E-204 asks to work at home on Fridays."""
    event = HomeWorkRequested(
        person="E-204",
        unit="U-12",
        position="P-1",
        weekdays=(Weekday.FRIDAY,),
        since=date(2023, 12, 1),
        until=date(2024, 3, 1),
        reason=FreeText(v="Nhà xa"),
    )
    past.add(recorded, event)

"""Which dues press and who is told: E25 on the wall, and by office hours; never otherwise than in the worklist (R53, K25)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.deadline.events import Alert
from civicflow.organization.events import Office
from civicflow.regulations import Lawbook
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.regulations.parameters import ALERT_CLOCK
from civicflow.views.deadline_alerts import DeadlineAlert, DeadlineAlerts
from civicflow.views.worklist import Worklist
from tests.views.administration import administration, appointed, relieved
from tests.views.lives import Life
from tests.views.past import LAWBOOK, Past

DUE = "2023-11-15T17:00"
"""A Wednesday at the end of office hours."""


def by(clock: str) -> Lawbook:
    """The regulations, with another clock for alerts."""
    sheets = tuple(
        evolve(sheet, provisions=tuple(_with(each, clock) for each in sheet.provisions))
        if sheet.subject == ALERT_CLOCK.subject
        else sheet
        for sheet in LAWBOOK.sheets
    )
    return Lawbook(sheets)


def _with(provision, clock):
    return evolve(provision, value={**provision.value, "clock": clock})


def past(due: str = DUE, clock: str = "wall") -> Past:
    """One task of E-204 in U-12."""
    told = administration(Past(regulations=by(clock)))
    Life(told).assigned(due=due)
    return told


def alerts(told: Past, hours: float, due: str = DUE, **said: Any) -> list[tuple[Alert, tuple[str, ...]]]:
    """What is told so many hours after the due, and to whom."""
    now = datetime.fromisoformat(due) + timedelta(hours=hours)
    found: tuple[DeadlineAlert, ...] = told.ask(DeadlineAlerts(**said), f"{now:%Y-%m-%dT%H:%M}")
    return [(each.alert, each.to) for each in found]


GREEN, YELLOW, RED = (Alert.GREEN, ("E-204",)), (Alert.YELLOW, ("E-101",)), (Alert.RED, ("E-001", "E-101"))


@pytest.mark.parametrize(
    "hours, expected",
    [(-25, []), (-24, [GREEN]), (-23, [GREEN]), (0, [GREEN]), (1, [YELLOW]), (47, [YELLOW]), (48, [RED])],
)
def test_e25_on_the_wall(hours, expected):
    """E25: 23 hours before green, to the assignee; an hour late yellow, to the office; from 48 red, to the agency as well."""
    assert alerts(past(), hours) == expected


@pytest.mark.parametrize(
    "hours, expected",
    [
        (-5 * 24 - 1, []),
        (-5 * 24, [GREEN]),
        (0, [GREEN]),
        (0.5, [YELLOW]),
        (8 * 24 - 1, [YELLOW]),
        (8 * 24, [RED]),
    ],
)
def test_k25_by_office_hours(hours, expected):
    """K25: 24 hours of eight a day are three working days before; 48 are six after; the weekend presses nobody."""
    assert alerts(past(clock="working"), hours) == expected


def test_office_hours_are_those_of_the_day_from_which_is_counted():
    """Half the hours from the day after the due on: what was due in longer days is as late as before."""
    told = past(clock="working")
    told.regulations = Lawbook(tuple(map(_shorter, told.regulations.sheets)))

    assert [alerts(told, hours) for hours in (8 * 24 - 1, 8 * 24)] == [[YELLOW], [RED]]


def _shorter(sheet):
    if sheet.subject != OFFICE_HOURS.subject:
        return sheet
    (now,) = sheet.provisions
    day = datetime.fromisoformat(DUE).date()
    then = evolve(
        now,
        value={**now.value, "morning_to": "09:30", "afternoon_to": "15:00"},
        effective_from=day + timedelta(days=1),
    )
    return evolve(sheet, provisions=(evolve(now, effective_to=day), then))


def test_where_no_regulation_says_when_nothing_presses():
    """Not on record is no alert, and no default of ours."""
    told = past()
    told.regulations = Lawbook(())

    assert alerts(told, 100) == []


@pytest.mark.parametrize(
    "said, number",
    [
        ({"unit": "U-12"}, 1),
        ({"unit": "A-1"}, 0),
        ({"unit": "A-1", "with_subunits": True}, 1),
        ({"person": "E-1"}, 0),
        ({"to": "E-101"}, 1),
        ({"to": "E-204"}, 0),
    ],
)
def test_what_is_asked_for(said, number):
    """A unit, what stands below it, an assignee, whoever is told."""
    assert len(alerts(past(), 1, **said)) == number


def test_a_vacant_office_passes_it_on():
    """K11: without a head of the unit, the head of the agency is told; what is done or rests presses nobody."""
    told = past()
    relieved(told, "U-12", "E-101", "2023-11-10T08:00")
    done = Life(told, "T-18").assigned(due=DUE).submitted("2023-11-14T08:00")
    Life(told, "T-19").assigned(due=DUE).held("2023-11-14T08:00")

    assert alerts(told, 1) == [(Alert.YELLOW, ("E-001",))]
    assert done.round == 1


@given(
    st.lists(st.tuples(st.integers(-60, 60), st.sampled_from(("E-204", "E-101"))), max_size=6),
    st.sampled_from(("wall", "working")),
)
def test_whoever_is_told_finds_it_in_the_worklist_with_the_same_alert(tasks, clock):
    """There is one place that computes an alert: the list of all and each person's worklist say the same."""
    told = administration(Past(regulations=by(clock)))
    appointed(told, "U-12", "E-150", office=Office.DEPUTY)
    for number, (hours, person) in enumerate(tasks):
        due = datetime.fromisoformat(DUE) + timedelta(hours=hours)
        Life(told, f"T-{number}", assignee=person).assigned(due=f"{due:%Y-%m-%dT%H:%M}")

    listed = {
        (person, alert.task, alert.alert) for alert in told.ask(DeadlineAlerts(), DUE) for person in alert.to
    }
    found = {
        (person, item.subject, item.alert)
        for person in ("E-001", "E-101", "E-150", "E-204", "E-000")
        for item in told.ask(Worklist(person=person), DUE)
        if item.alert is not None and (item.need.value == "follow_up" or item.alert is Alert.GREEN)
    }

    assert listed == found

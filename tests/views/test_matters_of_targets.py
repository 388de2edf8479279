"""A target whose period is over waits for whoever set it (R55, K17)."""

from datetime import date

from attrs import evolve

from civicflow.core.event import Event, micros
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist
from tests.views.administration import administration
from tests.views.past import Past, at
from tests.views.test_targets import ASSIGNED, closed, reported


def needs(*events: Event, person: str = "E-001", now: str = "2024-01-02T08:00") -> list[tuple[Need, str]]:
    """What a person finds."""
    past = administration(Past())
    for minute, event in enumerate(events):
        past.add(f"2023-10-02T08:{minute:02}", event)
    return [(item.need, item.subject) for item in past.ask(Worklist(person=person), now)]


def test_a_target_waits_above_its_unit_from_the_day_after_its_period_on():
    """The head of the agency finds it, the head of the unit does not; it leaves when it is closed."""
    expected = [(Need.CLOSE_TARGET, "target:G-1")]

    assert needs(ASSIGNED, now="2023-12-31T23:59") == []
    assert needs(ASSIGNED, reported("1", date(2023, 12, 31)), now="2024-01-01T00:00") == expected
    assert needs(ASSIGNED, person="E-101") == []
    assert needs(ASSIGNED, closed("0.9")) == []

    past = administration(Past())
    past.add("2023-10-02T08:00", ASSIGNED)
    (item,) = past.ask(Worklist(person="E-001"), "2024-01-02T08:00")
    assert (micros(item.since), item.days, item.person) == (micros(at("2024-01-01T00:00")), 1, None)


def test_the_target_of_a_root_unit_waits_for_the_person_it_answers_to():
    """K11: its own head does not say what was achieved."""
    own = evolve(ASSIGNED, unit="A-1")

    assert needs(own, person="E-000") == [(Need.CLOSE_TARGET, "target:G-1")]
    assert needs(own, person="E-001") == []

"""What the worklist says of petitions, initiatives and findings: whose they are to hand out, answer, judge and close."""

from typing import Any

import pytest

from civicflow.feedback.events import InitiativeDecided, InitiativeDecision, InitiativeRecorded
from civicflow.organization.events import Office
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist
from tests.views.administration import administration, appointed
from tests.views.overseen import SAID, dealt_with, opened, received, told
from tests.views.past import Past

NOW = "2023-11-10T12:00"


@pytest.fixture
def past() -> Past:
    """The agency with an inspector of its own."""
    past = administration(Past())
    appointed(past, "A-1", "E-900", office=Office.INSPECTOR)
    return past


def needs(past: Past, person: str, **asked: Any) -> list[tuple[Need, str]]:
    """What a person finds."""
    return [(each.need, each.subject) for each in past.ask(Worklist(person=person, **asked), NOW)]


def test_a_petition_waits_for_the_head_and_then_for_whoever_it_was_given_to(past):
    """With its due; once it is answered, for nobody (R56)."""
    received(past, "2023-11-01T08:00")
    (item,) = past.ask(Worklist(person="E-101"), NOW)

    assert (item.need, str(item.due), item.overdue) == (
        Need.ASSIGN_PETITION,
        "2023-11-15 10:00:00+00:00",
        False,
    )
    dealt_with(past, "2023-11-02T08:00", "assigned")
    assert needs(past, "E-101") == []
    assert needs(past, "E-204") == [(Need.ANSWER_PETITION, "petition:D-1")]
    dealt_with(past, "2023-11-03T08:00", "answered")
    assert needs(past, "E-204") == []


@pytest.mark.parametrize("concerned", [{"about": "E-101"}, {"about": "E-204", "decided_by": "E-101"}])
def test_a_petition_that_concerns_the_head_waits_for_the_unit_above(past, concerned):
    """About the head, or against what the head decided (K10, K11)."""
    received(past, "2023-11-01T08:00", **concerned)

    assert needs(past, "E-101") == []
    assert needs(past, "E-001") == [(Need.ASSIGN_PETITION, "petition:D-1")]


def test_a_petition_about_whom_all_answer_to_waits_to_be_forwarded(past):
    """Nobody here decides on it; the highest unit hands it on (K11)."""
    received(past, "2023-11-01T08:00", about="E-000")

    assert needs(past, "E-101") == []
    assert needs(past, "E-000") == []
    assert needs(past, "E-001") == [(Need.FORWARD_PETITION, "petition:D-1")]


def test_an_initiative_waits_for_a_decision(past):
    """Of the head of the unit; on that of the head, of the unit above (R56, K11)."""
    for initiative, person in (("I-1", "E-204"), ("I-2", "E-101")):
        past.add(
            "2023-11-01T08:00",
            InitiativeRecorded(initiative=initiative, unit="U-12", person=person, text=SAID),
        )

    assert needs(past, "E-101") == [(Need.DECIDE_INITIATIVE, "initiative:I-1")]
    assert needs(past, "E-001") == [(Need.DECIDE_INITIATIVE, "initiative:I-2")]
    decided = InitiativeDecided(
        initiative="I-1",
        unit="U-12",
        person="E-204",
        decision=InitiativeDecision.DECLINED,
        decided_by="E-101",
        reason=SAID,
    )
    past.add("2023-11-02T08:00", decided)
    assert needs(past, "E-101") == []


def test_a_finding_waits_for_the_head_and_its_answer_for_an_inspector(past):
    """Answered by the unit, judged and closed by those who inspect (R59)."""
    opened(past, "2023-11-01T08:00")
    assert needs(past, "E-101") == [(Need.ANSWER_FINDING, "finding:F-1")]
    for deed, need in (("answered", Need.DECIDE_ANSWER), ("accepted", Need.CLOSE_FINDING)):
        told(past, "2023-11-02T08:00", deed)
        assert needs(past, "E-900") == [(need, "finding:F-1")]
        assert needs(past, "E-101") == needs(past, "E-001", with_subunits=True) == []
    told(past, "2023-11-03T08:00", "closed")
    assert needs(past, "E-900") == []


def test_an_inspector_inside_the_unit_does_not_judge_it(past):
    """Nor does one whom the finding concerns (K10)."""
    appointed(past, "U-12", "E-204", office=Office.INSPECTOR)
    appointed(past, "A-1", "E-901", office=Office.INSPECTOR)
    opened(past, "2023-11-01T08:00", person="E-901")
    told(past, "2023-11-02T08:00", "answered")

    assert needs(past, "E-204") == needs(past, "E-901") == []
    assert needs(past, "E-900") == [(Need.DECIDE_ANSWER, "finding:F-1")]

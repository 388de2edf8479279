"""Work that is laid before several people waits for each of them, until one takes it on (K10, K18)."""

from datetime import date

import pytest

from civicflow.core.fields import FreeText
from civicflow.organization.events import MemberJoined, Office
from civicflow.organization.group_events import GroupDissolved, GroupEstablished, GroupMemberJoined
from civicflow.task.events import ResultSubmitted, TaskCompleted
from civicflow.task.offering_events import TaskClaimed, TaskOffered
from civicflow.views.approval_latency import ApprovalLatency
from civicflow.views.matter import Need
from civicflow.views.separation_of_duties import SeparationOfDuties
from tests.task.offered import offered
from tests.views.administration import FOUNDED, administration, appointed
from tests.views.past import Past, at
from tests.views.test_worklist import listed, needs

SINCE = date(2023, 1, 2)
TAKE_ON, WORK = [(Need.TAKE_ON, "task:T-17")], [(Need.WORK, "task:T-17")]


@pytest.fixture
def past() -> Past:
    """An agency of two units; E-204 and E-205 are of U-12."""
    past = administration(Past())
    past.add(FOUNDED, MemberJoined(unit="U-12", person="E-205", primary=True, since=SINCE))
    return past


def before(*, group: str | None = None, office: Office | None = None, **said) -> TaskOffered:
    """Work of U-12 until the twentieth."""
    due = at("2023-11-20T17:00")
    return offered(task="T-17", unit="U-12", group=group, office=office, offered_by="E-101", due=due, **said)


TAKEN_ON = TaskClaimed(task="T-17", assignee="E-204", unit="U-12", at_home=False)


def test_it_waits_for_every_member_until_one_takes_it_on(past):
    """Not for the head who offered it; afterwards it is the work of that one alone (K10)."""
    past.add("2023-11-01T08:00", before())

    assert needs(past, "E-204") == needs(past, "E-205") == TAKE_ON
    assert needs(past, "E-101") == needs(past, "E-102") == needs(past, "E-001") == []
    (item,) = listed(past, "E-204")
    assert (item.person, item.unit, item.due) == (None, "U-12", at("2023-11-20T17:00"))
    past.add("2023-11-02T08:00", TAKEN_ON)
    assert (needs(past, "E-204"), needs(past, "E-205")) == (WORK, [])


def test_it_waits_for_those_who_hold_the_office(past):
    """And for nobody else of the unit (K11)."""
    appointed(past, "U-12", "E-205", office=Office.CLERK_OF_RECORD)
    past.add("2023-11-01T08:00", before(office=Office.CLERK_OF_RECORD))

    assert (needs(past, "E-204"), needs(past, "E-205")) == ([], TAKE_ON)


def test_it_waits_for_the_members_of_the_group_of_today(past):
    """Once nobody is left, it waits for the office to give it to somebody (K13)."""
    past.add(FOUNDED, GroupEstablished(group="G-1", unit="U-12", title="Tổ một cửa"))
    for person in ("E-205", "E-102"):
        member = GroupMemberJoined(group="G-1", unit="U-12", person=person, since=SINCE)
        past.add(FOUNDED, member)
    past.add("2023-11-01T08:00", before(group="G-1"))

    assert (needs(past, "E-204"), needs(past, "E-205"), needs(past, "E-102")) == ([], TAKE_ON, [])
    gone = GroupDissolved(group="G-1", unit="U-12", until=date(2023, 11, 13), reason=FreeText(v="x"))
    past.add("2023-11-14T08:00", gone)
    assert (needs(past, "E-205"), needs(past, "E-101")) == ([], [(Need.REASSIGN, "task:T-17")])


def test_it_is_followed_up_when_it_presses(past):
    """An hour after the due, nobody having taken it on, the head finds it."""
    past.add("2023-11-01T08:00", before())

    assert needs(past, "E-101", "2023-11-20T18:30") == [(Need.FOLLOW_UP, "task:T-17")]
    assert needs(past, "E-204", "2023-11-20T18:30") == TAKE_ON


def test_what_is_concluded_is_nobodys_approval(past):
    """Neither a breach of separation nor a result that somebody let lie: no office decided on it (K1, K10)."""
    of = {"task": "T-17", "assignee": "E-204", "unit": "U-12"}
    handed_in = ResultSubmitted(
        **of,
        delegate=None,
        round=1,
        output=FreeText(v="Tờ trình"),
        outcome="complete",
        signature=None,
        paper_file=None,
        place=None,
        receipt=None,
    )
    done = TaskCompleted(**of, approver=None, round=1, submitted_at=at("2023-11-10T08:00"), receipt=None)
    past.add("2023-11-01T08:00", before(outcomes=("complete", "incomplete"), reviewed=False))
    past.add("2023-11-02T08:00", TAKEN_ON)
    past.add("2023-11-10T08:00", handed_in)
    past.add("2023-11-10T08:00", done)

    answer = past.ask(SeparationOfDuties(), "2023-11-15T12:00")
    assert [(each.shared.numerator, each.same.numerator) for each in answer.tasks] == [(0, 0)] * 6
    assert answer.reciprocal == ()
    latency = past.ask(ApprovalLatency(), "2023-11-15T12:00")
    assert [(each.decided, each.waiting) for each in latency.lines] == [(0, 0)]
    assert needs(past, "E-101") == [(Need.EVALUATE, "task:T-17")]

"""Work that somebody has goes back, or to others, under its own id: only while nobody is late by it (K4)."""

from datetime import date, timedelta

import pytest
from attrs import evolve

import civicflow.flow
from civicflow import task
from civicflow.core.clock import FixedClock
from civicflow.core.event import At, Event, micros
from civicflow.core.fields import FreeText, instant
from civicflow.core.recording import Claim, Recorded
from civicflow.organization.events import MemberLeft, Office
from civicflow.task.course import course
from civicflow.task.events import DeadlineExtended
from civicflow.task.model import Stage, Task
from civicflow.task.offering_events import TaskClaimReleased, TaskReturnedToPrevious, TaskTransferred
from civicflow.testing import Given
from tests.employee.staff import STAFF
from tests.organization.groups import COUNTER, taken_in
from tests.organization.offices import delegated, unit
from tests.stores import taken
from tests.task.offered import claimed, offered
from tests.task.test_commands import DUE, LATER, RETURNED, after, assigned, held, of, submitted

WHY = FreeText(v="Không đúng chức năng")
RELEASE = task.ReleaseClaim(task="T-1", reason="Không đúng chức năng")
RELEASED = TaskClaimReleased(task="T-1", assignee="E-1", unit="U-1", released_by="E-1", reason=WHY)
TRANSFER = task.TransferTask(task="T-1", to_unit="U-2", reason="Không đúng chức năng")
TRANSFERRED = TaskTransferred(
    task="T-1",
    assignee="E-1",
    unit="U-1",
    transferred_by="HEAD-1",
    to_unit="U-2",
    group=None,
    reason=WHY,
)
BACK = task.ReturnToPrevious(task="T-1", reason="Không đúng chức năng")
WENT_BACK = TaskReturnedToPrevious(
    task="T-1",
    assignee=None,
    unit="U-2",
    returned_by="HEAD-2",
    to_unit="U-1",
    group=None,
    office=None,
    to="E-1",
    reason=WHY,
)
TAKEN_ON = (offered(), claimed())
GONE = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=WHY)
AT_THE_DUE = "2023-11-20T17:00+07:00"


def at(moment: str, *events: Event) -> Given:
    """The department at some other moment."""
    return Given(*STAFF, *events, at=moment)


def folded(*events: Event) -> Task:
    """The task after events of the first days of October."""
    found: Task | None = None
    for position, event in enumerate(events, start=1):
        moment = micros(instant("2023-10-02T08:00+07:00")) + position
        found = Task.evolve(found, event, At(position=position, occurred=moment, recorded=moment))
    assert found is not None
    return found


def test_whoever_took_work_on_lets_it_go():
    """It is before all of them again, and another takes it on (K4)."""
    after(*TAKEN_ON).when(RELEASE, by="E-1").then(RELEASED)
    again = after(*TAKEN_ON, RELEASED)
    again.when(task.ClaimTask(task="T-1"), by="E-1").then(claimed())
    again.when(RELEASE, by="HEAD-1").refused_by("task_is_at_work", "task_was_taken_on")


def test_the_office_lets_work_go_that_lies_with_somebody():
    """One that may decide on them, not a neighbour's (K11)."""
    after(*TAKEN_ON).when(RELEASE, by="HEAD-1").then(evolve(RELEASED, released_by="HEAD-1"))
    for person in ("HEAD-2", "E-2", "CLERK-1"):
        after(*TAKEN_ON).when(RELEASE, by=person).refused_by("assignee_or_office_over_them")


def test_work_that_a_person_was_given_is_not_let_go():
    """They dispute it, or the office reassigns it (R33, K4)."""
    after(assigned()).when(RELEASE, by="E-1").refused_by("task_was_taken_on")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_sends_work_to_another_unit(by):
    """As the same task, whether or not somebody has it; there one of the members takes it on (K4)."""
    after(assigned()).when(TRANSFER, by=by).then(evolve(TRANSFERRED, transferred_by=by))
    sent = evolve(TRANSFERRED, assignee=None)
    after(offered()).when(TRANSFER, by="HEAD-1").then(sent)
    after(offered(), sent).when(task.ClaimTask(task="T-1"), by="E-2").then(evolve(claimed("E-2"), unit="U-2"))
    after(offered(), sent).when(task.ClaimTask(task="T-1"), by="E-1").refused_by(
        "one_of_those_it_is_offered_to"
    )


def test_an_office_sends_work_to_a_group():
    """Of its own unit, or of another; not to where it lies already, nor where nobody is."""
    group = (COUNTER, taken_in())
    to_group = evolve(TRANSFER, to_unit="U-1", group="G-1")

    after(*group, offered()).when(to_group, by="HEAD-1").then(
        evolve(TRANSFERRED, assignee=None, to_unit="U-1", group="G-1")
    )
    after(*group, offered(group="G-1")).when(to_group, by="HEAD-1").refused_by("it_goes_elsewhere")
    after(offered()).when(evolve(TRANSFER, to_unit="U-1"), by="HEAD-1").refused_by("it_goes_elsewhere")
    after(*group, offered()).when(evolve(TRANSFER, group="G-1"), by="HEAD-1").refused_by(
        "group_is_of_the_unit"
    )
    after(unit("U-9", "A-1"), offered()).when(evolve(TRANSFER, to_unit="U-9"), by="HEAD-1").refused_by(
        "somebody_may_take_it_on"
    )


def test_nobody_sends_their_own_work_away():
    """Neither in person nor through anyone who acts for them (K10)."""
    own = assigned("HEAD-1", by="DIRECTOR")

    after(own).when(TRANSFER, by="HEAD-1").refused_by("office_that_approves_the_task")
    lent = delegated("DIRECTOR", "HEAD-1", "U-1")
    after(own, lent).when(TRANSFER, by="HEAD-1", on_behalf_of="DIRECTOR").refused_by(
        "actor_is_not_the_author"
    )
    after(assigned()).when(TRANSFER, by="HEAD-2").refused_by("office_that_approves_the_task")


def test_what_was_transferred_goes_back_to_whom_it_came_from():
    """To the person who had it, who takes notice of it anew; the receiving office decides, or whoever took it on there."""
    sent = (assigned(), TRANSFERRED)

    after(*sent).when(BACK, by="HEAD-2").then(WENT_BACK)
    taken = evolve(claimed("E-2"), unit="U-2")
    after(*sent, taken).when(BACK, by="E-2").then(evolve(WENT_BACK, assignee="E-2", returned_by="E-2"))
    after(*sent).when(BACK, by="HEAD-1").refused_by("assignee_or_office_over_them")
    back = after(*sent, WENT_BACK)
    assert back.when(task.AcknowledgeTask(task="T-1"), by="E-1").events
    back.when(BACK, by="HEAD-1").refused_by("task_was_transferred")


def test_what_was_offered_goes_back_before_all_of_them():
    """Before the same office as before; another of them may take it on."""
    sent = evolve(TRANSFERRED, assignee=None)
    back = evolve(WENT_BACK, to=None, office=Office.HEAD)
    offer = offered(office=Office.HEAD, offered_by="DIRECTOR")

    after(offer, sent).when(BACK, by="HEAD-2").then(back)
    assert after(offer, sent, back).when(task.ClaimTask(task="T-1"), by="HEAD-1").events
    after(offered()).when(BACK, by="HEAD-1").refused_by("task_was_transferred")


def test_it_does_not_go_back_to_somebody_who_is_gone():
    """The office gives it to another instead (K18)."""
    after(assigned(), TRANSFERRED, GONE).when(BACK, by="HEAD-2").refused_by(
        "somebody_is_there_to_have_it_back"
    )


MOVES = [
    (TAKEN_ON, RELEASE, "E-1"),
    ((assigned(),), TRANSFER, "HEAD-1"),
    ((assigned(), TRANSFERRED), BACK, "HEAD-2"),
]


@pytest.mark.parametrize("events, command, by", MOVES)
def test_late_work_stays_where_it_is_late(events, command, by):
    """From the due in force on only a reassignment passes it on, which leaves the lateness behind; more time changes nothing."""
    assert at("2023-11-20T16:59+07:00", *events).when(command, by=by).events
    at(AT_THE_DUE, *events).when(command, by=by).refused_by("lateness_has_not_arisen")
    reassign = task.ReassignTask(
        task="T-1", to="HEAD-1", replacement="T-2", reason="x", due="2023-12-20T17:00+07:00", unit="U-1"
    )
    assert at(AT_THE_DUE, *events).when(reassign, by="DIRECTOR").events


MORE_TIME = DeadlineExtended(**of(), extended_by="HEAD-1", old_due=DUE, new_due=LATER, reason=WHY)


@pytest.mark.parametrize("events, command, by", MOVES)
def test_what_rests_or_was_handed_in_stays(events, command, by):
    """A hold is decided on first, a result answered for; and time that is granted late makes nothing timely (K4)."""
    after(*events, held()).when(command, by=by).refused_by("task_is_not_on_hold")
    after(*events, submitted(), RETURNED).when(command, by=by).refused_by("nothing_was_handed_in")
    at(AT_THE_DUE, *events, MORE_TIME).when(command, by=by).refused_by("lateness_has_not_arisen")


@pytest.mark.parametrize("events, command, by", MOVES)
def test_time_that_is_granted_in_time_counts(events, command, by):
    """The due in force binds, not the first one (K4)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with civicflow.flow.open(":memory:", clock=clock, longest_silence=timedelta(days=100)) as flow:
        for number, event in enumerate((*STAFF, *events, MORE_TIME)):
            claim = Claim(event=event, occurred_at=clock.now(), id=f"told-{number}")
            assert taken(flow, [claim]) == [Recorded.NEW]
        clock.move_to(AT_THE_DUE)
        assert flow.check(command, by=by) == ()
        clock.move_to("2023-11-30T17:00+07:00")
        assert [each.rule for each in flow.check(command, by=by)] == ["lateness_has_not_arisen"]


def test_the_first_due_stays_wherever_the_work_goes():
    """Offered, taken on, let go, sent away, sent back: one task, one first due (K4)."""
    moved = folded(*TAKEN_ON, RELEASED, claimed("HEAD-1"), TRANSFERRED, evolve(WENT_BACK, to=None))

    assert (moved.stage, moved.assignee, moved.unit) == (Stage.OFFERED, None, "U-1")
    assert (moved.first_due, moved.due, course(moved).first) == (DUE, DUE, micros(DUE))
    assert folded(*TAKEN_ON, RELEASED).stage is Stage.OFFERED
    assert folded(assigned(), TRANSFERRED, WENT_BACK).stage is Stage.ASSIGNED


def test_where_it_was_done_and_who_acted_for_whom_is_said_anew():
    """Whoever takes it on next decides anew whether it is done at home."""
    home = (offered(may_be_done_at_home=True), claimed(at_home=True))

    assert folded(*home).at_home
    assert not folded(*home, RELEASED).at_home
    assert folded(*home, RELEASED).may_be_done_at_home

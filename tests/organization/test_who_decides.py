"""Nobody is judged from below, and no claimed day lends an office that is not held: then and now (K4, K10, K11)."""

from datetime import timedelta

import pytest

import civicflow as cf
from civicflow import organization, task
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError
from civicflow.organization.events import Office
from civicflow.task.events import TaskCancelled
from civicflow.testing import FixedClock
from tests.organization.offices import appointed, delegated, joined, unit
from tests.task.test_commands import LATER, after, assigned, cancelled, held, submitted

COMPLETE = task.CompleteTask(task="T-1")
CANCEL = task.CancelTask(task="T-1", reason="trùng việc")
CONFIRM = task.ConfirmHold(task="T-1")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_work_of_a_head_above_is_not_judged_by_those_below(by):
    """The director has work in a division of theirs: neither the division nor the director accepts it (K11)."""
    given = after(
        joined("U-1", "DIRECTOR", primary=False), assigned("DIRECTOR"), submitted(person="DIRECTOR")
    )

    given.when(COMPLETE, by=by).refused_by("office_that_approves_the_task")
    assert given.when(COMPLETE, by="CHAIR").authority == "superior@unit:A-1"


def test_work_of_a_manager_above_is_judged_where_they_stand():
    """A manager of the department has work in a division: the head of the department accepts it (K11)."""
    manager = appointed("A-1", "MANAGER-0", Office.MANAGER)
    given = after(manager, joined("U-1", "MANAGER-0"), assigned("MANAGER-0"), submitted(person="MANAGER-0"))

    given.when(COMPLETE, by="HEAD-1").refused_by("office_that_approves_the_task")
    given.when(COMPLETE, by="MANAGER-0").refused_by("actor_is_not_the_author")
    assert given.when(COMPLETE, by="DIRECTOR").refusals == ()


@pytest.mark.parametrize("by", ["HEAD-1", "DIRECTOR", "CHAIR"])
def test_nobody_here_stands_above_the_person_whom_the_root_answers_to(by):
    """Whoever is above everybody is given and judged nothing by those whom they lead (K11)."""
    given = after(joined("U-1", "CHAIR"), assigned("CHAIR"), submitted(person="CHAIR"))

    given.when(COMPLETE, by=by).refused_by("office_that_approves_the_task")


def test_whoever_heads_a_root_and_is_named_above_it_does_not_decide_about_themselves():
    """One person in both places has nobody above them (K11)."""
    both = (unit("A-2", None, answers_to="P-1"), unit("U-8", "A-2"), appointed("A-2", "P-1"))
    given = after(*both, assigned("P-1", "U-8"), submitted(person="P-1"))

    given.when(COMPLETE, by="P-1").refused_by("office_that_approves_the_task")


@pytest.mark.parametrize("by", ["MANAGER-1", "MANAGER-2"])
def test_a_manager_who_holds_does_not_confirm_nor_does_another_beside_them(by):
    """K4: the next level confirms the cause: for a manager, the head."""
    given = after(appointed("U-1", "MANAGER-2", Office.MANAGER), assigned(), held("MANAGER-1"))

    given.when(CONFIRM, by=by).refused_by("office_above_the_holder")
    assert given.when(CONFIRM, by="HEAD-1").refusals == ()


def test_whoever_holds_does_not_confirm_for_somebody_else():
    """K4, K10: the manager who put it on hold acts for the head; still the same person."""
    given = after(delegated("HEAD-1", "MANAGER-1", "U-1"), assigned(), held("MANAGER-1"))

    given.when(CONFIRM, by="MANAGER-1", on_behalf_of="HEAD-1").refused_by("actor_did_not_put_it_on_hold")


def test_a_head_above_who_holds_is_confirmed_above_and_not_below():
    """K4: the director holds a task of a division; the chair confirms."""
    given = after(assigned(), held("DIRECTOR"))

    given.when(CONFIRM, by="HEAD-1").refused_by("office_above_the_holder")
    assert given.when(CONFIRM, by="CHAIR").refusals == ()


def test_the_office_that_approves_a_heads_work_does_not_cancel_it_from_above():
    """K4: what the director cancels of a head's work is cancelled by the one who approves it."""
    (event,) = after(assigned("HEAD-1")).when(CANCEL, by="DIRECTOR").events

    assert isinstance(event, TaskCancelled)
    assert event.from_above is False


def test_the_office_above_approves_while_a_division_has_none():
    """K4, K11: where nobody leads the division, its work is the department's to approve, and to cancel."""
    given = after(unit("U-9", "A-1"), joined("U-9", "E-9", primary=False), assigned("E-9", "U-9"))
    (event,) = given.when(CANCEL, by="DIRECTOR").events

    assert isinstance(event, TaskCancelled)
    assert event.from_above is False


def test_a_head_who_acts_for_the_director_does_not_cancel_from_above():
    """K4: a delegation from above does not make the approver somebody else."""
    given = after(delegated("DIRECTOR", "HEAD-1", "A-1"), assigned())

    (event,) = given.when(CANCEL, by="HEAD-1", on_behalf_of="DIRECTOR").events
    assert isinstance(event, TaskCancelled)
    assert event.from_above is False
    given.when(CANCEL, by="DIRECTOR").then(cancelled("DIRECTOR", from_above=True))


def office(clock: FixedClock) -> cf.flow.Flow:
    """A department with one division, founded on 2 October 2023 and led since then."""
    flow = cf.open(":memory:", clock=clock, longest_silence=timedelta(days=60))
    flow.execute(organization.Found(instrument="QĐ 1", administrator="ADMIN"), by="ADMIN")
    for establish in (
        organization.EstablishUnit(unit="A-1", title="Sở", answers_to="CHAIR", instrument="QĐ 2"),
        organization.EstablishUnit(unit="U-1", title="Phòng", superior="A-1", instrument="QĐ 3"),
        appoint("A-1", "DIRECTOR", "2023-10-02"),
    ):
        flow.execute(establish, by="ADMIN")
    return flow


def appoint(unit: str, person: str, since: str, until: str | None = None) -> organization.Appoint:
    """A head."""
    return organization.Appoint(
        unit=unit, person=person, office="head", since=since, until=until, instrument="QĐ 4"
    )


JOIN = organization.JoinUnit(unit="U-1", person="E-1", since="2023-10-02")


def outcome(flow: cf.flow.Flow, by: str, claimed: str | None, on_behalf_of: str | None = None) -> str:
    """Whether somebody may take E-1 into U-1 by an act that they claim for a day."""
    try:
        flow.execute(JOIN, by=by, occurred_at=claimed, reason="mất điện", on_behalf_of=on_behalf_of)
    except CivicflowError as error:
        return error.code
    return "allowed"


@pytest.mark.parametrize("claimed", [None, "2023-10-31T09:00+07:00"], ids=["now", "the last day"])
def test_an_office_that_was_given_up_is_not_used_by_claiming_an_earlier_day(claimed):
    """A late act is judged with the facts of now: who leads no longer decides no longer (K11)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = office(clock)
    flow.execute(appoint("U-1", "HEAD-1", "2023-10-02", "2023-10-31"), by="DIRECTOR")
    clock.advance(days=31)

    assert outcome(flow, "HEAD-1", claimed) == "refused"
    assert outcome(flow, "DIRECTOR", claimed) == "allowed"


@pytest.mark.parametrize(
    "claimed, allowed",
    [(None, "allowed"), ("2023-10-31T23:59+07:00", "refused"), ("2023-11-01T00:00+07:00", "allowed")],
)
def test_an_act_is_not_claimed_for_a_day_before_the_office(claimed, allowed):
    """Nobody decided as a head on a day on which they were none, local midnight to local midnight (K3, K11)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = office(clock)
    flow.execute(appoint("U-1", "HEAD-1", "2023-11-01"), by="DIRECTOR")
    clock.advance(days=31)

    assert outcome(flow, "HEAD-1", claimed) == allowed


def test_an_appointment_that_lies_ahead_gives_nothing_yet():
    """From its first day on."""
    flow = office(FixedClock("2023-10-02T08:00+07:00"))
    flow.execute(appoint("U-1", "HEAD-1", "2023-10-03"), by="DIRECTOR")

    assert outcome(flow, "HEAD-1", None) == "refused"


def test_a_reappointment_bridges_the_days_between_claim_and_record():
    """One term ends, the next begins: the office was held then, and is held now."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = office(clock)
    flow.execute(appoint("U-1", "HEAD-1", "2023-10-02", "2023-10-31"), by="DIRECTOR")
    flow.execute(appoint("U-1", "HEAD-1", "2023-11-01"), by="DIRECTOR")
    clock.advance(days=31)

    assert outcome(flow, "HEAD-1", "2023-10-31T09:00+07:00") == "allowed"


def test_a_delegation_that_has_ended_is_not_used_by_claiming_an_earlier_day():
    """The delegate acts while the delegation holds, and not afterwards about a day on which it did."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = office(clock)
    lend = organization.Delegate(
        delegation="D-1", to="P-1", unit="U-1", since="2023-10-02", until="2023-10-31", instrument="GUQ 1"
    )
    flow.execute(lend, by="DIRECTOR")
    clock.advance(days=31)

    assert outcome(flow, "P-1", "2023-10-31T09:00+07:00", "DIRECTOR") == "refused"


def test_membership_of_the_day_is_a_fact_of_now():
    """Work is given to those who belong to the unit today, whatever day its assignment claims (K18)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    flow = office(clock)
    flow.execute(JOIN, by="DIRECTOR")
    leave = organization.LeaveUnit(unit="U-1", person="E-1", until="2023-10-31", reason="chuyển công tác")
    flow.execute(leave, by="DIRECTOR")
    clock.advance(days=31)
    assign = task.AssignTask(
        task="T-1", to="E-1", unit="U-1", work="x", due=LATER, result="x", acceptance="x"
    )

    with pytest.raises(RefusedError) as refused:
        flow.execute(assign, by="DIRECTOR", occurred_at="2023-10-31T09:00+07:00")
    assert "assignee_belongs_to_the_unit" in [each.rule for each in refused.value.refusals]

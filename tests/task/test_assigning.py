"""What is said when work is given: what counts for how much, where it may be done, by which way, and because of what."""

from typing import Any

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.employee.events import Place
from civicflow.task.events import Channel, Confidentiality, TaskAcknowledged, TaskStarted
from civicflow.testing import Given
from tests.employee.staff import PILOT, at_home
from tests.task.test_commands import RETURNED, after, assign, assigned, held, of, submitted

SECRET = evolve(assigned(), confidentiality=Confidentiality.SECRET)
WHY = "Hồ sơ nhiều tập"


def became(command: task.AssignTask) -> Any:
    """The assignment that a command becomes."""
    (event,) = after().when(command, by="HEAD-1").events
    return event


def test_units_and_confidentiality_come_from_the_catalogue():
    """An inspection counts for three units and is internal, by the catalogue of that day (R15, K12)."""
    event = became(assign(work_type="inspection"))

    assert (event.work_units, event.confidentiality) == (3, Confidentiality.INTERNAL)
    assert (became(assign()).work_units, became(assign()).confidentiality) == (1, Confidentiality.ORDINARY)


def test_a_kind_of_work_is_one_of_the_catalogue():
    """A kind that nobody has heard of is none (R15, K12)."""
    after().when(assign(work_type="juggling"), by="HEAD-1").refused_by("work_type_is_in_the_catalogue")


@pytest.mark.parametrize("changes", [{"work_units": 1}, {"work_units": 4}, {"confidentiality": "ordinary"}])
def test_what_differs_from_the_catalogue_has_a_reason(changes):
    """More or fewer units, another confidentiality: the reason stands in the record (K12)."""
    differing = assign(work_type="inspection", **changes)
    after().when(differing, by="HEAD-1").refused_by("departure_has_a_reason")

    event = became(evolve(differing, departure=WHY))
    assert event.departure == FreeText(v=WHY)


@pytest.mark.parametrize("changes", [{}, {"work_units": 3}, {"confidentiality": "internal"}])
def test_what_the_catalogue_says_needs_no_reason(changes):
    """Said again, or left out: nothing departs from it (K12)."""
    assert became(assign(work_type="inspection", **changes)).departure is None


def test_work_that_is_not_done_at_home_needs_a_reason_there():
    """The catalogue says which kinds may be done at home; where that is left, it is said why (K12)."""
    given = Given(*PILOT, *at_home())
    inspection = assign(work_type="inspection", at_home=True)

    given.when(inspection, by="HEAD-1").refused_by("departure_has_a_reason")
    assert given.when(evolve(inspection, departure=WHY), by="HEAD-1").events
    assert given.when(assign(work_type="drafting", at_home=True), by="HEAD-1").events


def test_secret_work_is_never_given_home():
    """Whatever reason is given, and whatever the catalogue says (R64, R71)."""
    secret = assign(confidentiality="secret", at_home=True, departure=WHY)

    Given(*PILOT, *at_home()).when(secret, by="HEAD-1").refused_by("secret_work_is_not_given_home")
    assert became(assign(confidentiality="secret")).confidentiality is Confidentiality.SECRET


@pytest.mark.parametrize("place", [Place.HOME, Place.FIELD])
def test_secret_work_is_done_at_the_office(place):
    """Neither a report nor a result of it comes from elsewhere (R71)."""
    for command in (
        task.ReportTask(task="T-1", percent=40, place=place),
        task.SubmitResult(task="T-1", output="Tờ trình", place=place),
    ):
        after(SECRET).when(command, by="E-1").refused_by("secret_work_stays_at_the_office")
        assert after(SECRET).when(evolve(command, place="office"), by="E-1").events
        assert after(assigned()).when(command, by="E-1").events[-1].place is place  # type: ignore[attr-defined]


def test_work_is_done_where_it_was_given_unless_said_otherwise():
    """Office, home or field (R40)."""
    report = task.ReportTask(task="T-1", percent=40)
    home = evolve(assigned(), at_home=True)

    assert after(home).when(report, by="E-1").events[-1].place is Place.HOME  # type: ignore[attr-defined]
    assert after(assigned()).when(report, by="E-1").events[-1].place is Place.OFFICE  # type: ignore[attr-defined]


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.OTHER])
def test_another_way_than_the_electronic_office_has_a_reason(channel):
    """Work goes through the electronic office; what does not says why (R29)."""
    after().when(assign(channel=channel), by="HEAD-1").refused_by("other_channel_has_a_reason")

    event = became(assign(channel=channel, channel_reason="Hệ thống bảo trì"))
    assert (event.channel, event.channel_reason) == (channel, FreeText(v="Hệ thống bảo trì"))


def test_a_result_is_signed_where_it_must_be():
    """A digital signature, or by exception a file on paper (R30, R37)."""
    signed = evolve(assigned(), needs_signature=True)
    submit = task.SubmitResult(task="T-1", output="Tờ trình")

    after(signed).when(submit, by="E-1").refused_by("result_is_signed_where_it_must_be")
    assert after(signed).when(evolve(submit, signature="CKS-1"), by="E-1").events
    assert after(signed).when(evolve(submit, paper_file="HS-12"), by="E-1").events
    assert after(assigned()).when(submit, by="E-1").events


def test_what_work_follows_from_is_on_record():
    """A task may be opened from a figure or a finding, which is there to be looked at (K21)."""
    given = after(assigned(task="T-0"))

    given.when(assign(because_of="finding:F-9"), by="HEAD-1").refused_by("what_it_follows_from_is_on_record")
    (event,) = given.when(assign(because_of="task:T-0#12"), by="HEAD-1").events
    assert event.because_of == "task:T-0#12"  # type: ignore[attr-defined]


def test_the_assignee_begins_and_begins_again():
    """After taking notice, and after a return; not before, not twice, not while it rests (R36, K17)."""
    start, noticed = task.StartTask(task="T-1"), TaskAcknowledged(**of())
    started = TaskStarted(**of(), delegate=None)

    after(assigned(), noticed).when(start, by="E-1").then(started)
    after(assigned(), submitted(), RETURNED).when(start, by="E-1").then(started)
    after(assigned()).when(start, by="E-1").refused_by("task_waits_to_be_started")
    after(assigned(), noticed, started).when(start, by="E-1").refused_by("task_waits_to_be_started")
    after(assigned(), noticed, held()).when(start, by="E-1").refused_by("task_is_not_on_hold")
    after(assigned(), noticed).when(start, by="HEAD-1").refused_by("assignee")
    assert (
        after(assigned(), noticed, started)
        .when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1")
        .events
    )

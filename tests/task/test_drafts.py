"""Work that is prepared before anybody is given it, then taken up or discarded."""

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.task.assignment_events import TaskDraftDiscarded, TaskDrafted
from civicflow.task.events import Confidentiality
from tests.task.test_commands import after, assign, assigned, cancelled

DRAFT = task.DraftTask(
    task="T-1", unit="U-1", work="Kiểm tra trật tự xây dựng", work_type="inspection", confidentiality="secret"
)
DRAFTED = TaskDrafted(
    task="T-1",
    unit="U-1",
    drafted_by="HEAD-1",
    work=FreeText(v="Kiểm tra trật tự xây dựng"),
    work_type="inspection",
    confidentiality=Confidentiality.SECRET,
    because_of=None,
)
DISCARD = task.DiscardDraft(task="T-1", reason="Đã có đoàn kiểm tra")
DISCARDED = TaskDraftDiscarded(
    task="T-1", unit="U-1", discarded_by="HEAD-1", reason=FreeText(v="Đã có đoàn kiểm tra")
)


def test_an_office_prepares_work_for_its_unit():
    """Nobody is named yet; the kind of work is one of the catalogue, the id is new (R15, R26)."""
    after().when(DRAFT, by="HEAD-1").then(DRAFTED)
    after().when(DRAFT, by="HEAD-2").refused_by("office_that_leads_the_unit_of_the_draft")
    after(DRAFTED).when(DRAFT, by="HEAD-1").refused_by("task_does_not_exist")
    after().when(evolve(DRAFT, work_type="juggling"), by="HEAD-1").refused_by(
        "kind_of_draft_is_in_the_catalogue"
    )
    after().when(evolve(DRAFT, because_of="finding:F-9"), by="HEAD-1").refused_by(
        "what_it_follows_from_is_on_record"
    )


def test_an_assignment_takes_a_draft_up():
    """Kind and confidentiality stay as drafted unless they are said anew (R15, R71, K17)."""
    given = after(DRAFTED)

    (event,) = given.when(assign(departure="Vụ việc nhạy cảm"), by="HEAD-1").events
    assert (event.work_type, event.work_units, event.confidentiality) == (  # type: ignore[attr-defined]
        "inspection",
        3,
        Confidentiality.SECRET,
    )
    given.when(assign(), by="HEAD-1").refused_by("departure_has_a_reason")
    given.when(assign(at_home=True, departure="x"), by="HEAD-1").refused_by(
        "home_work_is_lawful_for_the_assignee", "secret_work_is_not_given_home"
    )


def test_what_was_drafted_as_secret_is_given_as_less_only_with_a_reason():
    """Nor what takes the place of a secret task; otherwise it would be carried home unseen (R71, K12)."""
    less = assign(work_type="report", confidentiality="ordinary")
    given = after(DRAFTED)

    given.when(less, by="HEAD-1").refused_by("confidentiality_is_not_lowered")
    (ordinary,) = given.when(evolve(less, departure="Đã giải mật theo QĐ 12"), by="HEAD-1").events
    assert ordinary.work_type == "report"  # type: ignore[attr-defined]
    called_off = after(evolve(assigned(), confidentiality=Confidentiality.SECRET), cancelled())
    anew = assign(task="T-2", replaces="T-1")
    called_off.when(anew, by="HEAD-1").refused_by("confidentiality_is_not_lowered")
    assert called_off.when(evolve(anew, confidentiality="secret"), by="HEAD-1").events


def test_what_gave_rise_to_a_draft_stays_known_when_it_is_assigned():
    """A task that follows from a finding is found from it (K21)."""
    drafted = evolve(DRAFTED, work_type=None, confidentiality=None, because_of="unit:U-1#4")

    (event,) = after(drafted).when(assign(), by="HEAD-1").events
    assert event.because_of == "unit:U-1#4"  # type: ignore[attr-defined]
    (other,) = after(drafted).when(assign(because_of="unit:U-2"), by="HEAD-1").events
    assert other.because_of == "unit:U-2"  # type: ignore[attr-defined]


def test_nobody_takes_the_draft_of_another_unit():
    """An id that another unit uses is not free (R26)."""
    taken = assign(to="E-2", departure="x")

    after(DRAFTED).when(taken, by="HEAD-2").refused_by("draft_is_of_the_unit")


def test_a_draft_is_discarded_and_then_stays_so():
    """By an office of its unit, with a reason; afterwards its id is used (K17)."""
    after(DRAFTED).when(DISCARD, by="HEAD-1").then(DISCARDED)
    after(DRAFTED).when(DISCARD, by="E-1").refused_by("office_that_approves_the_task")
    after(DRAFTED, DISCARDED).when(DISCARD, by="HEAD-1").refused_by("task_is_a_draft")
    after(DRAFTED, DISCARDED).when(assign(), by="HEAD-1").refused_by("task_is_new_or_drafted")
    after(assigned()).when(DISCARD, by="HEAD-1").refused_by("task_is_a_draft")


@pytest.mark.parametrize(
    "command, rule",
    [
        (task.CancelTask(task="T-1", reason="x"), "task_is_open"),
        (task.ExtendDeadline(task="T-1", due="2023-11-20T17:00+07:00", reason="x"), "task_is_open"),
        (task.HoldTask(task="T-1", cause="connection", reason="x"), "task_is_at_work"),
    ],
)
def test_a_draft_is_nobodys_work(command, rule):
    """What nobody was given is neither extended, held nor called off."""
    after(DRAFTED).when(command, by="HEAD-1").refused_by(rule)

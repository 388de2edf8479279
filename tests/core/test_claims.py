"""What another system may claim: what people did, and never a right to act."""

from datetime import UTC, date, datetime

import attrs
import pytest

import civicflow as cf
from civicflow import task
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.core.recording import Claim, Claimable, Recorded, record
from civicflow.employee.corrections import DayReportCorrected
from civicflow.employee.events import DayReported
from civicflow.errors import InvalidInputError
from civicflow.flow import MODULES
from civicflow.task.events import DeadlineExtended
from civicflow.testing import FixedClock
from tests.organization.offices import DEPARTMENT, appointed, delegated, joined, unit
from tests.properties.clerks import first_orders
from tests.stores import STORES
from tests.task.test_commands import after, assign, assigned, completed, of, submitted

NOW = "2023-10-02T08:00+07:00"
SORTS = ("claims", "proofs")
LATER = datetime(2023, 12, 20, 10, 0, tzinfo=UTC)


def extended() -> DeadlineExtended:
    """More time, as another system may say."""
    return DeadlineExtended(**of(), extended_by="HEAD-1", old_due=None, new_due=LATER, reason=None)


@pytest.fixture
def flow():
    """An empty store."""
    with cf.open(":memory:", clock=FixedClock(NOW)) as opened:
        yield opened


def claimed(flow: cf.flow.Flow, *events: Event) -> list[object]:
    """What becomes of what another system says."""
    claims = [Claim(event=event, occurred_at=NOW, id=f"c-{number}") for number, event in enumerate(events)]
    return list(flow.record(claims, source="register"))


@pytest.mark.parametrize(
    "event",
    [
        DEPARTMENT[0],
        unit("U-3", "U-3"),
        appointed("U-1", "STRANGER"),
        delegated("HEAD-1", "STRANGER", "U-1"),
        joined("U-1", "STRANGER"),
    ],
    ids=lambda event: event.topic,
)
def test_a_right_to_act_cannot_be_claimed(flow, event):
    """Authority comes from acts on record here, whatever another system says of offices, units and members."""
    (error,) = claimed(flow, event)

    assert isinstance(error, InvalidInputError)
    assert error.parameters == {"field": "event", "problem": "not-claimable", "value": event.topic}
    assert list(flow.entries()) == []


def test_what_may_not_be_claimed_keeps_nothing_else_out(flow):
    """A claim is turned away alone; those before and after it are recorded."""
    first, turned_away, last = claimed(
        flow, assigned(task="T-1"), appointed("U-1", "STRANGER"), assigned(task="T-2")
    )

    assert (first, last) == (Recorded.NEW, Recorded.NEW)
    assert isinstance(turned_away, InvalidInputError)
    assert [entry.stream for entry in flow.entries()] == ["task:T-1", "task:T-2"]


@pytest.mark.parametrize(
    "fields,field,problem",
    [
        ({"assignee": "Nguyễn Văn A"}, "assignee", "identifier"),
        ({"task": "T 1"}, "task", "identifier"),
        ({"due": datetime(9999, 12, 31, tzinfo=UTC)}, "due", "year"),
        ({"due": datetime(2023, 11, 20)}, "due", "zone"),
        ({"due": "2023-11-20T17:00+07:00"}, "due", "time"),
        ({"work_units": 2**63}, "work_units", "out-of-range"),
        ({"at_home": 1}, "at_home", "not-yes-or-no"),
    ],
)
def test_what_is_claimed_is_what_its_event_may_say(flow, fields, field, problem):
    """No name enters the log where an id belongs, no time that no zone can be applied to; nothing else is kept out."""
    wrong, right = claimed(flow, attrs.evolve(assigned(task="T-1"), **fields), assigned(task="T-2"))

    assert isinstance(wrong, InvalidInputError)
    assert (wrong.parameters["field"], wrong.parameters["problem"]) == (field, problem)
    assert right is Recorded.NEW
    assert [entry.stream for entry in flow.entries()] == ["task:T-2"]


def test_what_may_be_claimed_is_what_people_did():
    """A new kind of event is not claimable unless a module names it: this list grows by decision alone."""
    claims, proofs = ({kind.topic for module in MODULES for kind in getattr(module, name)} for name in SORTS)

    assert {topic for topic in claims if not topic.startswith("task.")} == set()
    assert claims > {"task.assigned", "task.completed"}
    assert proofs == {
        "task.result_submitted",
        "presence.checked_in",
        "presence.checked_out",
        "presence.day_reported",
    }


PROOF = attrs.evolve(submitted(), receipt="register/17")


@pytest.mark.parametrize("kind", STORES)
def test_nobody_claims_away_what_this_office_has_assigned(fresh_store, kind):
    """About a task of ours another system may only prove that a result was handed in, and must name its receipt (K3)."""
    with fresh_store(kind) as address, cf.open(address, clock=FixedClock(NOW)) as flow:
        for _ in flow.execute_many(first_orders()):
            pass
        flow.execute(assign(), by="HEAD-1")

        results = claimed(flow, extended(), submitted(), assigned(), PROOF)

        assert results[-1] is Recorded.NEW
        wrong = [each.parameters["problem"] for each in results if isinstance(each, InvalidInputError)]
        assert wrong == ["not-its-own"] * 3
        told = [entry.topic for entry in flow.entries() if entry.stream == "task:T-1"]
        assert told == ["task.assigned", "task.result_submitted"]


@pytest.mark.parametrize("kind", STORES)
def test_a_system_goes_on_telling_what_it_told(fresh_store, kind):
    """Its own tasks, in one delivery or in several; those of a third system are none of its own (K3)."""
    with fresh_store(kind) as address, cf.open(address, clock=FixedClock(NOW)) as flow:
        assert claimed(flow, assigned(), extended()) == [Recorded.NEW] * 2
        later = Claim(event=completed(), occurred_at=NOW, id="c-9")
        other = Claim(event=completed(), occurred_at=NOW, id="c-10")

        (refused,) = flow.record([other], source="elsewhere")
        assert isinstance(refused, InvalidInputError)
        assert refused.parameters["problem"] == "not-its-own"
        assert list(flow.record([later], source="register")) == [Recorded.NEW]
        assert list(flow.record([later], source="register")) == [Recorded.KNOWN]


def test_a_proof_of_what_is_over_changes_no_stage():
    """A result proven after the completion leaves the task completed (K3)."""
    given = after(assigned(), submitted(), completed(), PROOF)

    assert given.when(task.EvaluateTask(task="T-1", quality_met=True), by="HEAD-1").events


def test_another_system_corrects_what_it_told_and_nothing_else(flow):
    """A correction proves nothing: of a stream that this office began it is turned away, whoever lists it as a proof."""
    own, foreign = (
        DayReported(
            person=each,
            unit="U-1",
            day=date(2023, 10, 2),
            done=FreeText(v="Xong hai hồ sơ"),
            obstacles=None,
        )
        for each in ("E-1", "E-2")
    )
    for order in first_orders():
        flow.execute(order.command, by=order.by, reason=order.reason, occurred_at=order.occurred_at)
    flow.execute(cf.employee.ReportDay(done="Xong hai hồ sơ"), by="E-1")
    assert claimed(flow, foreign) == [Recorded.NEW]
    mine, theirs = (entry.at.position for entry in flow.entries() if isinstance(entry.event, DayReported))
    kinds = frozenset({DayReported, DayReportCorrected})
    said = {"done": FreeText(v="Xong một hồ sơ"), "because": FreeText(v="Đếm lại"), "corrected_by": "E-2"}
    claims = [
        Claim(
            event=DayReportCorrected(**attrs.asdict(of, recurse=False) | said, corrects=place),
            occurred_at=NOW,
            id=f"k-{place}",
        )
        for of, place in ((own, mine), (foreign, theirs))
    ]

    refused, taken = record(
        flow.store.log, claims, "register", flow.setting, Claimable(claims=kinds, proofs=kinds)
    )

    assert isinstance(refused, InvalidInputError)
    assert refused.parameters["problem"] == "not-its-own"
    assert taken is Recorded.NEW

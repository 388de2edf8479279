"""From an order to a receipt, alone and against others."""

from datetime import timedelta

import pytest

import civicflow.flow
from civicflow.core.command import Order
from civicflow.core.execution import Execution
from civicflow.core.filing import Receipt
from civicflow.core.refusal import LONGEST_DAY, ActRefused
from civicflow.core.rule import Refused, RefusedError
from civicflow.errors import ClockError, CommandIdReusedError, InvalidInputError, NotOnRecordError
from civicflow.regulations import Lawbook
from civicflow.testing import violations
from tests.core.conftest import MODULE, CounterRaised, Raise


def raised(flow):
    """The values that counters were raised to, in log order."""
    return [entry.event.to for entry in flow.entries() if isinstance(entry.event, CounterRaised)]


def test_a_receipt_says_where_the_events_stand(flow, clock):
    """Position, id and time of recording are in the receipt."""
    receipt = flow.execute(Raise(counter="A"), by="E-1")

    assert receipt == Receipt(command_id="id-1", first=1, last=1, recorded_at=clock.now())


def test_a_refusal_of_authority_stands_alone(flow):
    """Who may not act at all does not learn what else would be wrong."""
    with pytest.raises(RefusedError) as refused:
        flow.execute(Raise(counter="BROKEN", limit=0), by="VISITOR")

    assert [each.rule for each in refused.value.refusals] == ["anybody_but_the_visitor"]


def test_all_that_is_wrong_is_said_at_once(flow):
    """A clerk sees every broken rule together."""
    with pytest.raises(RefusedError) as refused:
        flow.execute(Raise(counter="BROKEN", limit=0), by="E-1")

    rules = {each.rule for each in refused.value.refusals}
    assert rules == {"group_stays_within_its_limit", "counter_is_not_forbidden"}


def test_a_refusal_on_a_matter_of_law_is_on_record_with_the_person_who_tried(flow):
    """Only what rests on a cited source is kept, without a word of free text (R17)."""
    for counter in ("BROKEN", "A"):
        with pytest.raises(RefusedError):
            flow.execute(Raise(counter=counter, limit=0), by="E-1")
    with pytest.raises(RefusedError):
        flow.execute(Raise(counter="BROKEN"), by="E-1")

    noted = list(flow.entries())
    assert {entry.stream for entry in noted} == {"refusal:E-1:2023-10-02"}
    assert [entry.event.refusals for entry in noted] == [
        (Refused(rule="group_stays_within_its_limit", parameters={"total": 0}, basis="house rules"),)
    ] * 2


def test_a_refusal_on_record_says_for_whom_it_was_tried(flow):
    """It stands with the person who tried, and names the one they tried it for."""
    with pytest.raises(RefusedError):
        flow.execute(Raise(counter="A", limit=0), by="E-1", on_behalf_of="E-2")

    (noted,) = flow.entries(stream="refusal:E-1:2023-10-02")
    assert (noted.envelope.by, noted.envelope.on_behalf_of) == ("E-1", "E-2")


def test_refusals_on_record_are_bounded_a_day(flow, clock):
    """A script that tries for ever does not fill the log; tomorrow is another day."""
    orders = [Order(command=Raise(counter="A", limit=0), by="E-1")] * (LONGEST_DAY + 20)
    assert all(isinstance(result, RefusedError) for result in flow.execute_many(orders))
    assert sum(isinstance(entry.event, ActRefused) for entry in flow.entries()) == LONGEST_DAY

    clock.advance(days=1)
    with pytest.raises(RefusedError):
        flow.execute(Raise(counter="A", limit=0), by="E-1")
    assert sum(isinstance(entry.event, ActRefused) for entry in flow.entries()) == LONGEST_DAY + 1


def test_a_command_sent_again_has_one_effect(flow, other):
    """The first receipt comes back, also in another process and after the facts have moved on."""
    first = flow.execute(Raise(counter="A", limit=2), by="E-1", command_id="c-1")
    flow.execute(Raise(counter="A", limit=2), by="E-1", command_id="c-2")

    for again in (flow, other):
        receipt = again.execute(Raise(counter="A", limit=2), by="E-1", command_id="c-1")
        assert (receipt.first, receipt.repeated) == (first.first, True)
    assert raised(flow) == [1, 2]


def test_a_command_sent_again_is_told_apart_from_another_under_its_id(flow):
    """Other content, other person: an error, and nothing is stored; a field at its default changes nothing."""
    flow.execute(Raise(counter="A"), by="E-1", command_id="c-1")

    for command, by in ((Raise(counter="B"), "E-1"), (Raise(counter="A"), "E-2")):
        with pytest.raises(CommandIdReusedError):
            flow.execute(command, by=by, command_id="c-1")
    assert flow.execute(Raise(counter="A", limit=10), by="E-1", command_id="c-1").repeated
    assert raised(flow) == [1]


def test_a_command_sent_again_too_late_to_be_claimed_still_has_its_receipt(flow, clock):
    """Whoever was cut off sends again what was taken long ago; only an act that is new is too late (K3)."""
    first = flow.execute(Raise(counter="A"), by="E-1", command_id="c-1", occurred_at=clock.now())
    claimed = clock.now()
    clock.advance(hours=73)

    assert (
        flow.execute(Raise(counter="A"), by="E-1", command_id="c-1", occurred_at=claimed).first == first.first
    )
    with pytest.raises(ClockError):
        flow.execute(Raise(counter="A"), by="E-1", command_id="c-2", occurred_at=claimed)


@pytest.mark.parametrize("by", ["", "E 1", "person:E-1", "system:", "Nguyễn Văn A", "E-1\0"])
def test_who_acts_is_named_by_an_id(flow, by):
    """A name, a citizen number with blanks or a text of another kind is refused where it enters."""
    with pytest.raises(InvalidInputError):
        flow.execute(Raise(counter="A"), by=by)
    with pytest.raises(InvalidInputError):
        flow.execute(Raise(counter="A"), by="E-1", on_behalf_of=by)


def test_an_automation_acts_under_its_own_name(flow):
    """``system:`` and the name of the reaction."""
    flow.execute(Raise(counter="A"), by="system:follow-up", on_behalf_of="E-1")

    assert [entry.envelope.by for entry in flow.entries()] == ["system:follow-up"]


def test_a_refused_command_is_not_remembered_by_its_id(flow):
    """What was refused may be tried again under the same id once it is allowed."""
    with pytest.raises(RefusedError):
        flow.execute(Raise(counter="A", limit=0), by="E-1", command_id="c-1")

    assert not flow.execute(Raise(counter="A", limit=1), by="E-1", command_id="c-1").repeated


def test_nothing_to_do_is_a_receipt_without_events(flow):
    """A counter at its end stays there."""
    for _ in range(100):
        flow.execute(Raise(counter="A", limit=1_000), by="E-1")

    receipt = flow.execute(Raise(counter="A", limit=1_000), by="E-1")
    assert (receipt.first, receipt.last) == (0, 0)


def test_what_another_process_wrote_is_seen_at_the_latest_when_storing(flow, other):
    """A remembered state costs a second attempt, never a wrong decision."""
    flow.execute(Raise(counter="A"), by="E-1")
    other.execute(Raise(counter="A"), by="E-2")
    flow.execute(Raise(counter="A"), by="E-1")
    other.execute(Raise(counter="B"), by="E-2")
    flow.execute(Raise(counter="A"), by="E-1")

    assert raised(flow) == [1, 2, 3, 1, 4]
    assert list(violations(flow.entries())) == []


def test_a_refusal_on_a_stale_memory_is_taken_back(flow, other):
    """What ends without a filing is confirmed first: the limit that one process remembers was raised by another."""
    flow.execute(Raise(counter="A", group="G", limit=1), by="E-1")
    with pytest.raises(NotOnRecordError):
        flow.execute(Raise(counter="A", limit=9, based_on="B"), by="E-1")
    other.execute(Raise(counter="B", group="H"), by="E-2")

    assert flow.execute(Raise(counter="A", limit=9, based_on="B"), by="E-1").first == 3
    assert flow.check(Raise(counter="A", limit=2), by="E-1") != ()


def test_from_the_second_conflict_on_the_lock_is_held(flow, other, monkeypatch):
    """A rival who writes before each try loses at the third, which decides under the lock."""
    append = flow.store.log.append

    def interrupted(filing, now):
        other.execute(Raise(counter="A"), by="RIVAL")
        return append(filing, now)

    monkeypatch.setattr(flow.store.log, "append", interrupted, raising=False)
    receipt = flow.execute(Raise(counter="A"), by="E-1")

    assert receipt.first == 3
    assert raised(flow) == [1, 2, 3]
    assert list(violations(flow.entries())) == []


def test_orders_in_bulk_have_a_result_each(flow):
    """A refusal, a missing subject or a reused id in the middle does not stop the others."""
    orders = [
        Order(command=Raise(counter="A"), by="E-1", command_id="c-1"),
        Order(command=Raise(counter="BROKEN"), by="E-1"),
        Order(command=Raise(counter="A", based_on="NONE"), by="E-1"),
        Order(command=Raise(counter="A"), by="E-1", command_id="c-1"),
        Order(command=Raise(counter="B"), by="E-1", command_id="c-1"),
        Order(command=Raise(counter="B"), by="E-1", occurred_at="2030-01-01T00:00+07:00"),
        Order(command=Raise(counter="B"), by="E-1"),
    ]
    results = list(flow.execute_many(orders))

    kinds = [type(result) for result in results]
    assert kinds == [
        Receipt,
        RefusedError,
        NotOnRecordError,
        Receipt,
        CommandIdReusedError,
        ClockError,
        Receipt,
    ]
    assert results[3].repeated
    assert raised(flow) == [1, 1]
    assert list(violations(flow.entries())) == []


def test_a_bulk_of_many_chunks_keeps_its_order_and_its_limit(flow):
    """Six hundred orders over three locks meet the limit exactly."""
    orders = (Order(command=Raise(counter="A", limit=77), by="E-1") for _ in range(600))

    taken = [isinstance(result, Receipt) for result in flow.execute_many(orders)]
    assert taken == [True] * 77 + [False] * 523


def test_a_check_stores_nothing(flow):
    """Every refusal is listed, and the log stays as it is."""
    assert flow.check(Raise(counter="A"), by="E-1") == ()
    assert [each.rule for each in flow.check(Raise(counter="A", limit=0), by="E-1")] == [
        "group_stays_within_its_limit"
    ]
    with pytest.raises(NotOnRecordError):
        flow.check(Raise(counter="A", based_on="B"), by="E-1")
    assert list(flow.entries()) == []


def test_an_act_is_not_claimed_for_the_future_nor_far_back_without_a_reason(flow, clock):
    """Up to 72 hours back without a reason, further with one, never ahead (K3)."""
    late = clock.now() - timedelta(hours=73)
    for claimed in (clock.now() + timedelta(seconds=1), late):
        with pytest.raises(ClockError):
            flow.execute(Raise(counter="A"), by="E-1", occurred_at=claimed)

    flow.execute(Raise(counter="A"), by="E-1", occurred_at=late, reason="mất điện ba ngày")
    (entry,) = flow.entries()
    assert (entry.at.occurred_at, entry.at.recorded_at) == (late, clock.now())
    assert entry.envelope.reason.v == "mất điện ba ngày"


def test_the_time_of_recording_never_decreases(flow, clock):
    """A clock that was set back does not turn the log around."""
    flow.execute(Raise(counter="A"), by="E-1")
    clock.advance(hours=-5)
    flow.execute(Raise(counter="A"), by="E-1")

    first, second = flow.entries()
    assert first.at.recorded == second.at.recorded


def test_a_clock_far_past_the_last_record_is_refused_until_confirmed(flow, clock, tmp_path):
    """Since the time of recording never decreases, a jump ahead must be meant (ADR 0005)."""
    flow.execute(Raise(counter="A"), by="E-1")
    clock.advance(days=16)

    with pytest.raises(ClockError):
        flow.execute(Raise(counter="A"), by="E-1")
    assert raised(flow) == [1]


def test_the_envelope_says_on_what_the_decision_relied(flow):
    """Streams with their versions, keys with their last positions, who, by which command and release."""
    flow.execute(Raise(counter="A"), by="E-1")
    flow.execute(Raise(counter="B"), by="E-1", on_behalf_of="E-2")
    entry = list(flow.entries())[1]

    assert entry.envelope.streams == {"counter:A": 1, "counter:B": 0}
    assert entry.envelope.keys == {"group:G": 1}
    assert (entry.envelope.by, entry.envelope.on_behalf_of) == ("E-1", "E-2")
    assert (entry.envelope.command, entry.envelope.code) == ("raise", flow.setting.code)


@pytest.mark.unguarded
def test_the_oracle_finds_what_was_decided_without_guards(flow, other, monkeypatch):
    """With the guards switched off, two processes pass the limit and the oracle names the position."""
    monkeypatch.setattr("civicflow.storage.sqlite_log.SQLiteDesk._check_guards", lambda *_: None)
    flow.execute(Raise(counter="A", limit=2), by="E-1")
    other.execute(Raise(counter="B", limit=2), by="E-2")
    flow.execute(Raise(counter="C", limit=2), by="E-1")

    assert len(raised(flow)) == 3
    found = {(each.position, each.relied_on) for each in violations(flow.entries())}
    assert found == {(3, "group:G")}


def test_memory_is_dropped_when_a_transaction_does_not_end_well(flow, monkeypatch):
    """After a failure inside the lock nothing is remembered that was not stored."""

    settle = Execution._settle

    def interrupted(self, *order_and_desk):
        settle(self, *order_and_desk)
        raise KeyboardInterrupt

    monkeypatch.setattr(Execution, "_settle", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(flow.execute_many([Order(command=Raise(counter="A"), by="E-1")]))
    monkeypatch.undo()

    flow.execute(Raise(counter="A"), by="E-1")
    assert raised(flow) == [1]


def test_how_far_back_is_a_dated_regulation(tmp_path, clock):
    """The hours of a late claim are looked up, not built in: another record, another limit (K3)."""
    (tmp_path / "late_claim.toml").write_text(
        'about = "How many hours back."\n[fields]\nhours = "count"\n[[record]]\neffective_from = 2000-01-01\n'
        'instrument = "QĐ 9"\nstatus = "design"\nnote = "Thử."\n[record.value]\nhours = 1\n'
    )
    rules = Lawbook.parse({"late_claim.toml": (tmp_path / "late_claim.toml").read_text()})
    late = clock.now() - timedelta(hours=2)

    with civicflow.flow.open(":memory:", modules=(MODULE,), clock=clock, regulations=rules) as flow:
        with pytest.raises(ClockError):
            flow.execute(Raise(counter="A"), by="E-1", occurred_at=late)
        flow.execute(Raise(counter="A"), by="E-1", occurred_at=clock.now() - timedelta(minutes=59))
    with civicflow.flow.open(":memory:", modules=(MODULE,), clock=clock) as flow:
        flow.execute(Raise(counter="A"), by="E-1", occurred_at=late)

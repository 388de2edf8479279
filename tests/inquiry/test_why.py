"""What a line of the log rests on: found again from what stands beside it, for a small office and for a whole city."""

from collections.abc import Iterator
from datetime import date

import attrs
import pytest

import civicflow as cf
from civicflow.core.module import further_rules
from civicflow.core.recording import Claim
from civicflow.core.rule import RefusedError
from civicflow.errors import InvalidInputError
from civicflow.exchange.json_text import json_line
from civicflow.flow import Flow
from civicflow.inquiry.why import Archive, Origin, Validity, _cited, _looked_up
from civicflow.organization.events import Appointed
from civicflow.regulations import Lawbook
from civicflow.task.events import TaskReported
from civicflow.testing import FixedClock, numbered_ids
from tests.cli.conftest import OCTOBER, assigned, set_up
from tests.stores import STORES


@pytest.fixture(name="flow")
def _flow() -> Iterator[Flow]:
    """The office of the command line's tests: E-101 leads U-1, E-204 works there, T-17 is given."""
    with cf.open(":memory:", clock=FixedClock(OCTOBER), ids=numbered_ids()) as flow:
        set_up(flow)
        yield flow


def last(flow: Flow) -> int:
    """The last position."""
    return flow.store.position()


def put_on_hold(flow: Flow) -> None:
    """The task rests: what the regulations say of that is looked up."""
    flow.execute(cf.task.AcknowledgeTask(task="T-17"), by="E-204")
    flow.execute(cf.task.HoldTask(task="T-17", cause="third_party", reason="chờ phối hợp"), by="E-101")


def test_a_decision_names_its_rules_and_the_appointment_that_gave_the_right(flow):
    """R17: the task was given under the appointment of the head; authority stands before the other rules."""
    found = flow.why(last(flow))

    kind = cf.task.AssignTask
    assert found.origin is Origin.DECIDED
    assert found.right.said == "head@unit:U-1#3"
    assert isinstance(found.right.given.event, Appointed)
    assert (found.right.given.at.position, found.right.given.event.person) == (3, "E-101")
    asked = (kind.authority, *kind.rules, *further_rules(flow.modules)[kind])
    assert [each.rule for each in found.rules] == [rule.__name__ for rule in asked]
    assert found.rules[0].basis
    assert found.knows_command


def test_a_decision_names_what_it_read_by_event_and_what_was_not_there(flow):
    """A version is the event that made it; version 0 is what did not exist yet."""
    found = flow.why(last(flow))
    read = {each.stream: each for each in found.streams}

    assert (read["task:T-17"].version, read["task:T-17"].made) == (0, None)
    assert read["unit:U-1"].made.version == read["unit:U-1"].version == 3
    assert all(each.last.at.position == each.position for each in found.keys if each.position)


def test_a_decision_names_the_regulations_that_it_looked_up(flow):
    """R58: each with its instrument and how well it is attested; the calendar only where days were counted."""
    put_on_hold(flow)
    found = flow.why(last(flow))

    records = {each.id.partition("/")[0]: each for each in found.regulations}
    assert records["hold_review"].validity is Validity.UNCHANGED
    assert records["hold_review"].provision.value["within"] == "5 working_days"
    assert found.calendar == found.calendar_now == "vn-2026.1"


def test_a_regulation_that_is_not_at_hand_any_more_is_named_all_the_same(flow):
    """The envelope keeps its id; nothing is made up for what it said."""
    put_on_hold(flow)
    law = flow.setting.regulations
    bare = Lawbook(tuple(each for each in law.sheets if each.subject != "hold_review"))
    later = Flow(flow.store, attrs.evolve(flow.setting, regulations=bare))

    gone = [each for each in later.why(last(flow)).regulations if each.id.startswith("hold_review/")]
    assert [(each.provision, each.validity) for each in gone] == [(None, Validity.GONE)]


@pytest.mark.parametrize(
    "changed,validity",
    [
        ({"value": {"within": "9 working_days"}}, Validity.REWORDED),
        ({"instrument": "QĐ 9"}, Validity.REWORDED),
        ({"note": "seen in the text", "source": "công báo"}, Validity.UNCHANGED),
        ({"effective_to": date(2025, 1, 1)}, Validity.UNCHANGED),
        ({"repealed_on": date(2025, 1, 1)}, Validity.REPEALED),
    ],
)
def test_what_a_regulation_said_is_known_by_its_digest(flow, changed, validity):
    """R58: worded anew under the same id is seen; that it ended, was repealed or remarked upon is no other wording."""
    put_on_hold(flow)
    law = flow.setting.regulations
    sheets = tuple(
        attrs.evolve(each, provisions=tuple(attrs.evolve(one, **changed) for one in each.provisions))
        if each.subject == "hold_review"
        else each
        for each in law.sheets
    )
    later = Flow(flow.store, attrs.evolve(flow.setting, regulations=Lawbook(sheets)))

    found = {each.id.partition("/")[0]: each.validity for each in later.why(last(flow)).regulations}
    assert (found.pop("hold_review"), set(found.values())) == (validity, {Validity.UNCHANGED})


def test_a_decision_that_kept_no_wording_says_only_that_the_record_is_at_hand(flow):
    """Envelopes of before know ids alone; nothing is claimed that is not known."""
    put_on_hold(flow)
    entry = flow.why(last(flow)).entry
    old = attrs.evolve(entry.envelope, wordings=())
    law = flow.setting.regulations
    archive = Archive(log=flow.store.log, setting=flow.setting, modules=flow.modules)

    assert old.regulations
    assert {_cited(archive, *each).validity for each in _looked_up(old)} == {Validity.STANDS}
    assert [law.wording(each) for each in entry.envelope.regulations] == list(entry.envelope.wordings)


def test_another_release_that_tells_is_named_beside_the_one_that_decided(flow):
    """The rules are those of the present release; whoever reads them sees whether it is the same."""
    later = Flow(flow.store, attrs.evolve(flow.setting, code="9.9.9"))
    found = later.why(last(flow))

    assert (found.code, found.code_now) == (flow.setting.code, "9.9.9")


def test_what_a_deputy_did_names_the_delegation_that_lent_the_right(flow):
    """The appointment of the one acted for, and the delegation that stood on that day; not one that had ended."""
    office = cf.organization
    term = {"to": "E-204", "unit": "U-1", "since": "2023-10-02", "until": "2023-12-31"}
    for delegation in ("D-1", "D-2"):
        flow.execute(office.Delegate(delegation=delegation, instrument="GUQ", **term), by="E-101")
    ended = office.WithdrawDelegation(delegation="D-1", to="E-204", unit="U-1", until="2023-10-01")
    flow.execute(ended, by="E-101")
    join = cf.organization.JoinUnit(unit="U-1", person="E-205", since="2023-10-02")
    flow.execute(join, by="E-204", on_behalf_of="E-101")

    found = flow.why(last(flow))
    assert found.right.given.event.person == "E-101"
    assert [each.event.delegation for each in found.right.lent] == ["D-2"]


def test_what_another_system_claims_was_judged_by_no_rule(flow):
    """K3: its source is named; there is neither authority nor any rule to name."""
    event = TaskReported(
        task="X-1", assignee=None, unit=None, delegate=None, percent=10, note=None, place=None
    )
    assert list(flow.record([Claim(event=event, occurred_at=OCTOBER, id="c-1")], source="old-system"))
    found = flow.why(last(flow))

    assert found.origin is Origin.CLAIMED
    assert (found.right, found.rules, found.entry.envelope.source) == (None, (), "old-system")


def test_the_record_of_a_refusal_names_the_rules_that_refused(flow):
    """R17: the rule, what it saw, and its source; no rule was passed."""
    with pytest.raises(RefusedError) as refused:
        flow.execute(assigned("T-18"), by="E-204")
    found = flow.why(last(flow))

    assert found.origin is Origin.REFUSED
    assert found.refusals == refused.value.refusals
    assert (found.right, found.rules) == (None, ())


@pytest.mark.parametrize("position", [0, -1, 7, 10**9])
def test_a_position_that_the_log_does_not_have_is_refused(flow, position):
    """Typed, with the field."""
    with pytest.raises(InvalidInputError) as wrong:
        flow.why(position)

    assert wrong.value.parameters == {"field": "position", "problem": "position", "value": position}


def test_a_correction_and_what_it_corrects_lead_to_each_other(flow):
    """R17: who doubts the old content finds the new one, and who reads the new one finds what had been recorded."""
    record = {"person": "E-204", "leave": "L-1", "kind": "sick", "since": "2023-10-02"}
    first = flow.execute(cf.employee.RecordLeave(**record, until="2023-10-04"), by="E-101").first
    corrected = [
        flow.execute(
            cf.employee.CorrectLeave(**record, until=until, corrects=first, because="giấy ra viện"),
            by="E-101",
        ).first
        for until in ("2023-10-03", "2023-10-02")
    ]

    assert [each.at.position for each in flow.why(first).corrections] == corrected
    assert {flow.why(each).corrects.at.position for each in corrected} == {first}
    assert flow.why(corrected[0]).corrections == ()


def test_a_correction_lists_what_was_decided_before_on_what_it_corrects(flow):
    """What had read it stands until it is decided anew; what was decided earlier, later or elsewhere is not named."""
    flow.execute(cf.task.AcknowledgeTask(task="T-17"), by="E-204")
    flow.execute(cf.task.ReportTask(task="T-17", percent=80), by="E-204")
    wrong = last(flow)
    extend = cf.task.ExtendDeadline(task="T-17", due="2023-12-20T17:00+07:00", reason="chờ phối hợp")
    flow.execute(extend, by="E-101")
    relying = last(flow)
    correct = cf.task.CorrectTaskReport(task="T-17", percent=30, corrects=wrong, because="đếm nhầm")
    flow.execute(correct, by="E-101")
    found = last(flow)
    flow.execute(attrs.evolve(extend, due="2023-12-22T17:00+07:00"), by="E-101")

    assert [each.at.position for each in flow.why(found).decided_before] == [relying]
    assert flow.why(found).corrects.at.position == wrong
    assert flow.why(relying).decided_before == ()


def test_every_store_tells_the_same_of_every_line(fresh_store):
    """The same acts give the same grounds, wherever they are kept."""
    told = []
    for kind in STORES:
        with (
            fresh_store(kind) as address,
            cf.open(address, clock=FixedClock(OCTOBER), ids=numbered_ids()) as flow,
        ):
            set_up(flow)
            put_on_hold(flow)
            told.append([json_line(flow.why(position)) for position in range(1, last(flow) + 1)])

    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 8

"""One verb for many subjects: a result for each, by the same authority, and nothing that one alone could not do."""

import io
import json
from typing import Any

import pytest

import civicflow as cf
from civicflow.core.command import orders_of
from civicflow.core.filing import Receipt
from civicflow.core.rule import RefusedError
from civicflow.testing import FixedClock
from tests.cli.conftest import OCTOBER, assigned, registered

OFFER: dict[str, Any] = {
    "unit": "U-1",
    "work": "Thẩm định",
    "due": "2023-11-20T17:00+07:00",
    "result": "Tờ trình",
    "acceptance": "Có căn cứ",
}


@pytest.fixture(name="waiting")
def _waiting(office):
    """T-1 and T-2 are before the division, T-3 is with E-204; it is still October."""
    with cf.open(office, clock=FixedClock(OCTOBER)) as flow:
        for task in ("T-1", "T-2"):
            flow.execute(cf.task.OfferTask(task=task, **OFFER), by="E-101")
        flow.execute(assigned("T-3"), by="E-101")
    return office


@pytest.mark.usefixtures("waiting")
def test_each_is_decided_by_itself_and_has_its_own_result(line):
    """What is refused stops nothing; the exit code says that something was."""
    said = line(
        "execute",
        "acknowledge-task",
        "--json",
        "{}",
        "--each",
        "task=T-17,T-1,T-9,T-3",
        by="E-204",
        format="json",
    )

    assert said.code == 1
    assert [(each["item"], each["code"], each["rules"]) for each in said.json] == [
        ("T-17", None, []),
        ("T-1", "refused", ["assignee"]),
        ("T-9", "not-on-record", []),
        ("T-3", None, []),
    ]
    taken = [each for each in said.json if each["first"] is not None]
    events = line("events", format="json").lines
    told = {entry["position"]: entry["stream"] for entry in events if entry["topic"] == "task.acknowledged"}
    assert told == {taken[0]["first"]: "task:T-17", taken[1]["first"]: "task:T-3"}
    assert "T-9" in said.json[2]["reason"]


@pytest.mark.usefixtures("office")
def test_nobody_gets_round_four_eyes_by_asking_for_much_at_once(line):
    """Whoever hands in many results accepts none of them, and a stranger none at all (K10, K11)."""
    handed_in = line(
        "execute",
        "submit-result",
        "--json",
        '{"output": "x"}',
        "--each",
        "task=T-17",
        by="E-204",
        format="json",
    )
    own = line("execute", "complete-task", "--json", "{}", "--each", "task=T-17", by="E-204", format="json")
    strange = line("execute", "complete-task", "--json", "{}", "--each", "task=T-17", by="X-1", format="json")
    alone = line("execute", "complete-task", "--json", '{"task": "T-17"}', by="E-204", format="json")

    assert (handed_in.code, own.code, strange.code) == (0, 1, 1)
    assert own.json[0]["rules"] == strange.json[0]["rules"] == [alone.json[0]["rule"]]
    assert [e["topic"] for e in line("events", format="json").lines].count("task.completed") == 0


@pytest.mark.usefixtures("office")
def test_the_values_come_in_one_a_line(line, monkeypatch):
    """As another program gives them out."""
    monkeypatch.setattr("sys.stdin", io.StringIO("T-17\n\n"))

    said = line("execute", "acknowledge-task", "--json", "{}", "--each", "task=-", by="E-204", format="csv")

    assert said.code == 0
    assert said.out.splitlines()[1].startswith("T-17,")


@pytest.mark.usefixtures("office")
def test_it_is_sent_again_without_a_second_effect(line):
    """The id of the whole gives each its own."""
    again = [
        line(
            "execute",
            "acknowledge-task",
            "--json",
            "{}",
            "--each",
            "task=T-17",
            by="E-204",
            command_id="c-1",
            format="json",
        ).json[0]["repeated"]
        for _ in range(2)
    ]

    assert again == [False, True]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "body, each, named",
    [
        ({}, "task", "--each"),
        ({}, "task=", "--each"),
        ({}, "=T-17", "--each"),
        ({"task": "T-17"}, "task=T-17", "$.task"),
        ([], "task=T-17", "$.task"),
        ({}, "task=T-17,Nguyễn Văn A", "$.task"),
        ({}, "tsk=T-17", "$.task"),
    ],
)
def test_what_cannot_be_meant_stores_nothing(line, body, each, named):
    """Not even what stands before the mistake."""
    before = line("events", format="json").out
    said = line("execute", "acknowledge-task", "--json", json.dumps(body), "--each", each, by="E-204")

    assert (said.code, said.out) == (2, "")
    assert named in said.err
    assert line("events", format="json").out == before


@pytest.mark.usefixtures("office")
def test_a_claimed_time_is_not_one_for_many(line):
    """When each happened, only each can say."""
    said = line(
        "execute", "acknowledge-task", "--json", "{}", "--each", "task=T-17", by="E-204", occurred_at=OCTOBER
    )

    assert (said.code, said.out) == (2, "")
    assert "--occurred-at" in said.err


def test_a_program_asks_for_many_and_is_answered_for_each(office):
    """The library takes them as one iteration, under the same authority, each with an id of its own (K10)."""
    with cf.open(office, clock=FixedClock(OCTOBER)) as flow:
        flow.execute(registered("E-205"), by="E-101")
        flow.execute(cf.organization.JoinUnit(unit="U-1", person="E-205", since="2023-10-01"), by="E-101")
        offers = [cf.task.OfferTask(task=task, **OFFER) for task in ("T-1", "T-2")]
        assert all(
            isinstance(each, Receipt)
            for each in flow.execute_many(orders_of(offers, by="E-101", command_id="o"))
        )
        claims = [cf.task.ClaimTask(task=task) for task in ("T-1", "T-2", "T-17")]
        own = list(flow.execute_many(orders_of(claims, by="E-101")))
        theirs = list(flow.execute_many(orders_of(claims, by="E-205", command_id="c")))

    assert [each.refusals[0].rule for each in own if isinstance(each, RefusedError)] == [
        "one_of_those_it_is_offered_to"
    ] * 3
    assert [each.command_id for each in theirs if isinstance(each, Receipt)] == ["c/1", "c/2"]
    assert isinstance(theirs[2], RefusedError)

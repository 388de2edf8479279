"""An outbox that is cut, shuffled, repeated and interrupted comes to the same end, and lateness is never hidden (K3)."""

import os
import random
import shutil
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow as cf
from civicflow.errors import ConnectionLostError
from civicflow.exchange.outbox import Draft, Outbox
from civicflow.exchange.outbox_sending import Connection, send
from civicflow.views.verdicts import Verdict
from tests.exchange.outboxes import EDGE, TASKS, assigned, connection, draft, office, sent, written

MANY = 5_000 if os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak" else 25

DAY = (
    draft("check-in", place="home"),
    *(draft("acknowledge-task", task=task) for task in TASKS),
    *(draft("start-task", task=task) for task in TASKS),
    *(draft("report-task", task=task, percent=percent) for percent in (30, 60, 90) for task in TASKS),
    *(draft("submit-result", task=task, output="Tờ trình") for task in TASKS),
    draft("check-out"),
)
"""A day at home in twenty-one commands, of which each rests on the one before about the same task."""


def record(flow: cf.Flow) -> dict[str, list[object]]:
    """What each stream says, in its order, and when it is said to have happened; not where in the log it stands."""
    streams: dict[str, list[object]] = defaultdict(list)
    for entry in flow.entries():
        streams[entry.stream].append((entry.topic, entry.at.occurred_at, entry.event))
    return streams


def lateness(flow: cf.Flow) -> dict[str, tuple[object, ...]]:
    """Of each task for which the claim and the record differ: when it was claimed and recorded, late by which."""
    differences = flow.ask(cf.OnTime(period="2023-10")).answer.raw.differences
    return {
        each.task: (each.claimed, each.recorded, each.by_record, each.by_claim, each.verdict)
        for each in differences
    }


@pytest.fixture(name="outbox", scope="module")
def _outbox(tmp_path_factory: pytest.TempPathFactory) -> Outbox:
    """The day at home as it was written down."""
    return written(tmp_path_factory.mktemp("home") / "outbox.jsonl", DAY)


@pytest.fixture(name="as_written", scope="module")
def _as_written(outbox: Outbox, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """What the record says when all of it is sent in the order in which it was written."""
    flow, _ = office()
    copy = Outbox(Path(shutil.copy(outbox.path, tmp_path_factory.mktemp("sent"))), EDGE)
    assert all(answer.accepted for answer in sent(copy, flow))
    return record(flow), lateness(flow)


def pieces(outbox: Outbox, folder: Path, cuts: list[list[int]]) -> list[Outbox]:
    """Files that each hold some of the lines, in the order in which they are named."""
    lines = outbox.path.read_bytes().splitlines(keepends=True)
    found = []
    for number, cut in enumerate(cuts):
        piece = Outbox(folder / f"piece-{number}.jsonl", EDGE)
        piece.path.write_bytes(b"".join(lines[place] for place in cut))
        found.append(piece)
    return found


places = st.lists(st.integers(0, len(DAY) - 1), min_size=1, max_size=len(DAY))


@settings(max_examples=MANY)
@given(shuffled=st.permutations(range(len(DAY))), some=st.lists(places, max_size=4), data=st.data())
def test_every_order_and_every_cut_comes_to_the_same_record(outbox, as_written, shuffled, some, data):
    """Twenty-one commands in pieces of any size, in any order, some of them again and again: one record, one lateness."""
    cuts, rest = list(some), list(shuffled)
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        cuts.append(rest[:size])
        rest = rest[size:]
    flow, _ = office()
    with TemporaryDirectory() as folder:
        carried = pieces(outbox, Path(folder), cuts)
        while sum(len(sent(piece, flow)) for piece in carried):
            pass
        assert not [each for piece in carried for each in piece.read().standings() if each.refusals]

    assert (record(flow), lateness(flow)) == as_written
    flow.close()


@settings(max_examples=MANY)
@given(moments=st.lists(st.integers(1, len(DAY)), max_size=6), seed=st.integers(0, 2**32))
def test_a_connection_that_breaks_at_any_time_loses_and_doubles_nothing(outbox, as_written, moments, seed):
    """It breaks before the office has a command or after; what was not answered is sent again, and has one effect."""
    flow, _ = office()
    with TemporaryDirectory() as folder:
        copy = Outbox(Path(shutil.copy(outbox.path, folder)), EDGE)
        chance = random.Random(seed)
        for left in moments:
            broken = Connection(
                office=Breaking(flow, left, chance),
                on_record=lambda each: flow.store.log.filed(each) is not None,
                now=flow.setting.clock.now,
            )
            try:
                list(send(copy, broken))
            except ConnectionLostError:
                continue
        sent(copy, flow)
        assert [each.standing.value for each in copy.read().standings()] == ["accepted"] * len(DAY)

    assert (record(flow), lateness(flow)) == as_written
    flow.close()


class Breaking:
    """A connection that breaks at a command, before the office has it or before its answer is here."""

    def __init__(self, flow: cf.Flow, left: int, chance: random.Random) -> None:
        self.flow = flow
        self.left = left
        self.chance = chance

    def execute(self, command: Any, **said: Any) -> Any:
        """Carry out, unless the connection breaks."""
        self.left -= 1
        arrives = self.left > 0 or self.chance.random() < 0.5
        receipt = self.flow.execute(command, **said) if arrives else None
        if self.left <= 0:
            raise ConnectionLostError(problem="cut")
        return receipt


def test_lateness_is_by_the_record_whatever_is_claimed(as_written):
    """Written down in time, recorded half an hour after the due: late, though in time by the claim (K3, E27)."""
    _, late = as_written

    assert late.keys() == {"T-1", "T-2", "T-3"}
    for claimed, recorded, *verdicts in late.values():
        assert claimed < datetime(2023, 10, 3, 10, tzinfo=UTC) < recorded
        assert verdicts == [Verdict.LATE, Verdict.AWAITING_DECISION, Verdict.LATE]


def test_a_refusal_is_kept_with_its_reasons_and_holds_nothing_back(tmp_path):
    """A task that is on hold takes no result; what is written about another task goes on (nothing is lost by a refusal)."""
    flow, _ = office()
    drafts = (
        draft("start-task", task="T-1"),
        draft("start-task", task="T-2"),
        draft("acknowledge-task", task="T-2"),
        draft("start-task", task="T-2"),
    )
    outbox = written(tmp_path / "outbox.jsonl", drafts)

    assert [(answer.number, answer.accepted) for answer in sent(outbox, flow)] == [
        (1, False), (2, False), (3, True), (4, True),
    ]  # fmt: skip
    (first, *_) = outbox.read().standings()
    assert [refusal.rule for refusal in first.refusals] == ["task_waits_to_be_started"]
    assert sent(outbox, flow) == []


def test_what_was_refused_is_tried_again_only_when_it_may_have_changed(tmp_path):
    """When somebody asks, or once an earlier command about the same has just been accepted; nothing else is asked twice."""
    flow, _ = office()
    drafts = (
        draft("submit-result", task="T-9", output="Tờ trình"),
        draft("submit-result", task="T-1", output="Tờ trình"),
        draft("acknowledge-task", by="E-999", task="T-1"),
        draft("start-task", by="E-999", task="T-1"),
        draft("report-task", task="T-1", percent=10),
    )
    outbox = written(tmp_path / "outbox.jsonl", drafts)
    assert [(each.number, each.accepted) for each in sent(outbox, flow)] == [
        (1, False), (2, True), (3, False), (4, False), (5, False),
    ]  # fmt: skip
    assert sent(outbox, flow) == []
    assert [each.number for each in sent(outbox, flow, again=True)] == [1, 3, 4, 5]


def test_an_earlier_command_that_is_accepted_gives_the_later_one_about_the_same_another_try(tmp_path):
    """Both were refused; the earlier is accepted from a copy carried by hand, and the later follows without being asked for."""
    flow, clock = office(tasks=("T-2",))
    drafts = [
        draft(f"{step}-task", task=task) for task in ("T-1", "T-9") for step in ("acknowledge", "start")
    ]
    outbox = written(tmp_path / "outbox.jsonl", drafts)
    assert [each.accepted for each in sent(outbox, flow)] == [False] * 4

    flow.execute(assigned("T-1", due="2023-10-04T17:00+07:00"), by="E-101")
    clock.move_to("2023-10-03T18:00+07:00")
    (carried,) = pieces(outbox, tmp_path, [[0]])
    sent(carried, flow)
    outbox.take_in(carried.path)
    assert [(each.number, each.accepted) for each in sent(outbox, flow)] == [(2, True)]


def test_a_command_that_comes_days_later_needs_a_reason_which_may_be_given_when_it_is_sent(tmp_path):
    """The outage is the reason; those that have one of their own keep it (K3)."""
    flow, clock = office()
    outbox = written(tmp_path / "outbox.jsonl", [draft("acknowledge-task", task=task) for task in TASKS])
    own = Draft(command="start-task", body='{"task": "T-1"}', by="E-204", reason="Mất điện")
    outbox.add(own, now=clock.now())
    clock.move_to("2023-10-09T08:00+07:00")

    assert [(each.number, each.accepted) for each in sent(outbox, flow)] == [
        (1, False),
        (2, False),
        (3, False),
    ]
    errors = [each.error for each in outbox.read().standings()]
    assert [error.parameters["problem"] for error in errors if error is not None] == ["reason"] * 3
    assert [each.accepted for each in sent(outbox, flow, reason="Đứt cáp")] == [True] * 4
    reasons = [
        entry.envelope.reason for entry in flow.entries() if entry.envelope.command_id.startswith("outbox:")
    ]
    assert [reason.v for reason in reasons if reason is not None] == ["Đứt cáp"] * 3 + ["Mất điện"]
    assert [each.minutes_late for each in outbox.read().standings()] == [8640, 8639, 8638, 8070]


def test_a_clock_that_runs_ahead_settles_itself(tmp_path):
    """What lies in the future waits, and what rests on it: sent a little later both are taken, without anybody asking (K3)."""
    flow, clock = office()
    outbox = Outbox(tmp_path / "outbox.jsonl", EDGE)
    for step, hour in (("acknowledge", 11), ("start", 10)):
        command = Draft(command=f"{step}-task", body='{"task": "T-1"}', by="E-204")
        outbox.add(command, now=clock.now().replace(hour=hour), device="HOME-7")

    assert [(each.number, each.accepted) for each in sent(outbox, flow)] == [(1, False)]
    assert [each.waits_for for each in outbox.read().standings()] == [(), (1,)]
    clock.move_to("2023-10-03T18:30+07:00")
    assert [(each.number, each.accepted) for each in sent(outbox, flow)] == [(1, True), (2, True)]


def test_a_number_that_was_used_for_something_else_is_told(tmp_path):
    """A file was lost and its device began anew from 1: the office takes neither for the other."""
    flow, _ = office()
    sent(written(tmp_path / "lost.jsonl", [draft("acknowledge-task", task="T-1")]), flow)
    anew = written(tmp_path / "anew.jsonl", [draft("acknowledge-task", task="T-2")])

    sent(anew, flow)
    (only,) = anew.read().standings()
    assert only.error is not None
    assert only.error.code == "command-id-reused"
    with cf.open(":memory:") as other:
        assert other.store.log.filed(only.command_id) is None


def test_the_task_stands_as_if_its_assignee_had_been_at_the_office(outbox, tmp_path):
    """Submitted once, in the first round, with the last share reported."""
    flow, _ = office()
    copy = Outbox(Path(shutil.copy(outbox.path, tmp_path)), EDGE)
    list(send(copy, connection(flow)))

    stages = [entry.topic for entry in flow.entries(stream="task:T-1")]
    assert stages == [
        "task.assigned", "task.acknowledged", "task.started",
        "task.reported", "task.reported", "task.reported", "task.result_submitted",
    ]  # fmt: skip

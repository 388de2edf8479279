"""The history of an office as it is recorded: every order with what it was decided to, whoever gives it, and nothing else."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import civicflow as cf
from civicflow.core.command import Order
from civicflow.core.recording import Claim
from civicflow.errors import CivicflowError, LockTimeoutError
from civicflow.exchange.history import Decided, HistoryError, Opening, Others, history_lines
from civicflow.exchange.history_replay import differences
from civicflow.task.events import TaskReported
from civicflow.testing import FixedClock, numbered_ids

BEGINS = "2023-10-02T08:00+07:00"


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    """Where the history is recorded."""
    return tmp_path / "history.jsonl"


@pytest.fixture(name="flow")
def _flow(path: Path) -> Iterator[cf.Flow]:
    """An empty office whose history is recorded."""
    with cf.open(":memory:", clock=FixedClock(BEGINS), ids=numbered_ids(), history=path) as flow:
        yield flow


def founded(flow: cf.Flow) -> None:
    """The administration, and one unit."""
    flow.execute(cf.organization.Found(instrument="QĐ 1", administrator="ADMIN"), by="ADMIN")
    flow.execute(unit("U-1"), by="ADMIN")


def unit(name: str) -> cf.organization.EstablishUnit:
    """A unit of the administration."""
    return cf.organization.EstablishUnit(unit=name, title="Phòng", answers_to="CHAIR", instrument="QĐ 2")


def orders(path: Path) -> list[Decided]:
    """The orders of a history."""
    return [line for line in history_lines(path) if isinstance(line, Decided)]


def test_an_order_is_recorded_with_who_gave_it_when_and_what_it_became(flow, path):
    """Also one that is refused, with its rules; the file is its owner's alone."""
    founded(flow)
    with pytest.raises(CivicflowError):
        flow.execute(unit("U-1"), by="ADMIN", reason="Nhầm")

    opening, *_ = history_lines(path)
    assert opening == Opening(release="0.1.0", calendar="vn-2026.1", zone="Asia/Ho_Chi_Minh", strict=False)
    found, established, refused = orders(path)
    assert (found.command, found.by, found.command_id, found.head) == ("found", "ADMIN", "id-1", 1)
    outcomes: list[Any] = [established.outcome, refused.outcome]
    assert outcomes[0]["events"][0]["fields"]["unit"] == "U-1"
    assert outcomes[0]["authority"] == "administrator"
    assert [each["rule"] for each in outcomes[1]["refused"]] == ["unit_is_new"]
    assert (refused.reason, refused.command_id) == ("Nhầm", None)
    assert path.stat().st_mode & 0o077 == 0


def test_orders_in_bulk_are_recorded_one_by_one(flow, path):
    """A receipt or an error for each, as without a history."""
    founded(flow)
    results = list(flow.execute_many(Order(command=unit(name), by="ADMIN") for name in ("U-2", "U-1", "U-3")))

    assert [isinstance(each, CivicflowError) for each in results] == [False, True, False]
    assert [each.number for each in orders(path)] == [1, 2, 3, 4, 5]
    assert list(differences(path, cf.open)) == []


def test_the_clock_stands_still_while_an_order_is_decided(path):
    """So that it is decided again at the very same moment, though the machine's clock never rests."""
    seconds = count()

    class Restless:
        """A clock that has moved on whenever somebody looks."""

        def now(self):
            """A second later than the last time."""
            return FixedClock(f"2023-10-02T08:{next(seconds) // 60:02}:{next(seconds) % 60:02}+07:00").now()

    with cf.open(":memory:", clock=Restless(), history=path) as flow:
        founded(flow)
        for entry, order in zip(flow.entries(), orders(path), strict=True):
            assert order.at == entry.at.occurred_at == entry.at.recorded_at
    assert list(differences(path, cf.open)) == []


def test_a_history_is_continued_where_it_ended(tmp_path, path):
    """One process after another, as with the command line; also where the environment names the file."""
    for number in range(3):
        clock = FixedClock(f"2023-10-02T1{number}:00+07:00")
        with cf.open(tmp_path / "store", clock=clock, history=path) as flow:
            founded(flow) if not number else flow.execute(unit(f"U-2{number}"), by="ADMIN")

    assert [each.number for each in orders(path)] == [1, 2, 3, 4]
    assert list(differences(path, cf.open)) == []


def test_what_others_did_meanwhile_is_recorded_and_stops_a_replay(tmp_path, path):
    """Orders that were given without a history, or claims of another system: from there on nothing could be compared."""
    with cf.open(tmp_path / "store", clock=FixedClock(BEGINS)) as flow:
        founded(flow)
    with cf.open(tmp_path / "store", clock=FixedClock(BEGINS), history=path) as flow:
        flow.execute(unit("U-2"), by="ADMIN")

    assert [type(line) for line in history_lines(path)] == [Opening, Others, Decided]
    with pytest.raises(HistoryError) as stopped:
        list(differences(path, cf.open))
    assert (stopped.value.parameters["row"], stopped.value.parameters["problem"]) == (2, "others-at-work")


def test_a_claim_of_another_system_is_no_order(flow, path):
    """It is told by the positions that it took."""
    founded(flow)
    event = TaskReported(
        task="T-1", assignee=None, unit=None, delegate=None, percent=0, note=None, place=None
    )
    recorded = list(flow.record([Claim(event=event, occurred_at=BEGINS, id="1")], source="register"))
    flow.execute(unit("U-2"), by="ADMIN")

    assert len(recorded) == 1
    others = [line for line in history_lines(path) if isinstance(line, Others)]
    assert [(each.first, each.last) for each in others] == [(3, flow.store.log.head() - 1)]


def test_what_could_not_be_decided_is_not_recorded(flow, path, monkeypatch):
    """The store failed: it is as if the order had never been given."""
    founded(flow)

    def locked(*_):
        raise LockTimeoutError(problem="another process writes")

    with monkeypatch.context() as patched:
        patched.setattr(type(flow.store.log), "append", locked)
        with pytest.raises(LockTimeoutError):
            flow.execute(unit("U-2"), by="ADMIN")
        with pytest.raises(LockTimeoutError):
            list(flow.execute_many([Order(command=unit("U-2"), by="ADMIN")]))
    flow.execute(unit("U-3"), by="ADMIN")
    assert [each.body.get("unit") for each in orders(path)] == [None, "U-1", "U-3"]


def test_threads_are_recorded_in_the_order_of_the_log(flow, path):
    """One order at a time, so that the history says what came first."""
    founded(flow)

    def establish(names):
        for name in names:
            flow.execute(unit(name), by="ADMIN")

    threads = [Thread(target=establish, args=([f"U-{n}-{each}" for each in range(10)],)) for n in range(2, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.head for each in orders(path)] == list(range(1, 43))
    assert list(differences(path, cf.open)) == []


def test_recording_changes_nothing_of_what_is_decided(flow, path):
    """The same orders come to the same log, envelopes and refusals on record among them."""
    with cf.open(":memory:", clock=FixedClock(BEGINS), ids=numbered_ids(), history="") as plain:
        for office in (flow, plain):
            founded(office)
            list(office.execute_many(Order(command=unit(name), by="E-1") for name in ("U-1", "U-2")))
            list(office.execute_many([Order(command=unit("U-2"), by="ADMIN")]))
        assert list(flow.entries()) == list(plain.entries())
    assert len(orders(path)) == 5


@pytest.mark.parametrize(
    "row,written",
    [
        (1, ""),
        (1, '{"line": "order"}\n'),
        (1, "no JSON\n"),
        (2, '{opening}{"line": "order", "number": 1}\n'),
        (2, '{opening}{"line": "order", "num\n'),
        (2, "{opening}{opening}"),
        (2, '{opening}{"line": "nothing"}\n'),
        (2, "{opening}[]\n"),
    ],
)
def test_what_is_no_history_is_named_by_its_row(path, row, written):
    """A broken line, one of another kind, one that does not begin as a history does."""
    opening = (
        '{"line": "opening", "release": "0.1.0", "calendar": "vn-2026.1", "zone": "UTC", "strict": false}\n'
    )
    path.write_text(written.replace("{opening}", opening))

    with pytest.raises(HistoryError) as refused:
        list(differences(path, cf.open))
    assert (refused.value.parameters["row"], refused.value.parameters["problem"]) == (row, "not-understood")


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    """Neither for reading nor for writing."""
    with pytest.raises(HistoryError) as unread:
        list(differences(tmp_path, cf.open))
    nowhere = tmp_path / "nowhere" / "history.jsonl"
    with (
        cf.open(":memory:", clock=FixedClock(BEGINS), history=nowhere) as flow,
        pytest.raises(HistoryError) as unwritten,
    ):
        founded(flow)

    assert unread.value.parameters["problem"] == "cannot-be-opened"
    assert unwritten.value.parameters["problem"] == "cannot-be-written"


@pytest.mark.parametrize(
    "change,field,then,today",
    [
        (lambda it: it["outcome"]["events"][0]["fields"].update(title="Ban"), "$.events[0].fields.title", '"Ban"', '"Phòng"'),
        (lambda it: it["outcome"]["events"][0].update(position=7), "$.events[0].position", "7", "2"),
        (lambda it: it["outcome"].update(authority="head"), "$.authority", '"head"', '"administrator"'),
        (lambda it: it["outcome"]["events"].append({"position": 3}), "$.events[1]", '{"position": 3}', None),
        (lambda it: it["outcome"]["events"][0]["fields"].update(floor=3), "$.events[0].fields.floor", "3", None),
        (lambda it: it["body"].update(flor=3), "$.error", None, '"invalid-input"'),
        (lambda it: it.update(command="raise-unit"), "$.error", None, '"unknown-name"'),
        (lambda it: it["outcome"]["events"][0]["fields"].pop("superior"), None, None, None),
        (lambda it: it["outcome"]["events"][0]["fields"].pop("title"), "$.events[0].fields.title", None, '"Phòng"'),
    ],
)  # fmt: skip
def test_whatever_differs_is_named_by_its_place(flow, path, change, field, then, today):
    """A field, a position, a right, an event more, a command that is gone; a field that later releases add may be empty."""
    founded(flow)
    lines = path.read_text().splitlines()
    order = json.loads(lines[2])
    change(order)
    path.write_text("\n".join((*lines[:2], json.dumps(order))))

    found = [(each.number, each.field, each.then, each.today) for each in differences(path, cf.open)]
    assert found == ([] if field is None else [(2, field, then, today)])

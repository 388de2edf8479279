"""An outbox keeps what was written down: through crashes, beside other processes, and so that what is altered is seen."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from civicflow.errors import ClockError, InvalidInputError, LockTimeoutError, TooLargeError, UnknownNameError
from civicflow.exchange.outbox import Draft, Outbox, OutboxError
from civicflow.exchange.outbox_numbers import bounds, numbers_on_record
from tests.exchange.outboxes import EDGE, draft, office, sent, written

NOW = datetime(2023, 10, 3, 1, tzinfo=UTC)
WORK = (
    draft("acknowledge-task", task="T-1"),
    draft("start-task", task="T-1"),
    draft("report-task", task="T-1", percent=50),
    draft("submit-result", task="T-1", output="Tờ trình"),
)


@pytest.fixture(name="outbox")
def _outbox(tmp_path: Path) -> Outbox:
    """Four commands about one task."""
    return written(tmp_path / "outbox.jsonl", WORK)


def standings(outbox: Outbox) -> list[str]:
    """How each number stands."""
    return [each.standing.value for each in outbox.read().standings()]


def test_each_command_has_a_number_an_id_a_time_and_a_link(outbox):
    """One line each; the link is the seal of the line before."""
    lines = list(outbox.read().commands.values())

    assert [line.command_id for line in lines] == [f"outbox:HOME-7:00000{number}" for number in range(1, 5)]
    assert [line.previous for line in lines] == [None, *(line.seal for line in lines[:3])]
    assert lines[0].claimed == NOW
    assert outbox.path.read_bytes().count(b"\n") == 4
    assert outbox.path.stat().st_mode & 0o077 == 0


def test_a_command_names_the_last_ones_about_the_same(tmp_path):
    """Those must be known before it is sent; what names nobody is about the person who acts."""
    drafts = (
        draft("start-task", task="T-1"),
        draft("start-task", task="T-2"),
        draft("report-task", task="T-1", percent=10),
        draft("check-in", place="home"),
        draft("check-in", place="home"),
    )
    contents = written(tmp_path / "outbox.jsonl", drafts).read()

    assert [line.after for line in contents.commands.values()] == [(), (), (1,), (), (4,)]


@pytest.mark.parametrize(
    "wrong,error,field",
    [
        (Draft(command="aply", body="{}", by="E-204"), UnknownNameError, "command"),
        (draft("report-task", task="T-1"), InvalidInputError, "$.percent"),
        (draft("start-task", by="Nguyễn Văn A", task="T-1"), InvalidInputError, "by"),
        (draft("submit-result", task="T-1", output="x" * 70_000), TooLargeError, "$"),
        (
            Draft(command="found", body="{}", by="E-204", occurred_at="2023-10-03T08:01+07:00"),
            InvalidInputError,
            "$.instrument",
        ),
    ],
)
def test_what_cannot_be_understood_is_not_written_down(outbox, wrong, error, field):
    """The field is named, and the file stays as it is."""
    before = outbox.path.read_bytes()

    with pytest.raises(error) as refused:
        outbox.add(wrong, now=NOW)
    assert refused.value.parameters["field"] == field
    assert outbox.path.read_bytes() == before


def test_what_lies_ahead_is_not_written_down(outbox):
    """Nobody can say at eight what they did at nine (K3)."""
    ahead = Draft(
        command="start-task", body='{"task": "T-1"}', by="E-204", occurred_at="2023-10-03T09:00+07:00"
    )

    with pytest.raises(ClockError):
        outbox.add(ahead, now=NOW)


@pytest.mark.parametrize("device,problem", [("HOME-8", "another-device"), (None, "missing")])
def test_a_file_belongs_to_one_device(tmp_path, device, problem):
    """The first command names it, a later one need not, and no other device may write."""
    outbox = written(tmp_path / "outbox.jsonl", WORK[:1] if device else ())

    with pytest.raises(InvalidInputError) as refused:
        outbox.add(WORK[1], now=NOW, device=device)
    assert (refused.value.parameters["field"], refused.value.parameters["problem"]) == ("device", problem)


def test_whatever_a_crash_leaves_of_a_line_costs_no_line_before_it(outbox):
    """Cut anywhere in the last line: the three before stand, and the next command takes the number that was lost."""
    whole = outbox.path.read_bytes()
    begins = whole.rindex(b"\n", 0, -1) + 1
    for end in range(begins, len(whole) - 1, 7):
        outbox.path.write_bytes(whole[:end])
        line = outbox.add(WORK[3], now=NOW + timedelta(hours=1))
        contents = outbox.read()

        assert (line.number, sorted(contents.commands)) == (4, [1, 2, 3, 4])
        assert contents.unreadable == ((4,) if end > begins else ())
    outbox.path.write_bytes(whole[:-1])
    assert outbox.add(WORK[3], now=NOW).number == 5
    assert outbox.read().unreadable == ()


def test_four_processes_write_into_one_file(tmp_path):
    """No line is lost, none stands twice, and every link holds."""
    path = tmp_path / "outbox.jsonl"
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from civicflow.exchange.json_edge import JsonEdge; from civicflow.exchange.outbox import Draft, Outbox\n"
        "from civicflow.task import MODULE\n"
        "outbox = Outbox(Path(sys.argv[1]), JsonEdge((MODULE,)))\n"
        "for number in range(20):\n"
        '    body = \'{"task": "T-%s-%s"}\' % (sys.argv[2], number)\n'
        "    outbox.add(Draft(command='start-task', body=body, by='E-204'), now=datetime(2023, 10, 3, tzinfo=UTC), device='HOME-7')\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(path), str(each)], cwd=Path.cwd())
        for each in range(4)
    ]

    assert [each.wait() for each in running] == [0] * 4
    contents = Outbox(path, EDGE).read()
    assert sorted(contents.commands) == list(range(1, 81))
    assert len({line.body["task"] for line in contents.commands.values()}) == 80
    assert (contents.altered, contents.doubled, contents.unreadable) == (frozenset(), frozenset(), ())


def test_a_writer_that_never_ends_is_not_waited_for_without_end(outbox):
    """An error of the store's own kind says so."""
    impatient = Outbox(outbox.path, EDGE, patience=0.05)

    with outbox._alone(), pytest.raises(LockTimeoutError):
        impatient.add(WORK[0], now=NOW)


def test_a_file_that_cannot_be_written_or_read_is_named(tmp_path):
    """The folder is not there, or the file is a folder."""
    with pytest.raises(OutboxError) as unwritten:
        Outbox(tmp_path / "nowhere" / "outbox.jsonl", EDGE).add(WORK[0], now=NOW, device="HOME-7")
    with pytest.raises(OutboxError) as unread:
        Outbox(tmp_path, EDGE).read()

    assert unwritten.value.parameters["problem"] == "cannot-be-written"
    assert unread.value.parameters["problem"] == "cannot-be-opened"


def test_an_altered_line_is_named_and_never_sent(outbox):
    """Whatever was changed in it, also when it was sealed anew: then the next line does not link to it."""
    flow, _ = office()
    before = outbox.path.read_text()
    outbox.path.write_text(before.replace('"percent":50', '"percent":90'))
    assert standings(outbox) == ["waiting", "waiting", "altered", "waiting"]
    assert [answer.number for answer in sent(outbox, flow)] == [1, 2]

    lines = before.splitlines(keepends=True)
    forged = Outbox(outbox.path.with_name("other.jsonl"), EDGE)
    forged.path.write_text("".join(lines[:2]))
    forged.add(draft("report-task", task="T-1", percent=90), now=NOW)
    forged.path.write_text(forged.path.read_text() + lines[3])
    assert standings(forged) == ["waiting", "waiting", "altered", "waiting"]


def test_a_hidden_line_is_missing_and_what_builds_on_it_waits(outbox):
    """The others of the file are sent; the office sees the same gap."""
    flow, _ = office()
    other = outbox.add(draft("acknowledge-task", task="T-2"), now=NOW + timedelta(hours=1))
    lines = outbox.path.read_text().splitlines(keepends=True)
    outbox.path.write_text("".join(line for line in lines if '"number":3' not in line))

    assert [answer.number for answer in sent(outbox, flow)] == [1, 2, other.number]
    assert standings(outbox) == ["accepted", "accepted", "missing", "waiting", "accepted"]
    assert [each.waits_for for each in outbox.read().standings()] == [(), (), (), (3,), ()]
    (seen,) = numbers_on_record(flow.store.log.command_ids(*bounds("HOME-7")))
    assert (seen.device, seen.on_record, seen.last, seen.missing_numbers) == ("HOME-7", 3, 5, ("3-4",))


def test_a_number_that_is_lost_can_be_given_up(outbox):
    """Somebody says so with a reason; then what waited for it is sent."""
    flow, _ = office()
    lines = outbox.path.read_text().splitlines(keepends=True)
    outbox.path.write_text("".join(line for line in lines if '"number":3' not in line))
    sent(outbox, flow)

    outbox.withdraw(3, by="E-204", reason="Mất dòng", now=NOW)
    assert [(answer.number, answer.accepted) for answer in sent(outbox, flow)] == [(4, True)]
    assert standings(outbox) == ["accepted", "accepted", "withdrawn", "accepted"]


@pytest.mark.parametrize("number,problem", [(0, "no-such-number"), (5, "no-such-number"), (1, "accepted")])
def test_only_what_is_not_accepted_can_be_withdrawn(outbox, number, problem):
    """What the office has, it has; what was never written cannot be taken back."""
    flow, _ = office()
    sent(outbox, flow)

    with pytest.raises(InvalidInputError) as refused:
        outbox.withdraw(number, by="E-204", reason="Nhầm", now=NOW)
    assert refused.value.parameters["problem"] == problem


def test_what_was_withdrawn_is_not_sent_but_what_had_arrived_before_is_said(outbox):
    """When only the answer was lost, the office has it all the same, and the outbox learns that."""
    flow, _ = office()
    outbox.withdraw(4, by="E-204", reason="Nhầm", now=NOW)
    copy = Outbox(outbox.path.with_name("copy.jsonl"), EDGE)
    copy.path.write_bytes(outbox.path.read_bytes())
    assert [answer.number for answer in sent(outbox, flow)] == [1, 2, 3]

    copy.withdraw(2, by="E-204", reason="Nhầm", now=NOW)
    assert [answer.number for answer in sent(copy, flow)] == [1, 2, 3]
    assert standings(copy) == ["accepted", "accepted", "accepted", "withdrawn"]


def test_two_copies_that_were_both_continued_are_told(outbox):
    """Under one number stand two commands: neither is sent, both are kept."""
    flow, _ = office()
    copy = Outbox(outbox.path.with_name("copy.jsonl"), EDGE)
    copy.path.write_bytes(outbox.path.read_bytes())
    outbox.add(draft("start-task", task="T-2"), now=NOW)
    copy.add(draft("start-task", task="T-3"), now=NOW)

    assert (outbox.take_in(copy.path), outbox.take_in(copy.path)) == (1, 0)
    assert standings(outbox) == ["waiting", "waiting", "waiting", "waiting", "doubled"]
    assert 5 not in {answer.number for answer in sent(outbox, flow)}


def test_a_copy_that_was_sent_by_hand_brings_its_answers_home(outbox):
    """The file is carried to the office, sent there, and taken in at home: nothing is sent a second time."""
    flow, _ = office()
    carried = Outbox(outbox.path.with_name("carried.jsonl"), EDGE)
    carried.path.write_bytes(outbox.path.read_bytes())
    sent(carried, flow)

    assert outbox.take_in(carried.path) == 4
    assert standings(outbox) == ["accepted"] * 4
    assert sent(outbox, flow) == []


def test_a_copy_of_another_device_is_not_taken_in(outbox):
    """Nothing of it is written."""
    other = written(outbox.path.with_name("other.jsonl"), WORK, device="HOME-8")
    before = outbox.path.read_bytes()

    with pytest.raises(InvalidInputError) as refused:
        outbox.take_in(other.path)
    assert refused.value.parameters["problem"] == "another-device"
    assert outbox.path.read_bytes() == before


def test_whatever_stands_in_a_file_is_told_and_never_stops_the_rest(outbox):
    """No JSON, JSON of another shape, a line of another device, a number that is none: each by its row."""
    foreign = json.loads(outbox.path.read_text().splitlines()[0]) | {"device": "HOME-8"}
    strange = [
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"line": "command"}',
        b"0" * 70_000,
        json.dumps(foreign).encode(),
        b'{"line": "withdrawal", "number": 1000000, "by": "E-1", "reason": "x", "written_at": "2023-10-03T08:00Z"}',
    ]
    outbox.path.write_bytes(outbox.path.read_bytes() + b"\n".join(strange) + b"\n\n")

    contents = outbox.read()
    assert contents.unreadable == (5, 6, 7, 8, 9, 10, 11)
    assert sorted(contents.commands) == [1, 2, 3, 4]


def test_a_clock_that_went_back_is_told(outbox):
    """The line was written when the clock of the device said less than before."""
    outbox.add(draft("start-task", task="T-2"), now=NOW - timedelta(days=1))

    assert [each.clock_went_back for each in outbox.read().standings()] == [False] * 4 + [True]


def test_ids_that_only_look_like_those_of_an_outbox_are_left_out():
    """A device is told by ids of its own form; several devices stand apart."""
    ids = (
        "outbox:A-1:000001",
        "outbox:A:000001",
        "outbox:A:000004",
        "outbox:A:0005",
        "outbox:A:x",
        "outbox:",
    )
    found = [(each.device, each.on_record, each.missing_numbers) for each in numbers_on_record(ids)]

    assert found == [("A-1", 1, ()), ("A", 2, ("2-3",))]
    assert all(bounds()[0] <= each < bounds()[1] for each in ids)
    assert not bounds("A")[0] <= "outbox:A-1:000001" < bounds("A")[1]

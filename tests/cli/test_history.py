"""The log from the command line: line by line, and as sentences."""

import csv
import io

import pytest

from civicflow.testing import FixedClock, numbered_ids
from tests.cli.conftest import assigned


@pytest.mark.usefixtures("office")
def test_events_are_one_json_object_a_line(line):
    """Where it stands, what happened, and who answers for it."""
    lines = line("events", format="json").lines

    assert [each["position"] for each in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["stream"] == "task:T-17"
    assert lines[-1]["event"]["work"] == {"k": None, "v": "Thẩm định hồ sơ 1204"}
    assert lines[-1]["envelope"]["by"] == "E-101"
    assert lines[-1]["occurred_at"] == "2023-10-02T01:00:00Z"


def test_the_same_acts_give_the_same_bytes(line, office, tmp_path, request):
    """Under a fixed clock and fixed ids nothing differs between two runs."""
    first = line("events", format="json").out
    office.rename(tmp_path / "first")
    request.getfixturevalue("office")

    assert line("events", store=tmp_path / "first", format="json").out == first


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "options,expected",
    [
        ({"stream": "task:T-17"}, ["task.assigned"]),
        ({"stream": "task:T-99"}, []),
        ({"key": "person:E-204"}, ["unit.member_joined", "employee.registered", "task.assigned"]),
        ({"after": "5"}, ["task.assigned"]),
        ({"limit": "1"}, ["administration.founded"]),
        ({"limit": "0"}, []),
    ],
)
def test_events_are_chosen_by_stream_key_place_and_number(line, options, expected):
    """Each filter leaves just what it names."""
    found = [each["topic"] for each in line("events", format="json", **options).lines]

    assert [topic for topic in found if topic != "unit.appointed"] == expected


@pytest.mark.usefixtures("office")
def test_events_as_csv_have_a_sentence_and_nothing_that_a_spreadsheet_would_run(line):
    """One row an event under its headings."""
    rows = list(csv.DictReader(io.StringIO(line("events", format="csv", lang="vi").out)))

    assert rows[-1]["topic"] == "task.assigned"
    assert "Thẩm định hồ sơ 1204" in rows[-1]["sentence"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.usefixtures("office")
def test_a_trail_tells_a_sentence_an_event_in_either_language(line):
    """Who, what, when; in local time."""
    english, vietnamese = (line("trail", "task:T-17", lang=lang) for lang in ("en", "vi"))

    assert (english.code, vietnamese.code) == (0, 0)
    assert "2023-10-02 08:00" in english.out
    assert "Thẩm định hồ sơ 1204" in english.out
    assert english.out != vietnamese.out
    assert len(english.out.splitlines()) == len(vietnamese.out.splitlines()) == 1


@pytest.mark.usefixtures("office")
def test_the_trail_of_a_person_gathers_what_concerns_them_from_all_streams(line):
    """Membership, registration and tasks stand in streams of their own."""
    streams = [each["stream"] for each in line("trail", "person:E-204", format="json").lines]

    assert streams == ["unit:U-1", "employee:E-204", "task:T-17"]


def test_a_trail_can_be_told_as_it_was_known(line, office):
    """What was recorded later is not in it."""
    import civicflow as cf

    with cf.open(office, clock=FixedClock("2023-10-03T08:00+07:00"), ids=numbered_ids("later")) as flow:
        flow.execute(assigned("T-18"), by="E-101")

    known = line("trail", "person:E-204", known="2023-10-02T23:59+07:00")
    as_of = line("trail", "person:E-204", as_of="2023-10-02T23:59+07:00")
    now = line("trail", "person:E-204")

    assert known.out == as_of.out
    assert len(now.out.splitlines()) == len(known.out.splitlines()) + 1


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("stream,code", [("task:T-99", 1), ("person:E-999", 1), ("T-17", 2)])
def test_a_trail_of_nothing_says_so(line, stream, code):
    """A subject that is not on record is told from a stream that is none."""
    ended = line("trail", stream)

    assert (ended.code, ended.out) == (code, "")
    assert ended.err


@pytest.mark.usefixtures("office")
def test_what_a_person_wrote_cannot_command_the_terminal(line, act):
    """An escape sequence in a note is shown as marks."""
    act("acknowledge-task", {"task": "T-17"}, by="E-204")
    note = "\x1b[2Jxong"
    assert act("report-task", {"task": "T-17", "percent": 50, "note": note}, by="E-204").code == 0

    told = line("trail", "task:T-17").out

    assert "xong" in told
    assert "\x1b" not in told

"""An outbox from the command line: written down far from the office, sent, shown in both languages, and asked after."""

import json
from pathlib import Path

import pytest

ACKNOWLEDGED = {"task": "T-17"}


@pytest.fixture(name="outbox")
def _outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are kept."""
    monkeypatch.delenv("CIVICFLOW_DEVICE", raising=False)
    return tmp_path / "outbox.jsonl"


@pytest.fixture(name="at_home")
def _at_home(line, outbox):
    """The verbs of an outbox, on the file of the test: ``at_home("show", format="json")``."""
    return lambda *words, **options: line("outbox", *words, outbox=str(outbox), **options)


@pytest.fixture(name="add")
def _add(at_home):
    """Write a command down: ``add("start-task", {"task": "T-17"}, by="E-204")``."""
    return lambda command, fields, **options: at_home("add", command, "--json", json.dumps(fields), **options)


def test_a_command_is_written_down_without_any_store(add, at_home, tmp_path):
    """Its id is printed, and no store is made for it."""
    ended = add("start-task", ACKNOWLEDGED, by="E-204", device="HOME-7", format="json")

    assert (ended.code, ended.json["command_id"], ended.json["number"]) == (0, "outbox:HOME-7:000001", 1)
    assert at_home("show", format="json").json[0]["standing"] == "waiting"
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    "command,fields,options,field",
    [
        ("start-task", {"tasks": 1, "task": "T-17"}, {"by": "E-204", "device": "HOME-7"}, "$.tasks"),
        ("start-task", ACKNOWLEDGED, {"by": "E-204"}, "device"),
        ("start-task", ACKNOWLEDGED, {"by": "E-204", "device": "a b"}, "device"),
        ("start-task", ACKNOWLEDGED, {"by": "E-204", "device": "H", "occurred_at": "soon"}, "--occurred-at"),
        ("start-task", ACKNOWLEDGED, {"by": "E-204", "device": "H", "reason": ""}, "--reason"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_written(add, outbox, command, fields, options, field):
    """As ``execute`` would name it."""
    ended = add(command, fields, **options)

    assert (ended.code, ended.out) == (2, "")
    assert field in ended.err
    assert not outbox.exists()


@pytest.mark.usefixtures("office")
def test_what_is_sent_is_accepted_once_and_what_is_refused_says_why_in_both_languages(add, at_home, line):
    """The rest is taken; sent again nothing happens; the record is as late as it is."""
    add("acknowledge-task", ACKNOWLEDGED, by="E-204", device="HOME-7", occurred_at="2023-10-02T09:00+07:00")
    add("complete-task", ACKNOWLEDGED, by="E-204")
    late = at_home("send", format="json")
    sent = at_home("send", "--again", format="json", reason="Đứt cáp")
    again = at_home("send", format="json")

    assert (late.code, [each["number"] for each in late.json]) == (1, [1])
    assert (sent.code, [each["standing"] for each in sent.json]) == (1, ["accepted", "refused"])
    assert sent.json[0]["minutes_late"] > 1_000_000
    assert (again.code, again.json) == (0, [])
    shown = at_home("show", format="json").json[1]
    assert shown["en"]
    assert shown["vi"] != shown["en"]
    topics = [each["topic"] for each in line("events", format="json").lines]
    assert topics.count("task.acknowledged") == 1


@pytest.mark.usefixtures("office")
def test_what_stands_in_an_outbox_is_told_in_words_of_the_reader(add, at_home, outbox):
    """A gap, what waits for it, a clock that went back, a row that is none: told, and the exit code says that there is something."""
    for command in ("acknowledge-task", "start-task", "start-task"):
        add(command, ACKNOWLEDGED, by="E-204", device="HOME-7")
    lines = outbox.read_text().splitlines(keepends=True)
    outbox.write_text("".join((lines[0], lines[2], "broken\n")))

    english, vietnamese = (at_home("show", lang=lang) for lang in ("en", "vi"))
    assert (english.code, vietnamese.code) == (1, 1)
    assert "missing" in english.out
    assert "thiếu" in vietnamese.out
    for ended in (english, vietnamese):
        assert "Waits for: 2" in ended.out
        assert "Chờ số: 2" in ended.out
        assert "outbox.jsonl:3" in ended.err


@pytest.mark.usefixtures("office")
def test_the_office_sees_which_numbers_are_missing(add, at_home, line):
    """Of one device or of all; exit code 1 where one is."""
    for command, task in (("acknowledge-task", "T-17"), ("start-task", "T-99"), ("start-task", "T-17")):
        add(command, {"task": task}, by="E-204", device="HOME-7")
    none = line("outbox", "missing", format="json")
    at_home("send")
    of_one, of_all = (
        line("outbox", "missing", "HOME-7", format="json"),
        line("outbox", "missing", format="json"),
    )
    of_another = line("outbox", "missing", "HOME", format="json")

    assert (none.code, none.json, of_another.json) == (0, [], [])
    assert (of_one.code, of_one.json) == (of_all.code, of_all.json)
    assert (of_one.code, of_one.json) == (
        1,
        [{"device": "HOME-7", "on_record": 2, "last": 3, "missing_numbers": ["2"]}],
    )


@pytest.mark.usefixtures("office")
def test_a_copy_is_taken_in_and_a_number_withdrawn(add, at_home, outbox, tmp_path):
    """As often as one likes, and with a reason."""
    add("acknowledge-task", ACKNOWLEDGED, by="E-204", device="HOME-7")
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(outbox.read_bytes())
    assert at_home("withdraw", "1", by="E-204", reason="Nhầm").code == 0
    assert at_home("withdraw", "2", by="E-204", reason="Nhầm").code == 2

    assert at_home("import", str(copy), format="json").json == {"new": 0}
    assert at_home("send", format="json").json == []
    assert at_home("show", format="json").json[0]["standing"] == "withdrawn"


def test_a_file_that_cannot_be_read_is_named(line, tmp_path):
    """It is a folder: exit code 3, in either language."""
    english, vietnamese = (line("outbox", "show", outbox=str(tmp_path), lang=lang) for lang in ("en", "vi"))

    assert (english.code, vietnamese.code) == (3, 3)
    assert "Outbox" in english.err
    assert "Hộp" in vietnamese.err

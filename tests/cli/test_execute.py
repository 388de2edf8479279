"""Commands from the command line: receipts, refusals, and mistakes that name their field."""

import io
import json

import pytest

FOUND = {"instrument": "QĐ 1", "administrator": "ADMIN"}
COMPLETE = {"task": "T-17"}


def test_a_command_is_carried_out_and_its_receipt_printed(act, line):
    """The position of its event, and the id under which it can be sent again."""
    ended = act("found", FOUND, by="ADMIN", command_id="c-1", format="json")

    assert ended.code == 0
    assert (ended.json["command_id"], ended.json["first"], ended.json["last"]) == ("c-1", 1, 1)
    assert [entry["topic"] for entry in line("events", format="json").lines] == ["administration.founded"]


def test_the_same_command_again_has_one_effect(act, line):
    """A clerk whose connection broke sends it again."""
    act("found", FOUND, by="ADMIN", command_id="c-1")
    again = act("found", FOUND, by="ADMIN", command_id="c-1", format="json")

    assert (again.code, again.json["repeated"]) == (0, True)
    assert len(line("events", format="json").lines) == 1


def test_an_id_that_was_used_for_something_else_is_refused(act):
    """It is no repetition, and it says so."""
    act("found", FOUND, by="ADMIN", command_id="c-1")
    other = act("found", FOUND | {"instrument": "QĐ 2"}, by="ADMIN", command_id="c-1")

    assert (other.code, other.out) == (1, "")
    assert "c-1" in other.err


@pytest.mark.usefixtures("office")
def test_every_refusal_is_printed_with_its_source(act):
    """All that stands against the act at once, as text for people and as JSON for programs."""
    told = act("complete-task", COMPLETE, by="E-204")
    read = act("complete-task", COMPLETE, by="E-204", format="json")

    assert (told.code, read.code) == (1, 1)
    assert [line.partition(":")[0] for line in told.out.splitlines()] == [each["rule"] for each in read.json]
    assert all(each["reason"] for each in read.json)
    assert any(each["basis"] for each in read.json)


@pytest.mark.usefixtures("office")
def test_refusals_are_told_in_the_language_of_the_reader(act):
    """The rule is the same, its words are not."""
    vietnamese, english = (act("complete-task", COMPLETE, by="X-1", lang=lang) for lang in ("vi", "en"))

    assert vietnamese.out.partition(":")[0] == english.out.partition(":")[0]
    assert vietnamese.out != english.out


@pytest.mark.usefixtures("office")
def test_a_subject_that_does_not_exist_is_not_on_record(act):
    """An error of its own, in either language."""
    english, vietnamese = (act("complete-task", {"task": "T-99"}, by="E-101", lang=x) for x in ("en", "vi"))

    assert (english.code, english.out) == (1, "")
    assert "T-99 on record" in english.err
    assert "T-99 trong hồ sơ" in vietnamese.err


@pytest.mark.parametrize(
    "fields,field",
    [
        (FOUND | {"instrumnt": "x"}, "$.instrumnt"),
        ({"administrator": "ADMIN"}, "$.instrument"),
        (FOUND | {"administrator": 1}, "$.administrator"),
        (FOUND | {"administrator": "Nguyễn Văn A"}, "$.administrator"),
    ],
)
def test_a_wrong_field_is_named(act, fields, field):
    """Nothing is stored, and the path of the field is said."""
    ended = act("found", fields, by="ADMIN")

    assert (ended.code, ended.out) == (2, "")
    assert field in ended.err


def test_an_unknown_command_is_answered_with_those_close_to_it(act):
    """A slip of the finger is told."""
    ended = act("aply-task", {}, by="E-101")

    assert ended.code == 2
    assert "aply-task" in ended.err


@pytest.mark.parametrize(
    "options,option",
    [
        ({"occurred_at": "soon"}, "--occurred-at"),
        ({"occurred_at": "2023-10-02T08:00"}, "--occurred-at"),
        ({"reason": " "}, "--reason"),
    ],
)
def test_what_an_option_does_not_take_is_named_by_it(act, options, option):
    """A time without a zone is none, and no reason is none either."""
    ended = act("found", FOUND, by="ADMIN", **options)

    assert (ended.code, ended.out) == (2, "")
    assert option in ended.err


def test_the_json_stands_in_a_file_or_comes_in(line, tmp_path, monkeypatch):
    """A file is named, or - for standard input."""
    path = tmp_path / "found.json"
    path.write_text(json.dumps(FOUND))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(FOUND).encode())))

    from_file = line("execute", "found", "--json", str(path), by="ADMIN", command_id="c-1")
    from_input = line(
        "execute", "found", "--json", "-", by="ADMIN", command_id="c-1", format="csv", lang="vi"
    )

    assert (from_file.code, from_input.code) == (0, 0)
    assert "repeated,true" in from_input.out


def test_a_file_that_is_not_there_cannot_be_read(line):
    """That is no mistake in a field."""
    ended = line("execute", "found", "--json", "nowhere.json", by="ADMIN")

    assert (ended.code, ended.out) == (3, "")
    assert "nowhere.json" in ended.err


@pytest.mark.usefixtures("office")
def test_a_word_that_is_not_taken_is_answered_with_those_that_are(line):
    """Nobody has to look them up."""
    held = {"task": "T-17", "cause": "weather", "reason": "x", "review_on": "2023-11-20T17:00+07:00"}

    ended = line("check", "hold-task", "--json", json.dumps(held), by="E-101", lang="vi")

    assert ended.code == 2
    assert "(đã nhập: weather); chỉ nhận: third_party, connection, missing_file, absence." in ended.err


@pytest.mark.usefixtures("office")
def test_check_says_what_execute_would_refuse_and_stores_nothing(line, act):
    """The refusals are the same; the log is as it was."""
    before = line("events", format="json").out
    checked = line("check", "complete-task", "--json", json.dumps(COMPLETE), by="E-204", format="json")
    allowed = line("check", "acknowledge-task", "--json", json.dumps(COMPLETE), by="E-204", format="json")
    missing = line("check", "acknowledge-task", "--json", '{"task": "T-99"}', by="E-204")
    after = line("events", format="json").out
    executed = act("complete-task", COMPLETE, by="E-204", format="json")

    assert (checked.code, checked.json) == (executed.code, executed.json) == (1, executed.json)
    assert (allowed.code, allowed.json, allowed.err) == (0, [], "Nothing stands in the way.\n")
    assert missing.code == 1
    assert before == after

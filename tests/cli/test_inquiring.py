"""Why something stands on record, from the command line."""

import csv
import io

import pytest


@pytest.mark.usefixtures("office")
def test_a_decision_is_followed_to_its_rules_and_to_the_appointment(line):
    """As JSON everything has its place in the log and its sentence."""
    told = line("why", "6", format="json").json

    assert (told["sentence"].split()[0], told["command"], told["origin"]) == (
        "E-101",
        "assign-task",
        "decided",
    )
    assert told["appointment"]["position"] == 3
    assert told["appointment"]["instrument"] == "QĐ 3"
    assert told["rules_passed"][0] | {"when_refusing": ""} == {
        "name": "office_that_leads_the_assignee",
        "module": "task",
        "basis": ["R26", "K11"],
        "when_refusing": "",
    }
    assert told["says"]["work"] == "Thẩm định hồ sơ 1204"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "lang,words",
    [
        ("en", ["What gave the right", "Rules passed, authority first", "Records read, as they stood"]),
        ("vi", ["Căn cứ thẩm quyền", "Quy tắc đã đáp ứng", "Hồ sơ đã đọc"]),
    ],
)
def test_the_table_is_read_in_both_languages(line, act, lang, words):
    """Every heading, and each regulation in words by itself."""
    act("acknowledge-task", {"task": "T-17"}, by="E-204")
    act("hold-task", {"task": "T-17", "cause": "third_party", "reason": "chờ"}, by="E-101")
    last = str(len(line("events", format="json").lines))

    told = line("why", "6", lang=lang).out + line("why", last, lang=lang).out

    assert [each for each in words if each not in told] == []
    assert "hold_review/2000-01-01" in told
    assert "5 working days" in told or "5 ngày làm việc" in told


@pytest.mark.usefixtures("office")
def test_a_refusal_is_followed_to_the_rule_that_refused(line, act):
    """With its source, in the words that the person was given."""
    tried = act("cancel-task", {"task": "T-17", "reason": "trùng"}, by="E-204")
    assert tried.code == 1
    last = str(len(line("events", format="json").lines))

    told = line("why", last, format="json").json

    assert (told["origin"], told["rules_passed"], told["authority"]) == ("refused", [], None)
    assert told["refused_by"][0]["basis"] == "K11"
    assert told["refused_by"][0]["reason"] in tried.out


@pytest.mark.usefixtures("office")
def test_it_is_one_field_and_value_a_row_as_csv(line):
    """Paths as answers have them."""
    rows = dict(csv.reader(io.StringIO(line("why", "6", format="csv").out)))

    assert rows["appointment.instrument"] == "QĐ 3"
    assert rows["streams_read[0].position"]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("position", ["0", "7", "999999"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_position_that_is_not_there_is_named(line, position, lang):
    """Nothing is printed; the argument is named as people wrote it."""
    ended = line("why", position, lang=lang)

    assert (ended.code, ended.out) == (2, "")
    assert "POSITION" in ended.err
    assert position in ended.err

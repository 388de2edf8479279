"""A history that is recorded while the command line is used, and decided again by it."""

import json

import pytest

FOUND = {"instrument": "QĐ 1", "administrator": "ADMIN"}
UNIT = {"unit": "U-1", "title": "Phòng 1", "answers_to": "CHAIR", "instrument": "QĐ 2"}


@pytest.fixture(name="history")
def _history(tmp_path, monkeypatch, act):
    """Four orders, each by a process of its own: two are taken, two refused."""
    path = tmp_path / "history.jsonl"
    monkeypatch.setenv("CIVICFLOW_HISTORY", str(path))
    codes = [
        act(command, fields, by=by).code
        for command, fields, by in (
            ("found", FOUND, "ADMIN"),
            ("establish-unit", UNIT, "E-204"),
            ("establish-unit", UNIT, "ADMIN"),
            ("acknowledge-task", {"task": "T-1"}, "E-204"),
        )
    ]
    assert codes == [0, 1, 0, 1]
    return path


def test_what_is_decided_as_then_ends_well(line, history, tmp_path):
    """Nothing is printed but that; no store is opened for it, and the history itself does not grow."""
    before = history.read_text()
    ended = line("replay", history=str(history), against="current", store=tmp_path / "nowhere", format="json")

    assert (ended.code, ended.json) == (0, [])
    assert "as it is recorded" in ended.err
    assert history.read_text() == before
    assert not (tmp_path / "nowhere").exists()


def test_the_first_decision_that_differs_is_named(line, history):
    """Order, command, person, field, then and today; exit code 1, also when more differ after it."""
    history.write_text(history.read_text().replace("Phòng 1", "Phòng 2", 1).replace('"found"', '"foundd"'))
    told = line("replay", history=str(history))
    read = line("replay", history=str(history), format="json")

    assert (told.code, read.code) == (1, 1)
    assert [(each["number"], each["command"], each["field"]) for each in read.json] == [
        (1, "foundd", "$.error")
    ]
    assert "foundd" in told.out


def test_a_file_that_is_no_history_cannot_be_read(line, tmp_path):
    """Exit code 3, in either language; the row is named."""
    path = tmp_path / "history.jsonl"
    path.write_text(json.dumps({"line": "order"}))
    english, vietnamese = (line("replay", history=str(path), lang=lang) for lang in ("en", "vi"))

    assert (english.code, vietnamese.code) == (3, 3)
    assert "line 1" in english.err
    assert "dòng 1" in vietnamese.err

"""A store is copied and filled from the command line."""

import json
from hashlib import sha256

import pytest


@pytest.mark.usefixtures("office")
def test_a_backup_is_receipted(line, tmp_path):
    """The file, the last position, the number of events and people, its length and its digest."""
    file = tmp_path / "backup.zip"
    line("people", "set", "E-204", "--name", "Trần Thị An")

    ended = line("backup", str(file), format="json")

    assert (ended.code, ended.err) == (0, "")
    assert ended.json | {"recorded_at": ""} == {
        "file": str(file),
        "position": 6,
        "recorded_at": "",
        "events": 6,
        "people": 1,
        "bytes": file.stat().st_size,
        "sha256": sha256(file.read_bytes()).hexdigest(),
    }


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_restored_reads_like_the_original(line, act, fresh_store, tmp_path, kind):
    """On a folder and on a server; and work goes on there."""
    file = str(tmp_path / "backup.zip")
    line("people", "set", "E-204", "--name", "Trần Thị An")
    taken = line("backup", file, format="json")
    with fresh_store(kind) as address:
        again = line("restore", file, store=address, format="json")
        acknowledged = act("acknowledge-task", {"task": "T-17"}, by="E-204", store=address, format="json")
        before = line("events", format="json").lines
        after = line("events", store=address, format="json").lines

        assert (again.code, again.out, again.err) == (0, taken.out, "")
        assert acknowledged.json["first"] == 7
        assert after[:6] == before
        assert "Trần Thị An" in line("trail", "task:T-17", store=address).out
        assert (line("replay", store=address).code, line("replay", store=address, format="json").json) == (
            0,
            [],
        )


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "lang,words", [("en", "made without people"), ("vi", "Bản sao lưu không có danh bạ")]
)
def test_restoring_says_when_people_were_left_out(line, tmp_path, lang, words):
    """So that nobody wonders about bare ids."""
    file = str(tmp_path / "backup.zip")
    line("people", "set", "E-204", "--name", "Trần Thị An")
    assert line("backup", file, "--without-people", format="json").json["people"] is None

    ended = line("restore", file, store=tmp_path / "new", lang=lang)

    assert ended.code == 0
    assert words in ended.err
    assert json.loads(line("people", "show", store=tmp_path / "new", format="json").out) == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("lang,words", [("en", "--overwrite takes its place"), ("vi", "muốn ghi đè")])
def test_a_file_that_is_there_is_kept(line, tmp_path, lang, words):
    """Exit code 3, until it is told to be replaced."""
    file = tmp_path / "backup.zip"
    file.write_text("")

    refused = line("backup", str(file), lang=lang)

    assert (refused.code, refused.out, file.read_text()) == (3, "", "")
    assert words in refused.err
    assert line("backup", str(file), "--overwrite").code == 0
    assert file.stat().st_size > 0


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "lang,cut,full,absent",
    [
        ("en", "was cut off", "already holds events", "No such file"),
        ("vi", "bị cắt cụt", "đã có sự kiện", "No such file"),
    ],
)
def test_what_cannot_be_restored_says_why(line, tmp_path, lang, cut, full, absent):
    """A file that was cut off, a store that is not empty, a file that is not there; in both languages, exit code 3."""
    file = tmp_path / "backup.zip"
    line("backup", str(file))
    (tmp_path / "cut.zip").write_bytes(file.read_bytes()[:-100])

    ended = [
        line("restore", str(tmp_path / "cut.zip"), store=tmp_path / "new", lang=lang),
        line("restore", str(file), lang=lang),
        line("restore", str(tmp_path / "none.zip"), store=tmp_path / "new", lang=lang),
    ]

    assert [(each.code, each.out) for each in ended] == [(3, "")] * 3
    assert all(words in each.err for words, each in zip((cut, full, absent), ended, strict=True))
    assert not (tmp_path / "new").exists()


def test_there_must_be_a_store_to_copy(line, tmp_path):
    """Exit code 3, and no file."""
    ended = line("backup", str(tmp_path / "backup.zip"))

    assert (ended.code, ended.out) == (3, "")
    assert not (tmp_path / "backup.zip").exists()


@pytest.mark.usefixtures("office")
def test_nothing_is_restored_into_memory(line, tmp_path):
    """Exit code 2: nothing would be left of it."""
    line("backup", str(tmp_path / "backup.zip"))

    ended = line("restore", str(tmp_path / "backup.zip"), store=":memory:")

    assert (ended.code, ended.out) == (2, "")

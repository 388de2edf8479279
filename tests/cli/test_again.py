"""Answers that were printed once are asked again, and what differs is named."""

import json

import pytest

import civicflow as cf
from civicflow.testing import FixedClock, numbered_ids
from tests.cli.conftest import assigned


@pytest.fixture(name="kept")
def _kept(line, office, tmp_path):
    """What three verbs printed, one after another, in one file; since then more was recorded."""
    printed = [
        line("ask", "worklist", "--person", "E-204", format="json").out,
        line("freeze", "on-time", "--unit", "U-1", "--with-subunits").out,
        line("ask", "trail", "--person", "E-204", "--as-of", "2023-10-02", "--strict", format="json").out,
        line("ask", "four-clears", "--known", "2023-10-02T08:00+07:00", format="json").out,
    ]
    file = tmp_path / "kept.json"
    file.write_text("".join(printed), "utf-8")
    with cf.open(office, clock=FixedClock("2023-10-03T08:00+07:00"), ids=numbered_ids("later")) as flow:
        flow.execute(assigned("T-18"), by="E-101")
    return file


def test_what_was_printed_is_asked_again_and_found_equal(line, kept):
    """R58: replies and frozen answers, live, as known, as of, and as strictly as then."""
    again = line("again", str(kept), format="json")

    assert again.code == 0
    assert [each["question"] for each in again.json] == ["worklist", "on-time", "trail", "four-clears"]
    assert {each["equal"] for each in again.json} == {True}
    assert [each["strict"] for each in again.json] == [False, False, True, False]
    assert [each["differs"] for each in again.json] == [[]] * 4


def test_an_answer_that_was_changed_on_its_way_is_found(line, kept):
    """Exit code 1; the other answers are asked all the same."""
    kept.write_text(kept.read_text("utf-8").replace('"acknowledge"', '"forget"', 1), "utf-8")
    again = line("again", str(kept), format="json")

    assert again.code == 1
    assert [each["equal"] for each in again.json] == [False, True, True, True]
    assert again.json[0]["differs"] == ["answer"]


@pytest.mark.parametrize(
    "said,now,differs",
    [
        ("CIVICFLOW_CALENDAR", "vn-2026.2", "calendar"),
        ("CIVICFLOW_REGULATIONS", "own", "regulations"),
    ],
)
def test_another_calendar_and_other_regulations_are_named_though_the_answer_is_the_same(
    line, kept, tmp_path, monkeypatch, said, now, differs
):
    """What may be the cause of a difference is said even where there is none."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "vn.hue.late_claim.toml").write_text(
        'about = "x"\n[fields]\nhours = "count"\n'
        "[[record]]\neffective_from = 2020-01-01\n"
        'instrument = "QĐ 1"\nstatus = "design"\nvalue.hours = 5\n',
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(said, now)
    again = line("again", str(kept), format="json")

    assert again.code == 0
    assert [each["differs"] for each in again.json] == [[differs]] * 4


def test_what_was_supposed_is_supposed_again_or_the_answer_differs(line, kept, tmp_path):
    """A what-if is asked again with the folder that it supposed; without it, or with another, there is no such answer."""
    folders = []
    for hours in ("5", "6"):
        folder = tmp_path / hours
        folder.mkdir()
        (folder / "late_claim.toml").write_text(
            'about = "x"\n[fields]\nhours = "count"\n'
            "[[record]]\neffective_from = 2000-01-01\n"
            f'instrument = "QĐ 1"\nstatus = "design"\nvalue.hours = {hours}\n',
            "utf-8",
        )
        folders.append(str(folder))
    asked = line("ask", "four-clears", "--regulations", folders[0], format="json")
    kept.write_text(asked.out, "utf-8")

    with_it = line("again", str(kept), "--regulations", folders[0], format="json")
    without = line("again", str(kept), format="json")
    with_another = line("again", str(kept), "--regulations", folders[1], format="json")

    assert [each.code for each in (asked, with_it, without, with_another)] == [0, 0, 1, 1]
    assert with_it.json[0]["supposed"] == asked.json["head"]["supposed"]
    assert without.json[0]["digest_now"] is with_another.json[0]["digest_now"] is None


def test_a_question_that_this_release_does_not_know_differs(line, kept):
    """There is no answer now; the line says so."""
    kept.write_text(kept.read_text("utf-8").replace('"on-time"', '"punctuality"'), "utf-8")
    again = line("again", str(kept), format="json")

    assert again.code == 1
    assert [each["digest_now"] is None for each in again.json] == [False, True, False, False]


def test_standard_input_is_read_and_the_table_is_in_both_languages(line, kept, monkeypatch):
    """As a pipe from ``ask`` gives it."""
    import io

    changed = kept.read_text("utf-8").replace('"acknowledge"', '"forget"', 1)
    for lang, words in (("vi", ["Khác biệt", "câu trả lời"]), ("en", ["What differs", "the answer"])):
        monkeypatch.setattr("sys.stdin", io.StringIO(changed))
        told = line("again", "-", lang=lang)
        assert (told.code, [each for each in words if each not in told.out]) == (1, [])


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "text,field",
    [
        ("", "$"),
        ("{", "$[0]"),
        ("[1]", "$[0]"),
        ('{"answer": 1, "head": {"question": "on-time"}}', "$[0].head.arguments"),
        ('{"digest": "0"}', "$[0]"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_what_is_no_answer_is_refused_with_its_place(line, tmp_path, text, field, lang):
    """Nothing is asked; the number of the value, and the field within it, are named."""
    (tmp_path / "kept.json").write_text(text, "utf-8")
    ended = line("again", str(tmp_path / "kept.json"), lang=lang)

    assert (ended.code, ended.out) == (2, "")
    assert field in ended.err


@pytest.mark.usefixtures("office")
def test_a_file_that_is_not_there_is_named(line):
    """Exit code 3, as for every file."""
    ended = line("again", "nowhere.json")

    assert (ended.code, ended.out) == (3, "")
    assert "nowhere.json" in ended.err


def test_an_answer_says_of_itself_what_was_asked(line, office):
    """The head of a reply holds the arguments that were given, as people write them."""
    asked = line("ask", "on-time", "--period", "2023-10", "--unit", "U-1", format="json").out

    assert json.loads(asked)["head"]["arguments"] == {"period": "2023-10-01/2023-10-31", "unit": "U-1"}

"""What laws and orders set, from the command line: listed, looked up, checked; in every form and in both languages."""

import csv
import io
import os
from importlib.resources import files
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from civicflow.cli.regulations import Category, Mode
from civicflow.core.provision import Provision
from civicflow.errors import RegulationError
from civicflow.flow import ZONE, lawbook
from civicflow.messages import Words
from civicflow.regulations import CATEGORIES, MODES
from tests.regulations.shipped import TERM, record

CAP = "vn.hcmc.on_site_cap"


@pytest.fixture(name="overlay")
def _overlay(tmp_path, monkeypatch):
    """A folder of the authority's own, which a store would be opened with."""
    folder = tmp_path / "ours"
    folder.mkdir()
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(folder))
    return folder


def petitions(folder: Path, *, days: int = 5, since: str = "2024-01-01", **more: str) -> Path:
    """Thu Duc answers petitions within another term."""
    file = folder / "vn.hcmc.thu-duc.petition_answer.toml"
    head = 'about = "Petitions in Thu Duc."\n[fields]\nwithin = "term"\n'
    file.write_text(head + record(f'within = "{days} working_days"', since=since, **more), "utf-8")
    return file


def rows(text: str) -> list[dict[str, str]]:
    """What was printed as CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_list_has_a_line_for_every_record_and_for_what_is_not_on_record(line):
    """All records at hand, by their ids; a parameter without any by its key."""
    listed = line("regulations", "list", format="json").json
    book = lawbook()

    assert {each["id"] for each in listed} == {each.id for each in book.provisions} | {
        sheet.key for sheet in book.sheets if not sheet.provisions
    }
    (nothing,) = (each for each in listed if each["id"] == "remote_share")
    assert nothing["value"] is nothing["status"] is None


def test_the_list_of_a_place_has_its_own_records_and_those_of_each_wider_place(line):
    """District 10 is under its own cap and the city's; the country has none."""
    listed = {
        place: {each["id"].partition("/")[0] for each in rows(ended.out)}
        for place in ("vn/hcmc/district-10", "vn/hcmc", "vn", "")
        for ended in [
            line("regulations", "list", "--locality", place, "--subject", "on_site_cap", format="csv")
        ]
    }

    assert listed == {
        "vn/hcmc/district-10": {CAP, "vn.hcmc.district-10.on_site_cap"},
        "vn/hcmc": {CAP},
        "vn": set(),
        "": set(),
    }


def test_what_is_looked_up_is_shown_with_all_that_supports_it(line):
    """The record that answers, what it says, its instrument, source and status."""
    shown = line("regulations", "show", CAP, "--on", "2021-06-04", format="json").json
    (found,) = shown["records"]

    assert (shown["on_record"], shown["answering"]) == (True, [f"{CAP}/2021-06-03"])
    assert found["value"]["fraction"] == "1/2"
    assert (found["status"], found["effective_to"]) == ("verified", "2021-07-08")
    assert found["source"].startswith("https://")
    assert "number not seen" in found["note"]


def test_a_nested_place_is_shown_with_the_records_around_it(line):
    """In February 2021 a ward of District 10 is under the district's own arrangement; in June under the city's."""
    ward = "vn/hcmc/district-10/ward-1"
    answers = {
        on: line("regulations", "show", CAP, "--on", on, "--locality", ward, format="json").json["answering"]
        for on in ("2021-02-18", "2021-06-04")
    }

    assert answers == {
        "2021-02-18": ["vn.hcmc.district-10.on_site_cap/2021-02-17"],
        "2021-06-04": [f"{CAP}/2021-06-03"],
    }


def test_the_most_specific_record_answers_and_the_wider_ones_are_shown(line, overlay):
    """Thu Duc's own term comes before the one for everywhere."""
    petitions(overlay)
    key = "vn.hcmc.thu-duc.petition_answer"
    shown = line("regulations", "show", key, "--on", "2024-06-01", format="json").json

    assert [each["id"] for each in shown["records"]] == [f"{key}/2024-01-01", "petition_answer/2000-01-01"]
    assert shown["answering"] == [f"{key}/2024-01-01"]


def test_the_strictest_record_answers_for_the_cap(line, overlay):
    """K7: a district that lets everybody in is still under its city's half, and both are shown."""
    head = (
        (files("civicflow.regulations") / "data" / f"{CAP}.toml")
        .read_text("utf-8")
        .partition("[[record]]")[0]
    )
    lenient = record('answer = "no-limit"', since="2021-06-01", mode='"emergency"')
    (overlay / "vn.hcmc.thu-duc.on_site_cap.toml").write_text(head + lenient, "utf-8")
    shown = line(
        "regulations", "show", "vn.hcmc.thu-duc.on_site_cap", "--on", "2021-06-04", format="json"
    ).json

    assert [each["key"] for each in shown["records"]] == ["vn.hcmc.thu-duc.on_site_cap", CAP]
    assert shown["answering"] == [f"{CAP}/2021-06-03"]


def test_not_on_record_is_an_answer_with_its_gap(line):
    """After the measure of 2020 and before that of 2021; before anything; and what never was."""
    gaps = {
        (key, on): (shown["missing_from"], shown["missing_to"])
        for key, on in ((CAP, "2020-05-15"), (CAP, "2019-01-01"), ("remote_share", "2024-01-01"))
        for ended in [line("regulations", "show", key, "--on", on, format="json")]
        for shown in [ended.json]
        if not shown["on_record"] and ended.code == 0
    }

    assert gaps == {
        (CAP, "2020-05-15"): ("2020-04-23", "2021-06-02"),
        (CAP, "2019-01-01"): (None, "2020-03-31"),
        ("remote_share", "2024-01-01"): (None, None),
    }


def test_what_was_known_then_is_shown(line):
    """E12b: on 15 April 2020 the maximum was 1.8, on 22 April it was 0.6."""
    key, code = "vn.hcmc.additional_income", "above_3_00"
    said = [
        line(
            "regulations", "show", key, "--on", "2020-02-01", "--known", known, "--code", code, format="json"
        ).json["records"][0]["value"]["maximum_coefficient"]
        for known in ("2020-04-15", "2020-04-22")
    ]

    assert said == ["9/5", "3/5"]


def test_what_is_left_open_is_shown_for_every_mode_category_and_entry(line, overlay):
    """Two modes of reachability, all entries of a catalogue, two categories; each can be asked for alone."""
    by_category = record(categories='["cadre"]') + record(id='"w"', categories='["worker"]')
    (overlay / "vn.term.toml").write_text(TERM + by_category, "utf-8")

    def answering(key: str, *words: str) -> list[str]:
        shown = line("regulations", "show", key, "--on", "2024-01-01", *words, format="json").json
        return [each.partition("/")[2] for each in shown["answering"]]

    assert answering("reachability") == ["pilot", "emergency"]
    assert answering("reachability", "--mode", "pilot") == ["pilot"]
    assert len(answering("work_type")) == 7
    assert answering("work_type", "--code", "plan") == ["plan/2000-01-01"]
    assert answering("vn.term") == ["2020-01-01", "w"]
    assert answering("vn.term", "--category", "worker") == ["w"]
    assert answering("vn.term", "--category", "public_employee") == []


def test_people_read_it_in_their_language(line):
    """Headings, fields and words in either; the key, dates and figures are the same."""
    told = {
        lang: line("regulations", "show", CAP, "--on", "2021-06-04", lang=lang).out for lang in ("vi", "en")
    }

    for word in ("tỷ lệ", "khẩn cấp", "đã kiểm chứng", "Áp dụng đến", "Số người của một cơ quan"):
        assert word in told["vi"]
        assert word not in told["en"]
    for word in ("share", "emergency", "verified", "Applies until", "How many people of a body"):
        assert word in told["en"]
    assert all("1/2" in each and CAP in each for each in told.values())
    assert "10 ngày làm việc" in line("regulations", "list", "--subject", "petition_answer", lang="vi").out


def test_a_field_that_a_text_leaves_open_is_called_as_beside_its_value(line):
    """In a list of such fields a word is a field first; a list that is empty is shown as one."""
    asked = ("--on", "2026-03-31", "--category", "civil_servant")
    told = line("regulations", "show", "vn.excellence_ceiling", *asked, lang="en").out
    assert [row.split()[-2:] for row in told.splitlines() if "does not say" in row] == [["of", "whom"]]
    nothing = line("regulations", "show", "income_exclusion", "--on", "2026-03-31", lang="en").out
    assert "grounds  –" in nothing


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_and_every_word_that_files_choose_from_is_said_in_words(language):
    """A new field of a shipped file needs its text under ``field.``, a word it may choose under ``word.``, in cli.po."""
    from babel.messages.pofile import read_po

    locale = files("civicflow.messages") / "locale" / language / "LC_MESSAGES" / "cli.po"
    known = {str(message.id) for message in read_po(io.StringIO(locale.read_text("utf-8")))}
    tables = [table for sheet in lawbook().sheets for table in (sheet.fields, *sheet.further.values())]
    fields = {f"field.{name}" for table in tables for name in table}
    words = {
        f"word.{word}"
        for table in tables
        for kind in table.values()
        if isinstance(kind, tuple)
        for word in kind
    }

    assert (fields | words) - known == set()


def test_the_choices_on_the_command_line_are_those_of_the_regulations():
    """Modes and personnel categories are written out there, so that help needs no regulations."""
    assert (get_args(Mode), get_args(Category)) == (MODES, CATEGORIES)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_parameter_that_nobody_lays_down_is_named(line, language):
    """With those that come near."""
    ended = line("regulations", "show", "vn.hcmc.on_site_cup", "--on", "2021-06-04", lang=language)

    assert (ended.code, ended.out) == (2, "")
    assert CAP in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ["--on", "yesterday"],
        ["--on", "2021-06-04", "--known", "2021-13-01"],
        ["--on", "2021-06-04", "--mode", "war"],
    ],
)
def test_a_wrong_option_is_named(line, words):
    """A day that is none, a mode that is none."""
    ended = line("regulations", "show", CAP, *words)

    assert ended.code == 2
    assert words[-2] in ended.err


def test_a_check_counts_how_well_it_is_all_attested(line):
    """Everything at hand: as many records as are shipped, none wrong, the gaps beside it."""
    ended = line("regulations", "check", format="json")
    provisions: list[Provision] = list(lawbook().provisions)

    assert (ended.code, ended.json["problems"]) == (0, [])
    assert ended.json["records"] == len(provisions)
    for status in ("verified", "corroborated", "memory", "design"):
        assert ended.json[status] == sum(each.status.value == status for each in provisions)
    assert {each["key"] for each in ended.json["missing"]} >= {CAP, "remote_places"}


def test_a_check_of_a_folder_tells_of_that_folder_alone(line, tmp_path):
    """One file with one record; the gap after it is told, ours are not."""
    petitions(tmp_path, effective_to="2024-12-31")
    checked = line("regulations", "check", str(tmp_path), format="json")

    assert (checked.code, checked.json["files"], checked.json["records"], checked.json["design"]) == (
        0,
        1,
        1,
        1,
    )
    assert [(each["key"], each["missing_from"]) for each in checked.json["missing"]] == [
        ("vn.hcmc.thu-duc.petition_answer", "2025-01-01")
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_check_names_every_problem(line, tmp_path, language):
    """By file, record and field, in words; what is wrong among the files, and against ours; and ends with 1."""
    wrong = petitions(tmp_path, days=0, status="likely")
    clash = tmp_path / "petition_answer.toml"
    clash.write_text('about = "x"\n[fields]\nwithin = "term"\n' + record('within = "1 sessions"'), "utf-8")
    ended = line("regulations", "check", str(wrong), str(clash), format="json", lang=language)

    assert ended.code == 1
    assert [(each["file"], each["record"], each["field"]) for each in ended.json["problems"]] == [
        (str(wrong), "1", "status"),
        (str(wrong), "1", "within"),
        (str(clash), "petition_answer/2020-01-01", None),
    ]
    assert str(wrong) in line("regulations", "check", str(wrong), lang=language).out
    assert all(
        each["problem"].startswith({"vi": "Tệp", "en": "Regulations"}[language])
        for each in ended.json["problems"]
    )


def test_what_is_at_hand_already_is_not_checked_against_itself(line, overlay):
    """A folder that the authority uses is named again: nothing overlaps."""
    petitions(overlay)

    assert line("regulations", "check", str(overlay)).code == 0
    assert line("regulations", "check", str(files("civicflow.regulations") / "data")).code == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_folder_that_is_not_there_is_named(line, tmp_path, monkeypatch, language):
    """Named on the command line or in the environment: nothing is printed, and the end is that of what cannot be read."""
    absent = tmp_path / "absent"
    named = line("regulations", "check", str(absent), lang=language)
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(absent))
    used = line("regulations", "list", lang=language)

    for ended in (named, used):
        assert (ended.code, ended.out) == (3, "")
        assert str(absent) in ended.err


@pytest.mark.parametrize("kind", RegulationError.__subclasses__())
def test_each_error_of_regulations_is_told_in_both_languages(kind):
    """By its own sentence, not by that of its root."""
    parameters = {
        "file": "f",
        "record": "r",
        "status": "verified",
        "first": "a",
        "second": "b",
        "problem": "name",
    }
    for language in ("vi", "en"):
        words = Words(language, (), ZoneInfo(ZONE))
        assert words.error(kind(**parameters)) != words.error(RegulationError(**parameters))


def test_what_is_no_text_is_named(line, overlay):
    """A file in another encoding, and a folder where a file should be."""
    (overlay / "vn.a.toml").write_bytes("about = 'Tập'".encode("utf-16"))
    assert (line("regulations", "list").code, "vn.a.toml" in line("regulations", "list").err) == (3, True)

    (overlay / "vn.a.toml").unlink()
    (overlay / "vn.b.toml").mkdir()
    assert line("regulations", "list").code == 3


def test_several_folders_are_read_in_turn(line, tmp_path, monkeypatch):
    """Separated as the system separates paths; what lies in them besides is passed over."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"vn.{name}.toml").write_text(TERM.replace("A term", name) + record(), "utf-8")
        (tmp_path / name / "README.md").write_text("notes", "utf-8")
    monkeypatch.setenv(
        "CIVICFLOW_REGULATIONS", os.pathsep.join([str(tmp_path / "one"), "", str(tmp_path / "two")])
    )
    listed = {each["id"] for each in line("regulations", "list", format="json").json}

    assert {"vn.one/2020-01-01", "vn.two/2020-01-01"} <= listed

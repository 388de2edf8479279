"""A city that is told from the command line: what it came to, and what cannot be told."""

import pytest

SMALL = ("--employees", "40", "--units", "2", "--months", "1", "--seed", "3")


def test_a_city_is_told_and_counted(line, tmp_path):
    """Every event is counted once by its topic, and what refused by its rule."""
    told = line("scenario", *SMALL, store=tmp_path / "city", format="json").json
    events = line("events", store=tmp_path / "city", format="json").lines

    assert told["events"] == len(events) == sum(each["times"] for each in told["topics"])
    assert {each["topic"]: each["times"] for each in told["topics"]}["employee.registered"] == 40
    assert [each["times"] for each in told["topics"]] == sorted(
        (each["times"] for each in told["topics"]), reverse=True
    )
    assert {"remote_place_is_free"} <= {each["rule"] for each in told["rules"]}


@pytest.mark.parametrize(
    "lang,words",
    [("vi", ("Những việc đã xảy ra", "Giao nhiệm vụ")), ("en", ("What happened", "Task assigned"))],
)
def test_the_summary_is_read_in_both_languages(line, tmp_path, lang, words):
    """Headings and events are in the language of the reader."""
    ended = line("scenario", *SMALL, store=tmp_path / "city", lang=lang)

    assert all(word in ended.out for word in words)
    assert ended.err == ""


def test_nothing_is_told_into_a_store_that_holds_a_record(line, office):
    """A city never mixes with what an office keeps."""
    before = line("events", store=office, format="json").out
    ended = line("scenario", *SMALL, store=office)

    assert (ended.code, ended.out) == (3, "")
    assert "--store" in ended.err
    assert line("events", store=office, format="json").out == before


@pytest.mark.parametrize(
    "options,field",
    [
        (("--employees", "4", "--units", "2"), "employees"),
        (("--months", "0"), "months"),
        (("--since", "2023-10-05"), "since"),
        (("--seed", "-1"), "seed"),
    ],
)
def test_numbers_that_make_no_city_are_refused(line, tmp_path, options, field):
    """With the field, before anything is opened."""
    ended = line("scenario", *options, store=tmp_path / "city")

    assert (ended.code, ended.out) == (2, "")
    assert field in ended.err
    assert not (tmp_path / "city").exists()

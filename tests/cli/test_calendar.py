"""Terms and working days from the command line."""

import pytest


def test_a_term_is_printed_with_what_it_was_derived_from(line):
    """E26: two working days over Tet, by the clock of the office, on the calendar and the hours that were used."""
    told = line("calendar", "add", "2026-02-13T10:00+07:00", "2 working_days", format="json").json

    assert told["end"] == "2026-02-24T10:00:00Z"
    assert told["derivation"] == {
        "start": "2026-02-13T03:00:00Z",
        "length": 2,
        "unit": "working_days",
        "calendar": "vn-2026.1",
        "regulation": None,
        "office_hours": "office_hours/2000-01-01",
        "projected": False,
    }


def test_a_day_stands_for_its_beginning(line):
    """So a term in working hours counts the whole of it."""
    assert (
        line("calendar", "add", "2026-03-10", "8 working_hours", format="json").json["end"]
        == "2026-03-10T10:00:00Z"
    )


def test_the_calendar_is_chosen_by_option_or_environment(line, monkeypatch):
    """K23: in vn-2026.2 the day after New Year 2026 is not worked."""
    ends = [
        line("calendar", "add", "2026-01-01", "1 working_days", *more, format="json").json
        for more in ((), ("--calendar", "vn-2026.2"))
    ]
    monkeypatch.setenv("CIVICFLOW_CALENDAR", "vn-2026.2")
    ends.append(line("calendar", "add", "2026-01-01", "1 working_days", format="json").json)

    assert [each["end"][:10] for each in ends] == ["2026-01-02", "2026-01-05", "2026-01-05"]
    assert [each["derivation"]["calendar"] for each in ends] == ["vn-2026.1", "vn-2026.2", "vn-2026.2"]


def test_the_hours_of_a_place_count(line, tmp_path, monkeypatch):
    """A city that closes at half past four."""
    fields = "\n".join(
        f'{name} = "time"' for name in ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
    )
    (tmp_path / "vn.hcmc.office_hours.toml").write_text(
        f'about = "Hours."\n[fields]\n{fields}\n[[record]]\neffective_from = 2020-01-01\ninstrument = "QĐ 1"\n'
        'status = "design"\n[record.value]\nmorning_from = "07:00"\nmorning_to = "11:00"\n'
        'afternoon_from = "13:00"\nafternoon_to = "16:30"\n',
        "utf-8",
    )
    monkeypatch.setenv("CIVICFLOW_REGULATIONS", str(tmp_path))
    ends = [
        line("calendar", "add", "2026-03-10", "1 working_days", "--locality", place, format="json").json[
            "end"
        ]
        for place in ("vn", "vn/hcmc/thu-duc")
    ]

    assert ends == ["2026-03-11T10:00:00Z", "2026-03-11T09:30:00Z"]


def test_working_days_are_counted_and_the_exceptions_named(line):
    """E18: August 2026 has 21, with 31 August off and Saturday the 22nd worked."""
    told = line("calendar", "days", "2026-08-01", "2026-08-31", format="json").json

    assert (told["working_days"], told["worked"], told["projected"]) == (21, ["2026-08-22"], False)
    assert told["off"] == [{"day": "2026-08-31", "name": "Ngày nghỉ (thay cho ngày 22/08/2026)"}]
    assert line("calendar", "days", "2027-01-04", "2027-01-04", format="json").json["projected"]


def test_it_is_told_in_the_language_of_the_reader(line):
    """Headings and units."""
    english, vietnamese = (
        line("calendar", "add", "2026-03-10", "1 sessions", lang=lang).out for lang in ("en", "vi")
    )

    assert ("sessions" in english, "Ends" in english) == (True, True)
    assert ("buổi" in vietnamese, "Hết hạn" in vietnamese) == (True, True)


@pytest.mark.parametrize(
    "words, code, named",
    [
        (["add", "2026-03-10", "5 days"], 2, "LENGTH"),
        (["add", "2026-03-10T10:00", "5 working_days"], 2, "START"),
        (["add", "yesterday", "5 working_days"], 2, "START"),
        (["add", "0001-01-01T00:00+07:00", "5 working_days"], 2, "START"),
        (["add", "9999-12-31T23:59+00:00", "5 working_days"], 2, "START"),
        (["add", "9999-12-31", "5 working_days"], 2, "START"),
        (["add", "2026-03-10", "5 working_days", "--calendar", "vn-2026"], 2, "vn-2026.1"),
        (["add", "2030-03-10", "5 working_days"], 1, "vn-2026.1"),
        (["days", "2026-03-10", "2026-03-09"], 2, "LAST"),
        (["days", "2026-3-10", "2026-03-09"], 2, "FIRST"),
        (["days", "2013-12-31", "2014-01-02"], 1, "vn-2026.1"),
    ],
)
def test_what_cannot_be_counted_is_named(line, words, code, named):
    """In either language, with nothing printed."""
    for language in ("en", "vi"):
        ended = line("calendar", *words, lang=language)
        assert (ended.code, ended.out) == (code, "")
        assert named in ended.err

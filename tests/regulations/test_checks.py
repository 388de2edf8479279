"""Examining files: all that is wrong is named at once, and what can be read is read."""

from civicflow.errors import (
    OverlappingRegulationsError,
    RegulationError,
    UnsourcedRegulationError,
)
from civicflow.regulations.checks import examine
from tests.regulations.shipped import TERM, record, texts

HOURS = """
about = "Office hours."
[fields]
morning_from = "time"
morning_to = "time"
afternoon_from = "time"
afternoon_to = "time"
"""


def wrong(files: dict[str, str]) -> list[tuple[type[RegulationError], object, object, object]]:
    """The kind, the file, the record and the field of each problem."""
    return [
        (type(each), found["file"], found.get("record"), found.get("field"))
        for each in examine(files).problems
        for found in [each.parameters]
    ]


def test_every_mistake_of_every_record_is_named() -> None:
    """Two records with two mistakes each, an unknown field of the head, and a file that cannot be read at all."""
    written = {
        "term.toml": "title = 1\n"
        + TERM
        + record("days = 1", status="likely")
        + record('working_days = "1"', since="2021-01-01", effective_to="1", note="1"),
        "other.toml": "about = ",
    }
    assert wrong(written) == [
        (RegulationError, "term.toml", "", "title"),
        (RegulationError, "other.toml", "", ""),
    ]
    written["term.toml"] = written["term.toml"].removeprefix("title = 1\n")
    assert wrong(written) == [
        (RegulationError, "term.toml", 1, "status"),
        (RegulationError, "term.toml", 1, "days"),
        (RegulationError, "term.toml", 1, "working_days"),
        (RegulationError, "term.toml", 2, "effective_to"),
        (RegulationError, "term.toml", 2, "note"),
        (RegulationError, "term.toml", 2, "working_days"),
        (RegulationError, "other.toml", "", ""),
    ]


def test_a_head_is_examined_to_its_end() -> None:
    """A name that is no key, a kind that does not exist, a word that is no text."""
    assert wrong({"Term.toml": 'about = 1\n[fields]\na = "number"\nb = []\n'}) == [
        (RegulationError, "Term.toml", "", field) for field in ("key", "about", "a", "b")
    ]


def test_what_does_not_go_together_is_named_pair_by_pair() -> None:
    """Records without a source, one subject in other fields, every two records that overlap."""
    written = {
        "vn.term.toml": TERM + record() + record(id='"again"') + record(id='"more"', status="verified"),
        "vn.hcmc.term.toml": 'about = "A term."\n[fields]\nhours = "count"\n',
        "ours/vn.term.toml": TERM + record(since="2022-01-01"),
    }
    overlap = OverlappingRegulationsError
    assert [(kind, file) for kind, file, _, _ in wrong(written)] == [
        (UnsourcedRegulationError, "vn.term.toml"),
        (RegulationError, "vn.hcmc.term.toml"),
        (overlap, "vn.term.toml"),
        (overlap, "ours/vn.term.toml"),
        (overlap, "ours/vn.term.toml"),
    ]


def test_what_can_be_read_is_read_beside_what_cannot() -> None:
    """One record is wrong, the other stands; so does the other file."""
    examined = examine({"term.toml": TERM + record() + record("days = 1"), "vn.term.toml": TERM + record()})
    assert [[each.id for each in sheet.provisions] for sheet in examined.sheets] == [
        ["term/2020-01-01"],
        ["vn.term/2020-01-01"],
    ]


def test_fields_that_contradict_one_another_are_found_when_a_file_is_read() -> None:
    """Office hours that run backwards, and office hours in other fields than civicflow reads."""
    backwards = record(
        'morning_from = "07:30"\nmorning_to = "11:30"\nafternoon_from = "17:00"\nafternoon_to = "13:00"'
    )
    (problem,) = examine({"vn.office_hours.toml": HOURS + backwards}).problems
    assert problem.parameters == {
        "file": "vn.office_hours.toml",
        "record": "vn.office_hours/2020-01-01",
        "field": "value",
        "problem": "order",
    }
    (problem,) = examine({"vn.office_hours.toml": TERM + record()}).problems
    assert problem.parameters["problem"] == "other-fields"


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    """All files are read, all records stand."""
    examined = examine(texts())
    assert examined.problems == ()
    assert len(examined.sheets) == len(texts())

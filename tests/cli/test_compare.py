"""What would differ, and what has changed, on the command line: side by side, in both languages, as data, with exit codes."""

import csv
import io
from pathlib import Path

import pytest

import civicflow as cf
from civicflow.testing import FixedClock, numbered_ids
from tests.regulations.shipped import texts
from tests.supposed import term, written

HELD = "2023-10-03T08:00+07:00"


@pytest.fixture(name="held")
def _held(office: Path) -> Path:
    """The office of October, in which T-17 rests since the 3rd; it is looked at again within five working days."""
    with cf.open(office, clock=FixedClock(HELD), ids=numbered_ids("held")) as flow:
        flow.execute(cf.task.AcknowledgeTask(task="T-17"), by="E-204")
        flow.execute(cf.task.HoldTask(task="T-17", cause="third_party", reason="Chờ phối hợp"), by="E-101")
    return office


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> str:
    """A folder in which a hold is looked at again on the next working day."""
    return str(written(tmp_path / "other", hold_review=term("1 working_days")))


@pytest.mark.usefixtures("held")
def test_what_would_differ_is_told_with_both_values_and_the_record(line, folder):
    """The review of the hold, the text of both records, both digests; the exit code says that something differs."""
    compared = ("compare", "on-time", "--as-of", "2023-10-04", "--regulations", folder)
    told, found = line(*compared), line(*compared, format="json").json
    (row,) = csv.DictReader(io.StringIO(line(*compared, format="csv").out))

    assert told.code == 1
    assert "open_holds[T-17].review_on" in told.out
    assert "2023-10-10 17:00" in told.out
    assert "2023-10-04 17:00" in told.out
    assert "10 working_days" not in told.out
    (difference,) = found["differences"]
    assert (difference["figure"], difference["before"], difference["after"]) == (
        "open_holds[T-17].review_on",
        "2023-10-10T10:00:00Z",
        "2023-10-04T10:00:00Z",
    )
    (record,) = found["records"]
    assert (record["before"]["value"], record["after"]["value"]) == (
        {"within": "5 working_days"},
        {"within": "1 working_days"},
    )
    assert found["head"]["supposed"] != found["head"]["regulations"]
    assert (row["figure"], row["line"]) == ("open_holds[T-17].review_on", "T-17")


@pytest.mark.usefixtures("held")
def test_where_nothing_differs_it_is_said_plainly(line, tmp_path):
    """The same file again; and figures of another name."""
    same = str(written(tmp_path / "same", hold_review=texts()["hold_review.toml"]))

    for words in (("--regulations", same), ("--regulations", same, "--figure", "weighted")):
        told = line("compare", "on-time", *words)
        assert (told.code, told.out.split("\n")[0].strip()) == (0, "Differs in nothing.")
    assert "Không có gì khác." in line("compare", "on-time", "--regulations", same, lang="vi").out
    assert line("compare", "on-time", "--regulations", same, format="json").json["differences"] == []


@pytest.mark.usefixtures("held")
def test_a_name_that_no_figure_has_is_refused(line, folder):
    """A slip of the pen must not look like a law that changes nothing; names that are near are told."""
    between = ("--since", "2023-10-02")

    for words in (("compare", "on-time", "--regulations", folder), ("changes", "on-time", *between)):
        told = line(*words, "--figure", "by[U-1].review_one")
        assert told.code == 2
        assert "There is no --figure named by[U-1].review_one; close to it: review_on" in told.err


@pytest.mark.usefixtures("held")
def test_only_the_figures_of_a_name_are_compared(line, folder):
    """By the end of its path."""
    compared = ("compare", "on-time", "--as-of", "2023-10-04", "--regulations", folder, "--figure")

    assert line(*compared, "review_on").code == 1
    assert line(*compared, "days").code == 0


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    "words, said",
    [
        (("compare", "on-time"), "--regulations: is missing"),
        (("changes", "on-time"), "--since: is missing"),
        (("changes", "on-time", "--since", "yesterday"), "--since: "),
        (
            ("changes", "on-time", "--since", "2023-10-09", "--known", "2023-10-02"),
            "--since: comes after the later instant",
        ),
        (
            ("changes", "on-time", "--since", "2023-10-02", "--position", "3"),
            "--position: does not go with two instants",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_understood_is_named(line, words, said):
    """The option that people wrote, exit code 2, nothing on standard output."""
    told = line(*words)

    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert line(*words, lang="vi").err not in {"", told.err}


@pytest.mark.usefixtures("held")
def test_what_has_changed_is_told_with_its_cause(line):
    """T-17 rests since then: a new fact, told as a sentence."""
    changed = ("changes", "on-time", "--since", "2023-10-02T09:00+07:00", "--known", "2023-10-03T09:00+07:00")
    told, found = line(*changed), line(*changed, format="json").json
    rows = list(csv.DictReader(io.StringIO(line(*changed, format="csv").out)))

    assert told.code == 1
    assert "new fact" in told.out
    assert "việc mới phát sinh" in line(*changed, lang="vi").out
    assert {each["kind"] for each in found["causes"]} == {"new_fact"}
    assert "task.held" in {each["topic"] for each in found["events"]}
    assert {row["figure"] for row in rows} == {each["figure"] for each in found["differences"]}
    assert (found["earlier"]["position"], found["later"]["position"]) == (6, 8)


@pytest.mark.usefixtures("held")
def test_where_nothing_has_changed_it_is_said_plainly(line):
    """Between an instant and itself."""
    told = line("changes", "on-time", "--since", "2023-10-03", "--known", "2023-10-03")

    assert told.code == 0
    assert "Differs in nothing." in told.out

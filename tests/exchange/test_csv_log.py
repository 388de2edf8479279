"""A log in CSV is read as it was written: one row an event, or one row a case."""

import csv
import io
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.exchange.csv_log import Sheet, case_attributes, cases_of_events, cases_of_rows
from civicflow.exchange.foreign_log import Reject, UnreadableLogError
from civicflow.exchange.log_file import LogFile
from tests.exchange.written_logs import CSV, written

HEAD = "case,activity,time,person\n"
VALUES = st.text(st.characters(codec="utf-8"), max_size=20)


def sheet(folder: Path, content: str | bytes, zipped: bool = False, **options: Any) -> Sheet:
    """A written file of events."""
    return Sheet(file=LogFile(written(folder, content, zipped=zipped)), **options)


def read(folder: Path, content: str | bytes, **options: Any) -> Any:
    """Everything that a file of events gives."""
    return list(cases_of_events(sheet(folder, content, **options), CSV))


@pytest.mark.parametrize("zipped", [False, True])
def test_rows_of_cases_that_mingle_are_gathered_by_case(tmp_path, zipped):
    """A file in order of time gives whole cases, each in the order of the file."""
    rows = "A,one,2023-01-02 08:00,P\nB,uno,2023-01-02 08:00,P\nA,two,2023-01-02 08:00,P\n"

    cases = read(tmp_path, HEAD + rows, zipped=zipped)

    assert [(case.id, [each.activity for each in case.events]) for case in cases] == [
        ("B", ["uno"]),
        ("A", ["one", "two"]),
    ]


def test_a_time_without_a_zone_is_local_time_of_the_mapping(tmp_path):
    """Winter and summer time follow the zone; a written offset wins."""
    rows = "A,x,2023-01-02T08:00,P\nA,x,2023-07-02T08:00,P\nA,x,2023-07-02T08:00+07:00,P\n"

    (case,) = read(tmp_path, HEAD + rows)

    assert [(each.at.hour, each.at.tzinfo) for each in case.events] == [(7, UTC), (6, UTC), (1, UTC)]


@pytest.mark.parametrize(
    "row, reason, case",
    [
        ("A,x,yesterday,P", "unreadable-time", "A"),
        ("A,,2023-01-02,P", "missing", "A"),
        (",x,2023-01-02,P", "missing", None),
        ("A,x,2023-01-02", "wrong-number-of-columns", None),
        ('A,"x"y,2023-01-02,P', "broken-row", None),
    ],
)
def test_a_broken_row_is_rejected_and_the_rest_goes_on(tmp_path, row, reason, case):
    """The reject names the line on which the row begins."""
    found = read(tmp_path, f"{HEAD}A,fine,2023-01-02,P\n{row}\nA,fine,2023-01-03,P\n")

    rejects = [each for each in found if isinstance(each, Reject)]
    assert [(each.row, each.reason, each.case) for each in rejects] == [(3, reason, case)]
    assert [len(each.events) for each in found if each not in rejects] == [2]


def test_a_broken_row_keeps_its_place_so_that_later_rows_keep_theirs(tmp_path):
    """Once the row is mended, the rows after it are still the same rows."""
    _, case = read(tmp_path, f"{HEAD}A,x,2023-01-02,P\nA,x,never,P\nA,x,2023-01-03,P\n")

    assert [each.ordinal for each in case.events] == [0, 2]


@given(rows=st.lists(st.tuples(st.sampled_from("ABC"), VALUES.filter(bool), VALUES), max_size=30))
def test_every_row_comes_back_as_written(rows, tmp_path_factory):
    """Commas, quotes and line breaks inside a value are part of it; nothing is lost and nothing is doubled."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["case", "activity", "time", "person"])
    writer.writerows([case, activity, "2023-01-02", person] for case, activity, person in rows)

    cases = read(tmp_path_factory.mktemp("log"), text.getvalue())

    for case in cases:
        expected = [(activity, person) for name, activity, person in rows if name == case.id]
        assert [(each.activity, each.attributes["person"]) for each in case.events] == expected
    assert sum(len(case.events) for case in cases) == len(rows)


def test_a_second_file_says_what_holds_for_the_whole_case(tmp_path):
    """A case that only the second file knows is a case without events; one that is named twice is counted once."""
    about = Sheet(
        file=LogFile(
            written(
                tmp_path, "case:id,case:deadline\nA,2023-02-01\nB,2023-03-01\nA,2023-04-01\n", name="cases"
            )
        )
    )
    known, rejects = case_attributes(about, "id")

    cases: list[Any] = list(cases_of_events(sheet(tmp_path, f"{HEAD}A,x,2023-01-02,P\n"), CSV, known))

    assert [(case.id, case.attributes["deadline"], len(case.events)) for case in cases] == [
        ("A", "2023-02-01", 1),
        ("B", "2023-03-01", 0),
    ]
    assert [(each.reason, each.row) for each in rejects] == [("repeated-case", 4)]


def test_one_row_can_be_one_case(tmp_path):
    """Registers of requests have one row a request; without its id a row is no case."""
    found: list[Any] = list(cases_of_rows(sheet(tmp_path, "case,opened\n,2023-01-02\nA,2023-01-03\n"), CSV))
    reject, case = found

    assert (reject.reason, reject.row) == ("missing", 2)
    assert (case.id, case.attributes["opened"], case.row) == ("A", "2023-01-03", 3)


@pytest.mark.parametrize(
    "content, problem",
    [
        ("", "empty"),
        ("case,activity,case\n", "column-twice"),
        ("case,activity,when\n", "column-missing"),
        (HEAD.encode() + "Ä,x,2023-01-02,P\n".encode("latin-1"), "wrong-encoding"),
        (b"\x1f\x8b\x08 not really gzip", "broken-gzip"),
        (HEAD + "x" * 2_000_000, "line-too-long"),
    ],
    ids=["empty", "twice", "missing", "encoding", "gzip", "long"],
)
def test_what_is_no_such_log_is_an_unreadable_file(tmp_path, content, problem):
    """The error names the file and the problem, and for a missing column the field that asks for it."""
    with pytest.raises(UnreadableLogError) as caught:
        read(tmp_path, content, required={"log.time": "time"})

    assert caught.value.parameters["problem"] == problem
    if problem == "column-missing":
        assert caught.value.parameters["field"] == "log.time"

"""A log of another system is recorded once, whatever happens on the way, and every row is accounted for."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import stream_of
from civicflow.core.recording import Claim, Recorded
from civicflow.errors import CivicflowError, ReadOnlyError
from civicflow.exchange.foreign_log import UnreadableLogError
from civicflow.exchange.mapping import LogMapping
from civicflow.exchange.mapping_file import mapping_of
from civicflow.exchange.recording import Summary, record_log
from civicflow.task.events import (
    ActivityRecorded,
    ResultReturned,
    ResultSubmitted,
    TaskAssigned,
    TaskCancelled,
    TaskCompleted,
    TaskReported,
)
from tests.exchange.register import Register
from tests.exchange.written_logs import attribute, event, trace, written, xes

HEAD = "case,activity,time,person,note\n"
VERBS = {
    "worked": "report",
    "handed in": "submit",
    "sent back": "return",
    "accepted": "complete",
    "dropped": "cancel",
}


def mapping(closed: dict[str, str] | None = None, **tables: Any) -> LogMapping:
    """A mapping of a register in CSV; with verbs unless it says itself what closed means."""
    content: dict[str, Any] = {
        "source": "register",
        "zone": "Asia/Ho_Chi_Minh",
        "log": {"format": "csv of events", "case": "case", "activity": "activity", "time": "time"},
        "task": {
            "work": "text:Application",
            "assignee": "first event:person",
            "assigned": {"at": "first event"},
            "due": {"after": "first event", "days": 5},
            "closed": closed or {"verb": "complete"},
        },
        "activity": {"person": "person", "keep": ["note"]},
        "verbs": {} if closed else VERBS,
    }
    return mapping_of(content | tables)


def recorded(
    folder: Path, content: str, register: Register, how: LogMapping | None = None, **options: Any
) -> Summary:
    """A written log, recorded."""
    return record_log(written(folder, content), how or mapping(), register.record, **options)


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a file in CSV."""
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def test_a_case_becomes_a_task_with_its_whole_life(tmp_path):
    """Assigned at its first row, then every row as it was called there, and after it what its verb says."""
    register = Register()
    rows = [
        ("worked", "2023-01-02 08:00", "Ms A"),
        ("handed in", "2023-01-03 08:00", "Ms A"),
        ("sent back", "2023-01-04 08:00", "Mr B"),
        ("handed in", "2023-01-05 08:00", "Ms A"),
        ("accepted", "2023-01-06 08:00", "Mr B"),
        ("dropped", "2023-01-07 08:00", "Mr B"),
    ]

    recorded(tmp_path, HEAD + "".join(f"N 1,{what},{when},{who},\n" for what, when, who in rows), register)
    events = [event for event, _ in register.kept.values()]

    assert {stream_of(event) for event in events} == {"task:register/N_1"}
    assert [type(event) for event in events if not isinstance(event, ActivityRecorded)] == [
        TaskAssigned,
        TaskReported,
        ResultSubmitted,
        ResultReturned,
        ResultSubmitted,
        TaskCompleted,
        TaskCancelled,
    ]
    ((completed, at),) = register.all(TaskCompleted)
    assert (completed.round, completed.approver, completed.assignee) == (2, "register/Mr_B", "register/Ms_A")
    assert completed.submitted_at == datetime(2023, 1, 5, 1, tzinfo=UTC)
    assert at == datetime(2023, 1, 6, 1, tzinfo=UTC)
    assert completed.receipt == "register/N 1/4"


def test_rows_are_told_in_order_of_time_and_equal_times_in_order_of_the_file(tmp_path):
    """A row that was written late takes its place; rows of one instant keep the order they were written in."""
    register = Register()
    times = {"c": "2023-01-03", "b": "2023-01-02", "a": "2023-01-02", "d": "2023-01-03"}

    recorded(tmp_path, HEAD + "".join(f"1,{what},{when},P,\n" for what, when in times.items()), register)

    assert [event.name for event, _ in register.all(ActivityRecorded)] == ["b", "a", "c", "d"]


def test_the_last_event_closes_a_case_and_later_events_close_it_again(tmp_path):
    """A longer log adds its new rows and a new completion; nothing that was recorded is claimed differently."""
    register, how = Register(), mapping(closed={"at": "last event"})
    short = f"{HEAD}1,a,2023-01-02,P,\n1,b,2023-01-03,P,\n"

    first = recorded(tmp_path, short, register, how)
    second = recorded(tmp_path, f"{short}1,c,2023-01-04,P,\n", register, how)

    assert (first.new, first.known) == (4, 0)
    assert (second.new, second.known, second.refused) == (2, 3, 0)
    assert [at.day for _, at in register.all(TaskCompleted)] == [2, 3]


def test_a_written_end_date_closes_a_case_though_work_goes_on(tmp_path):
    """The completion stands at its time among the rows, and says who decides on the result."""
    task = {
        "work": "case:kind",
        "approver": "last event:person",
        "assigned": {"at": "first event"},
        "closed": {"at": "case:end"},
    }
    log = {"format": "xes", "case": "concept:name", "activity": "concept:name", "time": "time:timestamp"}
    steps = [event(day, f"2023-01-0{day}T08:00:00Z", attribute("person", day)) for day in "135"]
    register = Register()

    how = mapping(closed={"at": "case:end"}, log=log, task=task)
    recorded(tmp_path, xes(trace("A", attribute("end", "2023-01-03T08:00:00Z"), *steps)), register, how)

    told = [event for event, _ in register.kept.values()]
    assert [event.name if isinstance(event, ActivityRecorded) else type(event) for event in told] == [
        TaskAssigned,
        "1",
        "3",
        TaskCompleted,
        "5",
    ]
    assert [(event.approver, event.receipt) for event, _ in register.all(TaskCompleted)] == [
        ("register/5", "register/A/end")
    ]


def test_what_is_claimed_differently_from_before_is_refused_and_listed(tmp_path):
    """A log that was changed after it was recorded is never taken silently, nor does it change what stands."""
    register, rejects = Register(), tmp_path / "rejects.csv"
    recorded(tmp_path, f"{HEAD}1,a,2023-01-02,P,x\n1,b,2023-01-03,P,x\n", register)

    summary = recorded(tmp_path, f"{HEAD}1,a,2023-01-02,P,x\n1,b,2023-01-03,P,y\n", register, rejects=rejects)

    assert (summary.new, summary.known, summary.refused) == (0, 2, 1)
    assert summary.reasons == {"command-id-reused": 1}
    assert [row[0] for row in rows_of(rejects)] == ["row", "3"]


@pytest.mark.parametrize("moment", ["9999-12-31", "0001-01-01T00:00", "2200-01-01T12:00+07:00"])
def test_a_time_beyond_any_record_is_rejected_with_its_row(tmp_path, moment):
    """Systems write the end of the calendar where they mean nothing; the rows around it are taken."""
    register = Register()

    summary = recorded(tmp_path, f"{HEAD}1,a,2023-01-02,P,\n1,b,{moment},P,\n", register)

    assert (summary.events, summary.reasons) == (1, {"unreadable-time": 1})


def test_rejects_are_listed_with_row_and_reason(tmp_path):
    """Whoever mends the log finds each line; a spreadsheet takes none of it for a formula."""
    rejects = tmp_path / "rejects.csv"
    rows = "=1+1,a,never,P,\n,a,2023-01-02,P,\n2,a\n3,a,2023-01-02,P,\n"

    summary = recorded(tmp_path, HEAD + rows, Register(), rejects=rejects)

    assert rows_of(rejects) == [
        ["row", "case", "reason", "parameters"],
        ["2", "'=1+1", "unreadable-time", "field: time; value: never"],
        ["2", "'=1+1", "missing", "field: task.assigned"],
        ["3", "", "missing", "field: case"],
        ["4", "", "wrong-number-of-columns", "expected: 5; found: 2"],
    ]
    assert (summary.cases, summary.events) == (1, 1)
    assert (summary.rejected_cases, summary.rejected_events) == (1, 3)


def test_an_event_id_that_comes_twice_in_a_case_is_rejected(tmp_path):
    """Two facts cannot have one id: the second would vanish as already known."""
    log = {"format": "csv of events", "case": "case", "activity": "activity", "time": "time", "event": "note"}
    register = Register()

    summary = recorded(
        tmp_path, f"{HEAD}1,a,2023-01-02,P,e1\n1,b,2023-01-02,P,e1\n", register, mapping(log=log)
    )

    assert (summary.events, summary.rejected_events, summary.reasons) == (1, 1, {"repeated-event": 1})


def test_a_case_that_comes_twice_is_rejected_with_its_events(tmp_path):
    """A log in XES can hold two traces of one name; the second cannot be told from the first."""
    log = {"format": "xes", "case": "concept:name", "activity": "concept:name", "time": "time:timestamp"}
    same = trace("A", event("a", "2023-01-02T08:00:00Z", attribute("person", "P")))
    register = Register()

    summary = recorded(tmp_path, xes(same, same), register, mapping(log=log))

    assert (summary.cases, summary.rejected_cases, summary.rejected_events) == (1, 1, 1)


def test_a_date_of_a_case_that_cannot_be_read_keeps_the_whole_case_out(tmp_path):
    """A task without its deadline would be neither on time nor late, and the figure would be wrong without a word."""
    how = mapping(
        log={"format": "csv of cases", "case": "case"},
        task={
            "work": "text:Request",
            "assigned": {"at": "case:opened"},
            "due": {"at": "case:target"},
            "closed": {"at": "case:closed"},
        },
        activity={},
        verbs={},
    )
    register = Register()
    rows = "1,2023-01-02,soon,\n2,2023-01-02,2023-01-09,2023-01-01\n3,,2023-01-09,\n"

    summary = recorded(tmp_path, f"case,opened,target,closed\n{rows}", register, how)

    assert summary.reasons == {"missing": 1, "unreadable-time": 1}
    assert (summary.cases, summary.rejected_cases) == (1, 2)
    assert [type(event) for event, _ in register.kept.values()] == [TaskAssigned, TaskCompleted]


def test_a_mapped_attribute_that_never_occurs_is_named(tmp_path):
    """A misspelt attribute of XES shows up in the summary, as does what the mapping leaves out."""
    log = {"format": "xes", "case": "concept:name", "activity": "concept:name", "time": "time:timestamp"}
    one = trace("A", event("a", "2023-01-02T08:00:00Z", attribute("remark", "x")))

    summary = recorded(tmp_path, xes(one), Register(), mapping(log=log))

    assert summary.never_found == ("activity.person", "activity.keep.note", "task.assignee")
    assert summary.left_out == ("remark",)


def test_a_break_in_the_file_is_told_after_what_came_before_it_was_recorded(tmp_path):
    """Once the whole file is there, recording it again adds the rest."""
    log = {"format": "xes", "case": "concept:name", "activity": "concept:name", "time": "time:timestamp"}
    whole = xes(*(trace(str(n), event("a", "2023-01-02T08:00:00Z")) for n in range(5)))
    register = Register()

    with pytest.raises(UnreadableLogError, match="not-xes"):
        recorded(tmp_path, whole[: whole.index("</log>")], register, mapping(log=log))
    before = len(register.kept)
    summary = recorded(tmp_path, whole, register, mapping(log=log))

    assert summary.new + before == summary.new + summary.known == 10


def test_a_store_that_cannot_be_written_stops_the_recording(tmp_path):
    """That is no reject of a row: nothing of the log could be taken."""

    def closed(claims: Iterable[Claim], *, source: str) -> Iterator[Recorded | CivicflowError]:
        for _ in claims:
            yield ReadOnlyError()

    with pytest.raises(ReadOnlyError):
        record_log(written(tmp_path, f"{HEAD}1,a,2023-01-02,P,\n"), mapping(), closed)


def test_progress_is_told_in_bytes_of_the_file(tmp_path):
    """From somewhere to the end, never backwards."""
    told: list[tuple[int, int]] = []
    rows = "".join(f"{n},a,2023-01-02,P,\n" for n in range(5_000))

    recorded(tmp_path, HEAD + rows, Register(), progress=lambda read, size: told.append((read, size)))

    assert [read for read, _ in told] == sorted(read for read, _ in told)
    assert told[-1][0] == told[-1][1] == len(HEAD + rows)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", ""]),
        st.sampled_from([*VERBS, "looked at", ""]),
        st.sampled_from(["2023-01-02", "2023-01-03T08:00", "2023-01-03T08:00", "never", ""]),
    ),
    max_size=25,
)


def as_csv(rows: list[tuple[str, str, str]]) -> str:
    """Rows as a file."""
    return HEAD + "".join(f"{case},{what},{when},P,\n" for case, what, when in rows)


@given(rows=ROWS)
def test_every_row_is_either_taken_or_rejected_and_a_second_time_adds_nothing(rows, tmp_path_factory):
    """Whatever is wrong with a log, the counts add up, and it can be recorded again."""
    folder, register = tmp_path_factory.mktemp("log"), Register()

    first = recorded(folder, as_csv(rows), register)
    kept = dict(register.kept)
    second = recorded(folder, as_csv(rows), register)

    assert first.events + first.rejected_events == len(rows)
    assert first.new == len(kept)
    assert (second.new, second.known, second.refused) == (0, first.new, 0)
    assert register.kept == kept


@given(rows=ROWS, cut=st.integers(0, 25))
def test_a_log_recorded_while_it_grew_equals_the_log_recorded_at_once(rows, cut, tmp_path_factory):
    """The longer log adds only what is new, as long as rows are written at their time and no earlier one is mended."""
    rows = sorted(rows, key=lambda row: row[2][:10])
    folder, grown, whole = tmp_path_factory.mktemp("log"), Register(), Register()

    recorded(folder, as_csv(rows[:cut]), grown)
    recorded(folder, as_csv(rows), grown)
    recorded(folder, as_csv(rows), whole)

    assert {id_: grown.kept[id_] for id_ in whole.kept} == whole.kept

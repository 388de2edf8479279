"""A log in XES is read as it was written, row by row, whatever its size and whatever is wrong with it."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.exchange.foreign_log import ForeignCase, Reject, UnreadableLogError
from civicflow.exchange.log_file import LogFile
from civicflow.exchange.xes import cases_of_xes
from tests.exchange.written_logs import XES, attribute, event, trace, written, xes

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"))


def read(folder: Path, content: str | bytes, **options: Any) -> Any:
    """Everything that a log written there gives."""
    return list(cases_of_xes(LogFile(written(folder, content, **options)), XES))


@pytest.mark.parametrize("zipped", [False, True])
def test_cases_and_events_come_in_the_order_of_the_file(tmp_path, zipped):
    """Equal times keep the order in which the other system wrote them."""
    same = "2011-10-11T13:45:40.276+02:00"
    log = xes(trace("B", event("second", same), event("first", same)), trace("A", event("only", same)))

    cases = read(tmp_path, log, zipped=zipped)

    assert [(case.id, [each.activity for each in case.events]) for case in cases] == [
        ("B", ["second", "first"]),
        ("A", ["only"]),
    ]
    assert cases[0].events[0].at == datetime(2011, 10, 11, 11, 45, 40, 276000, tzinfo=UTC)


def test_what_the_log_says_about_itself_is_no_case(tmp_path):
    """Extensions, globals and statistics of the whole log are skipped."""
    assert read(tmp_path, xes()) == []


def test_nested_attributes_are_kept_under_the_name_that_holds_them(tmp_path):
    """Attributes of attributes, lists and repeated names all survive, each under a name of its own."""
    inner = attribute("changed", "yes", "boolean")
    listed = f'<list key="parts"><values>{attribute("part", "a")}{attribute("part", "b")}</values></list>'
    nested = attribute("dossier", "X-1", inside=inner)

    (case,) = read(tmp_path, xes(trace("A", nested, event("done", "2011-10-11T13:45:40", listed))))

    assert case.attributes == {"concept:name": "A", "dossier": "X-1", "dossier/changed": "yes"}
    assert case.events[0].attributes["parts/part"] == "a"
    assert case.events[0].attributes["parts/part#2"] == "b"


@given(values=st.dictionaries(TEXT.filter(bool), TEXT, max_size=6), case=TEXT.filter(bool))
def test_whatever_an_attribute_holds_comes_back_as_written(values, case, tmp_path_factory):
    """Quotes, angle brackets, letters of any script: a value is read as it was written."""
    kept = {
        name: value for name, value in values.items() if name not in {"concept:name", "time:timestamp", "id"}
    }
    more = "".join(attribute(name, value) for name, value in kept.items())
    log = xes(trace(case, event("done", "2011-10-11T13:45:40Z", more)))

    (found,) = read(tmp_path_factory.mktemp("log"), log)

    assert found.id == case
    assert {name: found.events[0].attributes[name] for name in kept} == kept


@pytest.mark.parametrize(
    "broken, reason",
    [
        (event("done", "yesterday"), "unreadable-time"),
        (event("", "2011-10-11T13:45:40"), "missing"),
        (f"<event>{attribute('concept:name', 'done')}</event>", "missing"),
        (event("done", "2011-10-11T13:45:40", '<string value="no key"/>'), "attribute-without-key"),
        (event("done", "2011-10-11T13:45:40", '<string key="no value"/>'), "attribute-without-value"),
    ],
)
def test_a_broken_event_is_rejected_and_the_rest_goes_on(tmp_path, broken, reason):
    """One bad row costs one row, and the rows after it keep their place in the case."""
    fine = event("fine", "2011-10-11T13:45:40")

    reject, case = read(tmp_path, xes(trace("A", fine, broken, fine)))

    assert isinstance(reject, Reject)
    assert (reject.reason, reject.case, reject.events) == (reason, "A", 1)
    assert [each.ordinal for each in case.events] == [0, 2]


def test_a_case_without_an_id_is_rejected_with_all_its_rows(tmp_path):
    """What cannot be told apart from other cases is not guessed at; the count says how much fell with it."""
    nameless = f"<trace>{event('done', '2011-10-11T13:45:40')}{event('done', '2011-10-11T13:45:40')}</trace>"

    reject, case = read(tmp_path, xes(nameless, trace("A")))

    assert (reject.reason, reject.cases, reject.events) == ("missing", 1, 2)
    assert isinstance(case, ForeignCase)


def test_an_event_outside_every_case_is_rejected(tmp_path):
    """XES allows events without a case; they belong to no task."""
    (reject,) = read(tmp_path, xes(event("done", "2011-10-11T13:45:40")))

    assert reject.reason == "event-outside-case"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<log><trace><string key="concept:name" value="&b;"/></trace></log>'
)
ENDLESS = "<log><trace>" + '<string key="a" value="b">' * 60


@pytest.mark.parametrize(
    "content, problem",
    [
        (LAUGHS, "doctype"),
        ('<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "doctype"),
        ("<logbook/>", "not-xes"),
        ("case,activity\n1,2\n", "not-xes"),
        ("", "not-xes"),
        (xes(trace("A"))[:-20], "not-xes"),
        (xes(trace("Ä")).encode("latin-1"), "not-xes"),
        (ENDLESS, "nested-too-deep"),
        ('<log><trace><string key="a" value="' + "x" * 3_000_000, "element-too-long"),
    ],
    ids=["laughs", "external", "other-root", "csv", "empty", "cut", "encoding", "deep", "long"],
)
def test_what_is_no_log_in_xes_is_an_unreadable_file(tmp_path, content, problem):
    """The error names the file and the problem; entities are never expanded."""
    with pytest.raises(UnreadableLogError) as caught:
        read(tmp_path, content)

    assert caught.value.parameters["problem"] == problem
    assert caught.value.parameters["file"] == "log"


def test_a_cut_gzip_is_an_unreadable_file(tmp_path):
    """What arrived in half is said to be broken, after the cases that came whole."""
    path = written(tmp_path, xes(*(trace(str(number)) for number in range(20_000))), zipped=True)
    path.write_bytes(path.read_bytes()[:-2_000])
    cases: Any = cases_of_xes(LogFile(path), XES)

    assert next(cases).id == "0"
    with pytest.raises(UnreadableLogError, match="broken-gzip"):
        list(cases)


def test_a_missing_file_is_an_unreadable_file(tmp_path):
    """The error is the same whether a file is absent or unfit."""
    with pytest.raises(UnreadableLogError, match="cannot-be-opened"):
        LogFile(tmp_path / "nowhere.xes")


def test_memory_does_not_grow_with_the_length_of_the_log(tmp_path):
    """A year's log is read in the memory of one case."""
    one = trace("A", *(event("done", "2011-10-11T13:45:40") for _ in range(10)))
    path = written(tmp_path, xes(one * 5_000), zipped=True)

    tracemalloc.start()
    cases: Any = cases_of_xes(LogFile(path), XES)
    count = sum(len(case.events) for case in cases)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 50_000
    assert peak < 3_000_000

"""A mapping says what another system's words mean; every mistake in it names the field before anything is read."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.exchange.mapping import MappingError, Moment, Said
from civicflow.exchange.mapping_file import load_mapping, mapping_of

MAPPINGS = sorted((Path(__file__).parents[2] / "examples" / "mappings").glob("*.toml"))

EVENTS = """
source = "register"
zone = "Asia/Ho_Chi_Minh"

[log]
format = "csv of events"
case = "case"
activity = "activity"
time = "time"

[task]
work = "text:Application"
assignee = "case:clerk"
assigned = { at = "first event" }
due = { after = "first event", days = 30, hours = 12 }
closed = { verb = "complete" }

[activity]
person = "person"
keep = ["note"]

[verbs]
"Handed out" = "complete"
"""


def changed(old: str, new: str) -> Any:
    """The mapping above with one change, as it is read from its file."""
    assert old in EVENTS
    return tomllib.loads(EVENTS.replace(old, new))


def test_a_mapping_says_where_texts_and_times_are_found():
    """Deadlines can be written on the case or counted in elapsed time from an event."""
    mapping = mapping_of(tomllib.loads(EVENTS))

    assert mapping.task.work == Said("text", "Application")
    assert mapping.task.assignee == Said("case", "clerk")
    assert mapping.task.due == Moment("first event", "", timedelta(days=30, hours=12))
    assert mapping.task.closed == "complete"
    assert mapping.columns_needed("event")["activity.person"] == "person"
    assert mapping.columns_needed("case") == {"task.assignee": "clerk"}


@pytest.mark.parametrize(
    "old, new, field, problem",
    [
        ('source = "register"', "", "source", "missing"),
        ('source = "register"', 'source = "My Register"', "source", "not-allowed"),
        ('"Asia/Ho_Chi_Minh"', '"Asia/Saigon2"', "zone", "unknown-zone"),
        ('"Asia/Ho_Chi_Minh"', "7", "zone", "not-a-text"),
        ('"csv of events"', '"xlsx"', "log.format", "not-allowed"),
        ('case = "case"', "", "log.case", "missing"),
        ('case = "case"', 'case = "case"\nfolder = "here"', "log.folder", "unknown"),
        ('case = "case"', 'case = "case"\nencoding = "klingon"', "log.encoding", "unknown-encoding"),
        ('case = "case"', 'case = "case"\nencoding = "hex"', "log.encoding", "unknown-encoding"),
        ('case = "case"', 'case = "case"\ndelimiter = ";;"', "log.delimiter", "not-allowed"),
        (
            'case = "case"',
            'case = "case"\ncases = { file = "../a", case = "id" }',
            "log.cases.file",
            "not-allowed",
        ),
        ("days = 30", "days = 99999999999", "task.due.days", "not-allowed"),
        ("[log]", "[logs]", "log", "missing"),
        ('"text:Application"', '"Application"', "task.work", "not-a-place"),
        ('"text:Application"', '"text:"', "task.work", "not-a-place"),
        ('"case:clerk"', '"clerk"', "task.assignee", "not-a-place"),
        ('{ at = "first event" }', '{ at = "first event:time" }', "task.assigned.at", "not-a-time"),
        ('{ at = "first event" }', '{ at = "text:2023-01-01" }', "task.assigned.at", "not-a-time"),
        ('{ at = "first event" }', '{ on = "first event" }', "task.assigned.at", "missing"),
        ('{ at = "first event" }', '"first event"', "task.assigned", "not-a-table"),
        ("days = 30", 'days = "30"', "task.due.days", "not-a-whole-number"),
        ("days = 30", "weeks = 4", "task.due.weeks", "unknown"),
        ('{ verb = "complete" }', '{ verb = "submit" }', "task.closed.verb", "not-allowed"),
        ('{ verb = "complete" }', '{ at = "last event" }', "task.closed", "closed-twice"),
        ('= "complete"\n', '= "submit"\n', "task.closed", "verb-complete-missing"),
        ('= "complete"\n', '= "finish"\n', "verbs.Handed out", "not-allowed"),
        ('["note"]', '"note"', "activity.keep", "not-a-list-of-texts"),
    ],
)
def test_a_mistake_names_its_field_and_what_is_wrong(old, new, field, problem):
    """Whoever wrote the mapping finds the line; nothing was recorded."""
    with pytest.raises(MappingError) as caught:
        mapping_of(changed(old, new))

    assert (caught.value.parameters["field"], caught.value.parameters["problem"]) == (field, problem)


def test_where_one_row_is_one_case_there_are_no_events_to_speak_of():
    """A time of the first event cannot be asked for where the log has no events."""
    content = changed('"csv of events"', '"csv of cases"')
    del content["log"]["activity"], content["log"]["time"]

    with pytest.raises(MappingError, match="no-events"):
        mapping_of(content)


def test_a_file_that_is_no_toml_is_named(tmp_path):
    """A broken file is a mistake in the mapping like any other."""
    (tmp_path / "mine.toml").write_text("source = ")

    with pytest.raises(MappingError, match=r"mine\.toml"):
        load_mapping(tmp_path / "mine.toml")


def test_a_file_that_is_not_there_is_no_broken_one(tmp_path):
    """It cannot be opened; what it would say is another matter."""
    with pytest.raises(MappingError, match="cannot-be-opened"):
        load_mapping(tmp_path / "nope.toml")


@given(
    content=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["source", "log", "task", "zone"]), inner)
        ),
        max_leaves=12,
    )
)
def test_whatever_stands_in_a_mapping_the_error_is_typed(content):
    """No content of a file makes the reading of it fall over."""
    with pytest.raises(MappingError):
        mapping_of({"source": "s", "zone": "UTC", "log": content, "task": content} if content else {})


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_every_example_says_what_it_calls_closed_and_on_time(path):
    """A figure means nothing without its definition, so each mapping opens with it."""
    opening = path.read_text(encoding="utf-8").partition("source =")[0]

    assert load_mapping(path).source
    assert "# Closed:" in opening
    assert "# On time:" in opening

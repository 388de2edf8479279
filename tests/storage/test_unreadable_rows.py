"""A stored row that is not what it should be is refused by name, wherever it is read, and nothing is imported for it."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.core.log import Envelope
from civicflow.errors import (
    InvalidInputError,
    MalformedEventError,
    NewerSchemaError,
    TooLargeError,
    UnknownTopicError,
    UnreadableEventError,
)
from civicflow.storage.memory import MemoryLog
from civicflow.storage.stores import Store
from tests.storage.letters import (
    NOON,
    NOW,
    ParcelReceived,
    Visit,
    VisitsNoted,
    answered,
    codec,
    filing,
    opened,
    received,
)

BODY = b'{"letter":"L-9","office":"A","readers":[],"subject":null,"written_at":null}'
INSERT = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?)"
INSERT_TEXT = "INSERT INTO log VALUES (?,?,?,?,?,?,CAST(? AS TEXT),?)"

UNREADABLE = {
    "a topic that nobody knows": ("letter.burnt", BODY, UnknownTopicError),
    "a topic that names a module": ("canary_of_the_tests:Event", BODY, UnknownTopicError),
    "a topic that names a module and a version": ("canary_of_the_tests@2", BODY, UnknownTopicError),
    "a newer schema": ("letter.answered@3", b'{"letter":"L-9","office":"A","days":1}', NewerSchemaError),
    "a newer schema of an event with one": ("letter.received@2", BODY, NewerSchemaError),
    "an unknown field": ("letter.received", BODY[:-1] + b',"colour":"red"}', MalformedEventError),
    "an unknown field that looks as if it were counted": (
        "letter.received",
        BODY.replace(b'"letter":', b'"letter" :').replace(b"}", b',"colour":"red"}'),
        MalformedEventError,
    ),
    "an unknown field inside another": (
        "letter.received",
        BODY.replace(b'"subject":null', b'"subject":{"v":"x","colour":"red"}'),
        MalformedEventError,
    ),
    "a repeated field": ("letter.received", BODY[:-1] + b',"office":"B"}', MalformedEventError),
    "a repeated field inside another": (
        "letter.received",
        BODY.replace(b'"subject":null', b'"subject":{"k":null,"v":"x","v":"y"}'),
        MalformedEventError,
    ),
    "a missing field": ("letter.received", BODY.replace(b'"readers":[],', b""), MalformedEventError),
    "a field of another type": ("letter.received", BODY.replace(b'"A"', b"7"), MalformedEventError),
    "a time without a zone": (
        "letter.received",
        BODY.replace(b'"written_at":null', b'"written_at":"2023-10-02T05:00:00"'),
        MalformedEventError,
    ),
    "a time without a zone, inside another field": (
        "visits.noted",
        b'{"day":"2023-10-02","visits":[{"at":"2023-10-02T05:00:00"}]}',
        MalformedEventError,
    ),
    "an unknown field inside a list": (
        "visits.noted",
        b'{"day":"2023-10-02","visits":[{"at":"2023-10-02T05:00:00Z","colour":"red"}]}',
        MalformedEventError,
    ),
    "no JSON at all": ("letter.received", b"\x80\x04K\x01.", MalformedEventError),
    "nothing": ("letter.received", b"", MalformedEventError),
    "a body over 64 KiB": (
        "letter.received",
        BODY.replace(b'"L-9"', b'"' + b"L" * 70_000 + b'"'),
        MalformedEventError,
    ),
    "a body that is nested too deep": (
        "parcel.received",
        b'{"parcel":"P-1","contents":{"in":' + b"[" * 30 + b"]" * 30 + b"}}",
        MalformedEventError,
    ),
    "a body that is nested far too deep": (
        "parcel.received",
        b'{"parcel":"P-1","contents":{"in":' + b"[" * 20_000 + b"]" * 20_000 + b"}}",
        MalformedEventError,
    ),
    "an unknown field in an older version": (
        "letter.answered",
        b'{"letter":"L-9","office":"A","colour":"red"}',
        MalformedEventError,
    ),
    "a repeated field in an older version": (
        "letter.answered",
        b'{"letter":"L-9","office":"A","office":"B"}',
        MalformedEventError,
    ),
}


def smuggle(
    store: Store, address: str, topic: str, body: bytes, envelope: bytes = b"{}", *, insert: str = INSERT
) -> int:
    """Put a row into the tables past all doors; its position."""
    position = store.log.head() + 1
    row = (position, "letter:L-9", position, topic, NOW, NOW, body, envelope)
    if isinstance(store.log, MemoryLog):
        with store.log.writing() as tables:
            tables.add([row], [("office:A", position)])
        return position
    connection = (
        psycopg.connect(address, options="-c search_path=civicflow")
        if address.startswith("postgresql:")
        else sqlite3.connect(Path(address) / "log.db")
    )
    mark = "%s" if address.startswith("postgresql:") else "?"
    with connection:
        connection.execute(insert.replace("?", mark), row)
        connection.execute(f"INSERT INTO event_key VALUES ({mark}, {mark})", ("office:A", position))
    connection.close()
    return position


@pytest.fixture(name="store")
def _store(address) -> Iterator[Store]:
    with opened(address) as store:
        store.log.append(filing(received("L-1", subject=FreeText(v="Đơn"), written_at=NOON)), NOW)
        yield store


READERS = {
    "one after another": lambda log: list(log.read(0, 99)),
    "only those of other topics": lambda log: list(log.read(0, 99, ["letter.answered"])),
    "with their envelopes": lambda log: list(log.entries()),
    "of a key": lambda log: list(log.entries(key="office:A")),
    "of a stream": lambda log: list(log.entries(stream="letter:L-9")),
    "as history": lambda log: log.history("letter:L-9"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_a_row_that_cannot_be_read_is_named_by_position_and_stream(store, address, fault):
    """Every reader stops there and says where, but one that leaves this kind of event out on purpose."""
    topic, body, error = UNREADABLE[fault]
    position = smuggle(store, address, topic, body)

    for name, reader in READERS.items():
        left_out = error is MalformedEventError and not topic.startswith("letter.answered")
        if left_out and name == "only those of other topics":
            continue
        with pytest.raises(UnreadableEventError) as raised:
            reader(store.log)
        assert type(raised.value) is error, name
        assert raised.value.parameters["position"] == position
        assert raised.value.parameters["stream"] == "letter:L-9"


def test_text_where_bytes_are_stored_is_named(tmp_path):
    """SQLite lets a row hold text in a column of bytes; what is hashed and compared are bytes."""
    with opened(str(tmp_path)) as store:
        store.log.append(filing(received("L-1")), NOW)
        position = smuggle(store, str(tmp_path), "letter.received", BODY, insert=INSERT_TEXT)

        for name, reader in READERS.items():
            if name == "only those of other topics":
                continue
            with pytest.raises(MalformedEventError) as raised:
                reader(store.log)
            assert raised.value.parameters["position"] == position


def test_a_module_that_a_row_names_is_never_imported(store, address, tmp_path, monkeypatch):
    """Whoever can write to the database cannot make civicflow run code: neither by topic nor through the library's door."""
    (tmp_path / "canary_of_the_tests.py").write_text("raise AssertionError('the canary was imported')")
    monkeypatch.syspath_prepend(tmp_path)
    for topic in ("canary_of_the_tests:Event", "canary_of_the_tests", "canary_of_the_tests:Event@2"):
        smuggle(store, address, topic, b'{"originator_topic":"canary_of_the_tests:Event"}')

    with pytest.raises(UnknownTopicError):
        list(store.log.read(0, 99))
    application = store.application()
    with pytest.raises(UnknownTopicError):
        list(application.events.get("letter:L-9"))

    assert "canary_of_the_tests" not in sys.modules


def test_an_older_event_is_brought_up_to_date(store, address):
    """An answer of the first version, which had no days, is read as one of the second."""
    smuggle(store, address, "letter.answered", b'{"letter":"L-9","office":"A"}')

    assert [event for _, event in store.log.read(1, 99)] == [answered("L-9", days=0)]
    assert [event for _, event in store.log.read(0, 99, ["letter.answered"])] == [answered("L-9", days=0)]


def test_other_bytes_of_the_same_content_are_read(store, address):
    """Another writer may put blanks between, turn the order about, and leave out what has a default."""
    body = b'{ "office": "A", "letter": "L-9",\n "readers": [], "written_at": null, "subject": {"v": "\\u0110"} }'
    smuggle(store, address, "letter.received", body)

    assert [event for _, event in store.log.read(1, 99)] == [received("L-9", subject=FreeText(v="Đ"))]


@pytest.mark.parametrize(
    "envelope",
    [b'{"by":"E-1","colour":"red"}', b'{"by":"E-1","by":"E-2"}', b'{"by":7}', b"", b"[]", b"x" * 70_000],
)
def test_an_envelope_that_cannot_be_read_is_named(store, address, envelope):
    """Only who asks for envelopes meets it; who asks for events alone reads on."""
    position = smuggle(store, address, "letter.received", BODY, envelope)

    with pytest.raises(MalformedEventError) as raised:
        list(store.log.entries())

    assert raised.value.parameters["position"] == position
    assert raised.value.parameters["stream"] == "letter:L-9"
    assert len(list(store.log.read(0, 99))) == 2


@frozen(kw_only=True, eq=False, repr=False)
class ActOfSomebodyElse(Event):
    """An event that was not plugged in."""

    topic: ClassVar[str] = "act.of_somebody_else"
    stream: ClassVar[tuple[str, ...]] = ("act", "topic")


def endless() -> list[Any]:
    """A list in a list, and so on, until no stack is deep enough."""
    found: list[Any] = []
    for _ in range(100_000):
        found = [found]
    return found


NEVER_WRITTEN = {
    "a body over 64 KiB": (received(subject=FreeText(v="x" * 70_000)), TooLargeError),
    "a body that is nested too deep": (
        ParcelReceived(parcel="P-1", contents={"in": [[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]}),
        TooLargeError,
    ),
    "a time without a zone": (received(written_at=NOON.replace(tzinfo=None)), InvalidInputError),
    "a time without a zone, inside another field": (
        VisitsNoted(day="2023-10-02", visits=(Visit(at=NOON.replace(tzinfo=None)),)),
        InvalidInputError,
    ),
    "a body that is nested without end": (
        ParcelReceived(parcel="P-1", contents={"in": endless()}),
        TooLargeError,
    ),
    "an event of another catalogue": (ActOfSomebodyElse(), InvalidInputError),
    "half a character": (received(office="\ud800"), InvalidInputError),
    "a name with a null character": (received(office="A\0"), InvalidInputError),
    "a field of another type": (received(office=7), InvalidInputError),
    "a missing value": (received(office=None), InvalidInputError),
    "a value that has no bytes": (ParcelReceived(parcel="P-1", contents={"at": object()}), InvalidInputError),
}


@pytest.mark.parametrize("fault", NEVER_WRITTEN)
def test_what_could_not_be_read_back_is_never_written(store, fault):
    """The log can only grow, so a row that nobody could read would be there for ever."""
    event, error = NEVER_WRITTEN[fault]

    with pytest.raises(error):
        store.log.append(filing(event, command_id="c-2", versions={"letter:L-1": 1}), NOW)

    assert store.log.head() == 1
    assert store.log.filed("c-2") is None


def test_what_holds_times_inside_is_read_back(store):
    """Times with a zone may stand wherever they belong."""
    noted = VisitsNoted(day="2023-10-02", visits=(Visit(at=NOON),))
    store.log.append(filing(noted, command_id="c-2"), NOW)

    assert [event for _, event in store.log.read(1, 9)] == [noted]


def test_a_command_whose_content_has_no_digest_is_named():
    """It could not be told from another one under the same id."""
    for content in ({"at": object()}, {"text": "\ud800"}, {"in": endless()}):
        with pytest.raises(InvalidInputError) as raised:
            codec().fingerprint("receive-letter", content)
        assert raised.value.parameters["field"] == "receive-letter"


def test_an_envelope_over_64_kib_is_never_written(store):
    """What a decision relied on has room for thousands of streams, not for a flood."""
    many = {f"letter:L-{number}": 0 for number in range(5_000)}

    with pytest.raises(TooLargeError) as raised:
        store.log.append(filing(answered(), command_id="c-2", envelope=Envelope(streams=many)), NOW)

    assert raised.value.parameters["field"] == "envelope"
    assert store.log.head() == 1


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_whatever_bytes_stand_in_a_row_the_answer_is_an_event_or_a_named_error(body):
    """No bytes make the reader fail in any other way."""
    try:
        event = codec().decode("letter.received", body, 7, "letter:L-9")
    except MalformedEventError:
        return
    assert codec().decode("letter.received", codec().encode(event), 7, "letter:L-9") == event


@given(st.integers(0, len(BODY) - 1), st.binary(min_size=1, max_size=3))
def test_a_row_with_a_few_changed_bytes_is_read_for_what_it_says_or_refused(place, bytes_):
    """Nothing that stands in the body is passed over: read and written again, it says the same."""
    body = BODY[:place] + bytes_ + BODY[place + len(bytes_) :]
    try:
        event = codec().decode("letter.received", body, 7, "letter:L-9")
    except MalformedEventError:
        return
    assert json.loads(codec().encode(event)) == json.loads(body)

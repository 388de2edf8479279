"""What a release has stored, every later one reads; see README.md here for how the files come and stay."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import attrs
import pytest

from civicflow.core.fields import FreeText
from civicflow.storage.catalogue import stored_topic
from tests.golden.specimens import BARE, CATALOGUE, CODEC, FOLDER, RELEASE, contents, path_of, specimens

FILES = sorted(FOLDER.glob("*/*.jsonl"))
RELEASED = [line.split() for line in (FOLDER / "released.txt").read_text().splitlines()]


def named(path):
    """A golden file as the list of released ones names it."""
    return path.relative_to(FOLDER).as_posix()


def test_every_event_of_the_catalogue_has_a_golden_file():
    """An event that could be stored and is not kept here would one day be misread unnoticed; none is left over either."""
    ours = {path_of(kind) for kind in CATALOGUE.events.values()}

    assert {path for path in FILES if path.parent.name == RELEASE} == ours


@pytest.mark.parametrize("kind", CATALOGUE.events.values(), ids=stored_topic)
def test_today_an_event_is_written_as_the_golden_file_says(kind):
    """Byte for byte, body and envelope."""
    assert path_of(kind).read_text("utf-8") == contents(kind)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_whatever_any_release_has_stored_is_read_today(path):
    """The event is the one that was meant, brought up to today's fields; of an unchanged schema nothing else is written."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        columns = json.loads(line)
        topic, body, envelope = columns["topic"], columns["body"].encode(), columns["envelope"].encode()
        event = CODEC.decode(topic, body, 1, "stream")
        found = CODEC.decode_envelope(envelope, 1, "stream")

        assert (event, found) == list(specimens(type(event)))[number]
        if topic == stored_topic(type(event)):
            assert (CODEC.encode(event), CODEC.encode_envelope(found)) == (body, envelope)


def test_files_of_a_release_never_change():
    """The list of digests only grows; a file of a release that is not listed, or not there, is an error as well."""
    digests = {named(path): sha256(path.read_bytes()).hexdigest() for path in FILES}
    listed = {name: digest for digest, name in RELEASED}

    assert {name: digests.get(name) for name in listed} == listed
    assert [name for name in digests if name not in listed and not name.startswith(f"{RELEASE}/")] == []


@pytest.mark.parametrize("kind", CATALOGUE.events.values(), ids=stored_topic)
def test_every_field_that_may_be_empty_is_seen_both_ways(kind):
    """The examples are worth their name: whatever the type lets be empty is full in one line and empty in the other."""
    (filled, _), (bare, _) = specimens(kind)
    values = list(beside(filled, bare))

    assert all(full not in (None, (), {}) for full, _ in values)
    assert all(full == empty or empty in (None, (), {}, *BARE.values()) for full, empty in values)


def beside(filled: Any, bare: Any) -> Iterator[tuple[object, object]]:
    """The values of each field in both examples, also of the fields within a field."""
    for name in (field.name for field in attrs.fields(type(filled))):
        full, empty = getattr(filled, name), getattr(bare, name)
        if attrs.has(type(full)) and type(full) is type(empty) and type(full) is not FreeText:
            yield from beside(full, empty)
        else:
            yield full, empty

"""One writer at a time: what is filed under the lock is there together or not at all, and nobody sees half of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from civicflow.errors import ConflictError
from civicflow.storage.stores import Store
from tests.storage.letters import NOW, answered, filing, opened, received


@pytest.fixture(name="store")
def _store(address) -> Iterator[Store]:
    with opened(address) as store:
        yield store


def test_what_is_filed_under_the_lock_is_seen_when_it_is_let_go(store):
    """The desk reads what it has written; everybody else reads the log as it was."""
    with store.log.lock() as desk:
        desk.append(filing(received(office="A")), NOW)
        assert desk.version("letter:L-1") == 1
        assert desk.holders("office:A", "letter") == (("letter:L-1",), 1)
        assert desk.filed("c-1") is not None
        assert store.log.head() == store.log.version("letter:L-1") == 0
        assert store.log.holders("office:A", "letter") == ((), 0)
        assert store.log.filed("c-1") is None
        assert list(store.log.entries()) == []

    assert [entry.event for entry in store.log.entries()] == [received(office="A")]


def test_a_block_that_fails_leaves_nothing_behind(store):
    """Neither events nor keys nor command ids; the positions are given again."""
    store.log.append(filing(received()), NOW)

    def fail_half_way() -> None:
        with store.log.lock() as desk:
            desk.append(filing(received("L-2", office="B"), command_id="c-2"), NOW + 5)
            raise ValueError

    with pytest.raises(ValueError):
        fail_half_way()

    assert store.log.last() == (1, NOW)
    assert store.log.holders("office:B", "letter") == ((), 0)
    assert store.log.filed("c-2") is None
    assert store.log.append(filing(received("L-2"), command_id="c-2"), NOW).first == 2


def test_a_conflict_inside_a_block_leaves_the_others_standing(store):
    """The clerk beside is not held up by one form that comes too late."""
    with store.log.lock() as desk:
        desk.append(filing(received()), NOW)
        with pytest.raises(ConflictError) as raised:
            desk.append(filing(answered(), command_id="c-2"), NOW)
        desk.append(filing(answered(), command_id="c-3", versions={"letter:L-1": 1}), NOW)

    assert raised.value.parameters == {"stream": "letter:L-1"}
    assert [event for _, event in store.log.read(0, 9)] == [received(), answered()]


def test_threads_share_a_store(store):
    """Eight threads file and read at once: positions are dense, times do not decrease, no reading is torn."""

    def work(thread: int) -> None:
        for number in range(10):
            letter = f"L-{thread}-{number}"
            events = (received(letter, office=f"{thread}"), answered(letter, office=f"{thread}"))
            filed = store.log.append(filing(*events, command_id=letter), NOW + number)
            read = [event for _, event in store.log.read(filed.first - 1, filed.last)]
            assert read == list(events)
            assert store.log.head() % 2 == 0

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(work, thread) for thread in range(8)]:
            done.result()

    entries = list(store.log.entries())
    assert [entry.at.position for entry in entries] == list(range(1, 161))
    assert all(before.at.recorded <= after.at.recorded for before, after in pairwise(entries))
    assert store.log.position_at(NOW + 99) == 160


def test_threads_that_rely_on_the_same_key_take_turns(store):
    """Of eight who all saw an empty office one files; for the others the key has moved."""

    def work(thread: int) -> bool:
        letter = filing(received(f"L-{thread}"), command_id=f"c-{thread}", keys={"office:A": 0})
        try:
            store.log.append(letter, NOW)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(work, range(8))) == [False] * 7 + [True]

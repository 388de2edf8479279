"""Processes that write one file take turns in the order in which they came."""

from threading import Event, Thread
from time import monotonic, sleep

import pytest

from civicflow.errors import LockTimeoutError, StoreError
from civicflow.storage.write_queue import turn


@pytest.fixture(name="path")
def _path(tmp_path):
    return tmp_path / "log.queue"


def test_whoever_comes_first_writes_first(path):
    """Five who come while a sixth writes are let in one after another, in the order of coming."""
    order: list[int] = []

    def write(number: int) -> None:
        with turn(path, 10):
            order.append(number)

    with turn(path, 0):
        waiting = [Thread(target=write, args=(number,)) for number in range(5)]
        for each in waiting:
            each.start()
            sleep(0.05)
        assert order == []
    for each in waiting:
        each.join()

    assert order == [0, 1, 2, 3, 4]


def test_who_has_waited_long_enough_is_told(path):
    """A writer that never lets go does not hold others for ever."""
    begun = monotonic()
    with turn(path, 0), pytest.raises(LockTimeoutError), turn(path, 0.1):
        pass

    assert 0.1 <= monotonic() - begun < 5


def test_a_place_that_was_given_up_holds_up_nobody(path):
    """When the turn of one comes who has gone away, the next is let in at once."""
    came = Event()

    def wait() -> None:
        with turn(path, 10):
            came.set()

    with turn(path, 0):
        with pytest.raises(LockTimeoutError), turn(path, 0.05):
            pass
        behind = Thread(target=wait)
        behind.start()
        assert not came.wait(0.1)
    behind.join(timeout=5)

    assert came.is_set()


def test_a_turn_ends_with_its_block_also_on_an_error(path):
    """The next need not wait for a process to end."""
    with pytest.raises(ValueError), turn(path, 0):
        raise ValueError
    with turn(path, 0):
        pass


def test_where_no_queue_can_be_made_the_store_says_so(tmp_path):
    """A folder that is gone is an error of the store."""
    with pytest.raises(StoreError), turn(tmp_path / "gone" / "log.queue", 0):
        pass

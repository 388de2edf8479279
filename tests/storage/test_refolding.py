"""A correction changes the rows that it touches and no others, and none before a view has come to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from civicflow.core.correction import CORRECTIONS
from civicflow.core.event import At, Event
from civicflow.core.log import Log
from civicflow.errors import MalformedEventError
from civicflow.storage.memory import MemoryLog
from civicflow.storage.views import Views
from tests.storage.permits import (
    OFFICES,
    PERMITS,
    PermitMoved,
    corrected,
    filed,
    live,
    many,
    open_register,
    replayed,
    write,
)

VIEWS = (PERMITS, OFFICES)


class Watched:
    """A log that notes what is read of it, and can be made to show an older head."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.reads: list[tuple[int, int]] = []
        self.heads: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def read(
        self, after: int, until: int, topics: Any = None, *, key: str | None = None
    ) -> Iterator[tuple[At, Event]]:
        """The events, noted; not those that are looked up by a key."""
        if key is None:
            self.reads.append((after, until))
        return self._log.read(after, until, topics, key=key)

    def head(self) -> int:
        """An older head, as long as there is one."""
        return self.heads.pop(0) if self.heads else self._log.head()


def test_the_rows_of_the_old_and_of_the_new_content_follow(place):
    """A permit taken down for the wrong office: both offices change, the permit as well, the third office not."""
    log = open_register().log
    write(log, [filed("P-1", "O-1"), filed("P-2", "O-1"), filed("P-3", "O-3")])
    views = Views(log, VIEWS, place())
    assert views.catch_up()
    third = live(views, OFFICES)[1]
    write(log, [corrected("P-1", 1, office="O-2", fee=900)])

    offices = {each.name: each.received for each in live(views, OFFICES)}
    assert offices == {"O-1": 1, "O-2": 1, "O-3": 1}
    assert live(views, OFFICES)[2] == third
    first, *_ = live(views, PERMITS)
    assert (first.office, first.urgent) == ("O-2", True)
    write(log, [corrected("P-2", 2, office="O-2")])
    assert [each.name for each in live(views, OFFICES)] == ["O-2", "O-3"]
    assert list(views.compare()) == []


@pytest.mark.parametrize("batch", [1, 2, 3, 5_000])
def test_no_batch_of_a_live_view_shows_a_correction_before_it(place, batch):
    """After each batch the rows are those of the log up to there, which knows nothing of what comes later."""
    log = open_register().log
    write(log, [filed("P-1"), filed("P-2", "O-2")])
    tables = place()
    assert Views(log, VIEWS, tables).catch_up()
    write(log, [filed("P-3"), corrected("P-1", 1, "O-5"), filed("P-4"), corrected("P-3", 3, "O-6")])
    write(log, [corrected("P-1", 1, "O-7"), PermitMoved(permit="P-1", out_of="O-7", into="O-2")])
    views = Views(log, VIEWS, tables, batch=batch)

    assert views.catch_up(lambda _position, _until: assert_none(views))
    assert live(views, PERMITS) == replayed(log, PERMITS)
    assert live(views, OFFICES) == replayed(log, OFFICES)


def assert_none(views: Views) -> None:
    """Nothing differs from the log up to where each view stands."""
    assert list(views.compare()) == []


def test_who_builds_after_another_with_an_older_head_does_not_answer_too_early(place):
    """What another had put right at once is passed before the generation answers, though the head was read before it."""
    log = open_register().log
    write(log, [filed("P-1"), filed("P-2"), filed("P-3"), filed("P-4"), corrected("P-1", 1, "O-9")])

    def killed(position: int, until: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(log, VIEWS, place(), batch=2).catch_up(killed)
    late = Watched(log)
    late.heads = [3, 3, 3]
    views = Views(late, VIEWS, place(), batch=2)
    views.catch_up()

    assert {status.position for status in views.status() if status.generation} == {5}
    assert list(views.compare()) == []


def test_what_was_built_halfway_is_put_right_by_whoever_goes_on(place):
    """A correction that came after the first half was built."""
    log = open_register().log
    write(log, many(40))

    def killed(position: int, until: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(log, VIEWS, place(), batch=20).catch_up(killed)
    write(log, [corrected("P-0", 1, "O-8"), corrected("P-39", log_position(log, "P-39"), "O-8")])
    views = Views(log, VIEWS, place(), batch=20)

    assert views.catch_up()
    assert live(views, PERMITS) == replayed(log, PERMITS)
    assert live(views, OFFICES) == replayed(log, OFFICES)


def test_rows_folded_anew_while_building_know_what_is_corrected_later(place):
    """An office that a first correction touches keeps what a second, still to be passed, has put right already."""
    log = open_register().log
    write(log, [filed("P-1", "O-1"), filed("P-2", "O-1")])

    def killed(position: int, until: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(log, VIEWS, place(), batch=1).catch_up(killed)
    write(log, [corrected("P-1", 1, "O-1", fee=7), corrected("P-2", 2, "O-5")])
    views = Views(log, VIEWS, place(), batch=1)

    assert views.catch_up()
    assert live(views, OFFICES) == replayed(log, OFFICES)


def log_position(log: Log, permit: str) -> int:
    """Where a permit was asked for."""
    return next(entry.at.position for entry in log.entries(stream=f"permit:{permit}"))


def test_a_rebuild_reads_the_log_once_however_much_is_corrected(place):
    """What is right is taken at once; only what was taken in before is folded anew."""
    log = open_register().log
    write(log, many(40))
    write(log, [corrected(f"P-{n}", log_position(log, f"P-{n}"), "O-8") for n in range(0, 40, 2)])
    watched = Watched(log)
    views = Views(watched, VIEWS, place(), batch=10)

    assert views.catch_up()
    assert watched.reads == [(0, log.head())]
    assert list(views.compare()) == []
    watched.reads.clear()
    assert views.rebuild("offices")
    assert watched.reads == [(0, log.head())]


def test_a_correction_that_cannot_be_read_stops_every_view_before_it(place):
    """Nobody can tell whom it concerns; whoever builds stops there as well, and the past is answered up to it."""
    log = open_register().log
    assert isinstance(log, MemoryLog)
    write(log, [filed("P-1")])
    views = Views(log, VIEWS, place())
    assert views.catch_up()
    write(log, [filed("P-2"), corrected("P-1", 1, "O-2"), filed("P-3")])
    lines = log._tables.lines
    lines[2] = (*lines[2][:6], b"{}", lines[2][7])

    assert not views.catch_up()
    assert [(status.position, bool(status.last_error)) for status in views.status()] == [(2, True)] * 2
    assert [row.permit for row in live(views, PERMITS)] == ["P-1", "P-2"]
    assert not views.rebuild("permits")
    with pytest.raises(MalformedEventError):
        replayed(log, PERMITS)


def test_what_corrects_nothing_changes_nothing(place):
    """What is claimed of another stream, of another sort of event, of itself or of what does not exist yet."""
    log = open_register().log
    write(log, [filed("P-1"), PermitMoved(permit="P-1", out_of="O-1", into="O-2"), filed("P-2")])
    views = Views(log, VIEWS, place())
    assert views.catch_up()
    before = live(views, PERMITS)
    write(log, [corrected("P-1", each, "O-7") for each in (2, 3, 4, 8, 2**62, 0, -1)])
    write(log, [filed("P-1", "O-3")])

    assert live(views, PERMITS)[1:] == before[1:]
    assert live(views, PERMITS)[0].office == "O-3"
    assert live(views, PERMITS) == replayed(log, PERMITS)


def test_corrections_are_found_by_one_key_in_a_range_of_its_index(address):
    """Those up to a position; SQLite looks them up in the index and reads no other line."""
    store = open_register(address)
    write(store.log, [filed("P-1"), corrected("P-1", 1), filed("P-2"), corrected("P-2", 3)])
    found = [entry.at.position for entry in store.log.entries(key=CORRECTIONS, after=1, until=4)]
    store.close()

    assert found == [2, 4]

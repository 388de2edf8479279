"""Backups of a store that is in use, and backups and restores that are killed: a whole or nothing."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from time import perf_counter

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.provision import NotedRegulations
from civicflow.core.question import Evidence
from civicflow.flow import MODULES, Flow
from civicflow.storage.backup import BackupReceipt, back_up, restore
from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, Row
from civicflow.storage.readings import PastReading
from civicflow.views import FourClears, OnTime, Worklist
from tests.faults import scenes
from tests.faults.at_work import at_work
from tests.faults.racing import NOW
from tests.faults.test_races import ROUNDS
from tests.processes import PROCESSES
from tests.storage.backups import NOTHING, backed_up, contents_at, restored, write_letters
from tests.storage.letters import opened

KINDS = ("sqlite", "postgresql")
QUESTIONS = (OnTime(unit="U-1"), FourClears(), Worklist(person="E-1"))
KILLED = 6 * ROUNDS
"""So many processes are killed, each at a later moment of what it does."""


def open_office(address: str) -> Flow:
    """The store of the department."""
    return civicflow.flow.open(address, clock=FixedClock(NOW))


def parts(flow: Flow, until: int) -> list[list[Row]]:
    """What a backup would copy of a log up to a position."""
    with flow.store.log.original() as original:
        events, keys, commands = (list(original.rows(part)) for part in (EVENTS, KEYS, COMMANDS))
    return [
        events[:until],
        [row for row in keys if row[1] <= until],
        [row for row in commands if row[3] <= until],
    ]


def answers(flow: Flow, until: int) -> Iterator[object]:
    """What questions are answered when the log counts up to a position."""
    for question in QUESTIONS:
        yield question.answer(
            Evidence(
                reading=PastReading(flow.store.log, until, None),
                regulations=NotedRegulations(flow.setting.regulations),
                calendar=flow.setting.calendar,
                now=flow.setting.clock.now(),
                zone=flow.setting.zone,
            )
        )


def backed_up_at_work(address: str, path: Path) -> BackupReceipt:
    """A backup that is taken while four offices give work, and go on with it."""
    with open_office(address) as flow:
        scenes.with_an_arrangement(flow)
        with at_work(address, 4) as work:
            work.wait_for(100)
            receipt = back_up(flow.store, path, release="0.1.0")
            work.wait_for(len(work.told) + 100)
    return receipt


@pytest.mark.parametrize("kind,other", [KINDS, KINDS[::-1]])
def test_a_backup_that_is_taken_while_others_write_is_the_beginning_of_their_log(
    fresh_store, tmp_path, kind, other
):
    """Restored into a store of the other kind it gives the same answers, replays without a difference, and goes on."""
    path = tmp_path / "backup.zip"
    with fresh_store(kind) as address, fresh_store(other) as new:
        receipt = backed_up_at_work(address, path)
        restore(path, new, MODULES)

        with open_office(address) as flow, open_office(new) as again:
            until = receipt.position
            assert 100 < until < flow.store.log.head()
            assert parts(again, until) == parts(flow, until)
            assert list(answers(again, until)) == list(answers(flow, until))
            assert again.store.views is not None
            assert again.store.views.catch_up()
            assert list(again.store.views.compare()) == []
            assert again.execute(scenes.home_task("T-after"), by="HEAD-1").first == until + 1


def killed_backing_up(delay: float, address: str, path: Path) -> None:
    """Copy the letters into a file, and be killed after so many seconds."""
    with opened(address) as store:
        Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
        backed_up(store, path)


def killed_restoring(delay: float, path: Path, address: str) -> None:
    """Fill a store of letters from a file, and be killed after so many seconds."""
    Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
    restored(path, address)


def run(target, delay: float, *arguments: object) -> None:
    """Let a process do its work, or be killed at it."""
    process = PROCESSES.Process(target=target, args=(delay, *arguments))
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}


def moments(seconds: float) -> list[float]:
    """Moments at which to kill what takes so many seconds."""
    return [seconds * (number + 0.5) / KILLED for number in range(KILLED)]


@pytest.fixture(name="letters", scope="module")
def _letters(tmp_path_factory) -> tuple[Path, Path, float]:
    """A folder with a few thousand letters, its backup, and the seconds that took."""
    folder = tmp_path_factory.mktemp("letters")
    with opened(str(folder / "store")) as store:
        write_letters(store, 3_000)
        start = perf_counter()
        backed_up(store, folder / "backup.zip")
        return folder / "store", folder / "backup.zip", perf_counter() - start


def test_a_backup_that_is_killed_is_whole_or_not_there(letters, tmp_path):
    """Under its name; what lies about besides is hidden and no zip file by its name."""
    store, backup, seconds = letters
    for number, delay in enumerate(moments(seconds * 1.5)):
        path = tmp_path / f"{number}.zip"
        run(killed_backing_up, delay, str(store), path)

        assert not path.exists() or path.read_bytes() == backup.read_bytes()
    others = [each.name for each in tmp_path.iterdir() if each.suffix != ".zip"]
    assert [name for name in others if not (name.startswith(".") and name.endswith(".part"))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_restore_that_is_killed_leaves_an_empty_store_or_a_whole_one(letters, fresh_store, kind):
    """Log and people alike; an empty one is filled by the next."""
    store, backup, _ = letters
    whole = contents_at(str(store))
    with fresh_store(kind) as address:
        start = perf_counter()
        restored(backup, address)
        seconds = perf_counter() - start
    for delay in moments(seconds * 1.5):
        with fresh_store(kind) as address:
            run(killed_restoring, delay, backup, address)
            found = contents_at(address)
            assert found in (NOTHING, whole)
            if found == NOTHING:
                restored(backup, address)
                assert contents_at(address) == whole

"""The three months of the demonstration, told once for all tests of a run, whichever worker comes first."""

import fcntl
import json
import os
import shutil
import time
from pathlib import Path

import pytest
from attrs import asdict, frozen

from civicflow.scenario.demo import tell
from civicflow.scenario.telling import Told

QUICK = 20
"""Seconds of one processor; how long the telling waits for others is not its own affair."""


@frozen
class Demonstration:
    """
    What was told.

    Args:
        store: The folder, of which whoever asks takes a copy.
        told: What became of the commands.
    """

    store: Path
    told: Told

    def copied(self, folder: Path) -> Path:
        """A store of one's own, as it was when the telling ended."""
        return Path(shutil.copytree(self.store, folder))


@pytest.fixture(scope="session", name="demonstration")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The store as the first worker that needed it told it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    store, summary = shared / "demonstration", shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not summary.exists():
            before = time.process_time()
            told = tell(store)
            assert time.process_time() - before < QUICK
            summary.write_text(json.dumps(asdict(told)))
    return Demonstration(store, Told(**json.loads(summary.read_text())))

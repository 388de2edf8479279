"""Whether a longer log costs more: bringing a view's table up to date at ten thousand, a hundred thousand, a million."""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import civicflow.flow
from benchmarks.commands import take_all
from benchmarks.measure import Figure
from benchmarks.office import STEPS, lives, office
from civicflow.views import task_history

SEED_TASKS = 1_600

COPY = """
INSERT INTO log
SELECT position + :shift, stream || :mark, version, topic, occurred_at, recorded_at,
       CAST(replace(CAST(body AS TEXT), '"task":"T-', '"task":"' || :mark || 'T-') AS BLOB), envelope
FROM log WHERE position > :head AND position <= :end
"""


def figures(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Time an event and peak memory at each size; each within 15 % and 20 MiB of the smallest."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        seen = [_measured(_grown(store, size)) for size in sizes]
    (first_time, first_memory), *_ = seen
    for size, (time, memory) in zip(sizes, seen, strict=True):
        slower, more = time / first_time, memory - first_memory
        yield Figure(
            path=f"catch-up of one view at {size:,} events",
            unit="events/s",
            civicflow=1e6 / time,
            reached=slower <= 1.15 / 0.9 and more <= 20,
            note=f"{time:.2f} µs an event ({slower:.2f} of the smallest), peak {memory:.0f} MiB ({more:+.0f})",
        )


def _grown(store: Path, size: int) -> Path:
    """A log of so many events: real tasks, then copies of them under other names."""
    if not store.exists():
        with office(store) as flow:
            take_all(flow, lives(SEED_TASKS))
    seed = SEED_TASKS * STEPS
    with sqlite3.connect(store / "log.db") as log:
        first, head = log.execute(
            "SELECT min(position) - 1, (SELECT max(position) FROM log) FROM log WHERE topic LIKE 'task.%'"
        ).fetchone()
        for number in range((head - first) // seed, -(-size // seed)):
            log.execute(
                COPY, {"shift": number * seed, "mark": f"C{number}-", "head": first, "end": first + seed}
            )
    log.close()
    return store


def _measured(store: Path) -> tuple[float, float]:
    """In a process of its own: microseconds an event, and MiB at the peak."""
    command = [sys.executable, "-m", "benchmarks.scale", str(store)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(told)
    return found["micros"], found["mebibytes"]


def main(store: str) -> None:
    """Bring the view up to date anew, and say what it took."""
    with civicflow.flow.open(store) as flow:
        views = flow.store.views
        assert views is not None
        start = perf_counter()
        views.rebuild(task_history.VIEW.name)
        taken = perf_counter() - start
        micros = taken * 1e6 / flow.store.log.head()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(json.dumps({"micros": micros, "mebibytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1])

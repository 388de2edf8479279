"""How long it takes until something can be done: importing the library, asking the command line for help."""

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks.measure import Figure

STARTS = (
    ("import civicflow", 250, ["-c", "import civicflow"]),
    ("import everything that a program with a store uses", 250, ["-c", "import civicflow.flow"]),
    (
        "civicflow --help",
        400,
        ["-c", "import sys; sys.argv = ['civicflow', '--help']; import civicflow.cli as c; c.main()"],
    ),
)


def figures(*, rounds: int) -> Iterator[Figure]:
    """The median time of a fresh process, Python's own start taken off and named beside it."""
    bare = _median(["-c", "pass"], rounds)
    for path, limit, arguments in STARTS:
        taken = _median(arguments, rounds) - bare
        yield Figure(
            path=path,
            unit="ms",
            civicflow=taken,
            reached=taken < limit / 0.9,
            note=f"limit {limit} ms; Python itself {bare:.0f} ms",
        )


def _median(arguments: list[str], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=False, stdout=subprocess.DEVNULL)
        times.append((perf_counter() - start) * 1_000)
    return median(times)

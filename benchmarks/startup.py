"""How long it takes until something can be done: importing the library, asking the command line for help."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import NOISE, Figure

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
    """The median time of a fresh process, compiled before as installed, Python's own start taken off."""
    with TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        bare = _median(["-c", "pass"], environment, rounds)
        for path, limit, arguments in STARTS:
            taken = _median(arguments, environment, rounds) - bare
            yield Figure(
                path=path,
                unit="ms",
                civicflow=taken,
                reached=taken < limit / NOISE,
                note=f"limit {limit} ms; Python itself {bare:.0f} ms",
            )


def _median(arguments: list[str], environment: Mapping[str, str], rounds: int) -> float:
    times = []
    for _ in range(1 + rounds):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)
        times.append((perf_counter() - start) * 1_000)
    return median(times[1:])

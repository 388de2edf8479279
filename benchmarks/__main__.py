"""``./run bench``: one line a figure, the same as JSON if asked, and exit 1 below a goal."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs

from benchmarks import city, commands, pages, races, replay, scale, startup, steps
from benchmarks.measure import NOISE, Figure
from tests.postgres_server import fresh_database, running_server


def figures(*, quick: bool) -> Iterator[Figure]:
    """All figures, one after another."""
    rounds, long = (3, 2_000) if quick else (5, 4_000)
    with tempfile.TemporaryDirectory() as folder:
        yield from commands.on_sqlite(Path(folder), tasks=60, rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        yield from replay.on_sqlite(Path(folder), tasks=long, rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        yield races.figure("SQLite", str(Path(folder) / "store"), quick=quick)
    with running_server() as server:
        with fresh_database(server) as address:
            yield from commands.on_postgresql(address, tasks=60, rounds=rounds)
        with fresh_database(server) as address:
            yield from replay.on_postgresql(address, tasks=long, rounds=rounds)
        with fresh_database(server) as address:
            yield races.figure("PostgreSQL", address, quick=quick)
    yield from startup.figures(rounds=2 * rounds + 1)
    yield from steps.figures(rounds=2 * rounds + 1)
    yield from pages.figures((1_000, 10_000) if quick else (1_000, 100_000), rounds)
    yield from scale.figures((10_000, 100_000) if quick else (10_000, 100_000, 1_000_000))


def line(figure: Figure) -> str:
    """A figure as a person reads it."""
    speeds = [f"{figure.civicflow:>11,.0f} {figure.unit}"]
    for name, speed in (("plain", figure.plain), ("raw", figure.raw)):
        if speed is not None:
            speeds.append(f"{name} {speed:,.0f}")
    if figure.times_plain is not None:
        speeds.append(f"{figure.times_plain:.2f}x plain{_goal(figure.goal.times_plain, 'x')}")
    if figure.share_of_raw is not None:
        speeds.append(f"{figure.share_of_raw:.0f} % of raw{_goal(figure.goal.share_of_raw, ' %')}")
    size = "" if figure.bytes_an_event is None else f"{figure.bytes_an_event} B an event"
    told = "; ".join(filter(None, (*speeds, figure.durability, size, figure.note)))
    return f"{'ok  ' if figure.ok else 'MISS'} {figure.path:<52} {told}"


def _goal(goal: float | None, unit: str) -> str:
    return "" if goal is None else f" (goal {goal:g}{unit})"


def main() -> int:
    """Measure, print, and say by the exit code whether every goal was reached."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="under 90 seconds, fewer rounds and shorter logs"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON as well")
    parser.add_argument(
        "--city",
        type=int,
        nargs="?",
        const=10,
        metavar="PERCENT",
        help="only so much of the whole city, 10 when left out: told, its views in one pass, its questions",
    )
    given = parser.parse_args()
    found = []
    for figure in city.figures(given.city) if given.city else figures(quick=given.quick):
        found.append(figure)
        print(line(figure), flush=True)
    if given.json:
        ratios = ("times_plain", "share_of_raw", "ok")
        told = [attrs.asdict(each) | {name: getattr(each, name) for name in ratios} for each in found]
        given.json.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    missed = sum(not each.ok for each in found)
    print(
        f"{len(found)} figures, {missed} below their goal (tolerance {100 * (1 - NOISE):.0f} %)",
        file=sys.stderr,
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

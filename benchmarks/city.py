"""Part of the whole city: told, all views caught up in one pass, every question asked; each in a process of its own."""

import json
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NoReturn

import attrs

import civicflow.flow
from benchmarks.measure import NOISE, Figure
from civicflow.core.clock import FixedClock
from civicflow.core.command import name_of
from civicflow.core.question import Question
from civicflow.scenario.city import City, tell_city
from civicflow.views import MODULE

WHOLE = (50_000, 500)
"""The employees and units of the whole city."""

MOST_SECONDS, MOST_MEBIBYTES = 90, 300
"""What all views in one pass may take, at ten per cent."""

PATIENCE = 120
"""Seconds to wait for an answer."""

NOW = "2024-10-01T08:00+07:00"
"""When the questions are asked."""

OF_THE_PAST = ("on-time", "recommendation")
"""Questions that are asked of the past as well."""

NEEDED: dict[str, object] = {
    "period": "2024-Q1",
    "pilot": "P-1",
    "task": "T-0000013",
    "person": "E-00012",
    "unit": "A-1",
    "body": "A-1",
    "step": "submitted",
    "requires": "assigned",
}
"""What a question is about that must say it."""

USUAL: dict[str, tuple[str, ...]] = {"trail": ("person",)}
"""What else a question says; of most only the period."""


def figures(percent: int) -> Iterator[Figure]:
    """The telling, the pass over all views, each view by itself, and each question."""
    employees, units = (number * percent // 100 for number in WHOLE)
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "city")
        told = _alone("told", store, str(employees), str(units))
        events = told["events"]
        where = f"{employees:,} employees, {units} units, 12 months"
        yield Figure(
            path=f"a city at {percent} %: told",
            unit="events/s",
            civicflow=events / told["seconds"],
            durability="a chunk at a time",
            bytes_an_event=round(told["bytes"] / events),
            note=f"{events:,} events, {where}; {_taken(told)}",
        )
        passed = _alone("caught_up", store)
        yield Figure(
            path=f"a city at {percent} %: all views in one pass",
            unit="events/s",
            civicflow=events / passed["seconds"],
            reached=passed["seconds"] < MOST_SECONDS * percent / 10 / NOISE
            and passed["peak"] < MOST_MEBIBYTES,
            note=f"{passed['views']} views, {_taken(passed)}; at most {MOST_SECONDS} s and {MOST_MEBIBYTES} MiB at 10 %",
        )
        for view in MODULE.views:
            yield _single(
                f"a city at {percent} %: view {view.name}", _alone("rebuilt", store, view.name), events
            )
        for question in MODULE.questions:
            name = name_of(question)
            yield _answer(f"a city at {percent} %: ask {name}", _alone("answered", store, name))
        for name in OF_THE_PAST:
            found = _alone("answered", store, name, NOW)
            yield _answer(f"a city at {percent} %: ask {name} of the past, folded anew", found)


def _answer(path: str, found: dict[str, Any]) -> Figure:
    return Figure(
        path=path,
        unit="ms",
        civicflow=1_000 * found["seconds"],
        reached=found["ended"],
        note=f"peak {found['peak']:.0f} MiB{'' if found['ended'] else ', given up'}",
    )


def _single(path: str, found: dict[str, Any], events: int) -> Figure:
    return Figure(path=path, unit="events/s", civicflow=events / found["seconds"], note=_taken(found))


def _taken(found: dict[str, Any]) -> str:
    return (
        f"{found['seconds']:.1f} s ({found['processor']:.1f} s of a processor), peak {found['peak']:.0f} MiB"
    )


def _alone(*words: str) -> dict[str, Any]:
    """What a piece of work took in a process that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.city", *words]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def told(store: str, employees: str, units: str) -> dict[str, object]:
    """Tell twelve months."""
    tell_city(City(employees=int(employees), units=int(units), months=12), store)
    with civicflow.flow.open(store) as flow:
        events = flow.store.log.head()
    return {"events": events, "bytes": sum(each.stat().st_size for each in Path(store).glob("log.db*"))}


def caught_up(store: str) -> dict[str, object]:
    """Bring every view up to date in one pass."""
    with civicflow.flow.open(store) as flow:
        views = flow.store.views
        assert views is not None
        assert views.catch_up()
        return {"views": len(views.status())}


def rebuilt(store: str, view: str) -> dict[str, object]:
    """Bring one view up to date anew."""
    with civicflow.flow.open(store) as flow:
        assert flow.store.views is not None
        assert flow.store.views.rebuild(view)
    return {}


def answered(store: str, name: str, as_of: str | None = None) -> dict[str, object]:
    """Ask a question of views that are up to date, or of the past, at the end of the twelve months."""
    kind = next(each for each in MODULE.questions if name_of(each) == name)
    with civicflow.flow.open(store, clock=FixedClock(NOW)) as flow:
        return {"asked": repr(flow.ask(_question(kind), as_of=as_of).head.position)}


def _question(kind: Any) -> Question[Any]:
    fields = {field.name: field.default for field in attrs.fields(kind)}
    needed = {name: NEEDED[name] for name, default in fields.items() if default is attrs.NOTHING}
    usual = {name: NEEDED[name] for name in USUAL.get(name_of(kind), ("period",)) if name in fields}
    asked: Question[Any] = kind(**usual | needed)
    return asked


def _give_up(_signal: int, _frame: object) -> NoReturn:
    raise TimeoutError


WORK: dict[str, Callable[..., dict[str, object]]] = {
    "told": told,
    "caught_up": caught_up,
    "rebuilt": rebuilt,
    "answered": answered,
}


def main(work: str, *words: str) -> None:
    """Do a piece of work, and say what it took; a question that is not answered in time is given up."""
    start, busy = perf_counter(), process_time()
    found: dict[str, object] = {"ended": True}
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE if work == "answered" else 0)
    try:
        found |= WORK[work](*words)
    except TimeoutError:
        found["ended"] = False
    taken = {"seconds": perf_counter() - start, "processor": process_time() - busy}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(json.dumps(found | taken | {"peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])

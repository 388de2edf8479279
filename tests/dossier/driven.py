"""Cases of a public log, done again one act after another by the people of an office, with the rules on, for tests."""

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import frozen

import civicflow as cf
from civicflow.core.command import Command
from civicflow.core.rule import RefusedError
from civicflow.dossier.events import DossierClosed, DossierOpened, StepCompleted, StepEntered
from civicflow.errors import CivicflowError, NotOnRecordError
from civicflow.procedures import Procedure, StepKind, read_procedure
from civicflow.task.offering_events import TaskOffered
from civicflow.testing import FixedClock, numbered_ids

PROCEDURES = Path(__file__).parents[2] / "examples" / "procedures"
WHOLE = os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak"
"""Whether all cases are done again, which takes minutes, or the first few hundred of the log."""


def shipped(name: str) -> Procedure:
    """A procedure of the examples."""
    path = PROCEDURES / f"{name}.toml"
    return read_procedure(path.name, path.read_text("utf-8"))


@frozen
class Row:
    """One line of a log: the case, what was done, when and by whom, and what was done next in the same case."""

    case: str
    activity: str
    at: datetime
    resource: str
    later: tuple[str, ...] = ()


def rows_of(log: Path, cases: int, *, moved: timedelta = timedelta()) -> tuple[Row, ...]:
    """
    The lines of the first cases of a log, all in the order of time; each knows the activities that follow it.

    Args:
        log: The file.
        cases: How many cases, unless all are done again.
        moved: By how much the times are moved on: no calendar reaches back beyond 2014.
    """
    by_case: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(log, "rt", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            at = datetime.fromisoformat(line["timestamp"]) + moved
            by_case[line["case"]].append(Row(line["case"], line["activity"], at, line["resource"]))
    kept = list(by_case.values())[: None if WHOLE else cases]
    return tuple(sorted((row for lines in kept for row in _knowing(lines)), key=lambda row: row.at))


def _knowing(lines: Iterable[Row]) -> Iterator[Row]:
    ordered = sorted(lines, key=lambda row: row.at)
    activities = tuple(row.activity for row in ordered)
    for place, row in enumerate(ordered, start=1):
        yield Row(row.case, row.activity, row.at, row.resource, activities[place:])


@frozen(kw_only=True)
class Act:
    """
    What a line means in the procedure.

    Args:
        steps: The steps it may belong to; the one that is open, else the first.
        outcome: What it comes to.
        by: Who does it.
        opens: Whether it opens the dossier where there is none.
        instead: Who does it where that person may not (K10).
    """

    steps: tuple[str, ...]
    outcome: str
    by: str
    opens: bool = False
    instead: str | None = None


@frozen(kw_only=True)
class Kept:
    """An act that the procedure did not allow: the line, and by which rules."""

    row: Row
    rules: str


class Office:
    """
    An office that does the cases of a log again.

    Args:
        procedure: By which procedure.
        unit: The unit that opens the dossiers.
        founding: What sets the office up before.
        begins: When.
    """

    def __init__(self, procedure: Procedure, unit: str, founding: Iterable[Command], begins: str) -> None:
        self.clock = FixedClock(begins)
        self.flow = cf.open(
            ":memory:", clock=self.clock, ids=numbered_ids(), longest_silence=timedelta(days=3_650)
        )
        for command in founding:
            self.flow.execute(command, by="ADMIN", reason="Lập hồ sơ ban đầu")
        self.flow.execute(cf.dossier.PublishProcedure(unit="A-1", definition=procedure), by="DIRECTOR")
        self.procedure, self.unit = procedure, unit
        self.open: dict[str, dict[str, int]] = {}
        self.results: dict[str, str] = {}
        self.completed: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.refused: list[Kept] = []
        self.kept_apart: dict[str, set[str]] = defaultdict(set)
        self._offered: set[str] = set()
        self._read = self.flow.store.log.head()

    def work_through(self, rows: Iterable[Row], meaning: Callable[[Row], Act]) -> None:
        """Do every line of a log; what is refused is noted, and the office goes on with the next."""
        for row in rows:
            if row.at > self.clock.now():
                self.clock.move_to(row.at)
            try:
                self._do(dossier_of(row.case), meaning(row))
            except (RefusedError, NotOnRecordError) as error:
                self.refused.append(Kept(row=row, rules=_rules(error)))
            self._look()

    def _do(self, dossier: str, act: Act) -> None:
        if act.opens and dossier not in self.open:
            opening = cf.dossier.OpenDossier(
                dossier=dossier, procedure=self.procedure.procedure, unit=self.unit
            )
            self.flow.execute(opening, by=act.by)
            self._look()
        step = next((each for each in act.steps if each in self.open.get(dossier, {})), act.steps[0])
        definition = self.procedure.step(step)
        if definition is not None and definition.kind is StepKind.WAIT:
            reply = cf.dossier.ReceiveReply(dossier=dossier, step=step, outcome=act.outcome)
            self.flow.execute(reply, by=act.by)
        else:
            self._conclude(f"{dossier}/{step}/{self.open.get(dossier, {}).get(step, 1)}", step, act)

    def _conclude(self, task: str, step: str, act: Act) -> None:
        by = act.by
        if task in self._offered:
            try:
                self.flow.execute(cf.task.ClaimTask(task=task), by=by)
            except RefusedError as error:
                if act.instead is None or "person_is_different" not in _rules(error):
                    raise
                self.kept_apart[step].add(task)
                by = act.instead
                self.flow.execute(cf.task.ClaimTask(task=task), by=by)
        self.flow.execute(cf.task.ConcludeTask(task=task, outcome=act.outcome, output="Xong"), by=by)

    def _look(self) -> None:
        """Let what follows happen, and see what has."""
        self.flow.react()
        for entry in self.flow.entries(after=self._read):
            self._read = entry.at.position
            match entry.event:
                case TaskOffered(task=task):
                    self._offered.add(task)
                case DossierOpened(dossier=dossier):
                    self.open[dossier] = {}
                case StepEntered(dossier=dossier, step=step, round=round):
                    self.open[dossier][step] = round
                case StepCompleted(dossier=dossier, step=step, outcome=outcome):
                    self.open[dossier].pop(step, None)
                    self.completed[dossier].append((step, outcome))
                case DossierClosed(dossier=dossier, result=result):
                    self.open[dossier], self.results[dossier] = {}, result
                case _:
                    pass

    @property
    def cases_refused(self) -> frozenset[str]:
        """The cases in which something was refused."""
        return frozenset(each.row.case for each in self.refused)


def _rules(error: CivicflowError) -> str:
    if isinstance(error, RefusedError):
        return ", ".join(refused.rule for refused in error.refusals)
    return error.code


def dossier_of(case: str) -> str:
    """The dossier of a case: its name without spaces."""
    return case.replace(" ", "-")


def founded(
    units: Mapping[str, Sequence[str]], offices: Mapping[str, tuple[str, str]], since: str
) -> Iterator[Command]:
    """
    A department of DIRECTOR.

    Args:
        units: Its units, each with its members.
        offices: Who holds which office of which unit.
        since: Since when.
    """
    office: Any = cf.organization
    yield office.Found(instrument="QĐ 1", administrator="ADMIN")
    yield office.EstablishUnit(
        unit="A-1", title="Cơ quan", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
    )
    yield office.Appoint(unit="A-1", person="DIRECTOR", office="head", since=since, instrument="QĐ 3")
    for unit, members in units.items():
        yield office.EstablishUnit(unit=unit, title=unit, superior="A-1", instrument="QĐ 2")
        for person in members:
            yield cf.employee.RegisterEmployee(
                person=person, unit=unit, category="civil_servant", hired_on=since
            )
            yield office.JoinUnit(unit=unit, person=person, since=since)
    for person, (unit, held) in offices.items():
        yield office.Appoint(unit=unit, person=person, office=held, since=since, instrument="QĐ 3")

"""Clerks who try everything: orders drawn by chance over a small administration, most of them wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs

from civicflow import employee, evaluation, home_work, organization, pilot_record
from civicflow.calendars.period import Period
from civicflow.core.command import Command, Order
from civicflow.core.fields import FreeText, Identifier, instant
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.flow import MODULES, ZONE
from civicflow.procedures import Procedure
from civicflow.regulations import parameters
from tests.employee.staff import CRITERIA, ITEMS, TEXT, laid_down
from tests.home_work.arrangements import signs
from tests.procedures.drawn import outcome, procedure, step

T = TypeVar("T")

NOW = "2023-10-02T08:00+07:00"
COMMANDS: tuple[type[Command], ...] = tuple(each for module in MODULES for each in module.commands)
PERSONS = ("ADMIN", "CHAIR", "DIRECTOR", "HEAD-1", "HEAD-2", "E-1", "E-2", "E-3")
UNITS = ("A-1", "U-1", "U-2")

EMPLOYEES = laid_down(parameters.EMPLOYEE_COURSES)
MANAGERS = laid_down(parameters.MANAGER_COURSES)

Values = Mapping[str, Sequence[object]]
FROZEN = FrozenAnswer(
    question="on-time",
    arguments="{}",
    position=1,
    known=instant(NOW),
    digest="0" * 64,
    code="0.1.0",
    regulations="0" * 16,
    calendar="vn-2026.1",
    strict=False,
)
NAMED: Values = {
    "answers": ((), (FROZEN,)),
    "achieved": ("19/20", "0.9", "khá"),
    "attributes": ({}, {"concept:name": "Check"}),
    "before": ("7 working_days", "3 working_days", "1 working_days", "soon"),
    "body": ("A-1", "A-1", "U-1"),
    "cap": ("1/2", "1/4", "essential-only", "half"),
    "course": (*EMPLOYEES, *MANAGERS),
    "counted_categories": ((), tuple(each.value for each in employee.Category)),
    "criteria": (CRITERIA, (*CRITERIA, home_work.Criterion(code="no_discipline", met=False)), ()),
    "entries": ({"on_time": "Tỷ lệ việc hoàn thành đúng hạn"}, {}),
    "exempt_codes": ((), ("medical",)),
    "figures": ((), (FROZEN,)),
    "groups": (("drafting",), ()),
    "group": ("drafting",),
    "indicator": ("on_time", "health", "mood"),
    "instrument": ("counted", "staff_2023", "citizens_2023"),
    "indicators": ({"on_time": "19/20"}, {}),
    "item": (*ITEMS, "scanner"),
    "items": ((), ("scanner",)),
    "locality": ("vn/hcmc", "vn/hcmc/district-10"),
    "name": ("Receive", "Check"),
    "parameters": ({},),
    "positions": ((), ("P-1",)),
    "purpose": ("ordinary", "duty", "medical"),
    "quota": ({"A-1": 1}, {"A-1": 2}, {"U-1": 1}),
    "step": ("Receive", "task.completed"),
    "requires": ("Check", "task.assigned"),
    "general": ({"on_time": "9"}, {}),
    "grades": ((evaluation.Rating(person="E-1", grade="good"),), ()),
    "coefficients": ({"low": "1.2", "high": "0.8"}, {}),
    "shares": ({"good": "0.8"}, {}),
    "first": ("Receive", "task.result_submitted"),
    "second": ("Check", "task.completed"),
    "source": ("tests", "elsewhere"),
    "subject": ("task:T-1", "task:T-2", "unit:U-1"),
    "stream": ("task:T-1", "unit:U-1", "home_work:E-1"),
    "replaces": ("T-1", "T-2"),
    "replacement": ("T-2", "T-3"),
    "because_of": ("task:T-1", "unit:U-1#3", "finding:F-1"),
    "work_type": ("appraisal", "inspection", "juggling"),
    "results": ({"on_time": "9/10"}, {"mood": "1/1"}),
    "text_version": (TEXT, TEXT, "2000-1"),
    "units": (("U-1",), ("U-1", "U-2"), ("A-1",)),
    "value": ("19/20", "0.9", "0.9", "khá"),
    "weekdays": ((home_work.Weekday.TUESDAY,), tuple(home_work.Weekday), ()),
    "work_types": ((), ("W-1",)),
}
"""What is written into fields of these names; the others follow from their types."""

DEFINITIONS = (
    procedure(
        step("ask", outcome("came", closes="answered"), kind="wait", awaits="reply"),
        since="2023-10-02",
        term="10 working_days",
    ),
    procedure(
        step("look", outcome("fine", closes="granted"), outcome("again", "look")),
        since="2023-10-02",
        term="3 working_days",
    ),
)
"""Procedures that can be carried out: most that are put together by chance cannot."""

SUBJECTS = {
    "task": "T",
    "position": "P",
    "pilot": "R",
    "delegation": "D",
    "leave": "L",
    "incident": "I",
    "contact": "C",
    "mode": "M",
    "survey": "V",
    "petition": "K",
    "finding": "F",
    "target": "G",
    "criteria": "B",
    "earlier": "V",
    "later": "V",
}
DAYS = (-30, -1, 0, 0, 1, 7, 60)
HOURS = (-30, -2, -1, 1, 24, 24 * 30)


def days_around(now: datetime) -> list[date]:
    """Local days, most of them near."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    return [today + timedelta(days=days) for days in DAYS]


PLAIN: Mapping[object, Callable[[datetime], Sequence[object]]] = {
    NoneType: lambda _: (None,),
    date: days_around,
    time: lambda _: (time(8), time(17)),
    datetime: lambda now: [now + timedelta(hours=hours) for hours in HOURS],
    FreeText: lambda _: (FreeText(v="Theo đề nghị của phòng"),),
    Period: lambda _: [Period.parse(each) for each in ("2023", "2023-Q4", "2023-10", "2023-10-03")],
}
NUMBERS_AND_WORDS: Mapping[object, Sequence[object]] = {
    bool: (False, True),
    int: (0, 1, 1, 2, 50, 1_001),
    str: ("1/3",),
}


class Clerk:
    """
    Somebody who fills in forms by chance.

    Args:
        chance: Where the chance comes from, the same for the same seed.
        now: The present.
    """

    def __init__(self, chance: Random, now: datetime) -> None:
        self._chance = chance
        self._now = now

    def order(self, kinds: Sequence[type[Command]] = COMMANDS, command_id: str | None = None) -> Order:
        """One order, by anybody, sometimes for somebody else, sometimes for an earlier hour."""
        chance = self._chance
        claimed = chance.choice((None,) * 18 + (1, 80))
        command = self.filled(chance.choice(kinds))
        concerned = getattr(command, "person", None)
        return Order(
            command=command,
            by=concerned if concerned and chance.random() < 0.3 else chance.choice(PERSONS),
            on_behalf_of=chance.choice((None,) * 9 + PERSONS[2:5]),
            command_id=command_id,
            occurred_at=None if claimed is None else self._now - timedelta(hours=claimed),
            reason=chance.choice((None, "mất điện")) if claimed else None,
        )

    def filled(self, kind: type[T]) -> T:
        """One form of a kind filled in: a command, an event, a question; what may be left out is, every other time."""
        hints = get_type_hints(kind, include_extras=True)
        given = {}
        for field in attrs.fields(kind):  # type: ignore[arg-type]
            if field.default is attrs.NOTHING or self._chance.random() < 0.5:
                given[field.name] = self._chance.choice(self.values(field.name, hints[field.name]))
        return kind(**given)

    def values(self, name: str, kind: Any) -> Sequence[object]:
        """What may be written into a field."""
        parts = get_args(kind)
        if get_origin(kind) in (Union, UnionType):
            return [each for part in parts for each in self.values(name, part)]
        if kind in PLAIN:
            return PLAIN[kind](self._now)
        if kind is Procedure:
            return DEFINITIONS
        if attrs.has(kind):
            return (self.filled(kind),)
        if kind is bool:
            return (True, False)
        named_by_id = isinstance(next(iter(parts[1:]), None), Identifier) and name in SUBJECTS
        if name in NAMED and not named_by_id and not _of_another_kind(NAMED[name][0], parts):
            return NAMED[name]
        if get_origin(kind) is Annotated:
            mark = parts[1]
            return self._ids(name, mark.of) if isinstance(mark, Identifier) else (f"QĐ {name}",)
        if get_origin(kind) is tuple:
            return [(), *((each,) for each in self.values(name, parts[0]))]
        if get_origin(kind) is Mapping:
            return [{f"C-{name}": value} for value in self.values(name, parts[1])]
        return list(kind) if issubclass(kind, Enum) else NUMBERS_AND_WORDS[kind]

    def _ids(self, name: str, of: str) -> Sequence[object]:
        if of == "person":
            return PERSONS
        if of == "unit":
            return UNITS if name == "superior" else (*UNITS, UNITS[1], "U-3")
        if of == "digest":
            return ("0" * 64, "a" * 64)
        ids = [f"{SUBJECTS.get(name, 'S')}-{number}" for number in (1, 1, 2)]
        return [*ids, "tests/T-1"] if name == "task" else ids


def _of_another_kind(value: object, parts: tuple[Any, ...]) -> bool:
    """Whether an event calls its records as a command calls others: the ratings that are given, and what became of them."""
    kind = next(iter(parts), None)
    return isinstance(value, tuple) and bool(value) and attrs.has(kind) and not isinstance(value[0], kind)  # type: ignore[arg-type]


def first_orders() -> Iterator[Order]:
    """An agency of two divisions, everybody in place, and a pilot that runs in one of them; E-1 is ready to work at home."""
    since, until = "2023-01-01", "2023-12-29"
    commands: list[tuple[Command, str]] = [
        (organization.Found(instrument="QĐ 1", administrator="ADMIN"), "ADMIN"),
        (
            organization.EstablishUnit(
                unit="A-1", title="Sở", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
            ),
            "ADMIN",
        ),
    ]
    for unit, head in (("U-1", "HEAD-1"), ("U-2", "HEAD-2"), ("A-1", "DIRECTOR")):
        if unit != "A-1":
            title = f"Phòng {unit}"
            established = organization.EstablishUnit(
                unit=unit, title=title, superior="A-1", instrument="QĐ 3"
            )
            commands.append((established, "ADMIN"))
        appointed = organization.Appoint(
            unit=unit, person=head, office="head", since=since, instrument="QĐ 4"
        )
        commands.append((appointed, "ADMIN"))
    position = organization.EstablishPosition(
        position="P-1",
        unit="U-1",
        title="Chuyên viên",
        group="drafting",
        citizen_contact=False,
        handles_procedures=False,
        work_types=("W-1",),
        since=since,
    )
    commands.append((position, "DIRECTOR"))
    for person, unit in (("HEAD-1", "U-1"), ("E-1", "U-1"), ("E-2", "U-2"), ("E-3", "U-1")):
        commands += [
            (organization.JoinUnit(unit=unit, person=person, since=since), "ADMIN"),
            (
                employee.RegisterEmployee(person=person, unit=unit, category="civil_servant", hired_on=since),
                "ADMIN",
            ),
        ]
    commands += [
        (employee.AssignPosition(person=person, position="P-1", since=since), "HEAD-1")
        for person in ("E-1", "E-3")
    ]
    lent = organization.Delegate(
        delegation="D-0", to="E-3", unit="U-1", since=since, until=until, instrument="GUQ 1"
    )
    commands.append((lent, "HEAD-1"))
    draft = pilot_record.DraftPilot(
        pilot="R-1",
        title="Thí điểm",
        unit="A-1",
        quota={"A-1": 1},
        units=("U-1",),
        groups=("drafting",),
        since=since,
        until=until,
        indicators={"on_time": "19/20"},
    )
    commands += [
        (draft, "DIRECTOR"),
        (pilot_record.SubmitPilot(pilot="R-1"), "DIRECTOR"),
        (pilot_record.ApprovePilot(pilot="R-1", instrument="QĐ 5"), "CHAIR"),
        (pilot_record.StartPilot(pilot="R-1"), "DIRECTOR"),
        (pilot_record.AssignUnit(pilot="R-1", unit="U-1"), "DIRECTOR"),
        *((assesses(person), "HEAD-1") for person in ("E-1", "E-3")),
        *made_ready("E-1"),
    ]
    return (
        Order(command=command, by=by, command_id=f"first-{number}", reason="Lập sổ ban đầu")
        for number, (command, by) in enumerate(commands)
    )


def an_arrangement() -> Iterator[Order]:
    """E-1 has the one remote place of the agency, and is about to begin."""
    request = home_work.RequestHomeWork(
        person="E-1",
        weekdays=["tuesday", "thursday"],
        since="2023-10-02",
        until="2023-12-29",
        reason="Nhà xa",
    )
    commands = (
        (request, "E-1"),
        (home_work.ApproveHomeWork(person="E-1"), "HEAD-1"),
        (signs("E-1"), "E-1"),
        (home_work.CountersignCommitment(person="E-1"), "HEAD-1"),
    )
    return (
        Order(command=command, by=by, command_id=f"arrangement-{number}")
        for number, (command, by) in enumerate(commands)
    )


def assesses(person: str) -> home_work.AssessEligibility:
    """Somebody found eligible to work at home."""
    return home_work.AssessEligibility(person=person, criteria=CRITERIA, reason="Đủ điều kiện")


def made_ready(person: str) -> Iterator[tuple[Command, str]]:
    """Somebody with all they need at home, trained as whoever leads them is."""
    for item in ITEMS:
        yield home_work.DeclareEquipment(item=item, specification="Máy của cơ quan"), person
        yield (
            home_work.VerifyEquipment(person=person, item=item, usable=True, expires_on="2024-12-31"),
            "HEAD-1",
        )
    for who, courses, by in ((person, EMPLOYEES, "HEAD-1"), ("HEAD-1", MANAGERS, "DIRECTOR")):
        for course in courses:
            yield employee.CompleteTraining(person=who, course=course, hours=4, on="2023-09-20"), by

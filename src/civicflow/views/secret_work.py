"""Whether secret work stays at the office: no progress and no result of it at home, whoever says so (V10, R71)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from attrs import define, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import from_micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import counted
from civicflow.employee.events import Place, Session
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.task.events import Confidentiality
from civicflow.views import asking, home_days, ways_of_work
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.home_days import Roster
from civicflow.views.ways_of_work import Deed, WayOfWork


@frozen(kw_only=True)
class SecretWorkAtHome:
    """
    Progress on secret work, or a result of it, at home.

    Args:
        task: The task.
        person: Who did it; None where another system does not say.
        unit: The unit the task belongs to.
        at: When it is said to have happened (UTC).
        said: Where they say they worked; None where nobody says it.
        by_roster: Whether the roster has them at home in that session.
        position: Where it stands in the log.
    """

    task: str
    person: str | None
    unit: str | None
    at: datetime
    said: Place | None
    by_roster: bool
    position: int


@frozen(kw_only=True)
class SecretWorkLine:
    """
    How secret work is kept, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        at_home: Secret tasks with progress or a result at home, of all secret tasks given or worked on; 0 is the rule.
        by_roster: How many of them only the roster has at home, not the word of whoever did it.
        in_the_field: Secret tasks with progress or a result in the field, which is not the office either.
        given_home: Secret tasks that were given to be done at home, as only another system's record can say.
        place_unknown: Secret tasks with progress or a result of which nothing says where.
        degree_unknown: Tasks of which no record says how confidential they are.
    """

    of: str | None
    at_home: Figure
    by_roster: int
    in_the_field: int
    given_home: int
    place_unknown: int
    degree_unknown: int


@frozen(kw_only=True)
class SecretWorkAnswer:
    """
    Whether secret work stays at the office.

    Args:
        lines: All that was asked for, then each part.
        breaches: What was done at home, in order of the log.
    """

    lines: tuple[SecretWorkLine, ...]
    breaches: tuple[SecretWorkAtHome, ...]


@frozen(kw_only=True)
class SecretWork(Question[SecretWorkAnswer]):
    """
    Whether secret work stays at the office (V10, R71).

    A command refuses such work at home; another system's record cannot be refused, and is counted here. Whoever says
    that they worked at the office while the roster has them at home in that session is counted as well, until the head sets
    the roster right.

    Args:
        period: What was given or worked on in it; all time when left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        head: Only tasks of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name what was done at home.
    """

    views: ClassVar[tuple[View[Any], ...]] = (ways_of_work.VIEW, *home_days.VIEWS, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> SecretWorkAnswer:
        """The secret tasks asked for, and those of each part."""
        among, places = Among(evidence, self), _Places(evidence)
        moments = asking.moments(evidence, self.period)
        found: defaultdict[str | None, _Found] = defaultdict(
            lambda: _Found(evidence), {None: _Found(evidence)}
        )
        breaches: list[SecretWorkAtHome] = []
        for row in evidence.rows(ways_of_work.VIEW):
            if row.confidentiality not in {Confidentiality.SECRET, None}:
                continue
            for fact in _facts(row, places, among.locality_of(row.unit)):
                if fact.occurred in moments:
                    names = among.lines(row.unit, fact.person, fact.occurred)
                    for name in names:
                        found[name].add(row, fact)
                    breaches += _breaches(row, fact) if names else ()
        return SecretWorkAnswer(
            lines=tuple(found[name].line(name, with_events=self.with_events) for name in in_order(found)),
            breaches=tuple(sorted(breaches, key=attrgetter("position"))),
        )


class _Fact(NamedTuple):
    """That a task was given or worked on: when, by whom, what was done, and where the roster has them."""

    occurred: int
    person: str | None
    deed: Deed | None = None
    roster: Place | None = None

    @property
    def at_home(self) -> bool:
        """Whether it was done at home, by word or by roster."""
        return self.deed is not None and Place.HOME in {self.deed.place, self.roster}

    @property
    def in_the_field(self) -> bool:
        """Whether it was done in the field, by word or by roster."""
        return self.deed is not None and Place.FIELD in {self.deed.place, self.roster}

    @property
    def place_unknown(self) -> bool:
        """Whether it was done, and nothing says where."""
        return self.deed is not None and self.deed.place is None and self.roster is None


@define
class _Found:
    """What one line is counted from."""

    evidence: Evidence
    secret: set[str] = field(factory=set)
    at_home: set[str] = field(factory=set)
    by_word: set[str] = field(factory=set)
    in_the_field: set[str] = field(factory=set)
    given_home: set[str] = field(factory=set)
    place_unknown: set[str] = field(factory=set)
    degree_unknown: set[str] = field(factory=set)
    events: list[int] = field(factory=list)

    def add(self, row: WayOfWork, fact: _Fact) -> None:
        """Take a task into account."""
        if row.confidentiality is None:
            self.degree_unknown.add(row.task)
            return
        self.secret.add(row.task)
        for tasks, is_so in (
            (self.given_home, row.at_home),
            (self.in_the_field, fact.in_the_field),
            (self.place_unknown, fact.place_unknown),
        ):
            if is_so:
                tasks.add(row.task)
        if fact.deed is not None and fact.at_home:
            self.at_home.add(row.task)
            self.by_word |= {row.task} if fact.deed.place is Place.HOME else set()
            self.events.append(fact.deed.position)

    def line(self, name: str | None, *, with_events: bool) -> SecretWorkLine:
        """What was counted."""
        return SecretWorkLine(
            of=name,
            at_home=Figure(
                numerator=self._tasks(self.at_home, "at_home"),
                denominator=self._tasks(self.secret, "secret"),
                events=behind(self.events, with_events=with_events),
            ),
            by_roster=self._tasks(self.at_home - self.by_word, "by_roster"),
            in_the_field=self._tasks(self.in_the_field, "in_the_field"),
            given_home=self._tasks(self.given_home, "given_home"),
            place_unknown=self._tasks(self.place_unknown, "place_unknown"),
            degree_unknown=self._tasks(self.degree_unknown, "degree_unknown"),
        )

    def _tasks(self, tasks: set[str], because: str) -> int:
        """How many tasks, each with all that is told of it."""

        def part(task: str) -> working.Part:
            events = asking.told_in(self.evidence, f"task:{task}")
            return working.Part(of=f"task:{task}", because=because, events=events)

        return counted(self.evidence, sorted(tasks) if self.evidence.explaining else tasks, part)


class _Places:
    """
    Where the roster has people.

    Args:
        evidence: Bookings, leaves, and the regulations that set office hours.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._roster = Roster(evidence)

    def at(self, person: str | None, moment: int, locality: str) -> Place | None:
        """Where somebody is in the session in which a moment lies; None outside office hours and where nothing is booked."""
        local = from_micros(moment).astimezone(self._evidence.zone)
        hours = asking.on_record(self._evidence, OFFICE_HOURS, locality=locality, on=local.date())
        if hours is None or person is None:
            return None
        named = zip(Session.BOTH.halves, hours.sessions, strict=True)
        half = next((half for half, (opens, ends) in named if opens <= local.time() <= ends), None)
        return None if half is None else self._roster.place(person, local.date(), half)


def _facts(row: WayOfWork, places: _Places, locality: str) -> Iterator[_Fact]:
    if row.assigned is not None:
        yield _Fact(row.assigned, row.assignee)
    for deed in row.deeds:
        secret = row.confidentiality is Confidentiality.SECRET
        roster = places.at(deed.person, deed.occurred, locality) if secret else None
        yield _Fact(deed.occurred, deed.person, deed, roster)


def _breaches(row: WayOfWork, fact: _Fact) -> Iterator[SecretWorkAtHome]:
    if fact.deed is not None and fact.at_home and row.confidentiality is Confidentiality.SECRET:
        yield SecretWorkAtHome(
            task=row.task,
            person=fact.person,
            unit=row.unit,
            at=from_micros(fact.occurred),
            said=fact.deed.place,
            by_roster=fact.roster is Place.HOME,
            position=fact.deed.position,
        )

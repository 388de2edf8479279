"""The tick: gives every reminder, alert and escalation that has fallen due since the last one, each once, in order (R53)."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import assert_never

from attrs import asdict, evolve, frozen

from civicflow.automation.windows import measures
from civicflow.calendars import WorkingCalendar
from civicflow.core.command import Command, Order
from civicflow.core.event import micros
from civicflow.core.execution import Execution
from civicflow.core.facts import Act, Facts
from civicflow.core.filing import Receipt, Setting
from civicflow.core.question import AnyView
from civicflow.core.rule import RefusedError
from civicflow.core.states import Memory, States
from civicflow.deadline.commands import AlertOfDeadline, EscalateDeadline, RemindOfDeadline
from civicflow.deadline.declared import declared_for
from civicflow.deadline.dues import DueWork
from civicflow.deadline.falling import Almanac, FallingDue
from civicflow.deadline.notices import ColourAlert, Escalation, Notice, Reminder
from civicflow.errors import CivicflowError, ClockError, ReadOnlyError
from civicflow.storage.readings import PlacedReading
from civicflow.storage.stores import Store
from civicflow.views import deadlines, declared_notices, units
from civicflow.views.deadline_notices import DeadlineNotice, notice
from civicflow.views.deadlines import BY_CHANGE, BY_DUE, OpenDue
from civicflow.views.passing_terms import PassingTerm
from civicflow.views.turning_pages import MOST, Shelf, turned

SYSTEM = "system:deadlines"
"""Who gives the notices."""

NAME = "deadlines"
"""Under what it is noted how far the last tick has come."""

VIEWS: tuple[AnyView, ...] = (deadlines.VIEW, declared_notices.VIEW, units.VIEW)


@frozen(kw_only=True)
class Reached:
    """
    How far a tick has come; what is lost of it only costs time, since nothing is told twice.

    Args:
        moment: Up to which moment it has given what fell due, in microseconds since 1970 UTC.
        position: Up to where in the log it knew what has changed.
        rules: By which rules it was counted when something falls due.
    """

    moment: int
    position: int
    rules: str


@frozen(kw_only=True)
class Ripe:
    """
    A notice that has fallen due.

    Args:
        work: The work.
        falling: The notice, with its moment.
        place: Which it is of all that is told about this due.
    """

    work: DueWork
    falling: FallingDue
    place: int

    @property
    def order(self) -> Order:
        """What is asked for, under an id that is the same whoever asks and how often."""
        name = self.falling.notice.name.replace(" ", "-")
        return Order(
            command=command_of(self.work, self.falling.notice),
            by=SYSTEM,
            command_id=f"deadline:{self.work.subject}:{self.work.due}:{name}",
        )


@frozen(kw_only=True)
class Ticked:
    """
    What a tick has done.

    Args:
        until: Up to which moment (UTC).
        given: The notices that it gave, in order of the moments at which they fell due.
        looked_at: How many dues it looked at.
        passed: The terms that it let pass, what ended first at the top.
    """

    until: datetime
    given: tuple[DeadlineNotice, ...]
    looked_at: int
    passed: tuple[PassingTerm, ...] = ()


def until_when(store: Store, setting: Setting, now: datetime | None) -> datetime:
    """
    Up to which moment a tick goes: as asked, else the present.

    Raises:
        ReadOnlyError: When the store was opened for reading.
        ClockError: When the moment lies ahead.
    """
    if store.progress is None:
        raise ReadOnlyError(problem="opened for reading")
    present = setting.clock.now()
    until = now or present
    if until > present:
        raise ClockError(field="now", problem="future", claimed=until.isoformat())
    return until


def tick(store: Store, setting: Setting, execution: Execution, now: datetime | None = None) -> Ticked:
    """
    Give whatever has fallen due and was not given yet.

    Args:
        store: The store.
        setting: Clock, regulations and calendar.
        execution: Takes the commands.
        now: Up to which moment; the present when left out.

    Raises:
        ReadOnlyError: When the store was opened for reading.
        ClockError: When the moment lies ahead.
        StoreError: When the store cannot do what was asked; it can be done again.
    """
    until = until_when(store, setting, now)
    assert store.progress is not None
    last = _reached(store.progress.noted(NAME))
    with store.reading(VIEWS, known=None, as_of=None) as reading:
        look = Look(store=store, setting=setting, reading=reading, until=until, last=last)
        rows = look.rows()
        ripe = sorted((each for row in rows for each in look.ripe(row)), key=_order_of_telling)
        reached = look.reached
    given = tuple(_given(store, execution, ripe))
    if last is None or reached.moment >= last.moment:
        store.progress.note(NAME, json.dumps(asdict(reached)))
    return Ticked(until=until, given=given, looked_at=len(rows))


def _reached(noted: str | None) -> Reached | None:
    return None if noted is None else Reached(**json.loads(noted))


def _order_of_telling(ripe: Ripe) -> tuple[datetime, str, int]:
    return ripe.falling.at, ripe.work.subject, ripe.place


def _given(store: Store, execution: Execution, ripe: Sequence[Ripe]) -> Iterator[DeadlineNotice]:
    """
    Ask for each notice; what the record has meanwhile made superfluous is refused, and what another tick has given is its.

    Raises:
        CivicflowError: When one could not be given for another reason; what comes before it stands.
    """
    for result in execution.execute_many(each.order for each in ripe):
        if isinstance(result, CivicflowError) and not isinstance(result, RefusedError):
            raise result
        if isinstance(result, Receipt) and result.first and not result.repeated:
            lines = store.log.entries(after=result.first - 1, until=result.last)
            yield from filter(None, map(notice, lines))


def command_of(work: DueWork, told: Notice) -> Command:
    """What is asked for, so that something is told about the due of some work."""
    match told:
        case Reminder(before=before):
            return RemindOfDeadline(subject=work.subject, due=work.due_at, before=str(before))
        case ColourAlert(colour=colour):
            return AlertOfDeadline(subject=work.subject, due=work.due_at, colour=colour)
        case Escalation(level=level):
            return EscalateDeadline(subject=work.subject, due=work.due_at, level=level)
        case _ as unreachable:
            assert_never(unreachable)


@frozen(kw_only=True, slots=False)
class Look:
    """
    One look at what may have fallen due.

    Args:
        store: The store.
        setting: Clock, regulations and calendar.
        reading: The dues and the units, up to one position.
        until: Up to which moment.
        last: How far the last tick has come; None when nobody knows.
    """

    store: Store
    setting: Setting
    reading: PlacedReading
    until: datetime
    last: Reached | None

    @cached_property
    def almanac(self) -> Almanac:
        """By what moments are counted."""
        calendar = self.setting.calendar
        assert isinstance(calendar, WorkingCalendar)
        return Almanac(regulations=self.setting.regulations, calendar=calendar, zone=self.setting.zone)

    @property
    def reached(self) -> Reached:
        """How far this one comes: what is recorded after its moment is for the next, though it has been read."""
        moment = micros(self.until)
        position = min(self.reading.position, self.store.log.position_at(moment))
        return Reached(moment=moment, position=position, rules=self._rules)

    @property
    def _rules(self) -> str:
        law, calendar = self.setting.regulations, self.setting.calendar
        return f"{law.version} {calendar.version} {law.strict} {self.setting.zone}"

    @property
    def since(self) -> Reached | None:
        """From where on it looks: from the last tick, unless other rules hold since."""
        return self.last if self.last is not None and self.last.rules == self._rules else None

    def rows(self) -> Sequence[OpenDue]:
        """Every due of which something may have fallen due since, and every due that has begun to run since."""
        since, found = self.since, dict[str, OpenDue]()
        after = None if since is None else since.moment
        declared = [each.declared for each in self.reading.rows(declared_notices.VIEW)]
        for measure in measures(self.almanac, declared):
            window = measure.window(after, micros(self.until))
            if window is not None:
                found |= self._along(BY_DUE, window.after, window.until)
        if since is not None:
            found |= self._along(BY_CHANGE, since.position, self.reading.position)
        return tuple(found.values())

    def _along(self, order: str, after: int | None, until: int) -> dict[str, OpenDue]:
        place = None if after is None else (after,)
        shelf = Shelf(order, ())
        rows = turned(self.reading, deadlines.VIEW, [shelf], after=place, until=(until,), limit=MOST)
        return {row.subject: row for row in rows}

    def ripe(self, row: OpenDue) -> Iterator[Ripe]:
        """What has fallen due of a due and was not given yet."""
        if row.work is None:
            return
        work = evolve(row.work, declared=declared_for(self._facts, row.as_state()))
        for place, falling in enumerate(self.almanac.falling_due(work, self._locality(row.unit))):
            if falling.at <= self.until and not row.was_given(falling.notice.name):
                yield Ripe(work=work, falling=falling, place=place)

    @cached_property
    def _facts(self) -> Facts:
        """What the commands will see, to look up what the step of a task declares."""
        now, setting = self.setting.clock.now(), self.setting
        return Facts(
            States(self.store.log, Memory()),
            Act(by=SYSTEM, occurred_at=now, now=now),
            regulations=setting.regulations,
            calendar=setting.calendar,
            zone=setting.zone,
        )

    def _locality(self, unit: str | None) -> str:
        if unit not in self._localities:
            found = units.one(self.reading, unit)
            self._localities[unit] = "" if found is None else found.locality
        return self._localities[unit]

    @cached_property
    def _localities(self) -> dict[str | None, str]:
        return {}

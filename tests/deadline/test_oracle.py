"""Random dues, acts and ticks: what was told equals what a slow reading of the whole log says should have been (R53)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.core.event import Event, from_micros, micros
from civicflow.core.fields import FreeText
from civicflow.core.log import Entry
from civicflow.deadline.events import DeadlineAlerted, DeadlineEscalated, DeadlineReminded
from civicflow.flow import CALENDAR, ZONE, working_calendar
from civicflow.task.course import Standing, course
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    ResultReturned,
    ResultSubmitted,
    TaskCancelled,
    TaskCompleted,
    TaskHeld,
    TaskReleased,
)
from civicflow.task.model import Task
from tests.deadline.agency import Agency, agency
from tests.task.tasks import CLEAR, task_given

HERE = ZoneInfo(ZONE)
DAYS = working_calendar(CALENDAR)
WHY = FreeText(v="theo đề nghị")
BEGINS = datetime(2024, 1, 29, 8, 0, tzinfo=HERE)
"""Ten days before Tết."""


def at(hours: int) -> datetime:
    """So many hours after the beginning."""
    return BEGINS + timedelta(hours=hours)


def _of(task: str) -> dict[str, Any]:
    return {"task": task, "assignee": "E-1", "unit": "U-1"}


def assigned(task: str, now: datetime, hours: int) -> Event:
    """Work that is due so many hours later."""
    due = now + timedelta(hours=hours)
    return task_given(**_of(task), **CLEAR, assigned_by="HEAD-1", due=due)


def extended(task: str, now: datetime, hours: int) -> Event:
    """More time."""
    due = now + timedelta(hours=hours)
    return DeadlineExtended(**_of(task), extended_by="HEAD-1", old_due=None, new_due=due, reason=WHY)


def held(task: str, now: datetime, hours: int) -> Event:
    """It rests."""
    review = now + timedelta(hours=hours)
    return TaskHeld(
        **_of(task), held_by="HEAD-1", cause="third_party", reason=WHY, review_on=review, derivation=None
    )


def submitted(task: str, now: datetime, hours: int) -> Event:
    """A result is handed in."""
    return ResultSubmitted(
        **_of(task),
        delegate=None,
        round=1,
        output=None,
        outcome=None,
        signature=None,
        paper_file=None,
        place=None,
        receipt=None,
    )


ACTS: dict[str, Any] = {
    "assigned": assigned,
    "extended": extended,
    "held": held,
    "confirmed": lambda task, now, hours: HoldConfirmed(**_of(task), confirmed_by="DIRECTOR"),
    "released": lambda task, now, hours: TaskReleased(**_of(task), released_by="HEAD-1"),
    "submitted": submitted,
    "returned": lambda task, now, hours: ResultReturned(
        **_of(task), approver="HEAD-1", round=1, defect="minor", reason=WHY
    ),
    "completed": lambda task, now, hours: TaskCompleted(
        **_of(task), approver="HEAD-1", round=1, submitted_at=now, receipt=None
    ),
    "cancelled": lambda task, now, hours: TaskCancelled(
        **_of(task), cancelled_by="HEAD-1", from_above=False, reason=WHY, receipt=None
    ),
}


class Happening(NamedTuple):
    """Something that happens: a tick, or an act about a task, so many hours after what went before."""

    pause: int
    what: str
    task: str
    hours: int


ALL_ACTS = st.sampled_from(
    ("tick",) * 6 + ("assigned",) * 4 + ("extended", "held", "released") * 2 + tuple(ACTS)
)
STORIES = st.lists(
    st.builds(
        Happening,
        pause=st.sampled_from((0, 1, 9, 24, 72, 300)),
        what=ALL_ACTS,
        task=st.sampled_from(("T-1", "T-2", "T-3")),
        hours=st.sampled_from((1, 2, 5, 20, 30, 45, 60, 100, 150, 200, 300, 600)),
    ),
    min_size=5,
    max_size=30,
)


class Telling(NamedTuple):
    """One notice: of which work and due, which, when it fell due, and whether it came late."""

    subject: str
    due: int
    notice: str
    fell_due: int
    late: bool


@settings(max_examples=80)
@given(story=STORIES)
def test_what_was_told_is_what_a_slow_reading_says(story: list[Happening]):
    """All of it and nothing else, in this order, whatever happened between two ticks, however far apart they are."""
    with agency(begins=f"{BEGINS:%Y-%m-%dT%H:%M}") as office:
        ticks = list(lived(office, story))
        lines = list(office.flow.entries())

    assert [each for line in lines for each in telling(line)] == list(slow(lines, ticks))


def lived(office: Agency, story: Sequence[Happening]) -> Iterator[tuple[int, int]]:
    """Let a story happen; of each tick its moment and the last position before it."""
    known: set[str] = set()
    for happening in (*story, Happening(24, "tick", "", 0)):
        office.clock.advance(hours=happening.pause)
        now = office.clock.now()
        if happening.what == "tick":
            yield micros(now), office.flow.store.log.head()
            office.flow.tick()
        elif (happening.what == "assigned") is not (happening.task in known):
            known.add(happening.task)
            office.happen(ACTS[happening.what](happening.task, now, happening.hours))


def telling(line: Entry) -> Iterator[Telling]:
    """What a line told."""
    event = line.event
    if isinstance(event, DeadlineReminded | DeadlineAlerted | DeadlineEscalated):
        match event:
            case DeadlineReminded(counted=counted):
                name = f"{counted.number} days before"
            case DeadlineAlerted(colour=colour):
                name = colour.value
            case DeadlineEscalated(level=level):
                name = f"level {level}"
        yield Telling(event.subject, micros(event.due), name, micros(event.fell_due_at), event.late)


def slow(lines: Sequence[Entry], ticks: Sequence[tuple[int, int]]) -> Iterator[Telling]:
    """Tick by tick all that has come by then and was not told by an earlier one, counted day by day."""
    told: set[tuple[str, int, str]] = set()
    for now, head in ticks:
        acts = [line for line in lines if line.at.position <= head and line.stream.startswith("task:")]
        found = [each for stream in {line.stream for line in acts} for each in of_work(stream, acts, now)]
        for fell_due, subject, place, due, name in sorted(found):
            if fell_due <= now and (subject, due, name) not in told:
                told.add((subject, due, name))
                yield Telling(subject, due, name, fell_due, now > an_hour_later(fell_due))
                assert place >= 0


def of_work(stream: str, acts: Sequence[Entry], now: int) -> Iterator[tuple[int, str, int, int, str]]:
    """When each notice about the due of some work falls due, as it stands; nothing of work that presses nobody."""
    state, due, since = None, None, 0
    for line in acts:
        if line.stream == stream:
            state = Task.evolve(state, line.event, line.at)
            assert state is not None
            gone = course(state)
            runs = gone.excused if gone.standing is Standing.AT_WORK else None
            due, since = (due, since) if runs == due else (runs, line.at.recorded)
    if due is None:
        return
    moments = list(counted(due))
    colours = [name for name, moment in moments if name in {"green", "yellow", "red"} and moment <= since]
    for place, (name, moment) in enumerate(moments):
        if (name.endswith("before") and moment <= since) or name in colours[:-1]:
            continue
        yield max(moment, since), stream, place, due, name


def counted(due: int) -> Iterator[tuple[str, int]]:
    """The moments of all notices about a due, walking from day to day."""
    local = from_micros(due).astimezone(HERE)
    for days in (7, 3, 1):
        yield f"{days} days before", of_day(walked(local.date(), -days), time(7, 30))
    for colour, after in (
        ("green", timedelta(hours=-24)),
        ("yellow", timedelta(microseconds=1)),
        ("red", timedelta(hours=48)),
    ):
        yield colour, micros(local + after)
    for level, days in ((1, 3), (2, 7)):
        yield f"level {level}", of_day(walked(local.date(), days), time(17, 0))


def walked(day: date, number: int) -> date:
    """The working day that lies so many after a day, or before it."""
    step = timedelta(days=1 if number > 0 else -1)
    while number:
        day += step
        number -= (1 if number > 0 else -1) * DAYS.is_working_day(day)
    return day


def of_day(day: date, hour: time) -> int:
    """A local time of a day."""
    return micros(datetime.combine(day, hour, HERE))


def an_hour_later(moment: int) -> int:
    """When an hour of office time has passed since a moment, minute by minute; the minute that has begun does not count."""
    whole = -(-moment // 60_000_000)
    minutes = 60
    while minutes:
        minutes -= _is_worked(from_micros(whole * 60_000_000).astimezone(HERE))
        whole += 1
    return whole * 60_000_000


def _is_worked(minute: datetime) -> bool:
    hour = minute.time()
    within = time(7, 30) <= hour < time(11, 30) or time(13, 0) <= hour < time(17, 0)
    return within and DAYS.is_working_day(minute.date())

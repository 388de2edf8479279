"""The quick answer equals the slow one for any past, asked as of any instant and with any knowledge."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.core.event import Event, from_micros, micros
from civicflow.core.fields import FreeText
from civicflow.core.provision import NotedRegulations
from civicflow.core.question import Evidence
from civicflow.task import DisputeOutcome, Objection
from civicflow.task.assignment_events import (
    TaskDisputed,
    TaskDisputeResolved,
    TaskDrafted,
    TaskReassigned,
    TaskReopened,
)
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    HoldRejected,
    HoldReviewed,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
    TaskReleased,
    TaskStarted,
)
from civicflow.views.on_time import OnTime, OnTimeAnswer
from tests.task.tasks import task_given
from tests.views import slow
from tests.views.past import LAWBOOK, WORKING_DAYS, Past, Remembered
from tests.views.slow import Act

HOUR = 3_600_000_000
START = micros(datetime(2023, 10, 30, tzinfo=UTC))
PERIOD = range(24, 72)
TASKS = ("T-1", "T-2", "T-3")
PLACES = {"T-3": "T-1"}
"""For a task the one whose place it takes."""

REASON = FreeText(v="x")


MAY_BE_WITHOUT_DUE = {
    "assigned": 1,
    "reopened": 1,
    "dispute_resolved": 1,
    "dispute_resolved_and_excused": 1,
}
"""The acts that need not name a due: every other time they do not."""


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, Act]]:
    """What happens to a few tasks, hour by hour, lawful or not; a submission may claim to be older than its record."""
    told: list[tuple[str, Act]] = []
    now = draw(st.integers(0, 10))
    for _ in range(draw(st.integers(1, 25))):
        now += draw(st.integers(0, 9))
        task = draw(st.sampled_from(TASKS))
        known = any(each == task for each, _ in told)
        name = draw(st.sampled_from(tuple(EVENTS) if known else ("assigned", "assigned", "drafted")))
        claimed = now - (draw(st.integers(0, 12)) if name == "submitted" else 0)
        due = (
            now + draw(st.integers(-5, 30))
            if draw(st.integers(0, MAY_BE_WITHOUT_DUE.get(name, 0))) == 0
            else None
        )
        told.append((task, Act(name, now, claimed, due, draw(st.booleans()))))
    return told


def of(task: str) -> dict[str, Any]:
    """The fields of every event of a task."""
    return {"task": task, "assignee": "E-1", "unit": "U-1"}


def instant(hour: int) -> datetime:
    """An hour of the past."""
    return from_micros(START + hour * HOUR)


def resolved(task: str, act: Act, *, clock_ran: bool) -> TaskDisputeResolved:
    """A decision on a dispute, with another due or without."""
    due = None if act.due is None else instant(act.due)
    changes: dict[str, Any] = {"due": due, "work": None, "result": None, "acceptance": None}
    outcome = DisputeOutcome.UPHELD if due is None else DisputeOutcome.CHANGED
    return TaskDisputeResolved(
        **of(task), **changes, resolved_by="E-3", outcome=outcome, clock_ran=clock_ran, reason=None
    )


EVENTS: dict[str, Any] = {
    "assigned": lambda task, act: task_given(
        **of(task),
        assigned_by="E-2",
        due=None if act.due is None else instant(act.due),
        replaces=PLACES.get(task),
    ),
    "drafted": lambda task, _: TaskDrafted(
        task=task,
        unit="U-1",
        drafted_by="E-2",
        work=REASON,
        work_type=None,
        confidentiality=None,
        because_of=None,
    ),
    "disputed": lambda task, act: TaskDisputed(
        **of(task), objection=Objection.MEANS, note=None, decide_by=instant(act.due), derivation=None
    ),
    "dispute_resolved": lambda task, act: resolved(task, act, clock_ran=True),
    "dispute_resolved_and_excused": lambda task, act: resolved(task, act, clock_ran=False),
    "started": lambda task, _: TaskStarted(**of(task), delegate=None),
    "acknowledged": lambda task, _: TaskAcknowledged(**of(task)),
    "submitted": lambda task, _: ResultSubmitted(
        **of(task),
        delegate=None,
        round=1,
        output=None,
        outcome=None,
        signature=None,
        paper_file=None,
        place=None,
        receipt=None,
    ),
    "returned": lambda task, _: ResultReturned(
        **of(task), approver="E-2", round=1, defect="minor", reason=None
    ),
    "completed": lambda task, act: TaskCompleted(
        **of(task), approver="E-2", round=1, submitted_at=instant(act.at), receipt=None
    ),
    "evaluated": lambda task, _: TaskEvaluated(
        **of(task), evaluator="E-2", quality_met=True, major_errors=0, delays=0, above_level=False, note=None
    ),
    "extended": lambda task, act: DeadlineExtended(
        **of(task), extended_by="E-2", old_due=None, new_due=instant(act.due), reason=None
    ),
    "held": lambda task, act: TaskHeld(
        **of(task),
        held_by="E-2",
        cause="connection",
        reason=None,
        review_on=instant(act.due),
        derivation=None,
    ),
    "hold_reviewed": lambda task, act: HoldReviewed(
        **of(task), reviewed_by="E-2", reason=None, review_on=instant(act.due), derivation=None
    ),
    "hold_rejected": lambda task, _: HoldRejected(**of(task), rejected_by="E-3", reason=None),
    "reopened": lambda task, act: TaskReopened(
        **of(task), reopened_by="E-2", reason=None, due=None if act.due is None else instant(act.due)
    ),
    "reassigned": lambda task, _: TaskReassigned(
        **of(task), reassigned_by="E-2", to="E-4", replacement=None, reason=None
    ),
    "hold_confirmed": lambda task, _: HoldConfirmed(**of(task), confirmed_by="E-3"),
    "released": lambda task, _: TaskReleased(**of(task), released_by="E-2"),
    "cancelled": lambda task, act: TaskCancelled(
        **of(task), cancelled_by="E-2", from_above=act.from_above, reason=None, receipt=None
    ),
}


def past(told: list[tuple[str, Act]]) -> Past:
    """The same as events."""
    found = Past()
    for task, act in told:
        event: Event = EVENTS[act.name](task, act)
        found.append(event, START + act.claimed * HOUR, START + act.at * HOUR)
    return found


def asked(found: Past, now: int, *, known: int | None = None, as_of: int | None = None) -> OnTimeAnswer:
    """The quick answer for the period."""
    seen, until = (None if each is None else instant(each) for each in (known, as_of))
    evidence = Evidence(
        reading=Remembered(found.lines, known=seen, as_of=until),
        regulations=NotedRegulations(LAWBOOK),
        calendar=WORKING_DAYS,
        now=instant(now),
        known=seen,
        zone=UTC,
    )
    first, after = (instant(hour).date() for hour in (PERIOD.start, PERIOD.stop))
    return OnTime(period=f"{first}/{after - timedelta(days=1)}").answer(evidence)


def recorded(act: Act) -> int:
    """When it is on record."""
    return act.at


def claimed(act: Act) -> int:
    """When it is said to have happened."""
    return act.claimed


def compared(told: list[tuple[str, Act]], answer: OnTimeAnswer, now: int) -> None:
    """Each figure and each remainder equals the slow count."""
    tasks = {task: [act for each, act in told if each == task] for task, _ in told}
    for name in slow.READINGS:
        reading = getattr(answer, name)
        by_record, by_claim = (
            Counter(slow.of_all(name, tasks, PLACES, PERIOD, now, clock)) for clock in (recorded, claimed)
        )
        assert reading.figure == reading.by_record
        for figure, counts in ((reading.by_record, by_record), (reading.by_claim, by_claim)):
            assert figure.numerator == counts["on_time"]
            assert figure.denominator == counts["on_time"] + counts["late"]
        assert {each.verdict.value: each.tasks for each in reading.remainders if each.tasks} == {
            verdict: tasks for verdict, tasks in by_record.items() if verdict not in {"on_time", "late", None}
        }


@settings(max_examples=300)
@given(told=acts(), later=st.integers(0, 60))
def test_on_time_equals_the_slow_computation(told, later):
    """For any past, whatever its order."""
    now = told[-1][1].at + later

    compared(told, asked(past(told), now), now)


@given(told=acts(), instant=st.integers(0, 150))
def test_as_of_an_instant_only_what_had_happened_counts(told, instant):
    """A filter by the claimed time, before anything is gathered."""
    happened = [(task, act) for task, act in told if act.claimed <= instant]

    compared(happened, asked(past(told), instant, as_of=instant), instant)


@given(told=acts(), instant=st.integers(0, 150))
def test_known_at_an_instant_only_what_was_on_record_counts(told, instant):
    """A prefix of the log."""
    on_record = [(task, act) for task, act in told if act.at <= instant]

    compared(on_record, asked(past(told), instant, known=instant), instant)


@given(acts())
def test_every_task_stands_once_in_a_figure_or_a_remainder(told):
    """What the three readings of all time leave out is nothing but drafts."""
    found = past(told)
    answer = OnTime().answer(
        Evidence(
            reading=Remembered(found.lines),
            regulations=NotedRegulations(LAWBOOK),
            calendar=WORKING_DAYS,
            now=instant(told[-1][1].at),
            zone=UTC,
        )
    )
    lives = {task: [act for each, act in told if each == task] for task, _ in told}
    tasks = sum(not slow.is_a_draft(life) for life in lives.values())

    for reading in (answer.raw, answer.on_time, answer.closed):
        assert reading.figure.denominator + sum(each.tasks for each in reading.remainders) == tasks

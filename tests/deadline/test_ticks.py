"""What a tick gives: each declared notice at its moment, once, in order, and late where it comes late, on every store (R53)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

import civicflow as cf
import civicflow.flow
from civicflow import deadline, task
from civicflow.core.clock import FixedClock
from civicflow.core.correction import Correction
from civicflow.core.fields import FreeText
from civicflow.deadline.events import EVENTS
from civicflow.deadline.notices import notices
from civicflow.errors import ClockError, InvalidInputError, ReadOnlyError
from civicflow.flow import MODULES, Flow, lawbook
from civicflow.regulations import Lawbook
from civicflow.storage.catalogue import Catalogue
from civicflow.task.events import DeadlineExtended, HoldConfirmed, TaskCompleted, TaskEvaluated, TaskReleased
from civicflow.views import deadlines
from tests.deadline.agency import SILENCE, Agency, agency, local, told, work
from tests.task.test_commands import RETURNED, cancelled, held, of, submitted

MICROSECOND = timedelta(microseconds=1)
REMINDERS = {
    "reminder 7 working_days": "2023-11-06T07:30",
    "reminder 3 working_days": "2023-11-10T07:30",
    "reminder 1 working_days": "2023-11-14T07:30",
}
ALERTS = {
    "alert green": "2023-11-14T17:00",
    "alert yellow": "2023-11-15T17:00:00.000001",
    "alert red": "2023-11-17T17:00",
}
ESCALATIONS = {"escalation 1": "2023-11-20T17:00", "escalation 2": "2023-11-24T17:00"}
MOMENTS = {
    "deadline_reminders/2000-01-01": REMINDERS,
    "deadline_alerts/2000-01-01": ALERTS,
    "deadline_escalations/2000-01-01": ESCALATIONS,
}
"""By record what it has told about work that is due on Wednesday 15 November 2023 at five, and when, counted by hand."""

ALL = {name: moment for record in MOMENTS.values() for name, moment in record.items()}


def test_whatever_the_regulations_declare_is_shown():
    """A record that is added, or says more, is counted by hand here, or this fails: none is taken in and never fires."""
    subjects = {"deadline_reminders", "deadline_alerts", "deadline_escalations"}
    records = {
        each.id for sheet in lawbook().sheets if sheet.subject in subjects for each in sheet.provisions
    }
    declared = {
        (each.source, each.name) for each in notices(lawbook(), local("2023-11-15T17:00").date(), "vn/hcmc")
    }

    assert records == MOMENTS.keys()
    assert declared == {(record, name) for record, told in MOMENTS.items() for name in told}


@pytest.mark.parametrize("name", ALL)
def test_each_declared_notice_fires_at_its_moment_and_not_before(office: Agency, name: str):
    """By the tick that comes then; the one a microsecond before gives what came before and nothing else."""
    moment = local(ALL[name])
    office.happen(work(), at="2023-11-01T09:00")
    office.clock.move_to(moment - MICROSECOND)
    before = told(office.flow.tick().given)
    office.clock.move_to(moment)

    assert office.tick() == [f"T-1 {name}"]
    assert [each.removeprefix("T-1 ").removesuffix(" late") for each in before] == list(ALL)[
        : list(ALL).index(name)
    ]


def test_whatever_is_ticked_again_gives_nothing(office: Agency):
    """Day after day, several times a day, each notice comes once."""
    office.happen(work(), at="2023-11-01T09:00")
    given: list[str] = []
    for day in range(2, 31):
        for hour in ("00:10", "07:31", "07:31", "12:00", "17:01"):
            given += office.tick(f"2023-11-{day:02}T{hour}")

    assert given == [f"T-1 {name}" for name in ALL]
    assert office.tick("2023-12-29T08:00") == []


def test_what_is_lost_of_the_progress_only_costs_time(office: Agency):
    """A tick that does not know of the last one looks at everything and gives nothing twice; what it missed comes."""
    office.happen(work(), at="2023-11-01T09:00")
    office.tick("2023-11-10T08:00")
    forget(office)

    assert office.tick("2023-11-10T08:00") == []
    forget(office)
    assert office.tick("2023-11-14T08:00") == ["T-1 reminder 1 working_days"]


def forget(office: Agency) -> None:
    """What was noted of the last tick is worth nothing."""
    progress = office.flow.store.progress
    assert progress is not None
    progress.note("deadlines", '{"moment": 0, "position": 0, "rules": "others"}')


def test_after_a_month_without_a_tick_all_comes_in_order_and_is_marked_late(office: Agency):
    """Over Tết 2024: each in the order of the moments at which it fell due, of several tasks, and what is in time is not late."""
    office.clock.move_to(local("2024-01-22T08:00"))
    office.happen(work("T-1", due="2024-02-07T17:00"), work("T-2", due="2024-02-16T17:00"))
    assert office.tick("2024-01-25T08:00") == []

    given = office.tick("2024-02-26T07:45")

    assert given == [
        f"{each} late"
        for each in (
            "T-1 reminder 7 working_days",  # Monday 29 January
            "T-2 reminder 7 working_days",  # Wednesday 31 January
            "T-1 reminder 3 working_days",  # Friday 2 February
            "T-1 reminder 1 working_days",  # Tuesday 6 February, half past seven
            "T-2 reminder 3 working_days",
            "T-1 alert green",  # Tuesday 6 February, five
            "T-1 alert yellow",  # Wednesday 7 February, the last day before Tết
            "T-1 alert red",  # Friday 9 February
            "T-2 reminder 1 working_days",  # Thursday 15 February, the first day after
            "T-2 alert green",
            "T-2 alert yellow",  # Friday 16 February
            "T-2 alert red",  # Sunday 18 February
            "T-1 escalation 1",  # Monday 19 February
            "T-2 escalation 1",  # Wednesday 21 February
        )
    ] + ["T-1 escalation 2"]
    assert office.tick("2024-02-27T17:00") == ["T-2 escalation 2"]


def test_a_due_that_was_moved_has_new_notices_and_no_old_ones(office: Agency):
    """An extension in time: what the old due had told stands, what it had not is told of the new one alone (K4)."""
    office.happen(work(), at="2023-11-01T09:00")
    assert office.tick("2023-11-06T08:00") == ["T-1 reminder 7 working_days"]
    office.happen(extended("2023-11-29T17:00"), at="2023-11-09T09:00")

    assert office.tick("2023-11-17T17:00") == []
    assert office.tick("2023-11-20T08:00") == ["T-1 reminder 7 working_days"]
    assert office.tick("2023-11-24T08:00") == ["T-1 reminder 3 working_days"]


def extended(to: str) -> DeadlineExtended:
    """The head grants more time."""
    return DeadlineExtended(
        **of(), extended_by="HEAD-1", old_due=None, new_due=local(to), reason=FreeText(v="chờ ý kiến")
    )


COMPLETED = TaskCompleted(
    **of(), approver="HEAD-1", round=1, submitted_at=local("2023-11-09T08:00"), receipt=None
)


@pytest.mark.parametrize(
    "over",
    [(cancelled(),), (submitted(),), (submitted(), COMPLETED), (held(),)],
    ids=["off", "in", "done", "held"],
)
def test_of_work_that_is_over_or_rests_nothing_is_told(office: Agency, over: tuple[Any, ...]):
    """Called off, handed in, accepted, on hold: not even what fell due while nobody ticked."""
    office.happen(work(), at="2023-11-01T09:00")
    office.happen(*over, at="2023-11-09T09:00")

    assert office.tick("2023-12-29T08:00") == []


def test_what_was_returned_presses_again_and_is_told_what_it_was_not_yet(office: Agency):
    """Green came before the result; after its return yellow comes, green does not again."""
    office.happen(work(), at="2023-11-13T09:00")
    assert office.tick("2023-11-14T17:00") == ["T-1 reminder 1 working_days late", "T-1 alert green"]
    office.happen(submitted(), at="2023-11-15T08:00")
    assert office.tick("2023-11-16T08:00") == []
    office.happen(RETURNED, at="2023-11-16T09:00")

    assert office.tick("2023-11-16T09:30") == ["T-1 alert yellow"]
    assert office.tick("2023-11-17T17:00") == ["T-1 alert red"]


def test_a_hold_that_is_released_goes_on_with_what_fell_due_meanwhile_but_for_reminders(office: Agency):
    """A hold that nobody confirmed moves no due: on release it is red at once, no longer green or yellow; no reminder comes."""
    office.happen(work(), at="2023-11-01T09:00")
    office.happen(held(), at="2023-11-08T09:00")
    assert office.tick("2023-11-17T18:00") == []
    office.happen(TaskReleased(**of(), released_by="HEAD-1"), at="2023-11-20T09:00")

    assert office.tick("2023-11-20T09:10") == ["T-1 alert red"]


def test_a_cause_that_is_confirmed_later_moves_the_due_and_starts_its_notices_anew(office: Agency):
    """The hold lasted two days; the excused due is two days later, and what was told of the old one was told of another (K4)."""
    office.happen(work(), at="2023-11-01T09:00")
    office.happen(held(), at="2023-11-07T08:00")
    office.happen(TaskReleased(**of(), released_by="HEAD-1"), at="2023-11-09T08:00")
    assert office.tick("2023-11-10T08:00") == ["T-1 reminder 3 working_days"]
    office.happen(HoldConfirmed(**of(), confirmed_by="DIRECTOR"), at="2023-11-10T09:00")

    assert office.tick("2023-11-13T08:00") == []
    assert office.tick("2023-11-14T08:00") == ["T-1 reminder 3 working_days"]
    assert office.tick("2023-11-15T17:30") == []
    assert office.tick("2023-11-16T17:00") == ["T-1 reminder 1 working_days late", "T-1 alert green"]


def test_several_ticks_at_once_give_each_notice_once(address: str):
    """From several desks at the same moment, on every store, whoever is first (in memory from several threads)."""
    with agency(address) as office:
        office.happen(*(work(f"T-{number}") for number in range(12)), at="2023-11-01T09:00")
        office.clock.move_to(local("2023-11-17T17:00"))
        with desks(address, office) as flows, ThreadPoolExecutor(len(flows)) as threads:
            given = [each for ticked in threads.map(lambda flow: flow.tick().given, flows) for each in ticked]
        on_record = [repr(each.event) for each in office.flow.entries() if isinstance(each.event, EVENTS)]

        assert len(given) == len(on_record) == 12 * (len(ALL) - len(ESCALATIONS))
        assert len(set(on_record)) == len(on_record)
        assert office.tick() == []


@contextmanager
def desks(address: str, office: Agency) -> Iterator[list[Flow]]:
    """Four desks on one store; what lies in memory has one, which four share."""
    if address == ":memory:":
        yield [office.flow] * 4
        return
    with ExitStack() as opened:
        yield [
            opened.enter_context(civicflow.flow.open(address, clock=office.clock, longest_silence=SILENCE))
            for _ in range(4)
        ]


def test_other_regulations_are_looked_at_anew():
    """A reminder that is added by law is given of what ran before; what was given stays given."""
    clock = FixedClock(local("2023-11-01T08:00"))
    with civicflow.flow.open(":memory:", clock=clock, longest_silence=SILENCE) as flow:
        office = Agency(flow, clock)
        office.happen(work(), at="2023-11-01T09:00")
        assert office.tick("2023-11-13T08:00") == [
            "T-1 reminder 7 working_days late",
            "T-1 reminder 3 working_days late",
        ]
        law = reminding("5 working_days", "3 working_days")
        changed = Flow(flow.store, evolve(flow.setting, regulations=law))

        assert told(changed.tick().given) == ["T-1 reminder 5 working_days late"]
        assert told(changed.tick().given) == []


def reminding(*before: str) -> Lawbook:
    """The regulations, with other reminders."""
    sheets = tuple(
        evolve(sheet, provisions=tuple(evolve(each, value={"before": before}) for each in sheet.provisions))
        if sheet.subject == "deadline_reminders"
        else sheet
        for sheet in lawbook().sheets
    )
    return Lawbook(sheets)


def test_no_correction_moves_a_due():
    """A tick looks only at what has changed since the last one: what bears on a due is extended or done anew, never corrected."""
    corrected = {each.original for each in Catalogue(MODULES).events.values() if issubclass(each, Correction)}

    assert corrected & deadlines.VIEW.subjects.keys() == {TaskEvaluated}


def test_a_tick_may_look_at_an_earlier_moment_and_misses_nothing_by_it(office: Agency):
    """Up to an earlier moment, at which work rested that goes on by now: what it then says is told when its moment is looked at."""
    office.happen(work(due="2023-11-01T10:00"), at="2023-11-01T09:00")
    office.happen(held(), at="2023-11-01T09:30")
    office.happen(TaskReleased(**of(), released_by="HEAD-1"), at="2023-11-15T16:00")
    office.clock.move_to(local("2023-11-15T16:30"))

    assert told(office.flow.tick(now="2023-11-12T08:00+07:00").given) == []
    assert office.tick() == ["T-1 alert red", "T-1 escalation 1", "T-1 escalation 2"]


def test_nobody_ticks_ahead_of_the_clock_or_in_a_store_that_is_read_only(tmp_path):
    """What has not fallen due cannot be told; a store that was opened for reading takes nothing."""
    with agency(str(tmp_path / "store")) as office:
        with pytest.raises(ClockError):
            office.flow.tick(now=office.clock.now() + MICROSECOND)
        with pytest.raises(InvalidInputError):
            office.flow.tick(now="2023-11-01T08:00")
    with (
        civicflow.flow.open(tmp_path / "store", clock=office.clock, read_only=True) as flow,
        pytest.raises(ReadOnlyError),
    ):
        flow.tick()


def test_after_a_long_silence_the_clock_is_confirmed_before_anything_is_told(tmp_path):
    """Nothing is told by a clock that may be wrong; once the silence is confirmed, all of it comes."""
    store, clock = tmp_path / "store", FixedClock(local("2023-11-01T08:00"))
    with civicflow.flow.open(store, clock=clock, longest_silence=timedelta(days=15)) as flow:
        office = Agency(flow, clock)
        office.happen(work(), at="2023-11-01T09:00")
        with pytest.raises(ClockError):
            office.tick("2023-11-24T17:00")
    with civicflow.flow.open(store, clock=clock, longest_silence=SILENCE) as flow:
        assert len(flow.tick().given) == len(ALL)


def test_a_notice_is_given_by_the_system_and_rests_on_the_record():
    """The line says who, by which regulation, in which working calendar; its sentence is read in both languages."""
    with agency() as office:
        office.happen(work(), at="2023-11-01T09:00")
        office.clock.move_to(local("2023-11-06T07:30"))
        (given,) = office.flow.tick().given
        why = office.flow.why(given.position)

        assert why.entry.envelope.by == "system:deadlines"
        assert why.entry.envelope.authority == "deadline_reminders/2000-01-01"
        assert why.calendar == office.flow.setting.calendar.version


def test_what_was_told_to_a_person_is_found_again():
    """The last first; only theirs; as known then, and only what came late when that is asked."""
    with agency() as office:
        office.happen(work(), at="2023-11-01T09:00")
        office.tick("2023-11-10T08:00")
        office.tick("2023-11-24T17:00")
        ask = office.flow.ask

        assert told(ask(cf.DeadlineNotices(person="E-1")).answer) == [
            "T-1 alert green late",
            "T-1 reminder 1 working_days late",
            "T-1 reminder 3 working_days",
            "T-1 reminder 7 working_days late",
        ]
        assert told(ask(cf.DeadlineNotices(person="E-1"), known="2023-11-10").answer) == [
            "T-1 reminder 3 working_days",
            "T-1 reminder 7 working_days late",
        ]
        assert told(ask(cf.DeadlineNotices(person="DIRECTOR", late=False)).answer) == ["T-1 escalation 2"]
        assert ask(cf.DeadlineNotices(person="E-2")).answer == ()


def test_the_office_that_work_was_escalated_to_finds_it_in_its_worklist():
    """Until it is handed in or has another due; whoever holds the office then, and nobody below (K11)."""
    with agency() as office:
        office.happen(work(), at="2023-11-01T09:00")
        assert waiting(office, "DIRECTOR") == []
        office.tick("2023-11-20T17:00")

        assert waiting(office, "DIRECTOR") == ["take_up_escalation"]
        assert "take_up_escalation" not in waiting(office, "HEAD-1")
        office.happen(submitted(), at="2023-11-21T08:00")
        assert waiting(office, "DIRECTOR") == []
        office.happen(RETURNED, at="2023-11-21T09:00")
        assert waiting(office, "DIRECTOR") == ["take_up_escalation"]
        office.flow.execute(task.CancelTask(task="T-1", reason="trùng việc"), by="DIRECTOR")
        assert waiting(office, "DIRECTOR") == []


def waiting(office: Agency, person: str) -> list[str]:
    """What a person must do, but for what is overdue as such."""
    items = office.flow.ask(cf.Worklist(person=person)).answer
    return [item.need.value for item in items if item.need.value not in {"follow_up", "confirm_hold"}]


def test_what_another_gives_by_hand_is_not_given_again():
    """The command is open to whoever knows what is due; the tick then has nothing to say (R53)."""
    with agency() as office:
        office.happen(work(), at="2023-11-01T09:00")
        office.clock.move_to(local("2023-11-10T08:00"))
        by_hand = deadline.RemindOfDeadline(
            subject="task:T-1", due=local("2023-11-15T17:00"), before="3 working_days"
        )
        office.flow.execute(by_hand, by="HEAD-1")

        assert office.tick() == ["T-1 reminder 7 working_days late"]

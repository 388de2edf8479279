"""Time that passes in a test: whatever falls due on the way happens at its own moment, in order, and nothing is late by that."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

import civicflow as cf
import civicflow.flow
from civicflow.automation.events import ReactionParked
from civicflow.core.clock import FixedClock, SystemClock
from civicflow.errors import InvalidInputError, OutsideCalendarError
from civicflow.exchange.history import Decided, history_lines
from civicflow.exchange.history_replay import differences
from civicflow.testing import advance
from tests.automation.post_office import MODULE, LetterStamped, PutIn, Turn
from tests.deadline.agency import Agency, agency, local, told, work
from tests.deadline.test_ticks import ALL
from tests.dossier.filed import CLERK, HEAD
from tests.dossier.running import administration, publish
from tests.exchange.outboxes import office as office_with_tasks
from tests.procedures.drawn import outcome, procedure, step


@pytest.fixture(name="office")
def _office() -> Iterator[Agency]:
    """A department with a task that is due on Wednesday 15 November 2023 at five."""
    with agency() as found:
        found.happen(work(), at="2023-11-01T09:00")
        yield found


def recorded(office: Agency) -> list[datetime]:
    """The moments at which notices were recorded."""
    return [each.at.recorded_at for each in office.flow.entries() if each.topic.startswith("deadline.")]


MOMENTS = [local(moment) for moment in ALL.values()]


def test_every_notice_comes_at_its_own_moment_and_none_is_late(office):
    """A month passes in one step: what a running engine would have told day by day is told, each at the very moment."""
    given = advance(office.flow, days=30)

    assert told(given) == [f"T-1 {name}" for name in ALL]
    assert recorded(office) == MOMENTS
    assert office.clock.now() == local("2023-12-01T09:00")


def test_a_clock_that_jumps_is_late_where_time_that_passes_is_not():
    """The same month, once passed over: the difference is what ``advance`` is for."""
    with agency() as office:
        office.happen(work(), at="2023-11-01T09:00")
        assert any(each.endswith("late") for each in office.tick("2023-12-01T09:00"))


def test_time_in_pieces_comes_to_the_same_as_at_once(office):
    """Hours, days and working days: however it is cut, the record is one."""
    pieces = [advance(office.flow, hours=7) for _ in range(30)] + [advance(office.flow, days=3)]
    pieces += [advance(office.flow, working_days=2) for _ in range(12)]

    assert [name for given in pieces for name in told(given)] == [f"T-1 {name}" for name in ALL]
    assert recorded(office) == MOMENTS


@pytest.mark.parametrize(
    "amount,end",
    [
        ({}, "2023-11-01T09:00"),
        ({"hours": 30}, "2023-11-02T15:00"),
        ({"days": 3}, "2023-11-04T09:00"),
        ({"working_days": 3}, "2023-11-06T09:00"),
        ({"days": 1, "working_days": 1, "hours": 2}, "2023-11-03T11:00"),
        ({"to": "2023-11-09T00:00+07:00"}, "2023-11-09T00:00"),
    ],
)
def test_it_ends_where_it_was_told_to(office, amount, end):
    """Days to the same time on the wall; working days of the calendar: a weekend lies between the first and the sixth."""
    advance(office.flow, **amount)

    assert office.clock.now() == local(end)


def test_what_is_due_already_happens_first(office):
    """At the present moment, before any time passes."""
    office.clock.move_to(local("2023-11-14T17:00"))

    assert "T-1 alert green" in told(advance(office.flow))


def test_work_that_is_given_while_time_passes_is_told_of_as_well(office):
    """Each step looks anew at what is due."""
    advance(office.flow, days=20)
    office.happen(work("T-2", due="2023-11-29T17:00"))

    assert "T-2 alert green" in told(advance(office.flow, days=9))


def test_a_reaction_is_tried_again_at_each_of_its_moments():
    """A box is locked: after each pause the engine tries once more, and parks what it could not do; unlocked, it is done."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with civicflow.flow.open(":memory:", modules=(MODULE,), clock=clock) as flow:
        for command in (Turn(box="B-1"), PutIn(box="B-1", letter="L-1"), PutIn(box="B-2", letter="L-2")):
            flow.execute(command, by="E-1")
        advance(flow, hours=1)
        (parked,) = (each for each in flow.entries() if isinstance(each.event, ReactionParked))
        stamped = [each.event.letter for each in flow.entries() if isinstance(each.event, LetterStamped)]

    assert isinstance(parked.event, ReactionParked)
    assert parked.event.tries == 5
    assert parked.at.recorded_at - clock.now() == timedelta(seconds=156) - timedelta(hours=1)
    assert stamped == ["L-2"]


def test_what_happens_by_itself_is_part_of_a_recorded_history(tmp_path):
    """Notices are orders like any other: recorded with their moments, and decided again."""
    path = tmp_path / "history.jsonl"
    flow, _ = office_with_tasks(history=str(path))
    given = advance(flow, working_days=10)
    flow.close()
    by = [line.by for line in history_lines(path) if isinstance(line, Decided)]

    assert len(given) > 3
    assert by.count("system:deadlines") >= len(given)
    assert list(differences(path, civicflow.flow.open)) == []


def test_time_goes_forward_only(office):
    """As in an office."""
    with pytest.raises(InvalidInputError) as refused:
        advance(office.flow, days=-1)

    assert refused.value.parameters["problem"] == "earlier-than-now"


def test_the_calendar_ends_where_it_ends(office):
    """So many working days nobody has proclaimed."""
    with pytest.raises(OutsideCalendarError):
        advance(office.flow, working_days=100_000)


def test_only_a_clock_of_a_test_can_be_moved():
    """The machine's goes as it goes."""
    clock = SystemClock(FixedClock("2023-10-02T08:00+07:00").now)
    with civicflow.flow.open(":memory:", clock=clock) as flow, pytest.raises(TypeError):
        advance(flow, days=1)


POSTED_TWICE = procedure(
    step("post", outcome("on", "post-again"), kind="timer", term="2 working_days"),
    step("post-again", outcome("on", "decide"), kind="timer", term="3 working_days"),
    step("decide", outcome("done", closes="granted"), role="head"),
    procedure="posted",
    roles=(CLERK, HEAD),
    term="20 working_days",
)


def test_terms_of_a_dossier_pass_one_after_another_each_at_its_own_moment():
    """What comes after the first begins when that has passed, not when somebody looks; the head has the work in the end."""
    flow, clock = administration()
    with flow:
        publish(flow, POSTED_TWICE)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="posted", unit="U-1"), by="E-1")
        advance(flow, to="2023-10-10T12:00+07:00")

        done = [each for each in flow.entries() if each.topic == "dossier.step_completed"]
        (task,) = flow.ask(cf.OpenWork(dossier="D-1")).answer.tasks
    assert [each.at.recorded_at.replace(microsecond=0) for each in done] == [
        local("2023-10-04T17:00"),
        local("2023-10-09T17:00"),
    ]
    assert (task.task, task.assignee) == ("D-1/decide/1", "HEAD-1")
    assert clock.now() == local("2023-10-10T12:00")

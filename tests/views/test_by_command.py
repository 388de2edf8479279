"""An office at work: what real commands leave in the log, asked of a real store."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

import civicflow as cf
from civicflow.testing import FixedClock
from civicflow.views.matter import Need
from tests.views.at_work import Office
from tests.views.november import counts, intervened, left


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    """An office on 2 October 2023."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(tmp_path, clock=clock, longest_silence=timedelta(days=99)) as flow:
        yield Office(flow, clock)


def test_e28_by_command(office):
    """E28: four in time, three extended, two cancelled an hour before due, one held; the answer names its head."""
    tasks = [f"T-{number}" for number in range(10)]
    for task in tasks:
        office.assign(task)
    for task in tasks[:4]:
        office.hand_in(task)
    office.clock.move_to("2023-11-20T15:30+07:00")
    more = {"due": "2023-12-15T17:00+07:00", "reason": "thêm hồ sơ"}
    for task in tasks[4:7]:
        office.act("E-101", cf.task.ExtendDeadline(task=task, **more))
    for task in tasks[7:9]:
        office.act("E-101", cf.task.CancelTask(task=task, reason="không còn cần"))
    hold = {"cause": "third_party", "reason": "chờ ý kiến", "review_on": "2023-11-27T17:00+07:00"}
    office.act("E-101", cf.task.HoldTask(task="T-9", **hold))
    office.clock.move_to("2024-01-15T08:00+07:00")

    reply = office.flow.ask(cf.OnTime(period="2023-11", unit="A-1", with_subunits=True))

    assert counts(reply.answer.raw.figure) == (4, 10)
    assert counts(reply.answer.on_time.figure) == (4, 4)
    assert left(reply.answer.on_time) == {"moved": 3, "cancelled": 2, "on_hold": 1}
    assert intervened(reply.answer.on_time) == {"extended": 3, "cancelled": 2, "held": 1}
    assert (reply.head.question, reply.head.lag) == ("on-time", 0)
    assert set(reply.head.provisions) == {
        "review_time_stops_the_clock/2000-01-01",
        "incident_grace/2000-01-01",
        "reassignment_window/2000-01-01",
    }


def test_what_cannot_be_done_by_command_needs_no_figure(office):
    """K10: no task is in one hand, and the head's worklist says what is left to decide."""
    office.assign("T-1")
    office.hand_in("T-1")
    office.assign("T-2")
    office.act("E-204", cf.task.SubmitResult(task="T-2", output="Tờ trình số 6"))

    duties = office.flow.ask(cf.SeparationOfDuties()).answer
    listed = office.flow.ask(cf.Worklist(person="E-101")).answer

    assert [each.same.numerator for each in duties.tasks] == [0] * 6
    assert [(item.need, item.subject) for item in listed] == [
        (Need.DECIDE_RESULT, "task:T-2"),
        (Need.EVALUATE, "task:T-1"),
    ]


def test_the_live_views_answer_as_the_log_does(office):
    """What the tables say now equals what is folded anew for the same instant."""
    office.assign("T-1")
    office.hand_in("T-1")
    office.assign("T-2")
    question = cf.OnTime(with_events=True)

    live, told_again = (office.flow.ask(question, **at) for at in ({}, {"known": office.clock.now()}))

    assert live.answer == told_again.answer
    assert live.head.position == told_again.head.position


def test_a_trail_walks_a_task_through_the_words_of_the_office(office):
    """K1: assigned, reported, completed, evaluated; and the head finds it among their own acts."""
    office.assign("T-1")
    office.act("E-204", cf.task.ReportTask(task="T-1", percent=50))
    office.hand_in("T-1")
    office.act("E-101", cf.task.EvaluateTask(task="T-1", quality_met=True))

    topics = [line.topic for line in office.flow.ask(cf.Trail("task:T-1")).answer]
    heads = {line.topic for line in office.flow.ask(cf.Trail(person="E-101")).answer}

    assert [topic for topic in topics if topic in KEY_WORDS] == list(KEY_WORDS)
    assert {"task.assigned", "task.completed", "task.evaluated", "unit.appointed"} <= heads


KEY_WORDS = ("task.assigned", "task.reported", "task.completed", "task.evaluated")

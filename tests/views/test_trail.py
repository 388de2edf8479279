"""A trail tells who did what, when, by what right and for whom: of one subject, or of a person across all streams."""

from datetime import UTC, datetime, timedelta

import pytest

import civicflow as cf
from civicflow.core.fields import FreeText
from civicflow.errors import InvalidInputError
from civicflow.testing import FixedClock
from civicflow.views.trail import Trail
from tests.views.lives import Life, incident
from tests.views.past import Past


def test_a_task_tells_its_whole_life_in_order():
    """K1: assigned, reported, completed and evaluated, each with what it says."""
    past = Past()
    Life(past).assigned().submitted("2023-11-20T16:00").completed("2023-11-21T09:00").evaluated(
        "2023-11-22T09:00"
    )
    Life(past, "T-18").assigned()

    lines = past.ask(Trail("task:T-17"), "2023-12-01T08:00")

    assert [line.topic for line in lines] == [
        "task.assigned",
        "task.acknowledged",
        "task.result_submitted",
        "task.completed",
        "task.evaluated",
    ]
    assert lines[0].fields["work"] == "Thẩm định hồ sơ"
    assert lines[0].fields["due"] == datetime(2023, 11, 20, 10, tzinfo=UTC)
    assert lines[-1].fields["evaluator"] == "E-101"


def test_a_person_is_found_in_every_stream_that_concerns_them():
    """The assignee finds the task and the incident; the head finds what they assigned and accepted."""
    past = Past()
    Life(past).assigned().submitted("2023-11-20T16:00").completed("2023-11-21T09:00")
    incident(past, "2023-11-20T13:00", "2023-11-20T14:00", confirmed="2023-11-22T08:00")

    theirs = past.ask(Trail(person="E-204"), "2023-12-01T08:00")
    heads = past.ask(Trail(person="E-101"), "2023-12-01T08:00")

    assert {line.stream for line in theirs} == {"task:T-17", "incident:I-1"}
    assert [line.topic for line in heads] == ["task.assigned", "task.completed"]


def test_the_office_knew_then_what_was_on_record_then():
    """``known`` shows the trail as it stood, ``as_of`` what had happened by then."""
    past = Past()
    Life(past).assigned().submitted("2023-11-20T18:20", claimed="2023-11-20T16:50")
    trail = Trail("task:T-17")

    assert len(past.ask(trail, "2023-12-01T08:00", known="2023-11-20T17:00")) == 2
    assert len(past.ask(trail, "2023-12-01T08:00", as_of="2023-11-20T17:00")) == 3


def test_a_line_says_who_acted_for_whom_by_what_right_and_why_so_late(tmp_path):
    """What stands in the envelope is told: the clerk, the office, the reason for a late claim."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    of = cf.organization
    with cf.open(tmp_path, clock=clock, longest_silence=timedelta(days=9)) as flow:
        flow.execute(of.Found(instrument="QĐ 1", administrator="E-1"), by="E-1")
        clock.advance(days=5)
        unit = of.EstablishUnit(
            unit="U-1", title="Sở Nội vụ", answers_to="E-0", locality="vn/hcmc", instrument="QĐ 2"
        )
        flow.execute(unit, by="E-1", occurred_at="2023-10-02T09:00+07:00", reason="mất điện")
        (line,) = flow.ask(cf.Trail("unit:U-1")).answer

    assert (line.by, line.on_behalf_of, line.authority) == ("E-1", None, "administrator")
    assert (line.occurred_at.day, line.recorded_at.day, line.reason) == (2, 7, "mất điện")
    assert (line.source, line.fields["title"]) == (None, "Sở Nội vụ")


def test_free_text_that_cannot_be_read_is_left_empty():
    """A text that was encrypted for a person is not shown as if it were plain."""
    past = Past()
    life = Life(past).assigned()
    life.held("2023-11-15T08:00")
    held = past.lines[-1].event
    object.__setattr__(held, "reason", FreeText(k="key-1", v="f3a9"))

    assert past.ask(Trail("task:T-17"), "2023-12-01T08:00")[-1].fields["reason"] is None


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"stream": "task:T-17", "person": "E-204"},
        {"stream": "T-17"},
        {"stream": "task:"},
        {"stream": ":T"},
    ],
)
def test_a_trail_is_of_one_subject_or_of_one_person(asked):
    """Anything else names the field that is wrong."""
    with pytest.raises(InvalidInputError) as refused:
        Trail(**asked)

    assert refused.value.parameters["field"] == "stream"


def test_a_person_is_named_by_an_id():
    """A name with spaces is no id."""
    with pytest.raises(InvalidInputError) as refused:
        Trail(person="Nguyễn Văn A")

    assert refused.value.parameters["field"] == "person"

"""A file is followed from its receipt to its result, and one that is due on the same day is seen to be late (R57, R61, R78)."""

from datetime import UTC, datetime

import pytest

import civicflow as cf
from civicflow.testing import violations
from dossiers import procedure
from tests.dossier.filed import ONE_STOP
from tests.dossier.running import administration, do, publish


@pytest.fixture(name="office")
def _office():
    """A department at work with a one-stop procedure and one whose result is given on the same day."""
    flow, clock = administration()
    with flow:
        publish(flow, ONE_STOP)
        publish(flow, procedure("same_day"))
        yield flow, clock
        assert list(violations(flow.entries())) == []


def opens(flow, dossier, of):
    """A clerk opens a dossier."""
    flow.execute(cf.dossier.OpenDossier(dossier=dossier, procedure=of, unit="U-1"), by="E-1")
    flow.react()


def lies_with(flow, dossier):
    """What is open of a dossier, and with whom it lies; nobody where it is offered to several."""
    page = flow.ask(cf.OpenWork(dossier=dossier)).answer
    return [(each.task, each.assignee) for each in page.tasks]


def test_where_a_file_is_and_with_whom_is_seen_as_it_happens(office):
    """At each step; while a citizen is awaited it lies with nobody, and once it is answered nowhere (R57, R61)."""
    flow, _ = office
    opens(flow, "D-1", "one-stop")
    assert lies_with(flow, "D-1") == [("D-1/receive/1", None)]

    flow.execute(cf.task.ClaimTask(task="D-1/receive/1"), by="E-1")
    assert lies_with(flow, "D-1") == [("D-1/receive/1", "E-1")]

    do(flow, "D-1/receive/1", "incomplete", "E-1")
    assert lies_with(flow, "D-1") == []
    *_, last = flow.ask(cf.Trail(stream="dossier:D-1")).answer
    assert (last.topic, last.fields["step"]) == ("dossier.step_entered", "supplement")

    flow.execute(cf.dossier.ReceiveReply(dossier="D-1", step="supplement", outcome="brought"), by="E-1")
    flow.react()
    do(flow, "D-1/receive/2", "complete", "E-1")
    do(flow, "D-1/appraise/1", "fit", "E-3")
    assert lies_with(flow, "D-1") == [("D-1/sign/1", "HEAD-1")]

    do(flow, "D-1/sign/1", "signed", "HEAD-1")
    *_, last = flow.ask(cf.Trail(stream="dossier:D-1")).answer
    assert (last.topic, last.fields["result"]) == ("dossier.closed", "granted")
    assert lies_with(flow, "D-1") == []


@pytest.mark.parametrize(
    "received, due",
    [
        ("2023-10-03T07:31", datetime(2023, 10, 3, 10, tzinfo=UTC)),
        ("2023-10-03T11:29", datetime(2023, 10, 3, 10, tzinfo=UTC)),
        ("2023-10-03T13:01", datetime(2023, 10, 4, 4, 30, tzinfo=UTC)),
        ("2023-10-06T16:00", datetime(2023, 10, 9, 4, 30, tzinfo=UTC)),
    ],
)
def test_what_comes_in_the_morning_is_due_in_the_afternoon_of_the_day(office, received, due):
    """By the procedure alone, without an appointment; what comes later is due the next morning (R78, K21)."""
    flow, clock = office
    clock.move_to(f"{received}+07:00")
    opens(flow, "D-1", "same-day")

    (task,) = flow.ask(cf.OpenWork(dossier="D-1")).answer.tasks
    assert task.due == due


def test_a_result_that_is_not_given_on_the_day_is_told_of_by_the_first_look_at_the_clock(office):
    """At five it is in time; a microsecond later its office is told, though nobody has taken it on (R78, R53)."""
    flow, clock = office
    clock.move_to("2023-10-03T08:15+07:00")
    opens(flow, "D-1", "same-day")
    flow.tick()
    clock.move_to("2023-10-03T17:00+07:00")
    assert flow.tick().given == ()

    clock.move_to("2023-10-03T17:00:00.000001+07:00")
    (notice,) = flow.tick().given
    assert (notice.subject, notice.colour.value, notice.to) == ("task:D-1/issue/1", "yellow", ("HEAD-1",))


def test_a_result_of_the_same_day_closes_the_dossier(office):
    """One step, one outcome, one result (R78)."""
    flow, clock = office
    clock.move_to("2023-10-03T08:15+07:00")
    opens(flow, "D-1", "same-day")
    do(flow, "D-1/issue/1", "issued", "E-3")

    *_, last = flow.ask(cf.Trail(stream="dossier:D-1")).answer
    assert (last.topic, last.fields["result"]) == ("dossier.closed", "issued")

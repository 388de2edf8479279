"""When home work is no longer lawful, open work comes back to the office, and arrangements end with their pilot (K2, K14)."""

import pytest
from attrs import evolve

import civicflow.flow
from civicflow import home_work, task
from civicflow.automation.follow_up import REASON
from civicflow.core.clock import FixedClock
from civicflow.core.fields import FreeText
from civicflow.core.recording import Claim
from civicflow.home_work.events import HomeWorkEnded
from civicflow.pilot_record.events import Course
from civicflow.task.desk_events import TaskBroughtToOffice
from civicflow.testing import Given
from tests.automation.test_engine import forget
from tests.employee.staff import OFFICE, PILOT, at_home, emergency, pilot, requested
from tests.faults.racing import NOW
from tests.faults.scenes import home_task
from tests.pilot_record.offices import decided
from tests.pilot_record.test_what_a_decision_ends import CLOSED, of_the_pilot
from tests.stores import taken

SUSPEND = home_work.SuspendHomeWork(person="E-1", reason="Kiểm tra thiết bị")


@pytest.fixture
def clock():
    """A clock that stands in the time of the pilot."""
    return FixedClock(NOW)


@pytest.fixture
def flow(clock):
    """E-1 works at home under a pilot, with two tasks there, and one at the office."""
    with civicflow.flow.open(":memory:", clock=clock) as found:
        tell(found, *PILOT, *at_home())
        for name in ("T-1", "T-2"):
            found.execute(home_task(name), by="HEAD-1")
        found.execute(evolve(home_task("T-3"), at_home=False), by="HEAD-1")
        yield found


def tell(flow, *events):
    """Put on record what happened."""
    start = flow.store.log.head()
    claims = (
        Claim(event=each, occurred_at=NOW, id=f"told-{start}-{number}") for number, each in enumerate(events)
    )
    taken(flow, claims)


def brought(flow):
    """The tasks that were brought to the office, in order."""
    return [each.event.task for each in flow.entries() if isinstance(each.event, TaskBroughtToOffice)]


def test_open_work_at_home_comes_back_to_the_office_when_the_arrangement_is_suspended(flow):
    """Each task once, because of the suspension; what is done at the office, or by others, stays as it is."""
    position = flow.execute(SUSPEND, by="HEAD-1").first
    flow.react()

    assert brought(flow) == ["T-1", "T-2"]
    acts = [each for each in flow.entries() if isinstance(each.event, TaskBroughtToOffice)]
    assert {each.envelope.causation for each in acts} == {position}
    assert {(each.envelope.by, each.envelope.authority) for each in acts} == {
        ("system:home-tasks", "home_work:E-1")
    }
    assert {(each.event.brought_by, each.event.reason.v) for each in acts} == {(None, REASON)}


def test_work_that_waits_to_be_judged_comes_back_only_if_it_is_returned(flow):
    """Of a result that was submitted somebody decides first."""
    flow.execute(task.AcknowledgeTask(task="T-1"), by="E-1")
    flow.execute(task.SubmitResult(task="T-1", output="Tờ trình 9"), by="E-1")
    flow.execute(SUSPEND, by="HEAD-1")
    flow.react()
    assert brought(flow) == ["T-2"]

    flow.execute(task.ReturnResult(task="T-1", defect="major", reason="Thiếu phụ lục"), by="HEAD-1")
    flow.react()
    assert brought(flow) == ["T-2", "T-1"]


def test_nothing_comes_back_where_an_order_keeps_people_at_home(flow):
    """Under an emergency mode they go on at home, whatever becomes of the arrangement (K2)."""
    tell(flow, emergency())
    flow.execute(SUSPEND, by="HEAD-1")
    flow.react()

    assert brought(flow) == []


def test_nothing_comes_back_once_the_arrangement_goes_on(flow):
    """The reaction looks at what is on record now, also when its progress was thrown away."""
    flow.execute(SUSPEND, by="HEAD-1")
    flow.execute(home_work.ResumeHomeWork(person="E-1"), by="HEAD-1")
    flow.react()
    forget(flow)
    flow.react()

    assert brought(flow) == []


def test_work_comes_back_when_the_employee_returns_by_right(flow):
    """An arrangement that is ended gives nothing any more (R1)."""
    flow.execute(home_work.EndHomeWork(person="E-1"), by="E-1")
    flow.react()

    assert brought(flow) == ["T-1", "T-2"]


@pytest.mark.parametrize(
    "steps, instrument",
    [((decided(Course.STOP),), "QĐ 12"), ((decided(Course.STOP), CLOSED), "QĐ 14"), ((CLOSED,), "QĐ 14")],
    ids=["stopped", "stopped-and-closed", "closed"],
)
def test_arrangements_end_with_their_pilot_and_their_work_comes_back(flow, steps, instrument):
    """By the decision of the leadership, which is the mandate; each once, its place is free, and then the work follows."""
    tell(flow, *of_the_pilot(*steps))
    flow.react()
    forget(flow)
    flow.react()

    (ended,) = (each for each in flow.entries() if isinstance(each.event, HomeWorkEnded))
    assert ended.event == HomeWorkEnded(
        person="E-1", unit="U-1", body="A-1", ended_by="CHAIR", reason=FreeText(v=instrument)
    )
    assert ended.envelope.by == "system:pilot-endings"
    assert ended.envelope.authority == f"ending@pilot_record:PR-1#{last_decision(flow)}"
    assert brought(flow) == ["T-1", "T-2"]


def last_decision(flow):
    """Where the last decision on the pilot stands."""
    return max(each.at.position for each in flow.entries(stream="pilot_record:PR-1"))


@pytest.mark.parametrize("course", [Course.CONTINUE, Course.PAUSE, Course.EXPAND])
def test_arrangements_stay_while_the_pilot_may_go_on(flow, course):
    """Also while it rests."""
    tell(flow, *of_the_pilot(decided(course, quota={"A-1": 9} if course is Course.EXPAND else None)))
    flow.react()

    assert not [each for each in flow.entries() if isinstance(each.event, HomeWorkEnded)]


@pytest.mark.parametrize("by", ["system:pilot-endings", "system:anything", "E-2", "ADMIN", "HEAD-1"])
def test_the_record_gives_the_right_and_not_the_name(by):
    """Whoever asks is refused while the pilot is not over, and is heard once it is (K2)."""
    command = home_work.EndHomeWorkWithPilot(person="E-1")
    over = Given(*PILOT, *at_home(), CLOSED, at=NOW)

    running = Given(*PILOT, *at_home(), at=NOW)
    running.when(command, by=by).refused_by("pilot_of_the_arrangement_is_over")
    assert over.when(command, by=by).authority.startswith("ending@pilot_record:PR-1#")
    Given(*PILOT, *at_home(), CLOSED, *over.when(command, by=by).events, at=NOW).when(
        command, by=by
    ).refused_by("arrangement_takes_a_place")


def test_an_arrangement_under_no_pilot_ends_with_none():
    """What was only asked for takes no place and has no pilot."""
    given = Given(*OFFICE, *pilot(), requested(), CLOSED, at=NOW)

    given.when(home_work.EndHomeWorkWithPilot(person="E-1"), by="E-1").refused_by(
        "pilot_of_the_arrangement_is_over"
    )

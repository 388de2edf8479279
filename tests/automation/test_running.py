"""A worker that runs: beside reactions it tells what falls due, and what goes wrong there stops no reaction."""

from contextlib import contextmanager
from threading import Event, Thread

from civicflow.automation.engine import engine
from civicflow.automation.events import ReactionParked
from civicflow.deadline.events import DeadlineReminded
from civicflow.errors import CivicflowError, OutsideCalendarError
from tests.automation.test_engine import put_in, stamped
from tests.deadline.agency import agency, local, work


@contextmanager
def running(run, stop):
    """A worker in a thread, told to stop at the end of the block."""
    worker = Thread(target=run, daemon=True)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(10)


def wait_until(found) -> None:
    """Wait until something holds, ten seconds at most."""
    pause = Event()
    for _ in range(500):
        if found():
            return
        pause.wait(0.02)


def test_a_worker_that_runs_tells_what_falls_due():
    """Within about a second, and once."""
    stop = Event()
    with agency(":memory:") as office:
        office.happen(work(), at="2023-11-01T09:00")
        office.clock.move_to(local("2023-11-06T07:30"))
        with running(lambda: office.flow.run(stop), stop):
            wait_until(lambda: reminded(office.flow))
            Event().wait(1.2)
        assert len(reminded(office.flow)) == 1


def reminded(flow):
    """The reminders that were given."""
    return [each for each in flow.entries() if isinstance(each.event, DeadlineReminded)]


def test_what_goes_wrong_beside_reactions_is_told_and_stops_none(flow):
    """A calendar that ends does not keep letters from being stamped."""
    stop, told = Event(), list[ReactionParked | CivicflowError]()

    def beside():
        raise OutsideCalendarError(last="2026-12-31")

    worker = engine(flow.store, flow.setting, flow._execution, stop=stop, told=told.append, beside=beside)
    with running(worker.run, stop):
        put_in(flow, "L-1")
        wait_until(lambda: stamped(flow))

    assert stamped(flow) == ["L-1"]
    assert [type(each) for each in told[:1]] == [OutsideCalendarError]

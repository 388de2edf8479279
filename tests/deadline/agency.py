"""A store with a department and work that is due, and what is told of it tick by tick, for tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.event import Event
from civicflow.core.fields import instant
from civicflow.core.recording import Claim
from civicflow.flow import Flow
from civicflow.views.deadline_notices import DeadlineNotice
from tests.employee.staff import STAFF
from tests.stores import taken
from tests.task.tasks import CLEAR, task_given

BEGINS = "2023-11-01T08:00"
SILENCE = timedelta(days=400)


def local(written: str) -> datetime:
    """A moment of Vietnamese local time."""
    return instant(f"{written}+07:00")


def work(task: str = "T-1", due: str = "2023-11-15T17:00", assignee: str = "E-1", unit: str = "U-1") -> Event:
    """An assignment."""
    said = {"assignee": assignee, "unit": unit, "assigned_by": "HEAD-1", "due": local(due)}
    return task_given(task, **said | CLEAR)


class Agency:
    """
    A department, in a store whose clock a test moves.

    Args:
        flow: The store.
        clock: Its clock.
    """

    def __init__(self, flow: Flow, clock: FixedClock) -> None:
        self.flow = flow
        self.clock = clock
        self._claims = 0
        self.happen(*STAFF)

    def happen(self, *events: Event, at: str | None = None) -> None:
        """Events happen at a local time; now, when none is named."""
        if at is not None:
            self.clock.move_to(local(at))
        now = self.clock.now()
        claims = [
            Claim(event=event, occurred_at=now, id=f"c-{self._claims + number}")
            for number, event in enumerate(events)
        ]
        self._claims += len(events)
        taken(self.flow, claims)

    def tick(self, at: str | None = None) -> list[str]:
        """What a tick at a local time gives, each with its work and what came late."""
        if at is not None:
            self.clock.move_to(local(at))
        return told(self.flow.tick().given)


def told(given: Iterable[DeadlineNotice]) -> list[str]:
    """Notices in a few words: ``T-1 reminder 3 working_days``, ``T-1 alert red late``."""
    return [" ".join(_words(each)) for each in given]


def _words(notice: DeadlineNotice) -> Iterator[str]:
    yield notice.subject.removeprefix("task:")
    yield notice.kind.value
    if notice.colour is not None:
        yield notice.colour.value
    elif notice.level is not None:
        yield str(notice.level)
    else:
        yield f"{notice.number} {notice.counted_in.value}"
    if notice.late:
        yield "late"


@contextmanager
def agency(address: str = ":memory:", begins: str = BEGINS) -> Iterator[Agency]:
    """A department in an empty store."""
    clock = FixedClock(local(begins))
    with civicflow.flow.open(address, clock=clock, longest_silence=SILENCE) as flow:
        yield Agency(flow, clock)

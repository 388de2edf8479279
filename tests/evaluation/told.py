"""A department of the tests in a flow of its own: what was on record, and what is then asked for by commands."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import civicflow as cf
from civicflow import evaluation
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.fields import instant
from civicflow.core.recording import Claim, Recorded
from civicflow.testing import FixedClock, numbered_ids
from tests.evaluation.people import NOW, STAFF, TEXT, criteria, proposal
from tests.stores import taken

FOUNDED = "2025-01-02T08:00+07:00"
A_YEAR = timedelta(days=400)


class Department:
    """
    A store in memory with the staff of the tests and their tasks of January 2026.

    Args:
        tasks: The tasks, each as it went.
        before: What is on record besides.
        claimed: For what was recorded at a moment, when it is claimed to have happened.
    """

    def __init__(
        self,
        *tasks: Iterable[tuple[str, Event]],
        before: tuple[Event, ...] = (criteria(),),
        claimed: Mapping[str, str] | None = None,
    ) -> None:
        self.claimed = claimed or {}
        self.clock = FixedClock(FOUNDED)
        self.flow = cf.open(":memory:", clock=self.clock, ids=numbered_ids(), longest_silence=A_YEAR)
        self._recorded(FOUNDED, *STAFF, *before)
        steps = (step for task in tasks for step in task)
        for moment, event in sorted(steps, key=lambda step: instant(step[0])):
            self._recorded(moment, event)
        self.clock.move_to(NOW)

    def _recorded(self, moment: str, *events: Event) -> None:
        """Events are taken as they are, at the moment when they happened."""
        self.clock.move_to(moment)
        number = self.flow.store.log.head()
        claims = (
            Claim(event=event, occurred_at=self.claimed.get(moment, moment), id=f"c-{number + each}")
            for each, event in enumerate(events)
        )
        assert set(taken(self.flow, claims)) == {Recorded.NEW}

    def tell(self, command: Command, by: str, at: str = NOW) -> None:
        """A command is carried out."""
        self.clock.move_to(at)
        self.flow.execute(command, by=by)

    def propose(self, person: str = "E-1", general: Mapping[str, str] | None = None, **said: object) -> None:
        """The grade of January is proposed by whoever leads."""
        self.tell(proposal(person, general, **said), by="DIRECTOR" if person == "HEAD-1" else "HEAD-1")

    def approve(self, **grades: str) -> None:
        """The head of the department decides on grades together; ``E_1`` is E-1."""
        ratings = [
            evaluation.Rating(person=person.replace("_", "-"), grade=grade, reason=TEXT)
            for person, grade in grades.items()
        ]
        self.tell(evaluation.ApproveRatings(agency="A-1", period="2026-01", grades=ratings), by="DIRECTOR")

    def publish(self, scope: str = "agency") -> None:
        """What was decided is made known."""
        self.tell(evaluation.PublishRatings(agency="A-1", period="2026-01", scope=scope), by="DIRECTOR")

"""The lives of tasks and incidents, written as an office would tell them."""

from datetime import datetime
from typing import Any

from civicflow.core.fields import FreeText
from civicflow.employee.events import IncidentConfirmed, IncidentKind, IncidentReported
from civicflow.task import DisputeOutcome, Objection
from civicflow.task.assignment_events import (
    TaskDisputed,
    TaskDisputeResolved,
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
)
from tests.task.tasks import CLEAR, task_given
from tests.views.past import Past, at

REASON = FreeText(v="Vì lý do khách quan")


class Life:
    """One task of E-204 in U-12 under the head E-101, above whom stands E-001."""

    def __init__(
        self, past: Past, task: str = "T-17", *, assignee: str = "E-204", unit: str = "U-12"
    ) -> None:
        self.past = past
        self.of: dict[str, Any] = {"task": task, "assignee": assignee, "unit": unit}
        self.round = 0
        self.submitted_at: datetime | None = None

    def assigned(
        self,
        recorded: str = "2023-11-01T08:00",
        *,
        due: str | None = "2023-11-20T17:00",
        units: int = 1,
        replaces: str | None = None,
        acknowledged: bool = True,
        **catalogued: Any,
    ) -> "Life":
        """The head assigns it; an hour later the assignee takes notice."""
        event = task_given(
            **self.of,
            **CLEAR | catalogued,
            assigned_by="E-101",
            due=None if due is None else at(due),
            work_units=units,
            replaces=replaces,
        )
        self.past.add(recorded, event)
        if acknowledged:
            self.past.add(recorded, TaskAcknowledged(**self.of))
        return self

    def submitted(self, recorded: str, *, claimed: str | None = None, receipt: str | None = None) -> "Life":
        """The assignee hands in a result."""
        self.round += 1
        self.submitted_at = at(recorded)
        event = ResultSubmitted(
            **self.of,
            delegate=None,
            round=self.round,
            output=None,
            outcome=None,
            signature=None,
            paper_file=None,
            place=None,
            receipt=receipt,
        )
        self.past.add(recorded, event, claimed=claimed)
        return self

    def returned(self, recorded: str, *, claimed: str | None = None) -> "Life":
        """The head sends it back."""
        event = ResultReturned(**self.of, approver="E-101", round=self.round, defect="minor", reason=REASON)
        self.past.add(recorded, event, claimed=claimed)
        return self

    def completed(
        self, recorded: str, *, by: str = "E-101", claimed: str | None = None, receipt: str | None = None
    ) -> "Life":
        """The head accepts it."""
        handed_in = self.submitted_at or at(claimed or recorded)
        event = TaskCompleted(
            **self.of, approver=by, round=self.round, submitted_at=handed_in, receipt=receipt
        )
        self.past.add(recorded, event, claimed=claimed)
        return self

    def evaluated(self, recorded: str, *, by: str = "E-101") -> "Life":
        """The head judges the result."""
        event = TaskEvaluated(
            **self.of,
            evaluator=by,
            quality_met=True,
            major_errors=0,
            delays=0,
            above_level=False,
            note=None,
        )
        self.past.add(recorded, event)
        return self

    def extended(self, recorded: str, due: str, *, by: str = "E-101") -> "Life":
        """The head grants more time."""
        event = DeadlineExtended(**self.of, extended_by=by, old_due=None, new_due=at(due), reason=REASON)
        self.past.add(recorded, event)
        return self

    def held(self, recorded: str, *, by: str = "E-101", review_on: str = "2023-12-29T17:00") -> "Life":
        """The head lets it rest."""
        event = TaskHeld(
            **self.of,
            held_by=by,
            cause="third_party",
            reason=REASON,
            review_on=at(review_on),
            derivation=None,
        )
        self.past.add(recorded, event)
        return self

    def disputed(self, recorded: str, objection: Objection = Objection.MEANS) -> "Life":
        """The assignee cannot take it on as it is."""
        event = TaskDisputed(**self.of, objection=objection, note=None, decide_by=None, derivation=None)
        self.past.add(recorded, event)
        return self

    def resolved(self, recorded: str, *, clock_ran: bool, due: str | None = None) -> "Life":
        """The office above decides, and sets another due or lets the assignment stand."""
        changes: dict[str, Any] = {"work": None, "result": None, "acceptance": None}
        outcome = DisputeOutcome.UPHELD if due is None else DisputeOutcome.CHANGED
        event = TaskDisputeResolved(
            **self.of,
            **changes,
            resolved_by="E-001",
            outcome=outcome,
            clock_ran=clock_ran,
            reason=REASON,
            due=None if due is None else at(due),
        )
        self.past.add(recorded, event)
        return self

    def hold_reviewed(self, recorded: str, review_on: str) -> "Life":
        """The head looks at the hold again and lets it go on."""
        event = HoldReviewed(
            **self.of, reviewed_by="E-101", reason=REASON, review_on=at(review_on), derivation=None
        )
        self.past.add(recorded, event)
        return self

    def hold_rejected(self, recorded: str) -> "Life":
        """The office above finds the cause not objective."""
        self.past.add(recorded, HoldRejected(**self.of, rejected_by="E-001", reason=REASON))
        return self

    def reassigned(self, recorded: str, to: "Life", *, due: str = "2023-11-20T17:00") -> "Life":
        """The head gives it to another, under a new id."""
        passed = {"to": to.of["assignee"], "replacement": to.of["task"]}
        event = TaskReassigned(**self.of, **passed, reassigned_by="E-101", reason=REASON)
        self.past.add(recorded, event)
        to.assigned(recorded, due=due, replaces=self.of["task"])
        return self

    def reopened(self, recorded: str, *, due: str | None = None) -> "Life":
        """The head takes the acceptance back."""
        new = None if due is None else at(due)
        self.past.add(recorded, TaskReopened(**self.of, reopened_by="E-101", reason=REASON, due=new))
        return self

    def confirmed(self, recorded: str) -> "Life":
        """The office above confirms the cause of the hold."""
        self.past.add(recorded, HoldConfirmed(**self.of, confirmed_by="E-001"))
        return self

    def released(self, recorded: str) -> "Life":
        """The work goes on."""
        self.past.add(recorded, TaskReleased(**self.of, released_by="E-101"))
        return self

    def cancelled(
        self,
        recorded: str,
        *,
        by: str = "E-101",
        from_above: bool = False,
        claimed: str | None = None,
        receipt: str | None = None,
    ) -> "Life":
        """The work is called off."""
        event = TaskCancelled(
            **self.of, cancelled_by=by, from_above=from_above, reason=REASON, receipt=receipt
        )
        self.past.add(recorded, event, claimed=claimed)
        return self


def incident(
    past: Past, since: str, until: str, *, confirmed: str | None, person: str = "E-204", id: str = "I-1"
) -> None:
    """A failed connection, reported when it is over and perhaps confirmed by the office above."""
    of: dict[str, Any] = {
        "incident": id,
        "person": person,
        "unit": "U-12",
        "since": at(since),
        "until": at(until),
    }
    past.add(until, IncidentReported(**of, kind=IncidentKind.CONNECTION, note=None))
    if confirmed is not None:
        past.add(confirmed, IncidentConfirmed(**of, confirmed_by="E-001"))

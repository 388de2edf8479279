"""What heads owe those whom they lead: reports to read, results to decide, tasks to judge, holds and commitments to review."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import Enum

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.question import AnyView, Evidence
from civicflow.regulations import Parameter, parameters
from civicflow.views import asking, participants, reports, task_history
from civicflow.views.among import Among
from civicflow.views.granted import Granted
from civicflow.views.task_history import TaskHistory

VIEWS: tuple[AnyView, ...] = (reports.VIEW, task_history.VIEW, participants.VIEW)
"""What must be up to date before duties are told."""


class Duty(Enum):
    """What a head owes (K19)."""

    READ_REPORT = "read_report"
    DECIDE_RESULT = "decide_result"
    EVALUATE_TASK = "evaluate_task"
    REVIEW_HOLD = "review_hold"
    REVIEW_COMMITMENT = "review_commitment"


TERMS: Mapping[Duty, Parameter[Length]] = {
    Duty.READ_REPORT: parameters.REPORT_READ_WITHIN,
    Duty.DECIDE_RESULT: parameters.RESULT_DECIDED_WITHIN,
    Duty.EVALUATE_TASK: parameters.TASK_EVALUATED_WITHIN,
}
"""Within which term; the others name their day themselves."""


@frozen
class Owed:
    """
    One thing that a head owes.

    Args:
        duty: What.
        subject: The stream it is about, such as ``task:T-17``.
        person: Whose report, work or commitment it is.
        unit: The unit whose head owes it.
        position: What gave rise to it.
        since: When that was recorded, in microseconds since 1970 UTC.
        due: Until when, likewise; None where no regulation says it.
        done: When it was done, likewise; None when it was not.
        done_position: What did it.
    """

    duty: Duty
    subject: str
    person: str | None
    unit: str | None
    position: int
    since: int
    due: int | None
    done: int | None
    done_position: int | None

    @property
    def is_in_time(self) -> bool:
        """Whether it was done by its due."""
        return self.done is not None and self.due is not None and self.done <= self.due

    @property
    def counts_at(self) -> int:
        """When it was done or fell due, whichever came first: whoever held the office then answers for it."""
        moments = [moment for moment in (self.done, self.due) if moment is not None]
        return min(moments, default=self.since)


class Duties:
    """
    All that heads owed and owe.

    Args:
        evidence: What is on record.
        among: Who belonged where.
    """

    def __init__(self, evidence: Evidence, among: Among) -> None:
        self._evidence = evidence
        self._among = among
        self._granted = Granted(evidence)

    def all(self) -> Iterator[Owed]:
        """Those about reports, tasks and commitments."""
        yield from self._of_reports()
        for task in self._evidence.rows(task_history.VIEW):
            yield from self._of_task(task)
        for row in self._evidence.rows(participants.VIEW):
            yield from self._of_commitments(row)

    def _of_reports(self) -> Iterator[Owed]:
        for row in self._evidence.rows(reports.VIEW):
            if row.reports:
                report, review = row.reports[0], row.reviews[0] if row.reviews else None
                unit = row.unit or self._among.primary_unit(row.person, row.day)
                yield Owed(
                    Duty.READ_REPORT,
                    f"presence:{row.id}",
                    row.person,
                    unit,
                    report.position,
                    report.recorded,
                    self._due(Duty.READ_REPORT, report.recorded, unit),
                    None if review is None else review.recorded,
                    None if review is None else review.position,
                )

    def _of_task(self, task: TaskHistory) -> Iterator[Owed]:
        for number, step in enumerate(task.history):
            rule = BY_DEED.get(step.deed)
            if rule is None:
                continue
            due = (
                self._due(rule.duty, step.recorded, task.unit)
                if rule.duty in TERMS
                else self._granted.moment(step, task.unit)
            )
            ends = next((each for each in task.history[number + 1 :] if each.deed in rule.ends), None)
            if ends is not None and ends.deed in rule.voids:
                if due is None or ends.recorded <= due:
                    continue
                ends = None
            yield Owed(
                rule.duty,
                f"task:{task.task}",
                task.assignee,
                task.unit,
                step.position,
                step.recorded,
                due,
                None if ends is None else ends.recorded,
                None if ends is None else ends.position,
            )

    def _of_commitments(self, row: participants.Participant) -> Iterator[Owed]:
        for number, step in enumerate(row.steps):
            if step.day is None:
                continue
            due = asking.beginning(self._evidence, step.day + timedelta(days=1)) - 1
            after = next((each for each in row.steps[number + 1 :] if each.deed in AFTER_COMMITMENT), None)
            reviewed = after is not None and after.deed == "reviewed"
            if after is None or reviewed or after.recorded > due:
                yield Owed(
                    Duty.REVIEW_COMMITMENT,
                    f"home_work:{row.person}",
                    row.person,
                    step.unit,
                    step.position,
                    step.recorded,
                    due,
                    after.recorded if after is not None and reviewed else None,
                    after.position if after is not None and reviewed else None,
                )

    def _due(self, duty: Duty, since: int, unit: str | None) -> int | None:
        return asking.end_of_term(self._evidence, TERMS[duty], since, locality=self._among.locality_of(unit))


@frozen
class OfDeed:
    """
    What a step of a task gives rise to.

    Args:
        duty: What is owed from then on.
        ends: The steps after which it is owed no longer.
        voids: Those of them after which it is owed no longer, when they come by its due: the ground is taken away.
    """

    duty: Duty
    ends: frozenset[str]
    voids: frozenset[str] = frozenset()


GONE = frozenset({"cancelled", "cancelled_from_above", "reassigned"})
RESTS = OfDeed(
    Duty.REVIEW_HOLD,
    frozenset({"released", "submitted", "completed", "hold_reviewed", "hold_rejected"}) | GONE,
)

BY_DEED: Mapping[str, OfDeed] = {
    "submitted": OfDeed(
        Duty.DECIDE_RESULT,
        frozenset({"submitted", "returned", "completed"}) | GONE,
        frozenset({"submitted"}),
    ),
    "completed": OfDeed(
        Duty.EVALUATE_TASK,
        frozenset({"evaluated", "completed", "reopened"}),
        frozenset({"completed", "reopened"}),
    ),
    "held": RESTS,
    "hold_reviewed": RESTS,
}
"""The steps of a task after which its head owes something."""

AFTER_COMMITMENT = frozenset({"reviewed", "committed", "ended"})
"""After these a commitment is looked at on another day, or never again."""

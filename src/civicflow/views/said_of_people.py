"""What offices said of a person, in which words, and by which command the person may answer it (R17)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.event import Event, from_micros
from civicflow.core.fields import FreeText
from civicflow.core.log import Entry
from civicflow.core.question import Evidence
from civicflow.employee.events import IncidentRejected, ReportReviewed
from civicflow.employee.standing_events import DisciplineWithdrawn, EmployeeDisciplined, EmployeeSeparated
from civicflow.evaluation.events import GradeApproved, GradePetitionAnswered, GradeProposed, ScoresForwarded
from civicflow.exit_review.events import ExitReviewConcluded
from civicflow.home_work.events import (
    CommitmentReviewed,
    ContactFailed,
    EligibilityAssessed,
    EquipmentVerified,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkSuspended,
    RecalledToOffice,
)
from civicflow.income.events import AdditionalIncomeCalculated
from civicflow.oversight.events import FindingOpened
from civicflow.roster.events import PresenceCorrected
from civicflow.task.assignment_events import TaskDisputeResolved, TaskReassigned, TaskReopened
from civicflow.task.course import course
from civicflow.task.desk_events import TaskAllowedHome, TaskBroughtToOffice
from civicflow.task.events import HoldRejected, ResultReturned, TaskEvaluated
from civicflow.task.offering_events import TaskClaimReleased, TaskReturnedToPrevious, TaskTransferred
from civicflow.views import task_history

PETITION = "receive-petition"
"""Whoever finds that wrong was said of them turns to the office, and is answered within a term by somebody else (R56)."""

PETITION_GRADE = "petition-grade"
"""Whoever finds their grade wrong turns against it once it is published, and is answered by somebody who had no part in it (R44)."""

AGAIN = "submit-result"
"""What was returned, or opened again, is handed in again."""


@frozen(kw_only=True)
class Said:
    """
    Something that an office said of a person.

    Args:
        position: Where it stands in the log.
        topic: What; names the sentence in each language.
        stream: The stream it belongs to, such as ``task:T-17``.
        at: When it was recorded (UTC).
        by: Who said it; None for what another system claims.
        words: In which words; None where there are none, or they can no longer be read.
        answer_with: The commands by which the person may answer it; a petition is taken down for them by the office of record.
        answer_until: Until when (UTC), where work is to be handed in again; None where nothing sets an end.
    """

    position: int
    topic: str
    stream: str
    at: datetime
    by: str | None
    words: str | None
    answer_with: tuple[str, ...]
    answer_until: datetime | None


@frozen
class Saying:
    """
    A kind of event that says something of a person.

    Args:
        of: Of whom; None where it does not.
        words: The words in it.
        answer_with: The commands by which the person may answer it.
    """

    of: Callable[[Any], str | None]
    words: Callable[[Any], FreeText | None]
    answer_with: tuple[str, ...] = (PETITION,)


def said_of(evidence: Evidence, person: str, moments: range) -> Iterator[Said]:
    """
    What was said of a person, in order of the log.

    Args:
        evidence: The log.
        person: The person.
        moments: Only what was said to happen in these, in microseconds since 1970 UTC.
    """
    dues = {
        f"task:{task.task}": course(task).excused
        for task in evidence.rows(task_history.VIEW)
        if task.assignee == person
    }
    for entry in evidence.entries(key=f"person:{person}"):
        event = entry.event
        saying = CORRECTED if isinstance(event, Correction) else SAYINGS.get(type(event))
        if saying is not None and entry.at.occurred in moments and saying.of(event) == person:
            yield _said(entry, saying, dues.get(entry.stream))


def _said(entry: Entry, saying: Saying, due: int | None) -> Said:
    words = saying.words(entry.event)
    return Said(
        position=entry.at.position,
        topic=entry.topic,
        stream=entry.stream,
        at=entry.at.recorded_at,
        by=entry.envelope.by or None,
        words=None if words is None or words.k is not None else words.v,
        answer_with=saying.answer_with,
        answer_until=from_micros(due) if due is not None and AGAIN in saying.answer_with else None,
    )


def _ended_by_office(event: HomeWorkEnded) -> str | None:
    return None if event.ended_by == event.person else event.person


def _released_by_office(event: TaskClaimReleased) -> str | None:
    return None if event.released_by == event.assignee else event.assignee


def _of_person(event: Any) -> str:
    person: str = event.person
    return person


def _nothing(_event: Event) -> None:
    return None


def _whom_it_corrects(event: Any) -> str | None:
    named = (getattr(event, name, None) for name in ("person", "assignee"))
    return next((each for each in named if each is not None), None)


CORRECTED = Saying(_whom_it_corrects, lambda event: event.because)
"""What was recorded of somebody is corrected, with the reason; both lines are theirs to read."""

SAYINGS: Mapping[type[Event], Saying] = {
    ReportReviewed: Saying(_of_person, lambda event: event.remark),
    IncidentRejected: Saying(_of_person, lambda event: event.reason),
    EligibilityAssessed: Saying(_of_person, lambda event: event.reason),
    HomeWorkRefused: Saying(_of_person, lambda event: event.reason, ("request-home-work", PETITION)),
    CommitmentReviewed: Saying(_of_person, lambda event: event.remark),
    HomeWorkSuspended: Saying(_of_person, lambda event: event.reason),
    HomeWorkEnded: Saying(_ended_by_office, lambda event: event.reason, ("request-home-work", PETITION)),
    RecalledToOffice: Saying(_of_person, lambda event: event.reason),
    EquipmentVerified: Saying(_of_person, _nothing, ("declare-equipment", PETITION)),
    EmployeeDisciplined: Saying(_of_person, _nothing),
    DisciplineWithdrawn: Saying(_of_person, lambda event: event.reason),
    EmployeeSeparated: Saying(_of_person, _nothing),
    FindingOpened: Saying(_of_person, lambda event: event.text),
    PresenceCorrected: Saying(_of_person, lambda event: event.reason),
    ContactFailed: Saying(_of_person, _nothing, ("reply-to-failed-contact", PETITION)),
    ResultReturned: Saying(lambda event: event.assignee, lambda event: event.reason, (AGAIN,)),
    TaskDisputeResolved: Saying(lambda event: event.assignee, lambda event: event.reason),
    TaskReopened: Saying(lambda event: event.assignee, lambda event: event.reason, (AGAIN, PETITION)),
    TaskReassigned: Saying(lambda event: event.assignee, lambda event: event.reason),
    TaskClaimReleased: Saying(_released_by_office, lambda event: event.reason),
    TaskTransferred: Saying(lambda event: event.assignee, lambda event: event.reason),
    TaskReturnedToPrevious: Saying(lambda event: event.to, lambda event: event.reason),
    TaskBroughtToOffice: Saying(lambda event: event.assignee, lambda event: event.reason),
    TaskAllowedHome: Saying(lambda event: event.assignee, lambda event: event.reason),
    HoldRejected: Saying(lambda event: event.assignee, lambda event: event.reason),
    TaskEvaluated: Saying(lambda event: event.assignee, lambda event: event.note),
    GradeProposed: Saying(_of_person, lambda event: event.reason, ("assess-oneself", PETITION)),
    GradeApproved: Saying(_of_person, lambda event: event.reason, (PETITION_GRADE,)),
    GradePetitionAnswered: Saying(_of_person, lambda event: event.answer),
    ScoresForwarded: Saying(_of_person, lambda event: event.opinion),
    AdditionalIncomeCalculated: Saying(_of_person, lambda event: event.reason),
    ExitReviewConcluded: Saying(_of_person, lambda event: event.reason),
}
"""The events in which offices say something of people."""

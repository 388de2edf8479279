"""What can have happened to the review of whether a person stays in the service: opened, and concluded (R49)."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.exit_review.law import Trigger
from civicflow.regulations.income_clauses import Consequence


class ExitOutcome(Enum):
    """To what a review comes; nothing follows by itself, and a dismissal is an act of its own."""

    KEPT = "kept"
    LOWER_POSITION = "lower_position"
    DISMISSAL = "dismissal"
    NO_LONGER_REQUIRED = "no_longer_required"


_REVIEW = ("exit_review", "review")
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"), ("exit_reviews_of", "person"))


@frozen(kw_only=True, eq=False, repr=False)
class ExitReviewOpened(Event):
    """
    A person's grades ask for a review by the law of the day: which trigger, by which periods, until when it is concluded (R49).

    ``events`` are the positions of these grades; ``derivation`` says what the due was derived from.
    """

    topic: ClassVar[str] = "exit_review.opened"
    stream: ClassVar[tuple[str, ...]] = _REVIEW
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "opened_by"))

    review: SubjectId
    person: PersonId
    unit: UnitId
    trigger: Trigger
    consequence: Consequence
    periods: tuple[Code, ...]
    provision: ShortText
    events: tuple[int, ...]
    due: datetime | None
    derivation: Derivation | None
    opened_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ExitReviewConcluded(Event):
    """Somebody above, who did not give the grades, says with reasons to what the review has come (R49, K10)."""

    topic: ClassVar[str] = "exit_review.concluded"
    stream: ClassVar[tuple[str, ...]] = _REVIEW
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "concluded_by"))

    review: SubjectId
    person: PersonId
    unit: UnitId
    outcome: ExitOutcome
    reason: FreeText
    instrument: ShortText
    concluded_by: PersonId


EVENTS = (ExitReviewOpened, ExitReviewConcluded)

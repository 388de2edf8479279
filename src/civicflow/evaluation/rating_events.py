"""What can have happened to the collective rating of an agency's people in a period: approved, revised, published (K24)."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, PersonId, ShortText, UnitId
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.events import Publicity
from civicflow.regulations.evaluation_clauses import Denominator, Scheme


@frozen(kw_only=True)
class RatedPerson:
    """
    A person and the grade that a collective act gives them.

    Args:
        person: Who is rated.
        group: The positions with similar tasks that theirs belongs to; None while they hold none.
        category: Their personnel category.
        scheme: By what their regime comes to a grade.
        grade: The grade.
        total: Their points, as exact text; None where the regime has none.
    """

    person: PersonId
    group: ShortText | None
    category: Category
    scheme: Scheme
    grade: Grade
    total: ShortText | None


@frozen(kw_only=True)
class CeilingKept:
    """
    How many of an agency, or of one group in it, are rated excellent, and how many may be, over all acts so far (K24).

    Args:
        whole: Whether it is that of the whole agency; else that of one group.
        group: Of which group of positions; None for the agency, and for those who hold no position.
        reading: In which reading of whom it is a share.
        binding: Whether this reading decides; the other is shown beside it.
        rated: How many are rated good or better; at all, where the record takes the share of all.
        excellent: How many are rated excellent.
        places: How many may be.
        provision: The record that sets it, and says for whom.
    """

    whole: bool
    group: ShortText | None
    reading: Denominator
    binding: bool
    rated: int
    excellent: int
    places: int
    provision: ShortText


_RATINGS = ("ratings", "agency", "period")


@frozen(kw_only=True, eq=False, repr=False)
class AgencyRecognized(Event):
    """From above it is put on record that an agency is outstanding in a period, which widens its ceiling (R44, K24)."""

    topic: ClassVar[str] = "ratings.agency_recognized"
    stream: ClassVar[tuple[str, ...]] = _RATINGS
    keys: ClassVar[Keys] = (("unit", "agency"), ("person", "recognized_by"))

    agency: UnitId
    period: Code
    instrument: ShortText
    recognized_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class RatingsApproved(Event):
    """
    The head decides on the grades of several people at once, and the ceiling holds over all that was decided (R43, K24).

    For people under a regime without a ceiling on record, none is listed.
    """

    topic: ClassVar[str] = "ratings.approved"
    stream: ClassVar[tuple[str, ...]] = _RATINGS
    keys: ClassVar[Keys] = (("unit", "agency"), ("person", "approved_by"), ("person", "signed_by"))

    agency: UnitId
    period: Code
    grades: tuple[RatedPerson, ...]
    ceilings: tuple[CeilingKept, ...]
    approved_by: PersonId
    signed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class RatingRevised(Event):
    """A petition was upheld: one grade of the collective rating is another one, and the ceiling still holds (K10, K24)."""

    topic: ClassVar[str] = "ratings.revised"
    stream: ClassVar[tuple[str, ...]] = _RATINGS
    keys: ClassVar[Keys] = (("unit", "agency"), ("person", "person"), ("person", "revised_by"))

    agency: UnitId
    period: Code
    person: PersonId
    grade: Grade
    ceilings: tuple[CeilingKept, ...]
    revised_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class RatingsPublished(Event):
    """The grades of an agency that were decided and not yet made known are published (R44, R47, K25)."""

    topic: ClassVar[str] = "ratings.published"
    stream: ClassVar[tuple[str, ...]] = _RATINGS
    keys: ClassVar[Keys] = (("unit", "agency"), ("person", "persons"), ("person", "published_by"))

    agency: UnitId
    period: Code
    persons: tuple[PersonId, ...]
    scope: Publicity
    published_by: PersonId


RATING_EVENTS = (AgencyRecognized, RatingsApproved, RatingRevised, RatingsPublished)
"""What concerns the collective rating of an agency."""

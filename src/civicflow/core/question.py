"""A question, the views it is answered from, and a reply that says at which position and under which rules it holds."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, cast

import attrs

from civicflow.core.checks import check_fields, check_written
from civicflow.core.correction import Contents, right
from civicflow.core.event import At, Event
from civicflow.core.facts import Calendar
from civicflow.core.log import Entry
from civicflow.core.provision import NotedRegulations, Regulations

A_co = TypeVar("A_co", covariant=True)
R = TypeVar("R")

Place: TypeAlias = tuple[object, ...]
"""Where a row stands in an order, or the beginning of that: values of the columns of the order, as the row has them."""


@attrs.frozen(kw_only=True, eq=False)
class View(Generic[R]):
    """
    What is gathered from the events about each subject: facts and the positions they came from, never a verdict.

    Args:
        name: A business noun in snake case; the table of the view carries it.
        version: Raised whenever the fold or the row changes, so that the view is rebuilt.
        row: An attrs class of plain columns; its first field names the subject.
        subjects: For each kind of event the subject, or subjects, whose rows it touches.
        fold: A pure and total function: the row after an event; None where nothing is left to say of the subject.
        orders: The orders in which its rows are read a page at a time: the columns of each, by its name. A row without a
            value comes last; among equals the subject decides, and need not be named.
    """

    name: str
    version: int
    row: type[R]
    subjects: Mapping[type[Event], Callable[..., str | tuple[str, ...]]]
    fold: Callable[[R | None, Event, At], R | None]
    orders: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that concern this view."""
        return tuple(kind.topic for kind in self.subjects)

    def touched(self, event: Event) -> tuple[str, ...]:
        """The subjects whose rows an event touches."""
        subject = self.subjects.get(type(event))
        found = () if subject is None else subject(event)
        return (found,) if isinstance(found, str) else found

    def ordered_by(self, order: str) -> tuple[str, ...]:
        """
        The columns of an order, the subject last.

        Raises:
            ValueError: When there is no such order.
        """
        if order not in self.orders:
            raise ValueError(f"the view {self.name} has no order {order}")
        subject = attrs.fields(cast(Any, self.row))[0].name
        return (*self.orders[order], subject)

    def place(self, row: R, order: str) -> Place:
        """Where a row stands in an order; what follows it is read with this, less what is ``equal``, as ``after``."""
        return tuple(getattr(row, column) for column in self.ordered_by(order))


AnyView: TypeAlias = View[Any]
"""A view whose rows only its own question knows."""


class Reading(Protocol):
    """Where an answer reads from: rows of views and lines of the log, up to the same position."""

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view."""

    def page(
        self,
        view: View[R],
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[R]:
        """A page of a view, as ``Evidence.page`` gives it."""

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of the log, of a stream, or of a key."""

    def contents(self) -> Contents:
        """What the corrections say that are on record, whenever they are said to have been made."""


@attrs.frozen(kw_only=True)
class Evidence:
    """
    All that an answer may rest on.

    Args:
        reading: Rows of views and lines of the log.
        regulations: The dated rules; what is used is written down.
        calendar: The working calendar.
        now: The instant the question is asked for: ``as_of``, else ``known``, else the present (UTC).
        known: The instant whose knowledge counts; None for the present.
        zone: The zone of local dates.
        in_force: The rules that hold, when ``regulations`` are only supposed; None when nothing is supposed.
        explaining: Whether each figure is to remember how it was reckoned.
    """

    reading: Reading
    regulations: NotedRegulations
    calendar: Calendar
    now: datetime
    known: datetime | None = None
    zone: tzinfo
    in_force: Regulations | None = None
    explaining: bool = False

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view."""
        return self.reading.rows(view)

    def page(
        self,
        view: View[R],
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[R]:
        """
        A page of a view; it costs what is on the page, however many rows there are. Of the past, which is folded, it
        costs as much as all rows.

        Args:
            view: The view.
            order: The name of one of its orders.
            equal: The values that the first columns of the order have in the rows that are wanted.
            after: What the columns after those are to lie beyond: a whole place, or the beginning of one; rows that
                begin just so are left out.
            until: What they are to lie up to; rows that begin just so belong to the page.
            limit: At most so many rows.

        Raises:
            ValueError: When the view has no such order, or the order not so many columns.
        """
        return self.reading.page(view, order, equal=equal, after=after, until=until, limit=limit)

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of the log, of a stream, or of a key."""
        return self.reading.entries(stream=stream, key=key)

    def entries_put_right(self) -> Iterator[Entry]:
        """The lines of the log with the right content in place of what was recorded wrongly; corrections as they are."""
        contents = self.reading.contents()
        for entry in self.entries():
            found = contents.get(entry.at.position)
            yield entry if found is None else entry._replace(event=right(entry.event, found))


class Question(Generic[A_co]):
    """
    Something that somebody wants to know; the root of all questions. Its fields are its arguments.

    Attributes:
        views: The views it is answered from; brought up to date before the answer.
    """

    views: ClassVar[tuple[AnyView, ...]] = ()

    __slots__ = ()

    def __attrs_pre_init__(self, *_: object, **given: object) -> None:
        check_written(type(self), given)

    def __attrs_post_init__(self) -> None:
        check_fields(self)

    def answer(self, evidence: Evidence) -> A_co:
        """The figures, from the evidence and from nothing else."""
        raise NotImplementedError


@attrs.frozen(kw_only=True)
class Figure:
    """
    A share, kept exact: how many of how many, and the events behind it.

    Args:
        numerator: How many.
        denominator: Of how many.
        events: The positions of the events behind it; empty unless asked for.
    """

    numerator: int
    denominator: int
    events: tuple[int, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """Numerator by denominator; None when there is nothing to divide by, never 0 or 1."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@attrs.frozen(kw_only=True)
class Change:
    """
    By how much a share has changed between two countings, and how sure that is.

    Args:
        difference: The later share less the earlier one, exact.
        lower: Where the interval begins in which the true change lies; 28 places, a share like the difference.
        upper: Where it ends.
    """

    difference: Fraction
    lower: Decimal
    upper: Decimal


@attrs.frozen(kw_only=True)
class Head:
    """
    Where a reply comes from, so that it can be asked again and doubted, as no report on paper can be (R58).

    Args:
        question: The name of the question.
        arguments: What was asked, by field; what was left out is not named.
        position: The last position that was taken into account.
        known: The instant whose knowledge counts.
        as_of: The instant up to which what happened counts.
        now: The instant the question was answered for.
        code: The release of civicflow.
        regulations: The digest of the regulations that hold.
        supposed: The digest of those that were supposed in their place; None when none were.
        provisions: The provisions that were used.
        unconfirmed: Those of them that are only from memory or corroborated; none when ``strict``.
        calendar: The version of the working calendar.
        strict: Whether only verified provisions and choices of design were allowed.
        lag: How many events the views were behind the log.
    """

    question: str
    arguments: Mapping[str, object]
    position: int
    known: datetime | None
    as_of: datetime | None
    now: datetime
    code: str
    regulations: str
    supposed: str | None = None
    provisions: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    calendar: str
    strict: bool
    lag: int


@attrs.frozen(kw_only=True)
class Reply(Generic[A_co]):
    """
    An answer with its head.

    Args:
        head: Where it comes from.
        answer: What the question asked for.
    """

    head: Head
    answer: A_co

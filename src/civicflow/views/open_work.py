"""The open tasks of a person, of a group, of a unit or of a dossier, a page at a time, however much work is open elsewhere (K11)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.event import from_micros, micros
from civicflow.core.fields import Code, PersonId, ShortText, SubjectId, UnitId
from civicflow.core.question import Evidence, Place, Question, View
from civicflow.core.working import Part, counted
from civicflow.errors import InvalidInputError
from civicflow.task.model import Stage
from civicflow.views import circles, open_tasks, units
from civicflow.views.open_tasks import OpenTask
from civicflow.views.turning_pages import Shelf, read, turned, written

LIMITS = range(1, 501)
"""How many tasks a page may have."""

KINDS = ((int, type(None)), int, str)
"""What a page goes on behind: a due, since when, and the task."""


def optional_stage(value: Stage | str | None) -> Stage | None:
    """Take a stage by its name; nothing stays nothing."""
    return None if value is None else Stage(value)


@frozen(kw_only=True)
class OpenWorkItem:
    """
    One open task.

    Args:
        task: Its id.
        stage: How far it has come.
        assignee: Whose work it is.
        delegate: Who acts for the assignee, whose work it stays.
        unit: The unit it belongs to.
        group: The group that it was offered to.
        offered_to: Before whom it lies, while nobody has taken it on: ``group:G-1``, ``unit:U-12``, ``head:U-12``.
        dossier: The dossier it is a step of.
        work_type: Which kind of work it is.
        at_home: Whether it is to be done at home.
        on_hold: Whether it rests.
        put_aside: Whether whoever works on it has put it aside; the clock runs on (K4).
        due: The excused due, by which lateness is told (K4, UTC); None where nobody has set one.
        overdue: Whether that has passed.
        since: Since when it is at this stage (UTC).
    """

    named_by: ClassVar[tuple[str, ...]] = ("task",)

    task: str
    stage: Stage
    assignee: str | None
    delegate: str | None
    unit: str | None
    group: str | None
    offered_to: str | None
    dossier: str | None
    work_type: str | None
    at_home: bool
    on_hold: bool
    put_aside: bool
    due: datetime | None
    overdue: bool
    since: datetime


@frozen(kw_only=True)
class OpenWorkPage:
    """
    A page of open tasks.

    Args:
        tasks: The tasks: what is due first at the top; what has no due at the end, the oldest first.
        next: What is asked for as ``after`` to read on; None when nothing follows.
        total: How many there are on all pages; None unless that was asked for.
    """

    tasks: tuple[OpenWorkItem, ...]
    next: str | None
    total: int | None


@frozen(kw_only=True)
class OpenWork(Question[OpenWorkPage]):
    """
    The open tasks of a person, of a group, of a unit or of a dossier, a page at a time (R57, R61, K11).

    A page costs what is on it and what the other arguments leave out on the way, whatever else is open in the administration;
    the whole number costs all that is counted. What an office must decide is not here: see ``Worklist``.

    Work that is added while somebody turns pages stands where it belongs: nothing is shown twice or left out for it. A task whose
    due was moved meanwhile stands where it now belongs.

    Args:
        person: Only tasks of this person, and those in which they act for another.
        with_offered: Also what is offered to a group, an office or a unit that the person belongs to today.
        group: Only tasks that were offered to this group, also those that one of it has taken on.
        unit: Only tasks of this unit.
        with_subunits: Those of the units below it as well.
        dossier: Only tasks of this dossier.
        stage: Only tasks at this stage.
        at_home: Only what is to be done at home, or only what is not.
        overdue: Only what is overdue, or only what is not.
        work_type: Only this kind of work.
        limit: At most so many tasks.
        after: Where the page begins, as the one before it says; the first page when left out.
        with_total: Also how many there are on all pages.

    Raises:
        InvalidInputError: When nobody's work is asked for, what is offered to nobody in particular, or a page that is too
            long or that no page says how to go on to.
    """

    views: ClassVar[tuple[View[Any], ...]] = (open_tasks.VIEW, *circles.VIEWS)

    person: PersonId | None = None
    with_offered: bool = False
    group: SubjectId | None = None
    unit: UnitId | None = None
    with_subunits: bool = False
    dossier: SubjectId | None = None
    stage: Stage | None = field(default=None, converter=optional_stage)
    at_home: bool | None = None
    overdue: bool | None = None
    work_type: Code | None = None
    limit: int = 50
    after: ShortText | None = None
    with_total: bool = False

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        scopes = (self.person, self.group, self.unit, self.dossier)
        if scopes == (None,) * len(scopes) or (self.with_offered and self.person is None):
            raise InvalidInputError(field="person", problem="nobodys-work")
        if self.limit not in LIMITS:
            raise InvalidInputError(field="limit", problem="length-of-a-page", value=self.limit)
        read(self.after, KINDS)

    def answer(self, evidence: Evidence) -> OpenWorkPage:
        """The page."""
        asked, now = _Asked(self, evidence), micros(evidence.now)
        found = list(islice(asked.rows(read(self.after, KINDS), self.limit + 1), self.limit + 1))
        page = found[: self.limit]
        return OpenWorkPage(
            tasks=tuple(_item(row, now) for row in page),
            next=written(_place(page[-1])) if len(found) > len(page) else None,
            total=counted(evidence, list(asked.rows(None, MANY)), _part) if self.with_total else None,
        )


MANY = 1_000
"""About as many rows as there may be, when all are counted."""


class _Asked:
    """What is asked for: on which shelves it stands, and what of it is wanted."""

    def __init__(self, question: OpenWork, evidence: Evidence) -> None:
        self._question = question
        self._evidence = evidence
        self._now = micros(evidence.now)
        self._units = self._wanted_units()
        self._circles = self._wanted_circles()

    def _wanted_units(self) -> frozenset[str | None]:
        unit = self._question.unit
        if unit is None or not self._question.with_subunits:
            return frozenset({unit})
        return frozenset(units.subtree(units.chart(self._evidence), unit))

    def _wanted_circles(self) -> tuple[str, ...]:
        person = self._question.person
        if person is None or not self._question.with_offered:
            return ()
        return circles.circles_of(self._evidence, person)

    def rows(self, after: Place | None, limit: int) -> Iterator[OpenTask]:
        """The rows that are wanted, in order."""
        late = (self._now - 1,)
        if self._question.overdue is False and after is None:
            after = late
        until = late if self._question.overdue else None
        rows = turned(self._evidence, open_tasks.VIEW, self._shelves(), after=after, until=until, limit=limit)
        return filter(self._is_wanted, rows)

    def _shelves(self) -> Sequence[Shelf]:
        """Where the fewest stand that may be wanted."""
        asked = self._question
        if asked.dossier is not None:
            return (Shelf("of_a_dossier", (True, asked.dossier)),)
        if asked.person is not None:
            offered = (Shelf("of_a_circle", (each,)) for each in self._circles)
            own = (Shelf(order, (True, asked.person)) for order in ("of_a_person", "of_a_delegate"))
            return (*own, *offered)
        if asked.group is not None:
            return (Shelf("of_a_group", (True, asked.group)),)
        return [Shelf("of_a_unit", (True, unit)) for unit in sorted(filter(None, self._units))]

    def _is_wanted(self, row: OpenTask) -> bool:
        asked = self._question
        wanted = (
            (asked.group, row.group),
            (asked.dossier, row.dossier),
            (asked.stage, row.stage),
            (asked.at_home, row.at_home),
            (asked.work_type, row.work_type),
            (asked.overdue, is_overdue(row, self._now)),
        )
        in_unit = asked.unit is None or row.unit in self._units
        theirs = asked.person in {None, row.assignee, row.delegate} or row.offered_to in self._circles
        return in_unit and theirs and all(wish is None or wish == found for wish, found in wanted)


def is_overdue(row: OpenTask, now: int) -> bool:
    """Whether the due of a task has passed; at the due itself nothing is late (E25)."""
    return row.due is not None and row.due < now


def _place(row: OpenTask) -> Place:
    return row.due, row.since, row.task


def _part(row: OpenTask) -> Part:
    return Part(of=f"task:{row.task}", because="open", events=(row.position,))


def _item(row: OpenTask, now: int) -> OpenWorkItem:
    return OpenWorkItem(
        task=row.task,
        stage=row.stage,
        assignee=row.assignee,
        delegate=row.delegate,
        unit=row.unit,
        group=row.group,
        offered_to=row.offered_to,
        dossier=row.dossier,
        work_type=row.work_type,
        at_home=row.at_home,
        on_hold=row.on_hold,
        put_aside=row.put_aside,
        due=None if row.due is None else from_micros(row.due),
        overdue=is_overdue(row, now),
        since=from_micros(row.since),
    )

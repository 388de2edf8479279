"""What is open about grades: to be proposed, decided on, published, and petitions against them to be answered (R43, R44, K24)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter

from civicflow.calendars.period import Period
from civicflow.errors import InvalidInputError
from civicflow.evaluation.dates import rated_by
from civicflow.organization.events import Office
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord
from civicflow.views import asking, employees, grades_on_record, ratings_on_record
from civicflow.views.grades_on_record import GradeOnRecord
from civicflow.views.matter import Matter, Need, about_person
from civicflow.views.surroundings import Surroundings


def of_grades(around: Surroundings) -> Iterator[Matter]:
    """
    All of it, agency by agency.

    A grade is asked for of everybody who belonged to an agency when a period ended for which it has begun to evaluate:
    which periods a place evaluates is its own decision, and seen once the first person is assessed or proposed.
    """
    rows = list(around.evidence.rows(grades_on_record.VIEW))
    yield from _proposals(around, rows)
    yield from _decisions(around, rows)
    for ratings in around.evidence.rows(ratings_on_record.VIEW):
        if ratings.unpublished and ratings.approved_at is not None:
            subject = f"ratings:{ratings.id}"
            yield _of_agency(Need.PUBLISH_RATINGS, subject, ratings.agency, ratings.approved_at)
    for row in rows:
        if row.petitioned_at is not None and row.answered is None:
            yield _petition(around, row, row.petitioned_at)


def _of_agency(need: Need, subject: str, agency: str, since: int, concerns: str | None = None) -> Matter:
    return Matter(
        need=need, subject=subject, unit=agency, concerns=concerns, person=concerns, since=since, due=None
    )


def _proposals(around: Surroundings, rows: list[GradeOnRecord]) -> Iterator[Matter]:
    done = {row.id for row in rows if row.proposed is not None or row.grade is not None}
    begun = {(agency.id, row.period): agency for row in rows if (agency := _agency(around, row)) is not None}
    categories = {each.id: each.category.value for each in around.evidence.rows(employees.VIEW)}
    for (_, name), agency in sorted(begun.items(), key=lambda each: each[0]):
        period = _period(name)
        if period is None or period.last >= around.today:
            continue
        since = period.moments(around.evidence.zone).stop
        for person, unit in sorted(_belonging(around, agency, period.last)):
            if f"{person}:{name}" not in done and person in categories:
                due = _due(around, agency, period, categories[person])
                yield about_person(
                    Need.PROPOSE_GRADE, "evaluation", person, unit, since, due, id=f"{person}:{name}"
                )


def _agency(around: Surroundings, row: GradeOnRecord) -> Unit | None:
    unit = around.units.get(row.unit)
    return around.units.get(row.agency or ("" if unit is None else unit.body))


def _period(name: str) -> Period | None:
    """A month, a quarter or a year by its name; None where it is none."""
    try:
        found = Period.parse(name)
    except InvalidInputError:
        return None
    return found if found.kind is not None else None


def _belonging(around: Surroundings, agency: Unit, on: date) -> Iterator[tuple[str, str]]:
    for unit in around.units.values():
        if unit.body == agency.id:
            yield from ((person, unit.id) for person in unit.members(on, primary_only=True))


def _due(around: Surroundings, agency: Unit, period: Period, category: str) -> int | None:
    """By when a rating is done: it must be before a day of a month; None where nothing on record says so (R44, R47)."""
    last = rated_by(
        around.evidence.regulations,
        period,
        on=period.last,
        locality=agency.locality,
        category=category,
        known=asking.known_on(around.evidence),
    )
    return (
        None if isinstance(last, NotOnRecord) else asking.beginning(around.evidence, last + timedelta(days=1))
    )


def _decisions(around: Surroundings, rows: list[GradeOnRecord]) -> Iterator[Matter]:
    """One matter an agency and period, for they are decided on together; that of its head stands alone, to be decided above."""
    waiting: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in sorted(rows, key=attrgetter("id")):
        if row.agency is None or row.proposed_at is None or row.grade is not None:
            continue
        if row.person == _head(around, row.agency):
            yield _of_agency(
                Need.APPROVE_RATINGS, f"evaluation:{row.id}", row.agency, row.proposed_at, row.person
            )
        else:
            waiting[row.agency, row.period].append(row.proposed_at)
    for (agency, period), moments in waiting.items():
        yield _of_agency(Need.APPROVE_RATINGS, f"ratings:{agency}:{period}", agency, min(moments))


def _petition(around: Surroundings, row: GradeOnRecord, since: int) -> Matter:
    """It is answered above the agency, which gave the grade; that of its head, still one above (K10, K11)."""
    agency = around.units.get(row.agency or "")
    superior = None if agency is None else around.units.get(agency.superior or "")
    unit = agency if superior is None else superior
    was_head = unit is not agency and row.agency is not None and row.person == _head(around, row.agency)
    concerns = row.person
    if unit is not None and (was_head or unit is agency):
        concerns = _head(around, unit.id) or row.person
    return Matter(
        need=Need.ANSWER_GRADE_PETITION,
        subject=f"evaluation:{row.id}",
        unit=None if unit is None else unit.id,
        concerns=concerns,
        person=row.person,
        since=since,
        due=row.petition_due,
    )


def _head(around: Surroundings, unit: str) -> str | None:
    found = around.units.get(unit)
    holders = () if found is None else found.holders(Office.HEAD, around.today)
    return next((each.person for each in holders), None)

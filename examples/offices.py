"""The offices that the stories happen in, and the work that is given there."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import civicflow as cf
from civicflow.core import Change, Command, Figure

SINCE = "2020-01-02"
"""The day from which everybody belongs to their unit and holds their office."""


def agency(
    unit: str,
    title: str,
    *,
    head: str,
    people: Iterable[str] = (),
    locality: str = "vn/hcmc",
) -> Iterator[Command]:
    """A body of its own, below the chair of the city."""
    yield cf.organization.EstablishUnit(
        unit=unit,
        title=title,
        answers_to="CHAIR",
        locality=locality,
        instrument="QĐ 2/QĐ-UBND",
    )
    yield from _staff(unit, head, people)


def division(
    unit: str, title: str, *, above: str, head: str, people: Iterable[str] = ()
) -> Iterator[Command]:
    """A division of an agency, with its head and its people."""
    yield cf.organization.EstablishUnit(unit=unit, title=title, superior=above, instrument="QĐ 3/QĐ-SNV")
    yield from _staff(unit, head, people)


def _staff(unit: str, head: str, people: Iterable[str]) -> Iterator[Command]:
    office, staff = cf.organization, cf.employee
    for person in (head, *people):
        yield staff.RegisterEmployee(person=person, unit=unit, category="civil_servant", hired_on=SINCE)
        yield office.JoinUnit(unit=unit, person=person, since=SINCE)
    yield office.Appoint(unit=unit, person=head, office="head", since=SINCE, instrument="QĐ 4/QĐ-UBND")


def position(unit: str, code: str, *, reception: bool = False) -> Command:
    """A position of a unit; to one at the reception citizens come."""
    return cf.organization.EstablishPosition(
        position=code,
        unit=unit,
        title="Chuyên viên tiếp nhận" if reception else "Chuyên viên",
        group="reception" if reception else "desk",
        citizen_contact=reception,
        handles_procedures=reception,
        work_types=["document_review"],
    )


def assignment(task: str, to: str, due: datetime | str, work: str = "Thẩm định hồ sơ") -> Command:
    """An ordinary file that is given to somebody."""
    return cf.task.AssignTask(
        task=task,
        to=to,
        work=work,
        due=due,
        result="Tờ trình có chữ ký số",
        acceptance="Có căn cứ và đề xuất",
    )


def of(figure: Figure | Change) -> str:
    """A figure as people read it; a change in points, with the interval in which it lies."""
    if isinstance(figure, Figure):
        return f"{figure.numerator} of {figure.denominator}"
    change, lower, upper = (100 * float(each) for each in (figure.difference, figure.lower, figure.upper))
    return f"{change:+.2f} points, between {lower:+.2f} and {upper:+.2f}"

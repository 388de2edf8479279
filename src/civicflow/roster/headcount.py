"""Who belongs to a body on a day, and who of them belongs to the number that a cap is taken of (K5)."""

from datetime import date

from attrs import frozen

from civicflow.core.facts import Facts
from civicflow.employee.events import Session
from civicflow.employee.model import Employee
from civicflow.organization.membership import units_of_body
from civicflow.regulations.caps import Share
from civicflow.roster.cap import Cap


@frozen(kw_only=True)
class Headcount:
    """
    The people of a body on a day.

    Args:
        counted: Those who belong to the number that the cap is taken of.
        besides: Those who do not: of a category that is not counted, or on leave where leave does not count.
    """

    counted: tuple[str, ...]
    besides: tuple[str, ...]


def members_of_body(facts: Facts, body: str, on: date) -> tuple[str, ...]:
    """The primary members of all units of a body on a day; seconded people belong where they work (K5, K18)."""
    units = units_of_body(facts, body)
    return tuple(sorted({person for unit in units for person in unit.members(on, primary_only=True)}))


def headcount(facts: Facts, body: str, on: date, cap: Cap) -> Headcount:
    """
    Count the people of a body for a day as its cap says; where no share is set, everybody belongs.

    Args:
        facts: The window on the world.
        body: The body.
        on: The local day.
        cap: What binds it.

    Raises:
        NotOnRecordError: When somebody's category is not on record.
    """
    members = members_of_body(facts, body, on)
    limit = cap.limit
    if not isinstance(limit, Share):
        return Headcount(counted=members, besides=())
    counted = frozenset(person for person in members if _belongs(limit, facts.of(Employee, person), on))
    return Headcount(
        counted=tuple(each for each in members if each in counted),
        besides=tuple(each for each in members if each not in counted),
    )


def _belongs(share: Share, employee: Employee, on: date) -> bool:
    on_leave = employee.is_on_leave(on, Session.BOTH)
    return share.in_headcount(category=employee.category.value, on_leave=on_leave, exempt=False)

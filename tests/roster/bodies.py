"""A body of so many people on one real log, to open days of and to book places in."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from typing import Self

import civicflow.flow
from civicflow import employee, organization, roster
from civicflow.core.clock import FixedClock
from civicflow.core.command import Command, Order
from civicflow.core.rule import RefusedError
from civicflow.employee.events import Category
from civicflow.roster.model import Day

SINCE = "2020-01-01"
BODY = "A-1"
CLERK = "CLERK"
"""Keeps the record of the body and belongs to no unit of it, so that the headcount is a round number."""


class Body:
    """
    An agency with its people, on a log in memory.

    Args:
        people: How many people belong to it: ``E-1``, ``E-2``, …
        at: The moment at which its clock stands.
        units: Over how many units they are spread; none belongs to the agency's own.
        categories: Their personnel categories, in turn.
        locality: Its place.
    """

    def __init__(
        self,
        people: int,
        at: str,
        *,
        units: int = 1,
        categories: tuple[Category, ...] = (Category.CIVIL_SERVANT,),
        locality: str = "vn/hcmc",
    ) -> None:
        self.people = [f"E-{number}" for number in range(1, people + 1)]
        self.on = date.fromisoformat(at[:10])
        self.clock = FixedClock(at)
        self.flow = civicflow.flow.open(":memory:", clock=self.clock)
        orders = (Order(command=each, by="ADMIN") for each in self._founded(units, categories, locality))
        failed = [each for each in self.flow.execute_many(orders) if isinstance(each, Exception)]
        assert not failed, failed

    def _founded(self, units: int, categories: tuple[Category, ...], locality: str) -> Iterator[Command]:
        yield organization.Found(instrument="QĐ 1", administrator="ADMIN")
        yield organization.EstablishUnit(
            unit=BODY, title="Sở", answers_to="CHAIR", locality=locality, instrument="QĐ 2"
        )
        yield organization.Appoint(
            unit=BODY, person=CLERK, office="clerk_of_record", since=SINCE, instrument="QĐ 3"
        )
        yield organization.Appoint(unit=BODY, person="HEAD", office="head", since=SINCE, instrument="QĐ 3")
        for number in range(1, units + 1):
            yield organization.EstablishUnit(
                unit=f"U-{number}", title=f"Phòng {number}", superior=BODY, instrument="QĐ 4"
            )
        homes = cycle(range(1, units + 1))
        for person, home, category in zip(self.people, homes, cycle(categories), strict=False):
            yield from self.hired(person, f"U-{home}", category)

    @staticmethod
    def hired(
        person: str, unit: str = "U-1", category: Category = Category.CIVIL_SERVANT
    ) -> Iterator[Command]:
        """The commands by which somebody comes to belong to a unit."""
        yield employee.RegisterEmployee(person=person, unit=unit, category=category, hired_on=SINCE)
        yield organization.JoinUnit(unit=unit, person=person, since=SINCE)

    def refusals(self, command: Command, by: str = CLERK) -> tuple[str, ...]:
        """Carry out a command; the names of the rules that refused it, none when it was done."""
        try:
            self.flow.execute(command, by=by)
        except RefusedError as refused:
            return tuple(each.rule for each in refused.refusals)
        return ()

    def opened(self) -> Self:
        """The same body with its day open."""
        assert self.refusals(roster.OpenDay(body=BODY, day=self.on)) == ()
        return self

    def book(self, person: str, **changes: object) -> tuple[str, ...]:
        """Book a place, at the office for the whole day unless told otherwise."""
        fields = {"body": BODY, "day": self.on, "person": person, "place": "office"}
        return self.refusals(roster.BookPlace(**(fields | changes)))  # type: ignore[arg-type]

    def release(self, person: str, session: str = "both") -> tuple[str, ...]:
        """Give a place back."""
        return self.refusals(roster.ReleasePlace(body=BODY, day=self.on, person=person, session=session))

    def recount(self) -> tuple[str, ...]:
        """Count again."""
        return self.refusals(roster.RecountHeadcount(body=BODY, day=self.on, reason="Biến động nhân sự"))

    def let_in(self, **changes: object) -> int:
        """Book everybody in turn; how many were let in."""
        return sum(self.book(person, **changes) == () for person in self.people)

    @property
    def day(self) -> Day:
        """The day as the log tells it."""
        state: Day | None = None
        for entry in self.flow.entries(stream=f"day:{BODY}:{self.on}"):
            state = Day.evolve(state, entry.event, entry.at)
        assert state is not None
        return state

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.flow.close()


def order(cap: str | None = "1/3", **changes: object) -> organization.DeclareEmergencyMode:
    """An emergency mode of the city with a cap of its own."""
    fields = {
        "mode": "M-1",
        "locality": "vn/hcmc",
        "instrument": "CV 1749",
        "since": SINCE,
        "cap": cap,
        "counted_categories": [each.value for each in Category],
        "leave_counts": True,
        "exempt_codes": ["medical", "treasury"],
        "exempt_count": "none",
    }
    return organization.DeclareEmergencyMode(**(fields | changes))  # type: ignore[arg-type]

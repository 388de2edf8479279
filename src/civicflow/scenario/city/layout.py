"""How a city is made up at any scale: departments and districts, their divisions and wards, and who works there."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from attrs import evolve, field, frozen

from civicflow.core.fields import day
from civicflow.errors import InvalidInputError
from civicflow.scenario.chance import Chance
from civicflow.scenario.invented_names import invented

ADMINISTRATOR, COUNCIL, CHAIR, INSPECTOR, DATA_PROTECTION = "ADMIN", "COUNCIL", "CHAIR", "INSPECTOR", "DPO"
ROOT = "CITY"

DIVISIONS = ("Tổng hợp", "Pháp chế", "Hành chính", "Nghiệp vụ")
WARDS = ("Phường 1", "Phường 2", "Phường 3", "Phường 4")
LEAST_DIVISION = 8
"""So many people are in a division at least: a head, a manager, four who ask for home work, and two who serve citizens."""

CATEGORIES = ((0.8, "civil_servant"), (0.12, "public_employee"), (0.08, "contract_worker"))


@frozen(kw_only=True)
class Body:
    """
    A department or a district of a city; orders bind it as a whole.

    Args:
        number: Its number, from 1.
    """

    number: int

    @property
    def id(self) -> str:
        """The unit."""
        return f"A-{self.number}"

    @property
    def director(self) -> str:
        """Its head."""
        return f"D-{self.number}"

    @property
    def is_district(self) -> bool:
        """Every second body is a district, with wards; the others are departments, with divisions."""
        return self.number % 2 == 0

    @property
    def title(self) -> str:
        """Its title."""
        return f"Ủy ban nhân dân quận {self.number}" if self.is_district else f"Sở {self.number}"

    @property
    def locality(self) -> str:
        """The place whose rules apply."""
        return f"vn/hcmc/district-{100 + self.number}" if self.is_district else "vn/hcmc"

    def division(self, place: int) -> str:
        """The id of its division or ward."""
        return f"U-{self.number}-{place + 1}"

    def title_of(self, place: int) -> str:
        """The title of a division or ward."""
        return WARDS[place] if self.is_district else f"Phòng {DIVISIONS[place]}"


@frozen(kw_only=True)
class Person:
    """
    An employee of a city.

    Args:
        id: The id in the log.
        number: A number of their own.
        body: The department or district.
        unit: The division or ward; the body itself for its director.
        rank: The place in the division: 0 is the head, 1 the manager, the last ones serve citizens; -1 is a director.
        superior: Whoever gives them work and decides on what they ask for.
        above: Whoever stands above their superior.
        serves_citizens: Whether citizens come to their position.
        category: The personnel category.
    """

    id: str
    number: int
    body: Body
    unit: str
    rank: int
    superior: str
    above: str
    serves_citizens: bool
    category: str

    def in_unit(self, unit: str, head: str) -> "Person":
        """The same person in another division of the same body, without an office there."""
        return evolve(self, unit=unit, superior=head, above=self.body.director)


@frozen(kw_only=True)
class City:
    """
    A city at any scale; the whole one has 50,000 employees in 500 units.

    Args:
        employees: How many people it employs.
        units: How many departments and districts it has; each is a body of four divisions or wards, or of fewer where it
            is small.
        months: How many months are told.
        since: The first day of the first month.
        seed: From it follows whatever is left to chance: the same seed, the same city, byte for byte.

    Raises:
        InvalidInputError: When the numbers make no city.
    """

    employees: int = 500
    units: int = 5
    months: int = 12
    since: date = field(default=date(2023, 10, 1), converter=day)
    seed: int = 1

    def __attrs_post_init__(self) -> None:
        limits = (
            ("units", self.units, 1, 1_000),
            ("employees", self.employees, (1 + LEAST_DIVISION) * self.units, 1_000_000),
            ("months", self.months, 1, 24),
            ("seed", self.seed, 0, 2**63 - 1),
        )
        for name, value, least, most in limits:
            if not least <= value <= most:
                raise InvalidInputError(field=name, problem="no-city", value=value, least=least, most=most)
        if self.since.day != 1:
            raise InvalidInputError(field="since", problem="not-a-first-day", value=str(self.since))

    @property
    def begins(self) -> date:
        """The day on which it is set up."""
        return self.since - timedelta(days=10)

    @property
    def until(self) -> date:
        """The last day of the last month."""
        months = self.since.year * 12 + self.since.month - 1 + self.months - 1
        year, month = divmod(months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The departments and districts."""
        return tuple(Body(number=number) for number in range(1, self.units + 1))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody whom the city employs, body by body, the director first."""
        return tuple(self._people())

    def size(self, body: Body) -> int:
        """How many people a body employs, its director included."""
        return self.employees // self.units + (body.number <= self.employees % self.units)

    def divisions(self, body: Body) -> tuple[str, ...]:
        """The divisions or wards of a body."""
        number = max(1, min(len(DIVISIONS), (self.size(body) - 1) // LEAST_DIVISION))
        return tuple(body.division(place) for place in range(number))

    def places(self, body: Body) -> int:
        """The remote places of a body: two for every ten of its people."""
        return max(1, self.size(body) // 5)

    def chance(self, *names: object) -> Chance:
        """The draws that go by a name."""
        return Chance(self.seed, *names)

    def names(self) -> Iterator[tuple[str, str]]:
        """Everybody with an invented name, for the directory."""
        for place, office in enumerate((CHAIR, INSPECTOR, DATA_PROTECTION)):
            yield office, invented(place)
        yield from ((person.id, invented(person.number)) for person in self.people)

    def _people(self) -> Iterator[Person]:
        number = 0
        for body in self.bodies:
            divisions = self.divisions(body)
            number += 1
            yield self._director(body, number)
            for place, unit in enumerate(divisions):
                size = _share(self.size(body) - 1, len(divisions), place)
                first = number + 1
                for rank in range(size):
                    number += 1
                    yield self._member(body, unit, rank, size, number, f"E-{first:05}")

    def _director(self, body: Body, number: int) -> Person:
        return Person(
            id=body.director,
            number=number,
            body=body,
            unit=body.id,
            rank=-1,
            superior=CHAIR,
            above=COUNCIL,
            serves_citizens=False,
            category="civil_servant",
        )

    def _member(self, body: Body, unit: str, rank: int, size: int, number: int, head: str) -> Person:
        leads = rank <= 1
        return Person(
            id=f"E-{number:05}",
            number=number,
            body=body,
            unit=unit,
            rank=rank,
            superior=body.director if rank == 0 else head,
            above=CHAIR if rank == 0 else body.director,
            serves_citizens=rank >= size - size // 4,
            category="civil_servant" if leads else self.chance("category", number).weighed(CATEGORIES),
        )


def _share(whole: int, parts: int, place: int) -> int:
    """The size of one of several parts that are as equal as can be, larger ones first."""
    return whole // parts + (place < whole % parts)

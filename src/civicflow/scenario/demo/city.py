"""Who takes part in the demonstration: three agencies, twelve divisions, 240 employees; nobody here exists."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from civicflow import organization, pilot_record
from civicflow.core.command import Command, Order
from civicflow.scenario import pilot_acts
from civicflow.scenario.invented_names import invented
from civicflow.scenario.office_acts import AS_IT_STOOD, appointed, by, placed, positions, taken_on

AGENCIES = {"A-1": "Sở Nội vụ", "A-2": "Sở Thông tin và Truyền thông", "A-3": "Viện Nghiên cứu phát triển"}
LEADERSHIP = {
    "CHAIR": "Đinh Thị Hòa",
    "D-1": "Lý Thanh Hải",
    "D-2": "Mai Thị Lệ",
    "D-3": "Trịnh Minh Tâm",
    "INSPECTOR": "Tạ Quốc Khánh",
}
DIVISIONS = ("Tổng hợp", "Pháp chế", "Hành chính", "Nghiệp vụ")
STAFF_OF_AGENCY = 79
"""Besides its director, over four divisions: 20, 20, 20 and 19; with the directors 240."""

PILOT = "PILOT-2023"
PLACES = 16
"""The remote places of each agency."""

ADMINISTRATOR = "ADMIN"
CHAIR = "CHAIR"
INSPECTOR = "INSPECTOR"
SINCE = date(2023, 9, 1)


@frozen
class Person:
    """
    An employee of the demonstration.

    Args:
        id: The id in the log.
        number: A number of their own, from which their habits follow.
        unit: The division.
        head: The head of the division.
        rank: The place in the division; 0 is the head.
    """

    id: str
    number: int
    unit: str
    head: str
    rank: int

    @property
    def agency(self) -> str:
        """The agency of the division."""
        return agency_of(self.unit)

    @property
    def superior(self) -> str:
        """Whoever gives them work: the head of the division, for the head the director."""
        return director(self.agency) if self.rank == 0 else self.head

    @property
    def asks_for_home_work(self) -> bool:
        """Five of each division ask for days at home; one of them in vain, for there are four places."""
        return 1 <= self.rank <= 5

    @property
    def works_at_home(self) -> bool:
        """The four of each division who are granted a place."""
        return 1 <= self.rank <= PLACES // len(DIVISIONS)

    @property
    def name(self) -> str:
        """An invented name for the directory."""
        return invented(self.number)


def agency_of(unit: str) -> str:
    """The agency of a division: ``U-2-3`` belongs to ``A-2``."""
    return f"A-{unit.split('-')[1]}"


def director(agency: str) -> str:
    """The director of an agency."""
    return f"D-{agency[2:]}"


def units() -> Iterator[tuple[str, str, str]]:
    """Each division with its title and its agency."""
    for agency in AGENCIES:
        for number, title in enumerate(DIVISIONS, start=1):
            yield f"U-{agency[2:]}-{number}", f"Phòng {title}", agency


def people() -> Iterator[Person]:
    """Everybody but the directors."""
    number = 0
    for unit, _, _ in units():
        size = STAFF_OF_AGENCY // len(DIVISIONS) + (not unit.endswith("-4"))
        head = f"E-{number + 1:03}"
        for rank in range(size):
            number += 1
            yield Person(f"E-{number:03}", number, unit, head, rank)


def names() -> Iterator[tuple[str, str]]:
    """Everybody with an invented name, for the directory."""
    yield from LEADERSHIP.items()
    yield from ((person.id, person.name) for person in people())


def setting_up() -> Iterator[list[Order]]:
    """How the office is set up, in steps of which each rests on those before."""
    staff = list(people())
    yield by(ADMINISTRATOR, organization.Found(instrument="QĐ 01/QĐ-UBND", administrator=ADMINISTRATOR))
    yield by(ADMINISTRATOR, *(_agency(*each) for each in AGENCIES.items()), *map(_division, units()))
    yield by(
        ADMINISTRATOR, *map(_appoint_director, AGENCIES), *(_head(each) for each in staff if each.rank == 0)
    )
    established = (command for unit, _, _ in units() for command in positions(unit, SINCE))
    yield by(ADMINISTRATOR, *established, reason=AS_IT_STOOD)
    for agency in AGENCIES:
        yield by(ADMINISTRATOR, *taken_on(director(agency), agency, SINCE))
    yield by(ADMINISTRATOR, *(command for each in staff for command in taken_on(each.id, each.unit, SINCE)))
    yield [
        Order(command=placed(each.id, each.unit, SINCE, meets_citizens=each.rank >= 15), by=each.superior)
        for each in staff
    ]
    yield from _pilot()


def _agency(agency: str, title: str) -> Command:
    return organization.EstablishUnit(
        unit=agency, title=title, answers_to=CHAIR, locality="vn/hcmc", instrument="QĐ 02/QĐ-UBND"
    )


def _division(division: tuple[str, str, str]) -> Command:
    unit, title, agency = division
    return organization.EstablishUnit(unit=unit, title=title, superior=agency, instrument="QĐ 03/QĐ-UBND")


def _appoint_director(agency: str) -> Command:
    return appointed(agency, director(agency), "head", SINCE, "QĐ 04/QĐ-UBND")


def _head(person: Person) -> Command:
    return appointed(person.unit, person.id, "head", SINCE, "QĐ 05/QĐ-SNV")


def _pilot() -> Iterator[list[Order]]:
    home_affairs = director("A-1")
    draft = pilot_acts.drafted(
        PILOT, "A-1", dict.fromkeys(AGENCIES, PLACES), date(2023, 10, 1), date(2023, 12, 31)
    )
    yield by(home_affairs, draft)
    yield by(home_affairs, pilot_record.SubmitPilot(pilot=PILOT))
    yield by(CHAIR, pilot_record.ApprovePilot(pilot=PILOT, instrument="QĐ 4444/QĐ-UBND"))
    yield by(home_affairs, *pilot_acts.measured(PILOT, date(2023, 6, 1), date(2023, 8, 31)))
    yield [
        Order(command=pilot_record.AssignUnit(pilot=PILOT, unit=unit), by=director(agency))
        for unit, _, agency in units()
    ]

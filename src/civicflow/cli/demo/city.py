"""Who takes part in the demonstration: three agencies, twelve divisions, 240 employees; nobody here exists."""

from collections.abc import Iterator

from attrs import frozen

from civicflow import employee, organization, pilot_record
from civicflow.core.command import Command, Order

AGENCIES = {"A-1": "Sở Nội vụ", "A-2": "Sở Thông tin và Truyền thông", "A-3": "Viện Nghiên cứu phát triển"}
LEADERSHIP = {
    "CHAIR": "Đinh Thị Hòa",
    "D-1": "Lý Thanh Hải",
    "D-2": "Mai Thị Lệ",
    "D-3": "Trịnh Minh Tâm",
}
DIVISIONS = ("Tổng hợp", "Pháp chế", "Hành chính", "Nghiệp vụ")
STAFF_OF_AGENCY = 79
"""Besides its director, over four divisions: 20, 20, 20 and 19; with the directors 240."""

PILOT = "PILOT-2023"
PLACES = 16
"""The remote places of each agency."""

ADMINISTRATOR = "ADMIN"
CHAIR = "CHAIR"
SINCE = "2023-09-01"

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Đức", "Thanh", "Quang")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tú",
)


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
        family, middle = FAMILY[self.number % len(FAMILY)], MIDDLE[self.number % len(MIDDLE)]
        return f"{family} {middle} {GIVEN[self.number % len(GIVEN)]}"


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
    yield _by(ADMINISTRATOR, organization.Found(instrument="QĐ 01/QĐ-UBND", administrator=ADMINISTRATOR))
    yield _by(ADMINISTRATOR, *(_agency(*each) for each in AGENCIES.items()), *map(_division, units()))
    yield _by(
        ADMINISTRATOR, *map(_appoint_director, AGENCIES), *(_head(each) for each in staff if each.rank == 0)
    )
    yield _by(ADMINISTRATOR, *(_position(unit, meets) for unit, _, _ in units() for meets in (False, True)))
    for agency in AGENCIES:
        yield _by(ADMINISTRATOR, *_taken_on(director(agency), agency))
    yield _by(ADMINISTRATOR, *(command for each in staff for command in _taken_on(each.id, each.unit)))
    yield [_placed(each) for each in staff]
    yield from _pilot()


def _by(person: str, *commands: Command) -> list[Order]:
    return [Order(command=command, by=person) for command in commands]


def _agency(agency: str, title: str) -> Command:
    return organization.EstablishUnit(
        unit=agency, title=title, answers_to=CHAIR, locality="vn/hcmc", instrument="QĐ 02/QĐ-UBND"
    )


def _division(division: tuple[str, str, str]) -> Command:
    unit, title, agency = division
    return organization.EstablishUnit(unit=unit, title=title, superior=agency, instrument="QĐ 03/QĐ-UBND")


def _appoint_director(agency: str) -> Command:
    return organization.Appoint(
        unit=agency, person=director(agency), office="head", since=SINCE, instrument="QĐ 04/QĐ-UBND"
    )


def _head(person: Person) -> Command:
    return organization.Appoint(
        unit=person.unit, person=person.id, office="head", since=SINCE, instrument="QĐ 05/QĐ-SNV"
    )


def _position(unit: str, meets_citizens: bool) -> Command:
    return organization.EstablishPosition(
        position=position(unit, meets_citizens=meets_citizens),
        unit=unit,
        title="Chuyên viên tiếp nhận" if meets_citizens else "Chuyên viên",
        group="reception" if meets_citizens else "desk",
        citizen_contact=meets_citizens,
        handles_procedures=meets_citizens,
        work_types=("W-1",),
        since=SINCE,
    )


def position(unit: str, *, meets_citizens: bool) -> str:
    """One of the two positions of a division."""
    return f"P{unit[1:]}-{'reception' if meets_citizens else 'desk'}"


def _taken_on(person: str, unit: str) -> Iterator[Command]:
    yield employee.RegisterEmployee(person=person, unit=unit, category="civil_servant", hired_on="2020-01-02")
    yield organization.JoinUnit(unit=unit, person=person, since=SINCE)


def _placed(person: Person) -> Order:
    held = position(person.unit, meets_citizens=person.rank >= 15)
    command = employee.AssignPosition(person=person.id, position=held, since=SINCE)
    return Order(command=command, by=person.superior)


def _pilot() -> Iterator[list[Order]]:
    draft = pilot_record.DraftPilot(
        pilot=PILOT,
        title="Thí điểm làm việc tại nhà",
        unit="A-1",
        quota=dict.fromkeys(AGENCIES, PLACES),
        units=tuple(AGENCIES),
        groups=("desk",),
        since="2023-10-01",
        until="2023-12-31",
        indicators={"on_time": "19/20", "satisfaction": "86/100"},
    )
    home_affairs = director("A-1")
    yield _by(home_affairs, draft)
    yield _by(home_affairs, pilot_record.SubmitPilot(pilot=PILOT))
    yield _by(CHAIR, pilot_record.ApprovePilot(pilot=PILOT, instrument="QĐ 4444/QĐ-UBND"))
    yield _by(
        home_affairs,
        _baseline("satisfaction", 430, 500, "citizens_2023"),
        _baseline("on_time", 2_711, 3_001, "counted"),
    )
    yield [
        Order(command=pilot_record.AssignUnit(pilot=PILOT, unit=unit), by=director(agency))
        for unit, _, agency in units()
    ]


def _baseline(indicator: str, numerator: int, denominator: int, instrument: str) -> Command:
    return pilot_record.RecordBaseline(
        pilot=PILOT,
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        since="2023-06-01",
        until="2023-08-31",
        instrument=instrument,
    )

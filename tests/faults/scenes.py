"""What offices do when they all want the same: the places of a day, the last remote places, one person's arrangement."""

from collections.abc import Iterable, Iterator
from datetime import date
from time import sleep
from typing import TypeVar

from civicflow import home_work, roster, task
from civicflow.core.command import Order
from civicflow.core.event import Event, State
from civicflow.core.filing import Receipt
from civicflow.core.log import Entry
from civicflow.core.recording import Claim, Recorded
from civicflow.core.rule import RefusedError
from civicflow.employee.events import Category
from civicflow.flow import Flow
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.organization.events import EmergencyModeDeclared, ExemptCount
from civicflow.roster.model import Day
from tests.employee.staff import OFFICE, assessed, at_home, pilot, placed, registered, requested
from tests.evaluation import rated_agency
from tests.faults.racing import NOW, Office
from tests.organization.offices import joined
from tests.stores import taken

S = TypeVar("S", bound=State)

PEOPLE = [f"E-{number}" for number in range(101, 145)]
HEADCOUNT, CAP, PLACES = 48, 16, 5
"""With those of the office there are 48 people: a third may come in on a day, five may work at home."""
TOMORROW = date(2023, 10, 3)
DUE = "2023-11-20T17:00+07:00"


def recorded(flow: Flow, *events: Event) -> None:
    """Take events as they are."""
    claims = (Claim(event=event, occurred_at=NOW, id=f"c-{number}") for number, event in enumerate(events))
    assert set(taken(flow, claims)) == {Recorded.NEW}


def staff() -> Iterable[Event]:
    """The department with all its people in place."""
    yield from OFFICE
    for person in PEOPLE:
        yield from (joined("U-1", person), registered(person), placed(person))


def with_an_open_day(flow: Flow) -> None:
    """Tomorrow is open, and a third may come."""
    order = EmergencyModeDeclared(
        mode="M-1",
        locality="vn/hcmc",
        instrument="CV 1749",
        since=date(2023, 10, 1),
        until=None,
        cap="1/3",
        minimum_on_site=0,
        counted_categories=tuple(each.value for each in Category),
        leave_counts=True,
        exempt_codes=(),
        exempt_count=ExemptCount.NONE,
        suspended_services=(),
        urgent_procedures=(),
        service_channels=(),
        phones_on_all_day=None,
    )
    recorded(flow, *staff(), order)
    flow.execute(roster.OpenDay(body="A-1", day=TOMORROW), by="DIRECTOR")


def with_requests(flow: Flow) -> None:
    """Everybody asks for one of five remote places."""
    found = map(assessed, PEOPLE)
    recorded(flow, *staff(), *pilot(places=PLACES), *found, *map(requested, PEOPLE))


def with_an_arrangement(flow: Flow) -> None:
    """E-1 works at home."""
    recorded(flow, *OFFICE, *pilot(), *at_home("E-1"))


def own(office: Office) -> list[str]:
    """The people whom an office looks after."""
    return PEOPLE[office.number :: 8]


def come_and_go(office: Office) -> None:
    """Everybody books a place and gives it back again."""
    for _ in range(office.rounds):
        for person in own(office):
            if office.try_to(booking(person), by=person):
                office.try_to(roster.ReleasePlace(body="A-1", day=TOMORROW, person=person), by=person)


def come(office: Office) -> None:
    """Everybody books a place."""
    for person in own(office):
        office.try_to(booking(person), by=person)


def booking(person: str) -> roster.BookPlace:
    """A place at the office for the whole of tomorrow."""
    return roster.BookPlace(body="A-1", day=TOMORROW, person=person, place="office")


def approve_and_end(office: Office) -> None:
    """The head approves, and ends the first time what was approved; the employee asks anew, which is allowed twice."""
    ended: set[str] = set()
    for _ in range(office.rounds):
        for person in own(office):
            if office.try_to(home_work.ApproveHomeWork(person=person), by="HEAD-1") and person not in ended:
                ended.add(person)
                office.try_to(home_work.EndHomeWork(person=person, reason="Hết nhu cầu"), by="HEAD-1")
                office.try_to(request(person), by=person)


def approve(office: Office) -> None:
    """The head approves everybody."""
    for person in own(office):
        office.try_to(home_work.ApproveHomeWork(person=person), by="HEAD-1")


def request(person: str) -> home_work.RequestHomeWork:
    """To work at home once a week."""
    return home_work.RequestHomeWork(
        person=person, weekdays=["tuesday"], since="2023-10-02", until="2023-12-29", reason="Chăm con nhỏ"
    )


def suspend_and_resume(office: Office) -> None:
    """The head stops the arrangement and lets it go on, and lets it go on at last."""
    for _ in range(20 * office.rounds):
        office.try_to(home_work.SuspendHomeWork(person="E-1", reason="Kiểm tra thiết bị"), by="HEAD-1")
        office.try_to(home_work.ResumeHomeWork(person="E-1"), by="HEAD-1")


def assign_at_home(office: Office) -> None:
    """The head gives E-1 work to do at home."""
    for number in range(20 * office.rounds):
        office.try_to(home_task(f"T-{office.number}-{number}"), by="HEAD-1")


def suspend_at_times(office: Office) -> None:
    """The arrangement rests and goes on by turns, a moment each, and goes on at last."""
    for _ in range(25 * office.rounds):
        office.try_to(home_work.SuspendHomeWork(person="E-1", reason="Kiểm tra thiết bị"), by="HEAD-1")
        sleep(0.01)
        office.try_to(home_work.ResumeHomeWork(person="E-1"), by="HEAD-1")
        sleep(0.01)


def assign_at_times(office: Office) -> None:
    """The head gives E-1 work to do at home again and again."""
    for number in range(100 * office.rounds):
        office.try_to(home_task(f"T-{office.number}-{number}"), by="HEAD-1")
        sleep(0.004)


def assign_in_bulk(office: Office) -> None:
    """The head gives E-1 work to do at home, ten tasks at once."""
    for batch in range(2 * office.rounds):
        ids = (f"B-{office.number}-{batch}-{number}" for number in range(10))
        orders = [Order(command=home_task(each), by="HEAD-1") for each in ids]
        results = list(office.flow.execute_many(orders))
        assert all(isinstance(each, Receipt | RefusedError) for each in results)


def assign_once_more(office: Office) -> None:
    """Once nobody suspends any more, work is given to do at home."""
    office.try_to(home_task(f"T-{office.number}-last"), by="HEAD-1")


def home_task(id: str) -> task.AssignTask:
    """Work to do at home."""
    return task.AssignTask(
        task=id,
        to="E-1",
        work="Thẩm định hồ sơ",
        due=DUE,
        result="Tờ trình",
        acceptance="Có chữ ký",
        at_home=True,
    )


def states(kind: type[S], entries: Iterable[Entry], stream: str) -> Iterator[tuple[Entry, S | None]]:
    """The state of a stream after each entry of the whole log."""
    state: S | None = None
    for entry in entries:
        if entry.stream == stream:
            state = kind.evolve(state, entry.event, entry.at)
        yield entry, state


def days(entries: Iterable[Entry]) -> list[Day]:
    """The day that offices raced for, after each entry since it was opened."""
    return [day for _, day in states(Day, entries, f"day:A-1:{TOMORROW}") if day is not None]


def places_taken(entries: Iterable[Entry]) -> list[int]:
    """How many remote places were taken after each change of an arrangement."""
    taken: set[str] = set()
    counts = []
    arrangements: dict[str, HomeWork | None] = {}
    for entry in entries:
        if entry.stream.startswith("home_work:"):
            found = HomeWork.evolve(arrangements.get(entry.stream), entry.event, entry.at)
            arrangements[entry.stream] = found
            change = taken.add if found is not None and found.stage in WITH_A_PLACE else taken.discard
            change(entry.stream)
            counts.append(len(taken))
    return counts


def with_proposals(flow: Flow) -> None:
    """For fourteen people an excellent grade was proposed, and ten of them are rated good."""
    recorded(flow, *rated_agency.staff(["excellent"] * len(rated_agency.PEOPLE)))
    good = dict.fromkeys(rated_agency.PEOPLE[4:], "good")
    flow.execute(rated_agency.act(good), by="DIRECTOR")


def approve_the_best(office: Office) -> None:
    """The director decides on one of those who are left, each office on another, as excellent."""
    for person in (*rated_agency.PEOPLE[office.number % 4 : 4], *rated_agency.PEOPLE[: office.number % 4]):
        office.try_to(rated_agency.act({person: "excellent"}), by="DIRECTOR")

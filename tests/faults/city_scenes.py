"""What offices do at the end of the months of a told city: approve for the last places, come in under a cap, suspend and assign."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from civicflow import home_work, organization, roster
from civicflow.core.command import Command
from civicflow.core.log import Entry
from civicflow.core.rule import RefusedError
from civicflow.errors import NotOnRecordError
from civicflow.flow import Flow
from civicflow.home_work.model import WITH_A_PLACE, HomeWork, Stage
from civicflow.scenario import home_acts, work_acts
from civicflow.scenario.city.layout import CHAIR, Body, Person
from tests.faults.racing import Office
from tests.told_city import CITY

NOW = f"{CITY.until}T20:00+07:00"
NEXT_DAY = CITY.until + timedelta(days=1)
DUE = datetime.fromisoformat(f"{NEXT_DAY + timedelta(days=30)}T17:00+07:00")

PILOTED, CAPPED = CITY.bodies[0], CITY.bodies[1]
"""A department that takes part in the first pilot, and a district for which an order is declared."""

FREED = 5
"""So many remote places are given back before the race for them."""


def people(body: Body) -> list[Person]:
    """The people of a body, as they were taken on."""
    return [person for person in CITY.people if person.body == body]


def candidates() -> list[Person]:
    """Those of the piloted body who could work at home and hold no office of a division."""
    return [person for person in people(PILOTED) if person.rank > 1 and not person.serves_citizens]


def arrangement(flow: Flow, person: str) -> HomeWork | None:
    """How an arrangement stands."""
    state: HomeWork | None = None
    for entry in flow.entries(stream=f"home_work:{person}"):
        state = HomeWork.evolve(state, entry.event, entry.at)
    return state


def at_work(flow: Flow) -> Iterator[Person]:
    """Those whose arrangement is active, or rests for a while."""
    for person in candidates():
        found = arrangement(flow, person.id)
        if found is not None and found.stage in {Stage.ACTIVE, Stage.SUSPENDED}:
            yield person


def allowed(flow: Flow, command: Command, by: str) -> bool:
    """Give a command that may be refused."""
    try:
        flow.execute(command, by=by)
    except (RefusedError, NotOnRecordError):
        return False
    return True


def with_requests(flow: Flow) -> int:
    """Some give their places back, and everybody who may asks for one; how many ask."""
    for person in islice(at_work(flow), FREED):
        assert allowed(flow, home_work.EndHomeWork(person=person.id), person.id)
    asked = 0
    for person in candidates():
        judged = allowed(flow, home_acts.judged(person.id), person.superior)
        request = home_acts.requested(person.id, ("tuesday",), CITY.until, CITY.until)
        asked += judged and allowed(flow, request, person.id)
    return asked


def approve(office: Office) -> None:
    """The heads approve whoever has asked, all offices the same people."""
    for person in candidates():
        office.try_to(home_work.ApproveHomeWork(person=person.id), by=person.superior)


def places_taken(entries: Iterable[Entry], body: str) -> list[int]:
    """How many remote places of a body were taken after each change of an arrangement."""
    found: dict[str, HomeWork | None] = {}
    taken: set[str] = set()
    counts = []
    for entry in entries:
        if entry.stream.startswith("home_work:"):
            state = found[entry.stream] = HomeWork.evolve(found.get(entry.stream), entry.event, entry.at)
            holds = state is not None and state.stage in WITH_A_PLACE and state.body == body
            (taken.add if holds else taken.discard)(entry.stream)
            counts.append(len(taken))
    return counts


def with_a_capped_day(flow: Flow) -> None:
    """An order lets a third of a district in on the next day, which is open."""
    order = organization.DeclareEmergencyMode(
        mode="M-RACE",
        locality=CAPPED.locality,
        instrument="CV 1900/UBND",
        since=NEXT_DAY,
        cap="1/3",
        counted_categories=("cadre", "civil_servant", "public_employee", "contract_worker"),
        leave_counts=True,
        exempt_count="none",
    )
    flow.execute(order, by=CHAIR)
    flow.execute(roster.OpenDay(body=CAPPED.id, day=NEXT_DAY), by=CAPPED.director)


def come(office: Office) -> None:
    """Everybody of the district comes in, an eighth of them through each office, and some leave again."""
    for number, person in enumerate(people(CAPPED)[office.number :: 8]):
        booking = roster.BookPlace(body=CAPPED.id, day=NEXT_DAY, person=person.id, place="office")
        if office.try_to(booking, by=person.id) and number % 3 == 0:
            office.try_to(roster.ReleasePlace(body=CAPPED.id, day=NEXT_DAY, person=person.id), by=person.id)


def come_to_stay(office: Office) -> None:
    """Whoever has no place asks for one."""
    for person in people(CAPPED)[office.number :: 8]:
        booking = roster.BookPlace(body=CAPPED.id, day=NEXT_DAY, person=person.id, place="office")
        office.try_to(booking, by=person.id)


def suspend_and_resume(office: Office) -> None:
    """A head stops an arrangement and lets it go on."""
    person = next(at_work(office.flow))
    for _ in range(10 * office.rounds):
        office.try_to(home_work.SuspendHomeWork(person=person.id, reason="kiểm tra"), by=person.superior)
        office.try_to(home_work.ResumeHomeWork(person=person.id), by=person.superior)


def assign_at_home(office: Office) -> None:
    """A head gives work to do at home."""
    person = next(at_work(office.flow))
    for number in range(10 * office.rounds):
        command = work_acts.assigned(f"R-{office.number}-{number}", person.id, number, DUE, at_home=True)
        office.try_to(command, by=person.superior)

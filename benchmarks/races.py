"""Eight processes at one day's places: the cap to be met exactly, nobody to see a lock or a conflict, and the p99."""

import multiprocessing
from datetime import timedelta
from time import perf_counter

import civicflow.flow
from benchmarks.measure import Figure
from benchmarks.office import HEADS, START, members, office
from civicflow import organization, roster
from civicflow.core.clock import FixedClock
from civicflow.core.rule import RefusedError
from civicflow.core.states import Memory, States
from civicflow.errors import CivicflowError
from civicflow.roster.model import Day
from civicflow.testing import violations

PROCESSES = 8
CAP = "1/3"


def figure(where: str, address: str, *, quick: bool) -> Figure:
    """Book the places of several days at once from all processes, each person tried by each of them."""
    days = [(START + timedelta(days=number)).date().isoformat() for number in range(2 if quick else 4)]
    allowed = _opened(address, days)
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        told = pool.starmap(_book, [(address, days, number) for number in range(PROCESSES)])
    times = sorted(time for each in told for time in each[0])
    errors = [error for each in told for error in each[1]]
    with civicflow.flow.open(address, clock=FixedClock(START)) as flow:
        booked = [_on_site(flow, day) for day in days]
        broken = len(list(violations(flow.entries())))
    exact = all(each == allowed for each in booked) and not errors and not broken
    return Figure(
        path=f"8 processes at one day's places, {where}",
        unit="commands/s",
        civicflow=len(times) / max(each[2] for each in told),
        reached=exact,
        note=f"booked {booked} of {allowed} a day, {len(errors)} errors, {broken} violations, "
        f"p50 {1e3 * times[len(times) // 2]:.1f} ms, p99 {1e3 * times[int(len(times) * 0.99)]:.1f} ms",
    )


def _opened(address: str, days: list[str]) -> int:
    with office(address) as flow:
        declare = organization.DeclareEmergencyMode(
            mode="M-1",
            locality="vn/hcmc",
            instrument="CV 1",
            since=days[0],
            cap=CAP,
            counted_categories=("civil_servant",),
            leave_counts=True,
            exempt_count="none",
        )
        flow.execute(declare, by="CHAIR")
        for day in days:
            flow.execute(roster.OpenDay(body="A-1", day=day), by="DIRECTOR")
    return HEADS * len(members(0)) // 3


def _book(address: str, days: list[str], number: int) -> tuple[list[float], list[str], float]:
    """In a process of its own: try to book everybody, beginning somewhere else than the others."""
    people = [person for unit in range(HEADS) for person in members(unit)]
    people = people[number * 5 :] + people[: number * 5]
    times: list[float] = []
    errors: list[str] = []
    begun = perf_counter()
    with civicflow.flow.open(address, clock=FixedClock(START)) as flow:
        for day in days:
            for person in people:
                command = roster.BookPlace(body="A-1", day=day, person=person, place="office")
                start = perf_counter()
                try:
                    flow.execute(command, by=person)
                except RefusedError:
                    pass
                except CivicflowError as error:
                    errors.append(error.code)
                times.append(perf_counter() - start)
    return times, errors, perf_counter() - begun


def _on_site(flow: civicflow.flow.Flow, day: str) -> int:
    state, _ = States(flow.store.log, Memory()).state(Day, f"day:A-1:{day}")
    assert state is not None
    return len({booking.person for booking in state.bookings.values()})

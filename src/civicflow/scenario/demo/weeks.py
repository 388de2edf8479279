"""What happens in the demonstration: thirteen weeks of work, with the delays, returns and holds of any office."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from operator import attrgetter
from typing import Any

from civicflow import employee, roster, task
from civicflow.core.command import Command, Order
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.question import Question
from civicflow.scenario import pilot_acts, work_acts
from civicflow.scenario.agenda import Step, act
from civicflow.scenario.demo import home
from civicflow.scenario.demo.city import AGENCIES, CHAIR, PILOT, Person, director, people
from civicflow.views import OnTime, Recommendation, RemoteDays, Satisfaction

START = datetime.fromisoformat("2023-10-02T08:00+07:00")
WEEKS = 13
HOME_DAYS = (1, 3)
"""Tuesday and Thursday."""


class Course(Enum):
    """How a week's task goes."""

    SMOOTH = "smooth"
    LATE = "late"
    RETURNED = "returned"
    EXTENDED = "extended"
    CANCELLED = "cancelled"
    HELD = "held"
    OPEN = "open"


COURSES = (Course.LATE, Course.RETURNED, Course.EXTENDED, Course.CANCELLED, Course.HELD, Course.OPEN)
LOTS = {"A-1": 20, "A-2": 30, "A-3": 50}
"""In each agency one task in so many meets each kind of trouble."""


def course_of(person: Person, week: int) -> Course:
    """How a task goes, spread by number so that every run is the same."""
    lot = (person.number * 7 + week * 13) % LOTS[person.agency]
    return COURSES[lot] if lot < len(COURSES) else Course.SMOOTH


def told(freeze: Callable[[Question[Any]], FrozenAnswer]) -> Iterator[Step]:
    """
    Everything after the office was set up, in order of time.

    Args:
        freeze: Freezes what the log says by then; the review at the end rests on it.
    """
    staff = list(people())
    yield from home.begins(staff)
    for week in range(WEEKS):
        yield from _week(staff, week)
        if week == 6:
            yield act(START + timedelta(weeks=week, days=4, hours=9), director("A-1"), _interim_report())
        if week == 10:
            yield home.looked_at_again(staff)
            yield act(START + timedelta(weeks=week, days=4, hours=9), director("A-1"), _survey())
    yield from _closing(freeze)


def _week(staff: list[Person], week: int) -> list[Step]:
    """Monday to Friday, in order of time; what was late the week before comes on Monday, before the new work."""
    monday = START + timedelta(weeks=week)
    moments = list(finishing(staff, week - 1, monday + timedelta(minutes=5)))
    for day in range(5):
        morning = monday + timedelta(days=day)
        moments += _day(staff, morning, at_home=day in HOME_DAYS)
        moments += _work(staff, week, day, morning)
    return sorted(moments, key=attrgetter("at"))


def finishing(staff: list[Person], week: int, morning: datetime) -> Iterator[Step]:
    """
    What a Monday brings for the week before: late results, then decisions and evaluations.

    Args:
        staff: Whose tasks they are.
        week: The number of that week; below 0 there was none.
        morning: When the first result comes.
    """
    if week < 0:
        return
    late = [each for each in staff if course_of(each, week) in {Course.LATE, Course.EXTENDED}]
    yield Step(morning, [_submission(each, week) for each in late])
    decided = [each for each in staff if course_of(each, week) not in {Course.CANCELLED, Course.OPEN}]
    completed = [
        Order(command=task.CompleteTask(task=task_of(each, week)), by=each.superior) for each in decided
    ]
    yield Step(morning + timedelta(minutes=5), completed)
    evaluated = [Order(command=_evaluation(each, week), by=each.superior) for each in decided]
    yield Step(morning + timedelta(minutes=15), evaluated)


def _day(staff: list[Person], morning: datetime, *, at_home: bool) -> Iterator[Step]:
    day = morning.date()
    opened = [Order(command=roster.OpenDay(body=agency, day=day), by=director(agency)) for agency in AGENCIES]
    yield Step(morning, opened)
    if at_home:
        remote = [each for each in staff if each.works_at_home]
        booked = [
            Order(
                command=roster.BookPlace(body=each.agency, day=day, person=each.id, place="home"), by=each.id
            )
            for each in remote
        ]
        yield Step(morning + timedelta(minutes=10), booked)
        arrived = [Order(command=employee.CheckIn(place="home"), by=each.id) for each in remote]
        yield Step(morning + timedelta(minutes=30), arrived)
        reports = [
            Order(command=employee.ReportDay(done="theo kế hoạch tuần"), by=each.id) for each in remote
        ]
        yield Step(morning + timedelta(hours=7, minutes=30), reports)
        read = [
            Order(command=employee.ReviewReport(person=each.id, day=day, substantive=True), by=each.head)
            for each in remote
        ]
        yield Step(morning + timedelta(hours=8), read)


def _work(staff: list[Person], week: int, day: int, morning: datetime) -> Iterator[Step]:
    """By the hour: assigned on Monday, acknowledged, reported on Tuesday, handed in on Friday."""
    hours: dict[float, list[Order]] = {}
    for person in staff:
        for hour, order in _steps(person, week, day, morning):
            hours.setdefault(hour, []).append(order)
    return (Step(morning + timedelta(hours=hour), orders) for hour, orders in hours.items())


def _steps(person: Person, week: int, day: int, morning: datetime) -> Iterator[tuple[float, Order]]:
    of, course = task_of(person, week), course_of(person, week)
    superior = person.superior
    match day, course:
        case 0, _:
            yield 0.5, Order(command=_assignment(person, week, morning), by=superior)
            yield 1.0, Order(command=task.AcknowledgeTask(task=of), by=person.id)
        case 2, Course.HELD:
            review = morning + timedelta(days=2)
            yield 1.0, Order(command=work_acts.held(of, review), by=superior)
        case 1, _:
            yield 7.0, Order(command=work_acts.reported(of), by=person.id)
        case 3, Course.EXTENDED:
            due = morning + timedelta(days=6, hours=9)
            yield 2.0, Order(command=work_acts.extended(of, due), by=superior)
        case 3, Course.HELD:
            yield 2.0, Order(command=task.ConfirmHold(task=of), by=_above(superior))
            yield 3.0, Order(command=task.ReleaseTask(task=of), by=superior)
        case 4, Course.CANCELLED:
            yield 1.0, Order(command=work_acts.cancelled(of), by=superior)
        case 4, Course.RETURNED:
            yield 2.0, _submission(person, week)
            yield 4.0, Order(command=work_acts.returned(of), by=superior)
            yield 8.0, _submission(person, week)
        case 4, Course.SMOOTH | Course.HELD:
            yield 3.0 + person.number % 5, _submission(person, week)
        case _:
            return


def task_of(person: Person, week: int) -> str:
    """The id of a person's task of a week."""
    return f"T-{week + 1:02}-{person.number:03}"


def _assignment(person: Person, week: int, morning: datetime) -> Command:
    due, number = morning + timedelta(days=4, hours=9), person.number + week
    return work_acts.assigned(task_of(person, week), person.id, number, due, at_home=person.works_at_home)


def _submission(person: Person, week: int) -> Order:
    return Order(command=work_acts.submitted(task_of(person, week)), by=person.id)


def _evaluation(person: Person, week: int) -> Command:
    late = course_of(person, week) is Course.LATE
    return work_acts.evaluated(task_of(person, week), int(late))


def _above(person: str) -> str:
    """Whoever is above the head of a division or the director of an agency."""
    if person.startswith("D-"):
        return CHAIR
    return next(director(each.agency) for each in people() if each.id == person)


def _interim_report() -> Command:
    return pilot_acts.reported(PILOT, date(2023, 11, 10))


def _survey() -> Command:
    return pilot_acts.surveyed("KS-2023-2", PILOT, date(2023, 11, 20), date(2023, 12, 8))


def _closing(freeze: Callable[[Question[Any]], FrozenAnswer]) -> Iterator[Step]:
    end = START + timedelta(weeks=WEEKS, days=-3, hours=8, minutes=30)
    yield Step(end)  # what the review rests on is frozen as of now
    asked: list[Question[Any]] = [
        *(OnTime(period="2023-Q4", unit=agency, with_subunits=True) for agency in AGENCIES),
        Satisfaction(pilot=PILOT),
        RemoteDays(period="2023-Q4", by="unit"),
        Recommendation(pilot=PILOT),
    ]
    yield act(end, CHAIR, pilot_acts.reviewed(PILOT, map(freeze, asked)))
    decision = pilot_acts.decided(PILOT, until=date(2024, 6, 30))
    yield act(end + timedelta(minutes=15), CHAIR, decision)

"""How work at home begins in the demonstration: people are trained and equipped, judged, granted a place, and commit themselves."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from civicflow import home_work, pilot_record
from civicflow.core.command import Order
from civicflow.scenario import home_acts
from civicflow.scenario.agenda import Step, act
from civicflow.scenario.demo.city import AGENCIES, PILOT, Person, director
from civicflow.scenario.office_acts import by

THURSDAY_BEFORE = datetime.fromisoformat("2023-09-28T09:00+07:00")
FIRST_MORNING = datetime.fromisoformat("2023-10-02T07:10+07:00")
TRAINED_ON = date(2023, 9, 27)
SINCE = date(2023, 10, 2)
UNTIL = date(2023, 12, 31)
REVIEW_ON = date(2023, 12, 15)
DAYS_AT_HOME = ("tuesday", "thursday")


def begins(staff: Iterable[Person]) -> Iterator[Step]:
    """From the last Thursday of September to the first Monday of October, in order of time."""
    asking = [each for each in staff if each.asks_for_home_work]
    granted = [each for each in asking if each.works_at_home]
    yield from _made_ready(granted)
    yield from _decided(asking)
    yield from _committed(granted)


def looked_at_again(staff: Iterable[Person]) -> Step:
    """On the day that all had agreed on, the heads look at how the commitments are kept."""
    reviews = [
        Order(command=home_acts.looked_at_again(each.id, UNTIL), by=each.head)
        for each in staff
        if each.works_at_home
    ]
    return Step(datetime.fromisoformat(f"{REVIEW_ON}T17:00+07:00"), reviews)


def _made_ready(people: list[Person]) -> Iterator[Step]:
    heads = {each.head: director(each.agency) for each in people}
    taught = [(head, superior, home_acts.COURSES_OF_HEADS) for head, superior in heads.items()]
    taught += [(each.id, each.head, home_acts.COURSES) for each in people]
    courses = [
        order
        for person, superior, of_person in taught
        for order in by(superior, *home_acts.trained(person, of_person, TRAINED_ON))
    ]
    yield Step(THURSDAY_BEFORE, courses)
    declared = [order for each in people for order in by(each.id, *home_acts.declared())]
    yield Step(THURSDAY_BEFORE + timedelta(days=1), declared)
    verified = [order for each in people for order in by(each.head, *home_acts.verified(each.id, UNTIL))]
    yield Step(THURSDAY_BEFORE + timedelta(days=1, hours=2), verified)


def _decided(asking: list[Person]) -> Iterator[Step]:
    """The fifth of each division asks in vain: there are four places."""
    start = pilot_record.StartPilot(pilot=PILOT)
    yield act(FIRST_MORNING, director(next(iter(AGENCIES))), start)
    judged = [Order(command=home_acts.judged(each.id), by=each.head) for each in asking]
    yield Step(FIRST_MORNING + timedelta(minutes=5), judged)
    requests = [
        Order(command=home_acts.requested(each.id, DAYS_AT_HOME, SINCE, UNTIL), by=each.id) for each in asking
    ]
    yield Step(FIRST_MORNING + timedelta(minutes=10), requests)
    in_turn = sorted(asking, key=lambda each: each.rank)
    approvals = [Order(command=home_work.ApproveHomeWork(person=each.id), by=each.head) for each in in_turn]
    yield Step(FIRST_MORNING + timedelta(minutes=20), approvals)


def _committed(granted: list[Person]) -> Iterator[Step]:
    signed = [Order(command=home_acts.signed(each.id, REVIEW_ON), by=each.id) for each in granted]
    yield Step(FIRST_MORNING + timedelta(minutes=25), signed)
    countersigned = [
        Order(command=home_work.CountersignCommitment(person=each.id), by=each.head) for each in granted
    ]
    yield Step(FIRST_MORNING + timedelta(minutes=28), countersigned)
    begun = [Order(command=home_work.ActivateHomeWork(person=each.id), by=each.head) for each in granted]
    yield Step(FIRST_MORNING + timedelta(minutes=30), begun)

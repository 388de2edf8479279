"""How work at home begins in the demonstration: people are trained and equipped, judged, granted a place, and commit themselves."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeAlias

from civicflow import employee, home_work, pilot_record
from civicflow.cli.demo.city import AGENCIES, PILOT, Person, director
from civicflow.core.command import Command, Order

Moment: TypeAlias = tuple[datetime, list[Order]]
"""When something happens, and what."""

THURSDAY_BEFORE = datetime.fromisoformat("2023-09-28T09:00+07:00")
FIRST_MORNING = datetime.fromisoformat("2023-10-02T07:10+07:00")
UNTIL = "2023-12-31"
REVIEW_ON = "2023-12-15"
TEXT_VERSION = "2023.1"

CRITERIA = ("no_citizen_contact", "no_procedures", "in_a_running_pilot", "primary_unit")
EQUIPMENT = {
    "phone": "điện thoại di động cá nhân",
    "computer": "máy tính xách tay của cơ quan",
    "printer": "máy in tại nhà",
    "internet": "cáp quang gia đình",
}
COURSES = ("home_work_rules", "information_security")
COURSES_OF_HEADS = ("home_work_rules", "managing_by_results")


def begins(staff: Iterable[Person]) -> Iterator[Moment]:
    """From the last Thursday of September to the first Monday of October, in order of time."""
    asking = [each for each in staff if each.asks_for_home_work]
    granted = [each for each in asking if each.works_at_home]
    yield from _made_ready(granted)
    yield from _decided(asking)
    yield from _committed(granted)


def looked_at_again(staff: Iterable[Person]) -> Moment:
    """On the day that all had agreed on, the heads look at how the commitments are kept."""
    reviews = [Order(command=_review(each.id), by=each.head) for each in staff if each.works_at_home]
    return datetime.fromisoformat(f"{REVIEW_ON}T17:00+07:00"), reviews


def _review(person: str) -> Command:
    return home_work.ReviewCommitment(person=person, review_on=UNTIL, remark="thực hiện đúng cam kết")


def _made_ready(people: list[Person]) -> Iterator[Moment]:
    heads = {each.head: director(each.agency) for each in people}
    courses = [
        Order(command=_completed(head, course), by=superior)
        for head, superior in heads.items()
        for course in COURSES_OF_HEADS
    ]
    courses += [
        Order(command=_completed(each.id, course), by=each.head) for each in people for course in COURSES
    ]
    yield THURSDAY_BEFORE, courses
    declared = [
        Order(command=home_work.DeclareEquipment(item=item, specification=what), by=each.id)
        for each in people
        for item, what in EQUIPMENT.items()
    ]
    yield THURSDAY_BEFORE + timedelta(days=1), declared
    verified = [
        Order(command=_verified(each.id, item), by=each.head) for each in people for item in EQUIPMENT
    ]
    yield THURSDAY_BEFORE + timedelta(days=1, hours=2), verified


def _completed(person: str, course: str) -> Command:
    return employee.CompleteTraining(person=person, course=course, hours=4, on="2023-09-27")


def _verified(person: str, item: str) -> Command:
    return home_work.VerifyEquipment(person=person, item=item, usable=True, expires_on=UNTIL)


def _decided(asking: list[Person]) -> Iterator[Moment]:
    """The fifth of each division asks in vain: there are four places."""
    start = pilot_record.StartPilot(pilot=PILOT)
    yield FIRST_MORNING, [Order(command=start, by=director(next(iter(AGENCIES))))]
    judged = [Order(command=_judged(each.id), by=each.head) for each in asking]
    yield FIRST_MORNING + timedelta(minutes=5), judged
    requests = [Order(command=_request(each.id), by=each.id) for each in asking]
    yield FIRST_MORNING + timedelta(minutes=10), requests
    in_turn = sorted(asking, key=lambda each: each.rank)
    approvals = [Order(command=home_work.ApproveHomeWork(person=each.id), by=each.head) for each in in_turn]
    yield FIRST_MORNING + timedelta(minutes=20), approvals


def _judged(person: str) -> Command:
    criteria = [home_work.Criterion(code=code, met=True) for code in CRITERIA]
    return home_work.AssessEligibility(person=person, criteria=criteria, reason="đủ điều kiện theo đề án")


def _request(person: str) -> Command:
    return home_work.RequestHomeWork(
        person=person,
        weekdays=("tuesday", "thursday"),
        since="2023-10-02",
        until=UNTIL,
        reason="nhà xa trụ sở",
    )


def _committed(granted: list[Person]) -> Iterator[Moment]:
    signed = [Order(command=_signed(each.id), by=each.id) for each in granted]
    yield FIRST_MORNING + timedelta(minutes=25), signed
    countersigned = [
        Order(command=home_work.CountersignCommitment(person=each.id), by=each.head) for each in granted
    ]
    yield FIRST_MORNING + timedelta(minutes=28), countersigned
    begun = [Order(command=home_work.ActivateHomeWork(person=each.id), by=each.head) for each in granted]
    yield FIRST_MORNING + timedelta(minutes=30), begun


def _signed(person: str) -> Command:
    return home_work.SignCommitment(
        person=person,
        text_version=TEXT_VERSION,
        progress="đúng thời hạn được giao",
        volume="tương đương khi làm việc tại công sở",
        quality="không để bị trả lại vì lỗi lớn",
        reach_from="08:00",
        reach_until="17:00",
        place="nhà riêng",
        review_on=REVIEW_ON,
    )

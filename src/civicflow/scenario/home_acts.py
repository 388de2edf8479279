"""What people order when work at home begins and goes on, in the words of an office."""

from datetime import date

from civicflow import employee, home_work
from civicflow.core.command import Command

CRITERIA = ("no_citizen_contact", "no_procedures", "in_a_running_pilot", "primary_unit")
EQUIPMENT = {
    "phone": "điện thoại di động cá nhân",
    "computer": "máy tính xách tay của cơ quan",
    "printer": "máy in tại nhà",
    "internet": "cáp quang gia đình",
}
COURSES = ("home_work_rules", "information_security")
COURSES_OF_HEADS = ("home_work_rules", "managing_by_results")
TEXT_VERSION = "2023.1"


def trained(person: str, courses: tuple[str, ...], on: date) -> list[Command]:
    """The courses of a person are on record, four hours each."""
    return [employee.CompleteTraining(person=person, course=each, hours=4, on=on) for each in courses]


def declared() -> list[Command]:
    """An employee says with what they work at home."""
    return [home_work.DeclareEquipment(item=item, specification=what) for item, what in EQUIPMENT.items()]


def verified(person: str, until: date) -> list[Command]:
    """All of it can be worked with until a day."""
    return [
        home_work.VerifyEquipment(person=person, item=item, usable=True, expires_on=until)
        for item in EQUIPMENT
    ]


def judged(person: str, *, served: bool = False) -> Command:
    """Every criterion is met, but that citizens come to the position of whoever serves them."""
    unmet = CRITERIA[:2] if served else ()
    criteria = [home_work.Criterion(code=code, met=code not in unmet) for code in CRITERIA]
    reason = "vị trí tiếp công dân" if served else "đủ điều kiện theo đề án"
    return home_work.AssessEligibility(person=person, criteria=criteria, reason=reason)


def requested(person: str, weekdays: tuple[str, ...], since: date, until: date) -> Command:
    """An employee asks for days at home."""
    return home_work.RequestHomeWork(
        person=person, weekdays=weekdays, since=since, until=until, reason="nhà xa trụ sở"
    )


def signed(person: str, review_on: date) -> Command:
    """An employee commits to progress, volume and quality."""
    return home_work.SignCommitment(
        person=person,
        text_version=TEXT_VERSION,
        progress="đúng thời hạn được giao",
        volume="tương đương khi làm việc tại công sở",
        quality="không để bị trả lại vì lỗi lớn",
        reach_from="08:00",
        reach_until="17:00",
        place="nhà riêng",
        review_on=review_on,
    )


def looked_at_again(person: str, review_on: date) -> Command:
    """A head says how a commitment is kept."""
    return home_work.ReviewCommitment(person=person, review_on=review_on, remark="thực hiện đúng cam kết")

"""Lives of arrangements: how somebody comes to work at home, and what happens to it while it goes on."""

from datetime import date, timedelta

from civicflow import home_work
from civicflow.scenario import home_acts
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town

PAIRS = (
    ("monday", "wednesday"),
    ("tuesday", "thursday"),
    ("wednesday", "friday"),
    ("tuesday", "friday"),
    ("monday", "thursday"),
)


def asked_for(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Somebody is judged, trained and equipped, asks, and begins when a place is free; else they are told why not."""
    until = town.city.until
    weekdays = chance.one(PAIRS)
    judged = home_acts.judged(person.id, served=person.serves_citizens)
    yield act(town.at(on, 9), person.superior, judged)
    if person.serves_citizens:
        return
    yield from _made_ready(town, person, on)
    asks = town.after(on, 1 + chance.number(0, 2))
    request = home_acts.requested(person.id, weekdays, asks, until)
    if not (yield act(town.at(asks, 8 + chance.number(0, 8) / 4), person.id, request)):
        return
    if chance.happens(0.05):
        withdrawn = home_work.WithdrawRequest(person=person.id)
        yield act(town.at(asks, 15), person.id, withdrawn)
        return
    yield from _decided(town, person, town.after(asks, chance.number(1, 3)), chance, weekdays)


def _made_ready(town: Town, person: Person, on: date) -> Life:
    """Courses, things to work with, and a look at them."""
    week_before = on - timedelta(days=7)
    courses = home_acts.trained(person.id, home_acts.COURSES, week_before)
    yield act(town.at(on, 10), person.superior, *courses)
    yield act(town.at(on, 13), person.id, *home_acts.declared())
    usable_until = town.city.until + timedelta(days=30)
    yield act(town.at(on, 15), person.superior, *home_acts.verified(person.id, usable_until))


def _decided(town: Town, person: Person, on: date, chance: Chance, weekdays: tuple[str, ...]) -> Life:
    """The head approves while there are places; whoever asks in vain is told so."""
    approval = home_work.ApproveHomeWork(person=person.id)
    granted = yield act(town.at(on, 9), person.superior, approval)
    if granted:
        yield from _committed(town, person, on, chance, weekdays)
        return
    refusal = home_work.RefuseHomeWork(
        person=person.id,
        reason_code="quota",
        reason="đã hết chỉ tiêu làm việc tại nhà",
        alternatives="đăng ký lại đợt sau",
    )
    yield act(town.at(on, 11), person.superior, refusal)


def _committed(town: Town, person: Person, on: date, chance: Chance, weekdays: tuple[str, ...]) -> Life:
    """Signed, countersigned, begun; and looked at again every quarter, for as long as it goes on."""
    review = _quarter_after(town, on)
    yield act(town.at(on, 14), person.id, home_acts.signed(person.id, review))
    countersigned = home_work.CountersignCommitment(person=person.id)
    yield act(town.at(town.after(on, 1), 9), person.superior, countersigned)
    begins = town.after(on, 2)
    begun = home_work.ActivateHomeWork(person=person.id)
    if not (yield act(town.at(begins, 7), person.superior, begun)):
        return
    town.at_home[person.id] = weekdays
    kept = 1
    while kept:
        again = _quarter_after(town, review)
        looked = home_acts.looked_at_again(person.id, again)
        kept = yield act(town.at(town.after(review, 0), 16), town.people[person.id].superior, looked)
        review = again


def _quarter_after(town: Town, on: date) -> date:
    return town.after(on, 60)


def rested(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """An arrangement is suspended while things are looked into, and goes on some days later."""
    weekdays = town.at_home[person.id]
    stop = home_work.SuspendHomeWork(person=person.id, reason="kiểm tra thiết bị")
    if not (yield act(town.at(on, 10), person.superior, stop)):
        return
    town.at_home.pop(person.id, None)
    resumed = home_work.ResumeHomeWork(person=person.id)
    again = town.after(on, chance.number(2, 8))
    if (yield act(town.at(again, 7), person.superior, resumed)):
        town.at_home[person.id] = weekdays


def given_up(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """An employee returns to the office for good, as they may at any time; or the office ends it, and says why."""
    own = chance.happens(0.7)
    end = home_work.EndHomeWork(person=person.id, reason=None if own else "không đáp ứng cam kết")
    if (yield act(town.at(on, 11), person.id if own else person.superior, end)):
        town.at_home.pop(person.id, None)


def recalled(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Somebody must come in on a day at home; now and then it turns out that they need not."""
    days = (town.after(on, number) for number in range(2, 7))
    day = next((each for each in days if town.is_at_home(person, each)), None)
    if day is None:
        return
    call = home_work.RecallToOffice(person=person.id, day=day, reason="họp đột xuất", urgent=False)
    if not (yield act(town.at(on, 10), person.superior, call)):
        return
    town.called_in.add((person.id, day))
    if chance.happens(0.15):
        undone = home_work.WithdrawRecall(person=person.id, day=day, reason="cuộc họp đã hoãn")
        if (yield act(town.at(on, 16), person.superior, undone)):
            town.called_in.discard((person.id, day))


def not_reached(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """A head calls in vain on a day at home; mostly there is a reply."""
    if not town.is_at_home(person, on):
        return
    contact = town.number("C")
    called = town.at(on, 14)
    failed = home_work.RecordFailedContact(
        contact=contact, person=person.id, at=called, channel=chance.one(("phone", "message", "e_office"))
    )
    if (yield act(called + timedelta(minutes=15), person.superior, failed)) and chance.happens(0.8):
        replied = home_work.ReplyToFailedContact(contact=contact, reply="đang họp trực tuyến với đơn vị khác")
        yield act(town.at(on, 16.5), person.id, replied)


def equipped_anew(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """One of the things somebody works with is replaced, and looked at before it counts."""
    item = chance.one(tuple(home_acts.EQUIPMENT))
    new = home_work.DeclareEquipment(item=item, specification="thiết bị thay thế")
    yield act(town.at(on, 9), person.id, new)
    usable = chance.happens(0.9)
    looked = home_work.VerifyEquipment(
        person=person.id,
        item=item,
        usable=usable,
        expires_on=town.city.until + timedelta(days=60) if usable else None,
    )
    yield act(town.at(town.after(on, 1), 9), person.superior, looked)


def required(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A division asks for a thing more at home, and does without it again some weeks later."""
    unit = chance.one(town.city.divisions(body))
    needs = home_work.RequireEquipment(unit=unit, items=("headset",))
    yield act(town.at(on, 9), town.head(unit), needs)
    back = home_work.RequireEquipment(unit=unit, items=())
    yield act(town.at(town.after(on, 15), 9), town.head(unit), back)

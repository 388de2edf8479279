"""A day at home: a place in the roster, a word that one is there, a report, and what the head says of it."""

from datetime import date

from civicflow import employee, roster
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Person
from civicflow.scenario.city.town import Town


def spent(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """A place is booked, and the day is worked at home."""
    booking = roster.BookPlace(body=person.body.id, day=on, person=person.id, place="home")
    if (yield act(town.at(on, 7.25), person.id, booking)):
        yield from worked(town, person, on, chance)


def worked(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Checked in, reported mostly in time, and read on the next day."""
    arrived = employee.CheckIn(place="home")
    yield act(town.at(on, 7.5 + chance.number(0, 2) / 4), person.id, arrived)
    if chance.happens(0.02):
        return
    yield from _reported(town, person, on, chance)


def _reported(town: Town, person: Person, on: date, chance: Chance) -> Life:
    hour = 16.25 + chance.number(0, 8) / 4 if chance.happens(0.05) else 15 + chance.number(0, 3) / 4
    report = employee.ReportDay(done="theo kế hoạch tuần")
    yield act(town.at(on, hour), person.id, report)
    if chance.happens(0.3):
        yield act(town.at(on, max(17, hour)), person.id, employee.CheckOut())
    if chance.happens(0.1):
        return
    empty = chance.happens(0.03)
    review = employee.ReviewReport(
        person=person.id,
        day=on,
        substantive=not empty,
        remark="chưa nêu kết quả cụ thể" if empty else None,
    )
    yield act(town.at(town.after(on, 1), 8 + chance.number(0, 8) / 4), person.superior, review)


def disturbed(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Something kept a person from working at home; it is confirmed from above, or is not."""
    if not town.is_at_home(person, on):
        return
    incident = town.number("I")
    since = town.at(on, 9 + chance.number(0, 20) / 4)
    report = employee.ReportIncident(
        incident=incident,
        kind=chance.one(("connection", "power", "equipment", "office_system")),
        since=since,
        until=town.at(on, 16),
        note="mất kết nối",
    )
    if not (yield act(town.at(on, 16.5), person.id, report)):
        return
    confirmed = employee.ConfirmIncident(incident=incident)
    rejected = employee.RejectIncident(incident=incident, reason="không có xác nhận của nhà mạng")
    answer = confirmed if chance.happens(0.8) else rejected
    yield act(town.at(town.after(on, 1), 10), person.superior, answer)

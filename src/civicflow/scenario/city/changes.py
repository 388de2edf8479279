"""Changes in the offices: people who move, help out elsewhere, follow one another, or act for somebody."""

from datetime import date

from civicflow import organization
from civicflow.core.command import Order
from civicflow.home_work import TransferEmployee
from civicflow.scenario import office_acts, work_acts
from civicflow.scenario.agenda import Life, Step, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town


def moved(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Somebody moves to another division of their body for good, and is given a position there."""
    others = [unit for unit in town.city.divisions(person.body) if unit != person.unit]
    if not others:
        return
    unit = chance.one(others)
    transfer = TransferEmployee(
        person=person.id, from_unit=person.unit, to_unit=unit, on=on, instrument="QĐ 12/QĐ-ĐĐ"
    )
    if not (yield act(town.at(on, 6.5), person.body.director, transfer)):
        return
    town.at_home.pop(person.id, None)
    head = town.head(unit)
    town.people[person.id] = person.in_unit(unit, head)
    position = office_acts.placed(person.id, unit, on, meets_citizens=person.serves_citizens)
    yield act(town.at(on, 8), head, position)


def helps_out(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """Somebody belongs to a second division for some weeks, beside their own."""
    units = town.city.divisions(body)
    person = chance.one([each for each in town.of(body) if each.rank > 1])
    other = chance.one([unit for unit in units if unit != person.unit] or units)
    join = organization.JoinUnit(unit=other, person=person.id, primary=False, since=on)
    if not (yield act(town.at(on, 8), town.head(other), join)):
        return
    last = town.after(on, chance.number(10, 20))
    leaves = organization.LeaveUnit(unit=other, person=person.id, until=last, reason="hết thời gian hỗ trợ")
    yield act(town.at(last, 16), town.head(other), leaves)


def followed(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """The manager of a division is relieved, and somebody else appointed from the next day on."""
    unit = chance.one(town.city.divisions(body))
    people = [each for each in town.of(body) if each.unit == unit]
    before = next(each for each in people if each.rank == 1)
    follower = next(each for each in people if each.rank > 1)
    relieve = organization.Relieve(
        unit=unit, person=before.id, office="manager", until=on, instrument="QĐ 21/QĐ-TCCB"
    )
    yield act(town.at(on, 16), body.director, relieve)
    appoint = office_acts.appointed(unit, follower.id, "manager", town.after(on, 1), "QĐ 22/QĐ-TCCB")
    yield act(town.at(on, 16.25), body.director, appoint)


def acted_for(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A director lets the head of the first division act for them, who gives work in their place; it ends early."""
    people = town.of(body)
    deputy = next(each for each in people if each.rank == 0)
    worker = next(each for each in reversed(people) if each.id not in (deputy.id, body.director))
    delegation = town.number("G")
    lent = organization.Delegate(
        delegation=delegation,
        to=deputy.id,
        unit=body.id,
        since=on,
        until=town.after(on, 5),
        instrument="GUQ 3/GUQ",
    )
    if not (yield act(town.at(on, 7.5), body.director, lent)):
        return
    due = town.at(town.after(on, 6), 17)
    work = work_acts.assigned(town.number("T"), worker.id, worker.number, due)
    given = Order(command=work, by=deputy.id, on_behalf_of=body.director)
    yield Step(town.at(town.after(on, 1), 9), [given])
    back = organization.WithdrawDelegation(
        delegation=delegation, to=deputy.id, unit=body.id, until=town.after(on, 3)
    )
    yield act(town.at(town.after(on, 3), 16), body.director, back)


def tried_out(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A division gets a position for a project, with other duties some weeks later; then the project is over."""
    unit, position = chance.one(town.city.divisions(body)), town.number("P")
    establish = organization.EstablishPosition(
        position=position,
        unit=unit,
        title="Chuyên viên dự án",
        duties="tham gia dự án",
        group="project",
        citizen_contact=False,
        handles_procedures=False,
        since=on,
    )
    yield act(town.at(on, 10), body.director, establish)
    later = town.after(on, 5)
    revise = organization.RevisePosition(
        position=position, duties="điều phối chuyển đổi số", reason="điều chỉnh đề án vị trí việc làm"
    )
    yield act(town.at(later, 10), body.director, revise)
    last = town.after(later, 10)
    abolish = organization.AbolishPosition(position=position, until=last, reason="kết thúc dự án")
    yield act(town.at(last, 10), body.director, abolish)

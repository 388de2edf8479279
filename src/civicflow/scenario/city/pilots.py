"""Lives of pilots: from the draft over the baseline to reviews and decisions; and of those that come to nothing."""

from datetime import date, timedelta
from typing import Any

from civicflow import pilot_record
from civicflow.calendars.months import months_before
from civicflow.core.command import Command
from civicflow.core.question import Question
from civicflow.scenario import pilot_acts
from civicflow.scenario.agenda import Life, Step, act
from civicflow.scenario.city import homes
from civicflow.scenario.city.layout import CHAIR, Body
from civicflow.scenario.city.town import Town
from civicflow.views import OnTime, RemoteDays, Satisfaction

MOST_BODIES = 10
"""So many bodies stand in one pilot at most."""


def groups(town: Town) -> list[tuple[Body, ...]]:
    """The bodies of each pilot: four of five take part, in at least two pilots where there are two bodies."""
    bodies = town.city.bodies[: max(1, round(0.8 * town.city.units))]
    size = min(MOST_BODIES, max(1, (len(bodies) + 1) // 2))
    return [bodies[first : first + size] for first in range(0, len(bodies), size)]


def held(town: Town, number: int, bodies: tuple[Body, ...]) -> Life:
    """Drafted, once returned, approved and measured before the first month; then run to a review and a decision."""
    city, pilot, keeper = town.city, f"P-{number}", bodies[0].director
    eve = city.since - timedelta(days=8)
    quota = {body.id: city.places(body) for body in bodies}
    draft = pilot_acts.drafted(pilot, bodies[0].id, quota, city.since, city.until)
    submit = pilot_record.SubmitPilot(pilot=pilot)
    yield act(town.at(eve, 9), keeper, draft, submit)
    if number % 2 == 0:
        back = pilot_record.ReturnPilot(pilot=pilot, reason="bổ sung chỉ tiêu")
        yield act(town.at(eve, 10), CHAIR, back)
        yield act(town.at(eve, 11), keeper, draft, submit)
    yield act(town.at(eve, 13), CHAIR, pilot_record.ApprovePilot(pilot=pilot, instrument="QĐ 4444/QĐ-UBND"))
    before = (months_before(city.since, 4), months_before(city.since, 1) - timedelta(days=1))
    yield act(town.at(eve, 14), keeper, *pilot_acts.measured(pilot, *before))
    for body in bodies:
        parts = [pilot_record.AssignUnit(pilot=pilot, unit=unit) for unit in city.divisions(body)]
        yield act(town.at(eve, 15), body.director, *parts)
    first = town.days[0]
    yield act(town.at(first, 6), keeper, pilot_record.StartPilot(pilot=pilot))
    _arrangements_begin(town, bodies)
    yield from _run(town, pilot, keeper, number, bodies)


def _arrangements_begin(town: Town, bodies: tuple[Body, ...]) -> None:
    """In every division a few more ask than there are places, each some day of the first two weeks."""
    for body in bodies:
        asking = town.city.places(body) // len(town.city.divisions(body)) + 2
        for person in town.of(body):
            chance = town.chance("asked_for", person.id)
            if 1 < person.rank < 2 + asking or (person.serves_citizens and chance.happens(0.1)):
                on = town.days[chance.number(0, min(9, len(town.days) - 1))]
                town.begin(homes.asked_for(town, person, on, chance))


def _run(town: Town, pilot: str, keeper: str, number: int, bodies: tuple[Body, ...]) -> Life:
    first = town.day(0)
    half, survey, review = town.day(0.45), town.day(0.6), town.day(0.8)
    yield act(town.at(half, 9), keeper, pilot_acts.reported(pilot, half - timedelta(days=1)))
    if number % 2:
        pause = pilot_record.PausePilot(pilot=pilot, instrument="QĐ 50", reason="kiểm tra an toàn thông tin")
        yield act(town.at(half, 18), CHAIR, pause)
        yield act(town.at(half, 19), CHAIR, pilot_record.ResumePilot(pilot=pilot, instrument="QĐ 51"))
    wave = pilot_acts.surveyed(f"KS-{number}", pilot, first, survey - timedelta(days=1), 431 + number % 40)
    yield act(town.at(survey, 9), keeper, wave)
    asked: list[Question[Any]] = [Satisfaction(pilot=pilot)]
    if number == 1:
        asked += _other_figures(bodies[0].id, review)
    yield from _reviewed(town, pilot, asked, review)


def _other_figures(unit: str, on: date) -> list[Question[Any]]:
    """What the first review rests on besides; each of these reads the whole log, a recommendation would do so for every body."""
    quarter = f"{on.year}-Q{(on.month + 2) // 3}"
    return [
        OnTime(period=quarter, unit=unit, with_subunits=True),
        RemoteDays(period=quarter, by="unit"),
    ]


def _reviewed(town: Town, pilot: str, asked: list[Question[Any]], on: date) -> Life:
    yield Step(town.at(on, 18))
    yield act(town.at(on, 18.25), CHAIR, pilot_acts.reviewed(pilot, town.freeze(asked), "continue"))
    yield act(town.at(on, 18.5), CHAIR, pilot_acts.decided(pilot, "continue"))


def closed(town: Town, body: Body) -> Life:
    """A pilot of another kind, with one division, which leaves it before it is stopped and closed."""
    city, pilot, keeper = town.city, "P-HIRED", body.director
    unit = city.divisions(body)[0]
    yield from _other_proposed(town, pilot, body)
    approve = pilot_record.ApprovePilot(pilot=pilot, instrument="QĐ 4500/QĐ-UBND")
    yield act(town.at(town.day(0), 10), CHAIR, approve)
    begin: list[Command] = [
        pilot_record.StartPilot(pilot=pilot),
        pilot_record.AssignUnit(pilot=pilot, unit=unit),
    ]
    yield act(town.at(town.day(0), 11), keeper, *begin)
    half = town.day(0.5)
    yield act(town.at(half, 10), keeper, pilot_acts.reported(pilot, half - timedelta(days=1)))
    leaves = pilot_record.WithdrawUnit(pilot=pilot, unit=unit, reason="không còn vị trí phù hợp")
    yield act(town.at(half, 11), keeper, leaves)
    yield Step(town.at(half, 18))
    frozen = town.freeze([Satisfaction(pilot=pilot)])
    yield act(town.at(half, 18.25), CHAIR, pilot_acts.reviewed(pilot, frozen, "stop"))
    yield act(town.at(half, 18.5), CHAIR, pilot_acts.decided(pilot, "stop"))
    complete = pilot_record.CompletePilot(pilot=pilot, instrument="QĐ 4501/QĐ-UBND")
    yield act(town.at(town.day(0.6), 10), CHAIR, complete)


def turned_down(town: Town, body: Body) -> Life:
    """A pilot that is proposed and rejected."""
    pilot = "P-REJECTED"
    yield from _other_proposed(town, pilot, body)
    reject = pilot_record.RejectPilot(pilot=pilot, reason="chưa có cơ sở pháp lý")
    yield act(town.at(town.day(0), 10), CHAIR, reject)


def _other_proposed(town: Town, pilot: str, body: Body) -> Life:
    city = town.city
    draft = pilot_record.DraftPilot(
        pilot=pilot,
        type="hired_managers",
        title="Thí điểm thuê quản lý",
        unit=body.id,
        quota={body.id: 1},
        units=(body.id,),
        groups=("desk",),
        since=city.since,
        until=city.until,
        indicators=pilot_acts.TARGETS,
    )
    submit = pilot_record.SubmitPilot(pilot=pilot)
    yield act(town.at(city.since - timedelta(days=8), 16), body.director, draft, submit)

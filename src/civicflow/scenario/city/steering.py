"""Targets and criteria: what a body is to reach in some weeks, and by what its people are judged."""

from datetime import date

from civicflow import steering
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import CHAIR, Body
from civicflow.scenario.city.town import Town


def aimed_at(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """The chair sets a target, asks for less when half of the time is over, and says at the end what was achieved."""
    target, since, until = town.number("Z"), town.after(on, 1), town.after(on, 15)
    assign = steering.AssignTarget(
        target=target, unit=body.id, indicator="on_time", since=since, until=until, value="19/20"
    )
    yield act(town.at(on, 9), CHAIR, assign)
    half = town.after(on, 8)
    report = steering.ReportTarget(target=target, value=f"{chance.number(80, 99)}/100", as_of=half)
    yield act(town.at(half, 16), body.director, report)
    if body.number % 2:
        revise = steering.ReviseTarget(target=target, value="9/10", reason="khối lượng việc tăng")
        yield act(town.at(town.after(half, 1), 9), CHAIR, revise)
    close = steering.CloseTarget(target=target, achieved=f"{chance.number(85, 99)}/100")
    yield act(town.at(town.after(until, 1), 9), CHAIR, close)


def judged_by(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A director publishes criteria for the weeks to come, and better ones before these are over."""
    criteria, since, until = town.number("B"), town.after(on, 2), town.after(on, 30)
    entries = {"on_time": "hoàn thành đúng hạn", "quality": "không bị trả lại vì lỗi lớn"}
    publish = steering.PublishCriteria(
        criteria=criteria, unit=body.id, since=since, until=until, version="1", entries=entries
    )
    yield act(town.at(on, 10), body.director, publish)
    if body.number % 2:
        replace = steering.ReplaceCriteria(
            replaces=criteria,
            criteria=town.number("B"),
            since=town.after(on, 12),
            until=until,
            version="2",
            entries=entries | {"sharing": "hỗ trợ đồng nghiệp"},
            reason="bổ sung tiêu chí",
        )
        yield act(town.at(town.after(on, 10), 10), body.director, replace)

"""Inspections: a team comes to a body, finds something in a division, and does not let go of it until it is remedied."""

from datetime import date

from civicflow import oversight
from civicflow.core.command import Command
from civicflow.scenario.agenda import Life, Step, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import CHAIR, INSPECTOR, Body
from civicflow.scenario.city.town import Town


def inspected(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """Ordered by the chair, found within a week, reported on; every second answer is rejected at first."""
    inspection, finding = town.number("N"), town.number("F")
    order = oversight.OpenInspection(
        inspection=inspection, unit=body.id, team=(INSPECTOR,), instrument="QĐ 88/QĐ-TTr", since=on
    )
    if not (yield act(town.at(on, 8), CHAIR, order)):
        return
    unit, found = chance.one(town.city.divisions(body)), town.after(on, 3)
    yield Step(town.at(found, 13))
    state = oversight.OpenFinding(
        finding=finding,
        inspection=inspection,
        unit=unit,
        severity=chance.one(("minor", "major")),
        provision="R36",
        refs=(town.flow.store.log.head(),),
        text="báo cáo ngày nộp chậm",
    )
    yield act(town.at(found, 14), INSPECTOR, state)
    report = oversight.CloseInspection(inspection=inspection, report="kết luận thanh tra")
    yield act(town.at(town.after(found, 2), 16), INSPECTOR, report)
    yield from _followed_up(town, finding, town.head(unit), town.after(found, 3), body.number)


def _followed_up(town: Town, finding: str, head: str, on: date, number: int) -> Life:
    answer = oversight.AnswerFinding(
        finding=finding, answer="do sự cố kết nối", measures="nhắc nhở, kiểm tra hằng tuần"
    )
    yield act(town.at(on, 9), head, answer)
    if number % 2:
        reject = oversight.RejectAnswer(finding=finding, reason="chưa nêu biện pháp cụ thể")
        yield act(town.at(town.after(on, 1), 9), INSPECTOR, reject)
        yield act(town.at(town.after(on, 2), 9), head, answer)
    close = oversight.CloseFinding(finding=finding, resolution="remedied", note="đã khắc phục")
    steps: list[tuple[str, Command]] = [
        (INSPECTOR, oversight.AcceptAnswer(finding=finding)),
        (INSPECTOR, close),
    ]
    if number % 3 == 1:
        again = oversight.ReopenFinding(finding=finding, reason="tái diễn")
        steps += [(INSPECTOR, again), (head, answer), *steps]
    for days, (person, command) in enumerate(steps, start=3):
        yield act(town.at(town.after(on, days), 10), person, command)

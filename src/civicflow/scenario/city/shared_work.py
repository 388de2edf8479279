"""Lives of shared work: a group takes on what is laid before it, lets it go, does it for one another, sends it on and back."""

from datetime import date, timedelta

from attrs import frozen

from civicflow import organization, task
from civicflow.core.command import Command
from civicflow.scenario import work_acts
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
"""Of a document that is attached by mistake."""

REASON = "cân đối khối lượng công việc"


@frozen(kw_only=True)
class Desk:
    """
    A group of a department or district, and two of its people.

    Args:
        town: The city.
        group: The group.
        body: Whose it is.
        one: Whoever is quick to take work on.
        other: Whoever does it in the end.
    """

    town: Town
    group: str
    body: Body
    one: Person
    other: Person

    def offered(self, id: str, on: date, *, may_be_done_at_home: bool = False) -> Command:
        """Work is laid before the group, for a week and a half."""
        return task.OfferTask(
            task=id,
            unit=self.body.id,
            group=self.group,
            work="Giải quyết hồ sơ dồn",
            due=self.town.at(self.town.after(on, 8), 17),
            result="văn bản có chữ ký số",
            acceptance="đúng thể thức, đủ nội dung",
            may_be_done_at_home=may_be_done_at_home,
        )


def shared(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """A group is set up for work that piles up, does two tasks of it, and is dissolved."""
    people = [each for each in town.of(body) if each.rank > 1 and not town.is_away(each, on)]
    one, other = people[chance.number(0, 1)], people[2]
    desk = Desk(town=town, group=town.number("G"), body=body, one=one, other=other)
    established = organization.EstablishGroup(group=desk.group, unit=body.id, title="Tổ xử lý hồ sơ dồn")
    members = [organization.JoinGroup(group=desk.group, person=each.id, since=on) for each in (one, other)]
    yield act(town.at(on, 8), body.director, established, *members)
    first, second = town.number("S"), town.number("S")
    yield act(
        town.at(on, 8.5),
        body.director,
        desk.offered(first, on),
        desk.offered(second, on, may_be_done_at_home=True),
    )
    yield from _handed_around(desk, first, on)
    yield from _sent_around(desk, second, town.after(on, 1))
    last = town.after(on, 2)
    leave = organization.LeaveGroup(group=desk.group, person=one.id, until=last, reason=REASON)
    dissolve = organization.DissolveGroup(group=desk.group, until=last, reason="đã xử lý xong hồ sơ dồn")
    yield act(town.at(last, 16.5), body.director, leave, dissolve)


def _handed_around(desk: Desk, id: str, on: date) -> Life:
    """Taken on and let go by one, taken on by the other, half done by the first in their place, and handed in."""
    town, one, other = desk.town, desk.one.id, desk.other.id
    yield act(
        town.at(on, 9),
        one,
        task.ClaimTask(task=id),
        task.AttachDocument(task=id, digest=DIGEST, title="Công văn 12"),
        task.CommentOnTask(task=id, text="hồ sơ thiếu biểu mẫu"),
        task.WithdrawAttachment(task=id, digest=DIGEST, reason="đính kèm nhầm"),
        task.ReleaseClaim(task=id, reason=REASON),
    )
    yield act(
        town.at(on, 10),
        other,
        task.ClaimTask(task=id),
        task.DelegateTask(task=id, to=one, reason="đi công tác trong ngày"),
    )
    yield act(
        town.at(on, 14),
        one,
        task.StartTask(task=id),
        task.SuspendTask(task=id, reason="chờ số liệu"),
        task.ResumeTask(task=id),
        work_acts.reported(id),
        task.HandBackTask(task=id, reason="đã xong phần được nhờ"),
    )
    yield from _done(desk, id, town.after(on, 1), 8)


def _sent_around(desk: Desk, id: str, on: date) -> Life:
    """Brought to the office, allowed home again, sent to a division whose head sends it back, and done."""
    town, director, division = desk.town, desk.body.director, desk.other.unit
    yield act(
        town.at(on, 10),
        director,
        task.BringTaskToOffice(task=id, reason="hồ sơ cần bản chính"),
        task.AllowTaskAtHome(task=id, reason="đã số hóa hồ sơ"),
        task.TransferTask(task=id, to_unit=division, reason="thuộc lĩnh vực của phòng"),
    )
    returned = task.ReturnToPrevious(task=id, reason="phòng không đủ người")
    yield act(town.at(on, 13), town.head(division), returned)
    yield act(town.at(on, 14), desk.other.id, task.ClaimTask(task=id))
    yield from _done(desk, id, town.after(on, 1), 9)


def _done(desk: Desk, id: str, on: date, hour: float) -> Life:
    """Handed in by the other, accepted and judged by the director."""
    at = desk.town.at(on, hour)
    yield act(at, desk.other.id, work_acts.submitted(id))
    yield act(
        at + timedelta(hours=1),
        desk.body.director,
        task.CompleteTask(task=id),
        work_acts.evaluated(id, 0),
    )

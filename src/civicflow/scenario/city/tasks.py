"""Lives of tasks: given, acknowledged, reported on, handed in, and whatever comes in between in any office."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from civicflow import task
from civicflow.scenario import work_acts
from civicflow.scenario.agenda import Life, Part, Step, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Person
from civicflow.scenario.city.town import Town


@frozen(kw_only=True)
class Work:
    """
    A task on somebody's desk.

    Args:
        town: The city.
        id: The task.
        person: Who does it.
        due: Until when.
        chance: What is left to chance in it.
    """

    town: Town
    id: str
    person: Person
    due: datetime
    chance: Chance

    def present(self, number: int) -> date:
        """The working day so many after the due on which the person is there; a negative number is before it."""
        return self.town.present(self.person, self.town.after(self.due.date(), number))


def given(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """A task is given, for a week or two, and goes the way that chance has for it; now and then it was prepared before."""
    work = Work(
        town=town,
        id=town.number("T"),
        person=person,
        due=town.at(town.after(on, chance.number(5, 9)), 17),
        chance=chance,
    )
    if chance.happens(0.05):
        yield act(town.at(on, 8), person.superior, work_acts.drafted(work.id, person.unit, person.number))
        if chance.happens(0.2):
            discarded = task.DiscardDraft(task=work.id, reason="đã giao đơn vị khác")
            yield act(town.at(on, 15), person.superior, discarded)
            return
    at_home = town.is_at_home(person, on) and chance.happens(0.8)
    if (yield from _assigned(work, on, at_home=at_home)):
        yield from chance.weighed(COURSES)(work)


def _assigned(work: Work, on: date, *, at_home: bool = False, replaces: str | None = None) -> Part:
    """It is given in the morning and taken on within the day, and half done some days later; unless it is refused."""
    town, person, chance = work.town, work.person, work.chance
    command = work_acts.assigned(
        work.id, person.id, person.number, work.due, at_home=at_home, replaces=replaces
    )
    if not (yield act(town.at(on, 8.5 + chance.number(0, 6) / 4), person.superior, command)):
        return False
    if chance.happens(0.03) and not (yield from _disputed(work, on)):
        return False
    yield from _taken_on(work, on)
    halfway = town.present(person, town.after(on, 2))
    yield act(town.at(halfway, 14 + chance.number(0, 8) / 4), person.id, work_acts.reported(work.id))
    return True


def _disputed(work: Work, on: date) -> Part:
    """The assignee says why it cannot be done so; whoever is above decides on the next day, and rarely withdraws it."""
    town = work.town
    objection = work.chance.one(("volume", "authority", "means", "unclear"))
    dispute = task.DisputeTask(task=work.id, objection=objection)
    yield act(town.at(on, 10.25), work.person.id, dispute)
    outcome = work.chance.weighed(((0.8, "upheld"), (0.2, "withdrawn")))
    decision = task.ResolveDispute(
        task=work.id, outcome=outcome, clock_ran=work.chance.happens(0.5), reason="đã trao đổi với đơn vị"
    )
    yield act(town.at(town.after(on, 1), 8), work.person.above, decision)
    return outcome == "upheld"


def _taken_on(work: Work, on: date) -> Life:
    """Acknowledged, and often begun with."""
    noticed = work.town.at(on, 10.25 + work.chance.number(0, 20) / 4)
    yield act(noticed, work.person.id, task.AcknowledgeTask(task=work.id))
    if work.chance.happens(0.5):
        yield act(noticed + timedelta(hours=1), work.person.id, task.StartTask(task=work.id))


def _handed_in(work: Work, on: date) -> Life:
    """The result is handed in on a day, in time of day for a due on it."""
    hour = 13 + work.chance.number(0, 14) / 4
    yield act(work.town.at(on, hour), work.person.id, work_acts.submitted(work.id))


def _judged(work: Work, on: date, *, late: bool = False) -> Life:
    """It is accepted on the next working day, and evaluated in the same hour."""
    decided = work.town.at(work.town.after(on, 1), 9 + work.chance.number(0, 8) / 4)
    yield act(decided, work.person.superior, task.CompleteTask(task=work.id))
    if work.chance.happens(0.95):
        evaluated = work_acts.evaluated(work.id, int(late))
        yield act(decided + timedelta(minutes=15), work.person.superior, evaluated)


def smooth(work: Work) -> Life:
    """Handed in by the due, and accepted."""
    on = work.present(-work.chance.number(0, 2))
    yield from _handed_in(work, on)
    yield from _judged(work, on, late=on > work.due.date())


def late(work: Work) -> Life:
    """Handed in some days after the due."""
    on = work.present(work.chance.number(1, 4))
    yield from _handed_in(work, on)
    yield from _judged(work, on, late=True)


def returned(work: Work) -> Life:
    """Sent back for a small defect, handed in again, and accepted."""
    on = work.present(-1)
    yield from _handed_in(work, on)
    back = work.town.after(on, 1)
    yield act(work.town.at(back, 9), work.person.superior, work_acts.returned(work.id))
    again = work.town.present(work.person, work.town.after(back, work.chance.number(0, 2)))
    yield from _handed_in(work, again)
    yield from _judged(work, again)


def reopened(work: Work) -> Life:
    """Accepted, taken back when something was found, and accepted again."""
    on = work.present(-2)
    yield from _handed_in(work, on)
    accepted = work.town.after(on, 1)
    yield act(work.town.at(accepted, 9), work.person.superior, task.CompleteTask(task=work.id))
    back = task.ReopenTask(task=work.id, reason="phát hiện số liệu chưa khớp")
    yield act(work.town.at(accepted, 14), work.person.superior, back)
    again = work.town.present(work.person, work.town.after(accepted, 1))
    yield from _handed_in(work, again)
    yield from _judged(work, again)


def given_on(work: Work) -> Life:
    """Given to a colleague of the same division, who takes it on and hands it in."""
    town, eve = work.town, work.town.after(work.due.date(), -2)
    people = town.of(work.person.body)
    fellows = [each for each in people if each.unit == work.person.unit and each.rank > 0]
    other = work.chance.one([each for each in fellows if each.id != work.person.id] or [work.person])
    replacement = town.number("T")
    command = task.ReassignTask(
        task=work.id, to=other.id, replacement=replacement, reason="cân đối khối lượng công việc"
    )
    if (yield act(town.at(eve, 9), work.person.superior, command)):
        passed = evolve(work, id=replacement, person=other)
        yield from _taken_on(passed, eve)
        yield from smooth(passed)


def kept(work: Work) -> Life:
    """Left with its assignee although others could take it over, and handed in."""
    keep = task.KeepTask(task=work.id, reason="đang làm dở, không chuyển người khác")
    yield act(work.town.at(work.town.after(work.due.date(), -2), 16), work.person.superior, keep)
    yield from smooth(work)


def laid_before_another(work: Work) -> Life:
    """Handed in while whoever decides is busy; it is laid before the one above, who accepts it."""
    on, person = work.present(-1), work.person
    yield from _handed_in(work, on)
    hand_over = task.HandOverReviews(
        unit=person.unit, tasks=(work.id,), approver=person.superior, to=person.above, reason="đi công tác"
    )
    later = work.town.after(on, 1)
    yield act(work.town.at(later, 8), person.superior, hand_over)
    yield act(work.town.at(later, 15), person.above, task.CompleteTask(task=work.id))


def extended(work: Work) -> Life:
    """Given more time the day before the due, and handed in by the later one."""
    eve = work.town.after(work.due.date(), -1)
    later = work.town.at(work.town.after(work.due.date(), 3), 17)
    yield act(work.town.at(eve, 15), work.person.superior, work_acts.extended(work.id, later))
    yield from smooth(evolve(work, due=later))


def held(work: Work) -> Life:
    """Put on hold for others, the cause mostly confirmed from above, looked at again, and then gone on with."""
    town, eve = work.town, work.town.after(work.due.date(), -2)
    review = town.at(town.after(eve, 3), 9)
    yield act(town.at(eve, 9.5), work.person.superior, work_acts.held(work.id, review))
    judged = work.chance.weighed(((0.7, "confirmed"), (0.15, "rejected"), (0.15, "left")))
    if judged == "confirmed":
        yield act(town.at(eve, 15), work.person.above, task.ConfirmHold(task=work.id))
    if judged == "rejected":
        reject = task.RejectHold(task=work.id, reason="có thể chủ động phối hợp")
        yield act(town.at(eve, 15), work.person.above, reject)
    released = town.after(eve, work.chance.number(1, 3))
    if judged != "rejected":
        again = task.ReviewHold(task=work.id, reason="còn chờ ý kiến", review_on=town.at(released, 9))
        yield act(town.at(eve, 16.5), work.person.superior, again)
        yield act(town.at(released, 9), work.person.superior, task.ReleaseTask(task=work.id))
    on = town.present(work.person, released)
    yield from _handed_in(work, on)
    yield from _judged(work, on)


def cancelled(work: Work) -> Life:
    """Called off before it is done, sometimes from above."""
    yield _called_off(work)


def replaced(work: Work) -> Life:
    """Called off, and another task takes its place."""
    yield _called_off(work)
    begins = work.due.date()
    due = work.town.at(work.town.after(begins, 6), 17)
    other = evolve(work, id=work.town.number("T"), due=due)
    if (yield from _assigned(other, begins, replaces=work.id)):
        yield from smooth(other)


def _called_off(work: Work) -> Step:
    eve = work.town.after(work.due.date(), -1)
    caller = work.person.above if work.chance.happens(0.3) else work.person.superior
    return act(work.town.at(eve, 11), caller, work_acts.cancelled(work.id))


def left_open(work: Work) -> Life:
    """Never handed in."""
    yield from ()


COURSES: tuple[tuple[float, Callable[[Work], Life]], ...] = (
    (0.68, smooth),
    (0.07, late),
    (0.06, returned),
    (0.01, reopened),
    (0.02, given_on),
    (0.01, kept),
    (0.01, laid_before_another),
    (0.05, extended),
    (0.04, held),
    (0.015, cancelled),
    (0.015, replaced),
    (0.02, left_open),
)
"""How tasks go, each with its share of them."""

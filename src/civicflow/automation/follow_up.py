"""What follows when home work is no longer lawful: open work comes back to the office, arrangements end with their pilot."""

from collections.abc import Iterator

from civicflow.core.command import Command
from civicflow.core.facts import Facts
from civicflow.core.log import Entry
from civicflow.core.reaction import Reaction
from civicflow.home_work import EndHomeWorkWithPilot
from civicflow.home_work.events import HomeWorkEnded, HomeWorkSuspended
from civicflow.home_work.model import WITH_A_PLACE, HomeWork, Stage
from civicflow.pilot_record.events import PilotCompleted, PilotDecided
from civicflow.pilot_record.model import PilotRecord
from civicflow.task import BringTaskToOffice
from civicflow.task.assigning_rules import may_work_at_home
from civicflow.task.assignment_events import TaskReopened
from civicflow.task.events import ResultReturned
from civicflow.task.model import Task
from civicflow.task.stages import TO_CHANGE_HANDS

REASON = "Chế độ làm việc tại nhà đã tạm dừng hoặc chấm dứt"
"""Why work comes back to the office; the event because of which it does says more."""


def work_at_home(entry: Entry, facts: Facts) -> Iterator[Command]:
    """
    Each open task that a person is to do at home, once their arrangement is suspended or over and no order keeps them there.

    Of a result that waits somebody decides first; if it is returned, it comes back to the office then (R38, K2).
    """
    person = _whose(entry)
    arrangement = None if person is None else facts.find(HomeWork, person)
    if arrangement is None or arrangement.stage is Stage.ACTIVE or may_work_at_home(facts, arrangement.id):
        return
    for task in facts.all(Task, assignee=arrangement.id):
        if task.at_home and task.assignee == arrangement.id and task.stage in TO_CHANGE_HANDS:
            yield BringTaskToOffice(task=task.id, reason=REASON)


def _whose(entry: Entry) -> str | None:
    match entry.event:
        case HomeWorkSuspended(person=person) | HomeWorkEnded(person=person):
            return person
        case ResultReturned(assignee=assignee) | TaskReopened(assignee=assignee):
            return assignee
        case _:
            return None


def arrangements_of_a_pilot(entry: Entry, facts: Facts) -> Iterator[Command]:
    """Each arrangement that was approved under a pilot and takes a place of it, once the pilot is stopped or closed (K2, K14)."""
    event = entry.event
    assert isinstance(event, PilotCompleted | PilotDecided)
    pilot = facts.of(PilotRecord, event.pilot)
    for body in pilot.scope.quota if pilot.ending is not None else ():
        for arrangement in facts.all(HomeWork, remote_places=body):
            if arrangement.pilot == pilot.id and arrangement.stage in WITH_A_PLACE:
                yield EndHomeWorkWithPilot(person=arrangement.id)


FOLLOW_UP = (
    Reaction(
        name="home-tasks",
        events=(HomeWorkSuspended, HomeWorkEnded, ResultReturned, TaskReopened),
        orders=work_at_home,
    ),
    Reaction(name="pilot-endings", events=(PilotCompleted, PilotDecided), orders=arrangements_of_a_pilot),
)

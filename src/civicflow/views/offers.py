"""Before whom work is laid: one row a task that was offered; whether somebody has taken it on says its history (R31)."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.organization.events import Office
from civicflow.organization.group import Group
from civicflow.organization.model import Unit
from civicflow.task.offering_events import TaskOffered, TaskReturnedToPrevious, TaskTransferred
from civicflow.views import units


@frozen
class Offer:
    """
    Before whom a task is laid.

    Args:
        task: The task.
        unit: The unit it belongs to.
        group: The group that it is laid before.
        office: The office whose holders it is laid before; without group or office, all members of the unit.
        by: Who offered it, or sent it here.
    """

    task: str
    unit: str
    group: str | None
    office: Office | None
    by: str | None


def fold(row: Offer | None, event: Event, at: At) -> Offer | None:
    """The row after an event."""
    match event:
        case TaskOffered():
            return Offer(event.task, event.unit, event.group, event.office, event.offered_by)
        case TaskTransferred():
            return Offer(event.task, event.to_unit, event.group, None, event.transferred_by)
        case TaskReturnedToPrevious():
            return Offer(event.task, event.to_unit, event.group, event.office, event.returned_by)
        case _:
            return row


VIEW: View[Offer] = View(
    name="offers",
    version=1,
    row=Offer,
    subjects=dict.fromkeys((TaskOffered, TaskTransferred, TaskReturnedToPrevious), attrgetter("task")),
    fold=fold,
)


def circle(offer: Offer, chart: Mapping[str, Unit], groups: Mapping[str, Group], on: date) -> frozenset[str]:
    """Those who may take the work on today, but for whoever offered it (K10, K18)."""
    return frozenset(_persons(offer, chart, groups, on)) - {offer.by or ""}


def _persons(offer: Offer, chart: Mapping[str, Unit], groups: Mapping[str, Group], on: date) -> Iterable[str]:
    unit = chart.get(offer.unit)
    if unit is None:
        return ()
    if offer.group is not None:
        below = (chart[each] for each in units.subtree(chart, unit.id))
        belonging = {person for each in below for person in each.members(on)}
        return belonging.intersection(groups[offer.group].members(on) if offer.group in groups else ())
    if offer.office is not None:
        return (each.person for each in unit.holders(offer.office, on))
    return unit.members(on)

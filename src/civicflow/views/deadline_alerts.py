"""Which dues press, how much, and who is told: the assignee, the office that leads the unit, the head of the agency (V17)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.event import from_micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.deadline.events import Alert
from civicflow.organization import levels
from civicflow.organization.model import Unit
from civicflow.views import asking, matters, units
from civicflow.views.matter import Matter
from civicflow.views.matters import open_matters


@frozen(kw_only=True)
class DeadlineAlert:
    """
    A due that presses.

    Args:
        alert: How much.
        task: The stream of the task, such as ``task:T-17``.
        assignee: Whose work it is.
        unit: The unit it belongs to.
        due: The excused due (UTC).
        to: Who is told; nobody where the office is vacant and nobody stands above.
    """

    alert: Alert
    task: str
    assignee: str | None
    unit: str | None
    due: datetime
    to: tuple[str, ...]


@frozen(kw_only=True)
class DeadlineAlerts(Question[tuple[DeadlineAlert, ...]]):
    """
    Which dues of tasks at work press, and who is told (V17, R53, K25).

    Green: it is not long until the due, and the assignee is told. Yellow: it has passed, and the office that leads the unit is
    told. Red: it has passed long ago, and the head of the agency is told as well. From when on, and by which clock, is said by
    the regulation ``deadline_alerts``; at the due itself nothing is late (E25).

    Args:
        unit: Only tasks of this unit.
        with_subunits: Those of the units below it as well.
        person: Only tasks of this person.
        to: Only what this person is told.
    """

    views: ClassVar[tuple[View[Any], ...]] = (*matters.VIEWS, units.VIEW)

    unit: UnitId | None = None
    with_subunits: bool = False
    person: PersonId | None = None
    to: PersonId | None = None

    def answer(self, evidence: Evidence) -> tuple[DeadlineAlert, ...]:
        """The dues that press, the longest passed first."""
        chart, on = units.chart(evidence), asking.today(evidence)
        pressing = {
            matter.subject: matter for matter in open_matters(evidence, chart) if matter.alert is not None
        }
        found = [
            alert
            for matter in pressing.values()
            if self._asks_for(matter, chart)
            for alert in _alert(matter, chart, on)
            if self.to is None or self.to in alert.to
        ]
        return tuple(sorted(found, key=lambda alert: (alert.due, alert.task)))

    def _asks_for(self, matter: Matter, chart: Mapping[str, Unit]) -> bool:
        if self.person not in {None, matter.person}:
            return False
        if self.unit is None:
            return True
        return matter.unit in (units.subtree(chart, self.unit) if self.with_subunits else {self.unit})


def _alert(matter: Matter, chart: Mapping[str, Unit], on: date) -> tuple[DeadlineAlert, ...]:
    if matter.alert is None or matter.due is None:
        return ()
    return (
        DeadlineAlert(
            alert=matter.alert,
            task=matter.subject,
            assignee=matter.person,
            unit=matter.unit,
            due=from_micros(matter.due),
            to=_told(matter.alert, matter, chart, on),
        ),
    )


def _told(alert: Alert, matter: Matter, chart: Mapping[str, Unit], on: date) -> tuple[str, ...]:
    if alert is Alert.GREEN:
        return () if matter.person is None else (matter.person,)
    told = levels.deciders(chart, matter.unit, matter.person, on)
    if alert is Alert.RED:
        told |= levels.heads_of_the_body(chart, matter.unit, matter.person, on)
    return tuple(sorted(told))

"""Against what open matters are measured: the present, the units, and what the regulations of their places say."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from civicflow.calendars import Length
from civicflow.core.event import micros
from civicflow.core.question import Evidence
from civicflow.deadline.events import Alert
from civicflow.organization.group import Group
from civicflow.organization.model import Unit
from civicflow.regulations import Parameter, parameters
from civicflow.views import asking, circles, offers
from civicflow.views.granted import Granted
from civicflow.views.offers import Offer, circle
from civicflow.views.pressing import Clock, alert, clock_of


class Surroundings:
    """
    Against what open matters are measured: the present, the units, and the terms of their places.

    Args:
        evidence: What is on record.
        units: The units by id.
    """

    def __init__(self, evidence: Evidence, units: Mapping[str, Unit]) -> None:
        self.evidence = evidence
        self.units = units
        self.granted = Granted(evidence)
        self.now = micros(evidence.now)
        self._figures: dict[tuple[str, str, str], int | None] = {}
        self._clocks: dict[str, Clock | None] = {}

    @cached_property
    def today(self) -> date:
        """The local date for which the question is asked."""
        return asking.today(self.evidence)

    @cached_property
    def primary_units(self) -> Mapping[str, str]:
        """The unit in which each person is counted today."""
        return {
            person: unit.id
            for unit in self.units.values()
            for person in unit.members(self.today, primary_only=True)
        }

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups by id."""
        return {group.id: group for group in self.evidence.rows(circles.VIEW)}

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """Before whom work is laid, by the task."""
        return {offer.task: offer for offer in self.evidence.rows(offers.VIEW)}

    def circle(self, task: str) -> frozenset[str]:
        """Those who may take on a task that is offered."""
        offer = self.offers.get(task)
        return frozenset() if offer is None else circle(offer, self.units, self.groups, self.today)

    def locality(self, unit: str | None) -> str:
        """Where a unit is; empty for one that is not on record."""
        found = self.units.get(unit or "")
        return "" if found is None else found.locality

    def figure(self, parameter: Parameter[int], locality: str) -> int:
        """A number that is set for a place; none when it is not on record."""
        place = (parameter.subject, parameter.field, locality)
        if place not in self._figures:
            self._figures[place] = asking.on_record(self.evidence, parameter, locality=locality)
        return self._figures[place] or 0

    def alert(self, due: int | None, unit: str | None) -> Alert | None:
        """How pressing a due of a unit is; None where no regulation says when it presses, or by which clock (K25)."""
        locality = self.locality(unit)
        clock = self._clock(locality)
        return clock and alert(
            due,
            self.now,
            ahead=self.figure(parameters.ALERT_HOURS_AHEAD, locality),
            late=self.figure(parameters.ALERT_HOURS_LATE, locality),
            clock=clock,
        )

    def _clock(self, locality: str) -> Clock | None:
        if locality not in self._clocks:
            self._clocks[locality] = clock_of(self.evidence, locality)
        return self._clocks[locality]

    def term(self, length: Parameter[Length], since: int, unit: str | None) -> int | None:
        """When a term of a unit ends that runs from a moment; None where nothing says so."""
        return asking.end_of_term(self.evidence, length, since, locality=self.locality(unit))

"""Those before whom work is laid together: the groups, the holders of an office, the members of a unit (R31, K18)."""

from collections.abc import Iterator, Mapping
from datetime import date
from operator import attrgetter

from civicflow.core.question import Evidence, View
from civicflow.organization.events import Office
from civicflow.organization.group import Group
from civicflow.organization.group_events import GROUP_EVENTS
from civicflow.organization.levels import upwards
from civicflow.organization.model import Unit
from civicflow.views import asking, units

VIEW: View[Group] = View(
    name="groups",
    version=1,
    row=Group,
    subjects=dict.fromkeys(GROUP_EVENTS, attrgetter("group")),
    fold=Group.evolve,
)

VIEWS = (VIEW, units.VIEW)
"""From what it is told who belongs to a circle."""


def name_of_circle(unit: str | None, group: str | None, office: Office | None) -> str:
    """The name of a circle: a group, else the holders of an office of a unit, else its members."""
    if group is not None:
        return f"group:{group}"
    return f"unit:{unit}" if office is None else f"{office.value}:{unit}"


def circles_of(evidence: Evidence, person: str) -> tuple[str, ...]:
    """The circles that a person belongs to today."""
    on, chart = asking.today(evidence), units.chart(evidence)
    found = (*_of_units(person, on, chart), *_of_groups(evidence, person, on, chart))
    return tuple(sorted(set(found)))


def _of_units(person: str, on: date, chart: Mapping[str, Unit]) -> Iterator[str]:
    for unit in chart.values():
        if person in unit.members(on):
            yield name_of_circle(unit.id, None, None)
        for office in Office:
            if any(each.person == person for each in unit.holders(office, on)):
                yield name_of_circle(unit.id, None, office)


def _of_groups(evidence: Evidence, person: str, on: date, chart: Mapping[str, Unit]) -> Iterator[str]:
    """A member of a group who belongs no longer to its unit, or to one below it, takes nothing on there (K18)."""
    own = [unit.id for unit in chart.values() if person in unit.members(on)]
    above = {each.id for unit in own for each in upwards(chart, unit)}
    for group in evidence.rows(VIEW):
        if person in group.members(on) and group.unit in above:
            yield name_of_circle(None, group.id, None)

"""Whom a notice about a due is for: whoever has the work, the office that decides on it, one above (V17, K11)."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from civicflow.core.facts import Facts
from civicflow.deadline.dues import DueWork
from civicflow.deadline.events import Alert
from civicflow.deadline.notices import ColourAlert, Escalation, Notice, Reminder
from civicflow.organization.levels import deciders, heads_of_the_body, levels
from civicflow.organization.model import Unit


def chart_around(facts: Facts, unit: str | None) -> Mapping[str, Unit]:
    """The units that have to do with the work of a unit: itself, those above it, and the body it belongs to."""
    found: dict[str, Unit] = {}
    above = unit
    while above is not None and above not in found:
        each = facts.find(Unit, above)
        if each is None:
            break
        found[above], above = each, each.superior
    body = found[unit].body if unit in found else None
    if body is not None and body not in found and (led := facts.find(Unit, body)) is not None:
        found[body] = led
    return found


def told(units: Mapping[str, Unit], work: DueWork, notice: Notice, on: date) -> frozenset[str]:
    """
    Who is told: by a reminder and by green whoever has the work, by yellow the office that decides on it, by red the head of
    the body as well, by an escalation the office so many levels above; work that nobody has taken on is that office's.

    Args:
        units: The units around the work.
        work: The work.
        notice: The notice.
        on: The local day on which it is given.
    """
    match notice:
        case Reminder() | ColourAlert(colour=Alert.GREEN):
            return frozenset({work.assignee}) if work.assignee else deciders(units, work.unit, None, on)
        case ColourAlert(colour=Alert.YELLOW):
            return deciders(units, work.unit, work.assignee, on)
        case ColourAlert():
            above = heads_of_the_body(units, work.unit, work.assignee, on)
            return deciders(units, work.unit, work.assignee, on) | above
        case Escalation(level=level):
            return office_above(units, work, level, on)[1]
        case _ as unreachable:
            assert_never(unreachable)


def office_above(
    units: Mapping[str, Unit], work: DueWork, level: int, on: date
) -> tuple[str | None, frozenset[str]]:
    """
    The office so many levels above the one that decides on some work, with who holds it; the highest where there are no more.

    Args:
        units: The units around the work.
        work: The work.
        level: How many levels up; offices that are vacant do not count.
        on: The local day.
    """
    offices = tuple(levels(units, work.unit, work.assignee, on))
    return offices[min(level, len(offices) - 1)] if offices else (None, frozenset())

"""Cases as another system records them: step by step, by whom and in which unit."""

from datetime import datetime, timedelta

from civicflow.core.event import micros
from civicflow.task.events import ActivityRecorded
from tests.views.past import Past, at

MONDAY = at("2023-11-06T08:00")


def case(past: Past, task: str, *steps: tuple[str, str | None], unit: str | None = "G-1") -> None:
    """A case: name and person of each step, an hour apart."""
    for hour, (name, person) in enumerate(steps):
        step(past, task, name, person, MONDAY + timedelta(hours=hour), unit=unit)


def step(
    past: Past, task: str, name: str, person: str | None, when: datetime, *, unit: str | None = "G-1"
) -> None:
    """One recorded step."""
    event = ActivityRecorded(task=task, name=name, person=person, unit=unit, attributes={})
    past.append(event, micros(when), micros(at("2024-01-02T08:00")))

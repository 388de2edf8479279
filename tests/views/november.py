"""November 2023 as an office would ask for it, and what to look at in the answer."""

from typing import Any

from civicflow.core.question import Figure
from civicflow.views.on_time import OnTime, OnTimeAnswer
from civicflow.views.timeliness import Timeliness
from tests.views.lives import Life
from tests.views.past import Past

NOVEMBER = "2023-11"
LATER = "2024-01-15T08:00"


def november(past: Past, now: str = LATER, **asked: Any) -> OnTimeAnswer:
    """November 2023, asked in the new year."""
    return past.ask(OnTime(period=NOVEMBER, **asked), now)


def counts(figure: Figure) -> tuple[int, int]:
    """Numerator and denominator."""
    return figure.numerator, figure.denominator


def left(reading: Timeliness) -> dict[str, int]:
    """The remainders that are not empty."""
    return {each.verdict.value: each.tasks for each in reading.remainders if each.tasks}


def intervened(reading: Timeliness) -> dict[str, int]:
    """The interventions that took place."""
    return {each.deed.value: each.tasks for each in reading.interventions if each.tasks}


def in_time(past: Past, number: int, **assigned: Any) -> None:
    """A task that is done in time without further ado."""
    life = Life(past, f"T-{number}").assigned(**assigned)
    life.submitted("2023-11-17T10:00").completed("2023-11-17T15:00")

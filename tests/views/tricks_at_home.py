"""What may be told of people at home to lift a figure, and the honest twins; as events, for the way there is long by command."""

from datetime import date, timedelta
from typing import Any

from civicflow.home_work.events import HomeWorkActivated
from tests.views.lives import Life
from tests.views.past import Past
from tests.views.reporting import at_home, october, reported


def no_report(past: Past) -> None:
    """A day at home of which nothing is reported."""
    at_home(past, *october(2))


def empty_report(past: Past) -> None:
    """The same, with a report a minute before the cut-off that says nothing new."""
    no_report(past)
    reported(past, "2023-10-02", "15:59")


def little_work(past: Past) -> None:
    """Four units a day at the office; at home ten days with ten units of work that the catalogue knows."""
    for number in range(13):
        week(past, date(2023, 5, 29) + timedelta(weeks=number), 20)
    past.add("2023-08-28T08:00", HomeWorkActivated(person="E-204", unit="U-12", activated_by="E-101"))
    at_home(past, *(f"2023-09-{day}" for day in (11, 12, 13, 14, 15, 18, 19, 20, 21, 22)))
    fortnight(past, "T-1", 10, work_type="inspection")


def trivial_work(past: Past) -> None:
    """The same, with trifles that somebody says count for thirty units."""
    little_work(past)
    for number in range(3):
        fortnight(past, f"X-{number}", 10, work_type=None)


def week(past: Past, monday: date, units: int) -> None:
    """A task of a week at the office."""
    friday = monday + timedelta(days=4)
    life = Life(past, f"W-{monday}")
    life.assigned(f"{monday}T08:00", due=f"{friday}T17:00", units=units, work_type="inspection")
    life.submitted(f"{friday}T16:00").completed(f"{friday}T16:30")


def fortnight(past: Past, task: str, units: int, **catalogued: Any) -> None:
    """A task of two weeks at home."""
    life = Life(past, task).assigned("2023-09-11T08:00", due="2023-09-22T17:00", units=units, **catalogued)
    life.submitted("2023-09-22T16:00").completed("2023-09-22T16:30")

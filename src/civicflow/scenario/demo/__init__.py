"""The demonstration: three months of a pilot in 2023, told command by command, rated and accounted for."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from civicflow.flow import Flow
from civicflow.income.events import AdditionalIncomeCalculated
from civicflow.scenario.agenda import Agenda, Life, Step
from civicflow.scenario.demo import city, grades, matters, weeks
from civicflow.scenario.telling import Story, Told
from civicflow.scenario.telling import tell as tell_story

SETTING_UP = datetime.fromisoformat("2023-09-25T08:00+07:00")


def tell(store: str | Path, progress: Callable[[int], None] = lambda _: None) -> Told:
    """
    Let the three months happen in an empty store; the same clock and ids in every run.

    Args:
        store: A folder, a server or ``:memory:``.
        progress: Told how many weeks have passed.

    Raises:
        CivicflowError: When something goes wrong that is no refusal.
    """
    story = Story(name="demo", begins=SETTING_UP, lives=_lives, names=city.names())
    return tell_story(story, store, lambda at: progress(_weeks(at)))


def _weeks(at: datetime) -> int:
    """How many of the weeks have passed; what is decided about them later adds none."""
    return min(weeks.WEEKS, max(0, (at - weeks.START).days // 7))


def is_told(flow: Flow) -> bool:
    """Whether a store holds the three months to their end, which is what is paid for them."""
    end = flow.entries(stream=f"income:{grades.AGENCY}:{grades.QUARTER}")
    return any(isinstance(entry.event, AdditionalIncomeCalculated) for entry in end)


def _lives(flow: Flow, _agenda: Agenda) -> Iterator[Life]:
    yield _three_months(flow)
    yield from matters.lives(flow)
    yield grades.life()


def _three_months(flow: Flow) -> Life:
    """One life: everybody does at a moment what they do in all weeks."""
    for number, orders in enumerate(city.setting_up(), start=1):
        yield Step(SETTING_UP + timedelta(minutes=10 * number), orders)
    yield from (step for step in weeks.told(flow.freeze))  # whatever became of its orders

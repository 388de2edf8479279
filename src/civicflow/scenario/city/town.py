"""What a telling remembers of the city while its months go by: who is where, and which number comes next."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from civicflow.calendars import WorkingCalendar
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.question import Question
from civicflow.flow import Flow
from civicflow.scenario.agenda import Agenda, Life
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Body, City, Person

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


class Town:
    """
    A city in the middle of its months.

    Args:
        city: How it is made up.
        flow: The store in which it is told.
        agenda: Where lives begin.

    Attributes:
        days: The working days that are told, in order.
        people: Everybody by id, where they are now.
        away: Until which day somebody is on leave.
        at_home: The weekdays at home of everybody whose arrangement is active.
        called_in: Who must come to the office on which day although it is one at home.
        by_order: The bodies whose people work at home by order, but for those who have a place.
    """

    def __init__(self, city: City, flow: Flow, agenda: Agenda) -> None:
        self.city = city
        self.agenda = agenda
        self.flow = flow
        self.zone = flow.setting.zone
        self.days = _working_days(flow.setting.calendar, city.since, city.until)
        self.people = {person.id: person for person in city.people}
        self._of: dict[str, list[str]] = {body.id: [] for body in city.bodies}
        for each in city.people:
            self._of[each.body.id].append(each.id)
        self._heads = {each.unit: each.id for each in city.people if each.rank <= 0}
        self.away: dict[str, date] = {}
        self.at_home: dict[str, tuple[str, ...]] = {}
        self.called_in: set[tuple[str, date]] = set()
        self.by_order: set[int] = set()
        self._numbers = Counter[str]()

    def of(self, body: Body) -> list[Person]:
        """The people of a body, its director first, each where they are now."""
        return [self.people[person] for person in self._of[body.id]]

    def head(self, unit: str) -> str:
        """The head of a unit."""
        return self._heads[unit]

    def begin(self, life: Life) -> None:
        """Let something begin."""
        self.agenda.begin(life)

    def freeze(self, questions: Iterable[Question[Any]]) -> list[FrozenAnswer]:
        """Answers that can be asked again, as of now."""
        return [self.flow.freeze(question) for question in questions]

    def chance(self, *names: object) -> Chance:
        """The draws that go by a name."""
        return self.city.chance(*names)

    def number(self, kind: str) -> str:
        """The next id of a kind, such as ``T-0000001``."""
        self._numbers[kind] += 1
        return f"{kind}-{self._numbers[kind]:07}"

    def at(self, on: date, hour: float) -> datetime:
        """A moment of a day; hours count quarters, so that many act at the same moment."""
        return datetime.combine(on, time(), self.zone) + timedelta(minutes=15 * round(4 * hour))

    def day(self, share: float) -> date:
        """The working day after such a share of all that are told; 0 is the first."""
        return self.days[int(share * len(self.days))]

    def after(self, on: date, number: int) -> date:
        """The working day so many after one; after the last that is told, simply so many days later."""
        if on > self.days[-1]:
            return on + timedelta(days=number)
        place = bisect_left(self.days, on) + number
        if place < len(self.days):
            return self.days[place]
        return self.days[-1] + timedelta(days=place - len(self.days) + 1)

    def present(self, person: Person, on: date) -> date:
        """The first working day from one on, on which a person is not on leave, as far as is known now."""
        until = self.away.get(person.id)
        return on if until is None or on > until else self.after(until, int(until in self.days))

    def is_away(self, person: Person, on: date) -> bool:
        """Whether a person is on leave on a day."""
        return self.away.get(person.id, date.min) >= on

    def is_at_home(self, person: Person, on: date) -> bool:
        """Whether a person works at home on a day under their arrangement."""
        weekdays = self.at_home.get(person.id, ())
        return WEEKDAYS[on.weekday() % 5] in weekdays and (person.id, on) not in self.called_in


def _working_days(calendar: object, since: date, until: date) -> tuple[date, ...]:
    assert isinstance(calendar, WorkingCalendar)
    span = ((since + timedelta(days=number)) for number in range((until - since).days + 1))
    return tuple(each for each in span if calendar.is_working_day(each, make_up=False))

"""Leave: days off and half days, now and then ended before their day."""

from datetime import date

from civicflow import employee
from civicflow.scenario.agenda import Life, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city.layout import Person
from civicflow.scenario.city.town import Town

KINDS = (
    (0.7, "annual"),
    (0.2, "sick"),
    (0.04, "study"),
    (0.03, "unpaid"),
    (0.02, "other"),
    (0.01, "maternity"),
)


def leave(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Recorded on one day for the next: half a day, or up to five days, of which some are given back."""
    since = town.after(on, 1)
    half = chance.happens(0.2)
    days = 1 if half else chance.number(1, 5)
    until = town.after(since, days - 1)
    name = town.number("L")
    record = employee.RecordLeave(
        person=person.id,
        leave=name,
        kind=chance.weighed(KINDS),
        since=since,
        until=until,
        session=chance.one(("morning", "afternoon")) if half else "both",
    )
    if not (yield act(town.at(on, 16), person.superior, record)):
        return
    town.away[person.id] = until
    if days > 2 and chance.happens(0.2):
        back = town.after(since, 1)
        end = employee.EndLeave(person=person.id, leave=name, until=back)
        if (yield act(town.at(back, 15), person.superior, end)):
            town.away[person.id] = back

"""
Ho Chi Minh City, June to November 2021: how many of nine people may come to the office, by the orders of each day.

Run it: ./run python examples/june_2021_emergency.py
"""

from datetime import date, timedelta

from attrs import evolve

import civicflow as cf
from civicflow.core import Command, FixedClock, RefusedError
from civicflow.flow import Flow
from civicflow.messages import Words
from civicflow.testing import numbered_ids

AGENCY = "A-1"
PEOPLE = [f"E-{number}" for number in range(1, 10)]
DAYS = map(
    date.fromisoformat,
    (
        "2021-06-02",  # the Department of Home Affairs had proposed one third; a proposal is no order
        "2021-06-04",  # urgent document of 3 June: half
        "2021-07-20",  # Dispatch 2279 under Directive 16: essential duties only
        "2021-08-25",  # the same, at its strictest
        "2021-09-10",  # the same, to its last days
        "2021-09-20",  # trial of the operating model: one third
        "2021-10-15",  # its first phase: half
        "2021-11-10",  # no number is on record
    ),
)


def founded() -> list[Command]:
    """An agency of nine people, its head apart, and the order that the city works at home."""
    office, instrument = cf.organization, "QĐ 1"
    return [
        office.Found(instrument=instrument, administrator="ADMIN"),
        office.EstablishUnit(
            unit=AGENCY, title="Sở Nội vụ", answers_to="CHAIR", locality="vn/hcmc", instrument=instrument
        ),
        office.Appoint(unit=AGENCY, person="HEAD", office="head", since="2021-01-04", instrument=instrument),
        *(
            cf.employee.RegisterEmployee(
                person=each, unit=AGENCY, category="civil_servant", hired_on="2019-05-02"
            )
            for each in PEOPLE
        ),
        *(office.JoinUnit(unit=AGENCY, person=each, since="2021-01-04") for each in PEOPLE),
        office.DeclareEmergencyMode(
            mode="COVID-2021",
            locality="vn/hcmc",
            instrument="Dispatch 1749/UBND-VX, 30 May 2021",
            since="2021-05-31",
            exempt_codes=("medical",),
            exempt_count="denominator",
        ),
    ]


def morning(flow: Flow, day: date, words: Words) -> str:
    """The head opens the day, and one after another asks for a place until somebody is refused: who, and why."""
    flow.execute(cf.roster.OpenDay(body=AGENCY, day=day), by="HEAD")
    for person in PEOPLE:
        asked = cf.roster.BookPlace(body=AGENCY, day=day, person=person, place="office")
        try:
            flow.execute(asked, by=person)
        except RefusedError as error:
            flow.execute(evolve(asked, purpose="medical"), by=person)
            return f"{person}: {words.refusal(error.refusals[0])} On medical duty {person} is let in."
    return "Nobody is refused."


def figures(flow: Flow, day: date) -> str:
    """How many were on site, and how many might be, by the answer of the day."""
    (found,) = flow.ask(cf.OnSite(body=AGENCY, period=str(day))).answer
    counted = (
        "no figure" if found.figure is None else f"{found.figure.numerator} of {found.figure.denominator}"
    )
    allowed = "-" if found.allowed is None else found.allowed
    return f"{found.answer.value}; allowed {allowed}, counted {counted}, at the office {found.at_the_office}"


def main() -> None:
    """Tell the eight days."""
    clock = FixedClock("2021-05-31T08:00+07:00")
    with cf.open(":memory:", clock=clock, ids=numbered_ids(), longest_silence=timedelta(days=60)) as flow:
        words = Words("en", flow.modules, flow.setting.zone)
        for command in founded():
            flow.execute(command, by="ADMIN")
        for day in DAYS:
            clock.move_to(f"{day}T08:00+07:00")
            outcome = morning(flow, day, words)
            print(f"{day}  {figures(flow, day)}\n            {outcome}")


if __name__ == "__main__":
    main()

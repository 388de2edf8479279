"""
District 10 in 2021: a district under other rules than its city; of caps the strictest counts, of terms the nearest.

Run it: ./run python examples/district_and_city.py
"""

from pathlib import Path

import civicflow as cf
from civicflow.flow import lawbook
from offices import agency, assignment
from telling import Story, story

CITY, DISTRICT = "SO-NOI-VU", "UBND-QUAN-10"
TITLE, PLACE = "Ủy ban nhân dân Quận 10", "vn/hcmc/district-10"
OFFICIALS = [f"Q10-{number:03}" for number in range(1, 222)]
NAMES = {"HAI": "Lý Thanh Hải", "AN": "Nguyễn Văn An", "TAM": "Trịnh Minh Tâm", "Q10-001": "Trần Thị Bình"}
STAFF = ["AN", *(f"SNV-{number:03}" for number in range(1, 8))]
OWN_RULES = lawbook(Path(__file__).parent / "rules_of_district_10")
EMERGENCY = cf.organization.DeclareEmergencyMode(
    mode="COVID-2021",
    locality="vn/hcmc",
    instrument="Công văn 1749/UBND-VX",
    since="2021-05-31",
    exempt_codes=["medical"],
    exempt_count="none",
)
OF_THE_DISTRICT = cf.organization.DeclareEmergencyMode(
    mode="Q10-2021",
    locality=PLACE,
    instrument="Kế hoạch của UBND Quận 10",
    since="2021-06-21",
    cap="1/4",
    counted_categories=["civil_servant"],
    leave_counts=True,
    exempt_codes=["medical"],
    exempt_count="none",
)


def main() -> None:
    """Tell the year by its days."""
    with story("2021-02-16", NAMES, OWN_RULES) as told:
        told.quietly("ADMIN", agency(CITY, "Sở Nội vụ", head="HAI", people=STAFF))
        told.quietly("ADMIN", agency(DISTRICT, TITLE, head="TAM", people=OFFICIALS, locality=PLACE))

        print("February: the district has sent two thirds of its 222 officials home. The city has not.")
        caps(told, "2021-02-18", "2021-02-22")

        print("\nJune: the city lets half come in, and the district is part of the city.")
        told.quietly("ADMIN", [EMERGENCY])
        caps(told, "2021-06-04")

        print("\nThe district goes further by a plan of its own. The stricter of both counts there.")
        told.at("2021-06-19T09:00")
        told.does("TAM", OF_THE_DISTRICT)
        caps(told, "2021-06-21")

        print(
            "\nJuly: essential duties only in the whole city. The plan of the district lets nobody more in."
        )
        caps(told, "2021-07-12")

        print("\nA term is another matter: of terms the nearest place has the word.")
        print("By a rule invented for this story the district alerts 72 hours before a due, the city 24.")
        told.at("2021-07-13T08:00")
        alert(told, "AN", by="HAI")
        alert(told, "Q10-001", by="TAM")


def caps(told: Story, *days: str) -> None:
    """How many may come in at both places on some days, and what says so."""
    for day in days:
        told.at(f"{day}T07:30")
        for body in (CITY, DISTRICT):
            (room,) = told.flow.ask(cf.RoomLeft(body=body)).answer
            may = "" if room.allowed is None else f": {room.allowed} may come in, by {room.source}"
            print(f"  {day} {body}: {told.english.state(room.answer)}{may}")


def alert(told: Story, person: str, *, by: str) -> None:
    """A task of two days, and how pressing its assignee finds it."""
    told.does(by, assignment(f"T-{person}", person, "2021-07-15T17:00+07:00"))
    (found,) = told.flow.ask(cf.Worklist(person=person)).answer
    pressing = "no alert yet" if found.alert is None else told.english.state(found.alert)
    print(f"  The worklist of {NAMES[person]} says: {pressing}")


if __name__ == "__main__":
    main()

"""
Ho Chi Minh City, June 2021: one half was ordered, one third had been proposed. Would that have changed anything?

Run it: ./run python examples/half_or_a_third.py
"""

from itertools import groupby
from pathlib import Path

import civicflow as cf
from offices import agency, division
from telling import Story, story

PROPOSAL = Path(__file__).parent / "one_third_proposed"
HOME_AFFAIRS = ["HAI", "AN", "BINH", "CHI", "DUNG", "GIANG", "HA", "KHANH", "LAN"]
COMMUNICATIONS = ["TAM", "MAI", "NGA", "PHUC", "QUANG", "SON"]
STAFF = {"SO-NOI-VU": HOME_AFFAIRS, "SO-TTTT": COMMUNICATIONS}
CAME_IN = {
    "2021-06-04": {"SO-NOI-VU": 4, "SO-TTTT": 2},
    "2021-06-07": {"SO-NOI-VU": 3, "SO-TTTT": 3},
    "2021-06-08": {"SO-NOI-VU": 3, "SO-TTTT": 2},
    "2021-06-09": {"SO-NOI-VU": 4, "SO-TTTT": 3},
}
"""How many of the nine and of the six had a place at the office."""

ORDER = cf.organization.DeclareEmergencyMode(
    mode="COVID-2021",
    locality="vn/hcmc",
    instrument="Công văn khẩn",
    since="2021-06-03",
    exempt_count="none",
)


def main() -> None:
    """Tell four days under the order, then ask what they would have been under the proposal."""
    with story("2021-06-03", {}) as told:
        for body, (head, second, *others) in STAFF.items():
            told.quietly("ADMIN", agency(body, body, head=head))
            told.quietly("ADMIN", division(f"{body}-1", "Phòng 1", above=body, head=second, people=others))
        told.quietly("ADMIN", [ORDER])
        for day, numbers in CAME_IN.items():
            told.at(f"{day}T07:30")
            for body, number in numbers.items():
                open_a_day(told, body, day, number)
        told.at("2021-06-10T08:00")

        print("June 2021, under the order: one half of nine is four, of six three.")
        for each in told.flow.ask(cf.OnSite()).answer:
            print(f"  {each.day} {each.body}: {each.at_the_office} at the office, {each.allowed} allowed")

        print("\nUnder the proposal of one third, what would have been too many:")
        would_have_been(told)


def open_a_day(told: Story, body: str, day: str, number: int) -> None:
    """The head opens the day, and so many book their place."""
    told.quietly(STAFF[body][0], [cf.roster.OpenDay(body=body, day=day)])
    for person in STAFF[body][:number]:
        told.quietly(person, [cf.roster.BookPlace(body=body, day=day, person=person, place="office")])


def would_have_been(told: Story) -> None:
    """Day by day where one more than a third came in, the records that differ, and what is decided anew: nothing."""
    found = told.flow.compare(cf.OnSite(), regulations=told.flow.suppose(PROPOSAL))
    by_line = {
        line: list(several) for line, several in groupby(found.differences, key=lambda each: each.line)
    }
    for line, several in by_line.items():
        said = {each.figure.rpartition(".")[2]: each for each in several}
        if "over_by" in said:
            allowed, over = said["allowed"], said["over_by"]
            print(f"  {line}: {allowed.after} allowed in place of {allowed.before}, {over.after} too many")
    print(f"  Of {len(by_line)} days all had another cap.")

    print("\nBecause of these records:")
    for record in found.records:
        for side, says in (("in force", record.before), ("supposed", record.after)):
            if says is not None:
                print(f"  {says.value['fraction']} ({side}): {says.instrument}")

    print("\nSupposing the order itself differs in nothing:")
    same = told.flow.compare(cf.OnSite(), regulations=told.flow.suppose())
    print(f"  {len(same.differences)} differences, {len(same.records)} records")


if __name__ == "__main__":
    main()

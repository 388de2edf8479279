"""
Ho Chi Minh City, June to November 2021: how many of nine people may come to the office, by the orders of each day.

Run it: ./run python examples/june_to_october_2021.py
"""

from attrs import evolve

import civicflow as cf
from offices import agency, division, of
from telling import Story, story

AGENCY = "SO-NOI-VU"
NAMES = {
    "HAI": "Lý Thanh Hải",
    "AN": "Nguyễn Văn An",
    "BINH": "Trần Thị Bình",
    "CHI": "Lê Thị Chi",
    "DUNG": "Phạm Văn Dũng",
    "GIANG": "Hoàng Thị Giang",
    "HA": "Phan Thị Hà",
    "KHANH": "Vũ Minh Khánh",
    "LAN": "Đặng Thị Lan",
}
DAYS = {
    "2021-06-02": "The Department of Home Affairs has proposed one third. A proposal is no order.",
    "2021-06-04": "By an urgent document of 3 June one half may come in.",
    "2021-07-20": "Dispatch 2279 under Directive 16: essential duties only.",
    "2021-08-25": "The same at its strictest: three on the spot, or one route and two points.",
    "2021-09-10": "The same in its last days.",
    "2021-09-20": "The new operating model on trial: one third.",
    "2021-10-15": "Its first phase: one half.",
    "2021-11-10": "A staged return was to be planned. No number is on record, and that is no “no limit”.",
}
ORDER = cf.organization.DeclareEmergencyMode(
    mode="COVID-2021",
    locality="vn/hcmc",
    instrument="Công văn 1749/UBND-VX",
    since="2021-05-31",
    exempt_codes=["medical"],
    exempt_count="denominator",
)


def main() -> None:
    """Tell the eight days."""
    with story("2021-05-31", NAMES) as told:
        told.quietly("ADMIN", agency(AGENCY, "Sở Nội vụ", head="HAI"))
        staff = [person for person in NAMES if person != "HAI"]
        told.quietly("ADMIN", division("CCVC", "Phòng Công chức", above=AGENCY, head="AN", people=staff[1:]))
        told.quietly("ADMIN", [ORDER])
        for day, said in DAYS.items():
            print(f"{day}  {said}")
            told.at(f"{day}T07:30")
            told.quietly("HAI", [cf.roster.OpenDay(body=AGENCY, day=day)])
            let_them_in(told, day)
            print(f"  {figures(told, day)}\n")


def let_them_in(told: Story, day: str) -> None:
    """One after another asks for a place; the first who is refused is let in on medical duty, which the order exempts."""
    for person in NAMES:
        asked = cf.roster.BookPlace(body=AGENCY, day=day, person=person, place="office")
        if told.flow.check(asked, by=person):
            told.may_not(person, asked)
            told.does(person, evolve(asked, purpose="medical"))
            return
        told.quietly(person, [asked])
    print("  Nobody is refused.")


def figures(told: Story, day: str) -> str:
    """How many are on site, and how many may be, by the answer of the day."""
    (found,) = told.flow.ask(cf.OnSite(body=AGENCY, period=day)).answer
    answer = told.english.state(found.answer)
    if found.figure is None:
        return f"{answer}: no figure, {found.at_the_office} at the office"
    return (
        f"{answer}: {of(found.figure)} counted, {found.allowed} allowed, {found.at_the_office} at the office"
    )


if __name__ == "__main__":
    main()

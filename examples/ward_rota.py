"""
A ward of ten officials, April 2020: a third of them may be at the office, and the ward is counted as one.

Run it: ./run python examples/ward_rota.py
"""

import civicflow as cf
from civicflow.core import Command
from offices import agency, division, of
from telling import Story, story

WARD = "NGUYEN-CU-TRINH"
SECTIONS = {
    "VAN-PHONG": ("Văn phòng - Thống kê", "BINH", ["CHI"]),
    "TU-PHAP": ("Tư pháp - Hộ tịch", "DUNG", ["GIANG"]),
    "DIA-CHINH": ("Địa chính - Xây dựng", "HA", ["KHANH"]),
    "VAN-XA": ("Văn hóa - Xã hội", "LAN", ["MAI", "NAM"]),
}
NAMES = {
    "AN": "Nguyễn Văn An",
    "BINH": "Trần Thị Bình",
    "CHI": "Lê Thị Chi",
    "DUNG": "Phạm Văn Dũng",
    "GIANG": "Hoàng Thị Giang",
    "HA": "Phan Thị Hà",
    "KHANH": "Vũ Minh Khánh",
    "LAN": "Đặng Thị Lan",
    "MAI": "Bùi Thị Mai",
    "NAM": "Đỗ Văn Nam",
}
ORDER = cf.organization.DeclareEmergencyMode(
    mode="COVID-2020",
    locality="vn/hcmc",
    instrument="Công văn 1204/UBND-TH",
    since="2020-04-01",
    exempt_codes=["medical"],
    exempt_count="none",
)
ROTA = {
    "2020-04-06": ["AN", "BINH", "DUNG"],
    "2020-04-07": ["CHI", "HA", "LAN"],
    "2020-04-08": ["GIANG", "KHANH", "NAM"],
}


def main() -> None:
    """Tell the first days of the week."""
    with story("2020-04-03", NAMES) as told:
        told.quietly("ADMIN", agency(WARD, "Ủy ban nhân dân phường Nguyễn Cư Trinh", head="AN"))
        for section, (title, head, people) in SECTIONS.items():
            told.quietly("ADMIN", division(section, title, above=WARD, head=head, people=people))
        told.quietly("ADMIN", [ORDER])

        print("Four sections of two or three and the chair. A third of a section of two is nobody,")
        print("of the whole ward three people: the order binds the ward. On Friday the chair opens the days.")
        for day, people in ROTA.items():
            told.quietly("AN", [cf.roster.OpenDay(body=WARD, day=day)])
            told.quietly("AN", [at_the_office(person, day) for person in people])
            say(day, told)

        print("\nOn Monday morning a fourth person asks to come in.")
        told.at("2020-04-06T07:30")
        told.may_not("MAI", at_the_office("MAI", "2020-04-06"))

        print("\nThe order exempts medical duty: whoever is there for it is not counted, here nor there.")
        told.does("MAI", at_the_office("MAI", "2020-04-06", "medical"))
        say("2020-04-06", told)

        print("\nBình stays at home after all, and her place is free for Nam, who gives up his on Wednesday.")
        told.does("BINH", cf.roster.ReleasePlace(body=WARD, day="2020-04-06", person="BINH"))
        told.does("NAM", at_the_office("NAM", "2020-04-06"))
        told.does("NAM", cf.roster.ReleasePlace(body=WARD, day="2020-04-08", person="NAM"))
        say("2020-04-06", told)

        print("\nWhat is left of the week, for whoever still wants to come:")
        for line in told.flow.ask(cf.RoomLeft(body=WARD, period="2020-04-06/2020-04-09")).answer:
            print(f"  {line.day}: {line.on_site} of {line.allowed} places are taken, {line.may_come_in} left")


def at_the_office(person: str, day: str, purpose: str = "ordinary") -> Command:
    """A place at the office for a person and a day."""
    return cf.roster.BookPlace(body=WARD, day=day, person=person, place="office", purpose=purpose)


def say(day: str, told: Story) -> None:
    """Who counts as on site, of how many, and how many might."""
    (found,) = told.flow.ask(cf.OnSite(body=WARD, period=day)).answer
    assert found.figure is not None
    counted = f"{of(found.figure)} are on site, {found.allowed} may be"
    print(f"  {day}: {counted}; {found.exempt} on an exempt duty, {found.at_the_office} at the office in all")


if __name__ == "__main__":
    main()

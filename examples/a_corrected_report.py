"""
Ho Chi Minh City, April 2020: what an officer at home reported of a day is disputed, and corrected by somebody else.

Run it: ./run python examples/a_corrected_report.py
"""

import civicflow as cf
from civicflow.core import Command
from offices import agency, division, of
from telling import Story, story

NAMES = {
    "CHAIR": "Đinh Thị Hòa",
    "DIRECTOR": "Lý Thanh Hải",
    "HEAD": "Mai Thị Lệ",
    "OFFICER": "Nguyễn Văn An",
}
ORDER = cf.organization.DeclareEmergencyMode(
    mode="COVID-2020",
    locality="vn/hcmc",
    instrument="Công văn 1204/UBND-TH",
    since="2020-04-01",
    exempt_codes=["medical"],
    exempt_count="none",
)
DAY = "2020-04-07"
STREAM = f"presence:OFFICER:{DAY}"
DONE = "Thẩm định hai hồ sơ hưởng chế độ"
AT_HOME = cf.roster.BookPlace(body="BHXH", day=DAY, person="OFFICER", place="home")
REPORT = cf.employee.ReportDay(done=DONE)


def main() -> None:
    """Tell the two days, and what the figure says of the first."""
    with story("2020-04-06", NAMES) as told:
        told.quietly("ADMIN", agency("BHXH", "Bảo hiểm xã hội Thành phố", head="DIRECTOR"))
        told.quietly(
            "ADMIN", division("CHE-DO", "Phòng Chế độ", above="BHXH", head="HEAD", people=["OFFICER"])
        )
        told.quietly("ADMIN", [ORDER])
        told.quietly("DIRECTOR", [cf.roster.OpenDay(body="BHXH", day=DAY), AT_HOME])

        print("By order of the city everybody works at home. The officer reports the day, and no obstacle.")
        told.at(f"{DAY}T15:40")
        told.does("OFFICER", REPORT)
        told.at("2020-04-08T08:00")
        say("On Wednesday morning", told)

        print("\nThe officer disputes it: the outage was told on the telephone, and left out of the report.")
        (report,) = (entry.at.position for entry in told.flow.entries(stream=STREAM))
        told.may_not("OFFICER", correction(report))

        print("\nThe head has asked the provider, and corrects it; what was reported first stays on record.")
        told.at("2020-04-08T10:15")
        told.does("HEAD", correction(report))
        say("After the correction", told)

        print("\nWhoever asks what the office knew on Wednesday morning is told what it knew then.")
        say("As known at 8:00", told, known="2020-04-08T08:00+07:00")

        print("\nWho corrected what, and how often, is for their head to explain:")
        for made in told.flow.ask(cf.Irregularities(unit="CHE-DO")).answer.corrections:
            print(f"  {NAMES[made.by]}: {made.topic}, {made.times} time, the line {made.corrected[0]}")

        print("\nThe trail of the day, as it stands in the record:")
        told.reads(STREAM)


def correction(report: int) -> Command:
    """The whole report as it should have been."""
    return cf.employee.CorrectDayReport(
        person="OFFICER",
        day=DAY,
        done=DONE,
        obstacles="Mất đường truyền từ 14 giờ đến 15 giờ 30",
        corrects=report,
        because="Cán bộ đã báo qua điện thoại; nhà mạng xác nhận sự cố",
    )


def say(when: str, told: Story, known: str | None = None) -> None:
    """How many reports of the day came in time, and how many of them say something (K19)."""
    (line,) = told.flow.ask(cf.ReportCadence(period=DAY, person="OFFICER"), known=known).answer.lines
    print(f"  {when}: received {of(line.received)}, with something in it {of(line.substantive)}")


if __name__ == "__main__":
    main()

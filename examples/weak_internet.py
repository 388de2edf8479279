"""
Ho Chi Minh City, April 2020: an officer of social insurance works at home, and the line breaks down before a deadline.

Run it: ./run python examples/weak_internet.py
"""

import civicflow as cf
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
TASK = cf.task.AssignTask(
    task="T-1",
    to="OFFICER",
    work="Thẩm định hồ sơ hưởng chế độ 1204",
    due="2020-04-08T17:00+07:00",
    result="Tờ trình có chữ ký số",
    acceptance="Có căn cứ, ý kiến thẩm định và đề xuất",
    at_home=True,
    needs_signature=True,
)
RESULT = cf.task.SubmitResult(task="T-1", output="Tờ trình 88/TTr", signature="CKS-07")
OUTAGE = cf.employee.ReportIncident(
    incident="I-1",
    kind="connection",
    since="2020-04-08T16:30+07:00",
    until="2020-04-08T18:15+07:00",
    note="Đường truyền yếu, không gửi được hồ sơ",
)


def main() -> None:
    """Tell the two days."""
    with story("2020-04-06", NAMES) as told:
        told.quietly("ADMIN", agency("BHXH", "Bảo hiểm xã hội Thành phố", head="DIRECTOR"))
        told.quietly(
            "ADMIN",
            division("CHE-DO", "Phòng Chế độ", above="BHXH", head="HEAD", people=["OFFICER"]),
        )
        told.quietly("ADMIN", [ORDER])

        print("By order of the city everybody works at home. On Tuesday the head gives out a file.")
        told.at("2020-04-07T08:00")
        told.does("HEAD", TASK)
        told.does("OFFICER", cf.task.AcknowledgeTask(task="T-1"))

        print(
            "\nIt is due on Wednesday at five. At half past four the line goes; the result arrives at 18:20."
        )
        told.at("2020-04-08T18:20")
        told.does("OFFICER", RESULT, claiming="2020-04-08T16:50")
        told.at("2020-04-08T18:25")
        told.does("HEAD", cf.task.CompleteTask(task="T-1"))
        say("Nothing is known of an outage", told)

        print(
            "\nThe officer reports the outage. A report alone excuses nothing, and nobody confirms their own."
        )
        told.at("2020-04-08T18:30")
        told.does("OFFICER", OUTAGE)
        told.may_not("OFFICER", cf.employee.ConfirmIncident(incident="I-1"))
        say("The outage is reported", told)

        print("\nThe head has asked the provider, and confirms it the next morning.")
        told.at("2020-04-09T08:10")
        told.does("HEAD", cf.employee.ConfirmIncident(incident="I-1"))
        say("The outage is confirmed", told)

        print("\nWhoever asks what the office knew on Wednesday evening is told what it knew then.")
        say("As known on 8 April", told, known="2020-04-08")

        print("\nThe trail of the officer's task, as it stands in the record:")
        told.reads("task:T-1")


def say(when: str, told: Story, known: str | None = None) -> None:
    """Whether the task was on time: by what counts, by the record alone, by the claim alone, and by the first due."""
    answer = told.flow.ask(cf.OnTime(person="OFFICER"), known=known).answer
    found = answer.on_time
    print(f"  {when}: on time {of(found.figure)}", end="; ")
    print(f"by record {of(found.by_record)}, by claim {of(found.by_claim)}; raw {of(answer.raw.figure)}")


if __name__ == "__main__":
    main()

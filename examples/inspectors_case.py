"""
An inspector's case in 2023: the company puts its hearing off, and the minutes that nobody writes are taken a level up.

Run it: ./run python examples/inspectors_case.py
"""

import civicflow as cf
from dossiers import claims, concludes, opens, publishes, receives
from offices import agency, division
from telling import Story, story

NAMES = {"TAM": "Trịnh Minh Tâm", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "BA": "Đỗ Văn Ba"}
HOLD = cf.dossier.HoldDossier(
    dossier="TT-3", cause="third_party", reason="Doanh nghiệp xin dời buổi làm việc sang tuần sau"
)
TO_ANOTHER = cf.task.ReassignTask(
    task="TT-3/minutes/1",
    to="AN",
    replacement="BB-3",
    reason="Đồng chí Ba đi công tác",
    due="2023-10-23T17:00+07:00",
)


def main() -> None:
    """Tell the three weeks."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("SO-TTTT", "Sở Thông tin và Truyền thông", head="TAM"))
        told.quietly(
            "ADMIN", division("THANH-TRA", "Thanh tra Sở", above="SO-TTTT", head="LE", people=["AN", "BA"])
        )
        publishes(told, "TAM", "SO-TTTT", "inspection")

        print("\nA case is opened and prepared; the company is to come on Friday.")
        told.at("2023-10-02T08:00")
        opens(told, "AN", "TT-3", "inspection", "THANH-TRA", "3/2023")
        claims(told, "AN", "TT-3/prepare/1")
        told.at("2023-10-03T10:00")
        concludes(told, "AN", "TT-3/prepare/1", "summoned", "Giấy mời 3")

        print("\nThe company asks for another day. Not the inspector lets the case rest but his chief.")
        told.at("2023-10-05T08:00")
        told.may_not("AN", HOLD)
        told.does("LE", HOLD)

        print(
            "\nA week later it goes on: every due moves by the working time for which it rested, and no more."
        )
        told.at("2023-10-12T08:00")
        told.does("LE", cf.dossier.ReleaseDossier(dossier="TT-3"))
        told.at("2023-10-13T11:00")
        receives(told, "AN", "TT-3", "hearing", "heard", "Doanh nghiệp đã làm việc")
        claims(told, "BA", "TT-3/minutes/1")

        print(
            "\nThe minutes are due on Tuesday. Whoever has them is told, then his chief, then the director."
        )
        for day in ("16", "17", "18", "19", "20"):
            told.at(f"2023-10-{day}T17:05")
            told.ticks()
        to_be_taken_up(told)

        print("\nThe chief gives them to the inspector who was there, and the director concludes.")
        told.at("2023-10-23T08:00")
        told.does("LE", TO_ANOTHER)
        told.does("AN", cf.task.AcknowledgeTask(task="BB-3"))
        concludes(told, "AN", "BB-3", "taken", "Biên bản 3/BB-TTra")
        told.at("2023-10-24T09:00")
        concludes(told, "TAM", "TT-3/conclude/1", "fined", "QĐ 77/QĐ-XPHC")


def to_be_taken_up(told: Story) -> None:
    """What has come to the director's worklist."""
    for item in told.flow.ask(cf.Worklist(person="TAM")).answer:
        print(f"  {NAMES['TAM']} finds: {told.english.state(item.need)}, {item.subject}")


if __name__ == "__main__":
    main()

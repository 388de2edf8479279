"""
A citizen complains of noise in 2023: the petition is received, assigned, answered within its term; a reminder helps (R56, K21).

Run it: ./run python examples/a_petition_answered.py
"""

import civicflow as cf
from dossiers import claims, concludes, opens, publishes
from offices import agency, division
from telling import Story, story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "THU": "Bùi Minh Thu"}
feedback = cf.feedback
CLERK = cf.organization.Appoint(
    unit="PHONG-1", person="THU", office="clerk_of_record", since="2023-01-02", instrument="QĐ 5"
)
PETITION = feedback.ReceivePetition(
    petition="KN-7",
    unit="PHONG-1",
    petitioner="citizen",
    kind="service",
    channel="post",
    received_on="2023-10-02",
    text="Tiếng ồn từ công trình sau 22 giờ",
)
ANSWER = feedback.AnswerPetition(
    petition="KN-7", outcome="upheld", answer="Đã yêu cầu công trình dừng sau 22 giờ"
)


def main() -> None:
    """Tell the eight days."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("STP", "Sở Tư pháp", head="HAI"))
        told.quietly("ADMIN", division("PHONG-1", "Phòng 1", above="STP", head="LE", people=["AN", "THU"]))
        told.quietly("ADMIN", [CLERK])
        publishes(told, "HAI", "STP", "petition")

        print(
            "\nOn Monday it comes by post. The clerk records it and opens the file by which it is answered."
        )
        told.at("2023-10-02T14:00")
        told.does("THU", PETITION)
        opens(told, "THU", "KN-7", "petition", "PHONG-1", "KN-7")

        print("\nThe head says that it is theirs to answer, and who is to see to it.")
        told.at("2023-10-03T08:30")
        told.does("LE", feedback.AssignPetition(petition="KN-7", to="AN"))
        concludes(told, "LE", "KN-7/assign/1", "ours", "Giao đồng chí An")
        claims(told, "AN", "KN-7/answer/1")

        print("\nThree working days before it is due, and one, whoever has it is reminded; each once.")
        for day in ("04", "05", "06", "09"):
            told.at(f"2023-10-{day}T08:00")
            told.ticks()

        print(
            "\nThe draft is sent back once; what comes again is signed the next day, and the citizen has the answer."
        )
        told.at("2023-10-09T15:00")
        concludes(told, "AN", "KN-7/answer/1", "drafted", "Dự thảo trả lời 1")
        concludes(told, "LE", "KN-7/sign/1", "again", "Nêu rõ biện pháp")
        told.at("2023-10-10T10:00")
        claims(told, "AN", "KN-7/answer/2")
        concludes(told, "AN", "KN-7/answer/2", "drafted", "Dự thảo trả lời 2")
        concludes(told, "LE", "KN-7/sign/2", "sent", "Văn bản 41/STP")
        told.does("AN", ANSWER)
        term(told)


def term(told: Story) -> None:
    """Whether the answer came within the term, by the petition's own record and by its file."""
    (opened, *_, closed) = told.flow.entries(stream="dossier:KN-7")
    due = told.english.value(opened.event.due)  # type: ignore[attr-defined]
    print(f"\nDue {due}, closed {told.english.value(closed.at.occurred_at)}. The petition itself says:")
    told.reads("petition:KN-7")


if __name__ == "__main__":
    main()

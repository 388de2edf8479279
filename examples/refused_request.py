"""
A request to work at home is refused in 2023: on which grounds, what is offered, and who answers the petition against it.

Run it: ./run python examples/refused_request.py
"""

from attrs import evolve

import civicflow as cf
from offices import agency, division, position
from pilots import running_pilot
from telling import story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "CHI": "Lê Thị Chi"}
home, feedback = cf.home_work, cf.feedback
CLERK = cf.organization.Appoint(
    unit="SO-NOI-VU", person="CHI", office="clerk_of_record", since="2023-01-02", instrument="QĐ 5"
)
CRITERIA = ("no_citizen_contact", "no_procedures", "in_a_running_pilot", "primary_unit")
ELIGIBLE = home.AssessEligibility(
    person="AN",
    criteria=[home.Criterion(code=each, met=True) for each in CRITERIA],
    reason="Đủ điều kiện theo đề án",
)
REQUEST = home.RequestHomeWork(
    person="AN",
    weekdays=["monday", "friday"],
    since="2023-10-09",
    until="2023-12-29",
    reason="Nhà xa, con nhỏ",
)
REFUSAL = home.RefuseHomeWork(
    person="AN",
    reason_code="service",
    reason="Thứ hai họp giao ban, thứ sáu trực tiếp đoàn kiểm tra",
    alternatives="Thứ ba và thứ năm",
)
PETITION = feedback.ReceivePetition(
    petition="KN-1",
    unit="CCVC",
    petitioner="staff",
    from_person="AN",
    kind="home_work_refusal",
    against="AN",
    decided_by="LE",
    channel="in_person",
    received_on="2023-10-05",
    text="Đề nghị xem lại: thứ sáu không có đoàn kiểm tra",
)
ANSWER = feedback.AnswerPetition(
    petition="KN-1", outcome="partly", answer="Thứ hai phải họp; thứ sáu được làm tại nhà"
)


def main() -> None:
    """Tell the two weeks."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("SO-NOI-VU", "Sở Nội vụ", head="HAI"))
        told.quietly("ADMIN", division("CCVC", "Phòng CCVC", above="SO-NOI-VU", head="LE", people=["AN"]))
        told.quietly("ADMIN", [position("CCVC", "VT-1")])
        told.quietly("LE", [cf.employee.AssignPosition(person="AN", position="VT-1", since="2023-10-02")])
        told.quietly("ADMIN", [CLERK])
        running_pilot(told, "P-2023", body="SO-NOI-VU", unit="CCVC", head="HAI")

        print("Everybody whose position allows it is judged by the same criteria, with a reason.")
        told.may_not("AN", REQUEST)
        told.does("LE", ELIGIBLE)

        print("\nAn officer asks for two days at home. His head refuses, says why, and offers others.")
        told.does("AN", REQUEST)
        told.at("2023-10-04T10:00")
        told.does("LE", REFUSAL)

        print("\nHe objects. Whoever refused has no part in the answer, nor has he.")
        told.at("2023-10-05T08:30")
        told.does("CHI", PETITION)
        told.may_not("LE", feedback.AssignPetition(petition="KN-1", to="LE"))
        told.does("HAI", feedback.AssignPetition(petition="KN-1", to="HAI"))
        told.at("2023-10-10T15:00")
        told.does("HAI", ANSWER)

        print("\nHe asks for the day that was found right, and his head grants it.")
        told.does("AN", evolve(REQUEST, weekdays=["thursday", "friday"], since="2023-10-12"))
        told.does("LE", home.ApproveHomeWork(person="AN"))

        print("\nWhat the record says of his request, and of his petition:")
        told.reads("home_work:AN")
        told.reads("petition:KN-1")


if __name__ == "__main__":
    main()

"""
A file at the one-stop desk in 2023: lacking a paper, supplemented by the citizen, appraised by another, sent back once, signed (R57, R61).

Run it: ./run python examples/one_stop_file.py
"""

import civicflow as cf
from dossiers import claims, concludes, opens, publishes, receives
from offices import agency, division
from telling import Story, story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "CHI": "Lê Thị Chi"}
APPRAISAL = "HS-1204/appraise/1"


def main() -> None:
    """Tell the two weeks."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("UBND-Q1", "Ủy ban nhân dân Quận 1", head="HAI"))
        told.quietly(
            "ADMIN",
            division("QLDT", "Phòng Quản lý đô thị", above="UBND-Q1", head="LE", people=["AN", "CHI"]),
        )

        print("The district publishes its procedure; from that day on files are dealt with by it.")
        publishes(told, "HAI", "UBND-Q1", "one_stop_file")

        print("\nOn Monday a citizen hands in a file. Ten working days from now it is to be answered.")
        told.at("2023-10-02T08:30")
        opens(told, "AN", "HS-1204", "one_stop_file", "QLDT", "1204/2023")
        claims(told, "AN", "HS-1204/receive/1")

        print("\nA drawing is missing. The office waits for the citizen, and its clock stands still.")
        told.at("2023-10-02T10:00")
        concludes(told, "AN", "HS-1204/receive/1", "lacking", "Thiếu bản vẽ mặt bằng")

        print("\nThe citizen brings it on Friday: the days of waiting are added to the term.")
        told.at("2023-10-06T08:00")
        receives(told, "AN", "HS-1204", "supplement", "brought", "Đã nộp bản vẽ")
        claims(told, "AN", "HS-1204/receive/2")
        concludes(told, "AN", "HS-1204/receive/2", "complete", "Phiếu tiếp nhận 1204")

        print("\nWhoever received it does not appraise it: the procedure asks for another person.")
        told.may_not("AN", cf.task.ClaimTask(task=APPRAISAL))
        told.at("2023-10-09T14:00")
        claims(told, "CHI", APPRAISAL)
        concludes(told, "CHI", APPRAISAL, "fit", "Tờ trình 88")

        print("\nThe head sends it back once, and signs what comes again.")
        told.at("2023-10-10T09:00")
        concludes(told, "LE", "HS-1204/sign/1", "back", "Chưa nêu căn cứ quy hoạch")
        told.at("2023-10-11T15:00")
        claims(told, "CHI", "HS-1204/appraise/2")
        concludes(told, "CHI", "HS-1204/appraise/2", "fit", "Tờ trình 88, có căn cứ quy hoạch")
        told.at("2023-10-12T08:15")
        concludes(told, "LE", "HS-1204/sign/2", "granted", "Giấy phép 301")

        print("\nWhere the file was, and when, as its office reads it:")
        course(told)


def course(told: Story) -> None:
    """The steps that the dossier came to and what they came to."""
    for entry in told.flow.entries(stream="dossier:HS-1204"):
        if entry.topic == "dossier.step_completed":
            print(f"  {told.vietnamese.sentence(entry, told.name)}")


if __name__ == "__main__":
    main()

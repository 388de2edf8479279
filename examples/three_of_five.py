"""
A draft goes to five divisions in 2023: once three agree it is submitted, though one objects, and the last is let go.

Run it: ./run python examples/three_of_five.py
"""

import civicflow as cf
from dossiers import concludes, opens, publishes
from offices import agency, division
from telling import Story, story

NAMES = {
    "HAI": "Lý Thanh Hải",
    "AN": "Nguyễn Văn An",
    "LE": "Mai Thị Lệ",
    "BA": "Đỗ Văn Ba",
    "CHI": "Lê Thị Chi",
    "DUNG": "Phan Tiến Dũng",
    "GIAO": "Vũ Quỳnh Giao",
}
HEADS = {"CCVC": "LE", "TCBC": "BA", "CCHC": "CHI", "VTLT": "DUNG", "VP": "GIAO"}
"""The five divisions and who leads them."""


def main() -> None:
    """Tell the eight days."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("SO-NOI-VU", "Sở Nội vụ", head="HAI"))
        for unit, head in HEADS.items():
            people = ["AN"] if unit == "CCHC" else []
            told.quietly(
                "ADMIN", division(unit, f"Phòng {unit}", above="SO-NOI-VU", head=head, people=people)
            )

        print("The department lays down how the opinion of its divisions is asked for.")
        publishes(told, "HAI", "SO-NOI-VU", "opinion_of_units")

        print("\nAn officer drafts a plan, and it is to go round.")
        told.at("2023-10-02T08:00")
        opens(told, "AN", "YK-9", "opinion_of_units", "CCHC", "9/2023")
        told.at("2023-10-03T16:00")
        concludes(told, "AN", "YK-9/draft/1", "circulated", "Dự thảo kế hoạch")

        print(
            "\nWhich divisions are asked is said now: not by whoever drafts, but by the head. Each has a task."
        )
        command = cf.dossier.NameInstances(dossier="YK-9", step="opine", units=tuple(HEADS))
        told.may_not("AN", command)
        told.does("CHI", command)
        told.follows()

        print("\nOne objects, two agree: nothing is decided yet.")
        told.at("2023-10-05T09:00")
        concludes(told, "BA", "YK-9/opine/1/TCBC", "objected", "Chưa rõ biên chế")
        concludes(told, "LE", "YK-9/opine/1/CCVC", "agreed", "Nhất trí")
        told.at("2023-10-06T10:00")
        concludes(told, "GIAO", "YK-9/opine/1/VP", "agreed", "Nhất trí")

        print("\nThe third agrees. The fifth is asked no longer; that is no fault of hers.")
        told.at("2023-10-09T09:30")
        concludes(told, "DUNG", "YK-9/opine/1/VTLT", "agreed", "Nhất trí, đề nghị bổ sung phụ lục")
        told.may_not(
            "CHI", cf.task.ConcludeTask(task="YK-9/opine/1/CCHC", outcome="agreed", output="Nhất trí")
        )

        print("\nThe director signs.")
        told.at("2023-10-10T08:00")
        concludes(told, "HAI", "YK-9/sign/1", "issued", "Kế hoạch 77/KH-SNV")
        opinions(told)


def opinions(told: Story) -> None:
    """What each division that was asked came to."""
    print("\nWhat the divisions said, as the record has it:")
    for entry in told.flow.entries(stream="dossier:YK-9"):
        if entry.topic == "dossier.instance_completed":
            print(f"  {told.vietnamese.sentence(entry, told.name)}")


if __name__ == "__main__":
    main()

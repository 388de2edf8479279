"""
A ward of 2023 gives some results on the same day, without an appointment slip: a procedure of fewer than ten lines (R78, K21).

Run it: ./run python examples/same_day_result.py
"""

from dossiers import claims, concludes, opens, procedure, publishes
from offices import agency, division
from telling import Story, story

NAMES = {"TAM": "Trịnh Minh Tâm", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An"}


def main() -> None:
    """Tell a Tuesday, and the morning after."""
    with story("2023-10-02", NAMES) as told:
        told.quietly("ADMIN", agency("UBND-P5", "Ủy ban nhân dân Phường 5", head="TAM"))
        told.quietly(
            "ADMIN", division("MOT-CUA", "Bộ phận Một cửa", above="UBND-P5", head="LE", people=["AN"])
        )

        print("The ward promises: what comes in the morning is answered in the afternoon of that day.")
        publishes(told, "TAM", "UBND-P5", "same_day")
        (step,) = procedure("same_day").steps
        print(f"  {step.title.en}: {step.term}, counted from the session after the one it comes in")

        print("\nOn Tuesday morning two people ask for a copy. Each is due at five, and nobody sets that.")
        told.at("2023-10-03T08:15")
        opens(told, "AN", "BS-1", "same_day", "MOT-CUA", "1/2023")
        told.at("2023-10-03T09:40")
        opens(told, "AN", "BS-2", "same_day", "MOT-CUA", "2/2023")

        print(
            "\nThe first one has it at ten; with that the file is closed. Of the other the office hears that it presses."
        )
        told.at("2023-10-03T10:00")
        claims(told, "AN", "BS-1/issue/1")
        concludes(told, "AN", "BS-1/issue/1", "issued", "Bản sao 1")
        told.ticks()

        print("\nAt five nothing is late. A minute later the second one is, and its office is told.")
        told.at("2023-10-03T17:00")
        told.ticks()
        told.at("2023-10-03T17:01")
        told.ticks()

        print("\nIt is issued the next morning. The promise was kept once out of twice:")
        told.at("2023-10-04T07:45")
        claims(told, "LE", "BS-2/issue/1")
        concludes(told, "LE", "BS-2/issue/1", "issued", "Bản sao 2")
        kept(told, "BS-1", "BS-2")


def kept(told: Story, *dossiers: str) -> None:
    """Whether each dossier was closed by the end of its day."""
    for dossier in dossiers:
        entries = list(told.flow.entries(stream=f"dossier:{dossier}"))
        opened, closed = entries[0].at.occurred_at, entries[-1].at.occurred_at
        zone = told.flow.setting.zone
        days = [each.astimezone(zone).date() for each in (opened, closed)]
        print(
            f"  {dossier}: opened {days[0]}, closed {days[1]}: {'same day' if days[0] == days[1] else 'late'}"
        )


if __name__ == "__main__":
    main()

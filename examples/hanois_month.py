"""
A month in Hanoi, 2024: 20 + 70 + 10 points, A for three in ten of all rated, a petition, and a year that goes by tests.

Run it: ./run python examples/hanois_month.py
"""

import civicflow as cf
from offices import agency, division
from telling import Story, story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "BINH": "Phạm Văn Bình"}
NAMES |= {"CUC": "Trần Thị Cúc", "DUNG": "Vũ Tiến Dũng", "CHAIR": "the chair of the city"}
NAMES |= {"GIANG": "Hồ Thu Giang"}
UNIT, MONTH, LETTERS = "SO-NOI-VU", "2024-01", {"excellent": "A", "good": "B", "completed": "C"}
POINTS = {"AN": (19, 66, 8), "BINH": (18, 65, 7), "CUC": (17, 60, 0), "DUNG": (16, 53, 0)}
POINTS |= {"GIANG": (18, 57, 0)}
"""Discipline and ethics, results of tasks, bonus."""

rate = cf.evaluation
YEAR = {"since": "2024-01-01", "until": "2024-12-31", "version": "2024"}
CRITERIA = cf.steering.PublishCriteria(criteria="TC", unit=UNIT, entries={"discipline": "Kỷ luật"}, **YEAR)
UPHELD = rate.AnswerGradePetition(
    person="BINH", period=MONTH, result="upheld", grade="excellent", answer="Đủ 90 điểm, còn chỉ tiêu loại A"
)


def proposed(person: str, period: str, *points: int) -> rate.ProposeGrade:
    """The points of a month, of which each part has its most; the grade is reckoned."""
    discipline, tasks, bonus = map(str, points)
    general = {"discipline": discipline}
    return rate.ProposeGrade(person=person, period=period, general=general, tasks=tasks, bonus=bonus)


def approved(*excellent: str) -> rate.ApproveRatings:
    """One act of the director for all five; who is rated below their points is told why."""
    grades = dict.fromkeys(POINTS, "good") | {"DUNG": "completed"} | dict.fromkeys(excellent, "excellent")
    why = {each: "Tỷ lệ loại A" for each in ("AN", "BINH") if each not in excellent}
    given = [rate.Rating(person=each, grade=grade, reason=why.get(each)) for each, grade in grades.items()]
    return rate.ApproveRatings(agency=UNIT, period=MONTH, grades=given)


def told_by_points(told: Story) -> None:
    """Of what everybody's points are made, and which letter they reach."""
    for each in told.flow.ask(cf.Grades(period=MONTH, unit="CCVC")).answer.people:
        if each.points and each.grade_proposed:
            points, letter = " + ".join(map(str, POINTS[each.person])), LETTERS[each.grade_proposed.value]
            print(f"  {NAMES[each.person]}: {points} = {each.points.all_points}, {letter}")


def month(told: Story) -> None:
    """Points, one act of the director under the ceiling, and what is made known."""
    told.at("2024-02-02T09:00")
    told.may_not("LE", proposed("AN", MONTH, 19, 71, 8))
    told.quietly("LE", [proposed(each, MONTH, *points) for each, points in POINTS.items()])
    told_by_points(told)
    told.may_not("HAI", approved("AN", "BINH"))
    told.quietly("HAI", [approved("AN"), rate.PublishRatings(agency=UNIT, period=MONTH)])
    told.reads(f"ratings:{UNIT}:{MONTH}")


def main() -> None:
    """Tell January, and what December makes of it."""
    with story("2023-12-20", NAMES, silent_days=400) as told:
        told.quietly("ADMIN", agency(UNIT, "Sở Nội vụ", head="HAI", locality="vn/hanoi"))
        told.quietly("ADMIN", division("CCVC", "Phòng CCVC", above=UNIT, head="LE", people=POINTS))
        told.quietly("HAI", [CRITERIA])

        print("Of five who are rated one may have A, which is three in ten; two have the points.")
        month(told)

        print("\nWho was left out petitions. Somebody else answers, and within the ceiling as well.")
        told.at("2024-02-05T14:00")
        told.does("BINH", rate.PetitionGrade(person="BINH", period=MONTH, text="Đạt 90 điểm"))
        told.may_not("HAI", UPHELD)
        told.may_not("CHAIR", UPHELD)

        print("\nIn an agency that is put on record as outstanding four in ten may have A.")
        told.does("CHAIR", rate.RecognizeAgency(agency=UNIT, period=MONTH, instrument="QĐ 61/QĐ-UBND"))
        told.does("CHAIR", UPHELD)

        print(
            "\nUntil 2025 the year goes by tests of its own. It takes no points, neither stated nor of months;"
        )
        print(
            "without a task on record the tests leave the grade open, and the director decides with a reason."
        )
        told.at("2024-12-10T09:00")
        told.may_not("LE", proposed("AN", "2024", 19, 66, 8))
        told.does("LE", rate.ProposeGrade(person="AN", period="2024", conduct="well_met"))


if __name__ == "__main__":
    main()

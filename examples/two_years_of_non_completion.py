"""
Tasks not completed, two years running: a review under the law until 2025, another under that of 2026, and no dismissal by itself.

Run it: ./run python examples/two_years_of_non_completion.py
"""

import civicflow as cf
from offices import agency, division
from telling import Story, story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "BINH": "Phạm Văn Bình"}
NAMES |= {"CHAIR": "the chair of the city"}
WHY = "Trên 50% tiêu chí không bảo đảm tiến độ, chất lượng"
rate, review = cf.evaluation, cf.exit_review


def year(told: Story, written: int, **grades: str) -> None:
    """Criteria before it begins, proposals and the decision of the director in December."""
    told.at(f"{written - 1}-12-20T09:00")
    criteria = cf.steering.PublishCriteria(
        criteria=f"TC-{written}",
        unit="SO-NOI-VU",
        since=f"{written}-01-01",
        until=f"{written}-12-31",
        version=str(written),
        entries={"results": "Kết quả thực hiện nhiệm vụ"},
    )
    told.quietly("HAI", [criteria])
    told.at(f"{written}-12-10T09:00")
    conduct = "met" if written < 2026 else None
    proposals = [rate.ProposeGrade(person=each, period=str(written), conduct=conduct) for each in grades]
    told.quietly("LE", proposals)
    given = [rate.Rating(person=each, grade=grade, reason=WHY) for each, grade in grades.items()]
    told.quietly("HAI", [rate.ApproveRatings(agency="SO-NOI-VU", period=str(written), grades=given)])


def called(told: Story, known: str | None = None) -> None:
    """Whose grades call for a review by the law of the day."""
    answer, on = told.flow.ask(cf.ExitReviews(), known=known).answer, known or told.today()
    if not answer.called_for:
        print(f"  {on}: nobody is called for")
    for each in answer.called_for:
        why, made_of_it = map(told.english.state, (each.trigger, each.consequence))
        print(f"  {on}: {NAMES[each.person]} is called for: {why} ({', '.join(each.periods)});")
        print(f"    {made_of_it}, by {each.provision}")


def main() -> None:
    """Tell the years from 2023 to 2026."""
    with story("2022-12-01", NAMES, silent_days=400) as told:
        told.quietly("ADMIN", agency("SO-NOI-VU", "Sở Nội vụ", head="HAI"))
        staff = division("CCVC", "Phòng CCVC", above="SO-NOI-VU", head="LE", people=["AN", "BINH"])
        told.quietly("ADMIN", staff)

        print("Until 2025 two years running call for a review, and one year does not.")
        year(told, 2023, AN="not_completed", BINH="completed")
        called(told)
        year(told, 2024, AN="not_completed", BINH="completed")
        called(told)

        print(
            "\nNobody is dismissed by it. A review is opened, and concluded above those who gave the grades."
        )
        dismissed = cf.home_work.SeparateEmployee(
            person="AN", kind="exit_review", until="2024-12-16", instrument="QĐ 90/QĐ-SNV"
        )
        told.at("2024-12-16T09:00")
        told.may_not("HAI", dismissed)
        told.does("HAI", review.OpenExitReview(review="XX-1", person="AN"))
        told.at("2025-01-06T09:00")
        told.may_not("HAI", conclusion("XX-1", "dismissal", WHY))
        told.does("CHAIR", conclusion("XX-1", "lower_position", "Đã ba lần đổi việc trong hai năm"))
        called(told)

        print(
            "\nAnother officer fails in 2025. The law of the day of the decision counts, whatever the years."
        )
        year(told, 2025, BINH="not_completed")
        called(told)
        told.at("2026-01-05T09:00")
        called(told)
        told.does("HAI", review.OpenExitReview(review="XX-2", person="BINH"))
        told.does("CHAIR", conclusion("XX-2", "kept", "Nghỉ ốm dài ngày, đã trở lại làm việc"))

        print("\nWhat was known at the end of 2024, asked again today:")
        called(told, known="2024-12-15")


def conclusion(id: str, outcome: str, reason: str) -> cf.exit_review.ConcludeExitReview:
    """To what a review comes, and why."""
    return review.ConcludeExitReview(review=id, outcome=outcome, reason=reason, instrument="QĐ 7/QĐ-UBND")


if __name__ == "__main__":
    main()

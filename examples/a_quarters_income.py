"""
A quarter's additional income in the city, 2025: from grades to amounts by one act of the director, within the fund.

Run it: ./run python examples/a_quarters_income.py
"""

import civicflow as cf
from offices import agency, division
from telling import Story, story

NAMES = {"HAI": "Lý Thanh Hải", "LE": "Mai Thị Lệ", "AN": "Nguyễn Văn An", "BINH": "Phạm Văn Bình"}
NAMES |= {"CUC": "Trần Thị Cúc", "CHAIR": "the chair of the city", "ADMIN": "the administrator"}
SALARIES = {"AN": "3.33", "BINH": "3.00", "CUC": "2.67"}
UNIT, GRADES = "SO-NOI-VU", {"AN": "excellent", "BINH": "good", "CUC": "completed"}
pay, rate = cf.income, cf.evaluation
THIRD = {"since": "2025-07-01", "until": "2025-09-30", "version": "2025-Q3"}
CRITERIA = cf.steering.PublishCriteria(criteria="TC-Q3", unit=UNIT, entries={"results": "Kết quả"}, **THIRD)


def salary(person: str) -> cf.employee.RecordSalaryCoefficient:
    """What the personnel file says."""
    return cf.employee.RecordSalaryCoefficient(
        person=person, coefficient=SALARIES[person], since="2025-01-01", instrument="QĐ 4"
    )


def voted(number: str) -> pay.SetAdditionalIncomeCoefficient:
    """By what salary is multiplied in 2025; an example, since what was voted was not found."""
    bands = {"up_to_3_00": number, "above_3_00": number}
    return pay.SetAdditionalIncomeCoefficient(unit=UNIT, year=2025, coefficients=bands, instrument="NQ")


def funded(amount: str) -> pay.RecordSalaryFund:
    """The basic salary fund of the quarter."""
    return pay.RecordSalaryFund(agency=UNIT, period="2025-Q3", amount=amount, instrument="QĐ 12")


def calculated(*people: str, reason: str | None = None) -> pay.CalculateAdditionalIncome:
    """One act of the director for several people."""
    return pay.CalculateAdditionalIncome(
        calculation=f"TN-{'-'.join(people)}",
        agency=UNIT,
        quarter="2025-Q3",
        people=people,
        shares={"excellent": "1", "good": "4/5"},
        instrument="QĐ 95",
        reason=reason,
    )


def told_by_figures(told: Story) -> None:
    """What everybody has, month by month, and what is left of the fund; every amount is a whole number of đồng here."""
    (found,) = told.flow.ask(cf.AdditionalIncome(quarter="2025-Q3")).answer
    for each in found.people:
        first, changed = each.months[0], ", ".join(map(told.english.state, each.changed)) or "nothing"
        product = f"{first.coefficient} x {first.base} x {first.factor} x {first.share}"
        print(f"  {NAMES[each.person]}: 3 x {product} = {int(each.amount):,} đồng; changed since: {changed}")
    print(f"  in all {int(found.total):,} of {int(found.most or 0):,} đồng")


def main() -> None:
    """Tell the quarter and what follows."""
    with story("2025-06-20", NAMES) as told:
        told.quietly("ADMIN", agency(UNIT, "Sở Nội vụ", head="HAI"))
        told.quietly("ADMIN", division("CCVC", "Phòng CCVC", above=UNIT, head="LE", people=SALARIES))
        told.quietly("LE", map(salary, SALARIES))
        told.quietly("HAI", [CRITERIA])
        told.at("2025-10-02T09:00")
        told.quietly("LE", [rate.ProposeGrade(person=each, period="2025-Q3") for each in GRADES])
        given = [rate.Rating(person=each, grade=grade, reason="Quy chế") for each, grade in GRADES.items()]
        told.quietly("HAI", [rate.ApproveRatings(agency=UNIT, period="2025-Q3", grades=given)])

        print("Nothing is voted above the maximum on record, and nobody is paid without a fund.")
        told.may_not("ADMIN", voted("1.9"))
        told.does("ADMIN", voted("1.8"))
        told.may_not("HAI", calculated("AN"))
        told.does("CHAIR", funded("70000000"))

        print("\nThe director calculates; all acts together stay within four fifths of the fund.")
        told.does("HAI", calculated("AN"))
        told.may_not("HAI", calculated("BINH", "CUC"))
        told.does("CHAIR", funded("95000000"))
        told.does("HAI", calculated("BINH", "CUC"))
        told_by_figures(told)

        print(
            "\nAnother coefficient is voted. Nothing is carried over: an act with a reason calculates anew."
        )
        told.at("2025-10-20T09:00")
        told.quietly("ADMIN", [voted("1.5")])
        told_by_figures(told)
        told.quietly("HAI", [calculated(*SALARIES, reason="NQ mới")])
        told_by_figures(told)


if __name__ == "__main__":
    main()

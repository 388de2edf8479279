"""What a quarter's work comes to in the demonstration: one division is rated, somebody petitions, and additional income is calculated."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from civicflow import employee, evaluation, income, steering
from civicflow.core.command import Command, Order
from civicflow.scenario.agenda import Life, Step, act
from civicflow.scenario.demo.city import ADMINISTRATOR, CHAIR, Person, director, people
from civicflow.scenario.demo.weeks import WEEKS, Course, course_of, finishing

AGENCY, UNIT, QUARTER = "A-1", "U-1-1", "2023-Q4"
"""Whose people are rated, and for what."""

PETITIONER = "E-007"
"""Who is given less than what was done for a citizen would have brought, and says so."""

TROUBLES = (Course.LATE, Course.RETURNED, Course.OPEN)
"""What the director counts: results that came late, came back, or never came."""

GRADES = ("excellent", "excellent", "good", "completed")
"""The grade that so many troubles leave; the law's own criteria for the quarter are not on record."""

SHARES = {"excellent": "1", "good": "4/5", "completed": "1/2"}
"""What the agency gives each grade; what was laid down before May 2024 is not on record."""

VOTED = {"up_to_3_00": "3/2", "above_3_00": "3/2"}
"""An example below the maximum; what the city voted for 2023 was not found."""

SALARIES = ("4.98", "2.34", "2.67", "3.00", "3.33", "3.66", "3.99")
FUND = "620000000"
IN_SERVICE_SINCE = date(2023, 9, 1)


def life() -> Life:
    """From the criteria, before the quarter begins, to what is paid for it."""
    staff = [each for each in people() if each.unit == UNIT]
    yield act(_at("2023-09-28T10:00"), director(AGENCY), _criteria())
    yield Step(_at("2023-12-28T09:30"), list(_salaries(staff)))
    yield from _rated(staff)
    yield from _petitioned()
    yield from _paid(staff)


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+07:00")


def _criteria() -> Command:
    return steering.PublishCriteria(
        criteria="TC-2023-Q4",
        unit=AGENCY,
        since=date(2023, 10, 1),
        until=date(2023, 12, 31),
        version="2023-Q4",
        entries={"results": "Kết quả thực hiện nhiệm vụ", "service": "Thái độ phục vụ người dân"},
    )


def _salaries(staff: list[Person]) -> Iterator[Order]:
    """The head takes them down; that of the head is taken down above."""
    for each in staff:
        recorded = employee.RecordSalaryCoefficient(
            person=each.id,
            coefficient=SALARIES[0] if each.rank == 0 else SALARIES[1 + each.rank % (len(SALARIES) - 1)],
            since=IN_SERVICE_SINCE,
            instrument="QĐ 07/QĐ-SNV",
        )
        yield Order(command=recorded, by=each.superior)


def _rated(staff: list[Person]) -> Iterator[Step]:
    """What was still open is judged; proposed without a grade, as the law leaves it open; decided with a reason; made known."""
    yield from finishing(staff, WEEKS - 1, _at("2024-01-02T08:05"))
    own = evaluation.AssessOneself(
        person=PETITIONER, period=QUARTER, grade="good", text="đã trả lời dân đúng hạn"
    )
    yield act(_at("2024-01-02T16:00"), PETITIONER, own)
    proposals = [
        Order(command=evaluation.ProposeGrade(person=each.id, period=QUARTER), by=each.superior)
        for each in staff
    ]
    yield Step(_at("2024-01-03T09:00"), proposals)
    approved = evaluation.ApproveRatings(agency=AGENCY, period=QUARTER, grades=map(_rating, staff))
    yield act(_at("2024-01-04T14:00"), director(AGENCY), approved)
    published = evaluation.PublishRatings(agency=AGENCY, period=QUARTER)
    yield act(_at("2024-01-05T08:30"), director(AGENCY), published)


def _rating(person: Person) -> evaluation.Rating:
    counted = Counter(course_of(person, week) for week in range(WEEKS))
    troubles = sum(counted[each] for each in TROUBLES)
    reason = f"kết quả quý: {troubles} việc trễ hạn, bị trả lại hoặc chưa nộp"
    return evaluation.Rating(person=person.id, grade=GRADES[troubles], reason=reason)


def _petitioned() -> Iterator[Step]:
    """Whoever proposed and decided does not answer; it is answered above them, and upheld."""
    petition = evaluation.PetitionGrade(
        person=PETITIONER, period=QUARTER, text="chưa tính việc trả lời đơn DT-2023-01 đúng hạn"
    )
    yield act(_at("2024-01-08T10:20"), PETITIONER, petition)
    answer = evaluation.AnswerGradePetition(
        person=PETITIONER,
        period=QUARTER,
        result="upheld",
        grade="good",
        answer="đơn của công dân được trả lời đúng hạn, có xác nhận",
    )
    yield act(_at("2024-01-12T15:00"), CHAIR, answer)


def _paid(staff: list[Person]) -> Iterator[Step]:
    """What was voted, the fund, and one act of the director within it."""
    voted = income.SetAdditionalIncomeCoefficient(
        unit=AGENCY, year=2023, since=date(2023, 10, 1), coefficients=VOTED, instrument="QĐ 08/QĐ-UBND"
    )
    yield act(_at("2024-01-15T09:00"), ADMINISTRATOR, voted)
    fund = income.RecordSalaryFund(agency=AGENCY, period=QUARTER, amount=FUND, instrument="QĐ 09/QĐ-UBND")
    yield act(_at("2024-01-15T09:30"), CHAIR, fund)
    calculated = income.CalculateAdditionalIncome(
        calculation="TN-2023-Q4",
        agency=AGENCY,
        quarter=QUARTER,
        people=[each.id for each in staff],
        shares=SHARES,
        instrument="QĐ 10/QĐ-SNV",
    )
    yield act(_at("2024-01-18T10:00"), director(AGENCY), calculated)

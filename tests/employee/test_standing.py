"""How a person stands: the salary coefficient of each day, and discipline until it is set aside; each rule both ways."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow import employee
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.standing_events import (
    DisciplineKind,
    DisciplineWithdrawn,
    EmployeeDisciplined,
    SalaryCoefficientRecorded,
)
from civicflow.employee.standing_model import Discipline, Salary
from civicflow.testing import Given
from tests.employee.staff import STAFF
from tests.organization.offices import delegated

RECORDED = SalaryCoefficientRecorded(
    person="E-1", coefficient="3.33", since=date(2023, 7, 1), instrument="QĐ 51", recorded_by="CLERK-1"
)
DISCIPLINED = EmployeeDisciplined(
    person="E-1",
    unit="U-1",
    discipline="KL-1",
    kind=DisciplineKind.REPRIMAND,
    on=date(2023, 9, 15),
    until=None,
    public_duty=True,
    instrument="QĐ 60",
    recorded_by="HEAD-1",
)
SET_ASIDE = DisciplineWithdrawn(
    person="E-1",
    unit="U-1",
    discipline="KL-1",
    instrument="QĐ 70",
    reason=FreeText(v="Khiếu nại đúng"),
    withdrawn_by="DIRECTOR",
)


def record(**changes: object) -> employee.RecordSalaryCoefficient:
    """The coefficient 3.33 of E-1 since July."""
    fields = {"person": "E-1", "coefficient": "3.33", "since": "2023-07-01", "instrument": "QĐ 51"}
    return employee.RecordSalaryCoefficient(**(fields | changes))  # type: ignore[arg-type]


def discipline(**changes: object) -> employee.RecordDiscipline:
    """A reprimand of E-1 in September, for a breach of public duty."""
    fields = {
        "person": "E-1",
        "discipline": "KL-1",
        "kind": "reprimand",
        "on": "2023-09-15",
        "public_duty": True,
        "instrument": "QĐ 60",
    }
    return employee.RecordDiscipline(**(fields | changes))  # type: ignore[arg-type]


def withdraw(discipline: str = "KL-1", person: str = "E-1") -> employee.WithdrawDiscipline:
    """A reprimand set aside."""
    return employee.WithdrawDiscipline(
        person=person, discipline=discipline, instrument="QĐ 70", reason="Khiếu nại đúng"
    )


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_a_coefficient_is_taken_down_by_who_keeps_the_record(by: str):
    """The decision that sets it is named; the administrator or an office of the unit or above it writes it down (R46)."""
    Given(*STAFF).when(record(), by=by).then(evolve(RECORDED, recorded_by=by))


@pytest.mark.parametrize("by", ["E-1", "HEAD-2", "STRANGER"])
def test_nobody_else_takes_a_coefficient_down(by: str):
    """Neither the person, nor a neighbour's head."""
    Given(*STAFF).when(record(), by=by).refused_by("office_that_keeps_the_record")


def test_nobody_takes_down_their_own_coefficient():
    """A head's is taken down above; a delegate does not touch their own (K10)."""
    given = Given(*STAFF, delegated("HEAD-1", "E-1", "U-1"))

    given.when(record(person="HEAD-1"), by="HEAD-1").refused_by("office_that_keeps_the_record")
    given.when(record(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    assert given.when(record(person="HEAD-1"), by="DIRECTOR").events


@pytest.mark.parametrize("coefficient", ["3.33", "333/100", "1"])
def test_a_coefficient_is_exact(coefficient: str):
    """It is kept as it was written."""
    outcome = Given(*STAFF).when(record(coefficient=coefficient), by="CLERK-1")
    outcome.then(evolve(RECORDED, coefficient=coefficient))


@pytest.mark.parametrize("coefficient", ["0", "-3.33", "3,33", "ba", "3e2", "1/0", "٣.٣٣"])
def test_what_is_no_number_above_nought_is_refused(coefficient: str):
    """Neither words, nor a comma, nor nothing."""
    outcome = Given(*STAFF).when(record(coefficient=coefficient), by="CLERK-1")
    outcome.refused_by("coefficient_is_an_exact_number")


def test_a_coefficient_is_of_somebody_in_service_and_one_from_a_day_on():
    """On record as an employee, not before the first day, and one coefficient from one day on."""
    given = Given(*STAFF, RECORDED)

    given.when(record(person="MANAGER-1"), by="ADMIN").refused_by("employee_is_registered")
    given.when(record(since="2022-12-31"), by="ADMIN").refused_by("coefficient_begins_in_service")
    given.when(record(coefficient="3.66"), by="ADMIN").refused_by("no_other_coefficient_begins_that_day")
    assert given.when(record(since="2023-07-02"), by="ADMIN").events
    assert given.when(record(since="2023-01-01"), by="ADMIN").events


@given(order=st.permutations([("2.67", 2), ("3.00", 5), ("3.33", 9)]))
def test_the_coefficient_of_a_day_is_the_last_that_had_begun(order: list[tuple[str, int]]):
    """In whichever order they came to be recorded."""
    state = None
    for position, (coefficient, month) in enumerate(order, 1):
        event = evolve(RECORDED, coefficient=coefficient, since=date(2023, month, 1))
        state = Salary.evolve(state, event, At(position, 0, 0))
    assert state is not None

    days = [date(2023, 1, 31), date(2023, 2, 1), date(2023, 4, 30), date(2023, 5, 1), date(2023, 12, 31)]
    steps = [state.on(each) for each in days]
    assert [step and step.coefficient for step in steps] == [None, "2.67", "2.67", "3.00", "3.33"]


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "DIRECTOR"])
def test_discipline_is_recorded_by_the_administrator_or_a_head(by: str):
    """Of the unit, or of one above it; the decision is named (K24)."""
    Given(*STAFF).when(discipline(), by=by).then(evolve(DISCIPLINED, recorded_by=by))


@pytest.mark.parametrize("by", ["E-1", "MANAGER-1", "CLERK-1", "HEAD-2"])
def test_nobody_else_records_discipline(by: str):
    """Not a manager below the head, nor who keeps the record."""
    Given(*STAFF).when(discipline(), by=by).refused_by("administrator_or_head_above_the_person")


def test_nobody_records_their_own_discipline():
    """That of a head is recorded above; nor does a delegate touch their own (K10, K11)."""
    given = Given(*STAFF, delegated("HEAD-1", "E-1", "U-1"))

    given.when(discipline(person="HEAD-1"), by="HEAD-1").refused_by("administrator_or_head_above_the_person")
    given.when(discipline(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    assert given.when(discipline(person="HEAD-1"), by="DIRECTOR").events


def test_somebody_who_belongs_to_no_unit_is_for_the_administrator():
    """HEAD-2 leads a unit, but none has taken them in as an employee."""
    given = Given(*STAFF)

    given.when(discipline(person="E-9"), by="DIRECTOR").refused_by("administrator_or_head_above_the_person")
    given.when(discipline(person="E-9"), by="ADMIN").refused_by("employee_is_registered")


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"person": "MANAGER-1"}, "employee_is_registered"),
        ({"discipline": "KL-1"}, "discipline_is_new"),
        ({"discipline": "KL-2", "on": "2023-10-03"}, "discipline_is_decided"),
        ({"discipline": "KL-2", "until": "2023-09-14"}, "discipline_is_decided"),
    ],
    ids=["unregistered", "again", "to-come", "ends-before"],
)
def test_discipline_is_new_and_decided(changes: dict[str, object], rule: str):
    """Of an employee, by a decision whose day has come, under an id of its own."""
    Given(*STAFF, DISCIPLINED).when(discipline(**changes), by="ADMIN").refused_by(rule)


def test_discipline_is_set_aside_by_another_decision():
    """It counts as if it had never been taken, and cannot be set aside twice (K17)."""
    given = Given(*STAFF, DISCIPLINED)

    given.when(withdraw(), by="DIRECTOR").then(SET_ASIDE)
    given.when(withdraw("KL-9"), by="DIRECTOR").refused_by("discipline_stands")
    given.when(withdraw(), by="CLERK-1").refused_by("administrator_or_head_above_the_person")
    Given(*STAFF, DISCIPLINED, SET_ASIDE).when(withdraw(), by="DIRECTOR").refused_by("discipline_stands")


def folded(*events: Event) -> Discipline:
    """The discipline of E-1."""
    state = None
    for position, event in enumerate(events, 1):
        state = Discipline.evolve(state, event, At(position, 0, 0))
    assert state is not None
    return state


def test_discipline_weighs_in_the_year_of_its_decision():
    """Whatever its effect; one that is set aside weighs nowhere."""
    both = (DISCIPLINED, evolve(DISCIPLINED, discipline="KL-2", on=date(2024, 1, 1)))
    year = (date(2023, 1, 1), date(2023, 12, 31))

    assert [each.id for each in folded(*both).decided(*year)] == ["KL-1"]
    assert folded(*both, SET_ASIDE).decided(*year) == ()


@pytest.mark.parametrize(
    "day, until, force",
    [("2023-09-14", None, False), ("2023-09-15", None, True), ("2024-09-15", "2024-09-14", False)],
)
def test_discipline_has_effect_from_its_day_to_its_last(day: str, until: str | None, force: bool):
    """Where the decision names no last day, it has effect until it is set aside."""
    last = None if until is None else date.fromisoformat(until)
    (measure,) = folded(evolve(DISCIPLINED, until=last)).measures

    assert measure.is_in_force(date.fromisoformat(day)) is force
    (set_aside,) = folded(DISCIPLINED, SET_ASIDE).measures
    assert not set_aside.is_in_force(date(2023, 10, 1))


def test_what_does_not_fit_leaves_a_state_as_it_was():
    """A withdrawal without discipline, and events of another stream."""
    assert Discipline.evolve(None, SET_ASIDE, At(1, 0, 0)) is None
    assert Salary.evolve(None, SET_ASIDE, At(1, 0, 0)) is None
    assert folded(DISCIPLINED, RECORDED) == folded(DISCIPLINED)

"""Who is found eligible to work at home: judged criterion by criterion, and never otherwise than the record knows (R2-R4, K18)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work, task
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.errors import InvalidInputError
from civicflow.home_work import Criterion
from civicflow.home_work.events import EligibilityAssessed
from civicflow.home_work.model import HomeWork, Stage
from civicflow.organization.events import MemberLeft
from civicflow.testing import Given
from tests.employee.staff import (
    CRITERIA,
    OFFICE,
    PILOT,
    REASON,
    assessed,
    at_home,
    ended,
    pilot,
    piloting,
    placed,
    position,
    requested,
)
from tests.home_work.arrangements import PAUSED, RESUME, STAGES, request
from tests.organization.offices import delegated, joined

TRIED = (*OFFICE, *pilot())
"""The office in a running pilot, in which nobody was judged yet."""

LEFT = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))

UNFIT: dict[str, tuple[str, tuple[Event, ...]]] = {
    "no_citizen_contact": ("citizen_contact_is_judged_as_recorded", (placed("E-1", "P-2"),)),
    "no_procedures": ("procedures_are_judged_as_recorded", (placed("E-1", "P-3"),)),
    "in_a_running_pilot": ("pilot_is_judged_as_recorded", (PAUSED,)),
    "primary_unit": ("primary_unit_is_judged_as_recorded", (LEFT, joined("U-2", "E-1"))),
}
"""What the record can say against each criterion, and the rule that no assessment contradicts it."""


def assess(*criteria: Criterion, person: str = "E-1") -> home_work.AssessEligibility:
    """A judgement of E-1, by default of everything that is laid down."""
    return home_work.AssessEligibility(person=person, criteria=criteria or CRITERIA, reason=REASON)


def but(code: str, *, met: bool) -> tuple[Criterion, ...]:
    """All criteria met, but for one found so."""
    return tuple(evolve(each, met=met) if each.code == code else each for each in CRITERIA)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_position_judges(by: str):
    """The assessment names the position and its unit, and who judged (R4, R17)."""
    Given(*TRIED).when(assess(), by=by).then(assessed(by=by))


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_judges(by: str):
    """Neither the person, nor a colleague, nor who does not lead the unit."""
    Given(*TRIED).when(assess(), by=by).refused_by("office_that_leads_the_position_held")


def test_nobody_judges_themselves():
    """Neither through a delegation (K10) nor as the head of the unit (K11)."""
    given = Given(*TRIED, delegated("HEAD-1", "E-1", "U-1"))

    given.when(assess(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    given.when(assess(person="HEAD-1"), by="HEAD-1").refused_by("office_that_leads_the_position_held")
    assert given.when(assess(person="HEAD-1"), by="DIRECTOR").events


def test_without_a_position_there_is_nothing_to_judge():
    """Eligibility is that of a position (R2)."""
    Given(*TRIED).when(assess(person="E-2"), by="HEAD-2").refused_by("office_that_leads_the_position_held")


def test_all_criteria_must_be_met():
    """An office may judge more than is laid down; one that is not met makes the person ineligible, and it is said why."""
    discipline = Criterion(code="no_discipline", met=False, evidence=FreeText(v="QĐ kỷ luật 12"))
    outcome = Given(*TRIED).when(assess(*CRITERIA, discipline), by="HEAD-1")

    outcome.then(evolve(assessed(eligible=False), criteria=(*CRITERIA, discipline)))
    assert Given(*TRIED).when(assess(*CRITERIA, evolve(discipline, met=True)), by="HEAD-1").events


@pytest.mark.parametrize("code", UNFIT)
def test_what_the_record_knows_cannot_be_judged_otherwise(code: str):
    """Neither in favour of the person nor against them (R2, R3, R4, K18)."""
    rule, facts = UNFIT[code]
    unfit, fit = Given(*TRIED, *facts), Given(*TRIED)

    unfit.when(assess(), by="HEAD-1").refused_by(rule)
    fit.when(assess(*but(code, met=False)), by="HEAD-1").refused_by(rule)
    (found,) = unfit.when(assess(*but(code, met=False)), by="HEAD-1").events
    assert isinstance(found, EligibilityAssessed)
    assert not found.eligible


@pytest.mark.parametrize("code", UNFIT)
def test_every_criterion_that_is_laid_down_is_judged(code: str):
    """None is passed over (R17)."""
    left_out = tuple(each for each in CRITERIA if each.code != code)
    Given(*TRIED).when(assess(*left_out), by="HEAD-1").refused_by("criteria_of_the_law_are_judged")


def test_a_criterion_is_judged_once():
    """It is met or it is not."""
    twice = (*CRITERIA, Criterion(code="health", met=True), Criterion(code="health", met=False))
    Given(*TRIED).when(assess(*twice), by="HEAD-1").refused_by("no_criterion_is_judged_twice")


def test_whoever_was_ineligible_can_become_eligible():
    """A later assessment takes the place of an earlier one, both ways (K17)."""
    assert stage_after(assessed(eligible=False)) is Stage.INELIGIBLE
    assert stage_after(assessed(eligible=False), assessed()) is Stage.ELIGIBLE
    assert stage_after(assessed(), assessed(eligible=False)) is Stage.INELIGIBLE
    assert stage_after(*at_home(), ended(), assessed(eligible=False)) is Stage.INELIGIBLE


def test_an_assessment_is_for_one_position():
    """Who is given another position is judged anew before they ask (K18)."""
    moved = Given(*PILOT, position("P-5"), placed("E-1", "P-5"))

    moved.when(request(), by="E-1").refused_by("person_is_found_eligible")
    moved.and_then(assessed(position="P-5"), at="2023-10-02T08:05+07:00")
    assert moved.when(request(), by="E-1").events


def test_an_assessment_does_not_decide_about_what_is_open():
    """A request waits on and a place is kept; somebody decides what becomes of them."""
    assert stage_after(requested(), assessed(eligible=False)) is Stage.REQUESTED
    assert stage_after(*at_home(), assessed(eligible=False)) is Stage.ACTIVE

    given = Given(*piloting(places=2), *STAGES[Stage.SUSPENDED], assessed(eligible=False))
    given.when(RESUME, by="HEAD-1").refused_by("person_is_found_eligible")


def test_whoever_is_found_ineligible_is_given_no_more_work_at_home():
    """What they have stays; nothing is added while the finding stands (R4)."""
    due = "2023-11-20T17:00+07:00"
    assign = task.AssignTask(
        task="T-1", to="E-1", work="a", due=due, result="b", acceptance="c", at_home=True
    )
    given = Given(*PILOT, *at_home(), assessed(eligible=False))

    given.when(assign, by="HEAD-1").refused_by("home_work_is_lawful_for_the_assignee")
    assert given.and_then(assessed(), at="2023-10-02T08:05+07:00").when(assign, by="HEAD-1").events


def test_requests_are_counted_across_assessments():
    """Being judged anew gives nobody another request (R5)."""
    twice = (*STAGES[Stage.WITHDRAWN], assessed(), *STAGES[Stage.REFUSED], assessed())
    Given(*PILOT, *twice).when(request(), by="E-1").refused_by("requests_stay_within_their_number")


def test_a_criterion_is_named_by_a_code_and_proven_in_words():
    """A name with blanks is no code, and an empty text proves nothing."""
    with pytest.raises(InvalidInputError):
        assess(Criterion(code="không kỷ luật", met=True))
    with pytest.raises(InvalidInputError):
        assess(Criterion(code="health", met=True, evidence=FreeText(v=" ")))


def stage_after(*events: Event) -> Stage:
    """How far the arrangement has come."""
    state: HomeWork | None = None
    for number, event in enumerate(events, start=1):
        state = HomeWork.evolve(state, event, At(number, 0, 0))
    assert state is not None
    return state.stage

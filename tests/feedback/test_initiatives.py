"""Initiatives: proposed by whoever has the idea, decided by the office, and what they have brought (R56)."""

import pytest

from civicflow import feedback
from civicflow.feedback.events import InitiativeDecision
from civicflow.feedback.model import TAKEN_UP, Progress
from civicflow.testing import Given
from tests.feedback.sent_in import (
    DECIDE,
    PROGRESS,
    RECORD,
    RECORDED,
    REPORT,
    REPORTED,
    TEXT,
    decided,
)
from tests.organization.offices import DEPARTMENT, delegated


def test_whoever_has_an_idea_proposes_it_or_has_it_taken_down():
    """In person, or by the office that keeps the record (R56)."""
    Given(*DEPARTMENT).when(RECORD, by="E-1").then(RECORDED)
    Given(*DEPARTMENT).when(RECORD, by="CLERK-1").then(RECORDED)
    Given(*DEPARTMENT).when(RECORD, by="E-2").refused_by("author_or_office_of_record")
    Given(*DEPARTMENT, RECORDED).when(RECORD, by="E-1").refused_by("initiative_is_new")


def test_an_idea_is_for_the_unit_that_its_author_belongs_to():
    """As a member, or by an office."""
    elsewhere = feedback.RecordInitiative(initiative="I-1", unit="U-2", person="E-1", text=TEXT)
    of_office = feedback.RecordInitiative(initiative="I-1", unit="U-1", person="CLERK-1", text=TEXT)

    Given(*DEPARTMENT).when(elsewhere, by="E-1").refused_by("author_belongs_to_the_unit")
    assert Given(*DEPARTMENT).when(of_office, by="CLERK-1").events


@pytest.mark.parametrize("progress", Progress)
def test_an_idea_is_decided_once_and_its_results_reported_as_often_as_there_are_any(progress):
    """First the decision; then, if it was taken up, what it has brought (K17)."""
    given = Given(*DEPARTMENT, *PROGRESS[progress])
    decision, report = given.when(DECIDE, by="HEAD-1"), given.when(REPORT, by="HEAD-1")

    assert decision.events == ((decided(),) if progress is Progress.RECORDED else ())
    assert report.events == ((REPORTED,) if progress in TAKEN_UP else ())
    assert decision.events or decision.refusals == ("initiative_is_undecided",)
    assert report.events or report.refusals == ("initiative_is_taken_up",)


def test_an_idea_may_be_declined_with_a_reason():
    """Whoever proposed it is told why (R56)."""
    declined = feedback.DecideInitiative(initiative="I-1", decision="declined", reason=TEXT)

    Given(*DEPARTMENT, RECORDED).when(declined, by="HEAD-1").then(decided(InitiativeDecision.DECLINED))


def test_nobody_decides_on_their_own_idea():
    """Neither a head nor whoever acts for one (K10, K11)."""
    of_head = type(RECORDED)(initiative="I-1", unit="U-1", person="HEAD-1", text=TEXT)
    given = Given(*DEPARTMENT, of_head)
    lent = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"), RECORDED)

    given.when(DECIDE, by="HEAD-1").refused_by("office_that_decides_on_the_initiative")
    assert given.when(DECIDE, by="DIRECTOR").events
    lent.when(DECIDE, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_its_author")
    adopted = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"), RECORDED, decided())
    adopted.when(REPORT, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_its_author")

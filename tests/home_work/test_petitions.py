"""A petition against a refusal of home work: on record, and without whoever refused (R5, K10)."""

from attrs import evolve, fields_dict

from civicflow import feedback
from civicflow.core.event import Event
from civicflow.feedback.events import Petitioner, PetitionKind
from civicflow.testing import Given, Outcome
from tests.employee.staff import requested
from tests.feedback.sent_in import TEXT, assigned, receive, received
from tests.home_work.arrangements import REFUSED
from tests.organization.offices import DEPARTMENT, delegated, joined, withdrawn

AGAINST = received(
    petitioner=Petitioner.STAFF, from_person="E-1", kind=PetitionKind.HOME_WORK_REFUSAL, against="E-1"
)
REFUSAL = (*DEPARTMENT, joined("U-1", "E-3"), requested(), REFUSED)


def assign(to: str) -> feedback.AssignPetition:
    """Give the petition to somebody."""
    return feedback.AssignPetition(petition="P-1", to=to)


def test_only_a_refusal_on_record_is_petitioned_against():
    """Somebody whose request was decided otherwise, or who never asked, was not refused."""
    sent = receive(petitioner="staff", from_person="E-1", kind="home_work_refusal", against="E-1")

    assert Given(*REFUSAL).when(sent, by="CLERK-1").events == (AGAINST,)
    Given(*DEPARTMENT, requested()).when(sent, by="CLERK-1").refused_by("refused_request_is_on_record")
    Given(*DEPARTMENT).when(sent, by="CLERK-1").refused_by("refused_request_is_on_record")


def test_a_petition_is_corrected_into_one_against_a_refusal_on_record_alone():
    """What binds whoever takes a petition down binds whoever corrects it (R5)."""
    said = {
        name: getattr(AGAINST, name)
        for name in fields_dict(feedback.CorrectPetition)
        if hasattr(AGAINST, name)
    }
    sent = evolve(AGAINST, kind=PetitionKind.SERVICE, against=None)

    def correct(before: tuple[Event, ...]) -> Outcome:
        command = feedback.CorrectPetition(**said, corrects=len(before) + 1, because=TEXT)
        return Given(*before, sent).when(command, by="CLERK-1")

    assert correct(REFUSAL).events
    correct(DEPARTMENT).refused_by("refused_request_is_on_record")


def test_whoever_refused_has_no_part_in_the_answer():
    """Neither hands it out, nor answers it, in person or through anyone acting for them (K10)."""
    given = Given(*REFUSAL, AGAINST, delegated("HEAD-1", "E-3", "U-1"))

    given.when(assign("MANAGER-1"), by="HEAD-1").refused_by("actor_did_not_refuse")
    given.when(assign("E-3"), by="DIRECTOR").refused_by("answerer_did_not_refuse")
    since = (delegated("HEAD-1", "E-3", "U-1"), requested(), REFUSED, withdrawn("HEAD-1", "E-3"), AGAINST)
    over = Given(*DEPARTMENT, joined("U-1", "E-3"), *since)
    over.when(assign("E-3"), by="DIRECTOR").refused_by("answerer_did_not_refuse")
    given.when(assign("MANAGER-1"), by="E-3", on_behalf_of="HEAD-1").refused_by("actor_did_not_refuse")
    given.when(assign("HEAD-1"), by="DIRECTOR").refused_by("answerer_did_not_refuse")
    assert given.when(assign("DIRECTOR"), by="DIRECTOR").events
    answer = feedback.AnswerPetition(petition="P-1", outcome="upheld", answer=TEXT)
    Given(*REFUSAL, AGAINST, assigned("HEAD-1")).when(answer, by="HEAD-1").refused_by("actor_did_not_refuse")
    onwards = feedback.ForwardPetition(petition="P-1", to_unit="A-1", reason=TEXT)
    given.when(onwards, by="HEAD-1").refused_by("actor_did_not_refuse")


def test_a_refusal_is_remembered_though_another_request_followed():
    """What was refused may be petitioned against after the person has asked anew (K10)."""
    given = Given(*REFUSAL, requested(), AGAINST)

    given.when(assign("HEAD-1"), by="DIRECTOR").refused_by("answerer_did_not_refuse")


def test_any_other_petition_is_answered_by_the_head_who_refused():
    """The refusal stands in the way of petitions against it alone."""
    assert Given(*REFUSAL, received()).when(assign("HEAD-1"), by="HEAD-1").events

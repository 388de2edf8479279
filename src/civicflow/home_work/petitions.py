"""What home work adds to petitions: whoever refused a request has no part in the answer to a petition against it (K10)."""

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.feedback.events import PetitionKind
from civicflow.feedback.model import Petition
from civicflow.feedback.rules import AssignsPetition, ConcernsPetition, ReceivesPetition
from civicflow.home_work.model import HomeWork


def refused_request_is_on_record(command: ReceivesPetition, facts: Facts) -> Verdict:
    """Against a refusal of home work a petition comes in only where one is on record (R5)."""
    if command.kind is not PetitionKind.HOME_WORK_REFUSAL or command.against is None:
        return ALLOWED
    refuser = _refuser(facts, command.against)
    return allowed_if(refuser is not None, person=command.against, basis="R5")


def actor_did_not_refuse(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Nobody has a hand in the answer to a petition against their own refusal of home work, nor anyone for them (K10)."""
    petition = facts.of(Petition, command.petition)
    refuser = _refuser_petitioned_against(facts, petition)
    return allowed_if(refuser not in facts.act.persons, petition=petition.id, basis="K10")


def answerer_did_not_refuse(command: AssignsPetition, facts: Facts) -> Verdict:
    """A petition against a refusal of home work is not answered by whoever refused (K10)."""
    petition = facts.of(Petition, command.petition)
    refuser = _refuser_petitioned_against(facts, petition)
    return allowed_if(refuser != command.to, petition=petition.id, person=command.to, basis="K10")


def _refuser_petitioned_against(facts: Facts, petition: Petition) -> str | None:
    if petition.kind_of is not PetitionKind.HOME_WORK_REFUSAL or petition.against is None:
        return None
    return _refuser(facts, petition.against)


def _refuser(facts: Facts, person: str) -> str | None:
    arrangement = facts.find(HomeWork, person)
    return None if arrangement is None else arrangement.refused_by

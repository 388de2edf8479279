"""What home work adds to petitions: whoever refused a request has no part in the answer to a petition against it (K10)."""

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.feedback.events import PetitionKind
from civicflow.feedback.model import Petition
from civicflow.feedback.rules import AssignsPetition, ConcernsPetition, ReceivesPetition
from civicflow.home_work.model import HomeWork
from civicflow.organization.authority import has_a_hand_in_it, may_be_the_hand_of


def refused_request_is_on_record(command: ReceivesPetition, facts: Facts) -> Verdict:
    """Against a refusal of home work a petition comes in only where one is on record (R5)."""
    if command.kind is not PetitionKind.HOME_WORK_REFUSAL or command.against is None:
        return ALLOWED
    arrangement = facts.find(HomeWork, command.against)
    refused = arrangement is not None and arrangement.refused_by is not None
    return allowed_if(refused, person=command.against, basis="R5")


def actor_did_not_refuse(command: ConcernsPetition, facts: Facts) -> Verdict:
    """Nobody has a hand in the answer to a petition against their own refusal of home work, nor anyone for them (K10)."""
    petition = facts.of(Petition, command.petition)
    refusal = _refused(facts, petition)
    own = refusal is not None and has_a_hand_in_it(facts, refusal.refused_by, refusal.refused_at)
    return allowed_if(not own, petition=petition.id, basis="K10")


def answerer_did_not_refuse(command: AssignsPetition, facts: Facts) -> Verdict:
    """A petition against a refusal of home work is answered neither by whoever refused nor by who could act for them (K10)."""
    petition, to = facts.of(Petition, command.petition), command.to
    refusal = _refused(facts, petition)
    own = refusal is not None and may_be_the_hand_of(facts, to, refusal.refused_by, refusal.refused_at)
    return allowed_if(not own, petition=petition.id, person=to, basis="K10")


def _refused(facts: Facts, petition: Petition) -> HomeWork | None:
    """The arrangement of which a petition says that it was refused."""
    if petition.kind_of is not PetitionKind.HOME_WORK_REFUSAL or petition.against is None:
        return None
    return facts.find(HomeWork, petition.against)

"""What was taken down wrongly of a petition or an initiative, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.feedback import initiative_rules, rules
from civicflow.feedback.commands import ReceivePetition
from civicflow.feedback.events import InitiativeRecorded, InitiativeResultReported, PetitionReceived
from civicflow.feedback.initiatives import RecordInitiative, ReportInitiativeResult
from civicflow.organization.correcting import CORRECTING, CorrectRecord, office_of_record_above


@frozen(kw_only=True, eq=False, repr=False)
class PetitionCorrected(Correction, PetitionReceived):
    """A petition was taken down wrongly and is corrected; the term for its answer follows what is right (R56, K21)."""

    topic: ClassVar[str] = "petition.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class InitiativeCorrected(Correction, InitiativeRecorded):
    """An initiative was taken down wrongly and is corrected: whose it is, or what it says (R56)."""

    topic: ClassVar[str] = "initiative.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class InitiativeResultCorrected(Correction, InitiativeResultReported):
    """What an initiative has brought was reported wrongly and is corrected (R56)."""

    topic: ClassVar[str] = "initiative.result_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectPetition(CorrectRecord, ReceivePetition):
    """
    Correct what was taken down of a petition; the term for its answer is counted anew by the law of that day (R56, K21).

    It stays with the unit that it was taken down for; another one it is forwarded to.
    """

    correction: ClassVar[type[Correction]] = PetitionCorrected
    concerning: ClassVar[tuple[str, ...]] = ("about", "from_person", "decided_by")
    fixed: ClassVar[tuple[str, ...]] = ("unit",)
    derived: ClassVar[tuple[str, ...]] = ("due", "derivation")
    authority: ClassVar[Rule] = office_of_record_above
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.petition_came_in_by_today,
        rules.only_staff_are_named,
        rules.refusal_is_named,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectInitiative(CorrectRecord, RecordInitiative):
    """Correct what was taken down of an initiative, whose it is and what it proposes; what was decided on it stands (R56)."""

    correction: ClassVar[type[Correction]] = InitiativeCorrected
    fixed: ClassVar[tuple[str, ...]] = ("unit",)
    authority: ClassVar[Rule] = office_of_record_above
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, initiative_rules.author_belongs_to_the_unit)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectInitiativeResult(CorrectRecord, ReportInitiativeResult):
    """Correct what was reported that an initiative has brought; nobody does who had the idea (R56, K10)."""

    correction: ClassVar[type[Correction]] = InitiativeResultCorrected
    authority: ClassVar[Rule] = initiative_rules.office_that_decides_on_the_initiative
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, initiative_rules.actor_is_not_its_author)


CORRECTIONS = (PetitionCorrected, InitiativeCorrected, InitiativeResultCorrected)
CORRECTION_COMMANDS = (CorrectPetition, CorrectInitiative, CorrectInitiativeResult)

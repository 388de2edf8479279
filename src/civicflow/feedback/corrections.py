"""What was taken down wrongly of a petition, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.feedback import rules
from civicflow.feedback.commands import ReceivePetition
from civicflow.feedback.events import PetitionReceived
from civicflow.organization.correcting import CORRECTING, CorrectRecord, office_of_record_above


@frozen(kw_only=True, eq=False, repr=False)
class PetitionCorrected(Correction, PetitionReceived):
    """A petition was taken down wrongly and is corrected; the term for its answer follows what is right (R56, K21)."""

    topic: ClassVar[str] = "petition.corrected"


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


CORRECTIONS = (PetitionCorrected,)
CORRECTION_COMMANDS = (CorrectPetition,)

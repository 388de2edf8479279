"""What was recorded wrongly of equipment, of a call, and of the day of a transfer or a separation, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.employee.corrected_moves import SeparationCorrected, TransferCorrected
from civicflow.employee.standing_rules import administrator_or_head_above_the_person
from civicflow.home_work import contact_rules, readiness_rules, separation_rules, transfer_rules
from civicflow.home_work.contacts import RecordFailedContact
from civicflow.home_work.equipment import VerifyEquipment
from civicflow.home_work.events import ContactFailed, EquipmentVerified
from civicflow.home_work.separations import SeparateEmployee
from civicflow.home_work.transfers import TransferEmployee
from civicflow.organization.correcting import CORRECTING, CorrectRecord


@frozen(kw_only=True, eq=False, repr=False)
class EquipmentVerificationCorrected(Correction, EquipmentVerified):
    """What was found of an item was recorded wrongly and is corrected (R22)."""

    topic: ClassVar[str] = "equipment.verification_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class FailedContactCorrected(Correction, ContactFailed):
    """When or how somebody could not be reached was recorded wrongly and is corrected (R24)."""

    topic: ClassVar[str] = "contact.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectEquipmentVerification(CorrectRecord, VerifyEquipment):
    """Correct what was recorded of an item that was looked at, as long as it would count; else it is verified anew (R22, K10)."""

    correction: ClassVar[type[Correction]] = EquipmentVerificationCorrected
    fixed: ClassVar[tuple[str, ...]] = ("item",)
    authority: ClassVar[Rule] = readiness_rules.office_that_leads_the_user
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        readiness_rules.item_is_declared,
        readiness_rules.usable_item_is_looked_at_again,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectFailedContact(CorrectRecord, RecordFailedContact):
    """Correct when and how somebody could not be reached; what they replied stays as they said it (R24, R17)."""

    correction: ClassVar[type[Correction]] = FailedContactCorrected
    fixed: ClassVar[tuple[str, ...]] = ("person",)
    authority: ClassVar[Rule] = contact_rules.office_that_leads_whom_it_called
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        contact_rules.contact_lies_in_the_past,
        contact_rules.person_had_to_be_reachable,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTransfer(CorrectRecord, TransferEmployee):
    """
    Correct the day or the decision of a transfer; the days in both units are corrected beside it, as memberships (K18).

    A transfer to another unit than the decision names is undone by another transfer. Grades given in the wrong unit stand
    until they are decided anew.
    """

    correction: ClassVar[type[Correction]] = TransferCorrected
    fixed: ClassVar[tuple[str, ...]] = ("from_unit", "to_unit")
    authority: ClassVar[Rule] = administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, transfer_rules.transfer_has_come)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectSeparation(CorrectRecord, SeparateEmployee):
    """Correct the ground, the last day or the decision of a separation; who comes back is registered anew (K17)."""

    correction: ClassVar[type[Correction]] = SeparationCorrected
    authority: ClassVar[Rule] = administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        separation_rules.last_day_lies_in_that_service,
        separation_rules.last_day_has_come,
        separation_rules.authority_of_the_person_is_over,
    )


CORRECTIONS = (EquipmentVerificationCorrected, FailedContactCorrected)
CORRECTION_COMMANDS = (CorrectEquipmentVerification, CorrectFailedContact, CorrectTransfer, CorrectSeparation)

"""What was recorded wrongly of a unit, of who belongs to it and of an order, and how it is put right."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.correction import Correction
from civicflow.core.fields import FreeText, PersonId, ShortText, UnitId, day, free_text
from civicflow.core.rule import Rule
from civicflow.organization import correcting_rules, emergency_rules, rules
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.organization.emergency import DeclareEmergencyMode
from civicflow.organization.events import EmergencyModeDeclared, MemberJoined, MemberLeft, UnitEstablished


@frozen(kw_only=True, eq=False, repr=False)
class UnitCorrected(Correction, UnitEstablished):
    """The title of a unit, or the decision that established it, was taken down wrongly and is corrected (K11)."""

    topic: ClassVar[str] = "unit.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class MembershipCorrected(Correction, MemberJoined):
    """The day on which somebody joined a unit was recorded wrongly and is corrected (K18)."""

    topic: ClassVar[str] = "unit.membership_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class DepartureCorrected(Correction, MemberLeft):
    """The last day of somebody in a unit was recorded wrongly and is corrected (K18)."""

    topic: ClassVar[str] = "unit.departure_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class EmergencyModeCorrected(Correction, EmergencyModeDeclared):
    """An order was taken down otherwise than it stands on paper and is corrected (K2, K5)."""

    topic: ClassVar[str] = "emergency_mode.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectUnit(CorrectRecord):
    """
    Correct how the title of a unit or the decision that established it was taken down (K11).

    What it stands under, which body it belongs to and where it lies are decisions that others rest on; they stay.

    Args:
        unit: The unit.
        title: Its title.
        instrument: The decision that established it.
    """

    correction: ClassVar[type[Correction]] = UnitCorrected
    concerning: ClassVar[tuple[str, ...]] = ("answers_to",)
    authority: ClassVar[Rule] = rules.office_one_level_up
    rules: ClassVar[tuple[Rule, ...]] = CORRECTING

    unit: UnitId
    title: ShortText
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class CorrectMembership(CorrectRecord):
    """
    Correct the day from which somebody belongs to a unit; figures use the unit of the day of the fact (K18).

    Grades and pay that rested on it stand until they are decided anew.

    Args:
        unit: The unit.
        person: Who joined.
        since: The first day.
    """

    correction: ClassVar[type[Correction]] = MembershipCorrected
    fixed: ClassVar[tuple[str, ...]] = ("person",)
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, correcting_rules.membership_keeps_its_order)

    unit: UnitId
    person: PersonId
    since: date = field(converter=day)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectDeparture(CorrectRecord):
    """
    Correct the last day of somebody in a unit, and why they left (K18).

    Args:
        unit: The unit.
        person: Who left.
        until: Their last day.
        reason: Why.
    """

    correction: ClassVar[type[Correction]] = DepartureCorrected
    fixed: ClassVar[tuple[str, ...]] = ("person",)
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, correcting_rules.membership_keeps_its_order)

    unit: UnitId
    person: PersonId
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectEmergencyMode(CorrectRecord, DeclareEmergencyMode):
    """
    Correct what was taken down of an order, where it stands otherwise on paper (K2, K5, R64).

    Days that were opened under the wrong cap keep it until they are recounted; a new order is declared, not corrected.
    """

    correction: ClassVar[type[Correction]] = EmergencyModeCorrected
    concerning: ClassVar[tuple[str, ...]] = ()
    fixed: ClassVar[tuple[str, ...]] = ("locality",)
    authority: ClassVar[Rule] = emergency_rules.city_leadership
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.term_begins_before_it_ends,
        emergency_rules.cap_is_a_share_or_essential_only,
        emergency_rules.share_says_whom_it_counts,
        emergency_rules.nothing_urgent_is_suspended,
    )


CORRECTIONS = (UnitCorrected, MembershipCorrected, DepartureCorrected, EmergencyModeCorrected)
CORRECTION_COMMANDS = (CorrectUnit, CorrectMembership, CorrectDeparture, CorrectEmergencyMode)

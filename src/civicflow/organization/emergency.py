"""What can be asked for when a place works from home by order: declare the mode, lift it (K2, R64)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, ShortText, SubjectId, day, optional_day, texts
from civicflow.core.rule import Rule
from civicflow.organization import emergency_rules as rules
from civicflow.organization.events import EmergencyModeDeclared, EmergencyModeLifted, ExemptCount
from civicflow.organization.model import EmergencyMode
from civicflow.organization.rules import days_gone_by_stay_as_they_were, term_begins_before_it_ends


@frozen(kw_only=True, eq=False, repr=False)
class DeclareEmergencyMode(Command):
    """
    Declare that in a place everybody works at home by order, but for those whom the order lets in (K2, R64).

    Args:
        mode: Its id.
        locality: The place, such as ``vn/hcmc``.
        instrument: The order.
        since: The first day.
        until: The last day; open when left out.
        cap: The share that the order itself lets in, such as ``1/3``, or ``essential-only``; by regulation when left
            out, and the stricter of both otherwise.
        minimum_on_site: How many a share lets in however small the body is.
        counted_categories: The personnel categories that a share is taken of; the order that sets one says it (K5).
        leave_counts: Whether people on leave belong to that number; likewise.
        exempt_codes: The duties that the order exempts from the cap.
        exempt_count: How people with such a duty count; the order says it (K5).
        suspended_services: The codes of what rests meanwhile, such as ``citizen_reception`` or ``inspection`` (R66, R60).
        urgent_procedures: The codes of the procedures that are served all the same (R67).
        service_channels: The codes of the ways by which citizens are served meanwhile, such as ``online`` (R68).
        phones_on_all_day: Whether telephones are on day and night (R24); by regulation when left out.
    """

    mode: SubjectId
    locality: ShortText
    instrument: ShortText
    since: date = field(converter=day)
    until: date | None = field(default=None, converter=optional_day)
    cap: ShortText | None = None
    minimum_on_site: int = 0
    counted_categories: tuple[Code, ...] = field(default=(), converter=texts)
    leave_counts: bool | None = None
    exempt_codes: tuple[Code, ...] = field(default=(), converter=texts)
    exempt_count: ExemptCount = field(converter=ExemptCount)
    suspended_services: tuple[Code, ...] = field(default=(), converter=texts)
    urgent_procedures: tuple[Code, ...] = field(default=(), converter=texts)
    service_channels: tuple[Code, ...] = field(default=(), converter=texts)
    phones_on_all_day: bool | None = None

    authority: ClassVar[Rule] = rules.city_leadership
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.mode_is_new,
        term_begins_before_it_ends,
        rules.cap_is_a_share_or_essential_only,
        rules.share_says_whom_it_counts,
        rules.nothing_urgent_is_suspended,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The mode is declared."""
        yield EmergencyModeDeclared(
            mode=self.mode,
            locality=self.locality,
            instrument=self.instrument,
            since=self.since,
            until=self.until,
            cap=self.cap,
            minimum_on_site=self.minimum_on_site,
            counted_categories=self.counted_categories,
            leave_counts=self.leave_counts,
            exempt_codes=self.exempt_codes,
            exempt_count=self.exempt_count,
            suspended_services=self.suspended_services,
            urgent_procedures=self.urgent_procedures,
            service_channels=self.service_channels,
            phones_on_all_day=self.phones_on_all_day,
        )


@frozen(kw_only=True, eq=False, repr=False)
class LiftEmergencyMode(Command):
    """
    End an emergency mode (K2).

    Args:
        mode: Its id.
        until: Its last day.
        instrument: The order that lifts it.
    """

    mode: SubjectId
    until: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.leadership_of_the_place_in_emergency
    rules: ClassVar[tuple[Rule, ...]] = (rules.mode_is_in_force, days_gone_by_stay_as_they_were)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The mode is lifted."""
        locality = facts.of(EmergencyMode, self.mode).locality
        yield EmergencyModeLifted(
            mode=self.mode, locality=locality, until=self.until, instrument=self.instrument
        )


EMERGENCY = (DeclareEmergencyMode, LiftEmergencyMode)

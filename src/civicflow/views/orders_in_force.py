"""Which emergency orders bind a place on a day: whom they let in, what rests, and what is served all the same (R60, R64-R68)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.fields import ShortText, optional_day
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, reckoned
from civicflow.organization.events import ExemptCount
from civicflow.organization.model import EmergencyMode
from civicflow.regulations import NotOnRecord, on_site_cap
from civicflow.roster.cap import Answer, cap_under
from civicflow.views import asking, on_site


@frozen(kw_only=True)
class OrderInForce:
    """
    One order.

    Args:
        mode: The emergency mode that it declares.
        locality: The place where it holds.
        instrument: The order itself.
        since: Its first day.
        until: Its last day; None while it is open.
        lifted_by: The instrument by which its last day was set; None where nobody lifted it.
        cap: The share that the order itself lets in, or ``essential-only``; None where it leaves that to the law.
        minimum_on_site: How many a share lets in however small the body is.
        counted_categories: The personnel categories that a share is taken of.
        leave_counts: Whether people on leave belong to that number; None where the order does not say.
        exempt_codes: The duties that it exempts from the cap (R64).
        exempt_count: Where people with such a duty are counted.
        suspended_services: What rests meanwhile, such as receiving citizens or inspections (R60, R66).
        urgent_procedures: The procedures that are served all the same (R67).
        service_channels: By what citizens are served meanwhile (R68).
        phones_on_all_day: Whether telephones are on day and night (R24); None where the order leaves that to the law.
        events: Where it was declared and lifted in the log; empty unless asked for.
    """

    mode: str
    locality: str
    instrument: str
    since: date
    until: date | None
    lifted_by: str | None
    cap: str | None
    minimum_on_site: int
    counted_categories: tuple[str, ...]
    leave_counts: bool | None
    exempt_codes: tuple[str, ...]
    exempt_count: ExemptCount
    suspended_services: tuple[str, ...]
    urgent_procedures: tuple[str, ...]
    service_channels: tuple[str, ...]
    phones_on_all_day: bool | None
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class OrdersInForceAnswer:
    """
    What binds a place on a day.

    Args:
        locality: The place.
        on: The day.
        answer: What law and orders say together about who may be on site: ``share``, ``essential_only``, ``no_limit`` or
            ``not_on_record`` (K6).
        source: The provision or the order that the answer rests on: the strictest of them.
        withheld: The provision that would answer, when only verified ones are relied on.
        share: How many may be there, exact; None where the answer is no share (R65).
        exempt_codes: The duties that every order exempts.
        suspended_services: What rests by any of the orders.
        urgent_procedures: What is served all the same by any of them; where another suspends it, it stands on both sides.
        service_channels: By what citizens are served meanwhile.
        orders: The orders, those of the narrowest place first.
    """

    locality: str
    on: date
    answer: Answer
    source: str | None
    withheld: str | None
    share: str | None
    exempt_codes: tuple[str, ...]
    suspended_services: tuple[str, ...]
    urgent_procedures: tuple[str, ...]
    service_channels: tuple[str, ...]
    orders: tuple[OrderInForce, ...]


@frozen(kw_only=True)
class OrdersInForce(Question[OrdersInForceAnswer]):
    """
    What the emergency orders of a place, and of those around it, say for a day: who comes in, what rests, what is served.

    Args:
        locality: The place, such as ``vn/hcmc/district-10``.
        on: The day; today when left out.
        with_events: Name the events behind each order.
    """

    views: ClassVar[tuple[View[Any], ...]] = (on_site.MODES,)

    locality: ShortText
    on: date | None = field(default=None, converter=optional_day)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> OrdersInForceAnswer:
        """The orders in force, and what they say together with the law."""
        on = self.on or asking.today(evidence)
        modes = on_site.binding(tuple(evidence.rows(on_site.MODES)), self.locality, on)
        known = asking.known_on(evidence)
        law = on_site_cap(evidence.regulations, on=on, locality=self.locality, known=known)
        cap = cap_under(law, modes)
        silent = cap.answer is Answer.NOT_ON_RECORD
        return OrdersInForceAnswer(
            locality=self.locality,
            on=on,
            answer=cap.answer,
            source=cap.source,
            withheld=law.withheld if isinstance(law, NotOnRecord) and silent else None,
            share=cap.fraction,
            exempt_codes=cap.exempt_codes,
            suspended_services=_said_by_any(modes, lambda mode: mode.suspended_services),
            urgent_procedures=_said_by_any(modes, lambda mode: mode.urgent_procedures),
            service_channels=_said_by_any(modes, lambda mode: mode.service_channels),
            orders=tuple(_order(evidence, each, with_events=self.with_events) for each in modes),
        )


def _said_by_any(
    modes: Iterable[EmergencyMode], codes: Callable[[EmergencyMode], tuple[str, ...]]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mode in modes for code in codes(mode)))


def _order(evidence: Evidence, mode: EmergencyMode, *, with_events: bool) -> OrderInForce:
    least = mode.minimum_on_site
    part = Part(of=f"emergency_mode:{mode.id}", adds=least, because="at_least", events=mode.events[:1])
    return OrderInForce(
        mode=mode.id,
        locality=mode.locality,
        instrument=mode.instrument,
        since=mode.term.since,
        until=mode.term.until,
        lifted_by=mode.lifted_by,
        cap=mode.cap,
        minimum_on_site=reckoned(evidence, least, Operation.STATED, lambda: (part,)),
        counted_categories=mode.counted_categories,
        leave_counts=mode.leave_counts,
        exempt_codes=mode.exempt_codes,
        exempt_count=mode.exempt_count,
        suspended_services=mode.suspended_services,
        urgent_procedures=mode.urgent_procedures,
        service_channels=mode.service_channels,
        phones_on_all_day=mode.phones_on_all_day,
        events=mode.events if with_events else (),
    )

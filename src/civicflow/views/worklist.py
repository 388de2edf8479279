"""What a person must do or decide today: their own work, and what waits for the offices they hold or act for (K11)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId
from civicflow.core.question import Evidence, Question, View
from civicflow.deadline.events import Alert
from civicflow.organization import levels
from civicflow.organization.model import Unit
from civicflow.views import asking, matters, offices, units
from civicflow.views.matter import INSPECTING, OWN, Matter, Need
from civicflow.views.waiting import waiting_days


@frozen(kw_only=True)
class WorklistItem:
    """
    One thing to do.

    Args:
        need: What must be done.
        subject: The stream it is about, such as ``task:T-17``.
        person: Whose work or request it is.
        unit: The unit it belongs to.
        on_behalf_of: The person under whose delegation it may be done.
        since: Since when it waits (UTC).
        days: For how many whole days.
        due: Until when it is to be done (UTC); None where nothing says so.
        overdue: Whether that has passed.
        alert: How pressing the due of a task is.
    """

    named_by: ClassVar[tuple[str, ...]] = ("need", "subject", "on_behalf_of")

    need: Need
    subject: str
    person: str | None
    unit: str | None
    on_behalf_of: str | None
    since: datetime
    days: int
    due: datetime | None
    overdue: bool
    alert: Alert | None


@frozen(kw_only=True)
class Worklist(Question[tuple[WorklistItem, ...]]):
    """
    What a person must do or decide today, what is due first at the top (K11).

    A decision waits for the nearest office that leads the unit and is not concerned itself; whoever holds that office
    today finds it, whoever held it when it began to wait. To tell what waits for an office, all that is open in the
    administration is read; ``OpenWork`` shows the open tasks of a person or a unit at the cost of a page.

    Args:
        person: Who asks.
        with_subunits: Also what the person may decide though an office nearer to it should.
    """

    views: ClassVar[tuple[View[Any], ...]] = (
        *matters.VIEWS,
        units.VIEW,
        offices.DELEGATIONS,
    )

    person: PersonId
    with_subunits: bool = False

    def answer(self, evidence: Evidence) -> tuple[WorklistItem, ...]:
        """The open matters that wait for this person."""
        chart, on = units.chart(evidence), asking.today(evidence)
        lent = _lent(evidence, self.person, on)
        found = [
            _item(evidence, matter, on_behalf_of)
            for matter in matters.open_matters(evidence, chart)
            for on_behalf_of in self._rights(matter, chart, lent, on)
        ]
        return tuple(
            sorted(
                found, key=lambda item: (item.due is None, item.due or item.since, item.since, item.subject)
            )
        )

    def _rights(
        self, matter: Matter, chart: Mapping[str, Unit], lent: Mapping[str, frozenset[str]], on: date
    ) -> Iterator[str | None]:
        """For whom the person may do it: themselves, as None, or somebody who delegated it to them."""
        if matter.need in OWN:
            if matter.person == self.person:
                yield None
            return
        if matter.need is Need.TAKE_ON:
            if self.person in matter.among:
                yield None
            return
        whose = offices.superiors if self.with_subunits else levels.deciders
        whose = offices.inspectors if matter.need in INSPECTING else whose
        holders = whose(chart, matter.unit, matter.concerns, on)
        if matter.alert is Alert.RED:
            holders |= levels.heads_of_the_body(chart, matter.unit, matter.concerns, on)
        if matter.laid_before == self.person:
            yield (
                None
                if self.person in offices.superiors(chart, matter.unit, matter.concerns, on)
                else matter.instead_of
            )
            return
        if matter.laid_before is not None:
            holders -= {matter.instead_of}
        if self.person in holders:
            yield None
        elif self.person not in {matter.person, matter.concerns}:
            line = {above.id for above in levels.upwards(chart, matter.unit)}
            yield from sorted(giver for giver in holders if line & lent.get(giver, frozenset()))


def _lent(evidence: Evidence, person: str, on: date) -> Mapping[str, frozenset[str]]:
    """Who delegated what to a person today: the units by the person who did."""
    return {
        row.person: frozenset(each.unit for each in row.delegations.to(person, on))
        for row in evidence.rows(offices.DELEGATIONS)
    }


def _item(evidence: Evidence, matter: Matter, on_behalf_of: str | None) -> WorklistItem:
    now = micros(evidence.now)
    return WorklistItem(
        need=matter.need,
        subject=matter.subject,
        person=matter.person,
        unit=matter.unit,
        on_behalf_of=on_behalf_of,
        since=from_micros(matter.since),
        days=waiting_days(evidence, matter.subject, matter.since),
        due=None if matter.due is None else from_micros(matter.due),
        overdue=matter.due is not None and now > matter.due,
        alert=matter.alert,
    )

"""What can be asked for about criteria: publish them before their period, replace them for a later one (R44, K21)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, ShortText, SubjectId, UnitId, day, free_text, stated
from civicflow.core.rule import Rule
from civicflow.organization.rules import term_begins_before_it_ends
from civicflow.steering import criteria_rules as rules
from civicflow.steering.events import CriteriaPublished, CriteriaReplaced
from civicflow.steering.model import Criteria


@frozen(kw_only=True, eq=False, repr=False)
class PublishCriteria(Command):
    """
    Publish by what the people of a unit, and of those below it, are judged in a period that has not begun (R44, K21).

    Args:
        criteria: Their id.
        unit: The unit.
        since: The first day of the period.
        until: The last day of the period.
        version: Which text, such as ``2024-1``.
        reference: Where the text stands.
        entries: What is judged, in words, by its code.
    """

    criteria: SubjectId
    unit: UnitId
    since: date = field(converter=day)
    until: date = field(converter=day)
    version: ShortText
    reference: ShortText | None = None
    entries: Mapping[Code, ShortText] = field(converter=stated)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_criteria
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.criteria_are_new,
        term_begins_before_it_ends,
        rules.criteria_are_published_before_their_period,
        rules.criteria_name_what_is_judged,
        rules.no_other_criteria_hold_then,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The criteria are published."""
        yield CriteriaPublished(
            criteria=self.criteria,
            unit=self.unit,
            since=self.since,
            until=self.until,
            version=self.version,
            reference=self.reference,
            entries=self.entries,
            replaces=None,
            published_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReplaceCriteria(Command):
    """
    Put criteria in the place of others from a later day on; until then the earlier ones hold (R44).

    Args:
        replaces: Those whose place they take.
        criteria: The id of the new ones.
        since: The first day of their period.
        until: The last day of their period.
        version: Which text.
        reference: Where the text stands.
        entries: What is judged, in words, by its code.
        reason: Why.
    """

    replaces: SubjectId
    criteria: SubjectId
    since: date = field(converter=day)
    until: date = field(converter=day)
    version: ShortText
    reference: ShortText | None = None
    entries: Mapping[Code, ShortText] = field(converter=stated)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_replaced
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.criteria_are_new,
        term_begins_before_it_ends,
        rules.criteria_are_published_before_their_period,
        rules.criteria_name_what_is_judged,
        rules.replaced_criteria_stand,
        rules.period_is_a_later_one,
        rules.no_third_criteria_hold_then,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The earlier criteria end, and the new ones are published."""
        unit, person = facts.of(Criteria, self.replaces).unit, facts.act.person
        yield CriteriaReplaced(
            criteria=self.replaces,
            unit=unit,
            until=self.since - timedelta(days=1),
            successor=self.criteria,
            reason=self.reason,
            replaced_by=person,
        )
        yield CriteriaPublished(
            criteria=self.criteria,
            unit=unit,
            since=self.since,
            until=self.until,
            version=self.version,
            reference=self.reference,
            entries=self.entries,
            replaces=self.replaces,
            published_by=person,
        )


CRITERIA = (PublishCriteria, ReplaceCriteria)

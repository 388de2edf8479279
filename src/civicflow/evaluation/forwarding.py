"""How the agency that somebody has left sends its scores to the one that rates their year (R48, K18)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, UnitId, optional_free_text
from civicflow.core.rule import Rule
from civicflow.evaluation import forwarding_rules as rules
from civicflow.evaluation.events import ScoresForwarded
from civicflow.evaluation.periods import written
from civicflow.evaluation.rules import grade_is_not_decided_yet, person_is_registered


@frozen(kw_only=True, eq=False, repr=False)
class ForwardScores(Command):
    """
    Send the scores of a year to the agency that somebody has gone to, with an opinion where they were here long (R48).

    Sent again, they take the place of those sent before, as long as the year is not rated.

    Args:
        person: Who has gone.
        agency: The agency that they have left.
        period: The year.
        opinion: What the agency has to say of their work; required from as many months on as the law says.
    """

    person: PersonId
    agency: UnitId
    period: Period = field(converter=period)
    opinion: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.head_of_the_agency_left
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.period_is_a_year,
        person_is_registered,
        rules.person_has_gone_to_another_agency,
        rules.opinion_is_given_after_long_service,
        rules.there_is_something_to_forward,
        rules.actor_is_not_the_one_who_left,
        grade_is_not_decided_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The scores are forwarded."""
        agency = rules.agency_of_today(self, facts)
        assert agency is not None
        yield ScoresForwarded(
            person=self.person,
            agency=self.agency,
            to_agency=agency,
            period=written(self.period),
            scores=rules.scores(self, facts),
            opinion=self.opinion,
            forwarded_by=facts.act.person,
        )

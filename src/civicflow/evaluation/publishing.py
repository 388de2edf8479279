"""How grades are made known, to whom, and until when somebody may turn against theirs (R44, R47, K25)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import UnitId
from civicflow.core.rule import Rule
from civicflow.evaluation import rating_rules as rules
from civicflow.evaluation.events import GradePublished, Publicity
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.periods import written
from civicflow.evaluation.rating_events import RatingsPublished
from civicflow.organization.granted_terms import granted_end
from civicflow.regulations.evaluation_parameters import GRADE_PETITIONED_WITHIN


@frozen(kw_only=True, eq=False, repr=False)
class PublishRatings(Command):
    """
    Make known the grades that were decided and that nobody was told of yet (R44, R47, K25).

    Args:
        agency: The agency.
        period: The period.
        scope: Who may read them: the ``unit`` of each, the whole ``agency``, or everybody (``public``).
    """

    agency: UnitId
    period: Period = field(converter=period)
    scope: Publicity = field(default=Publicity.AGENCY, converter=Publicity)

    authority: ClassVar[Rule] = rules.head_of_the_agency
    rules: ClassVar[tuple[Rule, ...]] = (rules.grades_wait_to_be_published,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The grades are published, and for each person the term of a petition begins."""
        name, by = written(self.period), facts.act.person
        persons = tuple(sorted(rules.ratings(self, facts).unpublished))
        yield RatingsPublished(
            agency=self.agency, period=name, persons=persons, scope=self.scope, published_by=by
        )
        for person in persons:
            yield published(facts.of(Evaluation, f"{person}:{name}"), self.scope, facts)


def published(evaluation: Evaluation, scope: Publicity, facts: Facts) -> Event:
    """The grade of one person, made known, with the term to petition."""
    known, grade = evaluation.proposal, evaluation.grade
    assert known is not None
    assert grade is not None
    until, derivation = granted_end(
        facts,
        GRADE_PETITIONED_WITHIN,
        known.agency,
        facts.act.now,
        category=known.category.value,
    )
    return GradePublished(
        person=evaluation.person,
        unit=known.unit,
        agency=known.agency,
        period=evaluation.period,
        grade=grade,
        scope=scope,
        petition_until=until,
        derivation=derivation,
        published_by=facts.act.person,
    )

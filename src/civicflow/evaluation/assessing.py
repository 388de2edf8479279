"""What a person says of their own work in a period, before a grade is decided (R43, R44)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen
from attrs.converters import optional

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, free_text, stated
from civicflow.core.rule import Rule
from civicflow.employee.events import Grade
from civicflow.evaluation import criteria_rules, rules
from civicflow.evaluation.events import SelfAssessed
from civicflow.evaluation.periods import written


def optional_grade(value: Grade | str | None) -> Grade | None:
    """Take a grade by its name; nothing stays nothing."""
    return None if value is None else Grade(value)


@frozen(kw_only=True, eq=False, repr=False)
class AssessOneself(Command):
    """
    Say how one sees one's own work of a period; in person, until a grade is decided, also after it was proposed (R43, R44).

    Args:
        person: The person, who alone may say it.
        period: The month, quarter or year, such as ``2026-01``.
        general: Points for published criteria, as exact text, by their codes.
        grade: The grade that one would give oneself.
        text: What was done, and how well.
    """

    person: PersonId
    period: Period = field(converter=period)
    general: Mapping[Code, ShortText] | None = field(default=None, converter=optional(stated))
    grade: Grade | None = field(default=None, converter=optional_grade)
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.evaluated_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.period_is_a_month_a_quarter_or_a_year,
        rules.period_is_over,
        rules.person_is_registered,
        rules.person_belonged_to_a_unit,
        criteria_rules.general_points_are_for_published_criteria,
        rules.grade_is_not_decided_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person has assessed themselves."""
        own = rules.standing(self, facts)
        assert own is not None
        yield SelfAssessed(
            person=self.person,
            unit=own.unit.id,
            period=written(self.period),
            general=self.general or {},
            grade=self.grade,
            text=self.text,
        )

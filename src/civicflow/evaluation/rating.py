"""What can be asked for about the grades of an agency's people together: recognise the agency, decide on the grades (K24)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import ShortText, UnitId
from civicflow.core.rule import Rule
from civicflow.employee.events import EmployeeEvaluated
from civicflow.evaluation import rating_rules as rules
from civicflow.evaluation.events import GradeApproved
from civicflow.evaluation.model import Evaluation, Proposal
from civicflow.evaluation.periods import written
from civicflow.evaluation.rating_events import AgencyRecognized, RatingsApproved
from civicflow.evaluation.rating_rules import Rating
from civicflow.evaluation.rules import period_is_a_month_a_quarter_or_a_year


def grades(given: Iterable[Rating]) -> tuple[Rating, ...]:
    """Take several grades."""
    return tuple(given)


@frozen(kw_only=True, eq=False, repr=False)
class RecognizeAgency(Command):
    """
    Put on record, from above, that an agency is outstanding in a period, so that more of its people may be excellent (R44, K24).

    Args:
        agency: The agency.
        period: The period.
        instrument: The decision that says so.
    """

    agency: UnitId
    period: Period = field(converter=period)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.office_above_the_agency
    rules: ClassVar[tuple[Rule, ...]] = (
        period_is_a_month_a_quarter_or_a_year,
        rules.agency_compares_its_people,
        rules.period_has_begun,
        rules.agency_is_not_recognized_yet,
        rules.nobody_recognizes_their_own_agency,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The agency is recognised as outstanding."""
        yield AgencyRecognized(
            agency=self.agency,
            period=written(self.period),
            instrument=self.instrument,
            recognized_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ApproveRatings(Command):
    """
    Decide on the grades of several people of an agency at once; the ceiling holds over all acts of the period (R43, R44, K24).

    Args:
        agency: The agency.
        period: The period.
        grades: Who is given which grade, and why where it is not the one proposed.
    """

    agency: UnitId
    period: Period = field(converter=period)
    grades: tuple[Rating, ...] = field(converter=grades)

    authority: ClassVar[Rule] = rules.head_above_everybody_rated
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.agency_compares_its_people,
        rules.everybody_is_rated_once,
        rules.nobody_has_a_hand_in_their_own_grade,
        rules.everybody_was_proposed_in_the_agency,
        rules.no_grade_is_decided_yet,
        rules.nobody_has_changed_unit_or_category,
        rules.nobody_has_changed_groups,
        rules.no_grade_is_above_what_is_proposed,
        rules.other_grades_say_why,
        rules.discipline_of_the_year_is_counted,
        rules.ceiling_is_kept,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The grades are approved together, and each person is evaluated."""
        yield RatingsApproved(
            agency=self.agency,
            period=written(self.period),
            grades=rules.rated(self, facts),
            ceilings=rules.ceilings(self, facts),
            approved_by=facts.act.person,
            signed_by=facts.act.by,
        )
        for rating in self.grades:
            evaluation = rules.evaluation_of(self, facts, rating.person)
            assert evaluation is not None
            assert evaluation.proposal is not None
            yield _approved(rating, evaluation, evaluation.proposal, facts)
            yield _evaluated(self, rating, evaluation.proposal, facts)


def _evaluated(command: ApproveRatings, rating: Rating, known: Proposal, facts: Facts) -> Event:
    kind = command.period.kind
    assert kind is not None
    return EmployeeEvaluated(
        person=rating.person,
        unit=known.unit,
        period=written(command.period),
        period_kind=kind,
        grade=rating.grade,
        total=known.total,
        regime=known.regime,
        approved_by=facts.act.person,
    )


def _approved(rating: Rating, evaluation: Evaluation, known: Proposal, facts: Facts) -> Event:
    return GradeApproved(
        person=rating.person,
        unit=known.unit,
        agency=known.agency,
        period=evaluation.period,
        grade=rating.grade,
        proposed=known.grade,
        total=known.total,
        regime=known.regime,
        overrides=known.overrides,
        reason=rating.reason,
        approved_by=facts.act.person,
        signed_by=facts.act.by,
    )

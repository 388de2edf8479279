"""How the grade of a person's period is proposed, with everything it was reckoned from (R43, R44)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen
from attrs.converters import optional

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, optional_free_text, stated
from civicflow.core.rule import Rule
from civicflow.evaluation import criteria_rules, rules
from civicflow.evaluation import proposing_rules as proposing
from civicflow.evaluation.events import GradeProposed, LeadersYear
from civicflow.evaluation.grades import Ground
from civicflow.evaluation.periods import written
from civicflow.evaluation.reckoning import Case, Reckoned, case_of, reckoned
from civicflow.regulations.rating_clauses import Conduct


def grounds(given: Iterable[Ground | str]) -> tuple[Ground, ...]:
    """Take several grounds by their names."""
    return tuple(map(Ground, given))


@frozen(kw_only=True, eq=False, repr=False)
class ProposeGrade(Command):
    """
    Propose the grade of a person's period, as the direct manager or head; it is reckoned, never stated (R43, R44, K8).

    What the law leaves open is proposed without a grade, and decided with a reason by whoever approves (K9).

    Args:
        person: The person.
        period: The month, quarter or year, such as ``2026-01``.
        general: Points for each published criterion, as exact text, by its code.
        tasks: Points for results of tasks, where the regime has them stated and not reckoned from products.
        bonus: Points added as a bonus, likewise.
        conduct: Where grades go by tests: how what is asked of everybody is met, ``well_met``, ``met`` or ``not_met``.
        leading: Likewise, of a leader: the targets of the unit and the units led.
        dd: Of a leader: the ability to organise (đ), in percent as exact text.
        e: Of a leader: the unity of those led, likewise.
        grounds: What sets the grade aside and no event says: ``degradation``, ``led_unit``.
        reason: Why; required with grounds, and for a proposal that takes the place of another.
    """

    person: PersonId
    period: Period = field(converter=period)
    general: Mapping[Code, ShortText] | None = field(default=None, converter=optional(stated))
    tasks: ShortText | None = None
    bonus: ShortText | None = None
    conduct: Conduct | None = field(default=None, converter=optional(Conduct))
    leading: LeadersYear | None = None
    dd: ShortText | None = None
    e: ShortText | None = None
    grounds: tuple[Ground, ...] = field(default=(), converter=grounds)
    reason: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = proposing.office_that_leads_the_evaluated
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.period_is_a_month_a_quarter_or_a_year,
        rules.period_is_over,
        rules.actor_is_not_the_evaluated,
        rules.grade_is_not_decided_yet,
        proposing.regime_is_on_record,
        criteria_rules.criteria_were_published_before_the_period,
        criteria_rules.general_points_are_for_published_criteria,
        proposing.points_are_those_of_the_regime,
        proposing.every_criterion_has_its_points,
        proposing.points_keep_to_the_scale,
        proposing.figures_of_a_leader_are_counts,
        proposing.service_was_long_enough,
        proposing.every_task_is_judged,
        proposing.those_led_are_rated_first,
        proposing.earlier_agencies_were_heard,
        proposing.every_month_served_is_decided,
        proposing.grounds_are_stated_with_a_reason,
        proposing.second_proposal_says_why,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The grade is proposed."""
        case = case_of(self, facts)
        assert case is not None
        yield proposed(self, case, reckoned(self, facts, case), facts)


def proposed(command: ProposeGrade, case: Case, found: Reckoned, facts: Facts) -> Event:
    """The proposal, with everything it was reckoned from."""
    known, criteria = case.known, criteria_rules.criteria_for(command, facts)
    assert criteria is not None
    return GradeProposed(
        person=command.person,
        unit=known.unit.id,
        agency=known.agency.id,
        period=written(command.period),
        category=known.employee.category,
        group=known.group,
        leads=known.leads,
        scheme=case.regime.scheme,
        regime=case.regime.provision,
        criteria=criteria.id,
        general=command.general or {},
        products=found.work.products,
        left_out=found.work.left_out,
        led=found.led,
        periods=found.periods,
        conduct=command.conduct,
        leading=command.leading,
        **_points(found),
        grade=found.grade,
        most=found.most,
        undetermined=found.undetermined,
        overrides=found.overrides,
        reason=command.reason,
        proposed_by=facts.act.person,
        signed_by=facts.act.by,
    )


def _points(found: Reckoned) -> dict[str, str | None]:
    """Parts and points as exact text; nothing where the regime has none."""
    exact = dict.fromkeys(("a", "b", "c", *LEADER, *POINTS.values()))
    exact |= {"total": found.total}
    if found.score is not None:
        exact |= {field: getattr(found.score, name) for name, field in POINTS.items()}
    if found.parts is not None:
        exact |= {name: getattr(found.parts, name) for name in ("a", "b", "c")}
        exact |= {name: getattr(found.parts.leader, name, None) for name in LEADER}
    return {name: None if number is None else str(number) for name, number in exact.items()}


LEADER = ("d", "dd", "e")
"""The parts that only a leader's score has."""

POINTS = {"general": "points_for_general", "tasks": "points_for_tasks", "bonus": "bonus"}
"""What a score is made of, and the field of the event that says it."""

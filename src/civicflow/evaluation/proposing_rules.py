"""Who proposes a grade, and what must be true before they do: published criteria, judged work, the points of the regime (R44)."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.evaluation.attendance import NotRated
from civicflow.evaluation.criteria_rules import criteria_for
from civicflow.evaluation.exact import read_exact
from civicflow.evaluation.forwarding_rules import opinion_after
from civicflow.evaluation.grounds import STATED
from civicflow.evaluation.leading import unrated_among_those_led
from civicflow.evaluation.model import Stage
from civicflow.evaluation.periods import written
from civicflow.evaluation.reckoning import Case, ProposesGrade, best_grade_of, case_of, general, work
from civicflow.evaluation.rules import ConcernsEvaluation, found, standing
from civicflow.evaluation.scales import scoring_of
from civicflow.evaluation.years import lasts, months_left_out, rated_periods, stays
from civicflow.organization.authority import leads
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.parameter import NotOnRecord

STATED_POINTS: Mapping[Scheme, frozenset[str]] = {
    Scheme.POINTS: frozenset({"general"}),
    Scheme.TESTS: frozenset({"conduct"}),
    Scheme.MONTHLY_POINTS: frozenset({"general", "tasks"}),
    Scheme.NOT_ON_RECORD: frozenset(),
}
"""What whoever proposes states under each scheme; all else is reckoned."""

LEADERS_STATE: Mapping[Scheme, frozenset[str]] = {
    Scheme.POINTS: frozenset({"dd", "e"}),
    Scheme.TESTS: frozenset({"leading"}),
}
"""What is stated of a leader besides."""

MAY_BE_STATED: Mapping[Scheme, frozenset[str]] = {
    Scheme.POINTS: frozenset(),
    Scheme.TESTS: frozenset(),
    Scheme.MONTHLY_POINTS: frozenset({"bonus"}),
    Scheme.NOT_ON_RECORD: frozenset({"general"}),
}
"""What they may state besides."""

STATEMENTS = ("general", "tasks", "bonus", "dd", "e", "conduct", "leading")
"""What may be stated in a proposal at all."""


class SaysWhy(ProposesGrade, Protocol):
    """A proposal with its reason."""

    @property
    def reason(self) -> FreeText | None:
        """Why, where that must be said."""


def office_that_leads_the_evaluated(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """An office acts that leads the unit to which the person belonged; that of a leader is proposed from above (R43, K11)."""
    known = standing(command, facts)
    if known is None:
        return allowed_if(False, person=command.person, last=str(command.period.last), basis="K18")
    return leads(facts, known.unit.id, about=command.person)


def regime_is_on_record(command: ProposesGrade, facts: Facts) -> Verdict:
    """There is a regime on record for the place, the category and the period; nobody is graded without one (K8)."""
    known = standing(command, facts)
    if known is None or command.period.kind is None:
        return ALLOWED
    return allowed_if(
        case_of(command, facts) is not None,
        category=known.employee.category.value,
        period=written(command.period),
        locality=known.agency.locality,
        basis="K8",
    )


def points_are_those_of_the_regime(command: ProposesGrade, facts: Facts) -> Verdict:
    """Just those points are stated that the regime leaves to whoever proposes; everything else is reckoned (R44, K8)."""
    case = case_of(command, facts)
    if case is None:
        return ALLOWED
    given = {name for name in STATEMENTS if getattr(command, name)}
    wanted = _wanted(case)
    wrong = next(iter(sorted((wanted - given) | (given - wanted - _optional(case)))), None)
    return (
        ALLOWED
        if wrong is None
        else allowed_if(False, points=wrong, scheme=case.regime.scheme.value, basis="K8")
    )


def _wanted(case: Case) -> frozenset[str]:
    if case.is_made_of_periods:
        return frozenset()
    leader = LEADERS_STATE.get(case.regime.scheme, frozenset()) if case.known.leads else frozenset[str]()
    return STATED_POINTS[case.regime.scheme] | leader


def _optional(case: Case) -> frozenset[str]:
    return frozenset() if case.is_made_of_periods else MAY_BE_STATED[case.regime.scheme]


def every_criterion_has_its_points(command: ProposesGrade, facts: Facts) -> Verdict:
    """Where general criteria are judged, each that was published is (R44)."""
    criteria = criteria_for(command, facts)
    entries = set[str]() if criteria is None or not command.general else set(criteria.entries)
    missing = next(iter(sorted(entries - set(command.general or ()))), None)
    return ALLOWED if missing is None else allowed_if(False, criterion=missing, basis="R44")


def points_keep_to_the_scale(command: ProposesGrade, facts: Facts) -> Verdict:
    """No points exceed the most that the regime gives for them, and all are exact (R44)."""
    case = case_of(command, facts)
    if case is None:
        return ALLOWED
    wrong = next((name for name, most in _limits(facts, case) if not _fits(command, name, most)), None)
    return ALLOWED if wrong is None else allowed_if(False, points=wrong, basis="R44")


def _limits(facts: Facts, case: Case) -> Iterator[tuple[str, int]]:
    scoring = scoring_of(facts.regulations, case.regime.scheme, **case.asked)
    if not isinstance(scoring, NotOnRecord):
        yield from (
            ("general", scoring.scale.general),
            ("tasks", scoring.scale.tasks),
            ("bonus", scoring.scale.bonus),
        )
    yield from (("dd", 100), ("e", 100))


def _fits(command: ProposesGrade, name: str, most: int) -> bool:
    if name == "general":
        readable = all(read_exact(points) is not None for points in (command.general or {}).values())
        return readable and general(command) <= most
    points: str | None = getattr(command, name)
    number = None if points is None else read_exact(points)
    return points is None or (number is not None and 0 <= number <= most)


def figures_of_a_leader_are_counts(command: ProposesGrade, _facts: Facts) -> Verdict:
    """Of targets and of units led no more are counted than there are, and none fewer than none (R44)."""
    led = command.leading
    if led is None:
        return ALLOWED
    of_targets = (led.done, led.targets_assured, led.exceeded)
    fits = all(0 <= each <= led.targets for each in of_targets)
    fits &= all(0 <= each <= led.led for each in (led.led_completed, led.led_good))
    return allowed_if(fits, targets=led.targets, led=led.led, basis="R44")


def service_was_long_enough(command: ProposesGrade, facts: Facts) -> Verdict:
    """Who served too short a part of the year is not rated; their work is reviewed all the same (R44)."""
    case = case_of(command, facts)
    bound = None if case is None else best_grade_of(command, facts, case)
    if not isinstance(bound, NotRated):
        return ALLOWED
    return allowed_if(False, person=command.person, months=str(bound.service), basis=bound.provision)


def every_task_is_judged(command: ProposesGrade, facts: Facts) -> Verdict:
    """Every task of the period is evaluated or excused; none waits for a word of the office (R43, K4, K16)."""
    case = case_of(command, facts)
    if case is None or case.is_made_of_periods:
        return ALLOWED
    waiting = work(command, facts, case).waiting
    if not waiting:
        return ALLOWED
    first = waiting[0]
    return allowed_if(False, task=first.task, waits_for=first.what.value, tasks=len(waiting), basis="R43")


def those_led_are_rated_first(command: ProposesGrade, facts: Facts) -> Verdict:
    """Where a leader's score rests on those led, each of them has a grade of the period (R79)."""
    case = case_of(command, facts)
    if case is None or not case.has_leader_parts:
        return ALLOWED
    unrated = unrated_among_those_led(facts, command.person, command.period)
    return ALLOWED if unrated is None else allowed_if(False, person=unrated, basis="R79")


def earlier_agencies_were_heard(command: ProposesGrade, facts: Facts) -> Verdict:
    """Each agency that the person has left in the year has sent its scores, and its opinion after long service (R48, K18)."""
    case, evaluation = case_of(command, facts), found(command, facts)
    if case is None or not command.period.kind or written(command.period) != f"{command.period.first:%Y}":
        return ALLOWED
    heard = set[str]() if evaluation is None else {agency for agency, _ in evaluation.forwarded}
    silent = next((each for each in _left(command, facts, case) if each not in heard), None)
    return ALLOWED if silent is None else allowed_if(False, person=command.person, agency=silent, basis="R48")


def _left(command: ProposesGrade, facts: Facts, case: Case) -> Iterator[str]:
    """The agencies that the person has left in the year and that have something to say."""
    scored = {score.agency for _, score in rated_periods(facts, command.person, command.period)}
    for agency, stay in stays(facts, command.person, command.period).items():
        heard = agency in scored or lasts(stay, opinion_after(facts, command, agency))
        if heard and agency != case.known.agency.id:
            yield agency


def every_month_served_is_decided(command: ProposesGrade, facts: Facts) -> Verdict:
    """A year that is made of its months has each that is over and was served, decided alone or in its quarter: none is picked (R48)."""
    case = case_of(command, facts)
    if case is None or not case.is_made_of_periods:
        return ALLOWED
    missing = months_left_out(facts, command.person, command.period, case.known.agency.id)
    return allowed_if(not missing, person=command.person, months=", ".join(missing), basis="R48")


def grounds_are_stated_with_a_reason(command: SaysWhy, _facts: Facts) -> Verdict:
    """What sets a grade aside is stated with the decision it rests on; discipline is on record and not stated (R44, K24)."""
    stated = all(each in STATED for each in command.grounds)
    return allowed_if(stated and (not command.grounds or command.reason is not None), basis="R44")


def second_proposal_says_why(command: SaysWhy, facts: Facts) -> Verdict:
    """A proposal that takes the place of another has a reason; both stay on record (R43)."""
    evaluation = found(command, facts)
    again = evaluation is not None and evaluation.stage is Stage.PROPOSED
    return allowed_if(not again or command.reason is not None, person=command.person, basis="R43")

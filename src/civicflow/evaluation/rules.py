"""What must be true whatever is done in an evaluation: the period, the person, and that nobody has a hand in their own grade."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.periods import written
from civicflow.evaluation.persons import Evaluated, evaluated
from civicflow.organization.authority import days_of_the_act, has_a_hand_in_it
from civicflow.regulations.evaluation_parameters import YEAR_RATED_FROM_DAYS
from civicflow.regulations.parameter import NotOnRecord


class ConcernsPeriod(Protocol):
    """A command about a period."""

    @property
    def period(self) -> Period:
        """The period."""


class ConcernsEvaluation(ConcernsPeriod, Protocol):
    """A command about a person's period."""

    @property
    def person(self) -> str:
        """The person."""


def evaluation_id(person: str, period: Period) -> str:
    """What the evaluation of a person's period is found by."""
    return f"{person}:{written(period)}"


def found(command: ConcernsEvaluation, facts: Facts) -> Evaluation | None:
    """The evaluation that a command is about; None before anything was said."""
    return facts.find(Evaluation, evaluation_id(command.person, command.period))


def standing(command: ConcernsEvaluation, facts: Facts) -> Evaluated | None:
    """The person as they stood on the last day of the period."""
    return evaluated(facts, command.person, command.period)


def evaluated_person(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The person acts whose period it is, in person (R44)."""
    own = facts.act.on_behalf_of is None and facts.act.by == command.person
    return (
        Allowed("employee") if own else allowed_if(False, by=facts.act.by, person=command.person, basis="R44")
    )


def period_is_a_month_a_quarter_or_a_year(command: ConcernsPeriod, _facts: Facts) -> Verdict:
    """People are evaluated by whole months, quarters and years of the calendar, and by nothing else (K8)."""
    return allowed_if(command.period.kind is not None, period=written(command.period), basis="K8")


def period_is_over(command: ConcernsPeriod, facts: Facts) -> Verdict:
    """The period is over today and on the day that the act claims; a year is rated from the day on that is laid down."""
    begins = command.period.last - timedelta(days=_days_before_its_end(command.period, facts))
    over = all(begins < each for each in days_of_the_act(facts))
    return allowed_if(over, period=written(command.period), last=str(command.period.last), basis="R44")


def _days_before_its_end(period: Period, facts: Facts) -> int:
    if period.kind is not PeriodKind.YEAR:
        return 0
    days = YEAR_RATED_FROM_DAYS.at(facts.regulations, on=period.last, locality="vn")
    return 0 if isinstance(days, NotOnRecord) else days


def person_is_registered(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The person is registered as an employee, with the category of the law (R7)."""
    return allowed_if(facts.find(Employee, command.person) is not None, person=command.person)


def person_belonged_to_a_unit(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The person belonged first to a unit on the last day of the period: the agency of that unit rates them (K18)."""
    belongs = standing(command, facts) is not None or facts.find(Employee, command.person) is None
    return allowed_if(belongs, person=command.person, last=str(command.period.last), basis="K18")


def grade_is_not_decided_yet(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """No grade of the period is decided yet; what is decided is changed by a petition alone (K10)."""
    evaluation = found(command, facts)
    decided = evaluation is not None and evaluation.is_decided
    return allowed_if(not decided, person=command.person, period=written(command.period), basis="K24")


def actor_is_not_the_evaluated(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """Nobody has a hand in their own grade, in person or through anyone acting for them (K10)."""
    return untouched_by(facts, (command.person,))


def untouched_by(facts: Facts, persons: Iterable[str]) -> Verdict:
    """Whether nobody acts who is one of some persons, or to whom one of them has lent their authority (K10)."""
    touched = next((each for each in persons if has_a_hand_in_it(facts, each)), None)
    return ALLOWED if touched is None else allowed_if(False, person=touched, basis="K10")

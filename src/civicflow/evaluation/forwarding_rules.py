"""Who forwards scores, and what must be true before they do: somebody has gone, and there is something to say (R48, K18)."""

from typing import Protocol

from civicflow.calendars.period import PeriodKind
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import Verdict, allowed_if
from civicflow.evaluation.events import PeriodScore
from civicflow.evaluation.periods import written
from civicflow.evaluation.rules import ConcernsEvaluation, untouched_by
from civicflow.evaluation.years import lasts, rated_periods, stays
from civicflow.organization.authority import HEAD, leads, today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_parameters import OPINION_AFTER_MONTHS
from civicflow.regulations.parameter import NotOnRecord


class ForwardsScores(ConcernsEvaluation, Protocol):
    """A command by which an agency forwards its scores of a person."""

    @property
    def agency(self) -> str:
        """The agency that the person has left."""

    @property
    def opinion(self) -> FreeText | None:
        """What it has to say of their work."""


def head_of_the_agency_left(command: ForwardsScores, facts: Facts) -> Verdict:
    """The head of the agency acts that the person has left, or of a unit above it (R48)."""
    return leads(facts, command.agency, offices=HEAD)


def period_is_a_year(command: ConcernsEvaluation, _facts: Facts) -> Verdict:
    """Scores are forwarded for a year, whose score is made of them (R48)."""
    return allowed_if(command.period.kind is PeriodKind.YEAR, period=written(command.period))


def agency_of_today(command: ConcernsEvaluation, facts: Facts) -> str | None:
    """The agency that the person belongs to now, or did on the last day of a year that is over."""
    unit = primary_unit(facts, command.person, min(today(facts), command.period.last))
    return None if unit is None else unit.body


def person_has_gone_to_another_agency(command: ForwardsScores, facts: Facts) -> Verdict:
    """The person served in the agency in that year and belongs to another one since (K18)."""
    served = command.agency in stays(facts, command.person, command.period)
    now = agency_of_today(command, facts)
    gone = served and now is not None and now != command.agency
    return allowed_if(gone, person=command.person, agency=command.agency, basis="K18")


def opinion_is_given_after_long_service(command: ForwardsScores, facts: Facts) -> Verdict:
    """Where the person served long enough, the agency says what it thinks of their work (R48)."""
    stay = stays(facts, command.person, command.period).get(command.agency)
    required = stay is not None and lasts(stay, opinion_after(facts, command, command.agency))
    given = command.opinion is not None or not required
    return allowed_if(given, person=command.person, agency=command.agency, basis="R48")


def opinion_after(facts: Facts, command: ConcernsEvaluation, agency: str) -> int:
    """From how many months of service on an agency gives its opinion; more than a year has where nothing is on record."""
    locality = facts.of(Unit, agency).locality
    months = OPINION_AFTER_MONTHS.at(facts.regulations, on=command.period.last, locality=locality)
    return 13 if isinstance(months, NotOnRecord) else months


def scores(command: ForwardsScores, facts: Facts) -> tuple[PeriodScore, ...]:
    """What the agency has decided on the person's months and quarters of the year."""
    rated = rated_periods(facts, command.person, command.period)
    return tuple(score for _, score in rated if score.agency == command.agency)


def there_is_something_to_forward(command: ForwardsScores, facts: Facts) -> Verdict:
    """There is a score, or an opinion (R48)."""
    something = command.opinion is not None or bool(scores(command, facts))
    return allowed_if(something, person=command.person, agency=command.agency)


def actor_is_not_the_one_who_left(command: ForwardsScores, facts: Facts) -> Verdict:
    """Nobody forwards scores of their own, nor does anyone acting for them (K10)."""
    return untouched_by(facts, (command.person,))

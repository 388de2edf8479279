"""Who answers a petition against a grade, and what must be true before they do: nobody who set it, and within the ceiling (K10)."""

from typing import Protocol

from attrs import evolve

from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import Grade
from civicflow.errors import NotOnRecordError
from civicflow.evaluation.ceilings import ceilings_over, exceeded
from civicflow.evaluation.events import PetitionResult
from civicflow.evaluation.grades import grade_of_points, is_at_least
from civicflow.evaluation.grounds import discipline_counts
from civicflow.evaluation.model import Evaluation, Proposal, Stage
from civicflow.evaluation.periods import written
from civicflow.evaluation.rating_events import CeilingKept
from civicflow.evaluation.rating_rules import over, ratings_of
from civicflow.evaluation.rules import ConcernsEvaluation, evaluation_id, untouched_by
from civicflow.organization.authority import HEAD, leads_over
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_clauses import GRADE_THRESHOLDS
from civicflow.regulations.parameter import NotOnRecord


class AnswersPetition(ConcernsEvaluation, Protocol):
    """A command that answers a petition against a grade."""

    @property
    def result(self) -> PetitionResult:
        """What becomes of it."""

    @property
    def grade(self) -> Grade | None:
        """The better grade."""

    @property
    def total(self) -> str | None:
        """The score as it is corrected."""


def evaluation(command: ConcernsEvaluation, facts: Facts) -> Evaluation:
    """
    The evaluation that a petition is about.

    Raises:
        NotOnRecordError: When nobody has said anything of the period.
    """
    return facts.of(Evaluation, evaluation_id(command.person, command.period))


def proposal(command: ConcernsEvaluation, facts: Facts) -> Proposal:
    """
    What was proposed for the person.

    Raises:
        NotOnRecordError: When nothing was.
    """
    found = evaluation(command, facts)
    if found.proposal is None:
        raise NotOnRecordError(kind=Evaluation.kind, id=found.id)
    return found.proposal


def grade_is_published(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The grade is made known, and nobody has petitioned against it yet: a petition is answered once (R44)."""
    found = evaluation(command, facts)
    return allowed_if(
        found.stage is Stage.PUBLISHED, person=found.person, stage=found.stage.value, basis="R44"
    )


def term_to_petition_still_runs(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The term to petition is not over, whatever moment the act claims (R44)."""
    until = evaluation(command, facts).petition_until
    runs = until is None or facts.act.now <= until
    return allowed_if(runs, until="" if until is None else until.isoformat(), basis="R44")


def head_above_whoever_rated(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The head acts of a unit above the person and above everybody who proposed the grade or decided on it (K10, K11)."""
    found = evaluation(command, facts)
    persons = (found.person, *sorted(found.hands))
    return leads_over(facts, proposal(command, facts).agency, persons, offices=HEAD)


def petition_waits_for_an_answer(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """The person has petitioned, and nobody has answered."""
    found = evaluation(command, facts)
    return allowed_if(found.stage is Stage.PETITIONED, person=found.person, stage=found.stage.value)


def actor_had_no_hand_in_the_grade(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """Nobody answers who proposed or decided the grade, is rated by it, or acts or acted for any of them (K10)."""
    found = evaluation(command, facts)
    return untouched_by(facts, (found.person, *sorted(found.hands)))


def better_grade_is_given_when_upheld(command: AnswersPetition, facts: Facts) -> Verdict:
    """Upheld, a petition leads to a better grade; rejected, it changes neither grade nor score (K10)."""
    stands = evaluation(command, facts).grade
    if command.result is PetitionResult.REJECTED:
        return allowed_if(command.grade is None and command.total is None, result=command.result.value)
    better = command.grade is not None and stands is not None and not is_at_least(stands, command.grade)
    return allowed_if(better, result=command.result.value, grade="" if stands is None else stands.value)


def corrected_score_is_exact(command: AnswersPetition, _facts: Facts) -> Verdict:
    """A corrected score is an exact number from 0 to 100."""
    number = None if command.total is None else exact(command.total)
    fits = command.total is None or (number is not None and 0 <= number <= 100)
    return allowed_if(fits, total=command.total or "")


def better_grade_is_not_above_its_score(command: AnswersPetition, facts: Facts) -> Verdict:
    """The better grade is one that the score reaches, as it stands or as the answer corrects it, and nothing bounds (R44)."""
    known, grade = proposal(command, facts), command.grade
    if grade is None:
        return ALLOWED
    reached = _reached(command, known, facts)
    bounds = (each for each in (reached, known.most) if each is not None)
    return allowed_if(all(is_at_least(bound, grade) for bound in bounds), grade=grade.value, basis="R44")


def _reached(command: AnswersPetition, known: Proposal, facts: Facts) -> Grade | None:
    """The grade that the score reaches; None where the regime gives none, and whoever answers decides (K9)."""
    points = None if command.total is None else exact(command.total)
    if known.overrides or points is None:
        return known.grade
    thresholds = GRADE_THRESHOLDS.at(
        facts.regulations,
        on=command.period.last,
        locality=facts.of(Unit, known.agency).locality,
        category=known.category.value,
        code=known.scheme.value,
    )
    return known.grade if isinstance(thresholds, NotOnRecord) else grade_of_points(points, thresholds)


def discipline_of_the_year_is_counted_by_the_answer(command: AnswersPetition, facts: Facts) -> Verdict:
    """Who was disciplined for a breach of public duty is given no better grade of that year while the measure stands (K24)."""
    if command.grade in (None, Grade.NOT_COMPLETED):
        return ALLOWED
    counts = discipline_counts(facts, command.person, command.period, proposal(command, facts))
    return allowed_if(not counts, person=command.person, basis="K24")


def ceiling_is_kept_by_the_answer(command: AnswersPetition, facts: Facts) -> Verdict:
    """With the better grade no more are excellent than may be, in the agency and in each group (R44, K24)."""
    line = exceeded(ceilings(command, facts))
    return ALLOWED if line is None else over(line)


def ceilings(command: AnswersPetition, facts: Facts) -> tuple[CeilingKept, ...]:
    """The ceilings over all that was decided, with the better grade in the place of the one that stood."""
    known, grade = proposal(command, facts), command.grade
    before = ratings_of(facts, known.agency, written(command.period))
    own = before.rated.get(command.person)
    if grade is None or own is None:
        return ()
    together = {**before.rated, command.person: evolve(own, grade=grade)}
    agency, outstanding = facts.of(Unit, known.agency), before.outstanding is not None
    return ceilings_over(facts, agency, command.period, together.values(), outstanding=outstanding)

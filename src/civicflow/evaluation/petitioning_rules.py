"""Who answers a petition against a grade, and what must be true before they do: nobody who set it, and within the ceiling (K10)."""

from typing import Protocol

from attrs import evolve

from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import Grade
from civicflow.errors import NotOnRecordError
from civicflow.evaluation.attendance import NotRated
from civicflow.evaluation.ceilings import ceilings_over, exceeded
from civicflow.evaluation.events import PetitionResult
from civicflow.evaluation.exact import read_exact
from civicflow.evaluation.grades import grade_of_points, is_at_least
from civicflow.evaluation.grounds import discipline_counts
from civicflow.evaluation.model import Evaluation, Proposal, Stage
from civicflow.evaluation.periods import written
from civicflow.evaluation.rating_events import CeilingKept
from civicflow.evaluation.rating_rules import over, ratings_of
from civicflow.evaluation.rating_tests import Undetermined, grade_by_tests, rating_tests_of, year_of_work
from civicflow.evaluation.reckoning import best_grade_of, case_of, most_left_open
from civicflow.evaluation.rules import ConcernsEvaluation, evaluation_id, untouched_by
from civicflow.organization.authority import HEAD, leads_over
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_clauses import GRADE_THRESHOLDS, Scheme
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

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The grounds and tests that were wrong."""


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
    number = None if command.total is None else read_exact(command.total)
    fits = command.total is None or (number is not None and 0 <= number <= 100)
    return allowed_if(fits, total=command.total or "")


def only_what_stood_in_the_way_is_set_aside(command: AnswersPetition, facts: Facts) -> Verdict:
    """Upheld, an answer may set aside grounds and tests that stood in the way of a better grade, and nothing else (K9, K10)."""
    known, upheld = proposal(command, facts), command.result is PetitionResult.UPHELD
    stood = {each.value for each in known.overrides} | _tests_of(known)
    wrong = next((each for each in command.set_aside if not upheld or each not in stood), None)
    return ALLOWED if wrong is None else allowed_if(False, name=wrong, basis="K10")


def _tests_of(known: Proposal) -> frozenset[str]:
    """The tests by which a year was graded, by name."""
    if known.conduct is None:
        return frozenset()
    return frozenset({"conduct", *year_of_work(known.conduct, known.products, known.leading).shares})


def better_grade_is_not_above_its_score(command: AnswersPetition, facts: Facts) -> Verdict:
    """The better grade is one that score or tests reach, as they stand or as the answer corrects them, and nothing bounds (R44)."""
    known, grade = proposal(command, facts), command.grade
    if grade is None:
        return ALLOWED
    corrected = command.set_aside or command.total is not None
    bounds = _corrected(command, known, facts) if corrected else (known.grade, known.most)
    allowed = all(is_at_least(bound, grade) for bound in bounds if bound is not None)
    return allowed_if(allowed, grade=grade.value, basis="R44")


def _corrected(command: AnswersPetition, known: Proposal, facts: Facts) -> tuple[Grade | None, Grade | None]:
    """What score or tests reach once the answer has corrected them, and what bounds that."""
    if any(each.value not in command.set_aside for each in known.overrides):
        return known.grade, known.most
    asked = Circumstances(
        on=command.period.last,
        locality=facts.of(Unit, known.agency).locality,
        category=known.category.value,
    )
    reached = _by_tests(command, known, facts, asked) or _by_points(command, known, facts, asked)
    if reached is None:
        return None if known.overrides else known.grade, known.most
    return reached, _by_time(command, known, facts)


def _by_points(command: AnswersPetition, known: Proposal, facts: Facts, asked: Circumstances) -> Grade | None:
    total = command.total or known.total
    points = None if total is None else read_exact(total)
    thresholds = GRADE_THRESHOLDS.at(facts.regulations, code=known.scheme.value, **asked)
    if points is None or isinstance(thresholds, NotOnRecord):
        return None
    return grade_of_points(points, thresholds)


def _by_tests(command: AnswersPetition, known: Proposal, facts: Facts, asked: Circumstances) -> Grade | None:
    tests = rating_tests_of(facts.regulations, **asked)
    if known.scheme is not Scheme.TESTS or known.conduct is None or isinstance(tests, NotOnRecord):
        return None
    year = year_of_work(known.conduct, known.products, known.leading)
    found = grade_by_tests(year, tests, command.set_aside)
    return most_left_open(found) if isinstance(found, Undetermined) else found


def _by_time(command: AnswersPetition, known: Proposal, facts: Facts) -> Grade | None:
    """What the time bounds that somebody served; where the law leaves that open, what bounded the proposal."""
    case = case_of(command, facts)
    bound = None if case is None else best_grade_of(command, facts, case)
    return known.most if isinstance(bound, Undetermined | NotRated) else bound


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

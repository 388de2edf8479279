"""Who decides on the grades of an agency's people together, and what must be true of all of them at once (K10, K11, K24)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from attrs import field, frozen

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, optional_free_text
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import Grade
from civicflow.employee.model import Employee
from civicflow.evaluation.ceilings import ceilings_over, exceeded
from civicflow.evaluation.grades import is_at_least
from civicflow.evaluation.grounds import discipline_counts
from civicflow.evaluation.model import Evaluation, Proposal, Ratings, Stage
from civicflow.evaluation.periods import written
from civicflow.evaluation.persons import Evaluated, evaluated, group_of
from civicflow.evaluation.rating_events import CeilingKept, RatedPerson
from civicflow.evaluation.rules import ConcernsPeriod, untouched_by
from civicflow.organization.authority import (
    HEAD,
    days_of_the_act,
    leads,
    leads_from_above,
    leads_over,
    today,
)
from civicflow.organization.events import Office
from civicflow.organization.model import Unit


@frozen(kw_only=True)
class Rating:
    """
    The grade that the head gives to one person.

    Args:
        person: The person.
        grade: The grade.
        reason: Why it is not the one that was proposed; the ceiling may be one reason (R44, K9).
    """

    person: PersonId
    grade: Grade = field(converter=Grade)
    reason: FreeText | None = field(default=None, converter=optional_free_text)


class ConcernsRatings(ConcernsPeriod, Protocol):
    """A command about the ratings of an agency in a period."""

    @property
    def agency(self) -> str:
        """The agency."""


class ApprovesRatings(ConcernsRatings, Protocol):
    """A command that decides on several grades."""

    @property
    def grades(self) -> tuple[Rating, ...]:
        """The grades."""


def ratings(command: ConcernsRatings, facts: Facts) -> Ratings:
    """What was decided for the agency and the period so far."""
    return ratings_of(facts, command.agency, written(command.period))


def ratings_of(facts: Facts, agency: str, period: str) -> Ratings:
    """What was decided for an agency and a period, as it is written; nothing at first."""
    name = f"{agency}:{period}"
    return facts.find(Ratings, name) or Ratings(id=name)


def evaluation_of(command: ConcernsPeriod, facts: Facts, person: str) -> Evaluation | None:
    """The evaluation of a person's period."""
    return facts.find(Evaluation, f"{person}:{written(command.period)}")


def _proposed(command: ApprovesRatings, facts: Facts) -> Iterator[tuple[Rating, Evaluation, Proposal]]:
    """Those who are rated, each with what was proposed for them; who was not proposed is refused elsewhere."""
    for rating in command.grades:
        evaluation = evaluation_of(command, facts, rating.person)
        if evaluation is not None and evaluation.proposal is not None:
            yield rating, evaluation, evaluation.proposal


def head_of_the_agency(command: ConcernsRatings, facts: Facts) -> Verdict:
    """The head of the agency acts, or of a unit above it (R43, R79)."""
    return leads(facts, command.agency, offices=HEAD)


def office_above_the_agency(command: ConcernsRatings, facts: Facts) -> Verdict:
    """An office acts that leads the unit above the agency, or the person whom the agency answers to (K11)."""
    return leads_from_above(facts, command.agency)


def head_above_everybody_rated(command: ApprovesRatings, facts: Facts) -> Verdict:
    """The head of the agency acts, or of a unit above; the grade of a head is decided from above them (R43, K11)."""
    persons = tuple(dict.fromkeys(each.person for each in command.grades))
    return leads_over(facts, command.agency, persons, offices=HEAD)


def agency_compares_its_people(command: ConcernsRatings, facts: Facts) -> Verdict:
    """It is an agency and no division of one: within it grades are compared (K5, K24)."""
    body = facts.of(Unit, command.agency).body
    return allowed_if(body == command.agency, agency=command.agency, body=body, basis="K24")


def everybody_is_rated_once(command: ApprovesRatings, _facts: Facts) -> Verdict:
    """At least one person is rated, and nobody twice (K24)."""
    persons = [each.person for each in command.grades]
    twice = next((each for each in persons if persons.count(each) > 1), "")
    return allowed_if(bool(persons) and not twice, person=twice)


def nobody_has_a_hand_in_their_own_grade(command: ApprovesRatings, facts: Facts) -> Verdict:
    """Nobody who is rated decides on it, in person or through anyone acting for them (K10)."""
    return untouched_by(facts, (each.person for each in command.grades))


def everybody_was_proposed_in_the_agency(command: ApprovesRatings, facts: Facts) -> Verdict:
    """For everybody a grade of the period was proposed, as one of the agency's people (R43)."""
    proposed = {rating.person: known.agency for rating, _, known in _proposed(command, facts)}
    missing = _first(command.grades, lambda each: proposed.get(each.person) != command.agency)
    return (
        ALLOWED if missing is None else allowed_if(False, person=missing, agency=command.agency, basis="R43")
    )


def no_grade_is_decided_yet(command: ApprovesRatings, facts: Facts) -> Verdict:
    """No grade is decided twice; what is decided is changed by a petition alone (K10, K24)."""
    decided = {
        rating.person for rating, known, _ in _proposed(command, facts) if known.stage is not Stage.PROPOSED
    }
    return _unless(_first(command.grades, lambda each: each.person in decided), basis="K24")


def nobody_has_changed_unit_or_category(command: ApprovesRatings, facts: Facts) -> Verdict:
    """Everybody belongs to the unit and has the category with which they were proposed, as the record has it by now (K8, K18)."""
    changed = {
        rating.person
        for rating, _, known in _proposed(command, facts)
        if not _stands_as_proposed(evaluated(facts, rating.person, command.period), known)
    }
    return _unless(_first(command.grades, lambda each: each.person in changed), basis="K18")


def _stands_as_proposed(stands: Evaluated | None, known: Proposal) -> bool:
    if stands is None:
        return False
    now = (stands.unit.id, stands.agency.id, stands.employee.category)
    return now == (known.unit, known.agency, known.category)


def nobody_has_changed_groups(command: ApprovesRatings, facts: Facts) -> Verdict:
    """Everybody belongs to the group in which they were proposed: nobody is moved to where there is room (V12, K24)."""
    moved = {
        rating.person
        for rating, _, known in _proposed(command, facts)
        if group_of(facts, facts.of(Employee, rating.person), command.period.last) != known.group
    }
    return _unless(_first(command.grades, lambda each: each.person in moved), basis="K24")


def no_grade_is_above_what_is_proposed(command: ApprovesRatings, facts: Facts) -> Verdict:
    """No grade is better than points or tests give it; where they give none, none better than the law allows (R44, K9)."""
    above = {
        rating.person for rating, _, known in _proposed(command, facts) if not within(rating.grade, known)
    }
    return _unless(_first(command.grades, lambda each: each.person in above), basis="R44")


def within(grade: Grade, known: Proposal) -> bool:
    """Whether a grade is no better than what was proposed, and no better than what bounds it."""
    return all(is_at_least(bound, grade) for bound in (known.grade, known.most) if bound is not None)


def other_grades_say_why(command: ApprovesRatings, facts: Facts) -> Verdict:
    """A grade that is not the one proposed has a reason, above all where points or tests leave it open (R44, K9)."""
    unsaid = {
        rating.person
        for rating, _, known in _proposed(command, facts)
        if rating.grade is not known.grade and rating.reason is None
    }
    return _unless(_first(command.grades, lambda each: each.person in unsaid), basis="K9")


def discipline_of_the_year_is_counted(command: ApprovesRatings, facts: Facts) -> Verdict:
    """Who was disciplined for a breach of public duty has not completed the tasks of that year, proposed so or not (K24)."""
    uncounted = {
        rating.person
        for rating, _, known in _proposed(command, facts)
        if rating.grade is not Grade.NOT_COMPLETED
        and discipline_counts(facts, rating.person, command.period, known)
    }
    return _unless(_first(command.grades, lambda each: each.person in uncounted), basis="K24")


def ceiling_is_kept(command: ApprovesRatings, facts: Facts) -> Verdict:
    """Over all that is decided by now, no more are excellent than may be: in the agency, and in each group (R44, K24)."""
    line = exceeded(ceilings(command, facts))
    return ALLOWED if line is None else over(line)


def over(line: CeilingKept) -> Verdict:
    """That a ceiling is not kept, and which."""
    return allowed_if(
        False, group=line.group or "", excellent=line.excellent, places=line.places, basis=line.provision
    )


def rated(command: ApprovesRatings, facts: Facts) -> tuple[RatedPerson, ...]:
    """Everybody whom the act rates."""
    return tuple(
        RatedPerson(
            person=rating.person,
            group=known.group,
            category=known.category,
            scheme=known.scheme,
            grade=rating.grade,
            total=known.total,
        )
        for rating, _, known in _proposed(command, facts)
    )


def ceilings(command: ApprovesRatings, facts: Facts) -> tuple[CeilingKept, ...]:
    """The ceilings over what was decided before and what is decided now."""
    before = ratings(command, facts)
    together = {**before.rated, **{each.person: each for each in rated(command, facts)}}
    return ceilings_over(
        facts,
        facts.of(Unit, command.agency),
        command.period,
        together.values(),
        outstanding=before.outstanding is not None,
    )


def grades_wait_to_be_published(command: ConcernsRatings, facts: Facts) -> Verdict:
    """There are grades that were decided and not yet made known (R44)."""
    return allowed_if(bool(ratings(command, facts).unpublished), agency=command.agency, basis="R44")


def period_has_begun(command: ConcernsRatings, facts: Facts) -> Verdict:
    """The period has begun today and on the day that the act claims: nobody is outstanding in advance."""
    begun = all(command.period.first <= each for each in days_of_the_act(facts))
    return allowed_if(begun, period=written(command.period), first=str(command.period.first))


def nobody_recognizes_their_own_agency(command: ConcernsRatings, facts: Facts) -> Verdict:
    """Nobody acts who belongs to the agency or leads it, nor anyone in whose act its head has a hand (K10, K24)."""
    units, on = facts.all(Unit, body=command.agency), today(facts)
    heads = {each.person for each in facts.of(Unit, command.agency).holders(Office.HEAD, on)}
    people = {person for unit in units for person in unit.members(on)}
    return untouched_by(facts, sorted(heads | (people & facts.act.persons)))


def agency_is_not_recognized_yet(command: ConcernsRatings, facts: Facts) -> Verdict:
    """It is not on record yet that the agency was outstanding in the period."""
    return allowed_if(ratings(command, facts).outstanding is None, agency=command.agency)


def _first(grades: Iterable[Rating], wrong: Callable[[Rating], bool]) -> str | None:
    return next((each.person for each in grades if wrong(each)), None)


def _unless(person: str | None, basis: str) -> Verdict:
    return ALLOWED if person is None else allowed_if(False, person=person, basis=basis)

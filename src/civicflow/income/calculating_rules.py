"""Who calculates additional income, and what must be true before they do (R46, K7, K10, K11)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Protocol

from civicflow.calendars.period import PeriodKind
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.employee.events import Grade
from civicflow.evaluation.exact import read_exact
from civicflow.evaluation.periods import written
from civicflow.income import law, reckoning
from civicflow.income.exclusions import UNDERSTOOD, grounds
from civicflow.income.funds_rules import exceeded, fixed_sum_within
from civicflow.income.model import Income, PersonalIncome, SalaryFund
from civicflow.organization.authority import HEAD, days_of_the_act, has_a_hand_in_it, leads_over
from civicflow.organization.model import Unit


class CalculatesIncome(reckoning.Asked, Protocol):
    """A command that calculates the additional income of several people."""

    @property
    def reason(self) -> object | None:
        """Why it is calculated anew."""


def head_above_everybody_named(command: CalculatesIncome, facts: Facts) -> Verdict:
    """The head of the agency acts, or of a unit above; for the head of the agency, whoever stands above (K10, K11)."""
    return leads_over(facts, command.agency, command.people, offices=HEAD)


def income_is_of_an_agency(command: CalculatesIncome, facts: Facts) -> Verdict:
    """The unit is an agency; a division pays nobody (K5)."""
    return allowed_if(facts.of(Unit, command.agency).body == command.agency, agency=command.agency)


def quarter_is_over(command: CalculatesIncome, facts: Facts) -> Verdict:
    """It is a quarter, and it is over today and on the day that the act claims (R46)."""
    over = all(command.quarter.last < each for each in days_of_the_act(facts))
    quarter = command.quarter.kind is PeriodKind.QUARTER
    return allowed_if(quarter and over, period=written(command.quarter), last=str(command.quarter.last))


def somebody_is_named_and_each_once(command: CalculatesIncome, _facts: Facts) -> Verdict:
    """The act names at least one person, and nobody twice."""
    named = len(set(command.people))
    return allowed_if(0 < named == len(command.people), people=named)


def nobody_calculates_their_own_income(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Nobody has a hand in their own income, nor does whoever may act for them, under whichever delegation they use (K10)."""
    own = sorted(each for each in set(command.people) if has_a_hand_in_it(facts, each))
    return allowed_if(not own, persons=", ".join(own), basis="K10")


def everybody_is_paid_by_the_agency(command: CalculatesIncome, facts: Facts) -> Verdict:
    """
    Everybody is in service and belongs first to the agency on the first day of a month of the quarter (K18).

    Of whom that is no longer so, what was calculated before may still be taken back by calculating anew.
    """
    known = income_of(command, facts)
    before = frozenset() if known is None else known.by_person.keys()
    named = (each for each in command.people if each not in before)
    others = [each for each in named if not reckoning.months_paid(facts, command, each)]
    return allowed_if(not others, persons=", ".join(others), agency=command.agency, basis="K18")


def no_month_is_paid_by_another_agency(command: CalculatesIncome, facts: Facts) -> Verdict:
    """
    Each month of a person is paid once: what another agency calculated is calculated anew there first (R17, K18).

    So it stays where a move is put on record late.
    """
    for person in command.people:
        months = {written(each) for each in reckoning.months_paid(facts, command, person)}
        for other in facts.all(Income, income_of=person):
            line = other.by_person.get(person)
            if line is None or other.agency == command.agency or other.quarter != written(command.quarter):
                continue
            twice = next((each.month for each in line.months if each.month in months), None)
            if twice is not None:
                return allowed_if(False, person=person, month=twice, other=other.agency, basis="K18")
    return ALLOWED


def everybody_has_a_final_grade(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Additional income follows from the final grade of the quarter, but for a fixed sum; without one there is none (R46)."""
    by_grade = (each for each in command.people if not reckoning.is_paid_a_fixed_sum(facts, each))
    ungraded = [each for each in by_grade if reckoning.grade_of(facts, command, each) is None]
    return allowed_if(not ungraded, persons=", ".join(ungraded), period=written(command.quarter), basis="R46")


def everybody_has_a_salary_coefficient(command: CalculatesIncome, facts: Facts) -> Verdict:
    """For each month a salary coefficient is on record of everybody who is not paid a fixed sum (R46)."""
    missing = next(_without_coefficient(command, facts), None)
    person, month = missing or ("", "")
    return allowed_if(missing is None, person=person, month=month)


def _without_coefficient(command: CalculatesIncome, facts: Facts) -> Iterator[tuple[str, str]]:
    for person in command.people:
        if not reckoning.is_paid_a_fixed_sum(facts, person):
            for month in reckoning.months_paid(facts, command, person):
                if reckoning.step_of(facts, person, month) is None:
                    yield person, written(month)


def what_is_paid_is_voted_for_every_month(command: CalculatesIncome, facts: Facts) -> Verdict:
    """By what salary is multiplied, or the fixed sum, was voted for the agency or a unit above it, for each month (R46)."""
    unvoted = next(_unvoted(command, facts), None)
    person, month = unvoted or ("", "")
    return allowed_if(unvoted is None, person=person, month=month, agency=command.agency, basis="R46")


def _unvoted(command: CalculatesIncome, facts: Facts) -> Iterator[tuple[str, str]]:
    for person in command.people:
        fixed = reckoning.is_paid_a_fixed_sum(facts, person)
        for month in reckoning.months_paid(facts, command, person):
            vote = reckoning.vote_of(facts, command.agency, month)
            if vote is None or (fixed and vote.fixed_sum is None):
                yield person, written(month)


def what_was_voted_is_still_within_the_maximum(command: CalculatesIncome, facts: Facts) -> Verdict:
    """What was voted is not above a maximum that was issued since: then it is set anew first (R46, K7)."""
    for month in command.quarter.months:
        vote = reckoning.vote_of(facts, command.agency, month)
        if vote is not None:
            refused = exceeded(vote.coefficients, law.maxima(facts, command.agency, month), month)
            if refused is not None:
                return refused
    return ALLOWED


def fixed_sum_is_still_within_the_maximum(command: CalculatesIncome, facts: Facts) -> Verdict:
    """The fixed sum that was voted is not above one that was issued since: then it is set anew first (R46, K7)."""
    fixed = [each for each in command.people if reckoning.is_paid_a_fixed_sum(facts, each)]
    for month in command.quarter.months if fixed else ():
        vote = reckoning.vote_of(facts, command.agency, month)
        verdict = fixed_sum_within(facts, command.agency, None if vote is None else vote.fixed_sum, month)
        if isinstance(verdict, Refused):
            return verdict
    return ALLOWED


def grounds_of_exclusion_are_understood(command: CalculatesIncome, facts: Facts) -> Verdict:
    """For what a place pays nothing can be told from the record: discipline, or a kind of leave (R46)."""
    said = {ground for month in command.quarter.months for ground in grounds(facts, command.agency, month)}
    unknown = sorted(said - UNDERSTOOD)
    return allowed_if(not unknown, grounds=", ".join(unknown))


def shares_are_within_what_is_laid_down(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Each grade is given an exact share of the full income, and at most the one that is laid down for it (R46)."""
    grades = {each.value: each for each in Grade}
    for name, said in command.shares.items():
        share, grade = read_exact(said), grades.get(name)
        most = None if grade is None else law.highest_share(facts, command.agency, command.quarter, grade)
        highest = Fraction(1) if most is None else most
        if grade is None or share is None or not 0 <= share <= highest:
            return allowed_if(False, grade=name, share=said, most=str(highest), basis="R46")
    return ALLOWED


def everybody_is_given_the_same_shares(command: CalculatesIncome, facts: Facts) -> Verdict:
    """An agency gives a grade the same share in a quarter, whoever has it and by whichever act (R17, R46)."""
    wanted = _exact_shares(command.shares)
    other = next((each for each in _kept(command, facts) if _exact_shares(each.shares) != wanted), None)
    return allowed_if(other is None, person="" if other is None else other.person, basis="R17")


def _exact_shares(shares: Mapping[str, str]) -> dict[str, Fraction | None]:
    read = {grade: read_exact(said) for grade, said in shares.items()}
    return {grade: share for grade, share in read.items() if share != 0}


def _kept(command: CalculatesIncome, facts: Facts) -> tuple[PersonalIncome, ...]:
    """What was calculated before by a grade, and stays as it is."""
    known = income_of(command, facts)
    lines = () if known is None else known.by_person.values()
    return tuple(each for each in lines if each.grade is not None and each.person not in command.people)


def income_of(command: CalculatesIncome, facts: Facts) -> Income | None:
    """What the agency's people have for the quarter so far; None before the first act."""
    return facts.find(Income, f"{command.agency}:{written(command.quarter)}")


def income_is_calculated_anew_for_a_reason(command: CalculatesIncome, facts: Facts) -> Verdict:
    """What was calculated stays, unless it is calculated anew and the act says why (R17, R46)."""
    known = income_of(command, facts)
    again = [] if known is None else [each for each in command.people if each in known.by_person]
    return allowed_if(not again or command.reason is not None, persons=", ".join(again), basis="R17")


def salary_fund_is_on_record(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Where the law says which share of the salary fund may be paid, the fund of the quarter is on record (R46, K16)."""
    share = law.most_of_the_fund(facts, command.agency, command.quarter)
    said = share is None or fund_of(command, facts) is not None
    return allowed_if(said, agency=command.agency, period=written(command.quarter), basis="K16")


def fund_of(command: CalculatesIncome, facts: Facts) -> SalaryFund | None:
    """The salary fund of the agency in the quarter; None when none is on record."""
    return facts.find(SalaryFund, f"{command.agency}:{written(command.quarter)}")


def sum_stays_within_the_fund(command: CalculatesIncome, facts: Facts) -> Verdict:
    """
    All that the agency's people have for the quarter, over all acts, stays within the share of its salary fund (R46).

    Where no law on record says which share, nothing bounds it.
    """
    share = law.most_of_the_fund(facts, command.agency, command.quarter)
    found = [reckoning.reckoned(facts, command, each) for each in dict.fromkeys(command.people)]
    fund = fund_of(command, facts)
    if share is None or fund is None:
        return ALLOWED
    known, most = income_of(command, facts), share * Fraction(fund.amount)
    kept = Fraction() if known is None else known.total(without=frozenset(command.people))
    total = kept + sum((each.amount for each in found if each is not None), Fraction())
    return allowed_if(total <= most, total=str(total), most=str(most), agency=command.agency, basis="R46")

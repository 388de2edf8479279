"""Who calculates additional income, and what must be true before they do (R46, K7, K10, K11)."""

from collections.abc import Iterator
from typing import Protocol

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import Grade
from civicflow.evaluation.periods import written
from civicflow.income import law, reckoning
from civicflow.income.model import Income, SalaryFund
from civicflow.organization.authority import HEAD, days_of_the_act, leads_over
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
    """Nobody has a hand in their own income, in person or through anyone acting for them (K10)."""
    own = sorted(facts.act.persons.intersection(command.people))
    return allowed_if(not own, persons=", ".join(own), basis="K10")


def everybody_is_paid_by_the_agency(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Everybody is in service and belongs first to the agency on the first day of a month of the quarter (K18)."""
    others = [each for each in command.people if not reckoning.months_paid(facts, command, each)]
    return allowed_if(not others, persons=", ".join(others), agency=command.agency, basis="K18")


def everybody_has_a_final_grade(command: CalculatesIncome, facts: Facts) -> Verdict:
    """Additional income follows from the final grade of the quarter; without one there is none (R46)."""
    ungraded = [each for each in command.people if reckoning.grade_of(facts, command, each) is None]
    return allowed_if(
        not ungraded, persons=", ".join(ungraded), period=written(command.quarter), basis="R46"
    )


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


def coefficient_of_every_month_is_voted(command: CalculatesIncome, facts: Facts) -> Verdict:
    """By what salary is multiplied was voted for the agency or a unit above it, for each month of the quarter (R46)."""
    unvoted = [written(each) for each in _months(command, facts) if reckoning.vote_of(facts, command.agency, each) is None]
    return allowed_if(not unvoted, months=", ".join(unvoted), agency=command.agency, basis="R46")


def _months(command: CalculatesIncome, facts: Facts) -> tuple[Period, ...]:
    """The months in which anybody named is paid by a coefficient."""
    by_salary = (each for each in command.people if not reckoning.is_paid_a_fixed_sum(facts, each))
    paid = {month for each in by_salary for month in reckoning.months_paid(facts, command, each)}
    return tuple(each for each in command.quarter.months if each in paid)


def coefficient_is_still_within_the_maximum(command: CalculatesIncome, facts: Facts) -> Verdict:
    """What was voted is not above a maximum that was issued since: then it is set anew first (R46, K7)."""
    for month in _months(command, facts):
        vote = reckoning.vote_of(facts, command.agency, month)
        for band, number in ({} if vote is None else vote.coefficients).items():
            most = law.maximum(facts, command.agency, month, band)
            if most is None or exact(number) is None or (exact(number) or 0) > most:
                return allowed_if(
                    False,
                    month=written(month),
                    band=band,
                    coefficient=number,
                    maximum="" if most is None else str(most),
                    basis="R46",
                )
    return ALLOWED


def good_share_is_within_what_is_laid_down(command: CalculatesIncome, facts: Facts) -> Verdict:
    """The good are given an exact share of what the excellent have, and at most the one that is laid down (R46)."""
    share, most = exact(command.good_share), law.share_of_the_good(facts, command.agency, command.quarter)
    within = share is not None and 0 <= share <= most
    return allowed_if(within, share=command.good_share, most=str(most), basis="R46")


def everybody_good_has_the_same_share(command: CalculatesIncome, facts: Facts) -> Verdict:
    """An agency gives all who are graded good the same share in a quarter (R17, R46)."""
    kept = (each for each in _kept(command, facts) if each.grade is Grade.GOOD)
    other = next((each for each in kept if exact(each.good_share) != exact(command.good_share)), None)
    return allowed_if(
        other is None,
        share=command.good_share,
        other="" if other is None else other.good_share,
        person="" if other is None else other.person,
        basis="R17",
    )


def _kept(command: CalculatesIncome, facts: Facts) -> tuple[reckoning.PersonalIncome, ...]:
    """What was calculated before and stays as it is."""
    known = income_of(command, facts)
    lines = () if known is None else known.by_person.values()
    return tuple(each for each in lines if each.person not in command.people)


def income_of(command: CalculatesIncome, facts: Facts) -> Income | None:
    """What the agency's people have for the quarter so far; None before the first act."""
    return facts.find(Income, f"{command.agency}:{written(command.quarter)}")


def income_is_calculated_anew_for_a_reason(command: CalculatesIncome, facts: Facts) -> Verdict:
    """What was calculated stays, unless it is calculated anew and the act says why (R17, R46)."""
    known = income_of(command, facts)
    again = [] if known is None else [each for each in command.people if each in known.by_person]
    return allowed_if(not again or command.reason is not None, persons=", ".join(again), basis="R17")


def sum_stays_within_the_fund(command: CalculatesIncome, facts: Facts) -> Verdict:
    """All that the agency's people have for the quarter, over all acts, stays within the share of its salary fund (R46)."""
    fund = facts.of(SalaryFund, f"{command.agency}:{written(command.quarter)}")
    most = law.most_of(facts, command.agency, command.quarter, fund)
    known = income_of(command, facts)
    kept = 0 if known is None else known.total(without=frozenset(command.people))
    found = (reckoning.reckoned(facts, command, each) for each in dict.fromkeys(command.people))
    total = kept + sum(each.amount for each in found if each is not None)
    return allowed_if(total <= most, total=str(total), most=str(most), agency=command.agency, basis="R46")

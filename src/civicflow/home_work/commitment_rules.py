"""What must be true of a commitment before it is signed, countersigned and looked at again (R28, K17)."""

from datetime import date, time
from typing import Protocol

from civicflow.calendars.months import months_before
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.rules import ConcernsEmployee
from civicflow.home_work.model import WITH_A_PLACE, HomeWork
from civicflow.home_work.regulated import regulated
from civicflow.organization.authority import today
from civicflow.regulations.parameters import COMMITMENT_REVIEW_MONTHS, COMMITMENT_TEXT_VERSION


class SetsReview(ConcernsEmployee, Protocol):
    """A command that says when a commitment is looked at again."""

    @property
    def review_on(self) -> date:
        """The day."""


class SignsCommitment(SetsReview, Protocol):
    """A command by which an employee commits to something."""

    @property
    def text_version(self) -> str:
        """Which text is signed."""

    @property
    def reach_from(self) -> time:
        """From when they can be reached."""

    @property
    def reach_until(self) -> time:
        """Until when."""


def current_text(facts: Facts, person: str) -> str:
    """Which text of the commitment is the one to sign, where the person works."""
    return regulated(facts, COMMITMENT_TEXT_VERSION, facts.of(HomeWork, person).unit)


def text_to_sign_is_the_current_one(command: SignsCommitment, facts: Facts) -> Verdict:
    """The text that is signed is the one laid down for that day (R28)."""
    current = current_text(facts, command.person)
    signed = command.text_version == current
    return allowed_if(signed, current=current, text_version=command.text_version, basis="R28")


def signed_text_is_still_the_current_one(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The text that the employee signed last was not replaced by another one since; else it is signed anew (R28)."""
    arrangement = facts.of(HomeWork, command.person)
    signed = arrangement.signed or arrangement.commitment
    if signed is None:
        return ALLOWED
    current = current_text(facts, command.person)
    same = signed.text_version == current
    return allowed_if(same, current=current, text_version=signed.text_version, basis="R28")


def reachable_from_before_until(command: SignsCommitment, _facts: Facts) -> Verdict:
    """The window in which the employee can be reached begins before it ends (R24)."""
    window = (command.reach_from.isoformat("minutes"), command.reach_until.isoformat("minutes"))
    return allowed_if(command.reach_from < command.reach_until, since=window[0], until=window[1])


def review_is_near_enough(command: SetsReview, facts: Facts) -> Verdict:
    """The commitment is looked at again after today, and within so many months (R28, K17)."""
    unit = facts.of(HomeWork, command.person).unit
    months = regulated(facts, COMMITMENT_REVIEW_MONTHS, unit)
    latest = months_before(today(facts), -months)
    near = today(facts) < command.review_on <= latest
    return allowed_if(near, review_on=str(command.review_on), months=months, basis="R28")


def commitment_waits_to_be_countersigned(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The employee has signed, the arrangement is not over, and the office has not countersigned yet (R28)."""
    arrangement = facts.of(HomeWork, command.person)
    waits = arrangement.signed is not None and arrangement.stage in WITH_A_PLACE
    return allowed_if(waits, person=command.person, stage=arrangement.stage.value)


def commitment_is_in_force(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """A commitment was countersigned, and the arrangement is not over (R28)."""
    arrangement = facts.of(HomeWork, command.person)
    holds = arrangement.commitment is not None and arrangement.stage in WITH_A_PLACE
    return allowed_if(holds, person=command.person, stage=arrangement.stage.value)

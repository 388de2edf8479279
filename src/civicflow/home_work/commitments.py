"""What can be asked for about a commitment: sign it, countersign it, look at how it is kept (R28, K17)."""

from collections.abc import Iterator
from datetime import date, time
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, day, free_text, local_time
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.home_work import commitment_rules, rules
from civicflow.home_work.events import CommitmentCountersigned, CommitmentReviewed, CommitmentSigned
from civicflow.home_work.model import HomeWork


@frozen(kw_only=True, eq=False, repr=False)
class SignCommitment(Command):
    """
    Commit, as an employee whose request is approved, to progress, volume and quality (R28).

    It may be signed anew while the arrangement runs, such as under a new text; until the office countersigns, what was
    agreed before stays in force, and the place is kept.

    Args:
        person: Who signs, and acts.
        text_version: Which text is signed; the one now laid down.
        progress: What they commit to about progress.
        volume: About the volume of work.
        quality: About its quality.
        reach_from: From when they can be reached, by local time (R24).
        reach_until: Until when.
        place: Where they work.
        review_on: The day on which the commitment is looked at again.
    """

    person: PersonId
    text_version: ShortText
    progress: FreeText = field(converter=free_text)
    volume: FreeText = field(converter=free_text)
    quality: FreeText = field(converter=free_text)
    reach_from: time = field(converter=local_time)
    reach_until: time = field(converter=local_time)
    place: FreeText = field(converter=free_text)
    review_on: date = field(converter=day)

    authority: ClassVar[Rule] = rules.employee_acts_in_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.arrangement_takes_a_place,
        commitment_rules.text_to_sign_is_the_current_one,
        commitment_rules.reachable_from_before_until,
        commitment_rules.review_is_near_enough,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The commitment is signed."""
        yield CommitmentSigned(
            person=self.person,
            unit=facts.of(HomeWork, self.person).unit,
            text_version=self.text_version,
            progress=self.progress,
            volume=self.volume,
            quality=self.quality,
            reach_from=self.reach_from,
            reach_until=self.reach_until,
            place=self.place,
            review_on=self.review_on,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CountersignCommitment(Command):
    """
    Countersign, as the office that decides, what the employee signed last (R28, K17).

    Args:
        person: Whose commitment.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        commitment_rules.commitment_waits_to_be_countersigned,
        commitment_rules.signed_text_is_still_the_current_one,
        actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The commitment is countersigned."""
        arrangement = facts.of(HomeWork, self.person)
        assert arrangement.signed is not None
        yield CommitmentCountersigned(
            person=self.person,
            unit=arrangement.unit,
            text_version=arrangement.signed.text_version,
            countersigned_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReviewCommitment(Command):
    """
    Say, as the office that decides, how a commitment is kept, and when one looks at it again (K17).

    Args:
        person: Whose commitment.
        review_on: The day on which it is looked at again.
        remark: What was found.
    """

    person: PersonId
    review_on: date = field(converter=day)
    remark: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        commitment_rules.commitment_is_in_force,
        commitment_rules.review_is_near_enough,
        actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The commitment is reviewed."""
        yield CommitmentReviewed(
            person=self.person,
            unit=facts.of(HomeWork, self.person).unit,
            reviewed_by=facts.act.person,
            remark=self.remark,
            review_on=self.review_on,
        )


COMMITMENTS = (SignCommitment, CountersignCommitment, ReviewCommitment)

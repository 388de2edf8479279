"""What can be asked for about a petition: take it down, hand it out, forward it, answer it, take it back (R56, K21)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId, day, free_text
from civicflow.core.rule import Rule
from civicflow.feedback import rules
from civicflow.feedback.events import (
    PetitionAnswered,
    PetitionAssigned,
    PetitionChannel,
    Petitioner,
    PetitionForwarded,
    PetitionKind,
    PetitionOutcome,
    PetitionReceived,
    PetitionWithdrawn,
)
from civicflow.feedback.model import Petition
from civicflow.organization.granted_terms import beginning_of, granted_end
from civicflow.regulations.parameters import PETITION_ANSWERED_WITHIN


@frozen(kw_only=True, eq=False, repr=False)
class ReceivePetition(Command):
    """
    Take down what a citizen, a business or a colleague turns to the office with (R56, K21).

    Nobody from outside is named: who it was stands in the directory, or in the text.

    Args:
        petition: Its id.
        unit: The unit that it concerns.
        petitioner: Who turns to the office: ``citizen``, ``business`` or ``staff``.
        from_person: Who of the staff does; left out when they do not want to be named.
        kind: What it is about: ``service``, ``attitude``, ``delay``, ``abuse``, ``home_work_refusal`` or ``other``.
        about: The person whom it is about.
        against: What it is against, by its id; against a refusal of home work, the person who had asked.
        decided_by: Who decided that, where the office knows it.
        channel: By which way it came in.
        received_on: The day on which it came in; the term for the answer runs from then.
        text: What it says.
    """

    petition: SubjectId
    unit: UnitId
    petitioner: Petitioner = field(converter=Petitioner)
    from_person: PersonId | None = None
    kind: PetitionKind = field(converter=PetitionKind)
    about: PersonId | None = None
    against: SubjectId | None = None
    decided_by: PersonId | None = None
    channel: PetitionChannel = field(converter=PetitionChannel)
    received_on: date = field(converter=day)
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_of_record_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.petition_is_new,
        rules.petition_came_in_by_today,
        rules.only_staff_are_named,
        rules.refusal_is_named,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is received."""
        start = beginning_of(facts, self.received_on)
        due, derivation = granted_end(facts, PETITION_ANSWERED_WITHIN, self.unit, start)
        yield PetitionReceived(
            petition=self.petition,
            unit=self.unit,
            petitioner=self.petitioner,
            from_person=self.from_person,
            kind=self.kind,
            about=self.about,
            against=self.against,
            decided_by=self.decided_by,
            channel=self.channel,
            received_on=self.received_on,
            text=self.text,
            received_by=facts.act.person,
            due=due,
            derivation=derivation,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AssignPetition(Command):
    """
    Say who answers a petition; it may be given to another person until it is answered (R56, K10).

    Args:
        petition: The petition.
        to: Who answers it.
    """

    petition: SubjectId
    to: PersonId

    authority: ClassVar[Rule] = rules.office_that_handles_the_petition
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.petition_is_open,
        rules.actor_is_no_party,
        rules.answerer_is_no_party,
        rules.answerer_stands_in_the_line,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is assigned."""
        unit = facts.of(Petition, self.petition).unit
        yield PetitionAssigned(petition=self.petition, unit=unit, to=self.to, assigned_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class ForwardPetition(Command):
    """
    Hand a petition to the unit that it concerns in truth; its term goes on (R56).

    Args:
        petition: The petition.
        to_unit: That unit.
        reason: Why it is theirs.
    """

    petition: SubjectId
    to_unit: UnitId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_forwards_the_petition
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.petition_is_open,
        rules.actor_is_no_party,
        rules.unit_is_another,
        rules.somebody_else_stands_above_the_unit,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is forwarded."""
        yield PetitionForwarded(
            petition=self.petition,
            unit=facts.of(Petition, self.petition).unit,
            to_unit=self.to_unit,
            forwarded_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AnswerPetition(Command):
    """
    Answer a petition, as the person to whom it is assigned (R56, K10).

    Args:
        petition: The petition.
        outcome: Whether it was right: ``upheld``, ``partly`` or ``rejected``.
        answer: What is answered, and what follows from it.
    """

    petition: SubjectId
    outcome: PetitionOutcome = field(converter=PetitionOutcome)
    answer: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.person_who_answers_the_petition
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.petition_is_assigned,
        rules.actor_is_no_party,
        rules.answerer_still_stands_in_the_line,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is answered."""
        yield PetitionAnswered(
            petition=self.petition,
            unit=facts.of(Petition, self.petition).unit,
            answered_by=facts.act.person,
            outcome=self.outcome,
            answer=self.answer,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawPetition(Command):
    """
    Take down that whoever turned to the office takes the petition back (K17).

    Args:
        petition: The petition.
        reason: Why, as they say.
    """

    petition: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_of_record_or_petitioner
    rules: ClassVar[tuple[Rule, ...]] = (rules.petition_is_open, rules.actor_is_not_concerned)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is withdrawn."""
        yield PetitionWithdrawn(
            petition=self.petition,
            unit=facts.of(Petition, self.petition).unit,
            recorded_by=facts.act.person,
            reason=self.reason,
        )


PETITIONS = (ReceivePetition, AssignPetition, ForwardPetition, AnswerPetition, WithdrawPetition)

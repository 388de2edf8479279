"""What can be asked for when somebody at home could not be reached: record it, and reply to it (R24)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, SubjectId, free_text, instant
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.home_work import contact_rules
from civicflow.home_work.events import ContactChannel, ContactFailed, ContactReplied
from civicflow.home_work.model import Contact
from civicflow.organization.membership import primary_unit


@frozen(kw_only=True, eq=False, repr=False)
class RecordFailedContact(Command):
    """
    Record that a person could not be reached when they had to be; they may reply, and it is never scored (R24, R18).

    Args:
        contact: The id of the attempt.
        person: Who could not be reached.
        at: When, aware; further back than an act is claimed without a reason, the order gives one (K3).
        channel: How it was tried.
    """

    contact: SubjectId
    person: PersonId
    at: datetime = field(converter=instant)
    channel: ContactChannel = field(converter=ContactChannel)

    authority: ClassVar[Rule] = contact_rules.office_that_leads_whom_it_called
    rules: ClassVar[tuple[Rule, ...]] = (
        contact_rules.contact_is_new,
        actor_is_not_the_employee,
        contact_rules.contact_lies_in_the_past,
        contact_rules.contact_is_recorded_soon_or_says_why,
        contact_rules.person_had_to_be_reachable,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The contact has failed."""
        unit = primary_unit(facts, self.person, facts.day_of(self.at))
        assert unit is not None
        yield ContactFailed(
            contact=self.contact,
            person=self.person,
            unit=unit.id,
            at=self.at,
            channel=self.channel,
            recorded_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReplyToFailedContact(Command):
    """
    Say, as whoever could not be reached, why; it stands beside what was recorded (R24, R17).

    Args:
        contact: The attempt.
        reply: What there is to say.
    """

    contact: SubjectId
    reply: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = contact_rules.person_who_was_called
    rules: ClassVar[tuple[Rule, ...]] = (contact_rules.contact_is_not_answered_yet,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person has replied."""
        contact = facts.of(Contact, self.contact)
        yield ContactReplied(contact=contact.id, person=contact.person, unit=contact.unit, reply=self.reply)


CONTACTS = (RecordFailedContact, ReplyToFailedContact)

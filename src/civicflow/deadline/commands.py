"""What the automation asks for when a notice falls due: remind, alert, escalate; each is fully determined by the record (R53)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import ShortText, instant
from civicflow.core.rule import Rule
from civicflow.deadline import rules
from civicflow.deadline.events import Alert, DeadlineAlerted, DeadlineEscalated, DeadlineReminded
from civicflow.deadline.notices import name_of_alert, name_of_escalation, name_of_reminder
from civicflow.deadline.told import chart_around, office_above, told
from civicflow.organization.authority import today


@frozen(kw_only=True, eq=False, repr=False)
class RemindOfDeadline(Command):
    """
    Remind whoever has some work of its due, once its reminder has fallen due (R53).

    Args:
        subject: The stream of the work, such as ``task:T-17``.
        due: Its due.
        before: How long before it, as the regulation or the procedure has it: ``3 working_days``.
    """

    subject: ShortText
    due: datetime = field(converter=instant)
    before: ShortText

    authority: ClassVar[Rule] = rules.record_calls_for_the_notice
    rules: ClassVar[tuple[Rule, ...]] = rules.RULES

    @property
    def notice(self) -> str:
        """What is told, by its name."""
        return name_of_reminder(self.before)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """They are reminded."""
        yield DeadlineReminded(**_said(self, facts))


@frozen(kw_only=True, eq=False, repr=False)
class AlertOfDeadline(Command):
    """
    Alert whom it concerns that a due presses, once that has come so far (V17, K25).

    Args:
        subject: The stream of the work, such as ``task:T-17``.
        due: Its due.
        colour: How much it presses.
    """

    subject: ShortText
    due: datetime = field(converter=instant)
    colour: Alert = field(converter=Alert)

    authority: ClassVar[Rule] = rules.record_calls_for_the_notice
    rules: ClassVar[tuple[Rule, ...]] = rules.RULES

    @property
    def notice(self) -> str:
        """What is told, by its name."""
        return name_of_alert(self.colour)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """They are alerted."""
        yield DeadlineAlerted(colour=self.colour, **_said(self, facts))


@frozen(kw_only=True, eq=False, repr=False)
class EscalateDeadline(Command):
    """
    Take work that is not done to an office above the one that decides on it, once it is so late (R53, K11).

    Args:
        subject: The stream of the work, such as ``task:T-17``.
        due: Its due.
        level: How many levels up.
    """

    subject: ShortText
    due: datetime = field(converter=instant)
    level: int

    authority: ClassVar[Rule] = rules.record_calls_for_the_notice
    rules: ClassVar[tuple[Rule, ...]] = rules.RULES

    @property
    def notice(self) -> str:
        """What is told, by its name."""
        return name_of_escalation(self.level)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is taken there."""
        found = rules.called_for(self, facts)
        assert found is not None
        work, _ = found
        office, _ = office_above(chart_around(facts, work.unit), work, self.level, today(facts))
        yield DeadlineEscalated(level=self.level, office_of=office, **_said(self, facts))


def _said(command: rules.TellsOfDue, facts: Facts) -> dict[str, Any]:
    """What every notice says of itself: whose work and due it is, when it fell due, whether that is long ago, who is told."""
    found = rules.called_for(command, facts)
    assert found is not None
    work, falling = found
    locality = rules.locality_of(facts, work.unit)
    return {
        "subject": work.subject,
        "assignee": work.assignee,
        "unit": work.unit,
        "due": work.due_at,
        "fell_due_at": falling.at,
        "counted": falling.counted,
        "late": rules.almanac(facts).is_late(falling.at, facts.act.now, locality),
        "to": tuple(sorted(told(chart_around(facts, work.unit), work, falling.notice, today(facts)))),
    }


COMMANDS = (RemindOfDeadline, AlertOfDeadline, EscalateDeadline)

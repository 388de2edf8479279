"""What can be asked for about a finding: open it, answer it, judge the answer, close it, open it again (R59)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId, free_text
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.rule import Rule
from civicflow.organization.granted_terms import granted_end
from civicflow.oversight import rules
from civicflow.oversight.events import (
    FindingAnswerAccepted,
    FindingAnswered,
    FindingAnswerRejected,
    FindingClosed,
    FindingOpened,
    FindingReopened,
    Resolution,
    Severity,
)
from civicflow.oversight.model import Finding
from civicflow.regulations.parameters import FINDING_ANSWERED_WITHIN


def positions(named: Iterable[int]) -> tuple[int, ...]:
    """Take several positions of the log."""
    return tuple(named)


def figures(frozen: Iterable[FrozenAnswer]) -> tuple[FrozenAnswer, ...]:
    """Take several frozen answers."""
    return tuple(frozen)


@frozen(kw_only=True, eq=False, repr=False)
class OpenFinding(Command):
    """
    Say what was found wrong in a unit, against which rule, and on what that rests (R59, S4).

    Args:
        finding: Its id.
        inspection: The inspection in which it was found; left out when an inspector found it in the record.
        unit: The unit that answers it.
        person: The person whom it concerns.
        severity: ``minor``, ``major`` or ``critical``.
        provision: The rule or provision that was not kept.
        refs: The positions of the events that it rests on.
        figures: The figures that it rests on, as ``flow.freeze`` gives them.
        text: What was found.
    """

    finding: SubjectId
    inspection: SubjectId | None = None
    unit: UnitId
    person: PersonId | None = None
    severity: Severity = field(converter=Severity)
    provision: ShortText
    refs: tuple[int, ...] = field(default=(), converter=positions)
    figures: tuple[FrozenAnswer, ...] = field(default=(), converter=figures)
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.inspector_over_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.finding_is_new,
        rules.finding_belongs_to_its_inspection,
        rules.finder_comes_from_outside,
        rules.finding_rests_on_something,
        rules.events_have_positions,
        rules.figures_were_given_by_now,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The finding is opened."""
        due, derivation = granted_end(facts, FINDING_ANSWERED_WITHIN, self.unit, facts.act.now)
        yield FindingOpened(
            finding=self.finding,
            inspection=self.inspection,
            unit=self.unit,
            person=self.person,
            severity=self.severity,
            provision=self.provision,
            refs=self.refs,
            figures=self.figures,
            text=self.text,
            opened_by=facts.act.person,
            due=due,
            derivation=derivation,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AnswerFinding(Command):
    """
    Answer a finding, as the head of the unit: how it came to be, and what is done about it (R59, R79).

    Args:
        finding: The finding.
        answer: How it came to be.
        measures: What is done about it, and until when.
    """

    finding: SubjectId
    answer: FreeText = field(converter=free_text)
    measures: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_answers_the_finding
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.finding_waits_for_an_answer,
        rules.actor_did_not_find_it,
        rules.actor_is_not_whom_it_concerns,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The finding is answered."""
        yield FindingAnswered(
            finding=self.finding,
            unit=facts.of(Finding, self.finding).unit,
            answered_by=facts.act.person,
            answer=self.answer,
            measures=self.measures,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AcceptAnswer(Command):
    """
    Say, for the side that inspects, that an answer does; the finding is closed once it is remedied (R59).

    Args:
        finding: The finding.
    """

    finding: SubjectId

    authority: ClassVar[Rule] = rules.inspector_over_the_finding
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.answer_waits_for_a_decision,
        rules.actor_stands_outside_the_finding,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The answer is accepted."""
        unit = facts.of(Finding, self.finding).unit
        yield FindingAnswerAccepted(finding=self.finding, unit=unit, accepted_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class RejectAnswer(Command):
    """
    Say, for the side that inspects, that an answer does not do; another one is due within a new term (R59).

    Args:
        finding: The finding.
        reason: What is missing.
    """

    finding: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.inspector_over_the_finding
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.answer_waits_for_a_decision,
        rules.actor_stands_outside_the_finding,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The answer is rejected."""
        unit = facts.of(Finding, self.finding).unit
        due, derivation = granted_end(facts, FINDING_ANSWERED_WITHIN, unit, facts.act.now)
        yield FindingAnswerRejected(
            finding=self.finding,
            unit=unit,
            rejected_by=facts.act.person,
            reason=self.reason,
            due=due,
            derivation=derivation,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CloseFinding(Command):
    """
    Close a finding: remedied, once its answer was accepted, or withdrawn because it did not hold (R59, K17).

    Args:
        finding: The finding.
        resolution: ``remedied`` or ``withdrawn``.
        note: By what that was seen.
    """

    finding: SubjectId
    resolution: Resolution = field(converter=Resolution)
    note: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.inspector_over_the_finding
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.finding_may_be_closed,
        rules.actor_stands_outside_the_finding,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The finding is closed."""
        yield FindingClosed(
            finding=self.finding,
            unit=facts.of(Finding, self.finding).unit,
            closed_by=facts.act.person,
            resolution=self.resolution,
            note=self.note,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReopenFinding(Command):
    """
    Open a finding again that was closed too early; it is to be answered within a new term (R59, K17).

    Args:
        finding: The finding.
        reason: Why.
    """

    finding: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.inspector_over_the_finding
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.finding_is_closed,
        rules.actor_stands_outside_the_finding,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The finding is reopened."""
        unit = facts.of(Finding, self.finding).unit
        due, derivation = granted_end(facts, FINDING_ANSWERED_WITHIN, unit, facts.act.now)
        yield FindingReopened(
            finding=self.finding,
            unit=unit,
            reopened_by=facts.act.person,
            reason=self.reason,
            due=due,
            derivation=derivation,
        )


FINDINGS = (OpenFinding, AnswerFinding, AcceptAnswer, RejectAnswer, CloseFinding, ReopenFinding)

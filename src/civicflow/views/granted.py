"""Terms that an act set running, as they end under the regulations that are asked: kept as they were, unless others are supposed."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve, frozen

from civicflow.calendars import Derivation, Length
from civicflow.core.event import micros
from civicflow.core.provision import Circumstances, Regulations
from civicflow.core.question import Evidence
from civicflow.organization.model import Unit
from civicflow.regulations import Parameter, parameters
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.task.steps import Deed, Step
from civicflow.views import asking, findings_on_record, petitions_on_record, units
from civicflow.views.findings_on_record import FindingOnRecord
from civicflow.views.petitions_on_record import PetitionOnRecord

OF_TASKS: Mapping[Deed, Parameter[Length]] = {
    "disputed": parameters.DISPUTE_DECIDED_WITHIN,
    "held": parameters.HOLD_REVIEWED_WITHIN,
    "hold_reviewed": parameters.HOLD_REVIEWED_WITHIN,
}
"""Which term each step of a task sets running."""


def petitions(evidence: Evidence) -> Iterator[PetitionOnRecord]:
    """The petitions, each with the due that it has under the regulations that are asked."""
    granted, length = Granted(evidence), parameters.PETITION_ANSWERED_WITHIN
    for row in evidence.rows(petitions_on_record.VIEW):
        yield evolve(row, due=granted.end(length, row.due, row.derivation, row.received_in))


def findings(evidence: Evidence) -> Iterator[FindingOnRecord]:
    """The findings, likewise."""
    granted, length = Granted(evidence), parameters.FINDING_ANSWERED_WITHIN
    for row in evidence.rows(findings_on_record.VIEW):
        yield evolve(row, due=granted.end(length, row.due, row.derivation, row.unit))


@frozen(slots=False)
class Granted:
    """
    When terms end that acts set running.

    A date is kept as the act set it. Only where other regulations are supposed, and answer otherwise than those that hold
    for the day on which the term began, is it counted anew; a date that somebody chose is theirs.

    Args:
        evidence: The regulations that are asked, those that hold, and the calendar.
    """

    evidence: Evidence

    def end(
        self,
        length: Parameter[Length],
        end: int | None,
        derivation: Derivation | None,
        unit: str | None,
        category: str | None = None,
    ) -> int | None:
        """
        When a term ends.

        Args:
            length: The parameter that sets its length.
            end: As the act has it, in microseconds since 1970 UTC.
            derivation: What that was derived from; None when somebody chose it, or nothing was on record.
            unit: The unit whose place says which rules hold.
            category: The personnel category of the person whom the term concerns, where it depends on that.

        Returns:
            The end likewise; None where no regulation grants one.
        """
        in_force = self.evidence.in_force
        if in_force is None or derivation is None or derivation.regulation is None:
            return end
        since, locality = micros(derivation.start), self._locality(unit)
        asked = Circumstances(
            on=asking.local_day(self.evidence, since),
            locality=locality,
            category=category,
            known=asking.known_on(self.evidence),
        )
        if _said(in_force, length, asked) == _said(self.evidence.regulations, length, asked):
            return end
        return asking.end_of_term(self.evidence, length, since, locality=locality, category=category)

    def moment(self, step: Step, unit: str | None) -> int | None:
        """The date that a step of a task of a unit speaks of, likewise."""
        length = OF_TASKS.get(step.deed)
        return step.moment if length is None else self.end(length, step.moment, step.derivation, unit)

    def _locality(self, unit: str | None) -> str:
        found = self._units.get(unit or "")
        return "" if found is None else found.locality

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return units.chart(self.evidence)


def _said(regulations: Regulations, length: Parameter[Length], asked: Circumstances) -> tuple[object, ...]:
    """How long a term is, and when the office works; by which record it is said does not matter."""
    hours = OFFICE_HOURS.at(regulations, **asked)
    return length.at(regulations, **asked), getattr(hours, "sessions", None)

"""What is counted for one line of the league of units: tasks in three readings, targets, petitions (V18)."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from attrs import Factory, define, frozen

from civicflow.core import working
from civicflow.core.question import Evidence, Figure
from civicflow.core.working import counted
from civicflow.feedback.model import OPEN, Stage
from civicflow.views.petition_record import is_in_time, is_overdue
from civicflow.views.petitions_on_record import PetitionOnRecord
from civicflow.views.targets import TargetStanding
from civicflow.views.timeliness import Tally
from civicflow.views.verdicts import READINGS, Reading


@frozen(kw_only=True)
class LeagueLine:
    """
    One unit, or one accountable head.

    Args:
        of: Which; None for all together, an empty text where no record says it.
        raw: Tasks on time by their first due, of those on time or late: the reading that nothing can lift (K4).
        on_time: The same by the excused due.
        closed: The same of what was completed in the period.
        weighted: By the first due, in units of work, so that splitting a task lifts nothing.
        targets: How many targets the period touches.
        targets_set_late: How many of these were set when their period had begun.
        targets_met: Those that are met, of those of which something was reported or found.
        targets_met_as_assigned: The same by what was asked for first.
        petitions: How many petitions of citizens and staff came in.
        petitions_in_time: Those answered within their term, of those answered or waiting beyond it.
        petitions_open: How many wait for an answer.
        petitions_overdue: How many of these wait beyond their term.
    """

    of: str | None
    raw: Figure
    on_time: Figure
    closed: Figure
    weighted: Figure
    targets: int
    targets_set_late: int
    targets_met: Figure
    targets_met_as_assigned: Figure
    petitions: int
    petitions_in_time: Figure
    petitions_open: int
    petitions_overdue: int


def _tallies(line: "LineTally") -> Mapping[Reading, Tally]:
    return {reading: Tally(line.evidence, with_events=False) for reading in READINGS}


@define
class LineTally:
    """
    One line while it is counted.

    Args:
        evidence: Whether figures are to remember how they were reckoned.
        tasks: Its tasks, by reading.
        targets: Its targets.
        petitions: Its petitions.
    """

    evidence: Evidence
    tasks: Mapping[Reading, Tally] = Factory(_tallies, takes_self=True)
    targets: list[TargetStanding] = Factory(list)
    petitions: list[PetitionOnRecord] = Factory(list)

    def line(self, of: str | None, now: int) -> LeagueLine:
        """
        What was counted.

        Args:
            of: Which unit or head.
            now: The moment the question is asked for, in microseconds since 1970 UTC.
        """
        told = {reading: tally.timeliness() for reading, tally in self.tasks.items()}
        overdue = [each for each in self.petitions if is_overdue(each, now)]
        return LeagueLine(
            of=of,
            raw=told["raw"].figure,
            on_time=told["on_time"].figure,
            closed=told["closed"].figure,
            weighted=told["raw"].weighted,
            targets=counted(self.evidence, self.targets, _target("in_the_period")),
            targets_set_late=counted(
                self.evidence, [each for each in self.targets if each.set_late], _target("set_late")
            ),
            targets_met=self._met(attrgetter("met")),
            targets_met_as_assigned=self._met(attrgetter("met_as_assigned")),
            petitions=counted(self.evidence, self.petitions, _petition("came_in")),
            petitions_in_time=self._in_time(overdue),
            petitions_open=counted(
                self.evidence, [each for each in self.petitions if each.stage in OPEN], _petition("open")
            ),
            petitions_overdue=counted(self.evidence, overdue, _petition("overdue")),
        )

    def _met(self, is_met: Callable[[TargetStanding], bool | None]) -> Figure:
        known = [each for each in self.targets if is_met(each) is not None]
        return Figure(
            numerator=counted(self.evidence, [each for each in known if is_met(each)], _target("met")),
            denominator=counted(self.evidence, known, _target("reported")),
        )

    def _in_time(self, overdue: list[PetitionOnRecord]) -> Figure:
        answered = [each for each in self.petitions if each.stage is Stage.ANSWERED and each.due is not None]
        in_time = [each for each in answered if is_in_time(each)]
        return Figure(
            numerator=counted(self.evidence, in_time, _petition("answered_in_time")),
            denominator=counted(self.evidence, [*answered, *overdue], _petition("answered_or_overdue")),
        )


def _target(because: str) -> Callable[[TargetStanding], working.Part]:
    return lambda each: working.Part(of=f"target:{each.target}", because=because, events=each.events)


def _petition(because: str) -> Callable[[PetitionOnRecord], working.Part]:
    return lambda each: working.Part(of=f"petition:{each.petition}", because=because, events=each.positions)

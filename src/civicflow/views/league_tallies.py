"""What is counted for one line of the league of units: tasks in three readings, targets, petitions (V18)."""

from collections.abc import Mapping

from attrs import Factory, define, frozen

from civicflow.core.question import Figure
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


def _tallies() -> Mapping[Reading, Tally]:
    return {reading: Tally(with_events=False) for reading in READINGS}


@define
class LineTally:
    """
    One line while it is counted.

    Args:
        tasks: Its tasks, by reading.
        targets: Its targets.
        petitions: Its petitions.
    """

    tasks: Mapping[Reading, Tally] = Factory(_tallies)
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
        known = [each for each in self.targets if each.met is not None]
        return LeagueLine(
            of=of,
            raw=told["raw"].figure,
            on_time=told["on_time"].figure,
            closed=told["closed"].figure,
            weighted=told["raw"].weighted,
            targets=len(self.targets),
            targets_set_late=sum(each.set_late for each in self.targets),
            targets_met=Figure(numerator=sum(each.met is True for each in known), denominator=len(known)),
            targets_met_as_assigned=Figure(
                numerator=sum(each.met_as_assigned is True for each in known), denominator=len(known)
            ),
            petitions=len(self.petitions),
            petitions_in_time=_in_time(self.petitions, now),
            petitions_open=sum(each.stage in OPEN for each in self.petitions),
            petitions_overdue=sum(is_overdue(each, now) for each in self.petitions),
        )


def _in_time(petitions: list[PetitionOnRecord], now: int) -> Figure:
    answered = [each for each in petitions if each.stage is Stage.ANSWERED and each.due is not None]
    overdue = sum(is_overdue(each, now) for each in petitions)
    return Figure(numerator=sum(map(is_in_time, answered)), denominator=len(answered) + overdue)

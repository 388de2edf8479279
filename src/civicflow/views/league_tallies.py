"""What is counted for one line of the league of units: tasks in three readings, targets, petitions (V18)."""

from collections.abc import Mapping

from attrs import Factory, define, frozen

from civicflow.core.question import Figure
from civicflow.views.petition_history import PetitionHistory
from civicflow.views.targets import TargetStanding
from civicflow.views.timeliness import Tally
from civicflow.views.verdicts import READINGS, Reading


@frozen(kw_only=True)
class PetitionCount:
    """
    The petitions of a line.

    Args:
        came_in: How many came in.
        answered_in_time: Those answered within their term, of those answered or waiting beyond it.
        open: How many wait for an answer.
        overdue: How many of these wait beyond their term.
        withdrawn: How many were withdrawn.
    """

    came_in: int
    answered_in_time: Figure
    open: int
    overdue: int
    withdrawn: int


@frozen(kw_only=True)
class LeagueLine:
    """
    One unit, or one accountable head.

    Args:
        part: Which; None for all together, an empty text where no record says it.
        raw: Tasks on time by their first due, of those on time or late: the reading that nothing can lift (K4).
        on_time: The same by the excused due.
        closed: The same of what was completed in the period.
        weighted: By the first due, in units of work, so that splitting a task lifts nothing.
        targets: How many targets the period touches.
        targets_met: Those that are met, of those of which something was reported or found.
        targets_met_as_assigned: The same by what was asked for first.
        petitions: What came in from citizens and staff.
    """

    part: str | None
    raw: Figure
    on_time: Figure
    closed: Figure
    weighted: Figure
    targets: int
    targets_met: Figure
    targets_met_as_assigned: Figure
    petitions: PetitionCount


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
    petitions: list[PetitionHistory] = Factory(list)

    def line(self, part: str | None, now: int) -> LeagueLine:
        """
        What was counted.

        Args:
            part: Which unit or head.
            now: The moment the question is asked for, in microseconds since 1970 UTC.
        """
        told = {reading: tally.timeliness() for reading, tally in self.tasks.items()}
        known = [each for each in self.targets if each.met is not None]
        return LeagueLine(
            part=part,
            raw=told["raw"].figure,
            on_time=told["on_time"].figure,
            closed=told["closed"].figure,
            weighted=told["raw"].weighted,
            targets=len(self.targets),
            targets_met=Figure(numerator=sum(each.met is True for each in known), denominator=len(known)),
            targets_met_as_assigned=Figure(
                numerator=sum(each.met_as_assigned is True for each in known), denominator=len(known)
            ),
            petitions=_counted(self.petitions, now),
        )


def _counted(petitions: list[PetitionHistory], now: int) -> PetitionCount:
    late = sum(each.is_late_at(now) for each in petitions)
    in_time = sum(each.answered is not None and not each.is_late_at(now) for each in petitions)
    waiting = [each for each in petitions if each.is_open]
    return PetitionCount(
        came_in=len(petitions),
        answered_in_time=Figure(numerator=in_time, denominator=in_time + late),
        open=len(waiting),
        overdue=sum(each.is_late_at(now) for each in waiting),
        withdrawn=sum(each.withdrawn for each in petitions),
    )

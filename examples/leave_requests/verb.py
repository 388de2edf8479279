"""A verb for the command line: ``civicflow away U-1 2023-11-20``."""

from civicflow.cli.terminal import Terminal
from leave_requests.absences import Absences


def away(unit: str, day: str, /, *, terminal: Terminal) -> int:
    """
    Print who of a unit is away on a day, one person a line.

    Args:
        unit: The unit.
        day: The day, such as 2023-11-20.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        absences = flow.ask(Absences(unit=unit, since=day, until=day)).answer
    for absence in absences:
        terminal.line(absence.person)
    return 0

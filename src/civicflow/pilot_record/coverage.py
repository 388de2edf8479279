"""Whom a running pilot covers: what eligibility and the places of a body are asked by."""

from civicflow.core.facts import Facts
from civicflow.organization.authority import today
from civicflow.organization.model import Position
from civicflow.pilot_record.events import PilotType
from civicflow.pilot_record.model import PilotRecord


def pilot_covering(
    facts: Facts, position: Position, type: PilotType = PilotType.REMOTE_WORK
) -> PilotRecord | None:
    """
    The pilot that runs today and covers a position; None when none does.

    Args:
        facts: The window on the world.
        position: The position.
        type: What the pilot tries.
    """
    on = today(facts)
    pilots = facts.all(PilotRecord, pilot_of=position.unit)
    return next(
        (each for each in pilots if each.type is type and each.runs(on) and each.covers(position, on)), None
    )

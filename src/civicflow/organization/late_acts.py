"""What is taken down late: as late as an act may be claimed without a reason, or with one, which the envelope keeps (K3)."""

from datetime import datetime, timedelta

from civicflow.core.facts import Facts
from civicflow.organization.authority import today
from civicflow.regulations.parameters import LATE_CLAIM_HOURS


def is_soon_enough_or_says_why(facts: Facts, moment: datetime) -> bool:
    """
    Whether an act that speaks of a moment gone by comes within the time in which no reason is asked for, or gives one.

    Args:
        facts: The window on the world.
        moment: The moment it speaks of.

    Raises:
        NotRegulatedError: When nothing on record says how late is late.
    """
    if facts.act.reason is not None:
        return True
    hours = LATE_CLAIM_HOURS.required(facts.regulations, on=today(facts), locality="vn")
    return facts.act.now - moment <= timedelta(hours=hours)

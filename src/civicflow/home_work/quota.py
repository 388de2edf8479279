"""What a pilot owes those who work at home under it: their places."""

from collections.abc import Mapping
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.home_work.eligibility import remote_places_taken
from civicflow.pilot_record.events import PilotType
from civicflow.pilot_record.model import PilotRecord


class ChangesQuota(Protocol):
    """A command that may give bodies another number of places in a pilot."""

    @property
    def pilot(self) -> str:
        """The pilot."""

    @property
    def quota(self) -> Mapping[str, int] | None:
        """The places of each body from now on; as before when left out."""


def quota_covers_the_places_taken(command: ChangesQuota, facts: Facts) -> Verdict:
    """No body is left with fewer remote places than are taken: arrangements are ended first, and by decision (R6, K14)."""
    pilot = facts.of(PilotRecord, command.pilot)
    if command.quota is None or pilot.type is not PilotType.REMOTE_WORK:
        return ALLOWED
    taken = {body: remote_places_taken(facts, body) for body in pilot.scope.quota}
    short = next((body for body, number in taken.items() if command.quota.get(body, 0) < number), None)
    return allowed_if(
        short is None,
        body=short or "",
        taken=taken.get(short or "", 0),
        places=command.quota.get(short or "", 0),
        basis="K14",
    )

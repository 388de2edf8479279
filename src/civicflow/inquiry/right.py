"""By what right somebody acted: the rule that found it, the appointment that it came from, the delegation that lent it."""

import re
from collections.abc import Iterator
from datetime import tzinfo

from attrs import frozen

from civicflow.core.log import Entry, Log
from civicflow.organization.events import AuthorityDelegated, Founded
from civicflow.organization.model import THE_ADMINISTRATION, Delegations

ADMINISTRATOR = "administrator"
_GIVEN = re.compile(r"(?P<word>[^@#]+)@(?P<stream>[^#]+)(?:#(?P<position>\d+))?")


@frozen(kw_only=True)
class Right:
    """
    What gave somebody the right to act.

    Args:
        said: As the envelope has it, such as ``head@unit:U-12#31``; empty where the act was their own affair.
        given: The event that it came from: the appointment, the establishment of the unit that answers to them, the order
            that made them member of a team, the founding; None where no office was used.
        lent: The delegations under which they acted for somebody else, as they stood then.
    """

    said: str
    given: Entry | None
    lent: tuple[Entry, ...]


def right_of(entry: Entry, log: Log, zone: tzinfo) -> Right:
    """
    What gave the right to decide what stands in a line (K11).

    Args:
        entry: The line.
        log: Where it is looked up.
        zone: The zone of local dates.
    """
    said = entry.envelope.authority
    return Right(said=said, given=_given(said, log), lent=tuple(_lent(entry, log, zone)))


def _given(said: str, log: Log) -> Entry | None:
    if said == ADMINISTRATOR:
        return _first(log, f"{Founded.stream[0]}:{THE_ADMINISTRATION}")
    found = _GIVEN.fullmatch(said)
    if found is None:
        return None
    return _first(log, found["stream"]) if found["position"] is None else line_at(log, int(found["position"]))


def line_at(log: Log, position: int) -> Entry | None:
    """The line at a position; None where the log has none."""
    return next(iter(log.entries(after=position - 1, until=position)), None) if position > 0 else None


def _first(log: Log, stream: str) -> Entry | None:
    return next(iter(log.entries(stream=stream)), None)


def _lent(entry: Entry, log: Log, zone: tzinfo) -> Iterator[Entry]:
    """The delegations of the one acted for to the one who acts that stood on the day of the act, and on that of the record."""
    giver = entry.envelope.on_behalf_of
    if giver is None:
        return
    state: Delegations | None = None
    given: dict[str, Entry] = {}
    for each in log.entries(stream=f"{Delegations.kind}:{giver}", until=entry.at.position - 1):
        state = Delegations.evolve(state, each.event, each.at)
        if isinstance(each.event, AuthorityDelegated):
            given[each.event.delegation] = each
    days = {each.astimezone(zone).date() for each in (entry.at.occurred_at, entry.at.recorded_at)}
    held = [{each.id for each in state.to(entry.envelope.by, on)} for on in days] if state else [set[str]()]
    yield from (each for delegation, each in given.items() if all(delegation in of_day for of_day in held))

"""What kept people from working, as they reported it, and what the next level found of it (R23, K3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.employee.events import IncidentConfirmed, IncidentKind, IncidentRejected, IncidentReported


@frozen
class IncidentOnRecord:
    """
    An incident and where it stands in the log.

    Args:
        incident: Its id.
        person: Whom it kept from working.
        unit: The unit of that person.
        since: Its beginning, in microseconds since 1970 UTC.
        until: Its end, likewise.
        recorded: When it was reported, or confirmed when no report is on record, likewise.
        reported: The position of the report.
        confirmed: The position of the confirmation.
        rejected: The position of the rejection; it says neither beginning nor end, so there is none without a report.
        kind: What it was; None when no report is on record.
    """

    incident: str
    person: str
    unit: str
    since: Instant
    until: Instant
    recorded: Instant
    reported: int | None
    confirmed: int | None
    rejected: int | None
    kind: IncidentKind | None

    @property
    def waits(self) -> bool:
        """Whether the next level has neither confirmed nor rejected it yet."""
        return self.confirmed is None and self.rejected is None


def fold(row: IncidentOnRecord | None, event: Event, at: At) -> IncidentOnRecord | None:
    """The incident after an event."""
    if isinstance(event, IncidentRejected):
        return None if row is None else evolve(row, rejected=at.position)
    if not isinstance(event, IncidentReported | IncidentConfirmed):
        return row
    confirms = isinstance(event, IncidentConfirmed)
    return IncidentOnRecord(
        event.incident,
        event.person,
        event.unit,
        micros(event.since),
        micros(event.until),
        at.recorded if row is None else row.recorded,
        (None if row is None else row.reported) if confirms else at.position,
        at.position if confirms else None if row is None else row.confirmed,
        None if row is None else row.rejected,
        event.kind if isinstance(event, IncidentReported) else None if row is None else row.kind,
    )


VIEW: View[IncidentOnRecord] = View(
    name="incidents",
    version=2,
    row=IncidentOnRecord,
    subjects=dict.fromkeys((IncidentReported, IncidentConfirmed, IncidentRejected), attrgetter("incident")),
    fold=fold,
)


def excuses(
    incidents: Iterable[IncidentOnRecord], grace: int
) -> Callable[[str | None, int, int], IncidentOnRecord | None]:
    """
    Which confirmed incident of a person covers the whole gap between what is claimed and what is recorded (K3).

    Args:
        incidents: Those on record.
        grace: For how long after an incident, in microseconds, what was ready may still be recorded.
    """
    confirmed: Mapping[str, list[IncidentOnRecord]] = defaultdict(list)
    for each in incidents:
        if each.confirmed is not None:
            confirmed[each.person].append(each)

    def excused(person: str | None, claimed: int, recorded: int) -> IncidentOnRecord | None:
        theirs = confirmed.get(person, ()) if person is not None else ()
        covering = (each for each in theirs if each.since <= claimed and recorded <= each.until + grace)
        return next(covering, None)

    return excused

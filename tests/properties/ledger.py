"""What must hold in any log of an administration, checked line by line from the events alone."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from zoneinfo import ZoneInfo

from attrs import frozen

from civicflow.core.event import Event
from civicflow.core.log import Entry
from civicflow.core.refusal import ActRefused
from civicflow.flow import ZONE
from civicflow.home_work.events import HomeWorkActivated, HomeWorkApproved, HomeWorkEnded
from civicflow.home_work.model import HomeWork, Stage
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    DelegationWithdrawn,
    Founded,
    MemberJoined,
    MemberLeft,
    Office,
    Relieved,
    UnitEstablished,
)
from civicflow.pilot_record.events import PilotDecided, PilotDrafted
from civicflow.roster.events import PlaceBooked
from civicflow.roster.model import Day
from civicflow.task.assignment_events import TaskDisputeResolved
from civicflow.task.events import HoldConfirmed, HoldRejected, TaskAssigned, TaskHeld

DECIDES = (
    "approver",
    "assessed_by",
    "assigned_by",
    "activated_by",
    "cancelled_by",
    "completed_by",
    "confirmed_by",
    "corrected_by",
    "countersigned_by",
    "decided_by",
    "evaluator",
    "extended_by",
    "handed_over_by",
    "held_by",
    "kept_by",
    "paused_by",
    "recalled_by",
    "recorded_by",
    "reassigned_by",
    "rejected_by",
    "released_by",
    "reopened_by",
    "resolved_by",
    "resumed_by",
    "returned_by",
    "reviewed_by",
    "suspended_by",
    "transferred_by",
    "verified_by",
    "withdrawn_by",
)
"""The fields in which an event names who decided; it is never about themselves (K10)."""


@frozen(kw_only=True)
class Term:
    """Somebody has something from a day on, until a day."""

    person: str
    of: str
    since: date
    until: date | None

    def overlaps(self, other: "Term") -> bool:
        """Whether there is a day on which both hold."""
        last = min((each for each in (self.until, other.until) if each is not None), default=date.max)
        return max(self.since, other.since) <= last

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def left(self, person: str, of: str, until: date) -> "Term":
        """The same, or over on a day when that person had it then."""
        held = (self.person, self.of) == (person, of) and self.since <= until
        if not held or (self.until is not None and self.until < until):
            return self
        return Term(person=person, of=of, since=self.since, until=until)


RIGHT = re.compile(r"(?P<office>[a-z_]+)@unit:(?P<unit>[^#]+)(#(?P<position>\d+))?")
"""How an envelope names an office: by its unit, and by the position of the appointment that gave it."""


class Ledger:
    """The books kept beside a log: who heads what, who belongs where, who decided for whom, how many places are taken."""

    def __init__(self) -> None:
        self.positions = 0
        self.versions: defaultdict[str, int] = defaultdict(int)
        self.administrator = ""
        self.superiors: dict[str, str | None] = {}
        self.appointments: dict[int, Term] = {}
        self.delegations: dict[tuple[str, str], Term] = {}
        self.assigned_by: dict[str, str | None] = {}
        self.held_by: dict[str, str | None] = {}
        self.heads: list[Term] = []
        self.members: list[Term] = []
        self.authors: dict[str, tuple[str, ...]] = {}
        self.quotas: dict[str, dict[str, int]] = {}
        self.at_home: dict[str, set[str]] = defaultdict(set)
        self.days: dict[str, Day | None] = {}
        self.arrangements: dict[str, HomeWork | None] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Enter lines, and check after each that everything still holds."""
        for entry in entries:
            self._count(entry)
            self._check_right(entry)
            self._check_four_eyes(entry)
            self._enter_rights(entry)
            self._enter_terms(entry.event)
            self._enter_pilots(entry.event)
            self._enter_days(entry)
            self._enter_arrangements(entry)

    def _count(self, entry: Entry) -> None:
        self.positions += 1
        self.versions[entry.stream] += 1
        assert entry.at.position == self.positions
        assert entry.version == self.versions[entry.stream]

    def _check_four_eyes(self, entry: Entry) -> None:
        event, envelope = entry.event, entry.envelope
        concerned = {getattr(event, name, None) for name in ("assignee", "person")}
        if entry.stream.startswith("pilot_record:"):
            concerned |= set(self.authors.get(entry.stream, ()))
        if isinstance(event, PilotDrafted):
            self.authors[entry.stream] = event.authors
        for name in DECIDES:
            if (decider := getattr(event, name, None)) is not None and not _is_own_part(event, name):
                assert {decider, envelope.by, envelope.on_behalf_of}.isdisjoint(concerned - {None}), entry

    def _check_right(self, entry: Entry) -> None:
        """Whoever acted held what the envelope says gave the right, and was lent what they used for another."""
        envelope, today = entry.envelope, entry.at.recorded_at.astimezone(ZoneInfo(ZONE)).date()
        person = envelope.on_behalf_of or envelope.by
        if envelope.authority == "administrator":
            assert envelope.by == self.administrator
        if found := RIGHT.fullmatch(envelope.authority):
            if found["office"] == "superior":
                assert self.superiors[found["unit"]] == person
            elif found["position"]:
                held = self.appointments[int(found["position"])]
                assert (held.person, held.of) == (person, f"{found['office']}@{found['unit']}")
                assert held.covers(today), entry
        if envelope.on_behalf_of is not None and not isinstance(entry.event, ActRefused):
            lent = [each for (lender, _), each in self.delegations.items() if lender == person]
            assert any(each.person == envelope.by and each.covers(today) for each in lent), entry

    def _enter_rights(self, entry: Entry) -> None:
        match entry.event:
            case Founded(administrator=person):
                self.administrator = person
            case UnitEstablished(unit=unit, answers_to=person):
                self.superiors[unit] = person
            case Appointed(unit=unit, person=person, office=office, since=since, until=until):
                held = Term(person=person, of=f"{office.value}@{unit}", since=since, until=until)
                self.appointments[entry.at.position] = held
            case Relieved(unit=unit, person=person, office=office, until=until):
                for position, held in self.appointments.items():
                    self.appointments[position] = held.left(person, f"{office.value}@{unit}", until)
            case AuthorityDelegated(person=person, delegation=id, to=to, unit=unit, since=since, until=until):
                self.delegations[person, id] = Term(person=to, of=unit, since=since, until=until)
            case DelegationWithdrawn(person=person, delegation=id, to=to, until=until):
                lent = self.delegations[person, id]
                self.delegations[person, id] = lent.left(to, lent.of, until)
            case TaskHeld(task=task, held_by=person):
                self.held_by[task] = person
            case HoldConfirmed(task=task, confirmed_by=person) | HoldRejected(task=task, rejected_by=person):
                assert self.held_by[task] not in {person, entry.envelope.by, entry.envelope.on_behalf_of}
            case TaskAssigned(task=task, assigned_by=person):
                self.assigned_by[task] = person
            case TaskDisputeResolved(task=task, resolved_by=person):
                acting = {person, entry.envelope.by, entry.envelope.on_behalf_of}
                assert self.assigned_by[task] not in acting
            case _:
                pass

    def _enter_terms(self, event: Event) -> None:
        match event:
            case Appointed(office=Office.HEAD):
                self.heads.append(
                    Term(person=event.person, of=event.unit, since=event.since, until=event.until)
                )
            case Relieved(office=Office.HEAD):
                self.heads = [each.left(event.person, event.unit, event.until) for each in self.heads]
            case MemberJoined(primary=True):
                self.members.append(Term(person=event.person, of=event.unit, since=event.since, until=None))
            case MemberLeft():
                self.members = [each.left(event.person, event.unit, event.until) for each in self.members]
            case _:
                return
        for one, other in combinations(self.heads, 2):
            assert one.of != other.of or not one.overlaps(other), f"two heads: {one}, {other}"
        for one, other in combinations(self.members, 2):
            assert one.person != other.person or not one.overlaps(other), f"two primary units: {one}, {other}"

    def _enter_pilots(self, event: Event) -> None:
        match event:
            case PilotDrafted():
                self.quotas[event.pilot] = dict(event.quota)
            case PilotDecided(quota=quota) if quota is not None:
                self.quotas[event.pilot] = dict(quota)
                assert all(len(self.at_home[body]) <= places for body, places in quota.items()), event
            case HomeWorkApproved():
                self.at_home[event.body].add(event.person)
                assert len(self.at_home[event.body]) <= self.quotas[event.pilot][event.body]
            case HomeWorkEnded():
                self.at_home[event.body].remove(event.person)
            case _:
                pass

    def _enter_days(self, entry: Entry) -> None:
        if not entry.stream.startswith("day:"):
            return
        before = self.days.get(entry.stream)
        after = self.days[entry.stream] = Day.evolve(before, entry.event, entry.at)
        if isinstance(entry.event, PlaceBooked) and before is not None and after is not None:
            assert (after.over_by() or 0) <= (before.over_by() or 0)

    def _enter_arrangements(self, entry: Entry) -> None:
        """Nobody begins to work at home who was not found eligible, or whose commitment is not countersigned (R4, R28)."""
        if not entry.stream.startswith("home_work:"):
            return
        before = self.arrangements.get(entry.stream)
        self.arrangements[entry.stream] = HomeWork.evolve(before, entry.event, entry.at)
        if isinstance(entry.event, HomeWorkActivated):
            assert before is not None
            assert before.stage is Stage.COUNTERSIGNED
            assert before.is_found_eligible(before.position)


def _is_own_part(event: Event, name: str) -> bool:
    """Who takes a unit into a pilot that they drafted, or out of it, decides on their unit, not on the pilot."""
    return (event.topic, name) in {
        ("pilot_record.assigned", "assigned_by"),
        ("pilot_record.withdrawn", "withdrawn_by"),
    }

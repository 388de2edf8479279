"""A door that keeps claims in memory, and the figures that follow from what it kept."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from civicflow.core.event import Event
from civicflow.core.recording import Claim, Recorded
from civicflow.errors import CivicflowError, CommandIdReusedError
from civicflow.exchange.identifiers import words_of
from civicflow.exchange.mapping_file import load_mapping
from civicflow.exchange.recording import Summary, record_log
from civicflow.task.events import ActivityRecorded

EXAMPLES = Path(__file__).parents[2] / "examples" / "mappings"
E = TypeVar("E", bound=Event)
Happened = tuple[E, datetime]


class Register:
    """Keeps every claim once, in order, as a store does."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Event, datetime]] = {}

    def record(self, claims: Iterable[Claim], *, source: str) -> Iterator[Recorded | CivicflowError]:
        """Keep what is new; say what is known, and what is claimed differently from before."""
        for claim in claims:
            before = self.kept.setdefault(claim.id, (claim.event, claim.occurred_at))
            if before != (claim.event, claim.occurred_at):
                yield CommandIdReusedError(command_id=claim.id)
            else:
                yield Recorded.NEW if before[0] is claim.event else Recorded.KNOWN

    def all(self, kind: type[E]) -> list[Happened[E]]:
        """The events of a kind with their times, in the order in which they were recorded."""
        return [(event, at) for event, at in self.kept.values() if isinstance(event, kind)]

    def by_task(self, kind: type[E]) -> dict[str, list[Happened[E]]]:
        """The same for each task."""
        found: dict[str, list[Happened[E]]] = defaultdict(list)
        for event, at in self.all(kind):
            found[event.task].append((event, at))  # type: ignore[attr-defined]
        return found


def recorded(log: Path, mapping: str) -> tuple[Register, Summary]:
    """A log, recorded with the example mapping of that name."""
    register = Register()
    summary = record_log(log, load_mapping(EXAMPLES / f"{mapping}.toml"), register.record)
    return register, summary


def case_digest(activities: dict[str, list[Happened[ActivityRecorded]]]) -> str:
    """The digest of the reference: case, start, end, number of events and variant of each case, sorted by id."""
    lines = []
    for task, steps in activities.items():
        times = [round(at.timestamp() * 1000) for _, at in steps]
        names = "\x1f".join(step.name for step, _ in steps)
        variant = hashlib.sha256(names.encode()).hexdigest()[:16]
        lines.append((words_of(task), f"\t{min(times)}\t{max(times)}\t{len(steps)}\t{variant}\n"))
    return hashlib.sha256("".join(map("".join, sorted(lines))).encode()).hexdigest()


def handovers(
    activities: dict[str, list[Happened[ActivityRecorded]]], field: str
) -> Counter[tuple[str, str]]:
    """How often a task went from one person or unit straight to another."""
    found: Counter[tuple[str, str]] = Counter()
    for steps in activities.values():
        held = [getattr(step, field) for step, _ in steps]
        found.update((one, other) for one, other in pairwise(held) if one and other and one != other)
    return Counter({(words_of(one), words_of(other)): count for (one, other), count in found.items()})


def pair_digest(pairs: Counter[tuple[str, str]]) -> str:
    """The digest of the reference over pairs and their counts."""
    return hashlib.sha256(
        "".join(f"{one}\t{other}\t{n}\n" for (one, other), n in sorted(pairs.items())).encode()
    ).hexdigest()

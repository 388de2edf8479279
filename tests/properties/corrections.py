"""Corrections by chance of what happened by chance: of any kind that can be corrected, now and then of one another."""

from datetime import timedelta
from random import Random
from typing import Any

from attrs import fields_dict

from civicflow.core.clock import FixedClock
from civicflow.core.correction import Correction
from civicflow.core.log import Entry
from civicflow.core.recording import Claim, Recorded
from civicflow.flow import Flow
from tests.properties.clerks import Clerk
from tests.properties.happenings import EVENTS, well_put
from tests.stores import taken

CORRECTIONS = tuple(kind for kind in EVENTS if issubclass(kind, Correction))
CORRECTABLE = {kind.original: kind for kind in CORRECTIONS}


def corrected(flow: Flow, clock: FixedClock, chance: Random, number: int) -> Entry | None:
    """Correct something that stands on record, claimed for now or for before; None when nothing can be corrected."""
    clock.advance(minutes=chance.choice((0, 1, 600)))
    standing = [entry for entry in flow.entries() if type(entry.event) in CORRECTABLE]
    if not standing:
        return None
    kind = chance.choice(sorted({entry.topic for entry in standing}))
    wrong = chance.choice([entry for entry in standing if entry.topic == kind])
    claim = Claim(
        event=correction_of(wrong, Clerk(chance, clock.now())),
        occurred_at=clock.now() - timedelta(hours=chance.choice((0, 0, 40))),
        id=f"correction-{number}",
    )
    assert taken(flow, [claim]) == [Recorded.NEW]
    return wrong


def correction_of(wrong: Entry, clerk: Clerk) -> Correction:
    """A correction of a line: the same subject, and else whatever a clerk may write."""
    original = type(wrong.event)
    other: Any = well_put(clerk, original)
    fields = {name: getattr(other, name) for name in fields_dict(original)}  # type: ignore[arg-type]
    fields |= {name: getattr(wrong.event, name) for name in original.stream[1:]}
    said: Any = well_put(clerk, CORRECTABLE[original])
    return CORRECTABLE[original](
        **fields, corrects=wrong.at.position, because=said.because, corrected_by=said.corrected_by
    )

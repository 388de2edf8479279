"""The positions of the administration: in which unit each stands, and what it was on each day (K12)."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.organization.model import Position

VIEW: View[Position] = View(
    name="positions",
    version=2,
    row=Position,
    subjects=dict.fromkeys((PositionEstablished, PositionRevised, PositionAbolished), attrgetter("position")),
    fold=Position.evolve,
)

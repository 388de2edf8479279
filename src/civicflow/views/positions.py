"""The positions of the administration: in which unit each stands, and with which group it is compared (K12)."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.organization.events import PositionEstablished
from civicflow.organization.model import Position

VIEW: View[Position] = View(
    name="positions",
    version=1,
    row=Position,
    subjects={PositionEstablished: attrgetter("position")},
    fold=Position.evolve,
)

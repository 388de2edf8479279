"""How work could be done better, as the staff proposed it, and what became of that (R56)."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.feedback.events import InitiativeDecided, InitiativeRecorded, InitiativeResultReported
from civicflow.feedback.model import Initiative

VIEW: View[Initiative] = View(
    name="initiatives",
    version=1,
    row=Initiative,
    subjects=dict.fromkeys(
        (InitiativeRecorded, InitiativeDecided, InitiativeResultReported), attrgetter("initiative")
    ),
    fold=Initiative.evolve,
)

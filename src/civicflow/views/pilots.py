"""The pilots: where each stands, what it covers, what was decided about it last."""

from operator import attrgetter

from civicflow.core.question import View
from civicflow.pilot_record.events import EVENTS, SurveyRecorded
from civicflow.pilot_record.model import PilotRecord

VIEW: View[PilotRecord] = View(
    name="pilots",
    version=1,
    row=PilotRecord,
    subjects={kind: attrgetter("pilot") for kind in EVENTS if kind is not SurveyRecorded},
    fold=PilotRecord.evolve,
)

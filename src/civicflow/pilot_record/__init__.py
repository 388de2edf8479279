"""What a pilot covers, with how many places; what was reported, weighed and decided about it."""

from civicflow.core.module import Module
from civicflow.pilot_record.events import EVENTS
from civicflow.pilot_record.events import Course as Course
from civicflow.pilot_record.events import PilotType as PilotType
from civicflow.pilot_record.model import STATES

MODULE = Module(name="pilot_record", events=EVENTS, states=STATES)

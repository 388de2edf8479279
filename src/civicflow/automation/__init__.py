"""What the engine does by itself: reactions to events, their progress, and what they could not deal with."""

from civicflow.automation.commands import COMMANDS
from civicflow.automation.commands import DismissParked as DismissParked
from civicflow.automation.commands import ResumeReaction as ResumeReaction
from civicflow.automation.events import EVENTS
from civicflow.automation.follow_up import FOLLOW_UP
from civicflow.automation.model import STATES
from civicflow.automation.routing import ROUTING
from civicflow.core.module import Module
from civicflow.core.reaction import Reaction as Reaction

MODULE = Module(
    name="automation", commands=COMMANDS, events=EVENTS, states=STATES, reactions=(*ROUTING, *FOLLOW_UP)
)

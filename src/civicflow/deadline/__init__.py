"""What is told about dues: reminders before them, alerts as they press, escalations after; each once, by an explicit tick."""

from civicflow.core.module import Module
from civicflow.deadline.commands import COMMANDS
from civicflow.deadline.commands import AlertOfDeadline as AlertOfDeadline
from civicflow.deadline.commands import EscalateDeadline as EscalateDeadline
from civicflow.deadline.commands import RemindOfDeadline as RemindOfDeadline
from civicflow.deadline.events import EVENTS
from civicflow.deadline.events import Alert as Alert
from civicflow.deadline.model import STATES

MODULE = Module(name="deadline", commands=COMMANDS, events=EVENTS, states=STATES)

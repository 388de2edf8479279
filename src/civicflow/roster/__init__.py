"""Who is where on a working day, in the body that a cap binds."""

from civicflow.core.module import Module
from civicflow.roster.cap import Answer as Answer
from civicflow.roster.commands import COMMANDS
from civicflow.roster.commands import BookPlace as BookPlace
from civicflow.roster.commands import CorrectPresence as CorrectPresence
from civicflow.roster.commands import OpenDay as OpenDay
from civicflow.roster.commands import RecountHeadcount as RecountHeadcount
from civicflow.roster.commands import ReleasePlace as ReleasePlace
from civicflow.roster.events import EVENTS
from civicflow.roster.model import STATES

MODULE = Module(name="roster", commands=COMMANDS, events=EVENTS, states=STATES)

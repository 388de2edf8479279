"""
The mechanism: how a command becomes events and events become answers; not one word of administration.

Whoever writes a module, ours or another application's, finds here all the names it takes; the modules behind them may
move.
"""

from civicflow.core.clock import Clock as Clock
from civicflow.core.clock import FixedClock as FixedClock
from civicflow.core.command import Command as Command
from civicflow.core.command import Order as Order
from civicflow.core.command import name_of as name_of
from civicflow.core.correction import Correction as Correction
from civicflow.core.event import At as At
from civicflow.core.event import Event as Event
from civicflow.core.event import Instant as Instant
from civicflow.core.event import Keys as Keys
from civicflow.core.event import State as State
from civicflow.core.facts import Act as Act
from civicflow.core.facts import Facts as Facts
from civicflow.core.fields import Code as Code
from civicflow.core.fields import FreeText as FreeText
from civicflow.core.fields import PersonId as PersonId
from civicflow.core.fields import ShortText as ShortText
from civicflow.core.fields import SubjectId as SubjectId
from civicflow.core.fields import UnitId as UnitId
from civicflow.core.fields import day as day
from civicflow.core.fields import free_text as free_text
from civicflow.core.fields import instant as instant
from civicflow.core.fields import optional_day as optional_day
from civicflow.core.fields import optional_free_text as optional_free_text
from civicflow.core.fields import optional_instant as optional_instant
from civicflow.core.fields import texts as texts
from civicflow.core.filing import Receipt as Receipt
from civicflow.core.frozen_answer import FrozenAnswer as FrozenAnswer
from civicflow.core.log import Entry as Entry
from civicflow.core.log import Envelope as Envelope
from civicflow.core.module import Module as Module
from civicflow.core.question import AnyView as AnyView
from civicflow.core.question import Change as Change
from civicflow.core.question import Evidence as Evidence
from civicflow.core.question import Figure as Figure
from civicflow.core.question import Head as Head
from civicflow.core.question import Question as Question
from civicflow.core.question import Reply as Reply
from civicflow.core.question import View as View
from civicflow.core.reaction import Reaction as Reaction
from civicflow.core.recording import Claim as Claim
from civicflow.core.recording import Recorded as Recorded
from civicflow.core.rule import ALLOWED as ALLOWED
from civicflow.core.rule import Allowed as Allowed
from civicflow.core.rule import Refused as Refused
from civicflow.core.rule import RefusedError as RefusedError
from civicflow.core.rule import Rule as Rule
from civicflow.core.rule import Verdict as Verdict
from civicflow.core.rule import allowed_if as allowed_if

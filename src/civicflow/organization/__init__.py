"""Units, offices, members, positions and emergency modes of an administration."""

from civicflow.core.module import Module
from civicflow.organization.commands import COMMANDS
from civicflow.organization.commands import (
    Appoint as Appoint,
    DeclareEmergencyMode as DeclareEmergencyMode,
    Delegate as Delegate,
    EstablishPosition as EstablishPosition,
    EstablishUnit as EstablishUnit,
    Found as Found,
    JoinUnit as JoinUnit,
    LeaveUnit as LeaveUnit,
    LiftEmergencyMode as LiftEmergencyMode,
    Relieve as Relieve,
    WithdrawDelegation as WithdrawDelegation,
)
from civicflow.organization.events import EVENTS
from civicflow.organization.events import ExemptCount as ExemptCount
from civicflow.organization.events import Office as Office
from civicflow.organization.model import STATES

MODULE = Module(name="organization", commands=COMMANDS, events=EVENTS, states=STATES)

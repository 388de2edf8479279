"""Units, offices, members, positions and emergency modes of an administration."""

from civicflow.core.module import Module
from civicflow.organization.commands import COMMANDS
from civicflow.organization.commands import Appoint as Appoint
from civicflow.organization.commands import Delegate as Delegate
from civicflow.organization.commands import EstablishPosition as EstablishPosition
from civicflow.organization.commands import EstablishUnit as EstablishUnit
from civicflow.organization.commands import Found as Found
from civicflow.organization.commands import JoinUnit as JoinUnit
from civicflow.organization.commands import LeaveUnit as LeaveUnit
from civicflow.organization.commands import Relieve as Relieve
from civicflow.organization.commands import WithdrawDelegation as WithdrawDelegation
from civicflow.organization.emergency import EMERGENCY
from civicflow.organization.emergency import DeclareEmergencyMode as DeclareEmergencyMode
from civicflow.organization.emergency import LiftEmergencyMode as LiftEmergencyMode
from civicflow.organization.events import EVENTS
from civicflow.organization.events import ExemptCount as ExemptCount
from civicflow.organization.events import Office as Office
from civicflow.organization.model import STATES

MODULE = Module(name="organization", commands=(*COMMANDS, *EMERGENCY), events=EVENTS, states=STATES)

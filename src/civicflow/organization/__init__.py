"""Units, offices, members, groups, positions and emergency modes of an administration."""

from civicflow.core.module import Module
from civicflow.organization.authority import administers as administers
from civicflow.organization.authority import either as either
from civicflow.organization.authority import leading_office as leading_office
from civicflow.organization.authority import leads as leads
from civicflow.organization.authority import today as today
from civicflow.organization.authority import upwards as upwards
from civicflow.organization.commands import COMMANDS
from civicflow.organization.commands import Appoint as Appoint
from civicflow.organization.commands import Delegate as Delegate
from civicflow.organization.commands import EstablishUnit as EstablishUnit
from civicflow.organization.commands import Found as Found
from civicflow.organization.commands import JoinUnit as JoinUnit
from civicflow.organization.commands import LeaveUnit as LeaveUnit
from civicflow.organization.commands import Relieve as Relieve
from civicflow.organization.commands import WithdrawDelegation as WithdrawDelegation
from civicflow.organization.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.organization.corrections import CorrectDeparture as CorrectDeparture
from civicflow.organization.corrections import CorrectEmergencyMode as CorrectEmergencyMode
from civicflow.organization.corrections import CorrectMembership as CorrectMembership
from civicflow.organization.corrections import CorrectUnit as CorrectUnit
from civicflow.organization.emergency import EMERGENCY
from civicflow.organization.emergency import DeclareEmergencyMode as DeclareEmergencyMode
from civicflow.organization.emergency import LiftEmergencyMode as LiftEmergencyMode
from civicflow.organization.events import EVENTS
from civicflow.organization.events import ExemptCount as ExemptCount
from civicflow.organization.events import Office as Office
from civicflow.organization.group import Group as Group
from civicflow.organization.group_events import GROUP_EVENTS
from civicflow.organization.grouping import GROUPING
from civicflow.organization.grouping import DissolveGroup as DissolveGroup
from civicflow.organization.grouping import EstablishGroup as EstablishGroup
from civicflow.organization.grouping import JoinGroup as JoinGroup
from civicflow.organization.grouping import LeaveGroup as LeaveGroup
from civicflow.organization.membership import primary_unit as primary_unit
from civicflow.organization.model import STATES
from civicflow.organization.model import Term as Term
from civicflow.organization.model import Unit as Unit
from civicflow.organization.positions import POSITIONS
from civicflow.organization.positions import AbolishPosition as AbolishPosition
from civicflow.organization.positions import EstablishPosition as EstablishPosition
from civicflow.organization.positions import RevisePosition as RevisePosition

MODULE = Module(
    name="organization",
    commands=(*COMMANDS, *POSITIONS, *GROUPING, *EMERGENCY, *CORRECTION_COMMANDS),
    events=(*EVENTS, *GROUP_EVENTS, *CORRECTIONS),
    states=(*STATES, Group),
)

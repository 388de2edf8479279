"""Leave requests: an aggregate, a view and a question that another application adds to civicflow."""

from importlib.resources import files

from civicflow.core import Module
from leave_requests.absences import VIEW
from leave_requests.absences import Absences as Absences
from leave_requests.commands import COMMANDS
from leave_requests.commands import RequestLeave as RequestLeave
from leave_requests.commands import WithdrawLeaveRequest as WithdrawLeaveRequest
from leave_requests.decisions import DECISIONS
from leave_requests.decisions import DeclineLeave as DeclineLeave
from leave_requests.decisions import GrantLeave as GrantLeave
from leave_requests.events import EVENTS
from leave_requests.model import STATES

MODULE = Module(
    name="leave_requests",
    commands=(*COMMANDS, *DECISIONS),
    events=EVENTS,
    claims=EVENTS,
    states=STATES,
    views=(VIEW,),
    questions=(Absences,),
    regulations=files("leave_requests") / "regulations",
    locale=files("leave_requests") / "locale",
)

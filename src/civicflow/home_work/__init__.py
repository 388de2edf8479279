"""The arrangement to work at home: asked for by the employee, decided by the office that leads, ended by either."""

from civicflow.core.module import Module
from civicflow.home_work.commands import COMMANDS
from civicflow.home_work.commands import ActivateHomeWork as ActivateHomeWork
from civicflow.home_work.commands import ApproveHomeWork as ApproveHomeWork
from civicflow.home_work.commands import EndHomeWork as EndHomeWork
from civicflow.home_work.commands import RefuseHomeWork as RefuseHomeWork
from civicflow.home_work.commands import RequestHomeWork as RequestHomeWork
from civicflow.home_work.commands import ResumeHomeWork as ResumeHomeWork
from civicflow.home_work.commands import SuspendHomeWork as SuspendHomeWork
from civicflow.home_work.commands import WithdrawRequest as WithdrawRequest
from civicflow.home_work.events import EVENTS
from civicflow.home_work.events import Weekday as Weekday
from civicflow.home_work.model import STATES

MODULE = Module(name="home_work", commands=COMMANDS, events=EVENTS, states=STATES)

"""What a unit is to reach, what it says it has reached, and by what its people are judged."""

from civicflow.core.module import Module
from civicflow.steering.commands import COMMANDS
from civicflow.steering.commands import AssignTarget as AssignTarget
from civicflow.steering.commands import CloseTarget as CloseTarget
from civicflow.steering.commands import ReportTarget as ReportTarget
from civicflow.steering.commands import ReviseTarget as ReviseTarget
from civicflow.steering.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.steering.corrections import CorrectAchievement as CorrectAchievement
from civicflow.steering.corrections import CorrectTargetReport as CorrectTargetReport
from civicflow.steering.criteria import CRITERIA
from civicflow.steering.criteria import PublishCriteria as PublishCriteria
from civicflow.steering.criteria import ReplaceCriteria as ReplaceCriteria
from civicflow.steering.events import EVENTS
from civicflow.steering.events import Direction as Direction
from civicflow.steering.model import STATES

MODULE = Module(
    name="steering",
    commands=(*COMMANDS, *CRITERIA, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
)

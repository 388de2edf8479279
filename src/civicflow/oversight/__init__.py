"""Inspections, and what they find: tied to events and figures, answered with a term, carried to closure (R59, R60)."""

from civicflow.core.module import Module
from civicflow.oversight.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.oversight.corrections import CorrectFinding as CorrectFinding
from civicflow.oversight.corrections import CorrectInspection as CorrectInspection
from civicflow.oversight.events import EVENTS
from civicflow.oversight.events import Resolution as Resolution
from civicflow.oversight.events import Severity as Severity
from civicflow.oversight.findings import FINDINGS
from civicflow.oversight.findings import AcceptAnswer as AcceptAnswer
from civicflow.oversight.findings import AnswerFinding as AnswerFinding
from civicflow.oversight.findings import CloseFinding as CloseFinding
from civicflow.oversight.findings import OpenFinding as OpenFinding
from civicflow.oversight.findings import RejectAnswer as RejectAnswer
from civicflow.oversight.findings import ReopenFinding as ReopenFinding
from civicflow.oversight.inspections import INSPECTIONS
from civicflow.oversight.inspections import CloseInspection as CloseInspection
from civicflow.oversight.inspections import OpenInspection as OpenInspection
from civicflow.oversight.model import STATES

MODULE = Module(
    name="oversight",
    commands=(*INSPECTIONS, *FINDINGS, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
)

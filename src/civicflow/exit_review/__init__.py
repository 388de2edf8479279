"""The review of whether a person stays in the service: called for by grades, concluded by whoever stands above with reasons."""

from civicflow.core.module import Module
from civicflow.exit_review.commands import COMMANDS
from civicflow.exit_review.commands import ConcludeExitReview as ConcludeExitReview
from civicflow.exit_review.commands import OpenExitReview as OpenExitReview
from civicflow.exit_review.events import EVENTS
from civicflow.exit_review.events import ExitOutcome as ExitOutcome
from civicflow.exit_review.model import STATES
from civicflow.exit_review.rules import dismissal_after_a_review_was_concluded
from civicflow.home_work.corrections import CorrectSeparation
from civicflow.home_work.separations import SeparateEmployee

MODULE = Module(
    name="exit_review",
    commands=COMMANDS,
    events=EVENTS,
    states=STATES,
    rules=dict.fromkeys((SeparateEmployee, CorrectSeparation), (dismissal_after_a_review_was_concluded,)),
)

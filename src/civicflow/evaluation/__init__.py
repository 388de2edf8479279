"""How people are evaluated: regimes, scores, grades and what follows from them, as dated records say (R43-R51, K8)."""

from civicflow.core.module import Module
from civicflow.employee.events import Grade as Grade
from civicflow.evaluation.assessing import AssessOneself as AssessOneself
from civicflow.evaluation.correcting_rules import no_decided_grade_rests_on_it
from civicflow.evaluation.events import EVENTS
from civicflow.evaluation.events import PetitionResult as PetitionResult
from civicflow.evaluation.events import Publicity as Publicity
from civicflow.evaluation.forwarding import ForwardScores as ForwardScores
from civicflow.evaluation.grades import Ground as Ground
from civicflow.evaluation.model import STATES
from civicflow.evaluation.petitioning import AnswerGradePetition as AnswerGradePetition
from civicflow.evaluation.petitioning import PetitionGrade as PetitionGrade
from civicflow.evaluation.proposing import ProposeGrade as ProposeGrade
from civicflow.evaluation.publishing import PublishRatings as PublishRatings
from civicflow.evaluation.rating import ApproveRatings as ApproveRatings
from civicflow.evaluation.rating import RecognizeAgency as RecognizeAgency
from civicflow.evaluation.rating_events import RATING_EVENTS
from civicflow.evaluation.rating_rules import Rating as Rating
from civicflow.task.corrections import CorrectTaskEvaluation

MODULE = Module(
    name="evaluation",
    commands=(
        AssessOneself,
        ProposeGrade,
        RecognizeAgency,
        ApproveRatings,
        PublishRatings,
        PetitionGrade,
        AnswerGradePetition,
        ForwardScores,
    ),
    events=(*EVENTS, *RATING_EVENTS),
    states=STATES,
    rules={CorrectTaskEvaluation: (no_decided_grade_rests_on_it,)},
)

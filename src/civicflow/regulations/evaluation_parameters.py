"""The single figures that evaluation asks the regulations for, beside those of ``parameters``."""

from civicflow.regulations.parameter import Parameter
from civicflow.regulations.reading import count, ratio, term, text, words

EVALUATION_SCHEME = Parameter("evaluation_regime", "scheme", text)
"""By what somebody is evaluated, by personnel category and by kind and last day of the period (K8)."""

SATISFACTION_WEIGHT = Parameter("satisfaction_weight", "share", ratio)
"""Which part of the points for general criteria follows the satisfaction of citizens; none by default (R50)."""

RATING_OVERRIDES = Parameter("rating_override", "grounds", words)
"""What sets a grade aside, by scheme (R44, K24)."""

YEAR_RATED_FROM_DAYS = Parameter("evaluation_opens", "days_before_year_ends", count)
"""How many days before it ends a year may be rated, since the law has it done before the middle of December (R48)."""

GRADE_PETITIONED_WITHIN = Parameter("grade_petition", "petitioned", term)
"""Within which term from its publication on somebody may petition against their grade (R44)."""

GRADE_PETITION_ANSWERED_WITHIN = Parameter("grade_petition", "answered", term)
"""Within which term such a petition is answered (R44)."""

OPINION_AFTER_MONTHS = Parameter("transfer_opinion", "months", count)
"""From how many months of service in a year on the agency that somebody has left says what it thinks of their work (R48)."""

"""The single figures that evaluation asks the regulations for, beside those of ``parameters``."""

from civicflow.regulations.parameter import Parameter
from civicflow.regulations.reading import ratio, text, words

EVALUATION_SCHEME = Parameter("evaluation_regime", "scheme", text)
"""By what somebody is evaluated, by personnel category and by kind and last day of the period (K8)."""

SATISFACTION_WEIGHT = Parameter("satisfaction_weight", "share", ratio)
"""Which part of the points for general criteria follows the satisfaction of citizens; none by default (R50)."""

RATING_OVERRIDES = Parameter("rating_override", "grounds", words)
"""What sets a grade aside, by scheme (R44, K24)."""

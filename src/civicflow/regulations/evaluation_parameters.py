"""The single figures that evaluation asks the regulations for, beside those of ``parameters``."""

from civicflow.regulations.parameter import Parameter
from civicflow.regulations.reading import count, factor, ratio, term, text, words

EVALUATION_SCHEME = Parameter("evaluation_regime", "scheme", text)
"""By what somebody is evaluated, by personnel category and by kind and last day of the period (K8)."""

SATISFACTION_WEIGHT = Parameter("satisfaction_weight", "share", ratio)
"""Which part of the points for general criteria follows the satisfaction of citizens; none by default (R50)."""

RATING_OVERRIDES = Parameter("rating_override", "grounds", words)
"""What sets a grade aside, by scheme (R44, K24)."""

YEAR_RATED_FROM_DAYS = Parameter("annual_rating", "days_before_end", count)
"""From how many days before the end of its year on somebody may be rated for it (R44)."""

GRADE_PETITIONED_WITHIN = Parameter("grade_petition", "petition", term)
"""Within which term from its publication on somebody petitions against their grade (R44)."""

GRADE_PETITION_ANSWERED_WITHIN = Parameter("grade_petition", "answer", term)
"""Within which term such a petition is answered (R44, R47)."""

OPINION_AFTER_MONTHS = Parameter("transfer_opinion", "months", count)
"""From how many months of service on an agency that somebody has left gives its opinion on them (R44, R48)."""

# What a grade leads to

BASE_SALARY = Parameter("base_salary", "amount", count)
"""The base salary in dong a month, which coefficients are multiplied by (R46)."""

VOTED_COEFFICIENT = Parameter("voted_coefficient", "k", factor)
"""The coefficient of additional income that was voted, by band: nothing is on record for 2023 to 2026 (R46)."""

INCOME_BAND_EDGE = Parameter("income_band", "up_to", factor)
"""Up to which salary coefficient somebody belongs to the lower band of additional income (R46)."""

INCOME_FUND_SHARE = Parameter("income_fund_share", "share", ratio)
"""Which share of the basic salary fund may be paid out as additional income (R46)."""

INCOME_EXCLUSIONS = Parameter("income_exclusion", "grounds", words)
"""For what somebody is paid no additional income; for nothing by default (R46)."""

EXIT_REVIEW_WITHIN = Parameter("exit_review_term", "within", term)
"""Within which term after a rating the head acts on it (R49)."""

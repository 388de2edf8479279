"""
What laws and orders set, as dated and cited data, and the answers that are drawn from it.

``data/`` holds one small file a parameter; ``Lawbook`` looks them up by the day of the fact, the place, and what was
known; ``caps``, ``clauses``, ``parameters`` and ``terms`` give the answers in words that rules and views can use. "Not on
record" is an answer, never "no limit".
"""

from civicflow.regulations.caps import (
    EssentialOnly,
    Limit,
    NoLimit,
    OnSiteCap,
    Share,
    on_site_cap,
    people_allowed,
    strictest,
)
from civicflow.regulations.checks import Gap
from civicflow.regulations.kinds import CATEGORIES, MODES
from civicflow.regulations.lawbook import Lawbook
from civicflow.regulations.parameter import Clause, NotOnRecord, Parameter, answering
from civicflow.regulations.reading import count, factor, flag, ratio, term, text, time_of_day, words
from civicflow.regulations.sheet import Sheet
from civicflow.regulations.terms import regulated_term, working_time

__all__ = [
    "CATEGORIES",
    "MODES",
    "Clause",
    "EssentialOnly",
    "Gap",
    "Lawbook",
    "Limit",
    "NoLimit",
    "NotOnRecord",
    "OnSiteCap",
    "Parameter",
    "Share",
    "Sheet",
    "answering",
    "count",
    "factor",
    "flag",
    "on_site_cap",
    "people_allowed",
    "ratio",
    "regulated_term",
    "strictest",
    "term",
    "text",
    "time_of_day",
    "words",
    "working_time",
]

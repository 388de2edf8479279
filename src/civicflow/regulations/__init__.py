"""
What laws and orders set, as dated and cited data, and the answers that are drawn from it.

``data/`` holds one small file a parameter; ``Lawbook`` looks them up by the day of the fact, the place, and what was
known; ``caps`` and ``parameters`` give the answers in words that rules and views can use. "Not on record" is an
answer, never "no limit".
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
from civicflow.regulations.parameters import (
    NotOnRecord,
    Parameter,
    count,
    flag,
    ratio,
    text,
    time_of_day,
    words,
)
from civicflow.regulations.sheet import Sheet

__all__ = [
    "CATEGORIES",
    "MODES",
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
    "count",
    "flag",
    "on_site_cap",
    "people_allowed",
    "ratio",
    "strictest",
    "text",
    "time_of_day",
    "words",
]
